import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const NAME = '欧阳桂花';

test('a shop sees of its customers four digits, and neither name nor id', async () => {
  const merchant = await world.merchant();
  const owner = await world.person('merchant.owner', merchant.id);
  const customer = await world.resident({ points: 20, name: NAME });
  const offerId = await world.offer({ merchant, pricePoints: 5 });
  await world.call(customer, 'POST /v1/check-ins', { body: { code: await world.liveCode(merchant) } });
  await world.call(customer, 'POST /v1/redemptions', { body: { offerId } });
  const params = { merchantId: merchant.id };
  const answers = [
    await world.call(owner, 'GET /v1/merchants/{merchantId}/check-ins', { params }),
    await world.call(owner, 'GET /v1/merchants/{merchantId}/redemptions', { params }),
    await world.call(owner, 'GET /v1/merchants/{merchantId}/day', { params }),
  ];
  const { rows } = await world.pool.query('select number from persons where id = $1', [customer.id]);
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).not.toContain(NAME);
    expect(text).not.toContain(customer.id);
    expect(text).not.toContain(String(rows[0].number));
  }
  expect(JSON.stringify(answers[0]?.body)).toContain(String(rows[0].number).slice(-4));
});

test('an answer holds nothing that its contract does not name', async () => {
  const person = await world.resident({ name: NAME });
  await world.pool.query('update persons set birth_year = 1951 where id = $1', [person.id]);
  const { body } = await world.call(person, 'GET /v1/me');
  expect(Object.keys(body).sort()).toEqual(['elderMode', 'id', 'name', 'number', 'roles', 'textScale']);
});
