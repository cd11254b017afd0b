import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { Tappable } from './tappable';

export interface CardProps {
  /** What it is. */
  title?: string;
  /** Makes the whole card lead somewhere. */
  onTap?: () => void;
  /** Without inner space, for rows that reach the edge. */
  flush?: boolean;
  className?: string;
}

export function Card({
  title,
  onTap,
  flush = false,
  className = '',
  children,
}: PropsWithChildren<CardProps>) {
  const classes = `card ${flush ? 'card--flush' : ''} ${className}`;
  const content = (
    <>
      {title ? <View className="card__title">{title}</View> : null}
      {children}
    </>
  );
  return onTap ? (
    <Tappable className={classes} onTap={onTap}>
      {content}
    </Tappable>
  ) : (
    <View className={classes}>{content}</View>
  );
}
