import { useEffect, useRef } from 'react';

/** Takes the focus into an open dialog and gives it back after; Escape closes, Tab stays inside. */
export function useDialogKeys({
  open,
  closable,
  onClose,
  within,
}: {
  open: boolean;
  closable: boolean;
  onClose: () => void;
  within: string;
}): void {
  const now = useRef({ closable, onClose });
  now.current = { closable, onClose };

  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    // Custom elements render a moment after they are there.
    const timer = setTimeout(() => reachable(within)[0]?.focus({ preventScroll: true }));
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && now.current.closable) now.current.onClose();
      if (event.key === 'Tab') keepInside(event, reachable(within));
    };
    document.addEventListener('keydown', listener);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listener);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [open, within]);
}

function reachable(within: string): HTMLElement[] {
  const selector = ['[tabindex="0"]', 'input:not([tabindex="-1"])', 'textarea']
    .map((kind) => `${within} ${kind}`)
    .join(',');
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

function keepInside(event: KeyboardEvent, elements: readonly HTMLElement[]): void {
  const first = elements.at(0);
  const last = elements.at(-1);
  const at = document.activeElement;
  const outside = !elements.some((element) => element === at);
  const next =
    event.shiftKey && (at === first || outside)
      ? last
      : !event.shiftKey && (at === last || outside)
        ? first
        : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
}
