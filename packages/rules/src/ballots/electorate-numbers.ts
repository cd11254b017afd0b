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
