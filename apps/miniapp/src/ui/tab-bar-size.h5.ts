import { useSession } from '@/services/session';

/** The bar lies outside of every page: it is told what size its reader has set. */
export function followReadingSize(): void {
  const tell = ({ elderMode, textScale }: { elderMode: boolean; textScale: number }) =>
    document.documentElement.style.setProperty('--tab-bar-scale', `${elderMode ? textScale : 1}`);
  tell(useSession.getState());
  useSession.subscribe(tell);
}
