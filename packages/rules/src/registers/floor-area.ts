/** 100,000 m². */
const FLOOR_AREA_CM2_MAX = 1_000_000_000;
const DIGITS_MAX = 6;

/**
 * A floor area in m² as people write it (`89.23`, `89.23 ㎡`, `89.23平方米`), in square centimetres; digits
 * beyond these are rounded, as spreadsheets compute them. Undefined where it is none, or not above zero.
 */
export function readFloorArea(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const [, whole, decimals = ''] = /^(\d+)(?:\.(\d+))?(?:m2|平方米|平米|平方|平)?$/i.exec(plain) ?? [];
  if (whole === undefined || whole.length > DIGITS_MAX) return undefined;
  const cm2 = Number(whole) * 10_000 + Math.round(Number(`0.${decimals}`) * 10_000);
  return cm2 >= 1 && cm2 <= FLOOR_AREA_CM2_MAX ? cm2 : undefined;
}

/** In m² with as many decimals as it has. */
export const sayFloorArea = (cm2: number): string => {
  const rest = String(cm2 % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(cm2 / 10_000));
  return rest === '' ? whole : `${whole}.${rest}`;
};
