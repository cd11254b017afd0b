import { streetNow } from '../db/clock.ts';
import { FOR_AGAINST, minutesAfter } from './ballot-street.ts';
import type { Association, Merchant, World } from './world.ts';

/** A ballot that is over, with an extension that was proposed and an objection of a shop. */
export async function everyBallotResource(
  world: World,
  { here, shop }: { here: Association; shop: Merchant },
): Promise<{ ballotId: string; extensionId: string; objectionId: string; unitId: string }> {
  const admin = await world.person('association.admin', here.id);
  const owner = await world.person('merchant.owner', shop.id);
  const now = await streetNow(world.pool);
  const drafted = await world.call(admin, 'POST /v1/associations/{associationId}/ballots', {
    params: { associationId: here.id },
    body: {
      question: '装不装雨棚',
      rule: {
        ...FOR_AGAINST,
        registers: [{ name: '这家店', source: { kind: 'list', unitIds: [shop.id] } }],
        quorum: null,
        threshold: null,
        byArea: false,
        secret: false,
        changeable: false,
        showsTurnout: true,
      },
      opensAt: now.toISOString(),
      closesAt: minutesAfter(now, 60),
    },
  });
  const params = { ballotId: drafted.body.id };
  await world.call(admin, 'POST /v1/ballots/{ballotId}/publish', { params });
  const extension = await world.call(admin, 'POST /v1/ballots/{ballotId}/extensions', {
    params,
    body: { closesAt: minutesAfter(now, 90), reason: '再等等' },
  });
  await world.call(owner, 'GET /v1/ballots/{ballotId}', { params });
  const vote = { unitId: shop.id, choices: [0] };
  await world.call(owner, 'POST /v1/ballots/{ballotId}/votes', { params, body: vote });
  await world.call(admin, 'POST /v1/ballots/{ballotId}/close', { params });
  const objection = await world.call(owner, 'POST /v1/ballots/{ballotId}/objections', {
    params,
    body: { unitId: shop.id, reason: '没有收到通知' },
  });
  return {
    ...params,
    extensionId: extension.body.id,
    objectionId: objection.body.id,
    unitId: shop.id,
  };
}
