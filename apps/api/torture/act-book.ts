export const ACT_KINDS = [
  'check-in',
  'redeem',
  'cancel',
  'fulfil',
  'grant',
  'make-roster',
  'publish-roster',
  'shift-check-in',
  'patrol',
  'check-out',
  'ask-swap',
  'accept-swap',
  'withdraw-swap',
  'approve-swap',
  'draft-ballot',
  'publish-ballot',
  'cast',
  'close-ballot',
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** What somebody wants done: sent under one key until it is answered. */
export interface Wish {
  kind: ActKind;
  personId: string;
  path: string;
  body?: object;
  /** What it means to the street, for whoever checks. */
  about?: Readonly<Record<string, string | number | readonly number[]>>;
  /** Hears of the answer, once. */
  onAnswer?(answer: Answer): void;
}

export interface Answer {
  status: number;
  contentType: string;
  body: AnswerBody;
}

/** What is read here of answers, whatever they answer; undefined where an answer has no such member. */
export type AnswerBody = Readonly<
  Partial<{
    id: string;
    code: string;
    requestId: string;
    number: number;
    status: string;
    state: string;
    points: number;
    pointsEarned: number;
    at: string;
    createdAt: string;
    endedAt: string | null;
    heldUntil: string | null;
    merchantId: string;
    offerId: string;
    personId: string;
    rosterId: string;
    shiftId: string;
    startsAt: string;
    endsAt: string;
    opensAt: string;
    closesAt: string;
    url: string;
    receipt: string | null;
    unitId: string;
    made: number;
    balance: Readonly<{ available: number; held: number }>;
    shift: AnswerBody;
    inReturn: AnswerBody | null;
    items: readonly AnswerBody[];
  }>
>;

/** One time that an act was sent. */
export interface Try {
  process: number;
  from: number;
  until: number;
  /** Absent: none came, for this reason. */
  answer?: Answer;
  lost?: string;
}

export interface Act extends Wish {
  number: number;
  key: string;
  tries: Try[];
  state: 'waiting' | 'acknowledged' | 'refused' | 'abandoned';
}

/** What every client asked for, and what it was told. */
export class ActBook {
  readonly acts: Act[] = [];
  /** Requests that change nothing, and what came of them. */
  readonly looks: { path: string; personId: string; tries: Try[] }[] = [];

  enter(wish: Wish, key: string): Act {
    const act: Act = { ...wish, number: this.acts.length + 1, key, tries: [], state: 'waiting' };
    this.acts.push(act);
    return act;
  }
}

/** What the act's client took for its answer: the first good one. */
export const goodAnswerOf = (act: Act): Answer | undefined =>
  act.tries.find(({ answer }) => answer && isGood(answer))?.answer;

export const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Says nothing about the outcome: the server is still at it, or could not attend to it. As the phone sees it. */
export const saysNothing = ({ status, body }: Answer): boolean =>
  status >= 500 || status === 429 || (status === 409 && body.code === 'request-in-progress');

/** Whether every time it was sent brought an answer that settles it: none may still be under way. */
export const isSettled = (act: Act): boolean =>
  act.tries.every(({ answer }) => answer !== undefined && !saysNothing(answer));
