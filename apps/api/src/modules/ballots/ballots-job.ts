/** Opens, closes and seals what is due. */
export const BALLOTS_JOB = 'bring-ballots-on';
