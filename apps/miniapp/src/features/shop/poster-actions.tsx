import { SavePictureButton } from '@/ui/save-picture-button';
import { type Poster, posterPicture } from './poster-drawing';

/** Saves the poster to the phone's pictures, to be printed or handed on from there. */
export function PosterActions(poster: Poster) {
  return (
    <SavePictureButton
      kind="main"
      picture={posterPicture(poster)}
      fileName={`${poster.shopName} 固定码`}
      savedWords="已存到手机相册，可以拿去打印。"
    />
  );
}
