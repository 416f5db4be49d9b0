// Where a service's own stack answers to a name, that stack is meant: that another stack answers as well is the mistake (CN803), and no
// need.

import type { HostNeed, HostNeeds } from './host-needs.ts';

/** Whether a need of another stack results only from a name to which the asker's own stack answers as well. */
export function isMistaken(needs: Pick<HostNeeds, 'from'>, { from, by, name }: HostNeed): boolean {
  if (by !== 'name' || name === null) return false;
  const asked = name.toLowerCase();
  return needs.from(from).some((other) => other.by === 'stack' && other.name?.toLowerCase() === asked);
}
