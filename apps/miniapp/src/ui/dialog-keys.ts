/** In WeChat there are no keys and the system keeps the focus; see dialog-keys.h5.ts for browsers. */
export function useDialogKeys(_: {
  open: boolean;
  /** False while an answer is awaited. */
  closable: boolean;
  onClose: () => void;
  /** Selector of the dialog's content. */
  within: string;
}): void {}
