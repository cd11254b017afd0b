import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { drawPng } from './draw-png.ts';
import { DutyLane } from './duty-lane.ts';
import { Street } from './street.ts';
import { Phone } from './weapp-runner/phone.ts';

/** A shift worked in a lane without a network, on the compiled mini-program against the real API. */

const bundle = fileURLToPath(new URL('../dist/weapp', import.meta.url));
const MY_SHIFTS = 'packages/duty/pages/my-shifts/index';
const MINUTE_MS = 60_000;
const PATROLS = 18;
const PATROL_EACH_MINUTES = 15;
const WITH_PICTURE_EACH = 3;
const ARRIVAL_MS = 60_000;

let street: Street;
let lane: DutyLane;
let phone: Phone | undefined;

beforeAll(async () => {
  street = await Street.open();
  lane = await DutyLane.open(street);
});
afterEach(() => {
  phone?.stop();
  expect(phone?.errors ?? []).toEqual([]);
  phone = undefined;
});
afterAll(() => street?.close());

test('twenty acts without a network wait in order, and arrive once each with their time', async () => {
  await lane.publish(0);
  const [shift] = await lane.shifts(0);
  if (!shift) throw new Error('the day has no shift');
  const backCode = await lane.backCode();
  await street.setClock(lane.at(0, '07:55'));
  const steward = await signIn(lane.shopOf(shift).ownerName);
  await steward.open(MY_SHIFTS);
  await steward.waitForText('接班打卡');
  // The checklist comes a moment after the shift.
  await steward.waitUntil(
    () => steward.stored.storage.has(`shangju-kept-roster-${lane.rosterId}`),
    'the roster',
  );

  steward.offline = true;
  await steward.tap('接班打卡');
  await steward.answerScan(backCode);
  await steward.waitForText('正在值日');
  for (let round = 1; round <= PATROLS; round += 1) {
    steward.letTimePass(PATROL_EACH_MINUTES * MINUTE_MS);
    // The phone is put away and the app ended by the system, as on any long walk.
    if (round === PATROLS / 2) await reopen(steward);
    await patrol(steward, { picture: round % WITH_PICTURE_EACH === 0 });
    await steward.waitForText(`巡查过 ${round} 次`);
  }
  steward.letTimePass(PATROL_EACH_MINUTES * MINUTE_MS);
  await checkOut(steward);

  const said = [
    '接班打卡',
    ...Array.from({ length: PATROLS }, (_, index) => wordsOfRound(index + 1)),
    '下班',
  ];
  const waiting = said.map((what, index) => `今天 ${timeOfAct(index)} ${what} · 早班`);
  await steward.waitForText(`${waiting.length} 项等网络，连上就发：`);
  expect(steward.texts().filter((text) => text.endsWith(' · 早班'))).toEqual(waiting);
  const unsent = steward.stored;
  expect(unsent.files.size).toBe(PATROLS / WITH_PICTURE_EACH);

  await street.setClock(lane.at(0, '12:45'));
  steward.loseAnswers = true;
  steward.offline = false;
  await expect.poll(async () => (await lane.shifts(0))[0]?.status, { timeout: ARRIVAL_MS }).toBe('on-duty');
  await steward.waitForText(`${waiting.length} 项等网络，连上就发：`);
  steward.offline = true;
  steward.loseAnswers = false;
  steward.offline = false;
  await steward.waitForNoText('项等网络', ARRIVAL_MS);
  await expectArrivedOnce(shift.id);
  expect(steward.savedFiles.size).toBe(0);

  for (const replay of ['once', 'twice']) {
    await steward.restart(unsent);
    await steward.waitUntil(() => pendingOn(steward) === 0, `all to be answered ${replay} more`, ARRIVAL_MS);
    await expectArrivedOnce(shift.id);
  }
  await steward.open(MY_SHIFTS);
  await steward.waitForText('值完了');
  expect(steward.has('没办成')).toBe(false);
});

/** What the API keeps: every act, once, at the time at which it happened on the phone. */
async function expectArrivedOnce(shiftId: string): Promise<void> {
  const [shift] = await lane.shifts(0);
  expect(shift).toMatchObject({
    status: 'worked',
    checkInSentLate: true,
    lateMinutes: 0,
    patrolCount: PATROLS,
  });
  expect(clockOf(shift?.checkedInAt)).toBe(timeOfAct(0));
  expect(clockOf(shift?.checkedOutAt)).toBe(timeOfAct(PATROLS + 1));
  const patrols = (await lane.patrols(shiftId)).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  expect(patrols.map(({ at, pictureIds }) => [clockOf(at), pictureIds.length])).toEqual(
    Array.from({ length: PATROLS }, (_, index) => [timeOfAct(index + 1), hasPicture(index + 1) ? 1 : 0]),
  );
  expect(patrols.every(({ sentLate }) => sentLate)).toBe(true);
  const pictureIds = new Set(patrols.flatMap((patrol) => patrol.pictureIds));
  const stored = await street.query(`select id from pictures where status = 'stored'`);
  expect(stored.map(({ id }) => id).toSorted()).toEqual([...pictureIds].toSorted());
}

const hasPicture = (round: number): boolean => round % WITH_PICTURE_EACH === 0;

const wordsOfRound = (round: number): string => (hasPicture(round) ? '巡查（1 张照片）' : '巡查');

/** The time of day of an act on the phone: check-in, patrols, check-out. */
function timeOfAct(index: number): string {
  return clockOf(new Date(Date.parse(lane.at(0, '07:55')) + index * PATROL_EACH_MINUTES * MINUTE_MS));
}

/** The street's time of day of an instant. */
function clockOf(instant: Date | string | null | undefined): string {
  const streetMs = new Date(instant ?? Number.NaN).getTime() + 8 * 60 * MINUTE_MS;
  return new Date(streetMs).toISOString().slice(11, 16);
}

/** Makes a round from 我的值日 and comes back there. */
async function patrol(steward: Phone, { picture }: { picture: boolean }): Promise<void> {
  await steward.tap(steward.has('再巡查一次') ? '再巡查一次' : '巡查');
  await steward.waitForRoute('packages/duty/pages/patrol/index');
  if (picture) {
    await steward.tap('拍照或选照片');
    await steward.takePictures({ bytes: drawPng(), widthPx: 64, heightPx: 48 });
    await steward.waitForText('照片 1/9');
  }
  await steward.tap('都正常，发出去');
  await steward.waitForRoute(MY_SHIFTS);
}

async function checkOut(steward: Phone): Promise<void> {
  await steward.tap('交班');
  await steward.tap('没人来接，先下班');
  await steward.waitForText('没人来接，现在下班？');
  await steward.tap('下班');
  await steward.waitForText('您已经下班，值日牌先放在店里，别家扫走就好。');
}

async function reopen(steward: Phone): Promise<void> {
  await steward.restart();
  await steward.open(MY_SHIFTS);
  await steward.waitForText('再巡查一次');
}

async function signIn(name: string): Promise<Phone> {
  const signedIn = await Phone.start({
    bundle,
    apiOrigin: street.origin,
    clockAheadMs: street.gate.aheadMs,
  });
  phone = signedIn;
  signedIn.location = lane.place;
  await signedIn.open('pages/me/index');
  await signedIn.tap(name);
  await signedIn.waitForText('退出登录');
  return signedIn;
}

/** How many acts the phone still keeps. */
function pendingOn(steward: Phone): number {
  return (JSON.parse(String(steward.stored.storage.get('shangju-pending-sends') ?? '[]')) as unknown[])
    .length;
}
