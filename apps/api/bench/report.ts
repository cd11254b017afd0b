import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { type Figures, rounded } from './rounds.ts';

export interface Line {
  what: string;
  figures: Figures;
  unit: string;
}

export interface Goal {
  what: string;
  figure: number;
  atLeast?: number;
  below?: number;
}

export interface Report {
  title: string;
  /** Sizes and settings it was run with. */
  run: Record<string, unknown>;
  lines: Line[];
  goals: Goal[];
}

export interface Machine {
  at: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** Processes that wanted a core in the minute before: beyond zero, others were at work. */
  loadBefore: number;
}

/** The machine, as it was before the bench put it to work. */
export const machineBefore = (): Machine => ({
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  system: `${process.platform} ${release()}`,
  node: process.version,
  loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
});

/** Share of a core beyond which a machine counts as busy with something else. */
const BUSY = 0.25;

/** Prints a report for people, then the same as one line of JSON; and writes the JSON where it was asked for. */
export async function printReport(
  report: Report,
  machine: Machine,
  jsonFile: string | undefined,
): Promise<void> {
  const { cpu, cores, memoryGb, node, loadBefore } = machine;
  const lines = [
    '',
    report.title,
    `${cores} × ${cpu}, ${memoryGb} GB, Node ${node}${loadBefore > BUSY ? `; BUSY with other work (load ${loadBefore})` : ''}`,
    Object.entries(report.run)
      .map(([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en') : value}`)
      .join(', '),
    '',
    table([
      ['', 'median', 'lowest', 'highest', ''],
      ...report.lines.map(({ what, figures: { median, lowest, highest }, unit }) => [
        what,
        rounded(median),
        rounded(lowest),
        rounded(highest),
        unit,
      ]),
    ]),
    '',
    ...report.goals.map(
      (goal) =>
        `${isMet(goal) ? 'met    ' : 'NOT MET'} ${goal.what}: ${rounded(goal.figure)} (${goalWords(goal)})`,
    ),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const goals = report.goals.map((goal) => ({ ...goal, met: isMet(goal) }));
  const json = JSON.stringify({ ...report, goals, machine });
  process.stdout.write(`${json}\n`);
  if (jsonFile !== undefined) await writeFile(jsonFile, `${json}\n`);
}

const isMet = ({ figure, atLeast, below }: Goal): boolean =>
  (atLeast === undefined || figure >= atLeast) && (below === undefined || figure < below);

const goalWords = ({ atLeast, below }: Goal): string =>
  atLeast === undefined ? `goal: below ${below}` : `goal: at least ${atLeast}`;

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
