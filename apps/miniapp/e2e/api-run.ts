import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import getPort, { portNumbers } from 'get-port';

export const apiFolder = fileURLToPath(new URL('../../api/', import.meta.url));

const READY_LIMIT_MS = 60_000;

/** The built API as a process. */
export class ApiRun {
  /** @returns once it is ready to serve */
  static async start(settings: Record<string, string>): Promise<ApiRun> {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: apiFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        METRICS_PORT: '0',
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_LEVEL: 'warn',
        ...settings,
      },
    });
    const run = new ApiRun(`http://127.0.0.1:${port}`, child);
    try {
      await run.#ready();
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return run;
  }

  private constructor(
    readonly origin: string,
    readonly child: ChildProcess,
  ) {}

  stop(): Promise<void> {
    return ended(this.child, () => this.child.kill('SIGTERM'));
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (
      !(await fetch(`${this.origin}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > deadline || this.child.exitCode !== null) throw new Error('the API did not get ready');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Tells a process to end, and waits until it has. */
export async function ended(child: ChildProcess, tell: () => void): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  tell();
  await exit;
}

/** One that nobody listens on, below those that systems give to whoever connects. */
export const freePort = (): Promise<number> =>
  getPort({ host: '127.0.0.1', port: portNumbers(randomInt(20_000, 30_000), 32_000) });
