import { View } from '@tarojs/components';
import { Pictures } from '@/features/pictures/pictures';
import { useSignedIn } from '@/services/session';

/** Pictures that the API shows to those who are signed in; others learn that there are some. */
export function PicturesForMembers({ pictureIds }: { pictureIds: readonly string[] }) {
  const signedIn = useSignedIn();
  if (signedIn || pictureIds.length === 0) return <Pictures pictureIds={pictureIds} />;
  return <View>有 {pictureIds.length} 张照片，登录以后看。</View>;
}
