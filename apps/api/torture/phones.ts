import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../src/seed/dice.ts';
import { type Act, type ActBook, type Answer, isGood, saysNothing, type Try, type Wish } from './act-book.ts';
import { ask, NoAnswer } from './http-request.ts';

/** How a client behaves for one act: thrown before it is sent. */
interface Manners {
  firstProcess: number;
  /** Sent twice at the same moment: to the same process or to both. */
  twin: 'none' | 'same-process' | 'both-processes';
  hangUpAfterMs: number | undefined;
  /** After so many tries without an answer it is given up for good. */
  givesUpAfter: number;
  /** Asks once more although it was answered, as if the answer had been lost on the phone. */
  asksAgain: boolean;
  pauseMs: number;
}

const PATIENCE_MS = 4_000;
/** Who got no answer for so long gets none: a finding. */
const SEND_LIMIT_MS = 60_000;
/** How long the same act is asked again at the end, through answers that say nothing. */
const REPEATS_LIMIT_MS = 30_000;
const NEVER = Number.POSITIVE_INFINITY;

const mannersOf = (dice: Dice): Manners => ({
  firstProcess: dice.between(0, 1),
  twin: dice.chance(0.08) ? (dice.chance(0.6) ? 'both-processes' : 'same-process') : 'none',
  hangUpAfterMs: dice.chance(0.06) ? dice.between(0, 20) : undefined,
  givesUpAfter: dice.chance(0.06) ? dice.between(1, 2) : NEVER,
  asksAgain: dice.chance(0.05),
  pauseMs: dice.between(10, 120),
});

/** Phones as ours behave: a key is made before anything is sent, and kept until an answer came. */
export class Phones {
  readonly #ports: readonly number[];
  readonly #tokenOf: (personId: string) => string;
  readonly #book: ActBook;
  readonly #concluded: () => void;

  constructor(given: {
    /** Of the processes. */
    ports: readonly number[];
    tokenOf(personId: string): string;
    book: ActBook;
    /** Hears of every act that is answered or given up. */
    onConcluded(): void;
  }) {
    this.#ports = given.ports;
    this.#tokenOf = given.tokenOf;
    this.#book = given.book;
    this.#concluded = given.onConcluded;
  }

  /** Sends an act until it is answered, or given up. */
  async send(wish: Wish, dice: Dice): Promise<Act> {
    const act = this.#book.enter(wish, keyOf(dice));
    const manners = mannersOf(dice);
    let process = manners.firstProcess;
    const deadline = Date.now() + SEND_LIMIT_MS;
    for (let failures = 0; act.state === 'waiting' && Date.now() < deadline; process = 1 - process) {
      const tries = await this.#sendOnce(act, process, failures === 0 ? manners : PLAIN);
      this.#settle(act, tries);
      if (act.state !== 'waiting') break;
      failures += 1;
      if (failures >= manners.givesUpAfter) act.state = 'abandoned';
      else await wait(manners.pauseMs);
    }
    if (manners.asksAgain && act.state === 'acknowledged') await this.#sendOnce(act, process, PLAIN);
    this.#concluded();
    return act;
  }

  /** The same act once more, under its key. */
  async repeat(act: Act, process: number): Promise<Answer | undefined> {
    for (const deadline = Date.now() + REPEATS_LIMIT_MS; ; ) {
      const [once] = await this.#sendOnce(act, process, PLAIN);
      if (Date.now() > deadline || (once?.answer && !saysNothing(once.answer))) return once?.answer;
      await wait(200);
    }
  }

  /** Looks at something; changes nothing, and is given up when nothing comes. */
  async look(personId: string, path: string, process: number, body?: object): Promise<Answer | undefined> {
    const one = this.#ask({ personId, path, ...(body ? { body } : {}) }, process, undefined, undefined);
    const tried = await one;
    this.#book.looks.push({ path, personId, tries: [tried] });
    return tried.answer && isGood(tried.answer) ? tried.answer : undefined;
  }

  async #sendOnce(
    act: Act,
    process: number,
    { twin, hangUpAfterMs }: Pick<Manners, 'twin' | 'hangUpAfterMs'>,
  ) {
    const to = twin === 'none' ? [process] : [process, twin === 'same-process' ? process : 1 - process];
    const tries = await Promise.all(to.map((one) => this.#ask(act, one, act.key, hangUpAfterMs)));
    act.tries.push(...tries);
    return tries;
  }

  /** Any good answer is the answer; a refusal only where nothing else came. */
  #settle(act: Act, tries: readonly Try[]): void {
    const answers = tries.flatMap(({ answer }) => (answer && !saysNothing(answer) ? [answer] : []));
    const answer = answers.find(isGood) ?? answers[0];
    if (!answer) return;
    act.state = isGood(answer) ? 'acknowledged' : 'refused';
    act.onAnswer?.(answer);
  }

  async #ask(
    { personId, path, body }: Pick<Wish, 'personId' | 'path' | 'body'>,
    process: number,
    key: string | undefined,
    hangUpAfterMs: number | undefined,
  ): Promise<Try> {
    const from = Date.now();
    const tried = await ask({
      port: this.#ports[process] ?? 0,
      method: key !== undefined || body !== undefined ? 'POST' : 'GET',
      path,
      token: this.#tokenOf(personId),
      ...(key === undefined ? {} : { key }),
      body,
      patienceMs: PATIENCE_MS,
      hangUpAfterMs,
    }).then(
      (answer) => ({ answer }),
      (error: unknown) => {
        if (error instanceof NoAnswer) return { lost: error.message };
        throw error;
      },
    );
    return { process, from, until: Date.now(), ...tried };
  }
}

const PLAIN = { twin: 'none', hangUpAfterMs: undefined } as const;

const keyOf = (dice: Dice): string => Buffer.from(dice.bytes(18)).toString('base64url');
