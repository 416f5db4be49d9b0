// What one word of an intent stands for.

import type { Topology } from '../../compose/topology.ts';
import type { Subject } from './intent.ts';

const tiers: readonly string[] = ['edge', 'app', 'data'];

/**
 * The subject that a word names; null for none. A service goes before a network, a network before a tier, and
 * all of them before `outside`; `service:`, `network:` and `tier:` before the word choose.
 */
export function readSubject(topology: Topology, word: string): Subject | null {
  const [, prefix, name = ''] = /^(?:(service|network|tier):)?(.*)$/.exec(word) ?? [];
  const takes = (kind: string): boolean => prefix === undefined || prefix === kind;
  if (takes('service') && topology.services.has(name)) return { kind: 'service', name };
  if (takes('network') && isNetwork(topology, name)) return { kind: 'network', name };
  if (takes('tier') && tiers.includes(name)) return { kind: 'tier', name };
  return word === 'outside' ? { kind: 'outside', name: word } : null;
}

/** The default bridge counts where a service uses it. */
function isNetwork({ services, networks }: Topology, name: string): boolean {
  if (networks.has(name)) return true;
  return name === 'bridge' && [...services.values()].some(({ mode }) => mode.kind === 'bridge');
}
