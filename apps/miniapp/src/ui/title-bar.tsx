/** In WeChat the system draws the bar; see title-bar.h5.tsx for browsers. */
export function TitleBar(_: { title: string; canGoBack: boolean }): null {
  return null;
}
