/** How a register's units are counted in a sentence: 48 家商户, 120 户, 9 个表决单位. */
export type UnitWord = '家商户' | '户' | '个表决单位';

/** How many may vote in one register, as the rule's sentence and the tally need it. */
export interface ElectorateNumbers {
  /** As people call the register: 鱼巷商户. */
  readonly name: string;
  readonly unitWord: UnitWord;
  /** Units that may vote. */
  readonly eligible: number;
  /** Floor area of all that may vote, in whole cm². Null where the rule does not count by area. */
  readonly eligibleAreaCm2: number | null;
  /** Units that signed in at the ballot's meeting. Null where there is none, or before it. */
  readonly present: number | null;
  readonly presentAreaCm2: number | null;
}

/** 32 家, 80 户, 5 个单位. */
export function sayUnits(count: number, unitWord: UnitWord): string {
  return `${count} ${WORDS[unitWord].counter}`;
}

/** The parts of sentences about units: 48 家商户有表决权, 每家, 家数, 参加的商户. */
export const WORDS: Readonly<
  Record<UnitWord, { electorate: string; counter: string; count: string; noun: string }>
> = {
  家商户: { electorate: '家商户有表决权', counter: '家', count: '家数', noun: '商户' },
  户: { electorate: '户有表决权', counter: '户', count: '户数', noun: '户' },
  个表决单位: { electorate: '个表决单位', counter: '个单位', count: '单位数', noun: '单位' },
};
