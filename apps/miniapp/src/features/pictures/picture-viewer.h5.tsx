import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { failureWords } from '@/services/failure-words';
import { useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { useDialogKeys } from '@/ui/dialog-keys';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './picture-viewer.scss';
import { usePicture } from './use-picture';

/** Lays the pictures over the page, one at a time, until they are closed. */
export function openPictureViewer(pictureIds: readonly string[], at: number): void {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const close = () => {
    root.unmount();
    place.remove();
    window.removeEventListener('popstate', close);
    window.removeEventListener('hashchange', close);
  };
  // The browser's back button leaves them together with their page.
  window.addEventListener('popstate', close);
  window.addEventListener('hashchange', close);
  root.render(<Viewer pictureIds={pictureIds} at={at} onClose={close} />);
}

function Viewer({
  pictureIds,
  at,
  onClose,
}: {
  pictureIds: readonly string[];
  at: number;
  onClose: () => void;
}) {
  const { elderMode, textScale } = useSession.getState();
  const [shown, setShown] = useState(at);
  const last = pictureIds.length - 1;
  const turn = (by: number) => setShown((now) => Math.min(last, Math.max(0, now + by)));
  useDialogKeys({ open: true, closable: true, onClose, within: '.picture-viewer' });
  useArrowKeys(turn);
  const place = `第 ${shown + 1} 张，共 ${pictureIds.length} 张`;

  return (
    <div
      className={`page-root picture-viewer${elderMode ? ' page-root--elder' : ''}`}
      style={elderMode ? ({ '--type-scale': textScale } as Record<string, number>) : {}}
      role="dialog"
      aria-modal="true"
      aria-label="看照片"
    >
      <header className="picture-viewer__head">
        <Tappable className="picture-viewer__turn" label="关闭照片" onTap={onClose}>
          <Icon name="close" />
        </Tappable>
        <p className="picture-viewer__place figures" role="status">
          {place}
        </p>
      </header>
      <Large key={pictureIds[shown]} pictureId={pictureIds[shown] ?? ''} label={place} />
      {last > 0 ? (
        <footer className="picture-viewer__foot">
          <Tappable
            className="picture-viewer__turn"
            label="上一张"
            disabled={shown === 0}
            onTap={() => turn(-1)}
          >
            <Icon name="back" />
          </Tappable>
          <Tappable
            className="picture-viewer__turn"
            label="下一张"
            disabled={shown === last}
            onTap={() => turn(1)}
          >
            <Icon name="forward" />
          </Tappable>
        </footer>
      ) : null}
    </div>
  );
}

function useArrowKeys(turn: (by: number) => void): void {
  const now = useRef(turn);
  now.current = turn;
  useEffect(() => {
    const listener = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowRight') now.current(1);
      if (key === 'ArrowLeft') now.current(-1);
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function Large({ pictureId, label }: { pictureId: string; label: string }) {
  const { retry, ...picture } = usePicture(pictureId, 'large');
  return (
    <div className="picture-viewer__view">
      {picture.state === 'coming' ? <p role="status">正在取照片…</p> : null}
      {picture.state === 'here' ? (
        <img className="picture-viewer__picture" src={picture.address} alt={label} />
      ) : null}
      {picture.state === 'failed' ? (
        <>
          <p role="alert">{failureWords(picture.failure)}</p>
          <Button narrow icon="refresh" text="再试一次" onTap={retry} />
        </>
      ) : null}
    </div>
  );
}
