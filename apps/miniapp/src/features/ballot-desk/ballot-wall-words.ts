import type { Ballot, BallotResult } from '@shangju/contracts';
import { OUTCOME_WORDS, secrecyWords } from '@/features/ballots/ballot-words';
import { groupsOf } from '@/features/ballots/receipt-code';
import { channelWords, countRows } from '@/features/ballots/register-counts';
import type { WallPaper } from './wall-paper';

/** The notice that asks everybody to vote. */
export function noticeOf(ballot: Ballot): WallPaper {
  return {
    from: `${ballot.associationName} · 第 ${ballot.number} 号表决`,
    kind: '请您来表决',
    title: ballot.question,
    sentence: `${ballot.ruleSentence}。`,
    text: shortened(ballot.text),
    facts: [
      { label: '开始', words: wallTime(ballot.opensAt) },
      { label: '截止', words: wallTime(ballot.closesAt) },
      {
        label: '谁投',
        words: ballot.registers
          .map(({ name, unitWord, eligible }) => `${name} ${eligible} ${COUNTERS[unitWord] ?? unitWord}`)
          .join('；'),
      },
      { label: '怎么投', words: secrecyWords(ballot.secret) },
      { label: '没有手机', words: '找商会管理员，纸票、电话、上门都可以投' },
    ],
    codeUrl: ballot.codeUrl,
    codeCall: '微信扫一扫，看说明、投票',
    codes: [],
    foot: '商居共治',
  };
}

/** The result with what anybody needs to check it. */
export function resultOf(
  ballot: Ballot,
  { verdict, resultDigest, publicKey, closedAt }: BallotResult,
  key: { publicKey: string; fingerprint: string },
): WallPaper {
  const several = verdict.registers.length > 1;
  return {
    from: `${ballot.associationName} · 第 ${ballot.number} 号表决的结果`,
    kind: OUTCOME_WORDS[verdict.outcome].text,
    title: verdict.question,
    sentence: verdict.sentence,
    text: '',
    facts: [
      ...verdict.registers.flatMap((register) => [
        {
          label: several ? register.name : '票数',
          words: countRows(verdict.rule, register, verdict.winners)
            .map(({ label, words, note }) => `${label} ${words}${note === undefined ? '' : `（${note}）`}`)
            .join('，'),
        },
        {
          label: '参加',
          words: tookPartWords(register),
        },
      ]),
      { label: '规则', words: `${verdict.ruleSentence}。` },
      {
        label: '投票',
        words: `${wallTime(verdict.opensAt)} 到 ${wallTime(endOf(verdict.closesAt, closedAt))}`,
      },
      ...(ballot.objectionsUntil === null
        ? []
        : [{ label: '异议', words: `${wallTime(ballot.objectionsUntil)} 前可以提` }]),
    ],
    codeUrl: ballot.codeUrl,
    codeCall: '扫一扫，核对自己的票，自己重新数',
    codes: [
      ...fingerprint('结果指纹', resultDigest),
      ...fingerprint('名册指纹', verdict.electorateDigest),
      ...fingerprint('票的指纹', verdict.votesDigest),
      // A result that was signed by an earlier key hung with the fingerprint of that key.
      ...(key.publicKey === publicKey
        ? [{ label: '签名钥匙的指纹', code: groupsOf(hexOf(key.fingerprint)).join(' ') }]
        : []),
    ],
    foot: '商居共治',
  };
}

/** Of very many votes it comes a minute after the result. */
const fingerprint = (label: string, digest: string | null) =>
  digest === null ? [] : [{ label, code: groupsOf(digest).join(' ') }];

function tookPartWords({
  eligible,
  tookPart,
  unitWord,
  channels,
}: BallotResult['verdict']['registers'][number]): string {
  const counter = COUNTERS[unitWord] ?? unitWord;
  return `${eligible} ${counter}里 ${tookPart} ${counter}参加（${channelWords(channels) || '没有票'}）`;
}

/** It ends before its time where all have voted; what counts the votes after it comes a moment later. */
const endOf = (closesAt: string, closedAt: string): string =>
  Date.parse(closedAt) < Date.parse(closesAt) ? closedAt : closesAt;

/** What stands on a wall beside everything else; the whole of it is behind the code. */
const TEXT_MAX = 160;

function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= TEXT_MAX ? flat : `${flat.slice(0, TEXT_MAX)}……（扫码看全文）`;
}

/** After the register's name it is clear whom one counts: 永安里商户 48 家. */
const COUNTERS: Readonly<Record<string, string>> = { 家商户: '家', 户: '户', 个表决单位: '家' };

const hexOf = (fingerprint: string) => fingerprint.replace(/[^0-9a-f]/gi, '');

const STREET_OFFSET_MS = 8 * 3_600_000;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** On paper no day is today: 2026 年 3 月 5 日（周四）14:00 */
export function wallTime(instant: string): string {
  const local = new Date(Date.parse(instant) + STREET_OFFSET_MS);
  const day = `${local.getUTCFullYear()} 年 ${local.getUTCMonth() + 1} 月 ${local.getUTCDate()} 日`;
  return `${day}（周${WEEKDAYS[local.getUTCDay()]}）${local.toISOString().slice(11, 16)}`;
}
