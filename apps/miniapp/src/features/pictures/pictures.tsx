import { Image, View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './pictures.scss';
import { showPictures } from './show-pictures';
import { usePicture } from './use-picture';

/** Small pictures in a row, each large at a tap; for those who may see what they belong to. Nothing for none. */
export function Pictures({ pictureIds }: { pictureIds: readonly string[] }) {
  if (pictureIds.length === 0) return null;
  return (
    <View className="pictures">
      {pictureIds.map((pictureId, index) => (
        <Small
          key={pictureId}
          pictureId={pictureId}
          label={`第 ${index + 1} 张照片，共 ${pictureIds.length} 张`}
          onOpen={() => showPictures(pictureIds, index)}
        />
      ))}
    </View>
  );
}

function Small({ pictureId, label, onOpen }: { pictureId: string; label: string; onOpen: () => void }) {
  const { retry, ...picture } = usePicture(pictureId, 'small');
  switch (picture.state) {
    case 'coming':
      return <View className="pictures__one" {...aria({ role: 'img', label: `正在取${label}` })} />;
    case 'here':
      return (
        <Tappable className="pictures__one" label={`看大图：${label}`} onTap={onOpen}>
          <Image className="pictures__picture" src={picture.address} mode="aspectFill" webp />
        </Tappable>
      );
    case 'failed':
      return (
        <Tappable
          className="pictures__one pictures__one--failed"
          label={`${label}没取到，再试一次`}
          onTap={retry}
        >
          <Icon name="refresh" />
          <View>没取到，再试</View>
        </Tappable>
      );
  }
}
