import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import developmentConfig from './dev.ts';
import { FirstLoadReport } from './first-load-report.ts';
import { LoadAhead } from './load-ahead.ts';
import productionConfig from './prod.ts';

/** Base URL of the API that a weapp build calls; pages in a browser call the server they came from. */
const weappApiOrigin = process.env['TARO_APP_API_ORIGIN'] ?? 'http://127.0.0.1:8080';

/** Beside src: our own packages, and those published in newer JavaScript than old phones run. */
const alsoCompiled = [
  path.resolve(__dirname, '../../../packages'),
  (file: string) => /[\\/]node_modules[\\/](?:@tanstack|qr|zustand)[\\/]/.test(file),
];

/** What Taro brings for browsers older than those that are built for, and JSONP, which nobody asks for. */
const NEEDLESS = {
  'abortcontroller-polyfill/dist/abortcontroller-polyfill-only': false,
  'jsonp-retry': false,
  'whatwg-fetch': false,
};

export default defineConfig<'webpack5'>((merge, { mode }) => {
  const isWeapp = process.env.TARO_ENV === 'weapp';
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'shangju',
    date: '2026-01-01',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    plugins: [
      '@tarojs/plugin-framework-react',
      '@tarojs/plugin-platform-h5',
      '@tarojs/plugin-platform-weapp',
      path.resolve(__dirname, 'aria-attributes.js'),
    ],
    defineConstants: {
      API_ORIGIN: JSON.stringify(isWeapp ? weappApiOrigin : ''),
    },
    alias: { '@': path.resolve(__dirname, '..', 'src') },
    copy: {
      patterns: isWeapp
        ? [
            { from: 'src/tab-icons/', to: 'dist/weapp/tab-icons/' },
            { from: 'src/sounds/', to: 'dist/weapp/sounds/' },
          ]
        : [],
      options: {},
    },
    mini: {
      webpackChain(chain, webpack) {
        const file = path.resolve(__dirname, '../src/weapp/abort-controller');
        chain
          .plugin('abort-controller')
          .use(webpack.ProvidePlugin, [{ AbortController: [file, 'AbortController'] }]);
      },
      optimizeMainPackage: { enable: true },
      compile: { include: alsoCompiled },
      // Sizes stay in px: text and targets must be the size that people set, not grow with the glass.
      postcss: { pxtransform: { enable: false, config: {} } },
    },
    h5: {
      compile: { include: alsoCompiled },
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      // Elements of the browser itself: web components cost an old phone most of what it works when a page opens.
      useHtmlComponents: true,
      webpackChain(chain, webpack) {
        chain.resolve.merge({ alias: NEEDLESS });
        chain
          .plugin('own-tab-bar')
          .use(webpack.NormalModuleReplacementPlugin, [
            /@tarojs[\\/]router[\\/]dist[\\/]tabbar\.js$/,
            path.resolve(__dirname, '../src/ui/tab-bar.h5.ts'),
          ]);
        // What pages share is loaded once, not with each of them.
        chain.optimization.splitChunks({
          ...chain.optimization.get('splitChunks'),
          chunks: 'all',
          minSize: 20_000,
        });
        chain.performance.hints(false);
        chain.plugin('load-ahead').use(LoadAhead, [{ firstPage: 'pages/home/index' }]);
        chain.plugin('first-load-report').use(FirstLoadReport, [
          {
            firstPage: 'pages/home/index',
            file: path.resolve(__dirname, '../dist/h5-first-load.json'),
          },
        ]);
      },
      postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
    },
  };
  return merge({}, base, mode === 'development' ? developmentConfig : productionConfig);
});
