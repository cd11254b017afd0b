import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BallotBundle,
  type BallotMethod,
  type BallotRule,
  BUNDLE_FORMAT,
  bundleLines,
  type ElectorateRow,
  keyFingerprint,
  type RegisterVotes,
  ruleProblems,
  ruleSentence,
  signedText,
  sortBundleRows,
  type TurnoutRow,
  tallyBallot,
  type Verdict,
  VOTE_CHANNELS,
  type VoteRow,
} from '@shangju/rules';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from './verify-ballot.mjs';

const VERIFIER = fileURLToPath(new URL('verify-ballot.mjs', import.meta.url));
const STREET = generateKeyPairSync('ed25519');
const FORGER = generateKeyPairSync('ed25519');

const RULE: BallotRule = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [{ name: '永安里住户', source: { kind: 'households', communityId: 'yongan' } }],
  quorum: { share: { numerator: 1, denominator: 2 }, base: 'eligible' },
  threshold: { share: { numerator: 1, denominator: 2 }, kind: 'more-than', base: 'cast' },
  byArea: false,
  secret: true,
  changeable: false,
  showsTurnout: true,
};

/** Twelve homes of which ten voted, seven for it. */
const TWELVE = '0 0 0 0 0 0 0 1 1 2 - -';

describe('A bundle as it was published', { timeout: 120_000 }, () => {
  test.for<[string, Partial<BallotRule>, string]>([
    ['secret, for or against', {}, TWELVE],
    ['open, for or against', { secret: false }, TWELVE],
    [
      'one of several',
      { method: { kind: 'one-of' }, options: ['甲', '乙', '丙'] },
      '0 0 0 0 0 0 1 2 e e - -',
    ],
    [
      'several of several',
      { method: { kind: 'up-to', most: 2, seats: 2 }, options: ['甲', '乙', '丙'], threshold: null },
      '01 01 02 12 1 2 e e - - - -',
    ],
    [
      'ranked',
      { method: { kind: 'ranked' }, options: ['甲', '乙', '丙'], threshold: null },
      '012 02 10 120 21 210 2 e e - - -',
    ],
    ['by area', { secret: false, byArea: true }, TWELVE],
  ])('is found to be right: %s', ([, rule, votes]) => {
    const { ok, findings } = verifyBundle(bytesOf(bundleOf({ ...RULE, ...rule }, [unitsOf(votes)])), {
      key: publicKeyOf(STREET.publicKey),
    });
    expect(findings.filter((finding) => !finding.ok)).toEqual([]);
    expect(ok).toBe(true);
  });

  test('is found to be right whatever the rule and the votes', () => {
    fc.assert(
      fc.property(anyBallot, ({ rule, registers }) => {
        const { findings } = verifyBundle(bytesOf(bundleOf(rule, registers)));
        expect(findings.filter((finding) => !finding.ok)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test('shows the fingerprint that hangs on the wall', () => {
    const bundle = bundleOf(RULE, [unitsOf(TWELVE)]);
    const hash = createHash('sha256').update(Buffer.from(bundle.publicKey, 'base64url')).digest('hex');
    expect(verifyBundle(bytesOf(bundle)).fingerprint).toBe(keyFingerprint(hash));
    expect(keyFingerprint(hash)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });
});

describe('An edit of the file is found', { timeout: 300_000 }, () => {
  test.for<[string, Partial<BallotRule>]>([
    ['secret', {}],
    ['open and by area', { secret: false, byArea: true }],
  ])('any bit, any byte more or less, two bytes swapped, anywhere: %s', ([, rule]) => {
    const bytes = bytesOf(bundleOf({ ...RULE, ...rule }, [unitsOf(TWELVE)]));
    const missed: string[] = [];
    let edits = 0;
    const edit = (what: string, place: number, edited: Uint8Array) => {
      if (Buffer.compare(edited, bytes) === 0) return;
      edits += 1;
      if (verifyBundle(edited).ok) missed.push(`${what} at ${place}`);
    };
    for (const [place, byte] of bytes.entries()) {
      for (let bit = 0; bit < 8; bit += 1) edit(`bit ${bit}`, place, bytes.with(place, byte ^ (1 << bit)));
      edit('deletion', place, Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]));
      for (const inserted of [0x20, 0x30, byte]) {
        edit(`insertion of ${inserted}`, place, insert(bytes, place, inserted));
      }
      edit(
        'swap',
        place,
        bytes.with(place, bytes[place + 1] ?? byte).with(Math.min(place + 1, bytes.length - 1), byte),
      );
    }
    for (const end of [0x20, 0x0a, 0x7d]) edit('addition', bytes.length, insert(bytes, bytes.length, end));
    edit('byte order mark', 0, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]));
    expect(missed).toEqual([]);
    expect(edits).toBeGreaterThan(20_000);
  });

  test('the spare bits of signature and key too', () => {
    const bundle = bundleOf(RULE, [unitsOf(TWELVE)]);
    for (const member of ['signature', 'publicKey'] as const) {
      const text = bundle[member];
      const twins = [...BASE64URL].map((end) => `${text.slice(0, -1)}${end}`).filter((twin) => twin !== text);
      const same = twins.filter((twin) =>
        Buffer.from(twin, 'base64url').equals(Buffer.from(text, 'base64url')),
      );
      // The twins say the same bytes: only their spelling betrays them.
      expect(same.length).toBeGreaterThan(0);
      for (const twin of [...same, `${text}=`, `${text}A`, ` ${text}`]) {
        expect(verifyBundle(bytesOf({ ...bundle, [member]: twin })).ok).toBe(false);
      }
    }
  });

  test('a second spelling of the same JSON too', () => {
    const text = canonical(bundleOf(RULE, [unitsOf(TWELVE)]));
    for (const twin of [
      JSON.stringify(JSON.parse(text), null, 1),
      text.replace('{', '{"format":"x",'),
      text.replace('同意', '\\u540c意'),
      text.replace('"eligible":12', '"eligible":12.0'),
      text.replace('"eligible":12', '"eligible":1.2e1'),
    ]) {
      expect(twin).not.toBe(text);
      expect(verifyBundle(Buffer.from(twin)).ok).toBe(false);
    }
  });

  test.for(['', '{}', '[]', 'null', '1', '"', '{"format":"shangju-ballot/1"}', '['.repeat(100_000)])(
    'what is no bundle is no crash: %.20s',
    (text) => {
      expect(verifyBundle(Buffer.from(text)).ok).toBe(false);
    },
  );
});

describe('A forger', () => {
  const honest = bundleOf(RULE, [unitsOf(TWELVE)]);

  test('who signs another verdict with another key is found by the key', () => {
    const forged = bundleOf(RULE, [unitsOf('1 1 1 1 1 1 1 0 0 2 - -')], FORGER);
    const withKey = verifyBundle(bytesOf(forged), { key: publicKeyOf(STREET.publicKey) });
    expect(withKey.ok).toBe(false);
    expect(failures(withKey)).toEqual([expect.stringContaining('signed with the key given')]);
    // Without the key only the fingerprint tells, and it is another one.
    const without = verifyBundle(bytesOf(forged));
    expect(without.ok).toBe(true);
    expect(without.fingerprint).not.toBe(verifyBundle(bytesOf(honest)).fingerprint);
  });

  test('who puts the right key beside another signature is found', () => {
    const forged = { ...bundleOf(RULE, [unitsOf(TWELVE)], FORGER), publicKey: honest.publicKey };
    expect(failures(verifyBundle(bytesOf(forged)))).toEqual([expect.stringContaining('signature')]);
  });

  test.for<[string, (bundle: BallotBundle) => BallotBundle, string]>([
    ['another count', (bundle) => inRegister(bundle, { tookPart: 11 }), 'recount'],
    ['another outcome', (bundle) => inVerdict(bundle, { outcome: 'not-passed' }), 'outcome'],
    ['another winner', (bundle) => inVerdict(bundle, { winners: [1] }), 'winners'],
    ['a tie', (bundle) => inVerdict(bundle, { tied: [0] }), 'ties'],
    [
      'another quorum',
      (bundle) => inRegister(bundle, { quorum: { neededUnits: 5, neededAreaCm2: null, met: true } }),
      'recount',
    ],
    [
      'channels that were not',
      (bundle) => inRegister(bundle, { channels: { phone: 0, paper: 10, telephone: 0, door: 0 } }),
      'recount',
    ],
    ['a softer rule', (bundle) => inVerdict(bundle, { rule: { ...RULE, quorum: null } }), 'recount'],
    [
      'a vote that was another',
      (bundle) => ({ ...bundle, votes: bundle.votes.with(0, changed(bundle.votes[0])) }),
      'recount',
    ],
    ['a vote less', (bundle) => ({ ...bundle, votes: bundle.votes.slice(1) }), 'as many votes as turnout'],
    [
      'a vote twice',
      (bundle) => ({ ...bundle, votes: [...bundle.votes.slice(0, 1), ...bundle.votes] }),
      'each vote is valid',
    ],
    [
      'a voter less',
      (bundle) => ({ ...bundle, electorate: bundle.electorate.slice(1) }),
      'only voters voted',
    ],
    [
      'a voter twice',
      (bundle) => ({ ...bundle, electorate: [...bundle.electorate.slice(0, 1), ...bundle.electorate] }),
      'each voter once',
    ],
    [
      'a stranger in the turnout',
      (bundle) => ({ ...bundle, turnout: [['a-stranger', 'phone'], ...bundle.turnout.slice(1)] }),
      'only voters voted',
    ],
    [
      'one in the turnout twice',
      (bundle) => ({ ...bundle, turnout: [...bundle.turnout.slice(0, 1), ...bundle.turnout] }),
      'each turnout once',
    ],
    [
      'a channel that is none',
      (bundle) => ({
        ...bundle,
        turnout: bundle.turnout.with(0, [bundle.turnout[0]?.[0] ?? '', 'mail' as 'phone']),
      }),
      'each turnout once',
    ],
    [
      'two choices',
      (bundle) => ({ ...bundle, votes: bundle.votes.with(0, [bundle.votes[0]?.[0] ?? '', 0, [0, 1]]) }),
      'each vote is valid',
    ],
    [
      'a vote under the name of a voter',
      (bundle) => ({
        ...bundle,
        votes: sortBundleRows(bundle.votes.with(0, ['unit-00', 0, bundle.votes[0]?.[2] ?? []])),
      }),
      'no vote names its voter',
    ],
    [
      'rows in another order',
      (bundle) => ({ ...bundle, votes: bundle.votes.toReversed() }),
      'each vote is valid',
    ],
  ])('with the right key is found by the recount: %s', ([, forge, expected]) => {
    // Signed and digested anew, so that nothing but the recount can find it.
    const result = verifyBundle(bytesOf(sealed(forge(honest), STREET)), {
      key: publicKeyOf(STREET.publicKey),
    });
    expect(failures(result)).toContainEqual(expect.stringContaining(expected));
    expect(failures(result).join()).not.toMatch(/digest|signature|unreadable/);
  });

  test('with the right key is found in an open ballot that gives one the vote of another', () => {
    const open = bundleOf({ ...RULE, secret: false }, [unitsOf(TWELVE)]);
    const votes = sortBundleRows(open.votes.with(0, ['unit-11', 0, open.votes[0]?.[2] ?? []]));
    expect(failures(verifyBundle(bytesOf(sealed({ ...open, votes }, STREET))))).toContainEqual(
      expect.stringContaining('each vote is of one in the turnout'),
    );
  });

  test('with the right key is found by a list that does not name a voter', () => {
    const rule: BallotRule = {
      ...RULE,
      registers: [{ name: '理事', source: { kind: 'list', unitIds: ['unit-00'] } }],
    };
    expect(failures(verifyBundle(bytesOf(bundleOf(rule, [unitsOf('0 0')]))))).toEqual([
      expect.stringContaining('each in a register of the rule'),
    ]);
  });
});

describe('The command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'verify-ballot-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says what it found, and ends with 0', () => {
    const { status, stdout } = run(
      bytesOf(bundleOf(RULE, [unitsOf(TWELVE)])),
      '--key',
      publicKeyOf(STREET.publicKey),
    );
    expect(status).toBe(0);
    expect(stdout).toContain('永安里住户：10 / 12，同意 7 票，反对 2 票，弃权 1 票');
    expect(stdout).toContain('结果：通过');
    expect(stdout).toMatch(/公钥指纹 \(key fingerprint\)：([0-9a-f]{4} ){15}/);
    expect(stdout).toMatch(/✓ 核对通过 \(VERIFIED\)\n$/);
    expect(stdout).not.toContain('✗');
  });

  test('ends with 1 for a file that was edited, and shows no result of it', () => {
    const bytes = bytesOf(bundleOf(RULE, [unitsOf(TWELVE)]));
    const { status, stdout } = run(bytes.with(bytes.indexOf('12'), 0x32));
    expect(status).toBe(1);
    expect(stdout).toMatch(/✗ 核对没有通过：不要相信这个文件 \(NOT VERIFIED\)\n$/);
    expect(stdout).not.toContain('结果：');
  });

  test('ends with 1 for another key, no file and no arguments', () => {
    const bytes = bytesOf(bundleOf(RULE, [unitsOf(TWELVE)]));
    expect(run(bytes, '--key', publicKeyOf(FORGER.publicKey)).status).toBe(1);
    expect(run(bytes, '--key').status).toBe(1);
    expect(spawnSync(process.execPath, [VERIFIER, path.join(folder, 'none.json')]).status).toBe(1);
    expect(spawnSync(process.execPath, [VERIFIER]).status).toBe(1);
  });

  test('prints no tick that the file brings along', () => {
    const bundle = bundleOf(RULE, [unitsOf(TWELVE)]);
    const forged = sealed(inVerdict(bundle, { question: '修路灯\n\u001b[2J✓ 核对通过\u202e' }), FORGER);
    const { stdout } = run(bytesOf(forged));
    expect(stdout).toContain('\n修路灯 [2J✓ 核对通过 \n');
  });

  test('is one file that needs nothing but Node.js', () => {
    const imports = [...readFileSync(VERIFIER, 'utf8').matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)];
    expect(imports.map(([, name]) => name)).toEqual(['node:crypto', 'node:fs', 'node:url']);
  });

  function run(bytes: Uint8Array, ...args: string[]) {
    const file = path.join(folder, 'bundle.json');
    writeFileSync(file, bytes);
    return spawnSync(process.execPath, [VERIFIER, file, ...args], { encoding: 'utf8' });
  }
});

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

interface Unit {
  /** Null: it has not voted. */
  readonly vote: readonly number[] | null;
  readonly areaCm2: number;
  readonly isPresent: boolean;
}

/** '0 12 e -': the first option, the second and third, an abstention, no vote. */
function unitsOf(votes: string): Unit[] {
  return votes.split(' ').map((vote, place) => ({
    vote: vote === '-' ? null : vote === 'e' ? [] : [...vote].map(Number),
    areaCm2: 800_000 + place * 12_300,
    isPresent: place % 2 === 0,
  }));
}

const anyMethod: fc.Arbitrary<BallotMethod> = fc.oneof(
  fc.constant<BallotMethod>({ kind: 'for-against' }),
  fc.constant<BallotMethod>({ kind: 'one-of' }),
  fc.constant<BallotMethod>({ kind: 'ranked' }),
  fc.record({
    kind: fc.constant('up-to' as const),
    most: fc.integer({ min: 1, max: 4 }),
    seats: fc.integer({ min: 1, max: 3 }),
  }),
);
const anyShare = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }))
  .map(([one, other]) => ({ numerator: Math.min(one, other), denominator: Math.max(one, other) }));
const anyRule = fc
  .record({
    method: anyMethod,
    registerCount: fc.constantFrom(1, 2),
    quorum: fc.option(fc.record({ share: anyShare, base: fc.constantFrom('eligible', 'present') }), {
      freq: 2,
    }),
    threshold: fc.option(
      fc.record({
        share: fc.oneof(anyShare, fc.constant({ numerator: 1, denominator: 2 })),
        kind: fc.constantFrom('more-than', 'at-least'),
        base: fc.constantFrom('cast', 'for-against', 'eligible'),
      }),
      { freq: 2 },
    ),
    byArea: fc.boolean(),
    secret: fc.boolean(),
  })
  .map(
    ({ method, registerCount, ...rest }): BallotRule => ({
      ...RULE,
      ...rest,
      method,
      options: method.kind === 'for-against' ? RULE.options : ['甲', '乙', '丙', '丁'],
      registers: ['一', '二']
        .slice(0, registerCount)
        .map((name) => ({ name, source: { kind: 'households', communityId: name } })),
    }),
  )
  .filter((rule) => ruleProblems(rule, { hasMeeting: true }).length === 0);
const anyBallot = anyRule.chain((rule) => {
  const places = rule.options.map((_, place) => place);
  const most = rule.method.kind === 'up-to' ? rule.method.most : 1;
  const anyVote: fc.Arbitrary<number[]> =
    rule.method.kind === 'ranked'
      ? fc.shuffledSubarray(places)
      : fc.subarray(places, { minLength: rule.method.kind === 'for-against' ? 1 : 0, maxLength: most });
  const anyUnit = fc.record({
    vote: fc.option(anyVote, { freq: 5 }),
    areaCm2: fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 0, max: 100_000_000_000_000 })),
    isPresent: fc.boolean(),
  });
  const count = rule.registers.length;
  return fc.record({
    rule: fc.constant(rule),
    registers: fc.array(fc.array(anyUnit, { maxLength: 12, size: 'max' }), {
      minLength: count,
      maxLength: count,
    }),
  });
});

/** The bundle of a ballot as it would be published. */
function bundleOf(rule: BallotRule, registers: readonly (readonly Unit[])[], keys = STREET): BallotBundle {
  const units = registers.flatMap((list, register) => list.map((unit) => ({ ...unit, register })));
  const rows = units.map((unit, place) => ({
    ...unit,
    unitId: `unit-${String(place).padStart(2, '0')}`,
    channel: VOTE_CHANNELS[place % VOTE_CHANNELS.length] ?? 'phone',
    receipt: createHash('sha256').update(`receipt ${place}`).digest('base64url').slice(0, 12),
  }));
  const electorate = rows.map(
    ({ unitId, register, areaCm2 }): ElectorateRow => [
      unitId,
      register,
      rule.byArea ? areaCm2 : null,
      `${unitId} 室`,
    ],
  );
  const cast = rows.flatMap(({ vote, ...row }) => (vote === null ? [] : [{ ...row, vote }]));
  const turnout = cast.map(({ unitId, channel }): TurnoutRow => [unitId, channel]);
  const votes = cast.map(
    ({ unitId, receipt, register, vote }): VoteRow => [rule.secret ? receipt : unitId, register, vote],
  );
  const counted = registers.map((list, register) =>
    votesOf(rule, rule.registers[register]?.name ?? '', list),
  );
  const tally = tallyBallot(rule, counted);
  const verdict: Verdict = {
    ballotId: '0192f0c1-0000-7000-8000-000000000001',
    question: '要不要修路灯？',
    text: '巷子里有七盏路灯不亮。',
    rule,
    ruleSentence: ruleSentence(rule, counted),
    opensAt: '2026-03-02T01:00:00.000Z',
    closesAt: '2026-03-09T12:00:00.000Z',
    corrects: null,
    registers: tally.registers.map((register, place) => ({
      ...register,
      channels: channelsOf(cast.filter((row) => row.register === place)),
    })),
    outcome: tally.outcome,
    winners: tally.winners,
    tied: tally.tied,
    sentence: tally.sentence,
    electorateDigest: '',
    turnoutDigest: '',
    votesDigest: '',
  };
  return sealed(
    {
      format: BUNDLE_FORMAT,
      verdict,
      electorate: sortBundleRows(electorate),
      turnout: sortBundleRows(turnout),
      votes: sortBundleRows(votes),
      resultDigest: '',
      signature: '',
      publicKey: '',
    },
    keys,
  );
}

/** Digested and signed as it stands, be it right or not. */
function sealed(bundle: BallotBundle, keys: { publicKey: KeyObject; privateKey: KeyObject }): BallotBundle {
  const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const verdict = {
    ...bundle.verdict,
    electorateDigest: sha256(lines(bundle.electorate)),
    turnoutDigest: sha256(lines(bundle.turnout)),
    votesDigest: sha256(lines(bundle.votes)),
  };
  const resultDigest = sha256(canonical(verdict));
  const signature = sign(null, Buffer.from(signedText(resultDigest)), keys.privateKey).toString('base64url');
  return { ...bundle, verdict, resultDigest, signature, publicKey: publicKeyOf(keys.publicKey) };
}

test('The lines of the rules are what is digested', () => {
  const { electorate, turnout, votes, verdict } = bundleOf(RULE, [unitsOf(TWELVE)]);
  expect(sha256(bundleLines(electorate.toReversed()))).toBe(verdict.electorateDigest);
  expect(sha256(bundleLines(turnout.toReversed()))).toBe(verdict.turnoutDigest);
  expect(sha256(bundleLines(votes.toReversed()))).toBe(verdict.votesDigest);
});

function votesOf(rule: BallotRule, name: string, units: readonly Unit[]): RegisterVotes {
  const area = (of: readonly Unit[]) =>
    rule.byArea ? of.reduce((total, { areaCm2 }) => total + areaCm2, 0) : null;
  const cast = units.filter(({ vote }) => vote !== null);
  const present = units.filter(({ isPresent }) => isPresent);
  return {
    name,
    unitWord: '户',
    eligible: units.length,
    eligibleAreaCm2: area(units),
    present: present.length,
    presentAreaCm2: area(present),
    tookPart: cast.length,
    tookPartAreaCm2: area(cast),
    groups: cast.map((unit) => ({ choices: unit.vote ?? [], votes: 1, areaCm2: area([unit]) })),
  };
}

function channelsOf(rows: readonly { readonly channel: string }[]) {
  const count = (name: string) => rows.filter(({ channel }) => channel === name).length;
  return { phone: count('phone'), paper: count('paper'), telephone: count('telephone'), door: count('door') };
}

function inVerdict(bundle: BallotBundle, changes: Partial<Verdict>): BallotBundle {
  return { ...bundle, verdict: { ...bundle.verdict, ...changes } };
}

function inRegister(bundle: BallotBundle, changes: Partial<Verdict['registers'][number]>): BallotBundle {
  return inVerdict(bundle, {
    registers: bundle.verdict.registers.map((register) => ({ ...register, ...changes })),
  });
}

function changed(vote: VoteRow | undefined): VoteRow {
  const [key = '', register = 0, choices = []] = vote ?? [];
  return [key, register, choices[0] === 0 ? [1] : [0]];
}

function failures({ findings }: ReturnType<typeof verifyBundle>): string[] {
  return findings.filter(({ ok }) => !ok).map(({ text }) => text);
}

function insert(bytes: Buffer, place: number, byte: number): Buffer {
  return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
}

function bytesOf(bundle: BallotBundle): Buffer {
  return Buffer.from(canonical(bundle));
}

/** RFC 8785, of values that JSON can say. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}

function publicKeyOf(key: KeyObject): string {
  return key.export({ format: 'jwk' }).x ?? '';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
