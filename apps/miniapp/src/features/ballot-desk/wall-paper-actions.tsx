import { SavePictureButton } from '@/ui/save-picture-button';
import type { WallPaperActionsProps } from './wall-paper-actions-props';
import { wallPaperPicture } from './wall-paper-drawing';

/** Saves the sheet to the phone's pictures, to be printed or handed on from there. */
export function WallPaperActions({ paper, fileName }: WallPaperActionsProps) {
  return (
    <SavePictureButton
      kind="main"
      picture={wallPaperPicture(paper)}
      fileName={fileName}
      savedWords="已存到手机相册，可以拿去打印。"
    />
  );
}
