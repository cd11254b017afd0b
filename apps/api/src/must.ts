/** What the code around it guarantees to be there. */
export function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('something that must be there is not');
  return value;
}
