/** Opens the scanner over the page; resolves with what was scanned, picked or typed, undefined when it was closed. */
export async function scan(): Promise<string | undefined> {
  const { openScanner } = await import('@/ui/scanner.h5');
  return openScanner();
}
