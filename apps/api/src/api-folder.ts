import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder apps/api. This file lies one level below it in src, and in dist once it is bundled. */
export const apiFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
