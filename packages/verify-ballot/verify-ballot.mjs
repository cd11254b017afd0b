#!/usr/bin/env node
/**
 * Checks the published file of a ballot. It needs Node.js 20 or newer and nothing else:
 *
 *     node verify-ballot.mjs bundle.json --key <public key>
 *
 * It counts every vote again with code of its own, below, and takes nothing from the program that held the
 * ballot. It ends with 0 if all is right, and with 1 if anything is not.
 *
 * What it can't know: whether the electorate is the right one (read the list in the file), how many signed in
 * at a meeting (the minutes say it), and whose key it is: compare the fingerprint with the one on the wall.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FORMAT = 'shangju-ballot/1';
const CHANNELS = ['phone', 'paper', 'telephone', 'door'];
const BUNDLE_MEMBERS = 'electorate,format,publicKey,resultDigest,signature,turnout,verdict,votes';

/**
 * @typedef {{ ok: boolean, text: string }} Finding
 * @typedef {{ numerator: number, denominator: number }} Share
 * @typedef {{ share: Share, kind: 'more-than' | 'at-least', base: 'cast' | 'for-against' | 'eligible' }} Threshold
 * @typedef {{
 *   method: { kind: 'for-against' } | { kind: 'one-of' } | { kind: 'ranked' } | { kind: 'up-to', most: number, seats: number },
 *   options: string[],
 *   registers: { name: string, source: { kind: string, unitIds?: string[] } }[],
 *   quorum: { share: Share, base: 'eligible' | 'present' } | null,
 *   threshold: Threshold | null,
 *   byArea: boolean,
 *   secret: boolean,
 * }} Rule
 * @typedef {{ option: number, votes: number, areaCm2: number | null }} Count
 * @typedef {{ name: string, present: number | null, presentAreaCm2: number | null, [field: string]: unknown }} PublishedRegister
 * @typedef {{
 *   rule: Rule, registers: PublishedRegister[], question: string, ruleSentence: string, sentence: string,
 *   outcome: string, winners: number[], tied: number[], opensAt: string, closesAt: string,
 *   electorateDigest: string, turnoutDigest: string, votesDigest: string,
 * }} Verdict
 * @typedef {[unitId: string, register: number, areaCm2: number | null, name: string]} Voter
 * @typedef {[unitId: string, channel: string]} Turnout
 * @typedef {[key: string, register: number, choices: number[]]} Vote
 * @typedef {{
 *   format: string, verdict: Verdict, electorate: Voter[], turnout: Turnout[], votes: Vote[],
 *   resultDigest: string, signature: string, publicKey: string,
 * }} Bundle
 */

/**
 * @param {Uint8Array} bytes the file, as it is
 * @param {{ key?: string | undefined }} [expected] the public key that must have signed it, in base64url
 * @returns {{ ok: boolean, findings: Finding[], bundle: Bundle | null, fingerprint: string | null }}
 */
export function verifyBundle(bytes, { key } = {}) {
  /** @type {Finding[]} */
  const findings = [];
  /** @type {(ok: boolean, text: string) => void} */
  const check = (ok, text) => void findings.push({ ok, text: ok ? text : `不成立：${text}` });
  /** @type {Bundle | null} */
  let bundle = null;
  try {
    bundle = readBundle(bytes);
    check(true, '文件没有多一个字、少一个字 (the file is in its one canonical form)');
    checkDigests(bundle, check);
    checkSignature(bundle, key, check);
    checkTables(bundle, check);
    checkCount(bundle, check);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    findings.push({ ok: false, text: `看不懂这个文件，它坏了或者被改过 (unreadable: ${why})` });
  }
  const ok = findings.every((finding) => finding.ok);
  return { ok, findings, bundle, fingerprint: bundle && ok ? fingerprintOf(bundle.publicKey) : null };
}

// ——— The file ———

/**
 * @param {Uint8Array} bytes
 * @returns {Bundle}
 */
function readBundle(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const bundle = JSON.parse(text);
  // One value has one text only, so a file that was touched anywhere differs from it, or has another value.
  if (canonical(bundle) !== text) throw new Error('not canonical JSON');
  if (Object.keys(bundle).sort().join() !== BUNDLE_MEMBERS)
    throw new Error('other members than a bundle has');
  if (bundle.format !== FORMAT) throw new Error(`format is not ${FORMAT}`);
  return bundle;
}

/**
 * The one text of a value: RFC 8785.
 *
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

// ——— Digests and signature ———

/**
 * @param {Bundle} bundle
 * @param {(ok: boolean, text: string) => void} check
 */
function checkDigests({ verdict, electorate, turnout, votes, resultDigest }, check) {
  /** @param {unknown[]} rows */
  const digest = (rows) => sha256(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  check(digest(electorate) === verdict.electorateDigest, '名册的摘要对得上 (electorate digest)');
  check(digest(turnout) === verdict.turnoutDigest, '投票名单的摘要对得上 (turnout digest)');
  check(digest(votes) === verdict.votesDigest, '选票的摘要对得上 (votes digest)');
  check(sha256(canonical(verdict)) === resultDigest, '结果的摘要对得上 (result digest)');
}

/**
 * @param {Bundle} bundle
 * @param {string | undefined} key
 * @param {(ok: boolean, text: string) => void} check
 */
function checkSignature({ resultDigest, signature, publicKey }, key, check) {
  fromBase64url(publicKey, 32);
  const signed = verify(
    null,
    Buffer.from(`${FORMAT} ${resultDigest}`, 'utf8'),
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }),
    fromBase64url(signature, 64),
  );
  check(signed, '签名是真的 (signature)');
  if (key !== undefined) check(key === publicKey, '是用给出的公钥签的 (signed with the key given)');
}

/**
 * Spare bits at the end of a base64url text could be changed unseen: only the one spelling is taken.
 *
 * @param {string} text
 * @param {number} length
 */
function fromBase64url(text, length) {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== length || bytes.toString('base64url') !== text) throw new Error('not base64url');
  return bytes;
}

/** @param {string} publicKey */
function fingerprintOf(publicKey) {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  return (hex.match(/.{4}/g) ?? []).join(' ');
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

// ——— Who may vote, who has, and the votes ———

/**
 * @param {Bundle} bundle
 * @param {(ok: boolean, text: string) => void} check
 */
function checkTables({ verdict, electorate, turnout, votes }, check) {
  const { rule } = verdict;
  const voters = new Map(electorate.map((voter) => [voter[0], voter]));
  const registerOf = new Map(electorate.map(([unitId, register]) => [unitId, register]));

  check(isSortedOnce(electorate) && electorate.every(isVoter), '名册里每一个只有一次 (each voter once)');
  const lists = rule.registers.map(({ source }) => (source.kind === 'list' ? new Set(source.unitIds) : null));
  check(
    electorate.every(
      ([unitId, register]) => register < lists.length && lists[register]?.has(unitId) !== false,
    ),
    '名册里的都属于规则写明的名册 (each in a register of the rule)',
  );
  check(
    isSortedOnce(turnout) && turnout.every((row) => row.length === 2 && CHANNELS.includes(row[1])),
    '投票名单里每一个只有一次 (each turnout once)',
  );
  check(
    turnout.every(([unitId]) => voters.has(unitId)),
    '投了票的都在名册里 (only voters voted)',
  );
  check(
    isSortedOnce(votes) && votes.every((vote) => vote.length === 3 && isChoice(rule, vote[2])),
    '每一票都投得合规则 (each vote is valid)',
  );
  const isSameNumber = rule.registers.every((_, register) => {
    const took = turnout.filter(([unitId]) => registerOf.get(unitId) === register).length;
    return votes.filter((vote) => vote[1] === register).length === took;
  });
  check(
    isSameNumber && votes.length === turnout.length,
    '票数和投票名单的人数一样 (as many votes as turnout)',
  );
  if (rule.secret) {
    check(
      votes.every(([key]) => !voters.has(key)),
      '不记名：票上没有写是谁的 (no vote names its voter)',
    );
  } else {
    const isOwn = votes.every(([key, register], place) => {
      return key === turnout[place]?.[0] && register === registerOf.get(key);
    });
    check(isOwn, '记名：每一票都是投票名单里那一家的 (each vote is of one in the turnout)');
  }
}

/** @param {Voter} voter */
function isVoter([unitId, register, areaCm2, name, ...more]) {
  return (
    typeof unitId === 'string' &&
    isCount(register) &&
    (areaCm2 === null || isCount(areaCm2)) &&
    typeof name === 'string' &&
    more.length === 0
  );
}

/**
 * Sorted, and nothing twice.
 *
 * @param {readonly { readonly 0: string }[]} rows
 */
function isSortedOnce(rows) {
  return rows.every((row, place) => {
    const before = rows[place - 1];
    return typeof row[0] === 'string' && (before === undefined || before[0] < row[0]);
  });
}

/**
 * @param {Rule} rule
 * @param {number[]} choices
 */
function isChoice({ method, options }, choices) {
  if (!Array.isArray(choices) || !choices.every((choice) => isCount(choice) && choice < options.length))
    return false;
  if (new Set(choices).size !== choices.length) return false;
  if (method.kind === 'for-against') return choices.length === 1;
  if (method.kind === 'one-of') return choices.length <= 1;
  if (method.kind === 'ranked') return true;
  return choices.length <= method.most && choices.join() === [...choices].sort((a, b) => a - b).join();
}

/** @param {unknown} value */
function isCount(value) {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

// ——— The count ———

/**
 * @param {Bundle} bundle
 * @param {(ok: boolean, text: string) => void} check
 */
function checkCount(bundle, check) {
  const { verdict } = bundle;
  const { rule } = verdict;
  check(
    rule.registers.length === verdict.registers.length && rule.registers.length > 0 && isKnownRule(rule),
    '规则看得懂 (the rule is understood)',
  );
  const counted = verdict.registers.map((published, register) => countRegister(bundle, published, register));
  for (const [register, { expected }] of counted.entries()) {
    /** @type {Record<string, unknown>} */
    const published = verdict.registers[register] ?? {};
    // The word for a unit (家商户, 户) is the one thing in it that can't be counted.
    const names = [...new Set([...Object.keys(expected), ...Object.keys(published)])].filter(
      (name) => name !== 'unitWord',
    );
    const wrong = names.filter((name) => {
      return (
        !(name in expected && name in published) || canonical(expected[name]) !== canonical(published[name])
      );
    });
    const which = wrong.length === 0 ? '' : `：${wrong.join(', ')}`;
    const name = plain(rule.registers[register]?.name ?? '');
    check(wrong.length === 0, `“${name}”重新数了一遍，和公布的一样 (recount)${which}`);
  }

  const result = endOf(counted);
  check(result.outcome === verdict.outcome, '是否通过，重新算了一遍，和公布的一样 (outcome)');
  check(
    canonical(result.winners) === canonical(verdict.winners),
    '选出的，重新算了一遍，和公布的一样 (winners)',
  );
  check(canonical(result.tied) === canonical(verdict.tied), '票数相同的，重新算了一遍，和公布的一样 (ties)');
}

/** @param {Rule} rule */
function isKnownRule({ method, registers, quorum, threshold, byArea, secret }) {
  /** @param {Share} share */
  const isShare = ({ numerator, denominator }) =>
    isCount(numerator) && isCount(denominator) && numerator > 0 && numerator <= denominator;
  return (
    ['for-against', 'one-of', 'up-to', 'ranked'].includes(method.kind) &&
    (registers.length === 1 || method.kind === 'for-against') &&
    (method.kind !== 'up-to' || (isCount(method.most) && isCount(method.seats) && method.seats > 0)) &&
    (quorum === null || (isShare(quorum.share) && ['eligible', 'present'].includes(quorum.base))) &&
    (threshold === null ||
      (isShare(threshold.share) &&
        ['more-than', 'at-least'].includes(threshold.kind) &&
        ['cast', 'for-against', 'eligible'].includes(threshold.base))) &&
    typeof byArea === 'boolean' &&
    typeof secret === 'boolean' &&
    !(byArea && secret)
  );
}

/**
 * @param {Bundle} bundle
 * @param {PublishedRegister} published
 * @param {number} register
 */
function countRegister({ verdict, electorate, turnout, votes }, published, register) {
  const { rule } = verdict;
  const voters = electorate.filter((voter) => voter[1] === register);
  const areaOfUnit = new Map(voters.map(([unitId, , areaCm2]) => [unitId, areaCm2]));
  const took = turnout.filter(([unitId]) => areaOfUnit.has(unitId));
  const cast = votes.filter((vote) => vote[1] === register);
  /** @param {string[]} unitIds */
  const area = (unitIds) => {
    if (!rule.byArea) return null;
    let total = 0;
    for (const unitId of unitIds) total += areaOfUnit.get(unitId) ?? Number.NaN;
    if (!isCount(total)) throw new Error('an area is missing');
    return total;
  };
  /** @param {(choices: number[]) => boolean} wanted */
  const countWhere = (wanted) => {
    const found = cast.filter((vote) => wanted(vote[2]));
    return { votes: found.length, areaCm2: area(found.map(([key]) => key)) };
  };

  /** @type {Count[]} */
  const counts = rule.options.map((_, option) => ({
    option,
    ...countWhere((choices) =>
      rule.method.kind === 'ranked' ? choices[0] === option : choices.includes(option),
    ),
  }));
  const none = countWhere((choices) =>
    rule.method.kind === 'for-against' ? choices[0] === 2 : choices.length === 0,
  );
  const present = published.present;
  const presentAreaCm2 = published.presentAreaCm2;
  if (present !== null && !(isCount(present) && present <= voters.length))
    throw new Error('more present than eligible');
  const numbers = {
    eligible: voters.length,
    eligibleAreaCm2: area(voters.map(([unitId]) => unitId)),
    present,
    presentAreaCm2,
    tookPart: took.length,
    tookPartAreaCm2: area(took.map(([unitId]) => unitId)),
  };
  const isMore = (/** @type {number | null} */ part, /** @type {number | null} */ whole) =>
    part !== null && !(isCount(part) && part <= (whole ?? 0));
  if (isMore(present, numbers.eligible) || isMore(presentAreaCm2, numbers.eligibleAreaCm2)) {
    throw new Error('more present than may vote');
  }
  const quorum = quorumOf(rule, numbers);
  const bounds = boundsOf(rule, numbers, counts);
  const elected = elect(
    rule,
    counts,
    bounds,
    cast.map((vote) => vote[2]),
  );
  const threshold = bounds && { ...bounds, met: elected.candidates.some((count) => reaches(bounds, count)) };
  /** @type {Record<string, unknown>} */
  const expected = {
    name: rule.registers[register]?.name,
    ...numbers,
    channels: Object.fromEntries(
      CHANNELS.map((name) => [name, took.filter((row) => row[1] === name).length]),
    ),
    counts,
    abstentions: none.votes,
    abstentionsAreaCm2: none.areaCm2,
    quorum,
    leader: elected.leader,
    threshold,
    rounds: elected.rounds,
    passed: elected.winners.length > 0 && quorum?.met !== false,
  };
  return { expected, isQuorate: quorum?.met !== false, winners: elected.winners, tied: elected.tied };
}

/**
 * The smallest whole number that is such a share of the base. BigInt, so that nothing is ever rounded.
 *
 * @param {Share} share
 * @param {'more-than' | 'at-least'} kind
 * @param {number} base
 */
function needed({ numerator, denominator }, kind, base) {
  const product = BigInt(numerator) * BigInt(base);
  const divisor = BigInt(denominator);
  return Number(kind === 'more-than' ? product / divisor + 1n : (product + divisor - 1n) / divisor);
}

/**
 * @param {Rule} rule
 * @param {{ eligible: number, eligibleAreaCm2: number | null, present: number | null,
 *   presentAreaCm2: number | null, tookPart: number, tookPartAreaCm2: number | null }} numbers
 */
function quorumOf({ quorum, byArea }, numbers) {
  if (quorum === null) return null;
  const ofPresent = quorum.base === 'present';
  const neededUnits = Math.max(
    1,
    needed(quorum.share, 'at-least', known(ofPresent ? numbers.present : numbers.eligible)),
  );
  const neededAreaCm2 = byArea
    ? needed(quorum.share, 'at-least', known(ofPresent ? numbers.presentAreaCm2 : numbers.eligibleAreaCm2))
    : null;
  const met =
    numbers.tookPart >= neededUnits &&
    (neededAreaCm2 === null || known(numbers.tookPartAreaCm2) >= neededAreaCm2);
  return { neededUnits, neededAreaCm2, met };
}

/**
 * @param {Rule} rule
 * @param {{ eligible: number, eligibleAreaCm2: number | null, tookPart: number, tookPartAreaCm2: number | null }} numbers
 * @param {Count[]} counts
 */
function boundsOf({ threshold, byArea }, numbers, counts) {
  if (threshold === null) return null;
  const decided = counts.slice(0, 2);
  const bases = {
    cast: [numbers.tookPart, numbers.tookPartAreaCm2],
    eligible: [numbers.eligible, numbers.eligibleAreaCm2],
    'for-against': [
      decided.reduce((total, { votes }) => total + votes, 0),
      decided.reduce((total, { areaCm2 }) => total + (areaCm2 ?? 0), 0),
    ],
  };
  const [units = null, areaCm2 = null] = bases[threshold.base];
  const baseUnits = known(units);
  const baseAreaCm2 = byArea ? known(areaCm2) : null;
  return {
    baseUnits,
    baseAreaCm2,
    neededVotes: Math.max(1, needed(threshold.share, threshold.kind, baseUnits)),
    neededAreaCm2: baseAreaCm2 === null ? null : needed(threshold.share, threshold.kind, baseAreaCm2),
  };
}

/**
 * @param {{ neededVotes: number, neededAreaCm2: number | null } | null} bounds
 * @param {Count} count
 */
function reaches(bounds, { votes, areaCm2 }) {
  if (votes === 0) return false;
  if (bounds === null) return true;
  return (
    votes >= bounds.neededVotes && (bounds.neededAreaCm2 === null || known(areaCm2) >= bounds.neededAreaCm2)
  );
}

/**
 * Who has won among these counts. `candidates` are those of whom one must reach the threshold.
 *
 * @param {Rule} rule
 * @param {Count[]} counts
 * @param {{ neededVotes: number, neededAreaCm2: number | null } | null} bounds
 * @param {number[][]} cast
 * @returns {{ candidates: Count[], leader: Count | null, rounds: unknown, winners: number[], tied: number[] }}
 */
function elect({ method, byArea }, counts, bounds, cast) {
  const most = Math.max(...counts.map(({ votes }) => votes));
  const top = counts.filter(({ votes }) => votes > 0 && votes === most);
  const leader = (top.length === 1 ? top[0] : null) ?? null;
  const [inFavour, against] = counts;
  if (inFavour === undefined || against === undefined) throw new Error('fewer than two options');

  if (method.kind === 'for-against') {
    // More must be for it than against it, whatever the threshold; by area too where area counts.
    const isMore =
      inFavour.votes > against.votes && (!byArea || known(inFavour.areaCm2) > known(against.areaCm2));
    const winners = isMore && reaches(bounds, inFavour) ? [0] : [];
    return { candidates: [inFavour], leader: inFavour, rounds: null, winners, tied: [] };
  }
  if (method.kind === 'one-of') {
    const ahead = top.some((count) => reaches(bounds, count)) ? top.map(({ option }) => option) : [];
    const winners = ahead.length === 1 ? ahead : [];
    return { candidates: top, leader, rounds: null, winners, tied: ahead.length > 1 ? ahead : [] };
  }
  if (method.kind === 'up-to') {
    // Seats are filled from the top, equal ones together; equal ones that don't all fit stay out.
    const fit = counts.filter((count) => reaches(bounds, count));
    /** @type {number[]} */
    const winners = [];
    for (const votes of [...new Set(fit.map((count) => count.votes))].sort((a, b) => b - a)) {
      const equal = fit.filter((count) => count.votes === votes).map(({ option }) => option);
      if (winners.length === method.seats) break;
      if (winners.length + equal.length > method.seats) {
        return { candidates: counts, leader, rounds: null, winners, tied: equal };
      }
      winners.push(...equal);
    }
    return { candidates: counts, leader, rounds: null, winners, tied: [] };
  }
  return {
    candidates: [],
    leader: null,
    ...runOff(
      counts.map(({ option }) => option),
      cast,
    ),
  };
}

/**
 * Instant run-off: those with the fewest votes go, all of them together, and their votes pass on to the next
 * that they rank, until one has more than half of the votes that still rank anyone.
 *
 * @param {number[]} options
 * @param {number[][]} cast
 */
function runOff(options, cast) {
  const rounds = [];
  let left = options;
  for (;;) {
    const best = cast.map((choices) => choices.find((choice) => left.includes(choice)));
    const counts = left.map((option) => ({
      option,
      votes: best.filter((choice) => choice === option).length,
    }));
    const exhausted = best.filter((choice) => choice === undefined).length;
    const valid = cast.length - exhausted;
    const winners = counts.filter(({ votes }) => votes * 2 > valid).map(({ option }) => option);
    const fewest = Math.min(...counts.map(({ votes }) => votes));
    const last = counts.filter(({ votes }) => votes === fewest).map(({ option }) => option);
    if (winners.length > 0 || last.length === left.length) {
      rounds.push({ counts, exhausted, eliminated: [] });
      return { rounds, winners, tied: winners.length > 0 || valid === 0 ? [] : left };
    }
    rounds.push({ counts, exhausted, eliminated: last });
    left = left.filter((option) => !last.includes(option));
  }
}

/** @param {{ isQuorate: boolean, winners: number[], tied: number[] }[]} registers */
function endOf(registers) {
  const [first] = registers;
  if (first === undefined) throw new Error('no register');
  if (registers.some(({ isQuorate }) => !isQuorate)) return { outcome: 'no-quorum', winners: [], tied: [] };
  if (registers.every(({ winners }) => winners.length > 0)) {
    return { outcome: 'passed', winners: first.winners, tied: first.tied };
  }
  if (first.tied.length > 0) return { outcome: 'tied', winners: [], tied: first.tied };
  return { outcome: 'not-passed', winners: [], tied: [] };
}

/** @param {number | null} value */
function known(value) {
  if (value === null || !isCount(value)) throw new Error('a number is missing');
  return value;
}

// ——— On the command line ———

const OUTCOMES = {
  passed: '通过',
  'not-passed': '没有通过',
  'no-quorum': '参加的太少，无效',
  tied: '票数相同，没有结果',
};

/** @param {string[]} args */
function main(args) {
  const keyAt = args.indexOf('--key');
  const key = keyAt === -1 ? undefined : args[keyAt + 1];
  const files = keyAt === -1 ? args : args.toSpliced(keyAt, 2);
  const [file] = files;
  if (file === undefined || files.length > 1 || (keyAt !== -1 && key === undefined)) {
    say('用法 (usage): node verify-ballot.mjs bundle.json [--key 公钥]');
    return false;
  }
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    say(`打不开文件 (cannot open): ${error instanceof Error ? error.message : error}`);
    return false;
  }
  const { ok, findings, bundle, fingerprint } = verifyBundle(bytes, { key });
  for (const finding of findings) say(`${finding.ok ? '✓' : '✗'} ${finding.text}`);
  if (!ok || bundle === null) {
    say('\n✗ 核对没有通过：不要相信这个文件 (NOT VERIFIED)');
    return false;
  }
  const { verdict } = bundle;
  say(`\n${plain(verdict.question)}\n规则：${plain(verdict.ruleSentence)}`);
  for (const register of verdict.registers) {
    const counts = /** @type {Count[]} */ (register['counts']);
    const each = counts.map(
      ({ option, votes }) => `${plain(verdict.rule.options[option] ?? '')} ${votes} 票`,
    );
    say(`${plain(register.name)}：${register['tookPart']} / ${register['eligible']}，${each.join('，')}`);
    if (register.present !== null) say(`  到会 ${register.present}：请看会议签到 (compare with the minutes)`);
  }
  say(`结果：${OUTCOMES[/** @type {keyof typeof OUTCOMES} */ (verdict.outcome)]}`);
  say(`公布的说明：${plain(verdict.sentence)}`);
  say(`公钥指纹 (key fingerprint)：${fingerprint}`);
  say(
    key === undefined
      ? '请把指纹和墙上公布的比一比：一样，才是他们签的 (compare it with the one on the wall)'
      : '公钥和给出的一样 (the key is the one given)',
  );
  say('\n✓ 核对通过 (VERIFIED)');
  return true;
}

/**
 * A text of the file on one line, so that it can't print ticks of its own.
 *
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

const [, script] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
}
