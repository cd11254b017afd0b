import { setTimeout as wait } from 'node:timers/promises';
import type { BallotRule } from '@shangju/contracts';
import { must } from '../src/must.ts';
import type { Dice } from '../src/seed/dice.ts';
import { goodAnswerOf, type Wish } from './act-book.ts';
import type { Phones } from './phones.ts';
import type { StreetClock } from './street-clock.ts';
import type { StreetAssociation, TortureStreet } from './torture-street.ts';

/** A ballot that was published. */
export interface RunningBallot {
  id: string;
  closesAt: number;
  secret: boolean;
  /** Who may vote for what. */
  units: { id: string; voterIds: string[] }[];
  options: number;
}

const OPTIONS = ['同意', '反对', '弃权'];
const NEWEST = 2;
/** The last moment of a ballot, and how many vote and end it in that. */
const RUSH_MS = 80;
const RUSHING = 14;
const ENDING = 4;

/** What voters and those who hold ballots want done. */
export class BallotWishes {
  readonly #street: TortureStreet;
  readonly #association: StreetAssociation;
  readonly #clock: StreetClock;
  readonly #phones: Phones;
  readonly #ballots: RunningBallot[] = [];

  constructor(street: TortureStreet, clock: StreetClock, phones: Phones) {
    this.#street = street;
    this.#association = must(street.associations.at(-1));
    this.#clock = clock;
    this.#phones = phones;
  }

  get ballots(): readonly RunningBallot[] {
    return this.#ballots;
  }

  /** Drafts and publishes one that opens now and closes in the seconds to come. */
  async hold(dice: Dice, isOver: () => boolean): Promise<void> {
    const secret = dice.chance(0.6);
    const units = secret ? this.#homes() : this.#shops();
    const adminId = dice.pick(this.#association.adminIds);
    const now = this.#clock.now();
    const closesAt = now + dice.between(2_000, 5_000);
    const drafted = await this.#phones.send(
      {
        kind: 'draft-ballot',
        personId: adminId,
        path: `/v1/associations/${this.#association.id}/ballots`,
        body: {
          question: '鱼巷要不要装雨棚',
          rule: this.#rule(secret),
          opensAt: new Date(now).toISOString(),
          closesAt: new Date(closesAt).toISOString(),
        },
      },
      dice,
    );
    const id = goodAnswerOf(drafted)?.body.id;
    if (id === undefined) return;
    const published = await this.#phones.send(
      {
        kind: 'publish-ballot',
        personId: adminId,
        path: `/v1/ballots/${id}/publish`,
        about: { ballotId: id },
      },
      dice,
    );
    // Given up for good, it may be published all the same: whoever wants to vote will see.
    if (published.state === 'refused') return;
    const ballot = { id, closesAt, secret, units, options: OPTIONS.length };
    this.#ballots.push(ballot);
    await this.#rushToTheEnd(ballot, dice, isOver);
  }

  /** Many vote in the last moment, while several people see to it that the ballot ends. */
  async #rushToTheEnd(ballot: RunningBallot, dice: Dice, isOver: () => boolean): Promise<void> {
    while (this.#clock.now() < ballot.closesAt - RUSH_MS && !isOver()) await wait(5);
    const late = dice
      .shuffled(ballot.units)
      .slice(0, RUSHING)
      .map((unit) => ({ wish: this.#vote(ballot, unit, dice), afterMs: dice.between(0, RUSH_MS) }));
    const ends = Array.from({ length: ENDING }, () => ({
      wish: this.#end(ballot, dice),
      afterMs: RUSH_MS + dice.between(0, 40),
    }));
    await Promise.all(
      [...late, ...ends].map(async ({ wish, afterMs }) => {
        await wait(afterMs);
        await this.#phones.send(wish, dice);
      }),
    );
  }

  cast(dice: Dice): Wish | undefined {
    const ballot = this.#open(dice);
    if (!ballot) return undefined;
    return this.#vote(ballot, dice.pick(ballot.units), dice);
  }

  #vote(ballot: RunningBallot, unit: RunningBallot['units'][number], dice: Dice): Wish {
    const choices = [dice.between(0, ballot.options - 1)];
    return {
      kind: 'cast',
      personId: dice.pick(unit.voterIds),
      path: `/v1/ballots/${ballot.id}/votes`,
      body: { unitId: unit.id, choices },
      about: { ballotId: ballot.id, unitId: unit.id, choices },
    };
  }

  close(dice: Dice): Wish | undefined {
    const ballot = this.#newest(dice);
    return ballot && this.#end(ballot, dice);
  }

  #end(ballot: RunningBallot, dice: Dice): Wish {
    return {
      kind: 'close-ballot',
      personId: dice.pick(this.#association.adminIds),
      path: `/v1/ballots/${ballot.id}/close`,
      about: { ballotId: ballot.id },
    };
  }

  /** Who looks first brings it on. */
  look(dice: Dice): { personId: string; path: string } | undefined {
    const ballot = this.#newest(dice);
    return ballot && { personId: dice.pick(this.#street.residents), path: `/v1/ballots/${ballot.id}` };
  }

  /** When the one that ends soonest does. */
  nextDeadline(): number | undefined {
    const ends = this.#ballots
      .map(({ closesAt }) => closesAt)
      .filter((closesAt) => closesAt > this.#clock.now());
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }

  #open(dice: Dice): RunningBallot | undefined {
    // For a moment after its end too: whoever comes too late must hear so.
    const open = this.#ballots.filter(({ closesAt }) => closesAt + 300 > this.#clock.now());
    return open.length > 0 ? dice.pick(open) : undefined;
  }

  #newest(dice: Dice): RunningBallot | undefined {
    const newest = this.#ballots.slice(-NEWEST);
    return newest.length > 0 ? dice.pick(newest) : undefined;
  }

  #homes(): RunningBallot['units'] {
    return this.#street.households.map(({ id, memberIds }) => ({ id, voterIds: memberIds }));
  }

  #shops(): RunningBallot['units'] {
    return this.#street.merchants
      .filter(({ associationId }) => associationId === this.#association.id)
      .map(({ id, ownerId }) => ({ id, voterIds: [ownerId] }));
  }

  #rule(secret: boolean): BallotRule {
    return {
      method: { kind: 'for-against' },
      options: OPTIONS,
      registers: [
        secret
          ? { name: '住户', source: { kind: 'households', communityId: this.#street.communityId } }
          : { name: '商户', source: { kind: 'merchants', associationId: this.#association.id } },
      ],
      quorum: null,
      threshold: { share: { numerator: 1, denominator: 2 }, kind: 'more-than', base: 'cast' },
      byArea: false,
      secret,
      changeable: false,
      showsTurnout: true,
    };
  }
}
