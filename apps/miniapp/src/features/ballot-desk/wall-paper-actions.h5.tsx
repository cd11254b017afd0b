import { useMemo } from 'react';
import { Button } from '@/ui/button';
import { SavePictureButton } from '@/ui/save-picture-button';
import type { WallPaper } from './wall-paper';
import type { WallPaperActionsProps } from './wall-paper-actions-props';
import { wallPaperPicture } from './wall-paper-drawing';
import './wall-paper-print.scss';

/** Prints the sheet, or saves it as a picture: both are drawn, so that they fit one page whatever stands on it. */
export function WallPaperActions({ paper, fileName }: WallPaperActionsProps) {
  const address = useMemo(() => drawn(paper), [paper]);
  return (
    <>
      <Button kind="main" icon="document" text="打印" onTap={() => window.print()} />
      <SavePictureButton
        picture={wallPaperPicture(paper)}
        fileName={fileName}
        savedWords="图片存好了，可以拿去打印。"
      />
      <img className="wall-paper__printed" src={address} alt="" />
    </>
  );
}

function drawn(paper: WallPaper): string | undefined {
  const { widthPx, heightPx, draw } = wallPaperPicture(paper);
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  draw(pen);
  return canvas.toDataURL('image/png');
}
