import { View } from '@tarojs/components';
import Taro, { useDidHide, useDidShow } from '@tarojs/taro';
import { type PropsWithChildren, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useSession } from '@/services/session';
import { NoticeBar } from './notice-bar';
import { OfflineBar } from './offline-bar';
import { TitleBar } from './title-bar';

export interface PageProps {
  /** Shown in WeChat's bar, or in our own in a browser. */
  title: string;
  /** True on the pages of the tab bar: nothing to go back to. */
  inTab?: boolean;
  /** The action that stays in reach at the bottom while the page scrolls. */
  bottom?: ReactNode;
}

/** The root of every page: title, colours, reading size, safe areas, what waits to be sent, and notices. */
export function Page({ title, inTab = false, bottom, children }: PropsWithChildren<PageProps>) {
  const elderMode = useSession((session) => session.elderMode);
  const textScale = useSession((session) => session.textScale);
  useTitle(title);

  return (
    <View
      className={[
        'page-root',
        inTab && 'page-root--in-tab',
        elderMode && 'page-root--elder',
        bottom && 'page-root--with-bottom',
      ]
        .filter(Boolean)
        .join(' ')}
      style={elderMode ? { '--type-scale': `${textScale}` } : {}}
    >
      <TitleBar title={title} canGoBack={!inTab} />
      <OfflineBar />
      <View className="page-root__body">{children}</View>
      {bottom ? <View className="page-root__bottom">{bottom}</View> : null}
      <NoticeBar />
    </View>
  );
}

/** The bar belongs to whichever page is in front: one that changes its title beneath must wait for its turn. */
function useTitle(title: string): void {
  const inFront = useRef(false);
  const show = useCallback(() => void Taro.setNavigationBarTitle({ title }), [title]);
  useDidShow(() => {
    inFront.current = true;
    show();
  });
  useDidHide(() => {
    inFront.current = false;
  });
  useEffect(() => {
    if (inFront.current) show();
  }, [show]);
}
