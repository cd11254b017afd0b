import type { UserConfigExport } from '@tarojs/cli';

export default {
  mini: {},
  h5: { legacy: false, sourceMapType: 'none' },
} satisfies UserConfigExport<'webpack5'>;
