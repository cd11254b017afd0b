/** What hangs on the wall: a sheet of A4, on the screen, on paper and as a picture. */
export interface WallPaper {
  /** Small, above: who says it. */
  from: string;
  /** What it is: 请您来表决. */
  kind: string;
  /** Large. */
  title: string;
  /** The one sentence that matters. */
  sentence: string;
  /** What it is about, in the words of those who ask; '' for nothing. */
  text: string;
  facts: readonly { label: string; words: string }[];
  /** What the code says, and what to scan it for. */
  codeUrl: string;
  codeCall: string;
  /** Long codes to compare, in groups of four characters. */
  codes: readonly { label: string; code: string }[];
  foot: string;
}
