// The family of a change in words.

import { familyNames } from '../reach/families.ts';
import type { Family } from '../reach/reach-model.ts';

/** ` over IPv6`, to follow what is said of the change; nothing where it is of both, or where the address of its port says it. */
export function overFamily({
  family,
  port = '',
}: {
  readonly family?: Family;
  readonly port?: string;
}): string {
  if (family === undefined || (port !== '' && !port.startsWith('0.0.0.0:'))) return '';
  return ` over ${familyNames[family]}`;
}
