/**
 * `tsx bench/profile-summary.ts <file.cpuprofile>`: where a profiled process (`--profile <folder>`) spent its
 * time, as shares of what it worked: by package, and by function.
 */
import { readFile } from 'node:fs/promises';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

const PACKAGES_SHOWN = 20;
const FUNCTIONS_SHOWN = 25;

const file = process.argv[2];
if (file === undefined) throw new Error('which .cpuprofile?');
const { nodes, samples, timeDeltas }: Profile = JSON.parse(await readFile(file, 'utf8'));
const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
const byPackage = new Map<string, number>();
const byFunction = new Map<string, number>();
let workedUs = 0;
samples.forEach((id, index) => {
  const frame = frames.get(id);
  const tookUs = timeDeltas[index] ?? 0;
  if (!frame || frame.functionName === '(idle)' || frame.functionName === '(root)') return;
  workedUs += tookUs;
  const owner = packageOf(frame);
  add(byPackage, owner, tookUs);
  add(byFunction, `${frame.functionName || '(anonymous)'} · ${owner}`, tookUs);
});
print(byPackage, PACKAGES_SHOWN);
process.stdout.write('\n');
print(byFunction, FUNCTIONS_SHOWN);

function packageOf({ url, functionName }: { url: string; functionName: string }): string {
  const inside = url.split('/node_modules/').at(-1) ?? '';
  if (url.includes('/node_modules/')) return /^(@[^/]+\/)?[^/]+/.exec(inside)?.[0] ?? inside;
  if (url.startsWith('node:')) return url;
  if (url !== '') return 'ours';
  return functionName === '(garbage collector)' ? 'garbage collector' : 'V8 and system calls';
}

function add(times: Map<string, number>, name: string, tookUs: number): void {
  times.set(name, (times.get(name) ?? 0) + tookUs);
}

function print(times: Map<string, number>, most: number): void {
  for (const [name, tookUs] of [...times].sort(([, one], [, other]) => other - one).slice(0, most)) {
    process.stdout.write(`${((tookUs / workedUs) * 100).toFixed(1).padStart(5)} %  ${name}\n`);
  }
}
