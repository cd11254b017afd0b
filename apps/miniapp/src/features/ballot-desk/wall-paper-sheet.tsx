import { View } from '@tarojs/components';
import { QrCode } from '@/ui/qr-code';
import type { WallPaper } from './wall-paper';
import { WallPaperActions } from './wall-paper-actions';
import './wall-paper-sheet.scss';

/** The sheet as it will hang on the wall, and how to get it there. */
export function WallPaperSheet({ paper, fileName }: { paper: WallPaper; fileName: string }) {
  return (
    <>
      <View className="wall-paper">
        <View className="wall-paper__soft">{paper.from}</View>
        <View className="wall-paper__kind">{paper.kind}</View>
        <View className="wall-paper__title">{paper.title}</View>
        <View className="wall-paper__sentence figures">{paper.sentence}</View>
        {paper.text === '' ? null : <View className="wall-paper__text">{paper.text}</View>}
        {paper.facts.map(({ label, words }) => (
          <View key={`${label} ${words}`} className="wall-paper__fact">
            <View className="wall-paper__label">{label}</View>
            <View className="figures">{words}</View>
          </View>
        ))}
        <View className="wall-paper__foot">
          <View className="wall-paper__code">
            <QrCode text={paper.codeUrl} label="表决的码" />
          </View>
          <View className="wall-paper__beside">
            <View className="wall-paper__call">{paper.codeCall}</View>
            {paper.codes.map(({ label, code }) => (
              <View key={label}>
                <View className="wall-paper__small wall-paper__soft">{label}</View>
                <View className="wall-paper__small figures">{code}</View>
              </View>
            ))}
            <View className="wall-paper__soft">{paper.foot}</View>
          </View>
        </View>
      </View>
      <View className="wall-paper__around">
        <WallPaperActions paper={paper} fileName={fileName} />
      </View>
    </>
  );
}
