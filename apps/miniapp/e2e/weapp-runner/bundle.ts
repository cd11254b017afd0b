import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Context, Script } from 'node:vm';

export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string }[] };
}

/** The files of a built mini-program, each run once, when it is first asked for, as WeChat does. */
export class Bundle {
  readonly config: AppConfig;
  readonly #folder: string;
  readonly #context: Context;
  readonly #modules = new Map<string, { exports: unknown }>();

  constructor(folder: string, context: Context) {
    this.#folder = folder;
    this.#context = context;
    this.config = JSON.parse(readFileSync(`${folder}/app.json`, 'utf8')) as AppConfig;
  }

  get pages(): string[] {
    const inSubpackages = (this.config.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => posix.join(root, page)),
    );
    return [...this.config.pages, ...inSubpackages];
  }

  isTab(route: string): boolean {
    return (this.config.tabBar?.list ?? []).some(({ pagePath }) => pagePath === route);
  }

  /** What stands in the navigation bar until the page says otherwise. */
  titleOf(route: string): string {
    const { navigationBarTitleText = '' } = JSON.parse(
      readFileSync(`${this.#folder}/${route}.json`, 'utf8'),
    ) as { navigationBarTitleText?: string };
    return navigationBarTitleText;
  }

  /** Which files have run, to see that a subpackage stays on the server until it is needed. */
  get loaded(): string[] {
    return [...this.#modules.keys()];
  }

  /** Runs a file (path without `.js` allowed, from the bundle's root), unless it has run. */
  run(path: string): unknown {
    const file = path.endsWith('.js') ? path : `${path}.js`;
    const known = this.#modules.get(file);
    if (known) return known.exports;
    if (!existsSync(`${this.#folder}/${file}`)) throw new Error(`module '${file}' is not defined`);
    const module = { exports: {} as unknown };
    this.#modules.set(file, module);
    const source = readFileSync(`${this.#folder}/${file}`, 'utf8');
    // The parameters that WeChat's `define` hands in; browser globals are undefined there.
    const wrapped = new Script(
      `(function (require, module, exports, window, document, frames, self, location, navigator, localStorage, history) {${source}\n})`,
      { filename: `${this.#folder}/${file}` },
    ).runInContext(this.#context) as (
      require: (path: string) => unknown,
      module: object,
      exports: unknown,
    ) => void;
    wrapped((wanted) => this.run(this.#resolve(file, wanted)), module, module.exports);
    return module.exports;
  }

  /** A package sees its own files and the main package's, nothing of another subpackage. */
  #resolve(from: string, wanted: string): string {
    const path = posix.normalize(
      wanted.startsWith('/') ? wanted.slice(1) : posix.join(posix.dirname(from), wanted),
    );
    const home = this.#packageOf(path);
    if (home !== undefined && home !== this.#packageOf(from)) {
      throw new Error(`${from} requires ${path}, which lies in the subpackage ${home}`);
    }
    return path;
  }

  #packageOf(path: string): string | undefined {
    return this.config.subPackages?.find(({ root }) => path.startsWith(`${root.replace(/\/$/, '')}/`))?.root;
  }
}
