// Whether a project is drawn by its needs and still lacks the networks for them.

import { countText } from '../../compose/numbers.ts';
import type { ProjectFacts } from '../../needs/project-facts.ts';

/** Returns the reason to propose networks: stated needs that no network carries, or a stack on one network; null for none. */
export function asksForNetworks({
  topology,
  reach,
  needs,
}: Pick<ProjectFacts, 'topology' | 'reach' | 'needs'>): string | null {
  const stated = needs.all.filter(
    ({ kind, from, to }) => kind === 'must' && reach.facts.has(from) && reach.facts.has(to),
  );
  if (stated.length === 0) return null;
  const missing = stated.filter(({ from, to }) => reach.direct(from, to) === false).length;
  if (missing > 0) return `${countText(missing)} ${missing === 1 ? 'need has' : 'needs have'} no network`;
  const members = [...topology.services.values()].filter(({ name }) => reach.facts.has(name));
  const isFlat =
    members.length > 2 &&
    members.every(({ attachments: [first, ...more] }) => {
      return (
        first !== undefined && more.length === 0 && first.network === members[0]?.attachments[0]?.network
      );
    });
  return isFlat ? 'All on one network' : null;
}
