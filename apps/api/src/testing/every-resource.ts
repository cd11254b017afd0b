import { expect } from 'vitest';
import { drawPicture } from './draw-picture.ts';
import { everyBallotResource } from './every-ballot-resource.ts';
import { everyDutyResource } from './every-duty-resource.ts';
import { everyMeetingResource } from './every-meeting-resource.ts';
import { createHousehold } from './household.ts';
import type { Association, Merchant, Person, World } from './world.ts';

/** A real resource for each name of a path parameter, all at one place. */
export async function everyResource(
  world: World,
  { here, shop, subject }: { here: Association; shop: Merchant; subject: Person },
): Promise<Record<string, string>> {
  const offerId = await world.offer({ merchant: shop, pricePoints: 5 });
  const { status, body } = await world.call(subject, 'POST /v1/redemptions', { body: { offerId } });
  expect(status).toBe(201);
  const picture = await world.call(subject, 'POST /v1/pictures', { upload: await drawPicture() });
  expect(picture.status).toBe(201);
  const household = await createHousehold(world, { members: [subject] });
  return {
    associationId: here.id,
    merchantId: shop.id,
    offerId,
    redemptionId: body.id,
    pictureId: picture.body.id,
    communityId: world.communityId,
    householdId: household.id,
    personId: subject.id,
    ...(await everyMeetingResource(world, { here, subject })),
    ...(await everyBallotResource(world, { here, shop })),
    ...(await everyDutyResource(world, { here, shop })),
  };
}
