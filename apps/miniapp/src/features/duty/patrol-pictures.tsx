import { Image, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { choosePictures, dropPicture, pictureAddress } from '@/services/kept-pictures';
import { notify } from '@/services/notices';
import { dropUnneededPictures } from '@/services/pending-sends';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { Section } from '@/ui/section';
import { Tappable } from '@/ui/tappable';
import { PICTURES_OF_PATROL_MAX } from './pictures-max';
import './patrol-pictures.scss';

/** Up to nine pictures of what was seen, each kept on the phone until it has arrived. */
export function PatrolPictures({
  names,
  onChange,
}: {
  names: readonly string[];
  onChange: (change: (names: readonly string[]) => readonly string[]) => void;
}) {
  const left = PICTURES_OF_PATROL_MAX - names.length;
  const add = () => {
    dropUnneededPictures();
    choosePictures(left).then(
      (chosen) => onChange((known) => [...known, ...chosen].slice(0, PICTURES_OF_PATROL_MAX)),
      (failure: unknown) => notify(failureWords(failure), 'alarm'),
    );
  };
  return (
    <Section title={names.length > 0 ? `照片 ${names.length}/${PICTURES_OF_PATROL_MAX}` : '照片'}>
      <View className="patrol-pictures">
        {names.map((name, index) => (
          <Kept
            key={name}
            name={name}
            label={`第 ${index + 1} 张照片`}
            onRemove={() => {
              onChange((known) => known.filter((one) => one !== name));
              void dropPicture(name);
            }}
          />
        ))}
        {left > 0 ? (
          <Tappable className="patrol-pictures__add" label="拍照或选照片" onTap={add}>
            <Icon name="camera" size="large" />
            <View className="patrol-pictures__word">拍照</View>
          </Tappable>
        ) : null}
      </View>
    </Section>
  );
}

function Kept({ name, label, onRemove }: { name: string; label: string; onRemove: () => void }) {
  const address = useAddress(name);
  return (
    <View className="patrol-pictures__one">
      {address === undefined ? null : (
        <Image
          className="patrol-pictures__picture"
          src={address}
          mode="aspectFill"
          {...aria({ role: 'img', label })}
        />
      )}
      <Tappable className="patrol-pictures__remove" label={`去掉${label}`} onTap={onRemove}>
        <View className="patrol-pictures__cross">
          <Icon name="close" size="small" />
        </View>
      </Tappable>
    </View>
  );
}

function useAddress(name: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let over = false;
    void pictureAddress(name).then((found) => {
      if (!over) setAddress(found);
    });
    return () => {
      over = true;
    };
  }, [name]);
  return address;
}
