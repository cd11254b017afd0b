import { fileURLToPath } from 'node:url';
import { SETTINGS } from '../src/config.ts';

export const SETTINGS_PAGE = fileURLToPath(new URL('../../../docs/settings.md', import.meta.url));

/** docs/settings.md, made from the one description of the settings. */
export function settingsPage(): string {
  const rows = Object.entries(SETTINGS).map(
    ([name, { meaning, otherwise, example }]) =>
      `| \`${name}\` | ${meaning} | ${otherwise} | \`${example}\` |`,
  );
  return [
    '# Settings',
    '',
    'Made from `apps/api/src/config.ts` by `pnpm settings:docs`; not edited by hand.',
    '',
    'Each is an environment variable, read once when the API starts. A wrong one stops the start with a',
    'sentence that names it. One that is empty counts as not set.',
    '',
    '| name | meaning | when not set | example |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
