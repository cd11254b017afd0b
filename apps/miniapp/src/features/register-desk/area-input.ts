import { sayFloorArea } from '@shangju/rules';

const CM2_PER_M2 = 10_000;
/** 100,000 m²: what the register takes. */
const AREA_CM2_MAX = 1_000_000_000;

/**
 * A floor area as typed, in m² with up to four decimals (`89.23`), as whole square centimetres: digit by digit, so
 * that nothing is rounded. Undefined where it is none, or not above zero.
 */
export function readArea(typed: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(typed.normalize('NFKC').trim()) ?? [];
  if (whole === undefined) return undefined;
  const areaCm2 = Number(whole) * CM2_PER_M2 + Number(decimals.padEnd(4, '0'));
  return areaCm2 > 0 && areaCm2 <= AREA_CM2_MAX ? areaCm2 : undefined;
}

/** An area as it is typed again: 89.23; nothing where it is not known. */
export function typedArea(areaCm2: number | null): string {
  return areaCm2 === null ? '' : sayFloorArea(areaCm2);
}
