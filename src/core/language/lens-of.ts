// One line over a service: how many reach it, and whether the outside does.

import { reachLists } from '../reach/reach-lists.ts';
import type { Analysis } from '../rules/analyze.ts';

/** Returns the code lens of a service, such as `3 reach it · open to outside`; for an inactive service, that it is inactive. */
export function lensOf({ reach, topology }: Analysis, name: string): string {
  const facts = reach.facts.get(name);
  if (!facts) {
    const profiles = topology.services.get(name)?.profiles ?? [];
    return profiles.length === 0 ? 'not active' : `not active: profile ${profiles.join(', ')}`;
  }
  const { reachedFrom, reachedOverHost, unknown } = reachLists(reach, name);
  const count = reachedFrom.length + reachedOverHost.length;
  const may = unknown.length === 0 ? '' : `${unknown.length} may reach it`;
  const sure = count === 1 ? '1 reaches it' : `${count} reach it`;
  const who = count === 0 ? may || 'no service reaches it' : [sure, may].filter(Boolean).join(', ');
  const outside =
    facts.fromOutside === 'unknown'
      ? 'outside: unknown'
      : facts.fromOutside
        ? 'open to outside'
        : 'closed to outside';
  return `${who} · ${outside}`;
}
