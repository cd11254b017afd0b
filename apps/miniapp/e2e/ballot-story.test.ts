import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ballot, BallotResult, Meeting, MyUnit } from '@shangju/contracts';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openElderPhone, openPhone } from './browser.ts';
import { confirm, sees, showScreenTo } from './page-acts.ts';
import { Street } from './street.ts';
import { associationOf, openBallot, passDeadline, unitOf } from './street-ballots.ts';

/** Ballots and meetings on the phones of admins, shops and households: the real pages, the real API, a real PostgreSQL. */

const BALLOT = 'packages/meetings/pages/ballot/index';
const RESULT = 'packages/meetings/pages/result/index';
const DESK = 'packages/association/pages/ballot-desk/index';
const VERIFIER = fileURLToPath(new URL('../../../packages/verify-ballot/verify-ballot.mjs', import.meta.url));

const ACT_LIMIT_MS = 60_000;
const STORY_LIMIT_MS = 420_000;
const DAY_MS = 86_400_000;

let street: Street;
let browser: Browser;
let folder: string;
let phones: BrowserContext[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shangju-ballot-'));
  [street, browser] = await Promise.all([Street.open(), launchBrowser()]);
});
afterEach(async () => {
  street.gate.trouble = 'none';
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
});
afterAll(async () => {
  await browser?.close();
  await street?.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'a ballot from its template to a result that anybody can recount',
  async () => {
    const question = '鱼巷口装一盏声控灯';
    const admin = await signIn('彭国兴');
    const ballotId = await publishFromTemplate(admin, question);
    const bothRegisters = await street.get<Ballot>('admin', `/v1/ballots/${ballotId}`);
    await sees(admin, `一共 ${eligibleIn(bothRegisters)} 票`);

    const [home, laneHome, shop] = await Promise.all(
      ['resident-elderly', 'resident-lane', 'owner'].map((persona) => unitOf(street, persona)),
    );
    if (!home || !laneHome || !shop) throw new Error('the demo has too few units');

    const elder = await signIn('李桂芳', await openElderPhone(browser));
    await voteFromTab(elder, question, home, '同意');
    const elderReceipt = await closeReceipt(elder);
    await sees(elder, `回执码 ${elderReceipt.split('-').join(' ')}`);

    const mate = await signIn('钱秀英');
    await open(mate, `${BALLOT}?ballotId=${ballotId}`);
    await sees(mate, '由 李桂芳 用手机投出');
    expect(await mate.getByRole('radio').filter({ visible: true }).count()).toBe(0);
    expect(await mate.getByText('投的是').filter({ visible: true }).count()).toBe(0);
    expect(await mate.getByText('回执码').filter({ visible: true }).count()).toBe(0);
    expect(await mate.getByRole('button', { name: `改 ${home.name} 的票` }).count()).toBe(1);

    const owner = await signIn('冯德旺');
    await voteFromTab(owner, question, shop, '同意');
    await closeReceipt(owner);

    const lane = await signIn('吴慧琴');
    await voteFromTab(lane, question, laneHome, '反对');
    const laneReceipt = await closeReceipt(lane);
    await lane.getByRole('button', { name: `改 ${laneHome.name} 的票` }).click();
    await lane.getByRole('radio', { name: '弃权', exact: true }).click();
    await lane.getByRole('button', { name: '改票', exact: true }).click();
    await sees(lane, `把 ${laneHome.name} 的票改成：“弃权”？`);
    await confirm(lane, '改票');
    await sees(lane, '改好了，按新的算。');

    const president = await signIn('祝家顺');
    const paper = await unitOf(street, 'neighbour');
    await enterPaper(admin, ballotId, paper, '同意');
    await sees(admin, `${paper.name}的票录好了，等另一位管理员也录一遍`);
    await enterPaper(president, ballotId, paper, '反对');
    await sees(president, `${paper.name}的票，两位录得不一样`);
    await president.getByRole('button', { name: '我再录一遍' }).click();
    await fillPaper(president, paper, '同意');
    await sees(president, `${paper.name}的票算进去了`);
    const paperReceipt = await receiptIn(president.locator('.ballot-desk__receipt'));

    await passDeadline(street, ballotId);
    // Whoever has the ballot in front of them is led to its result.
    await lane.waitForURL(/pages\/result\//, { timeout: ACT_LIMIT_MS });
    const result = await street.get<BallotResult>('owner', `/v1/ballots/${ballotId}/result`);
    const { verdict, publicKey, resultDigest } = result;
    if (publicKey === null || resultDigest === null) throw new Error('so few votes are sealed at once');
    expect(verdict.outcome).toBe('passed');
    await sees(lane, `${verdict.sentence}。`);
    await sees(lane, '手机 1 · 纸票 1');
    await sees(lane, '手机 2');
    const counts = await countsOn(lane);
    const [shops, homes] = bothRegisters.registers;
    expect(counts).toEqual([
      ...['同意 2 票', '反对 0 票', '弃权 0 票', `参加 2 / ${shops?.eligible} 家商户`],
      ...['同意 1 票', '反对 0 票', '弃权 1 票', `参加 2 / ${homes?.eligible} 户`],
    ]);

    await checkMine(lane, laneHome, '“弃权”');
    for (const [page, unit] of [
      [elder, home],
      [owner, shop],
    ] as const) {
      await open(page, `${RESULT}?ballotId=${ballotId}`);
      await checkMine(page, unit, '“同意”');
    }
    const neighbour = await signIn('秦汉桥');
    await open(neighbour, `${RESULT}?ballotId=${ballotId}`);
    await neighbour
      .getByRole('textbox', { name: '回执码' })
      .fill(paperReceipt.replaceAll('-', '').toLowerCase());
    await neighbour.getByRole('button', { name: '核对', exact: true }).click();
    await sees(neighbour, '在名单里找到了：投的是：“同意”');
    expect(new Set([elderReceipt, laneReceipt, paperReceipt]).size).toBe(3);

    await lane.getByRole('button', { name: '自己重新数一遍' }).click();
    const bundle = await download(lane, '下载票包', 'bundle.json');
    const program = await download(lane, '下载核对程序', 'downloaded.mjs');
    expect(await readFile(program)).toEqual(await readFile(VERIFIER));
    const recount = await verify(bundle, publicKey);
    expect(recount).toMatchObject({ exitCode: 0 });
    expect(recount.output).toContain('✓ 核对通过 (VERIFIED)');
    for (const line of recountLines(verdict.registers, counts)) expect(recount.output).toContain(line);
    expect(recount.output).toContain(`公布的说明：${verdict.sentence}\n`);
    expect(recount.output).toContain(`(key fingerprint)：${await groupsOn(lane, '签名钥匙的指纹')}\n`);
    expect((await groupsOn(lane, '结果指纹')).replaceAll(' ', '')).toBe(resultDigest);

    const bytes = await readFile(bundle);
    for (const [what, byte] of Object.entries(bytesIn(bytes, { elderReceipt, question, resultDigest }))) {
      const edited = Buffer.from(bytes);
      edited[byte] = (edited[byte] ?? 0) ^ 1;
      await writeFile(join(folder, 'edited.json'), edited);
      const refused = await verify(join(folder, 'edited.json'), publicKey);
      expect(refused.exitCode, what).toBe(1);
      expect(refused.output, what).toContain('✗ 核对没有通过');
    }
  },
  STORY_LIMIT_MS,
);

test(
  'a vote whose answer gets lost on the line is one vote, and shows its receipt after the repeat',
  async () => {
    const question = '每月初一清一次下水井';
    const { id } = await openBallot(street, { question, personas: ['neighbour', 'owner'] });
    const unit = await unitOf(street, 'neighbour');
    const voter = await signIn('秦汉桥');
    await open(voter, `${BALLOT}?ballotId=${id}`);
    await voter.getByRole('radio', { name: '反对', exact: true }).click();
    await voter.getByRole('button', { name: '投票', exact: true }).click();
    await sees(voter, `代表 ${unit.name} 投“反对”？`);
    street.gate.trouble = 'answers get lost';
    await confirm(voter, '投票');
    await sees(voter, `投票 · ${unit.name} · ${question}`);
    await expect.poll(() => turnoutOf(id), { timeout: ACT_LIMIT_MS }).toBe(1);
    expect(await voter.getByText('已投出').filter({ visible: true }).count()).toBe(0);
    // The phone is put away and taken out again.
    await voter.reload();
    await sees(voter, `投票 · ${unit.name} · ${question}`);
    street.gate.trouble = 'everything comes twice';
    await voter.reload();
    await voter.getByText('已投出').filter({ visible: true }).first().waitFor({ timeout: ACT_LIMIT_MS });
    street.gate.trouble = 'none';
    const receipt = await closeReceipt(voter);
    expect(await turnoutOf(id)).toBe(1);

    await passDeadline(street, id);
    await open(voter, `${RESULT}?ballotId=${id}`);
    await checkMine(voter, unit, '“反对”');
    const { items } = await street.get<{ items: { key: string }[] }>('owner', `/v1/ballots/${id}/receipts`);
    expect(items.map(({ key }) => key)).toEqual([receipt]);
  },
  STORY_LIMIT_MS,
);

test(
  'whom the household has voted for already is told kindly, and sees by whom',
  async () => {
    const personas = ['resident-elderly', 'owner'];
    const { id } = await openBallot(street, { question: '楼道里不停电动车', personas });
    const home = await unitOf(street, 'resident-elderly');
    const late = await signIn('钱秀英');
    await open(late, `${BALLOT}?ballotId=${id}`);
    await late.getByRole('radio', { name: '同意', exact: true }).click();
    // Her page does not hear meanwhile that somebody else has voted.
    const news = `${street.origin}/v1/ballots/${id}`;
    await late.route(news, (route) => route.abort());
    await late.getByRole('button', { name: '投票', exact: true }).click();
    await sees(late, `代表 ${home.name} 投“同意”？`);
    await street.post('resident-elderly', `/v1/ballots/${id}/votes`, { unitId: home.id, choices: [1] });
    await confirm(late, '投票');
    await sees(late, '这一户或这家店已经投过票了，一户一票，不用再投。');
    await late.unroute(news);
    await late.reload();
    await sees(late, '由 李桂芳 用手机投出');
    expect(await turnoutOf(id)).toBe(1);
  },
  STORY_LIMIT_MS,
);

test(
  'options are ranked by tapping them in order; nothing is told before the end, and every round after it',
  async () => {
    const question = '公共经费先办哪一件';
    const options = ['修井盖', '添灭火器', '冬至吃饺子'];
    const personas = ['owner', 'neighbour', 'resident-lane'];
    const { id } = await openBallot(street, { question, personas, method: { kind: 'ranked' }, options });
    const shop = await unitOf(street, 'owner');
    const voter = await signIn('冯德旺');
    await open(voter, `${BALLOT}?ballotId=${id}`);
    await voter.getByRole('button', { name: '排第 1：冬至吃饺子' }).click();
    await voter.getByRole('button', { name: '排第 2：修井盖' }).click();
    await voter.getByRole('button', { name: '修井盖，往前一位' }).click();
    await voter.getByRole('button', { name: '投票', exact: true }).click();
    await sees(voter, `代表 ${shop.name} 这样排：1 修井盖、2 冬至吃饺子？`);
    await confirm(voter, '投票');
    await closeReceipt(voter);
    for (const [persona, choices] of [
      ['neighbour', [1]],
      ['resident-lane', [2, 0]],
    ] as const) {
      const { id: unitId } = await unitOf(street, persona);
      await street.post(persona, `/v1/ballots/${id}/votes`, { unitId, choices });
    }
    await open(voter, `${RESULT}?ballotId=${id}`);
    await voter.waitForURL(/pages\/ballot\//, { timeout: ACT_LIMIT_MS });
    await sees(voter, '由您用手机投出');
    expect(await voter.getByText(/ 票$/).filter({ visible: true }).count()).toBe(0);

    await passDeadline(street, id);
    await open(voter, `${RESULT}?ballotId=${id}`);
    const { verdict } = await street.get<BallotResult>('owner', `/v1/ballots/${id}/result`);
    expect(verdict).toMatchObject({ outcome: 'tied', winners: [] });
    await sees(voter, `${verdict.sentence}。`);
    await sees(voter, '参加');
    expect((await countsOn(voter)).at(-1)).toBe('参加 3 / 3 个表决单位');
    await checkMine(voter, shop, '1 修井盖、2 冬至吃饺子');
  },
  STORY_LIMIT_MS,
);

test(
  'a question is sent in before the meeting; people sign in by the code on the admin’s phone',
  async () => {
    const meeting = await publishMeeting('巷口临时碰头会');
    const page = `packages/meetings/pages/meeting/index?meetingId=${meeting.id}`;
    const resident = await signIn('吴慧琴');
    const pointsBefore = await pointsOf('resident-lane');
    await open(resident, page);
    await resident.getByRole('button', { name: '提个问题' }).click();
    await resident.getByLabel('您想问什么').fill('会开到几点？');
    await resident.getByRole('button', { name: '提上去' }).click();
    await sees(resident, '问题提上去了，答复后这里看得到。');

    const admin = await signIn('彭国兴');
    await open(admin, `packages/association/pages/meeting-desk/index?meetingId=${meeting.id}`);
    await sees(admin, '会开到几点？');
    await admin.getByRole('button', { name: '开会，亮签到码' }).click();
    await confirm(admin, '开会');
    await admin.getByLabel('签到码，请来的人扫').waitFor();

    await resident.reload();
    await resident.getByRole('button', { name: '扫码签到' }).click();
    await showScreenTo(admin, resident);
    await sees(resident, '签到了，+5 分。');
    await sees(admin, '吴慧琴');
    expect(await pointsOf('resident-lane')).toBe(pointsBefore + 5);
  },
  STORY_LIMIT_MS,
);

async function signIn(name: string, phone?: BrowserContext): Promise<Page> {
  const context = phone ?? (await openPhone(browser));
  context.setDefaultTimeout(ACT_LIMIT_MS);
  phones.push(context);
  const page = await context.newPage();
  await open(page, 'pages/me/index');
  await page.getByText(name, { exact: true }).click();
  await sees(page, '退出登录');
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${street.origin}/#/${path}`);
}

/** From the admin's own page, by the template that wants an opinion: secret, of shops and households. */
async function publishFromTemplate(admin: Page, question: string): Promise<string> {
  await admin.getByRole('link', { name: /^商会管理 / }).click();
  await admin.getByRole('link', { name: /^表决/ }).click();
  await admin.getByRole('button', { name: '发起表决' }).click();
  await admin.getByRole('button', { name: /^征求意见：/ }).click();
  await admin.getByRole('textbox', { name: '问题' }).fill(question);
  await admin.getByRole('button', { name: '下一步' }).click();
  await admin.getByRole('radio', { name: '两边都要过' }).click();
  await admin.getByRole('radio', { name: '现在开始 1 天' }).click();
  await admin.getByRole('radio', { name: '不记名', exact: true }).click();
  await admin.getByRole('button', { name: '下一步' }).click();
  await sees(admin, '投票的人看到的样子');
  await admin.getByRole('button', { name: '发布', exact: true }).click();
  await sees(admin, `发布“${question}”？`);
  await confirm(admin, '发布');
  await admin.waitForURL(/pages\/ballot-desk\//);
  await sees(admin, '提醒还没投的');
  return /ballotId=([\w-]+)/.exec(admin.url())?.[1] ?? '';
}

const eligibleIn = ({ registers }: Ballot) => registers.reduce((sum, { eligible }) => sum + eligible, 0);

/** From the tab 议事 to the receipt. */
async function voteFromTab(page: Page, question: string, unit: MyUnit, option: string): Promise<void> {
  await open(page, 'pages/meetings/index');
  await page.locator('.card', { hasText: question }).getByRole('button', { name: '去投票' }).click();
  await page.getByRole('radio', { name: option, exact: true }).click();
  await page.getByRole('button', { name: '投票', exact: true }).click();
  await sees(page, `代表 ${unit.name} 投“${option}”？`);
  await confirm(page, '投票');
  await sees(page, `${unit.name} 的票算进去了`);
}

/** Reads the receipt that lies before everything else, and closes it. */
async function closeReceipt(page: Page): Promise<string> {
  const receipt = await receiptIn(page.locator('.receipt-screen__code'));
  await page.getByRole('button', { name: '存好了，关闭' }).click();
  await sees(page, '已经投了');
  return receipt;
}

async function receiptIn(code: Locator): Promise<string> {
  const shown = code.filter({ visible: true });
  await shown.waitFor();
  const groups = await shown.evaluate(({ children }) =>
    Array.from(children, ({ textContent }) => textContent),
  );
  const receipt = groups.join('-');
  expect(receipt).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$/);
  return receipt;
}

/** From the desk of the ballot: finds the unit and enters what its paper says. */
async function enterPaper(admin: Page, ballotId: string, unit: MyUnit, option: string): Promise<void> {
  await open(admin, `${DESK}?ballotId=${ballotId}`);
  const begun = admin.getByRole('link', { name: /等您再录一遍/ });
  const search = admin.getByRole('link', { name: /^录一张票/ });
  await search.waitFor();
  if ((await begun.count()) > 0) {
    await begun.click();
  } else {
    await search.click();
    await admin.getByLabel('店名或门牌').fill(unit.name);
    await admin.getByRole('link', { name: unit.name }).click();
  }
  await fillPaper(admin, unit, option);
}

async function fillPaper(admin: Page, unit: MyUnit, option: string): Promise<void> {
  await admin.getByRole('radio', { name: option, exact: true }).click();
  const choosing = admin.waitForEvent('filechooser');
  await admin.getByRole('button', { name: '票的照片，拍照或选照片' }).click();
  const buffer = await admin.screenshot({ type: 'jpeg' });
  await (await choosing).setFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer });
  await admin.getByRole('button', { name: '去掉票的照片，第 1 张' }).waitFor();
  await admin.getByRole('button', { name: '录好了' }).click();
  await sees(admin, `${unit.name} 投的是“${option}”？`);
  await confirm(admin, '没错');
}

/** 核对我的票, by the receipt that the phone has kept. */
async function checkMine(page: Page, unit: MyUnit, said: string): Promise<void> {
  await page.getByRole('button', { name: `核对 ${unit.name} 的票` }).click();
  await sees(page, `在名单里找到了：投的是：${said}`);
}

/** The bars of a result in words, top down: 同意 2 票. */
function countsOn(page: Page): Promise<string[]> {
  return page
    .locator('.count-bar__words')
    .filter({ visible: true })
    .evaluateAll((bars) =>
      bars.map(({ children }) => Array.from(children, ({ textContent }) => textContent).join(' ')),
    );
}

/** What the program says of each register where it counts what the page shows. */
function recountLines(registers: BallotResult['verdict']['registers'], counts: readonly string[]): string[] {
  const barsEach = counts.length / registers.length;
  return registers.map(({ name }, at) => {
    const bars = counts.slice(at * barsEach, (at + 1) * barsEach);
    const tookPart = /\d+ \/ \d+/.exec(bars.at(-1) ?? '')?.[0];
    return `${name}：${tookPart}，${bars.slice(0, -1).join('，')}\n`;
  });
}

/** A fingerprint as it stands on the page, in groups of four. */
async function groupsOn(page: Page, title: string): Promise<string> {
  const card = page.locator('.card', { has: page.getByText(title, { exact: true }) });
  await card.locator('.check-it__group').first().waitFor();
  return (await card.locator('.check-it__group').allTextContents()).join(' ');
}

async function download(page: Page, button: string, fileName: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = join(folder, fileName);
  await (await downloading).saveAs(file);
  return file;
}

/** Runs the program as anybody would on their own computer. */
function verify(file: string, key: string): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFIER, file, '--key', key], (error, output) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output });
    });
  });
}

/** Where in a bundle the last byte of each of these words stands. */
function bytesIn(bundle: Buffer, words: Record<string, string>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(words).map(([what, word]) => {
      const at = bundle.indexOf(word);
      expect(at, what).toBeGreaterThan(-1);
      return [what, at + Buffer.byteLength(word) - 1];
    }),
  );
}

async function turnoutOf(ballotId: string): Promise<number | undefined> {
  return (await street.get<Ballot>('admin', `/v1/ballots/${ballotId}`)).turnout?.tookPart;
}

async function publishMeeting(title: string): Promise<Meeting> {
  const meeting = await street.post<Meeting>(
    'admin',
    `/v1/associations/${await associationOf(street)}/meetings`,
    {
      title,
      place: '永安里商会议事厅',
      startsAt: new Date(street.now.getTime() + DAY_MS).toISOString(),
      invited: ['merchants', 'residents'],
      agenda: [{ title: '巷口的灯' }],
      pointsForAttendance: 5,
    },
  );
  return street.post('admin', `/v1/meetings/${meeting.id}/publish`);
}

async function pointsOf(persona: string): Promise<number> {
  return (await street.get<{ available: number }>(persona, '/v1/me/points')).available;
}
