import type { Meeting } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import { editConsequence, meetingSentence } from './meeting-desk-words';
import { bodyOf, changesIn, errorsIn, formOf, type MeetingForm, NEW_MEETING } from './meeting-form';

const NOW = new Date('2026-12-01T02:30:00.000Z');

const WRITTEN: MeetingForm = {
  ...NEW_MEETING,
  title: '十二月议事会 ',
  place: '社区活动室',
  startsAt: '2026-12-05T06:00:00.000Z',
  hours: 1.5,
  agenda: [{ id: undefined, title: '几点收摊', text: '', pictureIds: [] }],
  points: 10,
};

describe('A meeting that is being written', () => {
  test('is read as one sentence', () => {
    expect(meetingSentence(bodyOf(WRITTEN), NOW)).toBe(
      '12 月 5 日 周六 14:00–15:30 在社区活动室开“十二月议事会”，请商户来，1 个议题，扫码签到得 10 分。',
    );
  });

  test('may leave open how long it lasts', () => {
    expect(bodyOf({ ...WRITTEN, hours: 0 }).endsAt).toBeNull();
  });

  test.for<[string, Partial<MeetingForm>]>([
    ['title', { title: '' }],
    ['place', { place: '  ' }],
    ['startsAt', { startsAt: undefined }],
    ['startsAt', { startsAt: '2026-12-01T02:30:00.000Z' }],
    ['invited', { invited: [] }],
    ['agenda', { agenda: [{ id: undefined, title: ' ', text: '', pictureIds: [] }] }],
  ])('is told what is wrong: %s', ([field, change]) => {
    expect(Object.keys(errorsIn({ ...WRITTEN, ...change }, { now: NOW }))).toEqual([field]);
  });

  test('keeps the time at which it began while people sit in it', () => {
    const begun = { ...WRITTEN, startsAt: '2026-12-01T02:00:00.000Z' };
    expect(errorsIn(begun, { now: NOW, hasBegun: true })).toEqual({});
  });
});

describe('A meeting that is stored', () => {
  test('comes back as it was, with nothing changed', () => {
    const meeting = stored();
    expect(changesIn(bodyOf(formOf(meeting)), meeting)).toEqual({});
  });

  test('sends only what was changed, items of the agenda with their ids', () => {
    const meeting = stored();
    const form = formOf(meeting);
    const changes = changesIn(bodyOf({ ...form, agenda: [...form.agenda, ...WRITTEN.agenda] }), meeting);
    expect(changes).toEqual({
      agenda: [
        { id: 'item', title: '几点收摊', text: '', pictureIds: [] },
        { title: '几点收摊', text: '', pictureIds: [] },
      ],
    });
  });

  test('tells those who were asked only where time or place change', () => {
    expect(editConsequence({ state: 'published' }, { place: '别处' })).toContain('收到消息');
    expect(editConsequence({ state: 'published' }, { about: '带上杯子' })).toContain('不另发消息');
    expect(editConsequence({ state: 'draft' }, { place: '别处' })).toContain('草稿');
  });
});

function stored(): Meeting {
  return {
    ...bodyOf(WRITTEN),
    agenda: [{ id: 'item', title: '几点收摊', text: '', pictureIds: [], ballotIds: [] }],
    id: 'meeting',
    number: 1,
    associationId: 'association',
    associationName: '永安里商会',
    state: 'published',
    attendanceCount: 0,
    openFollowUpCount: 0,
    minutes: null,
    attendedAt: null,
    updatedAt: NOW.toISOString(),
  };
}
