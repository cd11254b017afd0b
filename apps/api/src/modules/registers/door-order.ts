/**
 * By address with numbers as numbers: No. 2 before No. 10. Digits are filled up to eight, text goes by code
 * point, so that every database orders alike.
 */
export const inOrderOfDoors = (address: string): string =>
  `regexp_replace(regexp_replace(${address}, '(\\d+)', '0000000\\1', 'g'), '\\d*(\\d{8})(?!\\d)', '\\1', 'g') collate "C"`;
