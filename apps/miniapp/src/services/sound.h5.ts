let context: AudioContext | undefined;

/** Whether it is of use to ask: before any tap browsers refuse, and some take most of a second for it. */
export function mayAllowSound(): boolean {
  // Safari before 16.4 does not tell.
  return navigator.userActivation?.hasBeenActive ?? true;
}

/**
 * Lets later arrivals sound: browsers want a tap first. Call from a tap (我的店 asks for one).
 * @returns whether sound is on now
 */
export async function allowSound(): Promise<boolean> {
  context ??= new AudioContext();
  await context.resume();
  return context.state === 'running';
}

/** Two short rising tones, as a shop door's bell; silent until `allowSound`. */
export function playArrival(): void {
  if (context?.state !== 'running') return;
  tone(context, 880, 0);
  tone(context, 1175, 0.14);
}

function tone(audio: AudioContext, frequencyHz: number, afterSeconds: number): void {
  const begin = audio.currentTime + afterSeconds;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequencyHz;
  gain.gain.setValueAtTime(0.0001, begin);
  gain.gain.exponentialRampToValueAtTime(0.5, begin + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + 0.4);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(begin + 0.42);
}
