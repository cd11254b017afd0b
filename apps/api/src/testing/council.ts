import type { Meeting, NewMeeting } from '@shangju/contracts';
import { streetNow } from '../db/clock.ts';
import type { Association, EarningRule, Person, World } from './world.ts';

/** An association that meets: its admin, and what they do with meetings. */
export interface Council {
  association: Association;
  admin: Person;
  /** A draft, an hour and a half from now unless told otherwise. */
  draft(given?: Partial<NewMeeting>): Promise<Meeting>;
  published(given?: Partial<NewMeeting>): Promise<Meeting>;
  underWay(given?: Partial<NewMeeting>): Promise<Meeting>;
  closed(given?: Partial<NewMeeting>): Promise<Meeting>;
  act(what: 'publish' | 'open' | 'close', meetingId: string, by?: Person): ReturnType<typeof callAct>;
  /** The code on the admin's phone. */
  signInCode(meetingId: string): Promise<string>;
}

export async function createCouncil(world: World, rule: Partial<EarningRule> = {}): Promise<Council> {
  const association = await world.association(rule);
  const admin = await world.person('association.admin', association.id);

  const draft: Council['draft'] = async (given = {}) => {
    const now = await streetNow(world.pool);
    const answer = await world.call(admin, 'POST /v1/associations/{associationId}/meetings', {
      params: { associationId: association.id },
      body: {
        title: '四季度议事会',
        place: '商会议事厅',
        startsAt: new Date(now.getTime() + 90 * 60_000).toISOString(),
        invited: ['merchants'],
        agenda: [{ title: '夜间照明' }, { title: '垃圾清运' }],
        ...given,
      },
    });
    if (answer.status !== 201) throw new Error(`no meeting: ${answer.code}`);
    return answer.body;
  };
  const act: Council['act'] = (what, meetingId, by = admin) => callAct(world, by, what, meetingId);
  const moved = async (given: Partial<NewMeeting> | undefined, acts: ('publish' | 'open' | 'close')[]) => {
    let meeting = await draft(given);
    for (const one of acts) {
      const answer = await act(one, meeting.id);
      if (answer.status !== 200) throw new Error(`no ${one}: ${answer.code}`);
      meeting = answer.body;
    }
    return meeting;
  };
  return {
    association,
    admin,
    draft,
    act,
    published: (given) => moved(given, ['publish']),
    underWay: (given) => moved(given, ['publish', 'open']),
    closed: (given) => moved(given, ['publish', 'open', 'close']),
    async signInCode(meetingId) {
      const { status, body, code } = await world.call(admin, 'GET /v1/meetings/{meetingId}/sign-in-code', {
        params: { meetingId },
      });
      if (status !== 200) throw new Error(`no code: ${code}`);
      return body.url;
    },
  };
}

const callAct = (world: World, who: Person, what: 'publish' | 'open' | 'close', meetingId: string) =>
  world.call(who, `POST /v1/meetings/{meetingId}/${what}`, { params: { meetingId } });
