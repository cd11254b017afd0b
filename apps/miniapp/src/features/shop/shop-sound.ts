import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { phoneStorage } from '@/services/phone-storage';

interface ShopSound {
  wanted: boolean;
}

/** Whether arrivals sound on this phone; remembered. */
export const useShopSound = create<ShopSound>()(
  persist((): ShopSound => ({ wanted: true }), {
    name: 'shangju-shop-sound',
    storage: createJSONStorage(() => phoneStorage),
  }),
);
