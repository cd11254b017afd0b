/**
 * A process with a PostgreSQL of its own: prints its address, and ends with everything in it when its
 * standard input ends. For tests of other packages, that start the API on it.
 */
import { startThrowAwayServer } from './database-server.ts';

const server = await startThrowAwayServer();
process.stdout.write(`${server.url}\n`);
process.stdin.resume();
process.stdin.on('end', async () => {
  await server.stop();
  process.exit(0);
});
