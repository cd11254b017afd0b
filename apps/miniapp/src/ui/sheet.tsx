import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { aria } from './aria';
import { Button } from './button';
import { useDialogKeys } from './dialog-keys';

export interface SheetProps {
  open: boolean;
  /** The act in words, as a question: 用 20 分兑换 重庆小面抵 5 元？ */
  question: string;
  /** What the person should know before they say yes. */
  detail?: string;
  confirmText: string;
  cancelText?: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The one confirmation before a final act, from the bottom. Draw it last on its page. */
export function Sheet({
  open,
  question,
  detail,
  confirmText,
  cancelText = '先不了',
  busy = false,
  onConfirm,
  onCancel,
  children,
}: PropsWithChildren<SheetProps>) {
  useDialogKeys({ open, closable: !busy, onClose: onCancel, within: '.sheet__paper' });
  if (!open) return null;
  return (
    <View className="sheet" catchMove {...aria({ role: 'dialog', modal: true, label: question })}>
      <View className="sheet__veil" onClick={() => !busy && onCancel()} {...aria({ hidden: true })} />
      <View className="sheet__paper">
        <View className="sheet__question">{question}</View>
        {detail ? <View className="sheet__detail">{detail}</View> : null}
        {children}
        <View className="sheet__actions">
          <Button kind="main" text={confirmText} loading={busy} onTap={onConfirm} />
          <Button text={cancelText} onTap={() => !busy && onCancel()} />
        </View>
      </View>
    </View>
  );
}
