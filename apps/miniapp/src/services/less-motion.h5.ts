/** Pages slide over each other; who has asked the system for less motion gets them at once. */
export function spareMotion(): void {
  const { __taroAppConfig: config } = window as { __taroAppConfig?: { animation?: boolean } };
  if (config && matchMedia('(prefers-reduced-motion: reduce)').matches) config.animation = false;
}
