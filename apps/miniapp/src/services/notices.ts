import { create } from 'zustand';

export type NoticeTone = 'good' | 'plain' | 'alarm';

export interface Notice {
  id: number;
  text: string;
  tone: NoticeTone;
}

const SHOWN_MS = 4_000;

/** The one notice that is on show, if any; every Page draws it. */
export const useNotice = create<{ notice: Notice | undefined }>()(() => ({ notice: undefined }));

/** Shows a sentence for a few seconds. For what must not be missed, write it on the page instead. */
export function notify(text: string, tone: NoticeTone = 'plain'): void {
  lastId += 1;
  const notice = { id: lastId, text, tone };
  useNotice.setState({ notice });
  setTimeout(() => {
    if (useNotice.getState().notice?.id === notice.id) useNotice.setState({ notice: undefined });
  }, SHOWN_MS);
}

let lastId = 0;
