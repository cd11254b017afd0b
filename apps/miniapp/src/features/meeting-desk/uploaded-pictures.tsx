import { useMutation } from '@tanstack/react-query';
import { Image, View } from '@tarojs/components';
import { showPictures } from '@/features/pictures/show-pictures';
import { usePicture } from '@/features/pictures/use-picture';
import { failureWords } from '@/services/failure-words';
import { newIdempotencyKey } from '@/services/idempotency-key';
import { choosePictures, dropPicture } from '@/services/kept-pictures';
import { notify } from '@/services/notices';
import { dropUnneededPictures } from '@/services/pending-sends';
import { uploadPicture } from '@/services/picture-upload';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './uploaded-pictures.scss';

/** Pictures of something that is being written, each brought over as soon as it is chosen. */
export function UploadedPictures({
  label,
  pictureIds,
  countMax,
  onChange,
}: {
  /** What they show: 议题 1 的图. */
  label: string;
  pictureIds: readonly string[];
  countMax: number;
  onChange: (pictureIds: string[]) => void;
}) {
  const left = countMax - pictureIds.length;
  const adding = useMutation({
    mutationFn: bringOver,
    onSuccess: (added) => onChange([...pictureIds, ...added].slice(0, countMax)),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  // Choosing may never answer: in old browsers it does not where nothing was picked.
  const choose = () => {
    dropUnneededPictures();
    choosePictures(left).then(
      (names) => names.length > 0 && adding.mutate(names),
      (failure: unknown) => notify(failureWords(failure), 'alarm'),
    );
  };
  return (
    <View className="uploaded-pictures">
      {pictureIds.map((pictureId, at) => (
        <View key={pictureId} className="uploaded-pictures__one">
          <Small
            pictureId={pictureId}
            label={`${label}，第 ${at + 1} 张`}
            onOpen={() => showPictures(pictureIds, at)}
          />
          <Tappable
            className="uploaded-pictures__remove"
            label={`去掉${label}，第 ${at + 1} 张`}
            onTap={() => onChange(pictureIds.filter((one) => one !== pictureId))}
          >
            <View className="uploaded-pictures__cross">
              <Icon name="close" size="small" />
            </View>
          </Tappable>
        </View>
      ))}
      {left > 0 ? (
        <Tappable
          className="uploaded-pictures__add"
          label={adding.isPending ? `${label}，正在传` : `${label}，拍照或选照片`}
          disabled={adding.isPending}
          onTap={choose}
        >
          <Icon name={adding.isPending ? 'clock' : 'camera'} />
          <View>{adding.isPending ? '正在传' : '拍照'}</View>
        </Tappable>
      ) : null}
    </View>
  );
}

function Small({ pictureId, label, onOpen }: { pictureId: string; label: string; onOpen: () => void }) {
  const { retry, ...picture } = usePicture(pictureId, 'small');
  if (picture.state === 'here') {
    return (
      <Tappable className="uploaded-pictures__small" label={`看大图：${label}`} onTap={onOpen}>
        <Image className="uploaded-pictures__picture" src={picture.address} mode="aspectFill" webp />
      </Tappable>
    );
  }
  return (
    <Tappable
      className="uploaded-pictures__small"
      label={picture.state === 'failed' ? `${label}没取到，再试一次` : `正在取${label}`}
      disabled={picture.state === 'coming'}
      onTap={retry}
    >
      <Icon name={picture.state === 'failed' ? 'refresh' : 'picture'} />
    </Tappable>
  );
}

async function bringOver(names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await uploadPicture(name, await newIdempotencyKey())).id);
    void dropPicture(name);
  }
  return ids;
}
