/** A process that starts the embedded server of a folder, says so, and stays until it is killed. */
import { startEmbeddedServer } from '../db/embedded-server.ts';

const [folder = ''] = process.argv.slice(2);
await startEmbeddedServer({ folder });
process.stdout.write('started\n');
