/** How a resident appears on a merchant's phone: the last four digits of their number. */
export const residentTail = (number: number): string => String(number % 10_000).padStart(4, '0');
