import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { PendingSend } from '@/services/pending-sends';
import { phoneStorage } from '@/services/phone-storage';

/** An act that waited for a network, and was refused when it arrived. */
export interface LateRefusal {
  key: string;
  personId: string | undefined;
  about: string;
  why: string;
}

const KEPT_MAX = 20;

/** Stays on the page until the person has read it: nobody looks at the phone when it happens. */
export const useLateRefusals = create<{ refusals: LateRefusal[] }>()(
  persist((): { refusals: LateRefusal[] } => ({ refusals: [] }), {
    name: 'shangju-late-refusals',
    storage: createJSONStorage(() => phoneStorage),
  }),
);

export function keepLateRefusal({ key, personId, about }: PendingSend, why: string): void {
  useLateRefusals.setState(({ refusals }) => ({
    refusals: [{ key, personId, about, why }, ...refusals].slice(0, KEPT_MAX),
  }));
}

export function forgetLateRefusal(key: string): void {
  useLateRefusals.setState(({ refusals }) => ({ refusals: refusals.filter((one) => one.key !== key) }));
}
