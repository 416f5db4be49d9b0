// The operations that lead to proposed networks. Nobody loses the last network on the way, and aliases go along.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Service } from '../../compose/topology.ts';
import type { RuleContext } from '../../findings/finding.ts';
import { statedIntents } from '../../needs/must-needs.ts';
import { isManaged } from '../../rules/facts/networks.ts';
import { pinnedByAddress } from '../../rules/fixes/fixed-addresses.ts';
import { mayBeSplit, sameNames, sameOptions } from '../../rules/fixes/split-lanes.ts';
import type { ProposedNetwork } from './proposed-network.ts';

/** Returns the networks that each service keeps: those of other files or of a host interface, and those of fixed addresses. */
export function keptNetworks(
  context: RuleContext,
  names: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const { topology } = context;
  const pinned = pinnedByAddress(context);
  const kept = new Map<string, ReadonlySet<string>>();
  for (const name of names) {
    const networks = (topology.services.get(name)?.attachments ?? []).filter(
      ({ network, ipv4, ipv6 }) =>
        !isManaged(topology.networks.get(network)) ||
        !mayBeSplit(topology, network) ||
        ipv4 !== null ||
        ipv6 !== null ||
        pinned.get(network)?.has(name) === true,
    );
    if (networks.length > 0) kept.set(name, new Set(networks.map(({ network }) => network)));
  }
  return kept;
}

/** Returns the operations, and the networks that they remove because nobody is on them afterwards. */
export function networkOperations(
  context: RuleContext,
  networks: readonly ProposedNetwork[],
  kept: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly operations: readonly Operation[]; readonly removed: readonly string[] } {
  const { topology } = context;
  const operations: Operation[] = [];
  const targets = new Map<string, string[]>();
  for (const { name, fresh, internal, members } of networks) {
    const [first = ''] = members;
    const before = topology.services.get(first)?.attachments[0]?.network;
    if (fresh) operations.push({ type: 'add-network', network: name, internal });
    if (fresh && before !== undefined) operations.push(...sameOptions(topology, before, name));
    for (const member of members) targets.set(member, [...(targets.get(member) ?? []), name]);
  }
  for (const service of topology.services.values()) {
    const own = targets.get(service.name);
    if (own !== undefined)
      operations.push(...moveOperations(service, [...(kept.get(service.name) ?? []), ...own]));
  }
  const removed =
    networks.length === 0 ? [] : emptiedNetworks(context, networks, new Set(targets.keys()), kept);
  for (const network of removed) operations.push({ type: 'remove-network', network, soleMembers: null });
  return { operations, removed };
}

/** Returns the operations that put a service on exactly these networks. */
function moveOperations(service: Service, networks: readonly string[]): readonly Operation[] {
  const { name, attachments } = service;
  if (attachments.every(({ membership }) => membership === 'implicit-default'))
    return [{ type: 'mode', service: name, mode: { kind: 'networks', networks } }];
  const before = attachments.map(({ network }) => network);
  const left = before.filter((network) => !networks.includes(network));
  const joined = networks.filter((network) => !before.includes(network));
  const [source = before[0] ?? ''] = left;
  return [
    ...joined
      .slice(left.length)
      .flatMap((network): Operation[] => [
        { type: 'attach', service: name, network },
        ...sameNames(service, source, network),
      ]),
    ...left.flatMap((from, index): readonly Operation[] => {
      const to = joined[index];
      if (to !== undefined) return [{ type: 'move', service: name, from, to }];
      const names = networks.flatMap((network) => sameNames(service, from, network));
      return [...names, { type: 'detach', service: name, network: from, last: null }];
    }),
  ];
}

/** Returns the networks of the file that have no member afterwards; one that an intent names stays. */
function emptiedNetworks(
  { topology, workspace }: RuleContext,
  networks: readonly ProposedNetwork[],
  moved: ReadonlySet<string>,
  kept: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const used = new Set(networks.map(({ name }) => name));
  for (const { name, attachments } of topology.services.values()) {
    const own = moved.has(name) ? (kept.get(name) ?? []) : attachments.map(({ network }) => network);
    for (const network of own) used.add(network);
  }
  const stated = statedIntents(workspace).map(({ text }) => text);
  return [...topology.networks.values()]
    .filter(({ name, origin, external }) => origin === 'declared' && external === false && !used.has(name))
    .map(({ name }) => name)
    .filter((name) => !stated.some((text) => text.split(/[\s,:]+/).includes(name)));
}
