import { useMutation } from '@tanstack/react-query';
import { Canvas } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { notify } from '@/services/notices';
import { Button } from '@/ui/button';
import { drawPoster, POSTER_HEIGHT_PX, POSTER_WIDTH_PX, type Poster } from './poster-drawing';

const CANVAS_ID = 'poster-canvas';

/** Saves the poster to the phone's pictures, to be printed or handed on from there. */
export function PosterActions(poster: Poster) {
  const saving = useMutation({
    mutationFn: () => savePicture(poster),
    onSuccess: () => notify('已存到手机相册，可以拿去打印。', 'good'),
    onError: (failure) => {
      const { errMsg = '' } = failure as { errMsg?: string };
      if (/cancel/.test(errMsg)) return;
      notify(
        /auth|authorize/.test(errMsg)
          ? '还没有存相册的权限。请点右上角，在设置里打开“添加到相册”。'
          : '没存成，请再试一次。',
        'alarm',
      );
    },
  });
  return (
    <>
      <Button
        kind="main"
        icon="picture"
        text="存到相册"
        loading={saving.isPending}
        onTap={() => saving.mutate()}
      />
      <Canvas type="2d" id={CANVAS_ID} canvasId={CANVAS_ID} className="poster-canvas" />
    </>
  );
}

async function savePicture(poster: Poster): Promise<void> {
  const canvas = await canvasNode();
  canvas.width = POSTER_WIDTH_PX;
  canvas.height = POSTER_HEIGHT_PX;
  drawPoster(canvas.getContext('2d') as unknown as CanvasRenderingContext2D, poster);
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas, canvasId: CANVAS_ID, fileType: 'png' });
  await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath });
}

function canvasNode(): Promise<Taro.Canvas> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${CANVAS_ID}`)
      .fields({ node: true }, (found) => resolve(found['node'] as Taro.Canvas))
      .exec();
  });
}
