import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Whom PostgreSQL runs as when root starts it: it refuses root itself. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/**
 * Undefined for an ordinary user, who runs it himself. For root: the owner of the data that is
 * there, else the machine's `postgres`, else `nobody`.
 */
export async function serverAccount(folder: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const data = await stat(path.join(folder, 'data')).catch(() => undefined);
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  for (const name of ['postgres', 'nobody']) {
    const account = await accountNamed(name);
    if (account) return account;
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.');
}

async function accountNamed(name: string): Promise<ServerAccount | undefined> {
  const ask = async (flag: string) => Number((await promisify(execFile)('id', [flag, name])).stdout);
  try {
    return { uid: await ask('-u'), gid: await ask('-g') };
  } catch {
    return undefined;
  }
}
