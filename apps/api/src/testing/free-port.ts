import { randomInt } from 'node:crypto';
import getPort, { portNumbers } from 'get-port';

/**
 * One that nobody listens on at the moment, below those that systems give to whoever connects: what is killed and
 * started again finds its own still free.
 */
export const freePort = (): Promise<number> =>
  getPort({ host: '127.0.0.1', port: portNumbers(randomInt(20_000, 30_000), 32_000) });
