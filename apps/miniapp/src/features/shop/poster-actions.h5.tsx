import { Button } from '@/ui/button';
import { SavePictureButton } from '@/ui/save-picture-button';
import { type Poster, posterPicture } from './poster-drawing';
import './poster-print.scss';

/** Prints the poster, or saves it as a picture. */
export function PosterActions(poster: Poster) {
  return (
    <>
      <Button kind="main" text="打印" onTap={() => window.print()} />
      <SavePictureButton
        picture={posterPicture(poster)}
        fileName={`${poster.shopName} 固定码`}
        savedWords="图片存好了，可以拿去打印。"
      />
    </>
  );
}
