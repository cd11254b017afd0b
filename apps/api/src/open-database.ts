import pg from 'pg';
import type { Config } from './config.ts';
import { type EmbeddedServer, embeddedFolder, startEmbeddedServer } from './db/embedded-server.ts';
import { serverAccount } from './db/server-account.ts';
import { archiveSettings, prepareArchive } from './recovery/archive.ts';

/** The database that the settings name: one of one's own, or the embedded server, started where it does not run. */
export interface OpenDatabase {
  url: string;
  /** Undefined where DATABASE_URL names another. */
  embedded: EmbeddedServer | undefined;
  stop(): Promise<void>;
}

/**
 * Whoever starts the embedded server starts it with its archive, if it has one: what was written while it
 * ran without would be a gap that no recovery gets over.
 * @throws Error when a server that runs already was started without the archive
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'backupDir'>,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    return { url: config.databaseUrl, embedded: undefined, stop: async () => {} };
  }
  const { backupDir } = config;
  const folder = embeddedFolder(config.dataDir);
  if (backupDir !== undefined) await prepareArchive(backupDir, await serverAccount(folder));
  const embedded = await startEmbeddedServer({
    folder,
    settings: backupDir === undefined ? {} : archiveSettings(backupDir),
  });
  if (backupDir !== undefined && !(await archives(embedded.url))) {
    await embedded.stop();
    throw new Error(
      'PostgreSQL runs without an archive: whoever started it was not told BACKUP_DIR. Stop that process, and start again.',
    );
  }
  return { url: embedded.url, embedded, stop: () => embedded.stop() };
}

async function archives(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ archive_mode: string }>('show archive_mode');
    return rows[0]?.archive_mode === 'on';
  } finally {
    await client.end();
  }
}
