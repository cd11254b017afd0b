import { posix } from 'node:path';
import type { PhoneFiles } from './wx-files.ts';
import { addressAt, type Network, startExchange } from './wx-request.ts';

interface TransferOptions {
  url: string;
  header?: Record<string, string>;
  timeout?: number;
  fail?(failure: { errMsg: string }): void;
  complete?(outcome: object): void;
}

export interface UploadOptions extends TransferOptions {
  filePath: string;
  /** Under which field of the form the file goes. */
  name: string;
  formData?: Record<string, unknown>;
  success?(answer: { data: string; statusCode: number; errMsg: string }): void;
}

export interface DownloadOptions extends TransferOptions {
  /** Where to put it; without it a temporary file is made. */
  filePath?: string;
  success?(answer: { tempFilePath?: string; filePath?: string; statusCode: number; errMsg: string }): void;
}

export interface TransferTask {
  abort(): void;
  onProgressUpdate(listener: (event: Progress) => void): void;
  offProgressUpdate(): void;
  onHeadersReceived(listener: (event: { header: Record<string, string> }) => void): void;
  offHeadersReceived(): void;
}

type Progress = { progress: number } & Record<string, number>;

interface Listeners {
  progress: ((event: Progress) => void) | undefined;
  headers: ((event: { header: Record<string, string> }) => void) | undefined;
}

/** developers.weixin.qq.com, wx.downloadFile: one file. */
const DOWNLOAD_BYTES_MAX = 200 * 1024 * 1024;

/**
 * wx.uploadFile: a POST of one file as multipart/form-data, whose answer is text whatever its type.
 * https://developers.weixin.qq.com/miniprogram/dev/api/network/upload/wx.uploadFile.html
 */
export function wxUploadFile(options: UploadOptions, network: Network, files: PhoneFiles): TransferTask {
  const listeners: Listeners = { progress: undefined, headers: undefined };
  const controller = startExchange('uploadFile', options, network, async (signal) => {
    const bytes = files.read(options.filePath);
    if (!bytes) throw new Error('file not found');
    const form = new FormData();
    for (const [name, value] of Object.entries(options.formData ?? {})) form.append(name, String(value));
    form.append(options.name, new Blob([new Uint8Array(bytes)]), posix.basename(options.filePath));
    const response = await fetch(addressAt(options.url, network.apiOrigin), {
      method: 'POST',
      headers: withoutContentType(options.header),
      body: form,
      signal,
    });
    listeners.headers?.({ header: Object.fromEntries(response.headers) });
    const data = await response.text();
    const size = bytes.length;
    listeners.progress?.({ progress: 100, totalBytesSent: size, totalBytesExpectedToSend: size });
    return { data, statusCode: response.status };
  });
  return taskOf(controller, listeners);
}

/**
 * wx.downloadFile: whatever the server answers becomes the file, also a refusal; `statusCode` tells.
 * https://developers.weixin.qq.com/miniprogram/dev/api/network/download/wx.downloadFile.html
 */
export function wxDownloadFile(options: DownloadOptions, network: Network, files: PhoneFiles): TransferTask {
  const listeners: Listeners = { progress: undefined, headers: undefined };
  const controller = startExchange('downloadFile', options, network, async (signal) => {
    const url = addressAt(options.url, network.apiOrigin);
    const response = await fetch(url, { headers: options.header ?? {}, signal });
    listeners.headers?.({ header: Object.fromEntries(response.headers) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > DOWNLOAD_BYTES_MAX) throw new Error('exceed max file size');
    const size = bytes.length;
    listeners.progress?.({ progress: 100, totalBytesWritten: size, totalBytesExpectedToWrite: size });
    const { status: statusCode } = response;
    if (options.filePath !== undefined) {
      files.write(options.filePath, bytes);
      return { filePath: options.filePath, statusCode };
    }
    return { tempFilePath: files.addTemporary(bytes, extensionOf(response, url)), statusCode };
  });
  return taskOf(controller, listeners);
}

/** The form says what it is, with its boundary; a header of one's own would break it. */
function withoutContentType(header: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(header).filter(([name]) => name.toLowerCase() !== 'content-type'));
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'application/json': '.json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
};

/** WeChat names the file by the answer's Content-Type, else by its address. */
function extensionOf(response: Response, url: URL): string {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  return EXTENSIONS[type.trim()] ?? (posix.extname(url.pathname) || '.unknown');
}

function taskOf(controller: AbortController, listeners: Listeners): TransferTask {
  return {
    abort: () => controller.abort('abort'),
    onProgressUpdate: (listener) => {
      listeners.progress = listener;
    },
    offProgressUpdate: () => {
      listeners.progress = undefined;
    },
    onHeadersReceived: (listener) => {
      listeners.headers = listener;
    },
    offHeadersReceived: () => {
      listeners.headers = undefined;
    },
  };
}
