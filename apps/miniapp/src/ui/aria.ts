/** What assistive technology is told about an element. */
export interface Aria {
  role?: string | undefined;
  label?: string | undefined;
  live?: 'polite' | 'assertive' | undefined;
  hidden?: boolean | undefined;
  checked?: boolean | undefined;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
  modal?: boolean | undefined;
}

/** The attributes by the names that each platform reads: `role` and `aria-…` in browsers, `aria-role` … in WeChat. */
export function aria({ role, ...states }: Aria): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (role !== undefined) attributes[process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role'] = role;
  for (const [name, value] of Object.entries(states)) {
    if (value !== undefined) attributes[`aria-${name}`] = String(value);
  }
  return attributes;
}
