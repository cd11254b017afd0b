import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Street } from './street.ts';
import { Phone } from './weapp-runner/phone.ts';

/** The compiled mini-program on two phones, against the real API and a real PostgreSQL. */

const bundle = fileURLToPath(new URL('../dist/weapp', import.meta.url));
const FIRST_DATA_BYTES_MAX = 64 * 1024;

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

test('a resident earns and redeems with the shop’s live code; the shop sees it', async () => {
  const { merchantId, offers } = await shopOfClerk();
  const clerk = await signIn('何小满');
  await open(clerk, `packages/merchant/pages/shop/index?merchantId=${merchantId}`, '秒后换新码');

  const resident = await signIn('周敏华');
  await resident.waitForText('86');
  const { url } = await street.get<{ url: string }>('clerk', `/v1/merchants/${merchantId}/code`);
  await resident.tap('扫一扫');
  await resident.answerScan(url);
  await resident.waitForRoute('packages/resident/pages/scanned/index');
  await resident.tap('签到 +8 分');
  await resident.waitForText('签到好了');
  await clerk.waitForText('尾号 0001');

  const offer = offers.find(({ title }) => title === '小面加煎蛋一个');
  const query = `offerId=${offer?.id}&merchantCode=${url.split('/').at(-1)}`;
  await open(resident, `packages/resident/pages/offer/index?${query}`, '用 12 分兑换');
  await resident.tap('用 12 分兑换');
  await resident.waitForText('用 12 分兑换 小面加煎蛋一个？');
  await resident.tap('兑换');
  await resident.waitForText('已兑换');
  await clerk.waitForText('小面加煎蛋一个');
  expect(await street.get('resident-points', '/v1/me/points')).toMatchObject({ available: 82, held: 0 });
});

test('a voucher is fulfilled by scanning it at the shop', async () => {
  const { merchantId, offers } = await shopOfClerk();
  const resident = await signIn('李桂芳');
  const offer = offers.find(({ title }) => title === '重庆小面抵 5 元');
  await open(resident, `packages/resident/pages/offer/index?offerId=${offer?.id}`, '用 20 分兑换');
  await resident.tap('用 20 分兑换');
  await resident.waitForText('用 20 分兑换 重庆小面抵 5 元？');
  await resident.tap('兑换');
  await resident.waitForText('给店家扫这个码');
  expect(resident.firstSetDataBytes()).toBeLessThan(FIRST_DATA_BYTES_MAX);

  const { items } = await street.get<{ items: { id: string }[] }>(
    'resident-elderly',
    '/v1/me/redemptions?status=held',
  );
  const { url } = await street.get<{ url: string }>(
    'resident-elderly',
    `/v1/redemptions/${items[0]?.id}/voucher`,
  );
  const clerk = await signIn('何小满');
  await open(clerk, `packages/merchant/pages/shop/index?merchantId=${merchantId}`, '扫券核销');
  await clerk.tap('扫券核销');
  await clerk.answerScan(url);
  await clerk.tap('确认核销');
  await clerk.waitForText('已核销');
  await resident.waitForText('已兑换');
});

test('a redemption sent without a network waits on the page and happens once', async () => {
  const { offers } = await shopOfClerk();
  const resident = await signIn('周敏华');
  const before = await street.get<{ available: number }>('resident-points', '/v1/me/points');
  const offer = offers.find(({ title }) => title === '重庆小面抵 5 元');
  await open(resident, `packages/resident/pages/offer/index?offerId=${offer?.id}`, '用 20 分兑换');
  await resident.tap('用 20 分兑换');
  await resident.waitForText('用 20 分兑换 重庆小面抵 5 元？');
  resident.loseAnswers = true;
  await resident.tap('兑换');
  await resident.waitForText('1 项等网络，连上就发：', 20_000);
  resident.loseAnswers = false;
  await resident.waitForText('给店家扫这个码', 30_000);
  expect(await street.get('resident-points', '/v1/me/points')).toMatchObject({
    available: before.available - 20,
    held: 20,
  });
});

test('the first data of every page is small', async () => {
  const { merchantId } = await shopOfClerk();
  const pages = {
    周敏华: [
      'pages/home/index',
      'pages/me/index',
      'packages/resident/pages/points/index',
      'packages/resident/pages/redemptions/index',
      `packages/resident/pages/merchant/index?merchantId=${merchantId}`,
    ],
    何小满: [
      `packages/merchant/pages/shop/index?merchantId=${merchantId}`,
      `packages/merchant/pages/offers/index?merchantId=${merchantId}`,
      `packages/merchant/pages/poster/index?merchantId=${merchantId}`,
      `packages/merchant/pages/fulfil/index?merchantId=${merchantId}`,
    ],
  };
  for (const [name, paths] of Object.entries(pages)) {
    const phone = await signIn(name);
    for (const path of paths) {
      await phone.open(path);
      await phone.waitUntil(() => phone.texts().length > 2, `words on ${path}`);
      expect(phone.firstSetDataBytes(path.split('?')[0])).toBeLessThan(FIRST_DATA_BYTES_MAX);
    }
  }
});

async function signIn(name: string): Promise<Phone> {
  const phone = await Phone.start({ bundle, apiOrigin: street.origin });
  phones.push(phone);
  await phone.open('pages/me/index');
  await phone.tap(name);
  await phone.waitForText('退出登录');
  await phone.open('pages/home/index');
  return phone;
}

async function open(phone: Phone, path: string, text: string): Promise<void> {
  await phone.open(path);
  await phone.waitForText(text);
}

async function shopOfClerk() {
  const { roles } = await street.get<{ roles: { role: string; placeId: string }[] }>('clerk', '/v1/me');
  const merchantId = roles.find(({ role }) => role === 'merchant.clerk')?.placeId ?? '';
  const { items: offers } = await street.get<{ items: { id: string; title: string }[] }>(
    'clerk',
    `/v1/merchants/${merchantId}/offers`,
  );
  return { merchantId, offers };
}
