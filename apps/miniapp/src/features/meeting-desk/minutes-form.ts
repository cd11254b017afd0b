import type { Decision, Meeting } from '@shangju/contracts';

export const MINUTES_MAX = 20_000;
export const DECISION_MAX = 500;

/** What is written down after a meeting: the text, and what was decided on each item; `` where nothing was. */
export interface MinutesForm {
  text: string;
  /** By the item's id; what belongs to no item under ''. */
  decisions: Readonly<Record<string, string>>;
}

/** Under which what belongs to no item is kept. */
export const NO_ITEM = '';

/** The minutes as they stand; several decisions on one item become lines of one. */
export function formOf({ minutes }: Pick<Meeting, 'minutes'>): MinutesForm {
  const decisions: Record<string, string> = {};
  for (const { agendaItemId, text } of minutes?.decisions ?? []) {
    const key = agendaItemId ?? NO_ITEM;
    decisions[key] = decisions[key] === undefined ? text : `${decisions[key]}\n${text}`;
  }
  return { text: minutes?.text ?? '', decisions };
}

/** Each line is a decision of its own, in the order of the agenda, those that belong to no item last. */
export function bodyOf(
  { text, decisions }: MinutesForm,
  agenda: readonly Pick<Meeting['agenda'][number], 'id'>[],
): { text: string; decisions: Decision[] } {
  const places = [...agenda.map(({ id }) => id), NO_ITEM];
  return {
    text: text.trim(),
    decisions: places.flatMap((key) =>
      linesOf(decisions[key] ?? '').map((line) => ({
        agendaItemId: key === NO_ITEM ? null : key,
        text: line.slice(0, DECISION_MAX),
      })),
    ),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** 公布纪要，5 条决定 */
export function minutesSentence({ decisions }: { decisions: readonly Decision[] }): string {
  return decisions.length === 0 ? '没有写决定，只公布纪要。' : `纪要和 ${decisions.length} 条决定一起公布。`;
}
