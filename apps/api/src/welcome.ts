import type { Persona } from '@shangju/contracts';
import type { Config } from './config.ts';

/** What a person who has just started it reads. */
export function welcome(
  { publicOrigin }: Pick<Config, 'publicOrigin'>,
  personas: readonly Persona[],
): string {
  const people = personas.map(({ key, name, about }) => `  ${name}  ${about}  (${key})`);
  const logIn = people.length > 0 ? ['', '可以用这些身份登录 · Log in as:', ...people] : [];
  return `${['', `商居共治 Shangju  ${publicOrigin}`, `API 文档 · docs  ${publicOrigin}/docs`, ...logIn].join('\n')}\n\n`;
}
