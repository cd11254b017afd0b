import { whenChanged } from './fingerprint.mjs';
import { run } from './run.mjs';

const PACKAGES = ['packages', 'pnpm-lock.yaml', 'tsconfig.base.json'];

const API = {
  name: 'build-api',
  sources: ['apps/api/src', 'apps/api/build.mjs', ...PACKAGES],
  result: 'apps/api/dist/main.js',
};
const H5 = {
  name: 'build-h5',
  sources: ['apps/miniapp', ...PACKAGES],
  result: 'apps/miniapp/dist/h5/index.html',
};
const WEAPP = {
  name: 'build-weapp',
  sources: ['apps/miniapp', ...PACKAGES],
  result: 'apps/miniapp/dist/weapp/app.js',
};

/** Each builds when its sources have changed; `report` hears how it went. */
export const buildApi = (report) =>
  whenChanged(API, () => report(() => run(process.execPath, ['build.mjs'], { folder: 'apps/api' })));

export const buildH5 = (report) =>
  whenChanged(H5, () =>
    report(() => run(process.execPath, ['scripts/build.mjs', 'h5'], { folder: 'apps/miniapp' })),
  );

export const buildWeapp = (report) =>
  whenChanged(WEAPP, () =>
    report(() => run(process.execPath, ['scripts/build.mjs', 'weapp'], { folder: 'apps/miniapp' })),
  );
