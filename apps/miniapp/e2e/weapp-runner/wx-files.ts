import { posix } from 'node:path';

/** Callbacks of wx's calls, of which each is called at most once. */
export interface Callbacks {
  success?(result: object): void;
  fail?(failure: { errMsg: string }): void;
  complete?(result: object): void;
}

/** What outlives the app's end: https://developers.weixin.qq.com/miniprogram/dev/framework/ability/file-system.html */
export interface SavedFile {
  bytes: Uint8Array;
  savedAtMs: number;
}

/** developers.weixin.qq.com, file system: cached and user files together. */
const SAVED_BYTES_MAX = 200 * 1024 * 1024;
const USER_FOLDER = 'wxfile://usr';

/** The files that a mini-program can reach: temporary ones until it ends, saved ones until it drops them. */
export class PhoneFiles {
  readonly #saved: Map<string, SavedFile>;
  readonly #temporary = new Map<string, Uint8Array>();

  constructor(saved: Map<string, SavedFile>) {
    this.#saved = saved;
  }

  /** Puts bytes where WeChat puts what was taken or downloaded. */
  addTemporary(bytes: Uint8Array, extension: string): string {
    const path = `wxfile://tmp_${uniqueName()}${extension}`;
    this.#temporary.set(path, bytes);
    return path;
  }

  read(path: string): Uint8Array | undefined {
    return this.#temporary.get(path) ?? this.#saved.get(path)?.bytes;
  }

  /** @throws where the path is not the mini-program's to write, or its room is used up */
  write(path: string, bytes: Uint8Array): void {
    if (!path.startsWith(`${USER_FOLDER}/`)) throw new Error(`permission denied, open "${path}"`);
    this.#keep(path, bytes);
  }

  /** wx.getFileSystemManager(), as far as this project uses it. */
  manager(): Record<string, unknown> {
    return {
      access: ({ path, ...callbacks }: Callbacks & { path: string }) =>
        answer('access', callbacks, () => {
          if (!this.read(path)) throw new Error(`no such file or directory ${path}`);
          return {};
        }),
      saveFile: ({
        tempFilePath,
        filePath,
        ...callbacks
      }: Callbacks & { tempFilePath: string; filePath?: string }) =>
        answer('saveFile', callbacks, () => {
          const bytes = this.#temporary.get(tempFilePath);
          if (!bytes) throw new Error('tempFilePath file not exist');
          const savedFilePath = filePath ?? `wxfile://store_${uniqueName()}${posix.extname(tempFilePath)}`;
          if (filePath === undefined) this.#keep(savedFilePath, bytes);
          else this.write(filePath, bytes);
          // It is moved, not copied: the temporary path is no longer good.
          this.#temporary.delete(tempFilePath);
          return { savedFilePath };
        }),
      removeSavedFile: ({ filePath, ...callbacks }: Callbacks & { filePath: string }) =>
        answer('removeSavedFile', callbacks, () => {
          if (!this.#saved.delete(filePath)) throw new Error('file not exist');
          return {};
        }),
      getSavedFileList: (callbacks: Callbacks = {}) =>
        answer('getSavedFileList', callbacks, () => ({
          fileList: [...this.#saved]
            .filter(([filePath]) => !filePath.startsWith(USER_FOLDER))
            .map(([filePath, { bytes, savedAtMs }]) => ({
              filePath,
              size: bytes.length,
              createTime: Math.floor(savedAtMs / 1000),
            })),
        })),
    };
  }

  #keep(path: string, bytes: Uint8Array): void {
    const others = [...this.#saved].filter(([other]) => other !== path);
    const used = others.reduce((sum, [, file]) => sum + file.bytes.length, 0);
    if (used + bytes.length > SAVED_BYTES_MAX) {
      throw new Error('the maximum size of the file storage limit is exceeded');
    }
    this.#saved.set(path, { bytes, savedAtMs: Date.now() });
  }
}

/** Answers after the caller's turn, as a phone does; what `act` throws is the failure's reason. */
function answer(name: string, callbacks: Callbacks, act: () => object): void {
  setTimeout(() => {
    const told = attempt(name, act);
    if (told.failed) callbacks.fail?.(told.result);
    else callbacks.success?.(told.result);
    callbacks.complete?.(told.result);
  });
}

function attempt(name: string, act: () => object): { failed: boolean; result: { errMsg: string } } {
  try {
    return { failed: false, result: { ...act(), errMsg: `${name}:ok` } };
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    return { failed: true, result: { errMsg: `${name}:fail ${why}` } };
  }
}

let made = 0;

/** Unlike any other, also of an earlier run of the app. */
function uniqueName(): string {
  made += 1;
  return made.toString(16).padStart(32, '0');
}
