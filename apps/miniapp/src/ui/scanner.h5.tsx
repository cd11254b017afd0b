import { createRoot } from 'react-dom/client';
import { useSession } from '@/services/session';
import { Button } from './button';
import './scanner.scss';
import { useRef, useState } from 'react';
import { useCameraScan } from './camera-scan.h5';
import { useDialogKeys } from './dialog-keys';
import { Field } from './field';
import { Icon } from './icon';
import { readPicture } from './read-picture.h5';
import { Tappable } from './tappable';

/** Lays the scanner over the page; resolves with what was read, undefined when it was closed. */
export function openScanner(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    const close = (text: string | undefined) => {
      root.unmount();
      place.remove();
      window.removeEventListener('popstate', closeWithoutCode);
      window.removeEventListener('hashchange', closeWithoutCode);
      resolve(text);
    };
    const closeWithoutCode = () => close(undefined);
    // The browser's back button leaves the scanner together with its page.
    window.addEventListener('popstate', closeWithoutCode);
    window.addEventListener('hashchange', closeWithoutCode);
    root.render(<Scanner onRead={close} onClose={closeWithoutCode} />);
  });
}

const HINTS = {
  starting: '正在打开相机…',
  looking: '把码放进框里，会自动认出来。',
  unavailable: '没有相机也可以扫：',
} as const;

function Scanner({ onRead, onClose }: { onRead: (text: string) => void; onClose: () => void }) {
  const { elderMode, textScale } = useSession.getState();
  const camera = useCameraScan(onRead);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [pictureFailed, setPictureFailed] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);
  useDialogKeys({ open: true, closable: true, onClose, within: '.scanner' });

  const pick = async (file: File | undefined) => {
    if (!file) return;
    const text = await readPicture(file);
    if (text === undefined) setPictureFailed(true);
    else onRead(text);
  };

  return (
    <div
      className={`page-root scanner${elderMode ? ' page-root--elder' : ''}`}
      style={elderMode ? ({ '--type-scale': textScale } as Record<string, number>) : {}}
      role="dialog"
      aria-modal="true"
      aria-label="扫一扫"
    >
      <header className="scanner__head">
        <Tappable className="scanner__close" label="关闭扫一扫" onTap={onClose}>
          <Icon name="close" />
        </Tappable>
        <h1 className="scanner__title">扫一扫</h1>
      </header>
      <div className="scanner__view">
        <video ref={camera.video} className="scanner__video" muted playsInline aria-label="相机画面" />
        {camera.state === 'looking' ? <div className="scanner__frame" /> : null}
        {camera.state === 'unavailable' ? (
          <p className="scanner__words">相机没有打开。可以选一张带码的照片，或者输入码下面的字。</p>
        ) : null}
      </div>
      <div className="scanner__ways">
        <p className="scanner__hint" role="status">
          {pictureFailed ? '这张照片里没有找到码，换一张清楚些的。' : HINTS[camera.state]}
        </p>
        {typing ? (
          <>
            <Field
              label="码上的字"
              value={typed}
              onChange={setTyped}
              hint="32 个字母和数字，空格不要紧。"
              maxLength={300}
            />
            <Button
              kind="main"
              text="就是这个码"
              disabledReason={typed.trim() === '' ? '先把字输进来' : undefined}
              onTap={() => onRead(typed.trim())}
            />
          </>
        ) : (
          <div className="scanner__choices">
            <Button icon="picture" text="选照片" onTap={() => fileInput.current?.click()} />
            <Button icon="keyboard" text="输入" onTap={() => setTyping(true)} />
          </div>
        )}
        <input
          ref={fileInput}
          className="scanner__file"
          type="file"
          accept="image/*"
          aria-label="带码的照片"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            void pick(file);
          }}
        />
      </div>
    </div>
  );
}
