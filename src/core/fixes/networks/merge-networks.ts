// Proposed networks that a person merges or renames, and what a merge opens.

import type { Edge } from './clique-cover.ts';
import type { NamedGroup } from './network-names.ts';

/** Returns the networks with `other` merged into `into`, which keeps its name; `order` lists the services in file order. */
export function mergeNetworks(
  networks: readonly NamedGroup[],
  other: NamedGroup,
  into: NamedGroup,
  order: readonly string[],
): readonly NamedGroup[] {
  const members = order.filter((name) => into.members.includes(name) || other.members.includes(name));
  const merged = { ...into, members, internal: into.internal && other.internal };
  return networks
    .filter((network) => network !== other)
    .map((network) => (network === into ? merged : network));
}

/** Returns the pairs that a merge puts on one network and that are on none together yet. */
export function openedByMerge(
  networks: readonly NamedGroup[],
  one: NamedGroup,
  two: NamedGroup,
): readonly Edge[] {
  const areTogether = (a: string, b: string): boolean =>
    networks.some(({ members }) => members.includes(a) && members.includes(b));
  return one.members.flatMap((a) =>
    two.members.filter((b) => a !== b && !areTogether(a, b)).map((b): Edge => [a, b]),
  );
}

/** Returns the networks with `network` under another name; one of the `declared` names is that of a network of the file. */
export function renameNetwork(
  networks: readonly NamedGroup[],
  network: NamedGroup,
  name: string,
  declared: ReadonlySet<string>,
): readonly NamedGroup[] {
  return networks.map((one) => (one === network ? { ...one, name, fresh: !declared.has(name) } : one));
}
