import { createHash } from 'node:crypto';
import type { Chunk, ChunkGroup, Compilation, Compiler } from 'webpack';

/** How the file's name begins. */
export const AHEAD = 'js/ahead.';

/**
 * The files of a page are named by the app's own code, so a browser asks for them only once it has read that. A few
 * lines beside it know them, too, and ask for the files of the page in the address at once.
 */
export class LoadAhead {
  readonly #firstPage: string;

  constructor({ firstPage }: { firstPage: string }) {
    this.#firstPage = firstPage;
  }

  apply(compiler: Compiler): void {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('LoadAhead', (compilation) => {
      // After the page that names the scripts is written, and before names are given their digests.
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_HASH - 1;
      compilation.hooks.processAssets.tap({ name: 'LoadAhead', stage }, (assets) => {
        const html = assets['index.html'];
        if (!html) return;
        const script = this.#script(compilation);
        const contenthash = createHash('sha256').update(script).digest('hex').slice(0, 8);
        const name = `${AHEAD}${contenthash}.js`;
        compilation.emitAsset(name, new sources.RawSource(script), { contenthash, immutable: true });
        const withScript = String(html.source()).replace(
          '<script',
          `<script async src="/${name}"></script><script`,
        );
        compilation.updateAsset('index.html', new sources.RawSource(withScript));
      });
    });
  }

  #script({ chunkGroups }: Compilation): string {
    const atFirst = new Set(chunkGroups.filter((group) => group.isInitial()).flatMap(({ chunks }) => chunks));
    const files: string[] = [];
    const pages: Record<string, number[]> = {};
    for (const group of chunkGroups) {
      const page = pageOf(group);
      if (page === undefined) continue;
      pages[page] = filesOf(group.chunks.filter((chunk) => !atFirst.has(chunk))).map((file) => {
        if (!files.includes(file)) files.push(file);
        return files.indexOf(file);
      });
    }
    return `(${ask})(${JSON.stringify(files)},${JSON.stringify(pages)},${JSON.stringify(this.#firstPage)})`;
  }
}

const filesOf = (chunks: Chunk[]): string[] => chunks.flatMap(({ files }) => [...files]);

/** As `pages/home/index`; undefined for what is no page. */
function pageOf({ origins }: ChunkGroup): string | undefined {
  for (const { request } of origins) {
    const found = /(?:^|\/)((?:packages\/[a-z-]+\/)?pages\/[a-z-]+\/index)$/.exec(request ?? '');
    if (found) return found[1];
  }
  return undefined;
}

/** Runs in the browser. */
function ask(files: string[], pages: Record<string, number[]>, firstPage: string): void {
  const page = location.hash.replace(/^#?\/?/, '').split('?')[0] || firstPage;
  for (const index of pages[page] ?? []) {
    const file = files[index] as string;
    const link = document.createElement('link');
    link.rel = 'preload';
    link.as = /css$/.test(file) ? 'style' : 'script';
    link.href = `/${file}`;
    document.head.appendChild(link);
  }
}
