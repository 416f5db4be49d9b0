// Finds services that are similar enough for one pile: the same image repository, tier and reach. Takes the model and a few facts; knows no
// geometry.

import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { childOf, deref } from '../../yaml/tree.ts';
import type { TierName } from '../layout-input.ts';

export interface PileFacts {
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Services of inactive profiles; they never share a pile with active ones. */
  readonly inactive: ReadonlySet<string>;
  /** Services reachable through a proxy; each has its own trunk. */
  readonly proxied: ReadonlyMap<string, unknown>;
  /** Services whose cards carry a danger badge. */
  readonly dangerous: ReadonlyMap<string, unknown>;
  /** Ids of the rules with a finding about each service. */
  readonly rulesOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Returns the services that a service needs. */
  needed(service: string): Iterable<string>;
}

/** Smallest number of similar services that form a pile. */
export const minPileSize = 5;

/** Returns the repository of a service's image, or the written text where an unset variable would name it; null without an image. */
function repositoryOf({ tree, unset, image }: Service): string | null {
  const written = deref(childOf(tree, 'image'));
  if (written?.kind === 'scalar' && unset.some((name) => written.text.includes(name))) return written.text;
  return image === null ? null : image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function similarityKey(service: Service, facts: PileFacts): string | null {
  const repository = repositoryOf(service);
  const { mode, name } = service;
  const tier = facts.tiers.get(name) ?? 'app';
  // A service that is dangerous, stores data or is reachable from outside gets its own card.
  if (repository === null || tier === 'data' || service.ports.length > 0) return null;
  if (facts.proxied.has(name) || facts.dangerous.has(name)) return null;
  if (mode.kind !== 'networks' && mode.kind !== 'bridge' && mode.kind !== 'none') return null;
  const networks = service.attachments.map((each) => each.network).sort();
  const off = facts.inactive.has(name);
  return JSON.stringify([repository, mode.kind, networks, [...service.profiles].sort(), tier, off]);
}

/** Returns the group without the services that need, or are needed by, another member. */
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

/** Returns the group without the services that have a finding shared by fewer than half of the members. */
function withoutOwnFindings(names: readonly string[], facts: PileFacts): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const rule of facts.rulesOf.get(name) ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return names.filter((name) =>
    [...(facts.rulesOf.get(name) ?? [])].every((rule) => (counts.get(rule) ?? 0) * 2 >= names.length),
  );
}

/** Returns groups of five or more similar services, sorted by the file order of their first members. */
export function findPiles(topology: Topology, facts: PileFacts): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  const owners = new Set<string>();
  for (const service of topology.services.values()) {
    const holder = namespaceHolder(topology, service);
    if (holder !== null && holder !== service) owners.add(holder.name);
    const key = similarityKey(service, facts);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(service.name);
    else groups.set(key, [service.name]);
  }
  const piles: (readonly string[])[] = [];
  for (const names of groups.values()) {
    if (names.length < minPileSize) continue;
    const alone = names.filter((name) => !owners.has(name));
    const similar = withoutOwnFindings(withoutNeeds(alone, facts), facts);
    if (similar.length >= minPileSize) piles.push(similar);
  }
  return piles;
}
