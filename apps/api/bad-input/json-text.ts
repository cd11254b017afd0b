/** JSON that `JSON.stringify` can't write: numbers beyond a double, keys twice, halves of characters, any depth. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** A member under a name that assigning would not make a member of its own. */
export class ExtraMember {
  constructor(
    readonly within: unknown,
    readonly name: string,
    readonly value: unknown,
  ) {}
}

export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (value instanceof ExtraMember) return withMember(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function withMember({ within, name, value }: ExtraMember): string {
  const text = jsonText(within);
  const member = `${JSON.stringify(name)}:${jsonText(value)}`;
  if (!text.startsWith('{')) return `{${member}}`;
  return text === '{}' ? `{${member}}` : `{${member},${text.slice(1)}`;
}
