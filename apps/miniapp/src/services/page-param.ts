/** A parameter of a page's address; neither WeChat nor the browser's router decodes them. */
export function pageParam(params: Partial<Record<string, string>>, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === '') return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray % is not encoding.
    return value;
  }
}
