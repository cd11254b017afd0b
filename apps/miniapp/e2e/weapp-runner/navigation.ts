import type { Bundle } from './bundle.ts';
import { applyData, type TreeNode } from './page-tree.ts';

/** What a page's file gave to `Page`. */
export interface PageDefinition {
  data?: Record<string, unknown>;
  onLoad?(query: Record<string, string>): void;
  onShow?(): void;
  onReady?(): void;
  onHide?(): void;
  onUnload?(): void;
  eh?(event: object): void;
  [member: string]: unknown;
}

/** A page on the stack, as `this` of its definition's functions. */
export interface PageInstance extends PageDefinition {
  route: string;
  data: Record<string, unknown>;
  options: Record<string, string>;
  setData(changes: Record<string, unknown>, done?: () => void): void;
}

/** Size of every setData of one page instance, first one first. */
export interface OpenPage {
  instance: PageInstance;
  setDataBytes: number[];
}

interface NavigationOptions {
  url?: string;
  delta?: number;
  success?(result: object): void;
  fail?(failure: { errMsg: string }): void;
  complete?(result: object): void;
}

const STACK_MAX = 10;

/** WeChat's page stack: https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/route.html */
export class Navigation {
  readonly #bundle: Bundle;
  readonly #onChange: () => void;
  readonly #definitions = new Map<string, PageDefinition>();
  readonly #tabs = new Map<string, OpenPage>();
  #loading: string | undefined;
  #stack: OpenPage[] = [];

  constructor(bundle: Bundle, onChange: () => void) {
    this.#bundle = bundle;
    this.#onChange = onChange;
  }

  get stack(): readonly OpenPage[] {
    return this.#stack;
  }

  get top(): OpenPage | undefined {
    return this.#stack.at(-1);
  }

  /** The global `Page`: belongs to the file that is being run. */
  define(definition: PageDefinition): void {
    if (this.#loading === undefined) throw new Error('Page() was called outside the loading of a page');
    this.#definitions.set(this.#loading, definition);
  }

  /** wx.navigateTo and its like, by name. */
  go(
    how: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack',
    options: NavigationOptions,
  ): void {
    // Routes change after the caller's turn, as on a phone.
    setTimeout(() => {
      try {
        this[how](options);
        const result = { errMsg: `${how}:ok` };
        options.success?.(result);
        options.complete?.(result);
      } catch (failure) {
        const told = {
          errMsg: `${how}:fail ${failure instanceof Error ? failure.message : String(failure)}`,
        };
        options.fail?.(told);
        options.complete?.(told);
      }
      this.#onChange();
    });
  }

  private navigateTo({ url = '' }: NavigationOptions): void {
    const { route, query } = this.#parse(url);
    if (this.#bundle.isTab(route)) throw new Error('can not navigateTo a tabbar page');
    if (this.#stack.length >= STACK_MAX) throw new Error('webview count limit exceed');
    const page = this.#create(route, query);
    this.top?.instance.onHide?.();
    this.#stack = [...this.#stack, page];
    this.#start(page, query);
  }

  private redirectTo({ url = '' }: NavigationOptions): void {
    const { route, query } = this.#parse(url);
    if (this.#bundle.isTab(route)) throw new Error('can not redirectTo a tabbar page');
    const page = this.#create(route, query);
    this.#unload(this.#stack.slice(-1));
    this.#stack = [...this.#stack.slice(0, -1), page];
    this.#start(page, query);
  }

  private switchTab({ url = '' }: NavigationOptions): void {
    const { route } = this.#parse(url);
    if (!this.#bundle.isTab(route)) throw new Error('can not switch to no-tabBar page');
    const known = this.#tabs.get(route);
    if (known !== undefined && known === this.top) return;
    const page = known ?? this.#create(route, {});
    const leaving = this.#stack.at(0);
    if (this.#stack.length === 1) leaving?.instance.onHide?.();
    this.#unload(this.#stack.filter((open) => !this.#bundle.isTab(open.instance.route)).reverse());
    this.#tabs.set(route, page);
    this.#stack = [page];
    if (known) known.instance.onShow?.();
    else this.#start(page, {});
  }

  private reLaunch({ url = '' }: NavigationOptions): void {
    const { route, query } = this.#parse(url);
    const page = this.#create(route, query);
    this.#unload([...new Set([...this.#stack].reverse()), ...this.#tabs.values()]);
    this.#tabs.clear();
    if (this.#bundle.isTab(route)) this.#tabs.set(route, page);
    this.#stack = [page];
    this.#start(page, query);
  }

  private navigateBack({ delta = 1 }: NavigationOptions): void {
    if (this.#stack.length === 1) throw new Error('cannot navigate back at first page');
    const kept = this.#stack.slice(0, Math.max(1, this.#stack.length - delta));
    this.#unload(this.#stack.slice(kept.length).reverse());
    this.#stack = kept;
    this.top?.instance.onShow?.();
  }

  #parse(url: string): { route: string; query: Record<string, string> } {
    const [path = '', search = ''] = url.split('?');
    const from = this.top?.instance.route ?? '';
    const route = path.startsWith('/') ? path.slice(1) : new URL(path, `x://x/${from}`).pathname.slice(1);
    if (!this.#bundle.pages.includes(route)) throw new Error(`page "${route}" is not found`);
    // WeChat hands query values over as they stand in the address, still encoded.
    const query = search === '' ? [] : search.split('&').map((pair) => pair.split('=') as [string, string?]);
    return { route, query: Object.fromEntries(query.map(([name, value]) => [name, value ?? ''])) };
  }

  #create(route: string, options: Record<string, string>): OpenPage {
    const definition = this.#load(route);
    const setDataBytes: number[] = [];
    const instance: PageInstance = {
      ...definition,
      route,
      options,
      data: clone(definition.data ?? {}),
      setData: (changes, done) => {
        const sent = JSON.stringify(changes);
        setDataBytes.push(Buffer.byteLength(sent));
        applyData(instance.data, JSON.parse(sent) as Record<string, unknown>);
        this.#onChange();
        setTimeout(() => done?.call(instance));
      },
    };
    return { instance, setDataBytes };
  }

  #load(route: string): PageDefinition {
    this.#loading = route;
    try {
      this.#bundle.run(route);
    } finally {
      this.#loading = undefined;
    }
    const definition = this.#definitions.get(route);
    if (!definition) throw new Error(`${route} did not call Page()`);
    return definition;
  }

  #start({ instance }: OpenPage, query: Record<string, string>): void {
    instance.onLoad?.(query);
    instance.onShow?.();
    setTimeout(() => instance.onReady?.());
  }

  #unload(pages: readonly OpenPage[]): void {
    for (const { instance } of pages) instance.onUnload?.();
  }
}

/** The root of what a page shows. */
export function rootOf(page: OpenPage): TreeNode {
  return (page.instance.data['root'] ?? {}) as TreeNode;
}

function clone<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
