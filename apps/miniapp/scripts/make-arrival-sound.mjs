// Writes src/sounds/arrival.wav: the same two tones that sound.h5.ts plays. Run by hand when they change.
import { mkdirSync, writeFileSync } from 'node:fs';

const RATE_HZ = 11_025;
const SECONDS = 0.6;
const TONES = [
  { frequencyHz: 880, beginSeconds: 0 },
  { frequencyHz: 1175, beginSeconds: 0.14 },
];

const samples = Int16Array.from({ length: RATE_HZ * SECONDS }, (_, index) => {
  const at = index / RATE_HZ;
  const value = TONES.reduce((sum, tone) => sum + sampleOf(tone, at), 0);
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
});

mkdirSync(new URL('../src/sounds/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('../src/sounds/arrival.wav', import.meta.url),
  Buffer.concat([header(), Buffer.from(samples.buffer)]),
);

function sampleOf({ frequencyHz, beginSeconds }, at) {
  const since = at - beginSeconds;
  if (since < 0 || since > 0.42) return 0;
  const loudness = since < 0.015 ? since / 0.015 : Math.exp(-(since - 0.015) * 12);
  return 0.5 * loudness * Math.sin(2 * Math.PI * frequencyHz * since);
}

/** RIFF header of 16-bit mono PCM. */
function header() {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.byteLength, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE_HZ, 24);
  bytes.writeUInt32LE(RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.byteLength, 40);
  return bytes;
}
