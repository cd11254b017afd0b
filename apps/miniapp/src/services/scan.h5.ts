/** Opens the scanner over the page; resolves with what was scanned, picked or typed, undefined when it was closed. */
export async function scan(): Promise<string | undefined> {
  const { openScanner } = await fetchScanner();
  return openScanner();
}

/** Fetches the scanner for later. Its only import: webpack cuts a piece of its own for each. */
export function fetchScanner(): Promise<typeof import('@/ui/scanner.h5')> {
  return import('@/ui/scanner.h5');
}
