/** WeChat itself decides how pages come. */
export const spareMotion = (): void => undefined;
