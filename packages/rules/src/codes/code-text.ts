import { CODE_TEXT_LENGTH } from './code.ts';

const BARE = /^[A-Za-z0-9_-]{32}$/;
const URL_WITH_CODE = /^(?:https?:\/\/)?[^\s/?#]+\/(?:[^\s?#]+\/)?s\/([A-Za-z0-9_-]{32})\/?(?:[?#]\S*)?$/i;
/** Longer than any URL a scanner hands over for a code. */
const MAX_INPUT_LENGTH = 1024;

/**
 * The 32 characters in what was scanned or typed: `…/s/<32 characters>` of any host, with or without query
 * and fragment, or the bare characters, also in groups set apart by spaces. undefined when it is neither.
 *
 * Any host: a poster outlives a change of domain, and the tag alone decides what is genuine.
 */
export function codeText(input: string): string | undefined {
  if (input.length > MAX_INPUT_LENGTH) return undefined;
  const trimmed = input.trim();
  const fromUrl = URL_WITH_CODE.exec(trimmed)?.[1];
  if (fromUrl !== undefined) return fromUrl;
  const bare = trimmed.replace(/\s+/g, '');
  return BARE.test(bare) ? bare : undefined;
}

/**
 * The plain URL that a code shows; `origin` like `https://host` or `https://host:8443`, a slash at its end is
 * let be.
 */
export function codeUrl(origin: string, text: string): string {
  if (text.length !== CODE_TEXT_LENGTH) throw new RangeError('A code has 32 characters');
  return `${origin.replace(/\/+$/, '')}/s/${text}`;
}
