import { phoneStorage } from '@/services/phone-storage';
import { NEW_OFFER, type OfferForm } from './offer-form';

/** What was begun for a new offer and not saved yet, kept on this phone. */
export const unfinishedOffer = {
  read(merchantId: string): OfferForm | undefined {
    const text = phoneStorage.getItem(nameFor(merchantId));
    if (text === null) return undefined;
    try {
      // Fields that this version knows and that one did not begin as new.
      return { ...NEW_OFFER, ...(JSON.parse(text) as Partial<OfferForm>) };
    } catch {
      return undefined;
    }
  },
  keep(merchantId: string, form: OfferForm): void {
    phoneStorage.setItem(nameFor(merchantId), JSON.stringify(form));
  },
  forget(merchantId: string): void {
    phoneStorage.removeItem(nameFor(merchantId));
  },
};

const nameFor = (merchantId: string) => `shangju-unfinished-offer-${merchantId}`;
