import type { Fraction } from './ballot-rule.ts';

/**
 * The smallest whole number that is `at-least`, or `more-than`, this share of the base. Exact for every base
 * that is a safe integer: the denominator is divided out before it multiplies, as phones may lack BigInt.
 */
export function leastReaching(share: Fraction, kind: 'at-least' | 'more-than', base: number): number {
  const { numerator, denominator } = share;
  const rest = numerator * (base % denominator);
  const whole = numerator * Math.floor(base / denominator) + Math.floor(rest / denominator);
  return kind === 'at-least' && rest % denominator === 0 ? whole : whole + 1;
}

/** As `leastReaching`, of votes or units: at least one, as nothing is decided by nobody. */
export function fewestReaching(share: Fraction, kind: 'at-least' | 'more-than', base: number): number {
  return Math.max(1, leastReaching(share, kind, base));
}

/** 三分之二, 一半, 全部, 百分之六十. */
export function sayShare(share: Fraction): string {
  const { numerator, denominator } = reduced(share);
  if (numerator === denominator) return '全部';
  if (denominator === 2) return '一半';
  // A whole percent stays one: 百分之六十 is how it was meant, not 五分之三.
  if (share.denominator === 100) return `百分之${sayNumber(share.numerator)}`;
  return `${sayNumber(denominator)}分之${sayNumber(numerator)}`;
}

/** 过半数, 三分之二以上, 超过三分之二: how many of some there must be. 以上 includes the number, as in law. */
export function sayHowMany(share: Fraction, kind: 'at-least' | 'more-than'): string {
  const said = sayShare(share);
  if (kind === 'more-than') return said === '一半' ? '过半数' : `超过${said}`;
  if (said === '一半') return '至少半数';
  return said === '全部' ? said : `${said}以上`;
}

/** Whether two can't both have it. */
export function isMajority({ numerator, denominator }: Fraction, kind: 'at-least' | 'more-than'): boolean {
  return kind === 'more-than' ? numerator * 2 >= denominator : numerator * 2 > denominator;
}

function reduced({ numerator, denominator }: Fraction): Fraction {
  const divisor = greatestDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 100. */
function sayNumber(value: number): string {
  if (value === 100) return '一百';
  const tens = Math.floor(value / 10);
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${DIGITS[value % 10]}`;
}
