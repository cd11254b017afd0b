import { type RefObject, useEffect, useRef, useState } from 'react';
import { readFrame } from './read-picture.h5';

/** Between two looks, so that the phone stays cool and the picture smooth. */
const LOOK_EVERY_MS = 120;

/**
 * Shows the rear camera in a video element and calls back once with the first code that it sees. `unavailable`:
 * no camera, no permission, or a page that did not come over https.
 */
export function useCameraScan(onRead: (text: string) => void): {
  video: RefObject<HTMLVideoElement>;
  state: 'starting' | 'looking' | 'unavailable';
} {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'looking' | 'unavailable'>('starting');
  const report = useRef(onRead);
  report.current = onRead;

  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;

    const look = () => {
      const text = video.current ? readFrame(video.current) : undefined;
      if (text !== undefined) report.current(text);
      else if (!ended) timer = setTimeout(look, LOOK_EVERY_MS);
    };
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (ended || !video.current) return stopAll(stream);
      video.current.srcObject = stream;
      await video.current.play();
      setState('looking');
      look();
    };
    start().catch(() => !ended && setState('unavailable'));

    return () => {
      ended = true;
      clearTimeout(timer);
      stopAll(stream);
    };
  }, []);

  return { video, state };
}

function stopAll(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
