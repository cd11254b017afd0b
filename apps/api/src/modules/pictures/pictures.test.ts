import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { PICTURE_BYTES_MAX } from '@shangju/contracts';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { drawPicture, halves } from '../../testing/draw-picture.ts';
import { type FormPart, formOf } from '../../testing/form.ts';
import { createWorld, type Merchant, type Person, type World } from '../../testing/world.ts';
import { claimPictures, type PictureStorage, removeUnclaimedPictures } from './index.ts';

let world: World;
let me: Person;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  me = await world.resident();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const upload = (who: Person, file: Buffer, key = randomUUID()) =>
  world.call(who, 'POST /v1/pictures', { upload: file, key });

const uploaded = async (who: Person, file?: Buffer): Promise<string> => {
  const { status, body } = await upload(who, file ?? (await drawPicture()));
  expect(status).toBe(201);
  return body.id;
};

const see = (who: Person | undefined, pictureId: string, size?: 'small' | 'large') =>
  world.call(who, 'GET /v1/pictures/{pictureId}', { params: { pictureId }, query: size ? { size } : {} });

const seen = async (pictureId: string, size?: 'small' | 'large') => (await see(me, pictureId, size)).file;

/** The files that lie in the storage. */
const files = async () =>
  (await readdir(world.picturesFolder, { recursive: true })).filter((name) => name.endsWith('.webp'));

const filesOf = async (id: string) => (await files()).filter((name) => name.includes(id)).length;

const rows = async () => (await world.pool.query('select * from pictures')).rows;

/** Nothing is left of what was refused. */
async function expectRefused(file: Buffer, refusal: { status: number; code: string }) {
  const before = { rows: (await rows()).length, files: (await files()).length };
  expect(await upload(me, file)).toMatchObject(refusal);
  expect({ rows: (await rows()).length, files: (await files()).length }).toEqual(before);
}

describe('a picture', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('sent as %s comes back as WebP', async (format) => {
    const id = await uploaded(me, await halves().toFormat(format).toBuffer());
    const { status, headers, file } = await see(me, id);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      vary: 'authorization',
      'cache-control': expect.stringMatching(/^private/),
    });
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 640, height: 480 });
  });

  test('is told by what it is, not by its name', async () => {
    const png = await halves().png().toBuffer();
    expect(await sendForm([{ field: 'picture', content: png, fileName: '照片.jpg' }])).toMatchObject({
      status: 201,
    });
    const mislabelled = { field: 'picture', content: png, fileName: 'x.svg', mediaType: 'image/svg+xml' };
    expect(await sendForm([mislabelled])).toMatchObject({ status: 201 });
  });

  test('that is large is made smaller, in two sizes that keep its shape', async () => {
    const { body } = await upload(me, await drawPicture({ widthPx: 4000, heightPx: 3000 }));
    expect(body).toMatchObject({ widthPx: 1600, heightPx: 1200 });
    const sizes = await Promise.all(
      (['large', 'small'] as const).map(async (size) => sharp(await seen(body.id, size)).metadata()),
    );
    expect(sizes).toMatchObject([
      { width: 1600, height: 1200 },
      { width: 400, height: 300 },
    ]);
    expect(await seen(body.id)).toEqual(await seen(body.id, 'large'));
  });

  test('that is small stays as small', async () => {
    const id = await uploaded(me, await drawPicture({ widthPx: 20, heightPx: 10 }));
    for (const size of ['large', 'small'] as const) {
      expect(await sharp(await seen(id, size)).metadata()).toMatchObject({ width: 20, height: 10 });
    }
  });

  test('is set upright, and all that the camera wrote into it is gone', async () => {
    const place = {
      GPSLatitudeRef: 'N',
      GPSLatitude: '30/1 12/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '115/1 5/1 0/1',
    };
    const sent = await halves({ widthPx: 60, heightPx: 40 })
      .jpeg()
      .withExif({ IFD0: { Make: 'PhoneMaker', Artist: '李四' }, IFD3: place })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const before = await sharp(sent).metadata();
    expect(before).toMatchObject({ orientation: 6, exif: expect.any(Buffer) });
    expect(must(before.exif).includes('PhoneMaker')).toBe(true);

    const { body } = await upload(me, sent);
    expect(body).toMatchObject({ widthPx: 40, heightPx: 60 });
    for (const size of ['large', 'small'] as const) {
      const file = await seen(body.id, size);
      const after = await sharp(file).metadata();
      expect(after).toMatchObject({ width: 40, height: 60 });
      for (const part of ['exif', 'icc', 'iptc', 'xmp', 'orientation'] as const) {
        expect(after[part], part).toBeUndefined();
      }
      for (const word of ['PhoneMaker', 'EXIF', 'GPS']) expect(file.includes(word), word).toBe(false);
      // A quarter turn clockwise brings what was on the left, the red, to the top.
      const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
      expect(data[0]).toBeGreaterThan(200);
      expect(must(data.at(-1))).toBeGreaterThan(200);
    }
  });

  test('that moves shows its first moment', async () => {
    const moments = [halves({ widthPx: 30, heightPx: 20 }), halves({ widthPx: 30, heightPx: 20 }).negate()];
    const sent = await sharp(await Promise.all(moments.map((moment) => moment.png().toBuffer())), {
      join: { animated: true },
    })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await sharp(sent).metadata()).pages).toBe(2);
    const { body } = await upload(me, sent);
    expect(body).toMatchObject({ widthPx: 30, heightPx: 20 });
  });
});

describe('what is no picture is refused', () => {
  test('a text, whatever its name', async () => {
    const text = Buffer.from('this is not a picture at all, however it is called');
    const sent = await sendForm([
      { field: 'picture', content: text, fileName: 'x.png', mediaType: 'image/png' },
    ]);
    expect(sent).toMatchObject({ status: 422, code: 'picture-unreadable' });
  });

  test('an SVG with a script', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><rect width="9" height="9"/></svg>';
    await expectRefused(Buffer.from(svg), { status: 422, code: 'picture-unreadable' });
    await expectRefused(Buffer.from(`<?xml version="1.0"?>\n${svg}`), {
      status: 422,
      code: 'picture-unreadable',
    });
  });

  test.each(['gif', 'tiff', 'avif'] as const)('a picture of another kind: %s', async (format) => {
    const file = await halves({ widthPx: 30, heightPx: 20 }).toFormat(format).toBuffer();
    await expectRefused(file, { status: 422, code: 'picture-unreadable' });
  });

  test('a JPEG that was cut off', async () => {
    const whole = await drawPicture({ widthPx: 2000, heightPx: 1500 });
    for (const part of [0.02, 0.5, 0.97]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expectRefused(cut, { status: 422, code: 'picture-unreadable' });
    }
  });

  test('a PNG and a WebP that were cut off, and noise behind the right beginning', async () => {
    for (const format of ['png', 'webp'] as const) {
      const whole = await halves().toFormat(format).toBuffer();
      await expectRefused(whole.subarray(0, whole.length - 60), { status: 422, code: 'picture-unreadable' });
    }
    const noise = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      createHash('sha512').update('noise').digest(),
    ]);
    await expectRefused(noise, { status: 422, code: 'picture-unreadable' });
  });

  test.each(['png', 'jpeg', 'webp'] as const)('fifty megapixels in a small %s', async (format) => {
    const bomb = await sharp({ create: { width: 10_000, height: 5_000, channels: 3, background: 'white' } })
      .toFormat(format)
      .toBuffer();
    expect(bomb.length).toBeLessThan(PICTURE_BYTES_MAX / 10);
    await expectRefused(bomb, { status: 413, code: 'picture-too-large' });
  });

  test('eleven megabytes', async () => {
    await expectRefused(Buffer.alloc(11 * 1024 * 1024, 1), { status: 413, code: 'picture-too-large' });
  });

  test('one byte more than allowed; as many as allowed are looked at', async () => {
    await expectRefused(Buffer.alloc(PICTURE_BYTES_MAX + 1, 1), { status: 413, code: 'picture-too-large' });
    await expectRefused(Buffer.alloc(PICTURE_BYTES_MAX, 1), { status: 422, code: 'picture-unreadable' });
  });

  test('a picture as large as allowed is taken', async () => {
    const picture = await drawPicture();
    const filled = Buffer.concat([picture, Buffer.alloc(PICTURE_BYTES_MAX - picture.length)]);
    expect(await upload(me, filled)).toMatchObject({ status: 201 });
  });
});

describe('a form', () => {
  const picture = async (field = 'picture'): Promise<FormPart> => ({ field, content: await drawPicture() });
  const text: FormPart = { field: 'note', content: '巷口' };

  test.each([
    ['with the picture under another name', async () => [await picture('photo')], 'picture-missing'],
    [
      'with an empty picture',
      async () => [{ field: 'picture', content: Buffer.alloc(0) }],
      'picture-missing',
    ],
    ['with two pictures', async () => [await picture(), await picture()], 'body-unreadable'],
    ['with something before the picture', async () => [text, await picture()], 'body-unreadable'],
    ['with something behind the picture', async () => [await picture(), text], 'body-unreadable'],
    ['with a text for a picture', async () => [{ field: 'picture', content: 'x' }], 'body-unreadable'],
    ['with a name out of every prototype', async () => [await picture('__proto__')], 'body-unreadable'],
  ])('%s is refused', async (_, parts, code) => {
    expect(await sendForm(await parts())).toMatchObject({ status: 400, code });
    expect((await rows()).filter(({ uploaded_by }) => uploaded_by === me.id)).toEqual([]);
  });

  test('that breaks off is refused', async () => {
    const { payload, headers } = await formOf([await picture()]);
    for (const length of [0, 10, 300, payload.length - 20]) {
      const answer = await send(payload.subarray(0, length), headers);
      expect(['body-unreadable', 'picture-missing']).toContain(answer.code);
    }
  });

  test('without a boundary is refused', async () => {
    const { payload } = await formOf([await picture()]);
    expect(await send(payload, { 'content-type': 'multipart/form-data' })).toMatchObject({ status: 400 });
  });

  test.each(['application/json', 'image/jpeg', 'text/plain', 'application/x-www-form-urlencoded'])(
    'it must be: %s is refused',
    async (mediaType) => {
      const answer = await send(Buffer.from('{}'), { 'content-type': mediaType });
      expect(answer).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    },
  );

  test('is asked for where nothing came', async () => {
    expect(await send(Buffer.alloc(0), {})).toMatchObject({ status: 400, code: 'picture-missing' });
  });

  test('is no way into other endpoints', async () => {
    const { payload, headers } = await formOf([await picture()]);
    const answer = await send(payload, headers, 'POST', '/v1/me/notices/read');
    expect(answer).toMatchObject({ status: 415, code: 'media-type-unsupported' });
  });

  test('without an idempotency key is refused before it is read', async () => {
    expect(await world.call(me, 'POST /v1/pictures', { upload: Buffer.alloc(10), key: null })).toMatchObject({
      status: 400,
      code: 'idempotency-key-missing',
    });
  });
});

describe('the same key', () => {
  test('again is one picture and the same answer', async () => {
    const [file, key] = [await drawPicture(), randomUUID()];
    const first = await upload(me, file, key);
    const again = await upload(me, file, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await rows()).filter(({ uploaded_by }) => uploaded_by === me.id)).toHaveLength(1);
    expect(await filesOf(first.body.id)).toBe(2);
  });

  test('ten times at once is one picture', async () => {
    const [file, key] = [await drawPicture(), randomUUID()];
    const before = (await files()).length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(me, file, key)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect((await rows()).filter(({ uploaded_by }) => uploaded_by === me.id)).toHaveLength(1);
    expect((await files()).length).toBe(before + 2);
  });

  test('with another picture is refused, and leaves nothing', async () => {
    const key = randomUUID();
    const { body } = await upload(me, await drawPicture(), key);
    const before = (await files()).length;
    expect(await upload(me, await drawPicture({ widthPx: 100 }), key)).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await files()).length).toBe(before);
    expect((await see(me, body.id)).status).toBe(200);
  });

  test('after a refusal is free', async () => {
    const key = randomUUID();
    expect((await upload(me, Buffer.from('nothing'), key)).code).toBe('picture-unreadable');
    expect((await upload(me, await drawPicture(), key)).status).toBe(201);
  });
});

describe('a picture is seen', () => {
  let merchant: Merchant;
  let elsewhere: Merchant;

  beforeAll(async () => {
    merchant = await world.merchant();
    elsewhere = await world.merchant({ association: await world.association() });
  });

  test('while it belongs to nothing, by whoever sent it and by nobody else', async () => {
    const admin = await world.person('association.admin', merchant.associationId);
    const id = await uploaded(me);
    expect((await see(me, id)).status).toBe(200);
    for (const other of [await world.resident(), admin]) {
      expect(await see(other, id)).toMatchObject({ status: 404, code: 'not-found' });
    }
    expect((await see(undefined, id)).status).toBe(401);
  });

  test('once it is of a patrol, by the staff of that shop and the admins of its association', async () => {
    const clerk = await world.person('merchant.clerk', merchant.id);
    const id = await uploaded(clerk);
    expect(await claim(clerk, [id], merchant)).toBe(true);
    const may = [
      clerk,
      await world.person('merchant.owner', merchant.id),
      await world.person('association.admin', merchant.associationId),
    ];
    const mayNot = [
      await world.resident(),
      await world.person('merchant.owner', elsewhere.id),
      await world.person('merchant.owner', merchant.associationId),
      await world.person('association.admin', elsewhere.associationId),
      await world.person('inspector', world.streetId),
    ];
    for (const who of may) expect((await see(who, id, 'small')).status).toBe(200);
    for (const who of mayNot) expect((await see(who, id)).code).toBe('not-found');

    await world.pool.query('delete from role_grants where person_id = $1', [clerk.id]);
    expect((await see(clerk, id)).code).toBe('not-found');
  });

  test('in no other size', async () => {
    const id = await uploaded(me);
    const query = { size: 'huge' } as never;
    const answer = await world.call(me, 'GET /v1/pictures/{pictureId}', { params: { pictureId: id }, query });
    expect(answer.code).toBe('validation-failed');
  });

  test('not before it is finished', async () => {
    const id = await uploaded(me);
    await world.pool.query(`update pictures set status = 'storing' where id = $1`, [id]);
    expect((await see(me, id)).code).toBe('not-found');
    expect(await claim(me, [id], merchant)).toBe(false);
  });
});

describe('claiming pictures', () => {
  let merchant: Merchant;
  beforeAll(async () => {
    merchant = await world.merchant();
  });

  test('takes all of them, once and again for the same patrol', async () => {
    const ids = [await uploaded(me), await uploaded(me)];
    const patrol = randomUUID();
    expect(await claim(me, ids, merchant, patrol)).toBe(true);
    expect(await claim(me, [...ids, must(ids[0])], merchant, patrol)).toBe(true);
    expect(await ownersOf(ids)).toEqual([patrol, patrol]);
  });

  test('of none is done', async () => {
    expect(await claim(me, [], merchant)).toBe(true);
  });

  test.each([
    ['is unknown', async () => randomUUID()],
    ['is another’s', async () => uploaded(await world.resident())],
    [
      'belongs elsewhere',
      async () => {
        const id = await uploaded(me);
        await claim(me, [id], merchant);
        return id;
      },
    ],
    [
      'is being removed',
      async () => {
        const id = await uploaded(me);
        await world.pool.query(`update pictures set status = 'removing' where id = $1`, [id]);
        return id;
      },
    ],
  ])('takes none where one %s', async (_, spoiler) => {
    const ids = [await uploaded(me), await spoiler()];
    const [before] = await ownersOf(ids);
    expect(await claim(me, ids, merchant)).toBe(false);
    expect((await ownersOf(ids))[0]).toBe(before);
    expect(before).toBeNull();
  });

  test('of two patrols at once succeeds for one', async () => {
    const ids = [await uploaded(me), await uploaded(me)];
    const outcomes = await Promise.all([
      claim(me, ids, merchant, randomUUID()),
      claim(me, ids.toReversed(), merchant, randomUUID()),
    ]);
    expect(outcomes.toSorted()).toEqual([false, true]);
    expect(new Set(await ownersOf(ids)).size).toBe(1);
  });
});

describe('pictures that belong to nothing', () => {
  const HOUR_MS = 60 * 60 * 1000;
  const remove = (storage: PictureStorage = world.pictures) => removeUnclaimedPictures(world.pool, storage);
  const exists = async (id: string) => (await rows()).some((row) => row.id === id);

  test('are removed after a day, their files with them; those of a patrol stay', async () => {
    const merchant = await world.merchant();
    const [unclaimed, claimed] = [await uploaded(me), await uploaded(me)];
    await claim(me, [claimed], merchant);

    await setClock(world.pool, { offsetMs: 23.9 * HOUR_MS });
    await remove();
    expect(await filesOf(unclaimed)).toBe(2);

    await setClock(world.pool, { offsetMs: 24.1 * HOUR_MS });
    expect(await remove()).toBeGreaterThan(0);
    expect([await filesOf(unclaimed), await exists(unclaimed)]).toEqual([0, false]);
    expect([await filesOf(claimed), await exists(claimed)]).toEqual([2, true]);
    expect((await see(me, unclaimed)).code).toBe('not-found');
    expect(await claim(me, [unclaimed], merchant)).toBe(false);
    expect(await remove()).toBe(0);
  });

  test('are out of reach from when their removal began, and a removal that was cut off is taken up', async () => {
    const merchant = await world.merchant();
    const id = await uploaded(me);
    await setClock(world.pool, { offsetMs: 25 * HOUR_MS });
    const failing: PictureStorage = {
      ...world.pictures,
      remove: () => Promise.reject(new Error('storage is away')),
    };
    await expect(remove(failing)).rejects.toThrow('storage is away');
    expect((await see(me, id)).code).toBe('not-found');
    expect(await claim(me, [id], merchant)).toBe(false);
    await remove();
    expect([await filesOf(id), await exists(id)]).toEqual([0, false]);
  });

  test('may be removed by two at once, and where the files are gone already', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => uploaded(me)));
    await world.pictures.remove(must(ids[0]));
    await setClock(world.pool, { offsetMs: 25 * HOUR_MS });
    await Promise.all([remove(), remove()]);
    for (const id of ids) expect([await filesOf(id), await exists(id)]).toEqual([0, false]);
  });

  test('include those whose files were written and never finished', async () => {
    const broken: PictureStorage = {
      ...world.pictures,
      async put(id, picture) {
        await world.pictures.put(id, picture);
        throw new Error('the process ends here');
      },
    };
    const app = await world.anotherApp({ picturesThrough: () => broken });
    const before = (await files()).length;
    const answer = await world.call(me, 'POST /v1/pictures', { upload: await drawPicture(), app });
    expect(answer).toMatchObject({ status: 500, code: 'internal' });
    expect((await files()).length).toBe(before + 2);
    await setClock(world.pool, { offsetMs: 25 * HOUR_MS });
    await remove();
    expect((await files()).length).toBeLessThanOrEqual(before);
    expect((await rows()).filter(({ status }) => status !== 'stored')).toEqual([]);
  });
});

function claim(
  who: Person,
  pictureIds: string[],
  merchant: Merchant,
  id: string = randomUUID(),
): Promise<boolean> {
  const { associationId, id: merchantId } = merchant;
  return transaction(world.pool, (tx) =>
    claimPictures(tx, {
      pictureIds,
      personId: who.id,
      belongsTo: { kind: 'patrol', id, associationId, merchantId },
    }),
  );
}

async function ownersOf(ids: string[]): Promise<(string | null)[]> {
  const owners = new Map((await rows()).map((row) => [row.id, row.belongs_to_id]));
  return ids.map((id) => owners.get(id));
}

const sendForm = async (parts: FormPart[]) => {
  const { payload, headers } = await formOf(parts);
  return send(payload, headers);
};

/** Past the contract: as somebody else's program might. */
async function send(
  payload: Buffer,
  headers: Record<string, string>,
  method: 'POST' = 'POST',
  url = '/v1/pictures',
): Promise<{ status: number; code: string | undefined }> {
  const response = await world.app.inject({
    method,
    url,
    headers: { ...headers, authorization: `Bearer ${me.token}`, 'idempotency-key': randomUUID() },
    payload,
  });
  return { status: response.statusCode, code: response.json().code };
}
