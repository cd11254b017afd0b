// Prints how much a phone has to load, and fails where it is too much.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** WeChat allows 2 MB; the rest is room for a bad day. */
const WEAPP_MAIN_MAX_BYTES = 1.5 * 1024 * 1024;
const H5_MAX_BYTES = 350 * 1024;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const results = [weappMainPackage(join(dist, 'weapp')), h5(join(dist, 'h5'))];
for (const { what, bytes, maxBytes } of results) {
  console.log(`${what}: ${kilobytes(bytes)} of at most ${kilobytes(maxBytes)}`);
}
if (results.some(({ bytes, maxBytes }) => bytes > maxBytes)) process.exitCode = 1;

/** Everything but the folders of subpackages, uncompressed, as WeChat counts it. */
function weappMainPackage(folder) {
  const { subPackages = [] } = JSON.parse(readFileSync(built(join(folder, 'app.json')), 'utf8'));
  const outside = subPackages.map(({ root }) => join(folder, root) + sep);
  const bytes = filesIn(folder)
    .filter((file) => !outside.some((root) => file.startsWith(root)))
    .reduce((sum, file) => sum + statSync(file).size, 0);
  return { what: 'weapp main package', bytes, maxBytes: WEAPP_MAIN_MAX_BYTES };
}

/** Every page's code and styles together, each file compressed: no first load can be more. */
function h5(folder) {
  built(join(folder, 'index.html'));
  const bytes = filesIn(folder)
    .filter((file) => /\.(?:html|js|css)$/.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  return { what: 'H5, all pages, compressed', bytes, maxBytes: H5_MAX_BYTES };
}

function built(file) {
  if (!existsSync(file)) throw new Error(`${file} is not there: build both first`);
  return file;
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
