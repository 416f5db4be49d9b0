import type { Topology } from '../../core/compose/topology.ts';

const tiers = ['edge', 'app', 'data'] as const;

/**
 * The words that a side of an intent may be: services, networks and tiers, each once. Where names are equal the weaker ones
 * say what they are, since a service goes before a network and a network before a tier.
 */
export function subjectWords({ services, networks }: Topology): readonly string[] {
  const words = new Set<string>(services.keys());
  for (const name of networks.keys()) words.add(words.has(name) ? `network:${name}` : name);
  for (const tier of tiers) words.add(words.has(tier) ? `tier:${tier}` : tier);
  return [...words];
}
