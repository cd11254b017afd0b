import { randomBytes } from 'node:crypto';
import type { Navigation } from './navigation.ts';
import type { Callbacks, PhoneFiles } from './wx-files.ts';
import { type Network, type RequestOptions, wxRequest } from './wx-request.ts';
import { type DownloadOptions, type UploadOptions, wxDownloadFile, wxUploadFile } from './wx-transfer.ts';

/** What the mini-program showed over its pages. */
export type Shown =
  | { kind: 'modal'; title: string; content: string }
  | { kind: 'toast'; title: string }
  | { kind: 'loading'; title: string }
  | { kind: 'pictures'; urls: readonly string[]; current: string }
  | { kind: 'document'; filePath: string; fileType: string };

/** A picture as the camera or the album hands it over. */
export interface TakenPicture {
  bytes: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** wx.chooseMedia, waiting for the person. */
export interface PictureChooser {
  countMax: number;
  answer(pictures: readonly TakenPicture[] | undefined): void;
}

/** What a test decides, and what it may look at, of the phone around the mini-program. */
export interface Surroundings {
  network: Network;
  navigation: Navigation;
  storage: Map<string, unknown>;
  files: PhoneFiles;
  shown: Shown[];
  /** Titles by route. */
  titles: Map<string, string>;
  /** Sounds that were played, by file. */
  sounds: string[];
  /** Scans that wait for a code, oldest first. */
  scans: ((answer: { result: string } | undefined) => void)[];
  /** Choosers that wait for pictures, oldest first. */
  choosers: PictureChooser[];
  /** Modals that wait for a tap, oldest first. */
  modals: ((confirmed: boolean) => void)[];
  location: { latitude: number; longitude: number } | undefined;
  networkListeners: Set<(status: { isConnected: boolean; networkType: string }) => void>;
  appListeners: Record<'show' | 'hide', Set<(options: object) => void>>;
  launchOptions: object;
}

/**
 * The stand-in for WeChat's `wx`. Only what a mini-program of this project may call: anything else is undefined and
 * fails as on a base library that lacks it.
 */
export function createWx(around: Surroundings): Record<string, unknown> {
  const succeed = (name: string, options: Callbacks | undefined, result: object = {}) => {
    const told = { ...result, errMsg: `${name}:ok` };
    setTimeout(() => {
      options?.success?.(told);
      options?.complete?.(told);
    });
  };
  const refuse = (name: string, options: Callbacks | undefined, why: string) => {
    const told = { errMsg: `${name}:fail ${why}` };
    setTimeout(() => {
      options?.fail?.(told);
      options?.complete?.(told);
    });
  };
  const quietly = (name: string) => (options?: Callbacks) => succeed(name, options);
  const show = (name: string, shown: Shown, options: Callbacks) => {
    around.shown.push(shown);
    succeed(name, options);
  };

  return {
    request: (options: RequestOptions) => wxRequest(options, around.network),
    uploadFile: (options: UploadOptions) => wxUploadFile(options, around.network, around.files),
    downloadFile: (options: DownloadOptions) => wxDownloadFile(options, around.network, around.files),
    getFileSystemManager: () => around.files.manager(),
    env: { USER_DATA_PATH: 'wxfile://usr' },

    getStorageSync: (key: string) => around.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void around.storage.set(key, structuredCloneOf(value)),
    removeStorageSync: (key: string) => void around.storage.delete(key),
    clearStorageSync: () => around.storage.clear(),
    getStorageInfoSync: () => ({ keys: [...around.storage.keys()], currentSize: 1, limitSize: 10_240 }),
    getStorage: (options: Callbacks & { key: string }) =>
      around.storage.has(options.key)
        ? succeed('getStorage', options, { data: around.storage.get(options.key) })
        : refuse('getStorage', options, 'data not found'),
    setStorage: (options: Callbacks & { key: string; data: unknown }) => {
      around.storage.set(options.key, structuredCloneOf(options.data));
      succeed('setStorage', options);
    },
    removeStorage: (options: Callbacks & { key: string }) => {
      around.storage.delete(options.key);
      succeed('removeStorage', options);
    },

    navigateTo: (options: object) => around.navigation.go('navigateTo', options),
    redirectTo: (options: object) => around.navigation.go('redirectTo', options),
    switchTab: (options: object) => around.navigation.go('switchTab', options),
    reLaunch: (options: object) => around.navigation.go('reLaunch', options),
    navigateBack: (options: object = {}) => around.navigation.go('navigateBack', options),
    setNavigationBarTitle: (options: Callbacks & { title: string }) => {
      around.titles.set(around.navigation.top?.instance.route ?? '', options.title);
      succeed('setNavigationBarTitle', options);
    },
    setNavigationBarColor: quietly('setNavigationBarColor'),
    pageScrollTo: quietly('pageScrollTo'),
    stopPullDownRefresh: quietly('stopPullDownRefresh'),

    showToast: (options: Callbacks & { title: string }) =>
      show('showToast', { kind: 'toast', title: options.title }, options),
    showLoading: (options: Callbacks & { title: string }) =>
      show('showLoading', { kind: 'loading', title: options.title }, options),
    hideToast: quietly('hideToast'),
    hideLoading: quietly('hideLoading'),
    showModal: (options: Callbacks & { title?: string; content?: string }) => {
      around.shown.push({ kind: 'modal', title: options.title ?? '', content: options.content ?? '' });
      around.modals.push((confirm) => succeed('showModal', options, { confirm, cancel: !confirm }));
    },

    scanCode: (options: Callbacks) => {
      around.scans.push((answer) =>
        answer
          ? succeed('scanCode', options, { ...answer, scanType: 'QR_CODE', charSet: 'utf-8', path: '' })
          : refuse('scanCode', options, 'cancel'),
      );
    },
    chooseMedia: inEitherStyle((options: Callbacks & { count?: number }) => {
      const countMax = options.count ?? PICTURES_DEFAULT;
      if (countMax > PICTURES_MAX) return refuse('chooseMedia', options, 'count is too large');
      around.choosers.push({
        countMax,
        answer: (pictures) => {
          if (!pictures) return refuse('chooseMedia', options, 'cancel');
          const tempFiles = pictures.map(({ bytes, widthPx, heightPx }) => ({
            tempFilePath: around.files.addTemporary(bytes, isPng(bytes) ? '.png' : '.jpg'),
            size: bytes.length,
            width: widthPx,
            height: heightPx,
            fileType: 'image',
          }));
          succeed('chooseMedia', options, { type: 'image', tempFiles });
        },
      });
    }),
    previewImage: inEitherStyle((options: Callbacks & { urls?: string[]; current?: string }) => {
      const { urls = [] } = options;
      if (urls.length === 0) return refuse('previewImage', options, 'parameter error: urls is empty');
      show('previewImage', { kind: 'pictures', urls, current: options.current ?? urls[0] ?? '' }, options);
    }),
    openDocument: inEitherStyle((options: Callbacks & { filePath: string; fileType?: string }) => {
      const { filePath } = options;
      const fileType = options.fileType ?? /\.(\w+)$/.exec(filePath)?.[1] ?? '';
      if (!around.files.read(filePath)) return refuse('openDocument', options, `file doesn't exist`);
      if (!DOCUMENT_TYPES.has(fileType)) return refuse('openDocument', options, 'filetype not supported');
      show('openDocument', { kind: 'document', filePath, fileType }, options);
    }),
    getLocation: (options: Callbacks) =>
      around.location
        ? succeed('getLocation', options, { ...around.location, accuracy: 15 })
        : refuse('getLocation', options, 'auth deny'),

    getNetworkType: (options: Callbacks) =>
      succeed('getNetworkType', options, { networkType: around.network.offline ? 'none' : 'wifi' }),
    onNetworkStatusChange: (listener: (status: { isConnected: boolean; networkType: string }) => void) =>
      void around.networkListeners.add(listener),
    offNetworkStatusChange: (listener: (status: { isConnected: boolean; networkType: string }) => void) =>
      void around.networkListeners.delete(listener),
    onAppShow: (listener: (options: object) => void) => void around.appListeners.show.add(listener),
    offAppShow: (listener: (options: object) => void) => void around.appListeners.show.delete(listener),
    onAppHide: (listener: (options: object) => void) => void around.appListeners.hide.add(listener),
    offAppHide: (listener: (options: object) => void) => void around.appListeners.hide.delete(listener),
    getLaunchOptionsSync: () => around.launchOptions,
    getEnterOptionsSync: () => around.launchOptions,

    createInnerAudioContext: () => {
      const player = {
        src: '',
        play: () => void around.sounds.push(player.src),
        stop: () => undefined,
        pause: () => undefined,
        destroy: () => undefined,
      };
      return player;
    },
    setInnerAudioOption: quietly('setInnerAudioOption'),
    vibrateShort: quietly('vibrateShort'),
    setKeepScreenOn: quietly('setKeepScreenOn'),
    setScreenBrightness: quietly('setScreenBrightness'),
    setClipboardData: quietly('setClipboardData'),

    nextTick: (task: () => void) => void setTimeout(task),
    canIUse: () => true,
    getRandomValues: (options: Callbacks & { length: number }) =>
      succeed('getRandomValues', options, {
        randomValues: Uint8Array.from(randomBytes(options.length)).buffer,
      }),
    getAppBaseInfo: () => ({ SDKVersion: '3.8.0', language: 'zh_CN', theme: 'light', version: '8.0.50' }),
    getDeviceInfo: () => ({
      brand: 'devtools',
      model: 'stand-in',
      platform: 'android',
      system: 'Android 14',
    }),
    getWindowInfo: () => WINDOW,
    getSystemInfoSync: () => SYSTEM,
    getSystemInfo: (options: Callbacks) => succeed('getSystemInfo', options, SYSTEM),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'stand-in', envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({
      width: 87,
      height: 32,
      left: 296,
      top: 48,
      right: 383,
      bottom: 80,
    }),
  };
}

/** developers.weixin.qq.com, wx.chooseMedia (base library 2.25): nine unless said, twenty at most. */
const PICTURES_DEFAULT = 9;
const PICTURES_MAX = 20;
/** developers.weixin.qq.com, wx.openDocument */
const DOCUMENT_TYPES = new Set(['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']);

const WINDOW = {
  pixelRatio: 2,
  screenWidth: 390,
  screenHeight: 844,
  windowWidth: 390,
  windowHeight: 756,
  statusBarHeight: 44,
  safeArea: { left: 0, right: 390, top: 44, bottom: 810, width: 390, height: 766 },
};

const SYSTEM = {
  ...WINDOW,
  SDKVersion: '3.8.0',
  language: 'zh_CN',
  platform: 'android',
  system: 'Android 14',
  theme: 'light',
};

/**
 * Called with a callback it tells that; with none it returns a promise. Taro leaves the newer calls as they are:
 * https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/api.html
 */
function inEitherStyle<Options extends Callbacks>(
  call: (options: Options) => void,
): (options: Options) => Promise<object> | undefined {
  return (options) => {
    if (options.success || options.fail || options.complete) {
      call(options);
      return undefined;
    }
    return new Promise((resolve, reject) => call({ ...options, success: resolve, fail: reject }));
  };
}

const isPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && bytes[1] === 0x50;

/** Storage keeps values, not references. */
function structuredCloneOf(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
