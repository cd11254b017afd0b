import type { PICTURES_OF_PATROL_MAX as OfContract } from '@shangju/contracts';

/** As the contract has it; a copy, because a value of the contracts would bring all their schemas to the phone. */
export const PICTURES_OF_PATROL_MAX: typeof OfContract = 9;
