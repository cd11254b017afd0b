import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { aria } from './aria';
import { qrPicture } from './qr-picture';

/** Read across a counter: the code itself, without its white edge. */
const LEAST_CODE_PX = 240;

export interface QrCodeProps {
  /** What the code says. */
  text: string;
  /** What it is, for screen readers: 店码, 兑换券. */
  label: string;
  /** Width of the code without its white edge, at least 240. */
  codePx?: number;
}

/** A QR code, dark on white in every theme, with its quiet zone. */
export function QrCode({ text, label, codePx = LEAST_CODE_PX }: QrCodeProps) {
  const { src, sideModules, codeModules } = useMemo(() => qrPicture(text), [text]);
  const side = `${Math.ceil((Math.max(codePx, LEAST_CODE_PX) * sideModules) / codeModules)}px`;
  return (
    <View className="qr-code" style={{ width: side, height: side }}>
      <Image className="qr-code__picture" src={src} showMenuByLongpress {...aria({ role: 'img', label })} />
    </View>
  );
}
