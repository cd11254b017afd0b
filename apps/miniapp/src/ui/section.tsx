import { View } from '@tarojs/components';
import type { PropsWithChildren, ReactNode } from 'react';

/** A group of the page under a heading, with at most one thing to do beside it. */
export function Section({
  title,
  action,
  children,
}: PropsWithChildren<{ title: string; action?: ReactNode }>) {
  return (
    <View className="section">
      <View className="section__head">
        <View className="section__title">{title}</View>
        {action}
      </View>
      {children}
    </View>
  );
}
