// How far one may get out: `no-way-out` (E1–E12, V1), `no-lan`, `only-internet` and `no-host`.

import type { Topology, Tri } from '../compose/topology.ts';
import { explainReach } from '../explain/explain-reach.ts';
import type { Tiers } from '../needs/tiers.ts';
import { outboundReach } from '../reach/degrees.ts';
import { memberPath } from '../reach/document-paths.ts';
import { hostPlace, internetPlace, lanPlace, outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { both, either } from '../reach/rows/tri.ts';
import { type Breach, intentText, membersOf, type WayOutIntent } from './intent.ts';

/** The places that each kind of intent forbids to its subjects. */
export const forbiddenPlaces: { readonly [kind in WayOutIntent['kind']]: readonly string[] } = {
  'no-way-out': [outsidePlace],
  'no-lan': [lanPlace],
  'only-internet': [lanPlace, hostPlace],
  'no-host': [hostPlace],
};

/** Returns one breach for each service and forbidden place that it reaches or may reach. */
export function checkWayOut(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: WayOutIntent,
): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(reach, tiers, intent.subjects)) {
    for (const place of forbiddenPlaces[intent.kind]) {
      const found = breachOf(topology, reach, intent, { name, guess, place });
      if (found) breaches.push(found);
    }
  }
  return breaches;
}

function breachOf(
  topology: Topology,
  reach: Reach,
  intent: WayOutIntent,
  { name, guess, place }: { readonly name: string; readonly guess: boolean; readonly place: string },
): Breach | null {
  const facts = reach.facts.get(name);
  const gets = sendsTo(topology, reach, name, place);
  if (!facts || gets === false) return null;
  const state = gets === true ? 'broken' : 'unknown';
  const network = facts.gateway ?? parentInterfaceNetwork(topology, facts.networks);
  const { summary } = explainReach(topology, reach, name, place);
  // Only `only-internet` has two places to part.
  const where = forbiddenPlaces[intent.kind].length > 1 ? [place] : [];
  return {
    state,
    certainty: guess ? 'inferred' : 'certain',
    subjects: [name],
    message: `${intentText(intent)} ${state === 'broken' ? 'does not hold' : 'cannot be decided'}: ${summary}.`,
    at: intent.path,
    path: [{ from: name, to: place, network, at: memberPath(topology, reach, name, network) }],
    evidence: [intent.text, state, name, ...where],
    parts: [
      ['CN701', intent.text, name, ...where],
      ...(state === 'broken' ? [['CN701', intent.text, name, ...where, state]] : []),
    ],
    unlisted: [],
  };
}

/** Returns whether packets of a service reach a place, answered or not (E5). */
export function sendsTo(topology: Topology, reach: Reach, name: string, place: string): Tri {
  const facts = reach.facts.get(name);
  if (!facts) return 'unknown';
  const { internet, lan, host } = outboundReach(facts);
  if (place === hostPlace) return host;
  if (place !== internetPlace && parentInterfaceNetwork(topology, facts.networks) !== null) return true;
  const answered = place === lanPlace ? lan : place === internetPlace ? internet : either(internet, lan);
  // Of packets without an answer a machine's firewall says nothing here.
  const unanswered = reach.options.machine ? both(facts.egressNeedsRoute, 'unknown') : facts.egressNeedsRoute;
  return either(answered, unanswered);
}

/**
 * V1: returns a network on a parent interface, whose containers reach their neighbours there even when it is internal; null when there is
 * none.
 */
function parentInterfaceNetwork(topology: Topology, networks: readonly string[]): string | null {
  for (const name of networks) {
    const network = topology.networks.get(name);
    if (!network || (network.driver !== 'macvlan' && network.driver !== 'ipvlan')) continue;
    if (network.driverOpts.has('parent')) return name;
  }
  return null;
}
