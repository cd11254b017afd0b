import type { Meeting, NewMeeting } from '@shangju/contracts';

type InvitedGroup = NewMeeting['invited'][number];

export interface AgendaItemForm {
  /** That of an item which is stored already; its ballots stay with it. */
  id: string | undefined;
  title: string;
  text: string;
  pictureIds: string[];
}

/** What the admin fills in. */
export interface MeetingForm {
  title: string;
  about: string;
  place: string;
  startsAt: string | undefined;
  /** How long it lasts; 0 where nobody says. */
  hours: number;
  invited: InvitedGroup[];
  agenda: AgendaItemForm[];
  points: number;
}

export const NEW_MEETING: MeetingForm = {
  title: '',
  about: '',
  place: '',
  startsAt: undefined,
  hours: 2,
  invited: ['merchants'],
  agenda: [],
  points: 0,
};

export const EMPTY_ITEM: AgendaItemForm = { id: undefined, title: '', text: '', pictureIds: [] };

export const TITLE_MAX = 60;
export const PLACE_MAX = 40;
export const ABOUT_MAX = 2000;
export const ITEM_TEXT_MAX = 5000;
const HOUR_MS = 3_600_000;

export function formOf(meeting: Meeting): MeetingForm {
  const { title, about, place, startsAt, endsAt, invited, agenda, pointsForAttendance } = meeting;
  return {
    title,
    about,
    place,
    startsAt,
    hours: endsAt === null ? 0 : (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR_MS,
    invited: [...invited],
    agenda: agenda.map((item) => ({
      id: item.id,
      title: item.title,
      text: item.text,
      pictureIds: item.pictureIds,
    })),
    points: pointsForAttendance,
  };
}

export type MeetingBody = Required<NewMeeting>;

/** The meeting that the form describes; call it when nothing is wrong with the form. */
export function bodyOf({ startsAt = '', hours, ...form }: MeetingForm): MeetingBody {
  return {
    title: form.title.trim(),
    about: form.about.trim(),
    place: form.place.trim(),
    startsAt,
    endsAt: hours === 0 ? null : new Date(Date.parse(startsAt) + hours * HOUR_MS).toISOString(),
    invited: form.invited,
    agenda: form.agenda.map(({ id, title, text, pictureIds }) => ({
      ...(id === undefined ? {} : { id }),
      title: title.trim(),
      text: text.trim(),
      pictureIds,
    })),
    pointsForAttendance: form.points,
  };
}

/** What the form says otherwise than the meeting that is stored. */
export function changesIn(body: MeetingBody, meeting: Meeting): Partial<MeetingBody> {
  const before = bodyOf(formOf(meeting));
  const changed = (Object.keys(body) as (keyof MeetingBody)[]).filter(
    (field) => JSON.stringify(body[field]) !== JSON.stringify(before[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, body[field]]));
}

export type MeetingFormErrors = Partial<
  Record<'title' | 'place' | 'startsAt' | 'invited' | 'agenda', string>
>;

/**
 * What is wrong in the form, and how to put it right.
 * @param hasBegun a meeting that people sit in keeps the time at which it began
 */
export function errorsIn(
  form: MeetingForm,
  { now, hasBegun = false }: { now: Date; hasBegun?: boolean },
): MeetingFormErrors {
  const errors: MeetingFormErrors = {};
  if (form.title.trim() === '') errors.title = '写上开什么会，比如“八月议事会”';
  if (form.place.trim() === '') errors.place = '写上在哪里开';
  if (form.startsAt === undefined) errors.startsAt = '选好哪天几点开';
  else if (!hasBegun && Date.parse(form.startsAt) <= now.getTime()) errors.startsAt = '开会要在现在之后';
  if (form.invited.length === 0) errors.invited = '选一选请谁来';
  if (form.agenda.some(({ title }) => title.trim() === '')) errors.agenda = '有的议题还没写';
  return errors;
}
