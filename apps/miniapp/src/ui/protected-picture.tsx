import { useQuery } from '@tanstack/react-query';
import { Image, View } from '@tarojs/components';
import { readPicture } from '@/services/read-picture';
import { aria } from './aria';
import { Icon } from './icon';
import { Tappable } from './tappable';
import { viewPicture } from './view-picture';

/**
 * A picture that only some may see: small in its place, large by a tap.
 * @param label what it shows, for screen readers
 */
export function ProtectedPicture({ pictureId, label }: { pictureId: string; label: string }) {
  const small = useQuery({
    queryKey: ['picture', pictureId, 'small'],
    queryFn: () => readPicture(pictureId, 'small'),
    // A picture never changes, and its address holds as long as the app runs.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const failed = small.error !== null && small.data === undefined;
  return (
    <Tappable
      className="protected-picture"
      label={failed ? `${label}，没读到，再试一次` : `${label}，看大图`}
      onTap={() => (failed ? void small.refetch() : viewPicture(() => readPicture(pictureId, 'large')))}
    >
      {small.data === undefined ? (
        <View className="protected-picture__place">
          <Icon name={failed ? 'refresh' : 'picture'} />
        </View>
      ) : (
        <Image
          className="protected-picture__picture"
          src={small.data}
          mode="aspectFill"
          {...aria({ role: 'img', label })}
        />
      )}
    </Tappable>
  );
}
