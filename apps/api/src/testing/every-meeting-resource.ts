import { streetNow } from '../db/clock.ts';
import type { Association, Person, World } from './world.ts';

/** A meeting of an association, with a question that a person asked and a follow-up. */
export async function everyMeetingResource(
  world: World,
  { here, subject }: { here: Association; subject: Person },
): Promise<{ meetingId: string; questionId: string; followUpId: string }> {
  const admin = await world.person('association.admin', here.id);
  const now = await streetNow(world.pool);
  const meeting = await world.call(admin, 'POST /v1/associations/{associationId}/meetings', {
    params: { associationId: here.id },
    body: {
      title: '议事会',
      place: '议事厅',
      startsAt: new Date(now.getTime() + 60 * 60_000).toISOString(),
      invited: ['merchants'],
      agenda: [],
    },
  });
  const meetingId = meeting.body.id;
  const params = { meetingId };
  await world.call(admin, 'POST /v1/meetings/{meetingId}/publish', { params });
  await world.call(admin, 'POST /v1/meetings/{meetingId}/open', { params });
  const question = await world.call(subject, 'POST /v1/meetings/{meetingId}/questions', {
    params,
    body: { text: '灯几点关？' },
  });
  const followUp = await world.call(admin, 'POST /v1/meetings/{meetingId}/follow-ups', {
    params,
    body: { what: '换灯', who: '物业', until: '2026-12-31' },
  });
  return { meetingId, questionId: question.body.id, followUpId: followUp.body.id };
}
