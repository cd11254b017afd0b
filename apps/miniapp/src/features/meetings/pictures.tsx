import { View } from '@tarojs/components';
import { useSignedIn } from '@/services/session';
import { ProtectedPicture } from '@/ui/protected-picture';
import './pictures.scss';

/**
 * Pictures that belong to something said.
 * @param of what they show, for screen readers
 */
export function Pictures({ pictureIds, of }: { pictureIds: readonly string[]; of: string }) {
  const signedIn = useSignedIn();
  if (pictureIds.length === 0) return null;
  if (!signedIn) return <View className="pictures__log-in">有 {pictureIds.length} 张图，登录以后看。</View>;
  return (
    <View className="pictures">
      {pictureIds.map((pictureId, place) => (
        <ProtectedPicture key={pictureId} pictureId={pictureId} label={`${of}，第 ${place + 1} 张图`} />
      ))}
    </View>
  );
}
