/** The beginning of a text, at most `max` UTF-16 units long; never half a character. */
export const cutText = (text: string, max: number): string =>
  text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
