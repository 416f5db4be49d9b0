// Which services are alike enough to be drawn as one pile. Takes the model and a few facts; knows no geometry.

import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import type { TierName } from '../layout-input.ts';

export interface PileFacts {
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Services that a proxy lets the outside into: each has a cable of its own. */
  readonly proxied: ReadonlyMap<string, unknown>;
  /** Rules that found something about a service. */
  readonly rulesOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** The services that a service needs. */
  needed(service: string): Iterable<string>;
}

const pileFrom = 5;

/** The anchor or the base it is made from, else the repository of its image; null where neither is known. */
function kindOf(service: Service): string | null {
  const { tree, extendsFrom, image } = service;
  const merged = tree.kind === 'map' ? tree.entries.find((entry) => entry.merged !== null)?.merged : null;
  if (merged) return `<<${merged.anchor}`;
  if (extendsFrom !== null) return `extends ${extendsFrom.file ?? ''} ${extendsFrom.service}`;
  return image === null ? null : image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function likeness(service: Service, facts: PileFacts): string | null {
  const kind = kindOf(service);
  const { mode } = service;
  if (kind === null || facts.proxied.has(service.name)) return null;
  if (mode.kind !== 'networks' && mode.kind !== 'bridge' && mode.kind !== 'none') return null;
  const networks = service.attachments.map((each) => each.network).sort();
  const publishes = service.ports.flatMap((port) => port.bindings);
  const tier = facts.tiers.get(service.name) ?? 'app';
  return JSON.stringify([kind, mode.kind, networks, publishes, [...service.profiles].sort(), tier]);
}

/** Without those that need another of them, in either direction. */
function withoutNeeds(names: readonly string[], facts: PileFacts): readonly string[] {
  const together = new Set(names);
  const needing = new Set<string>();
  for (const name of names) {
    for (const other of facts.needed(name)) {
      if (other === name || !together.has(other)) continue;
      needing.add(name);
      needing.add(other);
    }
  }
  return names.filter((name) => !needing.has(name));
}

/** Without those that have a finding of their own: one that fewer than half of them have. */
function withoutOwnFindings(names: readonly string[], facts: PileFacts): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const rule of facts.rulesOf.get(name) ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return names.filter((name) =>
    [...(facts.rulesOf.get(name) ?? [])].every((rule) => (counts.get(rule) ?? 0) * 2 >= names.length),
  );
}

/** Groups of five or more services that are alike, by their first one in file order. */
export function findPiles(topology: Topology, facts: PileFacts): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  const owners = new Set<string>();
  for (const service of topology.services.values()) {
    const holder = namespaceHolder(topology, service);
    if (holder !== null && holder !== service) owners.add(holder.name);
    const key = likeness(service, facts);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(service.name);
    else groups.set(key, [service.name]);
  }
  const piles: (readonly string[])[] = [];
  for (const names of groups.values()) {
    if (names.length < pileFrom) continue;
    const alone = names.filter((name) => !owners.has(name));
    const alike = withoutOwnFindings(withoutNeeds(alone, facts), facts);
    if (alike.length >= pileFrom) piles.push(alike);
  }
  return piles;
}
