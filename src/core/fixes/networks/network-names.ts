// Names for proposed networks: those of the file where their members are on one already, else by the role: front, mid, back.

import { freeName } from '../../compose/free-name.ts';
import type { RuleContext } from '../../findings/finding.ts';
import { membersByNetwork } from '../../rules/facts/networks.ts';
import { mayBeSplit } from '../../rules/fixes/split-lanes.ts';
import type { NetworkGroup } from './proposed-network.ts';

export interface NamedGroup extends NetworkGroup {
  readonly name: string;
  /** True when no file declares the network yet. */
  readonly fresh: boolean;
}

/** Returns the groups with names, in their order. `moving` are the services that the proposal places. */
export function nameNetworks(
  context: RuleContext,
  groups: readonly NetworkGroup[],
  moving: readonly string[],
): readonly NamedGroup[] {
  const reusable = reusableNetworks(context, moving);
  const taken = new Set<string>();
  const known = new Set(context.topology.networks.keys());
  const roles = groups.map((group) => roleOf(context, group));
  const reused = groups.map((group) => {
    const found = nearestNetwork(group, reusable, taken);
    if (found !== null) taken.add(found);
    return found;
  });
  return groups.map((group, index): NamedGroup => {
    const role = roles[index] ?? 'mid';
    const of = reused[index] ?? null;
    if (of !== null) return { ...group, name: of, fresh: false };
    const spare = reusable.get(role);
    if (spare?.members.length === 0 && spare.internal === group.internal && !taken.has(role)) {
      taken.add(role);
      return { ...group, name: role, fresh: false };
    }
    const alone = roles.filter((other) => other === role).length === 1;
    const name = freeName(alone ? role : `${role}-${namesake(context, group, groups)}`, {
      has: (word) => known.has(word) || taken.has(word),
    });
    taken.add(name);
    return { ...group, name, fresh: true };
  });
}

interface ReusableNetwork {
  readonly internal: boolean;
  /** The services that the proposal places, of those on the network. */
  readonly members: readonly string[];
}

/** Returns the networks whose name a proposed one may have: declared here, and with no service on them that stays. */
function reusableNetworks(
  context: RuleContext,
  moving: readonly string[],
): ReadonlyMap<string, ReusableNetwork> {
  const { topology, reach } = context;
  const members = membersByNetwork(context);
  const found = new Map<string, ReusableNetwork>();
  for (const [name, { origin, external, internal }] of topology.networks) {
    if (origin !== 'declared' || external !== false || name === 'default' || !mayBeSplit(topology, name))
      continue;
    const here = [...(members.get(name) ?? [])];
    const stays = here.some((member) => !moving.includes(reach.facts.get(member)?.owner ?? member));
    const idle = [...topology.services.values()].some(
      (service) =>
        !reach.facts.has(service.name) && service.attachments.some(({ network }) => network === name),
    );
    if (!stays && !idle)
      found.set(name, {
        internal: internal === true,
        members: here.filter((member) => moving.includes(member)),
      });
  }
  return found;
}

/** Returns the network that most members are on, of the same kind first; null where they are on none. */
function nearestNetwork(
  { members, internal }: NetworkGroup,
  networks: ReadonlyMap<string, ReusableNetwork>,
  taken: ReadonlySet<string>,
): string | null {
  let best: { readonly name: string; readonly score: number } | null = null;
  for (const [name, network] of networks) {
    const common = network.members.filter((member) => members.includes(member)).length;
    if (common === 0 || taken.has(name) || network.internal !== internal) continue;
    if (best === null || common > best.score) best = { name, score: common };
  }
  return best?.name ?? null;
}

function roleOf({ reach }: RuleContext, { members, internal }: NetworkGroup): 'front' | 'mid' | 'back' {
  if (internal) return 'back';
  return members.some((name) => reach.facts.get(name)?.fromOutside !== false) ? 'front' : 'mid';
}

/** Returns the member that tells one network from others of its role: its data, else the one on the fewest networks. */
function namesake(
  { tiers }: RuleContext,
  { members }: NetworkGroup,
  groups: readonly NetworkGroup[],
): string {
  const count = (name: string): number => groups.filter((group) => group.members.includes(name)).length;
  const data = members.filter((name) => tiers.of(name) === 'data');
  const [first = ''] = [...(data.length > 0 ? data : members)].sort((a, b) => count(a) - count(b));
  return first;
}
