import { type ITouchEvent, View } from '@tarojs/components';
import type { CSSProperties, PropsWithChildren } from 'react';
import { type Aria, aria } from './aria';

export interface TappableProps {
  onTap: () => void;
  /** Said by screen readers; needed where the children have no words. */
  label?: string | undefined;
  role?: 'button' | 'link' | 'switch' | 'tab' | 'radio' | 'checkbox' | undefined;
  state?: Pick<Aria, 'checked' | 'selected'> | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
}

/** Anything that can be tapped, and reached by keyboard in a browser. Taps do not reach what lies beneath. */
export function Tappable({
  onTap,
  label,
  role = 'button',
  state,
  disabled = false,
  className = '',
  style,
  children,
}: PropsWithChildren<TappableProps>) {
  return (
    <View
      className={`tappable ${disabled ? 'tappable--disabled ' : ''}${className}`}
      hoverClass={disabled ? 'none' : 'tappable--pressed'}
      hoverStayTime={80}
      onClick={(event) => {
        event.stopPropagation();
        if (!disabled) onTap();
      }}
      {...(style ? { style } : {})}
      {...(process.env.TARO_ENV === 'h5' ? keyboard(disabled, onTap) : {})}
      {...aria({ role, label, ...state, disabled: disabled || undefined })}
    >
      {children}
    </View>
  );
}

function keyboard(disabled: boolean, onTap: () => void) {
  return {
    tabIndex: disabled ? -1 : 0,
    onKeydown: (event: ITouchEvent & Partial<KeyboardEvent>) => {
      if (disabled || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      event.stopPropagation();
      onTap();
    },
  };
}
