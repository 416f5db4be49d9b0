// The signs of what a firewall makes of a published port, as shapes like those of kinds of services: the page and exported pictures draw the same.

import { ShieldAlert, ShieldHalf, ShieldQuestionMark, ShieldX } from 'lucide';
import type { Shape } from './kind-icons.ts';

export const shieldIcons = {
  stopped: ShieldX,
  'in-part': ShieldHalf,
  against: ShieldAlert,
  unknown: ShieldQuestionMark,
} as const satisfies { readonly [state: string]: readonly Shape[] };
