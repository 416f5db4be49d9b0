// How an overlay counts what it does not know beside what it does, so that unknown is never shown as none.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Service, Topology } from '../../core/compose/topology.ts';

const isUnset = (text: string): boolean => text.includes('$');

/** Whether what its network does depends on variables that are not set: its mode, a port that cannot be read, or a network of its. */
function dependsOnVariables(topology: Topology, service: Service): boolean {
  const { mode, ports, attachments } = service;
  if (mode.kind === 'unknown') return isUnset(mode.raw);
  if (ports.some(({ bindings, unset }) => bindings.length === 0 && unset.length > 0)) return true;
  return attachments.some(({ network }) => (topology.networks.get(network)?.unset.length ?? 0) > 0);
}

/** `, 17 not known (they depend on variables that are not set)`; the reason where it is that of all. Empty for none. */
export function notKnown({ topology, reach }: Analysis, names: readonly string[]): string {
  if (names.length === 0) return '';
  const owners = names.map((name) => topology.services.get(reach.facts.get(name)?.owner ?? name));
  const allDepend = owners.every((owner) => owner !== undefined && dependsOnVariables(topology, owner));
  const [they, depend] = names.length === 1 ? ['it', 'depends'] : ['they', 'depend'];
  const why = allDepend ? ` (${they} ${depend} on variables that are not set)` : '';
  return `, ${names.length} not known${why}`;
}
