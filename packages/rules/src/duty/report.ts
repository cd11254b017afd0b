import type { DutyShift } from './duty-shift.ts';

export interface ReportShift extends Pick<DutyShift, 'shiftId' | 'merchantId' | 'status' | 'lateMinutes'> {
  /** It came to its shop by a swap. */
  readonly swapped: boolean;
}

export interface ReportPatrol {
  readonly shiftId: string;
  readonly needsSomeone: boolean;
}

export interface ReportState {
  /** merchantIds in the order of the roster. */
  readonly members: readonly string[];
  /** Of the days reported. */
  readonly shifts: readonly ReportShift[];
  /** Of these shifts. */
  readonly patrols: readonly ReportPatrol[];
}

export interface ReportRow {
  readonly merchantId: string;
  /** All its shifts: worked, missed, excused, on duty and still to come. */
  readonly due: number;
  readonly worked: number;
  /** Begun a minute or more after the start; on duty or worked. */
  readonly late: number;
  /** Not excused. */
  readonly missed: number;
  readonly excused: number;
  /** Came to it by a swap. */
  readonly swapped: number;
  readonly patrols: number;
  /** Patrols that need someone. */
  readonly findings: number;
}

/**
 * One row for each member, also without a shift, in the order of the roster; then one for each shop that has
 * left it and had a shift, in the order of these shifts. A shift counts for the shop whose it is now, its
 * patrols with it.
 */
export function dutyReport({ members, shifts, patrols }: ReportState): ReportRow[] {
  const patrolsOf = new Map<string, ReportPatrol[]>();
  for (const patrol of patrols) {
    patrolsOf.set(patrol.shiftId, [...(patrolsOf.get(patrol.shiftId) ?? []), patrol]);
  }
  const rows = new Map<string, ReportRow>(members.map((merchantId) => [merchantId, emptyRow(merchantId)]));
  for (const shift of shifts) {
    const row = rows.get(shift.merchantId) ?? emptyRow(shift.merchantId);
    rows.set(shift.merchantId, withShift(row, shift, patrolsOf.get(shift.shiftId) ?? []));
  }
  return Array.from(rows.values());
}

function emptyRow(merchantId: string): ReportRow {
  return {
    merchantId,
    due: 0,
    worked: 0,
    late: 0,
    missed: 0,
    excused: 0,
    swapped: 0,
    patrols: 0,
    findings: 0,
  };
}

function withShift(row: ReportRow, shift: ReportShift, patrols: readonly ReportPatrol[]): ReportRow {
  return {
    merchantId: row.merchantId,
    due: row.due + 1,
    worked: row.worked + count(shift.status === 'worked'),
    late: row.late + count((shift.lateMinutes ?? 0) > 0),
    missed: row.missed + count(shift.status === 'missed'),
    excused: row.excused + count(shift.status === 'excused'),
    swapped: row.swapped + count(shift.swapped),
    patrols: row.patrols + patrols.length,
    findings: row.findings + patrols.filter(({ needsSomeone }) => needsSomeone).length,
  };
}

function count(holds: boolean): number {
  return holds ? 1 : 0;
}
