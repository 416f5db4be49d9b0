// What a common network means for two of its members.

import type { Path } from '../../yaml/tree.ts';
import { familyNames } from '../reach/families.ts';
import type { Segment } from '../reach/networks/segment.ts';
import { bridgeOptionPath } from './document-paths.ts';
import type { Reason } from './explanation.ts';
import type { Party } from './party.ts';

/** Why `from` and `to` do or do not reach each other on the network `key`. */
export function segmentReason(
  from: Party,
  to: Party,
  segment: Segment,
  key: string,
  at: readonly Path[],
): Reason {
  const together = `${from.name} and ${to.name} are both on ${key}`;
  if (segment.carries === true) {
    const rule = segment.kind === 'macvlan' || segment.kind === 'ipvlan' ? 'C7' : 'C2';
    return { rule, text: together, at };
  }
  if (segment.present === false) {
    return { rule: 'F1', text: `${together}, which has no ${familyNames[from.family]}`, at };
  }
  if (segment.kind === 'bridge') {
    const says =
      segment.carries === false
        ? 'but it forbids traffic between members'
        : 'but whether members may talk is not known';
    return {
      rule: 'C4',
      text: `${together}, ${says} (enable_icc)`,
      at: [...at, bridgeOptionPath(key, 'enable_icc')],
    };
  }
  const says =
    segment.carries === false
      ? 'but its mode keeps members apart'
      : 'but whether its driver lets members talk is not known';
  return { rule: 'C8', text: `${together}, ${says}`, at: [...at, ['networks', key]] };
}
