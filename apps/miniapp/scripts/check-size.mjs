// Prints how much a phone has to load, and fails where it is too much.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** WeChat allows 2 MB; the rest is room for a bad day. */
const WEAPP_MAIN_MAX_BYTES = 1.5 * 1024 * 1024;
const H5_FIRST_LOAD_MAX_BYTES = 350 * 1024;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const results = [weappMainPackage(join(dist, 'weapp')), h5FirstLoad(join(dist, 'h5'))];
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

/** What a browser loads before the first page stands, each file compressed as the server sends it. */
function h5FirstLoad(folder) {
  const files = JSON.parse(readFileSync(built(`${folder}-first-load.json`), 'utf8'));
  if (!files.some((file) => file.endsWith('.js')))
    throw new Error('The report of the first load names no code');
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  return { what: 'H5 first load, compressed', bytes, maxBytes: H5_FIRST_LOAD_MAX_BYTES };
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
