import { writeFileSync } from 'node:fs';
import type { Compiler } from 'webpack';
import { AHEAD } from './load-ahead.ts';

/**
 * Writes which files a browser loads before the first page stands: those of the entry and of that page, and what
 * asks for them ahead. check-size reads it, because chunks have numbers for names.
 */
export class FirstLoadReport {
  readonly #firstPage: string;
  readonly #file: string;

  constructor({ firstPage, file }: { firstPage: string; file: string }) {
    this.#firstPage = firstPage;
    this.#file = file;
  }

  apply(compiler: Compiler): void {
    compiler.hooks.afterEmit.tap('FirstLoadReport', ({ assets, chunkGroups }) => {
      const groups = chunkGroups.filter(
        (group) =>
          group.isInitial() || group.origins.some(({ request }) => request?.includes(this.#firstPage)),
      );
      const ahead = Object.keys(assets).filter((name) => name.startsWith(AHEAD));
      const files = new Set(['index.html', ...ahead, ...groups.flatMap((group) => group.getFiles())]);
      writeFileSync(this.#file, JSON.stringify([...files]));
    });
  }
}
