/** Bundles the API: our packages go in, those of npm stay in node_modules. */
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: [
    'src/main.ts',
    'src/ledger-check.ts',
    'src/audit-check.ts',
    'src/backup.ts',
    'src/restore.ts',
    'src/account.ts',
  ],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'npm-packages-stay-outside',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@shangju/') ? undefined : { path, external: true },
        );
      },
    },
  ],
});
