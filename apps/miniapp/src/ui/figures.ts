/** A whole number for people, its thousands apart: 12,345. What browsers bring for it takes an old phone half a second to set up. */
export const sayNumber = (whole: number): string => String(whole).replace(/\B(?=(?:\d{3})+$)/g, ',');
