import { Button } from '@/ui/button';
import { drawPoster, POSTER_HEIGHT_PX, POSTER_WIDTH_PX, type Poster } from './poster-drawing';
import './poster-print.scss';

/** Prints the poster, or saves it as a picture. */
export function PosterActions(poster: Poster) {
  return (
    <>
      <Button kind="main" text="打印" onTap={() => window.print()} />
      <Button icon="picture" text="存成图片" onTap={() => savePicture(poster)} />
    </>
  );
}

function savePicture(poster: Poster): void {
  const canvas = document.createElement('canvas');
  canvas.width = POSTER_WIDTH_PX;
  canvas.height = POSTER_HEIGHT_PX;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  drawPoster(pen, poster);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = `${poster.shopName} 固定码.png`;
  link.click();
}
