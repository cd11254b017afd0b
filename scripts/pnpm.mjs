import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { whenChanged } from './fingerprint.mjs';
import { repository, run } from './run.mjs';

/** Runs the pnpm that package.json pins; npx brings it, so that nothing need be installed before. */
function pnpm(args, options) {
  return run('npx', ['--yes', pinned, ...args], options);
}

/** Installs what the lockfile says when it or a manifest has changed; `report` hears how it went. */
export function install(report) {
  return whenChanged(
    { name: 'install', sources: manifests(), result: 'node_modules/.modules.yaml' },
    async () =>
      report(() =>
        pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false']),
      ),
  );
}

const { packageManager: pinned } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'));

function manifests() {
  const workspaces = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(path.join(repository, parent)).map((name) => `${parent}/${name}/package.json`),
  );
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'patches', ...workspaces];
}
