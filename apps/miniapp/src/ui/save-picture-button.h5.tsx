import { Button } from './button';
import type { DrawnPicture } from './drawn-text';
import type { SavePictureProps } from './save-picture-props';

/** Hands a drawn picture to the browser's downloads. */
export function SavePictureButton({ picture, fileName, kind = 'plain' }: SavePictureProps) {
  return <Button kind={kind} icon="picture" text="存成图片" onTap={() => savePicture(picture, fileName)} />;
}

function savePicture({ widthPx, heightPx, draw }: DrawnPicture, fileName: string): void {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  draw(pen);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = `${fileName}.png`;
  link.click();
}
