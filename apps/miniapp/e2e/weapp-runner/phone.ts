import { type Context, createContext, Script } from 'node:vm';
import { Bundle } from './bundle.ts';
import { Navigation, type OpenPage, type PageDefinition, rootOf } from './navigation.ts';
import { attribute, type Found, findByName, type TreeNode, textsOf, walk } from './page-tree.ts';
import { readTemplates, type Template } from './templates.ts';
import { createWx, type PictureChooser, type Shown, type Surroundings, type TakenPicture } from './wx.ts';
import { PhoneFiles, type SavedFile } from './wx-files.ts';

export interface PhoneOptions {
  /** Folder of the built mini-program: apps/miniapp/dist/weapp. */
  bundle: string;
  /** Where the API answers, as http://127.0.0.1:8080. */
  apiOrigin: string;
  /** How the mini-program was opened; the scene of a scanned plain link is 1011. */
  launch?: { path?: string; query?: Record<string, string>; scene?: number };
  /** How far the phone's clock is ahead of this machine's. */
  clockAheadMs?: number;
}

/** What a phone has stored, as it was at some moment. */
export interface Stored {
  storage: ReadonlyMap<string, unknown>;
  files: ReadonlyMap<string, SavedFile>;
}

interface AppDefinition {
  onLaunch?(options: object): void;
  onShow?(options: object): void;
  onHide?(): void;
}

const WAIT_MS = 5_000;

/**
 * A phone that runs the built mini-program: its real files in a context of their own, with a stand-in for `wx`.
 * What a person sees is read from the data that pages set, what they do goes through the pages' event handler, and
 * both follow the built templates, so that an attribute or event that WeChat would drop is missing here too.
 *
 *     const phone = await Phone.start({ bundle, apiOrigin });
 *     await phone.tap('扫一扫');
 *     await phone.answerScan(code);
 *     await phone.waitForText('+8');
 */
export class Phone {
  static async start(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(options);
    await phone.#launch();
    return phone;
  }

  /** Errors that the mini-program logged or threw; a test should find none that it does not expect. */
  readonly errors: string[] = [];
  readonly #options: PhoneOptions;
  readonly #templates: ReadonlyMap<string, Template>;
  /** Outlives a restart, as on a phone. */
  readonly #storage = new Map<string, unknown>();
  readonly #savedFiles = new Map<string, SavedFile>();
  readonly #waiting = new Set<() => void>();
  #clockAheadMs: number;
  #run: Run;

  private constructor(options: PhoneOptions) {
    this.#options = options;
    this.#clockAheadMs = options.clockAheadMs ?? 0;
    this.#templates = readTemplates(`${options.bundle}/base.wxml`);
    this.#run = this.#newRun();
  }

  /** No network: requests under way break, new ones fail at once. */
  get offline(): boolean {
    return this.#run.around.network.offline;
  }

  set offline(offline: boolean) {
    const { network, networkListeners } = this.#run.around;
    network.offline = offline;
    if (offline) for (const request of network.underWay) request.abort('net::ERR_NETWORK_CHANGED');
    const status = { isConnected: !offline, networkType: offline ? 'none' : 'wifi' };
    for (const listener of networkListeners) listener(status);
  }

  /** Requests reach the API, answers get lost on the way back. */
  set loseAnswers(lose: boolean) {
    this.#run.around.network.loseAnswers = lose;
  }

  /** Where the phone says it is; undefined refuses. */
  set location(location: { latitude: number; longitude: number } | undefined) {
    this.#run.around.location = location;
  }

  /** Time passes on the phone's clock; its timers know nothing of it. */
  letTimePass(ms: number): void {
    this.#clockAheadMs += ms;
  }

  /** Route of the page in front, as `pages/home/index`. */
  get route(): string {
    return this.#top.instance.route;
  }

  get routes(): string[] {
    return this.#run.navigation.stack.map(({ instance }) => instance.route);
  }

  /** What stands in the navigation bar. */
  get title(): string {
    return this.#run.around.titles.get(this.route) ?? this.#run.bundle.titleOf(this.route);
  }

  /** Toasts, modals and loading signs so far, oldest first. */
  get shown(): readonly Shown[] {
    return this.#run.around.shown;
  }

  /** Files of sounds so far. */
  get sounds(): readonly string[] {
    return this.#run.around.sounds;
  }

  get storage(): ReadonlyMap<string, unknown> {
    return this.#storage;
  }

  /** Files that the mini-program has saved and not dropped, by path. */
  get savedFiles(): ReadonlyMap<string, SavedFile> {
    return this.#savedFiles;
  }

  /** Files of the mini-program that have run. */
  get loadedFiles(): readonly string[] {
    return this.#run.bundle.loaded;
  }

  /** Opens a page, as a link within WeChat would: a tab by switchTab, any other by navigateTo. */
  async open(path: string): Promise<void> {
    const how = this.#run.bundle.isTab(path.split('?')[0] ?? '') ? 'switchTab' : 'navigateTo';
    await new Promise<void>((resolve, reject) => {
      this.#run.navigation.go(how, {
        url: `/${path}`,
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    });
  }

  /** The system's back gesture. */
  async back(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#run.navigation.go('navigateBack', {
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    });
  }

  /** The words on the page in front, top down. */
  texts(): string[] {
    return textsOf(rootOf(this.#top));
  }

  has(text: string): boolean {
    return findByName(rootOf(this.#top), text, this.#templates) !== undefined;
  }

  /** Waits until the page in front shows the words, in one element or as its label. */
  async waitForText(text: string, timeoutMs = WAIT_MS): Promise<void> {
    await this.waitUntil(() => this.has(text), `“${text}” to appear`, timeoutMs);
  }

  async waitForNoText(text: string, timeoutMs = WAIT_MS): Promise<void> {
    await this.waitUntil(() => !this.has(text), `“${text}” to go`, timeoutMs);
  }

  async waitForRoute(route: string, timeoutMs = WAIT_MS): Promise<void> {
    await this.waitUntil(() => this.route === route, `the page ${route}`, timeoutMs);
  }

  /** Waits for a condition, looked at anew whenever the phone changed. */
  async waitUntil(condition: () => boolean, what: string, timeoutMs = WAIT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(
          `Waited ${timeoutMs} ms in vain for ${what}. On ${this.route} stands: ${this.texts().join(' | ')}` +
            (this.errors.length > 0 ? `\nErrors: ${this.errors.join('\n')}` : ''),
        );
      }
      await this.#nextChange();
    }
  }

  /** Taps what is called so (aria-label or words), once it is there. The tap bubbles as in WeChat. */
  async tap(name: string): Promise<void> {
    const found = await this.#find(name, (node) => this.#wayOut(node).some((at) => this.#listens(at, 'tap')));
    this.#dispatch('tap', this.#wayOut(found), { x: 0, y: 0 });
  }

  /** Types into the input with that label, in place of what it held. */
  async type(label: string, text: string): Promise<void> {
    const found = await this.#find(label, ({ node }) => this.#listens(node, 'input'));
    this.#dispatch('input', [found.node], { value: text, cursor: text.length, keyCode: 0 });
  }

  /** The keyboard's done key in the input with that label. */
  async confirm(label: string): Promise<void> {
    const found = await this.#find(label, ({ node }) => this.#listens(node, 'confirm'));
    this.#dispatch('confirm', [found.node], { value: attribute(found.node, 'value', this.#templates) ?? '' });
  }

  /** An attribute of the element that is called so, as WeChat would get it: `aria-role`, `src`, `class` … */
  attribute(name: string, attributeName: string): string | undefined {
    const found = findByName(rootOf(this.#top), name, this.#templates);
    return found && attribute(found.node, attributeName, this.#templates);
  }

  /** Hands a code to the scanner, once the mini-program has opened it. */
  async answerScan(code: string): Promise<void> {
    (await this.#nextScan())({ result: code });
  }

  async cancelScan(): Promise<void> {
    (await this.#nextScan())(undefined);
  }

  /** Takes pictures, once the mini-program has opened the camera or the album. */
  async takePictures(...pictures: TakenPicture[]): Promise<void> {
    const chooser = await this.#nextChooser();
    if (pictures.length > chooser.countMax) throw new Error(`No more than ${chooser.countMax} can be chosen`);
    chooser.answer(pictures);
  }

  async cancelPictures(): Promise<void> {
    (await this.#nextChooser()).answer(undefined);
  }

  /** Answers wx.showModal, once it is there. */
  async answerModal(confirmed: boolean): Promise<void> {
    const { modals } = this.#run.around;
    await this.waitUntil(() => modals.length > 0, 'a modal');
    modals.shift()?.(confirmed);
  }

  /** How much the first setData of the page in front carried; `route` names another page on the stack. */
  firstSetDataBytes(route = this.route): number {
    const page = this.#run.navigation.stack.find(({ instance }) => instance.route === route);
    const [first] = page?.setDataBytes ?? [];
    if (first === undefined) throw new Error(`${route} has set no data`);
    return first;
  }

  /** Another app comes to the front, and this one back. */
  async leaveAndReturn(meanwhile: () => Promise<void> | void = () => undefined): Promise<void> {
    const { app, around } = this.#run;
    this.#top.instance.onHide?.();
    app?.onHide?.();
    for (const listener of around.appListeners.hide) listener({});
    await meanwhile();
    app?.onShow?.(around.launchOptions);
    for (const listener of around.appListeners.show) listener(around.launchOptions);
    this.#top.instance.onShow?.();
  }

  /** What is stored now, to be given to `restart` later. */
  get stored(): Stored {
    return { storage: new Map(this.#storage), files: new Map(this.#savedFiles) };
  }

  /**
   * Ends the app and starts it again; what it stored is still there, network and place are as they were.
   * @param stored an earlier state: as if the phone had lost its power before it noted what came after
   */
  async restart(stored: Stored = this.stored): Promise<void> {
    const { network, location } = this.#run.around;
    const { offline, loseAnswers } = network;
    this.#endRun();
    refill(this.#storage, stored.storage);
    refill(this.#savedFiles, stored.files);
    this.#run = this.#newRun();
    this.#run.around.location = location;
    Object.assign(this.#run.around.network, { offline, loseAnswers });
    await this.#launch();
  }

  stop(): void {
    this.#endRun();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  get #top(): OpenPage {
    const { top } = this.#run.navigation;
    if (!top) throw new Error('No page is open');
    return top;
  }

  #newRun(): Run {
    const { launch = {}, bundle: folder, apiOrigin } = this.#options;
    const timers = new Timers((failure) => this.#report(failure));
    const globals: Record<string, unknown> = {
      console: { ...console, error: (...parts: unknown[]) => this.#report(...parts) },
      ...timers.globals(),
    };
    const context = createContext(globals);
    setClock(context, () => this.#clockAheadMs);
    const bundle = new Bundle(folder, context);
    const navigation = new Navigation(bundle, () => this.#changed());
    const around: Surroundings = {
      network: { apiOrigin, offline: false, loseAnswers: false, underWay: new Set(), ended: false },
      navigation,
      storage: this.#storage,
      files: new PhoneFiles(this.#savedFiles),
      shown: [],
      titles: new Map(),
      sounds: [],
      scans: [],
      choosers: [],
      modals: [],
      location: undefined,
      networkListeners: new Set(),
      appListeners: { show: new Set(), hide: new Set() },
      launchOptions: {
        path: launch.path ?? bundle.pages[0],
        query: launch.query ?? {},
        scene: launch.scene ?? 1001,
      },
    };
    const run: Run = { context, bundle, navigation, around, timers, app: undefined };
    Object.assign(globals, {
      wx: createWx(around),
      App: (definition: AppDefinition) => {
        run.app = definition;
      },
      Page: (definition: PageDefinition) => navigation.define(definition),
      Component: () => undefined,
      getApp: () => run.app,
      getCurrentPages: () => navigation.stack.map(({ instance }) => instance),
    });
    return run;
  }

  async #launch(): Promise<void> {
    const { bundle, around } = this.#run;
    bundle.run('app');
    const { app } = this.#run;
    if (!app) throw new Error('app.js did not call App()');
    app.onLaunch?.(around.launchOptions);
    app.onShow?.(around.launchOptions);
    const { path, query } = around.launchOptions as { path: string; query: Record<string, string> };
    const search = Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    await new Promise<void>((resolve, reject) => {
      this.#run.navigation.go('reLaunch', {
        url: search === '' ? `/${path}` : `/${path}?${search}`,
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    });
  }

  #endRun(): void {
    const { network } = this.#run.around;
    this.#run.timers.clear();
    network.ended = true;
    for (const request of network.underWay) request.abort('abort');
  }

  async #nextScan(): Promise<(answer: { result: string } | undefined) => void> {
    const { scans } = this.#run.around;
    await this.waitUntil(() => scans.length > 0, 'the scanner');
    return scans.shift() as (answer: { result: string } | undefined) => void;
  }

  async #nextChooser(): Promise<PictureChooser> {
    const { choosers } = this.#run.around;
    await this.waitUntil(() => choosers.length > 0, 'the camera or the album');
    return choosers.shift() as PictureChooser;
  }

  async #find(name: string, fits: (found: Found) => boolean): Promise<Found> {
    let found: Found | undefined;
    await this.waitUntil(() => {
      found = this.#candidates(name).find(fits);
      return found !== undefined;
    }, `“${name}” to be there for a finger`);
    return found as Found;
  }

  /** What is called so, the best first: there may be a title of the same words as a button. */
  #candidates(name: string): Found[] {
    const root = rootOf(this.#top);
    const best = findByName(root, name, this.#templates);
    const labelled = [...walk(root)].filter(
      ({ node }) => attribute(node, 'aria-label', this.#templates) === name && node !== best?.node,
    );
    const worded = [...walk(root)].filter(
      ({ node }) =>
        textsOf({ cn: [node] })
          .join('')
          .trim() === name && node !== best?.node,
    );
    return best ? [best, ...labelled, ...worded.reverse()] : [];
  }

  #wayOut({ node, ancestors }: Found): TreeNode[] {
    return [node, ...[...ancestors].reverse()];
  }

  #listens(node: TreeNode, event: string): boolean {
    return this.#templates.get(node.nn ?? '')?.events.has(event) ?? false;
  }

  /** Calls the page's handler for each element on the way out that listens, as WeChat's bubbling does. */
  #dispatch(type: string, wayOut: readonly TreeNode[], detail: object): void {
    const { instance } = this.#top;
    const [target] = wayOut;
    const timeStamp = Date.now();
    for (const node of wayOut) {
      if (!this.#listens(node, type)) continue;
      try {
        instance.eh?.({
          type,
          timeStamp,
          detail,
          target: placeOf(target as TreeNode),
          currentTarget: placeOf(node),
          touches: [],
          changedTouches: [],
          mark: {},
        });
      } catch (failure) {
        this.#report(failure);
      }
    }
  }

  #report(...parts: unknown[]): void {
    this.errors.push(parts.map(wordsOf).join(' '));
    this.#changed();
  }

  #changed(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolves at the next change, or a little later: time passes too. */
  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(wake, 50);
      const waiting = this.#waiting;
      function wake(): void {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      }
      waiting.add(wake);
    });
  }
}

function refill<Value>(map: Map<string, Value>, from: ReadonlyMap<string, Value>): void {
  const entries = [...from];
  map.clear();
  for (const [name, value] of entries) map.set(name, value);
}

/** Gives a context the phone's clock in place of this machine's. */
function setClock(context: Context, aheadMs: () => number): void {
  const install = new Script(`(aheadMs) => {
    const MachineDate = Date;
    globalThis.Date = class Date extends MachineDate {
      static now() {
        return MachineDate.now() + aheadMs();
      }
      constructor(...said) {
        if (said.length === 0) super(Date.now());
        else super(...said);
      }
    };
  }`).runInContext(context) as (aheadMs: () => number) => void;
  install(aheadMs);
}

/** One life of the app, from start to end. */
interface Run {
  context: Context;
  bundle: Bundle;
  navigation: Navigation;
  around: Surroundings;
  timers: Timers;
  app: AppDefinition | undefined;
}

/** The app's timers, which end with it and whose failures are seen. */
class Timers {
  readonly #open = new Set<ReturnType<typeof setTimeout>>();
  readonly #onFailure: (failure: unknown) => void;

  constructor(onFailure: (failure: unknown) => void) {
    this.#onFailure = onFailure;
  }

  globals(): Record<string, unknown> {
    return {
      setTimeout: (task: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
        const timer = setTimeout(() => {
          this.#open.delete(timer);
          this.#attempt(() => task(...values));
        }, ms);
        this.#open.add(timer);
        return timer;
      },
      setInterval: (task: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
        const timer = setInterval(() => this.#attempt(() => task(...values)), ms);
        this.#open.add(timer);
        return timer;
      },
      clearTimeout: (timer: ReturnType<typeof setTimeout> | undefined) => this.#end(timer),
      clearInterval: (timer: ReturnType<typeof setTimeout> | undefined) => this.#end(timer),
    };
  }

  clear(): void {
    for (const timer of this.#open) this.#end(timer);
  }

  #end(timer: ReturnType<typeof setTimeout> | undefined): void {
    clearTimeout(timer);
    if (timer) this.#open.delete(timer);
  }

  #attempt(task: () => void): void {
    try {
      task();
    } catch (failure) {
      this.#onFailure(failure);
    }
  }
}

function placeOf(node: TreeNode): object {
  return { id: node.uid ?? node.sid, dataset: { sid: node.sid }, offsetLeft: 0, offsetTop: 0 };
}

function wordsOf(part: unknown): string {
  const { stack } = (part ?? {}) as { stack?: unknown };
  return typeof stack === 'string' ? stack : String(part);
}
