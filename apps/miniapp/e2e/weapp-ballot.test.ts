import { fileURLToPath } from 'node:url';
import type { BallotResult, MyUnit } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Street } from './street.ts';
import { openBallot, passDeadline, unitOf } from './street-ballots.ts';
import { Phone } from './weapp-runner/phone.ts';

/** Ballots in the compiled mini-program, against the real API and a real PostgreSQL. */

const bundle = fileURLToPath(new URL('../dist/weapp', import.meta.url));
const BALLOT = 'packages/meetings/pages/ballot/index';
const RESULT = 'packages/meetings/pages/result/index';
const FIRST_DATA_BYTES_MAX = 64 * 1024;
const LIMIT_MS = 60_000;
const STORY_LIMIT_MS = 300_000;
const RECEIPT_GROUP = /^[2-9A-HJKMNP-Z]{4}$/;

let street: Street;
const phones: Phone[] = [];

beforeAll(async () => {
  street = await Street.open();
});
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.stop();
    expect(phone.errors).toEqual([]);
  }
});
afterAll(() => street?.close());

test(
  'from the tab 议事 to the result: the receipt outlives restarts, and finds the vote',
  async () => {
    const question = '鱼巷口装一盏声控灯';
    const { id } = await openBallot(street, { question, personas: ['resident-lane', 'owner'] });
    const unit = await unitOf(street, 'resident-lane');
    const phone = await signIn('吴慧琴');
    await phone.open('pages/meetings/index');
    await phone.waitForText(question, LIMIT_MS);
    await phone.tap('去投票');
    await phone.waitForRoute(BALLOT, LIMIT_MS);
    await phone.waitForText('反对', LIMIT_MS);
    expect(phone.firstSetDataBytes()).toBeLessThan(FIRST_DATA_BYTES_MAX);
    await chooseAndAsk(phone, '反对', unit);
    await phone.tap('投票');
    await phone.waitForText('已投出', LIMIT_MS);
    const receipt = receiptOn(phone);

    // Not closed by hand yet: it is the first thing that the page shows again.
    await phone.restart();
    await phone.open('pages/meetings/index');
    await phone.waitForText('投出去了，请存好回执', LIMIT_MS);
    await phone.tap('投出去了，请存好回执');
    await phone.waitForText('已投出', LIMIT_MS);
    expect(receiptOn(phone)).toBe(receipt);
    await phone.tap('存好了，关闭');
    const kept = `回执码 ${receipt.split('-').join(' ')}`;
    await phone.waitForText(kept, LIMIT_MS);
    await phone.restart();
    await phone.open(`${BALLOT}?ballotId=${id}`);
    await phone.waitForText(kept, LIMIT_MS);
    expect(phone.texts().join()).not.toContain('投的是');

    await passDeadline(street, id);
    // Whoever has the ballot in front of them is led to its result.
    await phone.waitForRoute(RESULT, LIMIT_MS);
    const { verdict } = await street.get<BallotResult>('owner', `/v1/ballots/${id}/result`);
    expect(verdict.outcome).toBe('not-passed');
    await phone.waitForText(`${verdict.sentence}。`, LIMIT_MS);
    expect(phone.firstSetDataBytes()).toBeLessThan(FIRST_DATA_BYTES_MAX);
    for (const words of ['没有通过', '反对', '1 票', '1 / 2 个表决单位', '手机 1']) {
      await phone.waitForText(words, LIMIT_MS);
    }
    await phone.tap(`核对 ${unit.name} 的票`);
    await phone.waitForText('在名单里找到了：投的是：“反对”', LIMIT_MS);
  },
  STORY_LIMIT_MS,
);

test(
  'a vote whose answer is lost waits on the phone through a restart and is one vote',
  async () => {
    const question = '每月初一清一次下水井';
    const { id } = await openBallot(street, { question, personas: ['neighbour', 'owner'] });
    const unit = await unitOf(street, 'neighbour');
    const phone = await signIn('秦汉桥');
    await phone.open(`${BALLOT}?ballotId=${id}`);
    await phone.waitForText('同意', LIMIT_MS);
    await chooseAndAsk(phone, '同意', unit);
    phone.loseAnswers = true;
    await phone.tap('投票');
    await phone.waitForText('1 项等网络，连上就发：', LIMIT_MS);
    await phone.restart();
    await phone.waitForText('1 项等网络，连上就发：', LIMIT_MS);
    phone.loseAnswers = false;
    await phone.open(`${BALLOT}?ballotId=${id}`);
    await phone.waitForText('已投出', LIMIT_MS);
    const receipt = receiptOn(phone);

    await passDeadline(street, id);
    const { items } = await street.get<{ items: { key: string; choices: number[] }[] }>(
      'owner',
      `/v1/ballots/${id}/receipts`,
    );
    expect(items).toMatchObject([{ key: receipt, choices: [0] }]);
  },
  STORY_LIMIT_MS,
);

/** Up to the question that asks whether to cast it so. */
async function chooseAndAsk(phone: Phone, option: string, { name }: MyUnit): Promise<void> {
  await phone.tap(option);
  await phone.waitForNoText('先在上面选一项', LIMIT_MS);
  await phone.tap('投票');
  await phone.waitForText(`代表 ${name} 投“${option}”？`, LIMIT_MS);
}

async function signIn(name: string): Promise<Phone> {
  const phone = await Phone.start({ bundle, apiOrigin: street.origin });
  phones.push(phone);
  await phone.open('pages/me/index');
  await phone.waitForText(name, LIMIT_MS);
  await phone.tap(name);
  await phone.waitForText('退出登录', LIMIT_MS);
  return phone;
}

/** The receipt as it stands on the page, four characters at a time. */
function receiptOn(phone: Phone): string {
  const groups = phone.texts().filter((text) => RECEIPT_GROUP.test(text));
  expect(groups).toHaveLength(4);
  return groups.join('-');
}
