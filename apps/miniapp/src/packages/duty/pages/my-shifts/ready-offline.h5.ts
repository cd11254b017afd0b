import { fetchScanner } from '@/services/scan.h5';

/** The pages that the next acts on duty need. */
const NEEDED = ['shift', 'patrol', 'hand-over'].map((page) => `packages/duty/pages/${page}/index`);

/** What Taro's own build leaves on the window for its router (taro-loader, h5.js): how each page is fetched. */
interface RoutesOfTaro {
  __taroAppConfig?: {
    routes?: {
      path: string;
      load: (context?: object, params?: object) => [Promise<unknown>, ...unknown[]];
    }[];
  };
}

/** Fetches what the next acts need, while there is a network: a browser loads each page when it is opened. */
export function readyOffline(): void {
  const routes = (window as RoutesOfTaro).__taroAppConfig?.routes ?? [];
  const pages = routes.filter(({ path }) => NEEDED.includes(path)).map(({ load }) => load()[0]);
  // Without a network they are fetched when they are needed, as ever.
  Promise.all([...pages, fetchScanner()]).catch(() => undefined);
}
