/**
 * An instant as a request tells it. The contract has checked its form; what its form allows and no
 * calendar has, as a leap second, is no instant.
 */
export function readInstant(text: string): Date | undefined {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
