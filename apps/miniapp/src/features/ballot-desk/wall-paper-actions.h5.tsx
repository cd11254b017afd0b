import { Button } from '@/ui/button';
import { SavePictureButton } from '@/ui/save-picture-button';
import type { WallPaperActionsProps } from './wall-paper-actions-props';
import { wallPaperPicture } from './wall-paper-drawing';
import './wall-paper-print.scss';

/** Prints the sheet, or saves it as a picture. */
export function WallPaperActions({ paper, fileName }: WallPaperActionsProps) {
  return (
    <>
      <Button kind="main" icon="document" text="打印" onTap={() => window.print()} />
      <SavePictureButton
        picture={wallPaperPicture(paper)}
        fileName={fileName}
        savedWords="图片存好了，可以拿去打印。"
      />
    </>
  );
}
