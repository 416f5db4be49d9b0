// `no-way-out`: no connection beyond the host, answered or not (E1–E12), and none on the physical network (V1).

import type { Topology, Tri } from '../compose/topology.ts';
import { explainReach } from '../explain/explain-reach.ts';
import type { Tiers } from '../needs/tiers.ts';
import { memberPath } from '../reach/document-paths.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { type Breach, membersOf, quoted, type WayOutIntent } from './intent.ts';

/** One breach for each service with a way out, or of which it is not known. */
export function checkWayOut(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: WayOutIntent,
): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(reach, tiers, intent.subjects)) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    const wire = wireNetwork(topology, facts.networks);
    const leaving = leaves(topology, reach, name);
    if (leaving === false) continue;
    const state = leaving === true ? 'broken' : 'unknown';
    const network = facts.gateway ?? wire;
    const { summary } = explainReach(topology, reach, name, outsidePlace);
    breaches.push({
      state,
      certainty: guess ? 'inferred' : 'certain',
      subjects: [name],
      message: `${quoted(intent)} ${state === 'broken' ? 'does not hold' : 'cannot be decided'}: ${summary}.`,
      at: intent.path,
      path: [{ from: name, to: outsidePlace, network, at: memberPath(topology, reach, name, network) }],
      evidence: [intent.text, state, name],
      parts: [
        ['CN701', intent.text, name],
        ...(state === 'broken' ? [['CN701', intent.text, name, state]] : []),
      ],
      unlisted: [],
    });
  }
  return breaches;
}

/** Whether anything that a service sends leaves the host. E5: without masquerade packets leave all the same. */
export function leaves(topology: Topology, reach: Reach, name: string): Tri {
  const facts = reach.facts.get(name);
  if (!facts) return 'unknown';
  return wireNetwork(topology, facts.networks) === null ? either(facts.egress, facts.egressNeedsRoute) : true;
}

/** V1: a network on a parent interface reaches its neighbours there, internal or not. */
function wireNetwork(topology: Topology, networks: readonly string[]): string | null {
  for (const name of networks) {
    const network = topology.networks.get(name);
    if (!network || (network.driver !== 'macvlan' && network.driver !== 'ipvlan')) continue;
    if (network.driverOpts.has('parent')) return name;
  }
  return null;
}
