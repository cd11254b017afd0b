/** Base URL of the API, set when the pages are built: '' in a browser, an origin in the mini-program. */
declare const API_ORIGIN: string;

declare namespace NodeJS {
  interface ProcessEnv {
    /** Which of the two builds this is; a constant in the built pages. */
    readonly TARO_ENV: 'weapp' | 'h5';
  }
}

declare module '*.scss';
