// A name that several stacks answer to is one's own where one has it: that another stack answers, too, is the mistake (CN803), and
// nobody's need.

import type { HostNeed, HostNeeds } from './host-needs.ts';

/** Whether a need of another stack comes of a name alone that the asker's own stack answers to. */
export function isMistaken(needs: Pick<HostNeeds, 'from'>, { from, by, name }: HostNeed): boolean {
  if (by !== 'name' || name === null) return false;
  const asked = name.toLowerCase();
  return needs.from(from).some((other) => other.by === 'stack' && other.name?.toLowerCase() === asked);
}
