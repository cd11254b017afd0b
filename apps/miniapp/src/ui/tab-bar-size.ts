/** WeChat's bar follows WeChat's own setting. */
export const followReadingSize = (): void => undefined;
