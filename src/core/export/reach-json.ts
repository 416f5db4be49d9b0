// Reachability for machines, as `docs/contracts.md` fixes it. A stream of pieces, since all pairs of 3,000 services are more
// than one string may hold.

import type { Published, Reach, ServiceFacts } from '../analysis/reach-model.ts';
import type { Topology } from '../compose/topology.ts';
import type { Assumed } from './assumed.ts';

/** The pieces of one JSON text, in order; one piece per service. `sparse` leaves out pairs of which nothing holds. */
export function* reachJson(
  topology: Topology,
  reach: Reach,
  assumed: Assumed,
  { sparse }: { readonly sparse: boolean },
): Generator<string, void, undefined> {
  const { engine } = reach.options;
  yield `{"version":1,"engine":${JSON.stringify(engine.text)},"assumed":${JSON.stringify(assumed)},"services":{`;
  let separator = '';
  for (const name of topology.services.keys()) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    yield `${separator}\n${JSON.stringify(name)}:{${factsJson(facts)},"reaches":{${pairsJson(reach, name, sparse)}}}`;
    separator = ',';
  }
  yield '}}\n';
}

function factsJson(facts: ServiceFacts): string {
  const { isolation, owner, networks, egress, egressNeedsRoute, toHost, fromHost, fromOutside } = facts;
  const published = facts.published.map(publishedObject);
  const proxied: readonly never[] = [];
  const object = {
    isolation,
    owner,
    networks,
    egress,
    egressNeedsRoute,
    toHost,
    fromHost,
    fromOutside,
    published,
    proxied,
  };
  return JSON.stringify(object).slice(1, -1);
}

/** The contract's five fields; where the port stands in the file is no part of it. */
function publishedObject({ hostIp, hostPort, containerPort, protocol, reachableFrom }: Published): object {
  return { hostIp, hostPort, containerPort, protocol, reachableFrom };
}

function pairsJson(reach: Reach, from: string, sparse: boolean): string {
  const pairs: string[] = [];
  for (const to of reach.services) {
    if (to === from) continue;
    const { direct, networks, resolves, viaHost } = reach.pair(from, to);
    const nothing = direct === false && networks.length === 0 && resolves === false && viaHost === false;
    if (sparse && nothing) continue;
    pairs.push(`${JSON.stringify(to)}:${JSON.stringify({ direct, networks, resolves, viaHost })}`);
  }
  return pairs.join(',');
}
