// Which services are alike enough to be drawn as one pile: of one image repository, tier and reach. Takes the model and a few facts; knows no geometry.

import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { childOf, deref } from '../../yaml/tree.ts';
import type { TierName } from '../layout-input.ts';

export interface PileFacts {
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Services that take no part: they lie in no pile with those that do. */
  readonly inactive: ReadonlySet<string>;
  /** Services that a proxy lets the outside into: each has a trunk of its own. */
  readonly proxied: ReadonlyMap<string, unknown>;
  /** Services whose cards carry a badge of danger. */
  readonly dangerous: ReadonlyMap<string, unknown>;
  /** Rules that found something about a service. */
  readonly rulesOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** The services that a service needs. */
  needed(service: string): Iterable<string>;
}

/** Fewer than this are cards of their own. */
export const pileFrom = 5;

/** The repository of its image, or what is written where a variable without a value would name it; null without an image. */
function repositoryOf({ tree, unset, image }: Service): string | null {
  const written = deref(childOf(tree, 'image'));
  if (written?.kind === 'scalar' && unset.some((name) => written.text.includes(name))) return written.text;
  return image === null ? null : image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function likeness(service: Service, facts: PileFacts): string | null {
  const repository = repositoryOf(service);
  const { mode, name } = service;
  const tier = facts.tiers.get(name) ?? 'app';
  // A service that is dangerous, keeps data or lets something in gets a card of its own.
  if (repository === null || tier === 'data' || service.ports.length > 0) return null;
  if (facts.proxied.has(name) || facts.dangerous.has(name)) return null;
  if (mode.kind !== 'networks' && mode.kind !== 'bridge' && mode.kind !== 'none') return null;
  const networks = service.attachments.map((each) => each.network).sort();
  const off = facts.inactive.has(name);
  return JSON.stringify([repository, mode.kind, networks, [...service.profiles].sort(), tier, off]);
}

/** The group without services that need another member of it, in either direction. */
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

/** The group without services that have a finding which fewer than half of its members have. */
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
