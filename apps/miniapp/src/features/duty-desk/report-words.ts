import type { RosterReport, RosterReportRow } from '@shangju/contracts';
import { sayDate } from './roster-words';

type Count = Exclude<keyof RosterReportRow, 'merchantId' | 'merchantName'>;

/** All shops together: 11 月 1 日到 11 月 24 日，该值 48 班，值完 40 班，晚到 5 班，缺 3 班；巡查 81 次，发现 9 处要人处理。 */
export function reportSentence({ from, to, rows }: RosterReport): string {
  const sum = (count: Count) => rows.reduce((total, row) => total + row[count], 0);
  const shifts = [
    `该值 ${sum('due')} 班`,
    `值完 ${sum('worked')} 班`,
    sum('late') > 0 && `晚到 ${sum('late')} 班`,
    sum('missed') > 0 && `缺 ${sum('missed')} 班`,
    sum('excused') > 0 && `请假 ${sum('excused')} 班`,
    sum('swapped') > 0 && `换来 ${sum('swapped')} 班`,
  ].filter(Boolean);
  const findings = sum('findings') > 0 ? `，${sum('findings')} 次发现要人处理的事` : '';
  return `${sayDate(from)}到 ${sayDate(to)}，${shifts.join('，')}；巡查 ${sum('patrols')} 次${findings}。`;
}

/** One shop: 该值 3 · 值完 2 · 晚到 1 · 换来 1. What is missed is said beside it. */
export function rowWords(row: RosterReportRow): string {
  if (row.due === 0) return '这些天没有轮到';
  return [
    `该值 ${row.due}`,
    `值完 ${row.worked}`,
    row.late > 0 && `晚到 ${row.late}`,
    row.excused > 0 && `请假 ${row.excused}`,
    row.swapped > 0 && `换来 ${row.swapped}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** 巡查 4 次，1 次要人处理 */
export function patrolWords({ patrols, findings }: Pick<RosterReportRow, 'patrols' | 'findings'>): string {
  if (patrols === 0) return '没有巡查';
  return findings > 0 ? `巡查 ${patrols} 次，${findings} 次要人处理` : `巡查 ${patrols} 次`;
}

export const needsAWord = ({ missed, late }: Pick<RosterReportRow, 'missed' | 'late'>): boolean =>
  missed > 0 || late > 0;

/** What the spreadsheet is called once it is on the phone. */
export function sheetName({
  rosterName,
  from,
  to,
}: Pick<RosterReport, 'rosterName' | 'from' | 'to'>): string {
  return `${rosterName} ${from} 至 ${to}.xlsx`;
}
