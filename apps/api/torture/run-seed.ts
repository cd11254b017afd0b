import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CODE_KEY, JWT_SECRET, ORIGIN } from '../bench/secrets.ts';
import { accessTokens } from '../src/http/access-tokens.ts';
import { codeBook } from '../src/modules/codes/index.ts';
import { must } from '../src/must.ts';
import type { Dice } from '../src/seed/dice.ts';
import { ActBook, type Wish } from './act-book.ts';
import { ApiUnderTorture } from './api-under-torture.ts';
import { BallotWishes } from './ballot-wishes.ts';
import { checkAll } from './checks/check-all.ts';
import { ClosingOrder } from './closing-order.ts';
import { DatabaseProxy } from './database-proxy.ts';
import { DutyWishes } from './duty-wishes.ts';
import { FAULT_KINDS, FaultLog } from './fault-log.ts';
import { type Breakable, breakWith, faultsOf } from './faults.ts';
import type { KillableDatabase } from './killable-database.ts';
import { leaveNothing } from './leave-nothing.ts';
import { Phones } from './phones.ts';
import { PointsWishes } from './points-wishes.ts';
import { diceOf } from './seeded-dice.ts';
import { settle } from './settle.ts';
import { StreetClock } from './street-clock.ts';
import { layTortureStreet, streetOf, type TortureStreet } from './torture-street.ts';

export interface SeedOutcome {
  seed: number;
  seconds: number;
  /** Of each kind: acknowledged, refused, given up; and how often acts were sent in all. */
  acts: Record<string, { acknowledged: number; refused: number; abandoned: number }>;
  sent: number;
  faults: Record<string, number>;
  checks: number;
  /** What was broken: empty when nothing was. */
  violations: string[];
}

/** How many phones act at the same time. */
const PHONES = 24;
/** Acts between one fault and the next. */
const ACTS_BETWEEN = { least: 10, most: 50 };
const BETWEEN_MOST_MS = { firstOfEachKind: 600, later: 3_000 };
const ACTS_BETWEEN_BALLOTS = { least: 5, most: 40 };
const BALLOTS_AT_ONCE = 2;

/** One street of its own, tortured for so long, then looked at. */
export async function runSeed(
  seed: number,
  given: { database: KillableDatabase; milliseconds: number; main: string },
): Promise<SeedOutcome> {
  const begin = Date.now();
  const street = streetOf(seed);
  await using closing = new ClosingOrder();
  const folder = await mkdtemp(path.join(tmpdir(), 'shangju-torture-'));
  leaveNothing({ what: 'folder', value: folder, ended: false });
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'data'));
  const { database } = given;
  await database.beginAnew(`torture_${seed}`);
  const proxies = [
    closing.use(await DatabaseProxy.start(database.socket)),
    closing.use(await DatabaseProxy.start(database.socket)),
  ];
  const apis = proxies.map((proxy, index) =>
    closing.use(
      new ApiUnderTorture({
        name: `api-${index + 1}`,
        main: given.main,
        folder,
        databasePort: proxy.port,
        databaseName: database.name,
      }),
    ),
  );
  const clock = new StreetClock(database);
  await Promise.all([
    ...apis.map((api) => api.start()),
    layTortureStreet(database, street).then(() => clock.moveTo(street.beginsAt)),
  ]);

  const book = new ActBook();
  const log = new FaultLog();
  let concluded = 0;
  const phones = new Phones({
    ports: apis.map(({ port }) => port),
    tokenOf: tokensOf(street),
    book,
    onConcluded: () => {
      concluded += 1;
    },
  });
  const codes = codeBook({ origin: ORIGIN, keys: [CODE_KEY] });
  const points = new PointsWishes(street, codes, clock);
  const duty = new DutyWishes(street, clock, phones);
  const ballots = new BallotWishes(street, clock, phones);
  const parts: Breakable = { street, database, clock, proxies, apis, ballots, log, mending: new Set() };
  await duty.begin(diceOf(seed, 'lanes'));

  const endsAt = Date.now() + given.milliseconds;
  const isOver = () => Date.now() >= endsAt;
  await Promise.all([
    ...Array.from({ length: PHONES }, (_, phone) =>
      actUntil(isOver, seed, phone, { phones, points, duty, ballots }),
    ),
    breakUntil(isOver, seed, parts, () => concluded),
    ...Array.from({ length: BALLOTS_AT_ONCE }, (_, hand) =>
      holdBallotsUntil(isOver, diceOf(seed, 'ballots', hand), ballots, () => concluded),
    ),
  ]);

  const findings = await settle({ ...parts, book, phones, duty });
  const { checks, violations } = await checkAll({ ...parts, ...findings, book, duty });
  return {
    seed,
    seconds: (Date.now() - begin) / 1000,
    acts: countActs(book),
    sent: book.acts.reduce((sum, { tries }) => sum + tries.length, 0),
    faults: { ...log.counts(), 'commits cut': proxies.reduce((sum, { commitsCut }) => sum + commitsCut, 0) },
    checks,
    violations,
  };
}

const TOKEN_LIFE_MS = 10 * 60_000;

/** Access tokens as the API gives them out, new before they run out. */
function tokensOf({ sessions }: TortureStreet): (personId: string) => string {
  const tokens = accessTokens(JWT_SECRET);
  const issued = new Map<string, { token: string; at: number }>();
  return (personId) => {
    const known = issued.get(personId);
    if (known && Date.now() - known.at < TOKEN_LIFE_MS) return known.token;
    const token = tokens.issue({
      personId,
      sessionId: must(sessions.get(personId)),
    });
    issued.set(personId, { token, at: Date.now() });
    return token;
  };
}

interface Wishes {
  phones: Phones;
  points: PointsWishes;
  duty: DutyWishes;
  ballots: BallotWishes;
}

/** One phone, one act after another. What it throws depends on the seed, its number and how many acts it has done. */
async function actUntil(isOver: () => boolean, seed: number, phone: number, wishes: Wishes): Promise<void> {
  for (let act = 0; !isOver(); act += 1) {
    const dice = diceOf(seed, 'phone', phone, act);
    const wish = await nextWish(dice, wishes);
    if (wish?.kind === 'redeem' && dice.chance(RUSHED)) await rush(wishes, diceOf(seed, 'rush', phone, act));
    else if (wish) await wishes.phones.send(wish, dice);
    else await lookAround(dice, wishes);
  }
}

const RUSHED = 0.2;

/** Somebody asks for the same offer several times at once, each time as something new: limits must hold. */
async function rush({ phones, points }: Wishes, dice: Dice): Promise<void> {
  const rushed = points.redeemAtOnce(dice);
  await Promise.all(rushed.map((wish) => phones.send(wish, dice)));
}

const WISHES: readonly {
  weight: number;
  of(dice: Dice, wishes: Wishes): Wish | undefined | Promise<Wish | undefined>;
}[] = [
  { weight: 20, of: (dice, { points }) => points.checkIn(dice) },
  { weight: 28, of: (dice, { points }) => points.redeem(dice) },
  { weight: 8, of: (dice, { points }) => points.cancel(dice) },
  { weight: 12, of: (dice, { points }) => points.fulfil(dice) },
  { weight: 6, of: (dice, { points }) => points.grant(dice) },
  { weight: 4, of: (dice, { duty }) => duty.checkIn(dice) },
  { weight: 3, of: (dice, { duty }) => duty.patrol(dice) },
  { weight: 2, of: (dice, { duty }) => duty.checkOut(dice) },
  { weight: 5, of: (dice, { duty }) => duty.swap(dice) },
  { weight: 20, of: (dice, { ballots }) => ballots.cast(dice) },
  { weight: 2, of: (dice, { ballots }) => ballots.close(dice) },
  { weight: 8, of: () => undefined },
];

const nextWish = (dice: Dice, wishes: Wishes) =>
  dice.pickWeighted(WISHES, ({ weight }) => weight).of(dice, wishes);

/** Pages that people open; some of them note what time has decided. */
async function lookAround(dice: Dice, { phones, points, duty, ballots }: Wishes): Promise<void> {
  const process = dice.between(0, 1);
  const personId = points.resident(dice);
  const looks = [
    () => phones.look(personId, '/v1/me/points', process),
    () => phones.look(personId, '/v1/me/redemptions', process),
    () => phones.look(personId, '/v1/scans', process, { code: points.anyShopCode(dice) }),
    async () => {
      const page = duty.look(dice);
      return phones.look(page.personId, page.path, process);
    },
    async () => {
      const page = ballots.look(dice);
      return page && phones.look(page.personId, page.path, process);
    },
  ];
  await dice.pick(looks)();
}

/** One fault after another, each after so many acts. */
async function breakUntil(
  isOver: () => boolean,
  seed: number,
  parts: Breakable,
  concluded: () => number,
): Promise<void> {
  const order = diceOf(seed, 'faults');
  let number = 0;
  for (const kind of faultsOf(order)) {
    const dice = diceOf(seed, 'fault', number);
    const from = concluded() + dice.between(ACTS_BETWEEN.least, ACTS_BETWEEN.most);
    // On a machine that is busy otherwise, acts are few; everything must be broken all the same.
    const atLatest = Date.now() + BETWEEN_MOST_MS[number < FAULT_KINDS.length ? 'firstOfEachKind' : 'later'];
    while (concluded() < from && Date.now() < atLatest && !isOver()) await wait(5);
    if (isOver()) return;
    await breakWith(kind, parts, dice);
    number += 1;
  }
}

async function holdBallotsUntil(
  isOver: () => boolean,
  dice: Dice,
  ballots: BallotWishes,
  concluded: () => number,
): Promise<void> {
  while (!isOver()) {
    const from = concluded() + dice.between(ACTS_BETWEEN_BALLOTS.least, ACTS_BETWEEN_BALLOTS.most);
    while (concluded() < from && !isOver()) await wait(5);
    if (!isOver()) await ballots.hold(dice, isOver);
  }
}

function countActs({ acts }: ActBook): SeedOutcome['acts'] {
  const counts: SeedOutcome['acts'] = {};
  for (const { kind, state } of acts) {
    const count = counts[kind] ?? { acknowledged: 0, refused: 0, abandoned: 0 };
    counts[kind] = count;
    if (state !== 'waiting') count[state] += 1;
  }
  return counts;
}
