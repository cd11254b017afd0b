const CM2_PER_M2 = 10_000;
const CM2_PER_HUNDREDTH = 100;

/** Square metres, exact: 85, 85.5, 85.25. Certificates have two decimals; what is finer is said with four. */
export function sayArea(areaCm2: number): string {
  const whole = Math.floor(areaCm2 / CM2_PER_M2);
  const decimals = String(areaCm2 % CM2_PER_M2)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return decimals === '' ? String(whole) : `${whole}.${decimals}`;
}

/**
 * The least area, said in hundredths of a square metre where all areas are such: then no sum lies between it
 * and the exact bound.
 */
export function sayLeastArea(leastCm2: number, ...areasCm2: readonly number[]): string {
  const inHundredths = areasCm2.every((area) => area % CM2_PER_HUNDREDTH === 0);
  return sayArea(inHundredths ? Math.ceil(leastCm2 / CM2_PER_HUNDREDTH) * CM2_PER_HUNDREDTH : leastCm2);
}
