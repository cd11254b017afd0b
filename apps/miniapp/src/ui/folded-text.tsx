import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from './button';

/** As much as stands on a phone without pushing away what is to be done. */
const FOLDED_CHARACTERS = 120;
const FOLDED_LINES = 5;

/** A text as it was written; a long one shows its beginning until the person wants to read it all. */
export function FoldedText({ text }: { text: string }) {
  const [unfolded, setUnfolded] = useState(false);
  const long = text.length > FOLDED_CHARACTERS || text.split('\n').length > FOLDED_LINES;
  if (!long) return <View className="folded-text">{text}</View>;
  return (
    <View className="folded-text__whole">
      <View className={unfolded ? 'folded-text' : 'folded-text folded-text--folded'}>{text}</View>
      <Button
        kind="quiet"
        narrow
        icon={unfolded ? 'up' : 'document'}
        text={unfolded ? '收起' : '读全文'}
        onTap={() => setUnfolded(!unfolded)}
      />
    </View>
  );
}
