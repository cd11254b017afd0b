/** The value, or an error that names what was not loaded: a bug in the caller, never a person's mistake. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Not loaded: ${what}`);
  return value;
}
