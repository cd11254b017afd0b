import { useMutation } from '@tanstack/react-query';
import { Canvas } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useId } from 'react';
import { notify } from '@/services/notices';
import { Button } from './button';
import type { DrawnPicture } from './drawn-text';
import type { SavePictureProps } from './save-picture-props';

/** Saves a drawn picture to the phone's pictures. */
export function SavePictureButton({ picture, kind = 'plain', savedWords }: SavePictureProps) {
  const canvasId = `save-picture-${useId().replace(/\W/g, '')}`;
  const saving = useMutation({
    mutationFn: () => savePicture(canvasId, picture),
    onSuccess: () => notify(savedWords, 'good'),
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
        kind={kind}
        icon="picture"
        text="存到相册"
        loading={saving.isPending}
        onTap={() => saving.mutate()}
      />
      <Canvas type="2d" id={canvasId} canvasId={canvasId} className="save-picture__canvas" />
    </>
  );
}

async function savePicture(canvasId: string, { widthPx, heightPx, draw }: DrawnPicture): Promise<void> {
  const canvas = await canvasNode(canvasId);
  canvas.width = widthPx;
  canvas.height = heightPx;
  draw(canvas.getContext('2d') as unknown as CanvasRenderingContext2D);
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas, canvasId, fileType: 'png' });
  await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath });
}

function canvasNode(canvasId: string): Promise<Taro.Canvas> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${canvasId}`)
      .fields({ node: true }, (found) => resolve(found['node'] as Taro.Canvas))
      .exec();
  });
}
