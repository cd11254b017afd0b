const GROUP = 4;
const CHARACTERS = 16;
/** Without the letters and digits that are taken for each other: 0 O, 1 I L. */
const ALPHABET = /^[2-9A-HJKMNP-Z]+$/;

/** A receipt as typed by hand, as the API spells it; undefined where it is none. */
export function receiptOfTyped(typed: string): string | undefined {
  const characters = plain(typed);
  if (characters.length !== CHARACTERS || !ALPHABET.test(characters)) return undefined;
  return groupsOf(characters).join('-');
}

/** The beginning of a receipt, to look for it in a list; undefined where no receipt begins so. */
export function receiptBeginning(typed: string): string | undefined {
  const characters = plain(typed).slice(0, CHARACTERS);
  return ALPHABET.test(characters) ? groupsOf(characters).join('-') : undefined;
}

/** Long codes in groups that can be read out and compared: ABCD EFGH. */
export function groupsOf(code: string, group = GROUP): string[] {
  return code.match(new RegExp(`.{1,${group}}`, 'g')) ?? [];
}

/** People type small letters, and leave spaces or other strokes between the groups. */
function plain(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
