// node scripts/build.mjs h5|weapp: Taro ends with 0 also where it built nothing, so what must be there is looked for.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const ENTRY = { h5: 'index.html', weapp: 'app.js' };

const platform = process.argv[2];
if (!(platform in ENTRY)) throw new Error('Name what to build: h5 or weapp');

const app = fileURLToPath(new URL('..', import.meta.url));
const output = join(app, 'dist', platform);
rmSync(output, { recursive: true, force: true });

const taro = join(dirname(createRequire(import.meta.url).resolve('@tarojs/cli/package.json')), 'bin/taro');
// --no-check: the check asks a server for the newest rules first.
const { status } = spawnSync(process.execPath, [taro, 'build', '--type', platform, '--no-check'], {
  cwd: app,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
});
if (status !== 0) process.exit(status ?? 1);
if (!existsSync(join(output, ENTRY[platform]))) {
  console.error(`Taro wrote no ${join(output, ENTRY[platform])}`);
  process.exit(1);
}
if (platform === 'h5') compress(output);

/** Beside each file of text, what the API sends in its place to browsers that take it: a fourth of the bytes. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(html|js|css|svg|json)$/.test(name)) continue;
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}
