import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import './offer-facts.scss';
import { limitWords, stockWords } from './offer-words';

/** How often and how many, each kept together where the line breaks. */
export function OfferFacts({ offer }: { offer: Offer }) {
  return (
    <View className="offer-facts">
      <View className="offer-facts__fact">{limitWords(offer)}</View>
      <View className="offer-facts__fact">{stockWords(offer)}</View>
    </View>
  );
}
