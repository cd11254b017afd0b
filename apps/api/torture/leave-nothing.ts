import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** What is to be ended or removed when the torture itself can't do it any more. */
export type Told =
  | { what: 'process'; value: number; ended: boolean }
  | { what: 'database'; value: string; ended: boolean }
  | { what: 'folder'; value: string; ended: boolean };

let lastOne: ChildProcess | undefined;

/** Has somebody else see to it, should this process be killed; said before the thing is there, or as soon as it is. */
export function leaveNothing(of: Told): void {
  lastOne ??= startLastOne();
  if (lastOne.connected) lastOne.send(of);
}

function startLastOne(): ChildProcess {
  const child = fork(path.join(import.meta.dirname, 'last-one.ts'), {
    // In a group and a session of its own: it must outlive this one.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}
