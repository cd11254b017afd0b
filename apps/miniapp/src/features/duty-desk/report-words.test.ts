import type { RosterReportRow } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import { needsAWord, patrolWords, reportSentence, rowWords, sheetName } from './report-words';

describe('a report in words', () => {
  test('sums all shops in one sentence', () => {
    const rows = [
      row({ due: 3, worked: 2, late: 1, missed: 1, patrols: 4, findings: 1 }),
      row({ due: 2, worked: 2, patrols: 3 }),
    ];
    expect(
      reportSentence({
        rosterId: 'r',
        rosterName: '鱼巷街区管家',
        from: '2026-11-01',
        to: '2026-11-24',
        rows,
      }),
    ).toBe(
      '11 月 1 日到 11 月 24 日，该值 5 班，值完 4 班，晚到 1 班，缺 1 班；巡查 7 次，1 次发现要人处理的事。',
    );
  });

  test('says of one shop what it did, and leaves out what there was none of', () => {
    expect(rowWords(row({ due: 3, worked: 2, swapped: 1 }))).toBe('该值 3 · 值完 2 · 换来 1');
    expect(rowWords(row({}))).toBe('这些天没有轮到');
    expect(patrolWords(row({ patrols: 4, findings: 1 }))).toBe('巡查 4 次，1 次要人处理');
    expect(patrolWords(row({}))).toBe('没有巡查');
  });

  test('knows who needs a word', () => {
    expect(needsAWord(row({ late: 1 }))).toBe(true);
    expect(needsAWord(row({ excused: 1 }))).toBe(false);
  });

  test('names the spreadsheet as the API does', () => {
    expect(sheetName({ rosterName: '鱼巷街区管家', from: '2026-11-01', to: '2026-11-24' })).toBe(
      '鱼巷街区管家 2026-11-01 至 2026-11-24.xlsx',
    );
  });
});

function row(counts: Partial<RosterReportRow>): RosterReportRow {
  return {
    merchantId: 'm',
    merchantName: '江边鲜鱼',
    due: 0,
    worked: 0,
    late: 0,
    missed: 0,
    excused: 0,
    swapped: 0,
    patrols: 0,
    findings: 0,
    ...counts,
  };
}
