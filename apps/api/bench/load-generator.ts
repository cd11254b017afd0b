import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, LoadResult } from './load-plan.ts';

export interface LoadGenerator extends AsyncDisposable {
  run(plan: Omit<LoadPlan, 'from'>): Promise<LoadResult>;
}

export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)));
  let from = 0;
  return {
    async run(plan) {
      const exit = new AbortController();
      child.send({ ...plan, from } satisfies LoadPlan);
      const [answer] = (await Promise.race([
        once(child, 'message', { signal: exit.signal }),
        once(child, 'exit', { signal: exit.signal }).then(() => {
          throw new Error('the process that sends requests ended');
        }),
      ]).finally(() => exit.abort())) as [{ result: LoadResult } | { error: string }];
      if ('error' in answer) throw new Error(answer.error);
      from = answer.result.next;
      return answer.result;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
