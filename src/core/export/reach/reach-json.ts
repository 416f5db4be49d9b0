// Reachability for machines, as `docs/contracts.md` fixes it. A stream of pieces, since all pairs of 3,000 services are more
// than one string may hold.

import type { Assumed } from '../../analysis/assumed.ts';
import type { Reach } from '../../analysis/reach/reach-model.ts';
import type { Topology } from '../../compose/topology.ts';
import { type ReachJsonOptions, serviceFields } from './service-fields.ts';

/** The pieces of one JSON text, in order; one piece per service. */
export function* reachJson(
  topology: Topology,
  reach: Reach,
  assumed: Assumed,
  options: ReachJsonOptions,
): Generator<string, void, undefined> {
  const { engine } = reach.options;
  yield `{"version":1,"engine":${JSON.stringify(engine.text)},"assumed":${JSON.stringify(assumed)},"services":{`;
  let separator = '';
  for (const name of topology.services.keys()) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    yield `${separator}\n${JSON.stringify(name)}:{${serviceFields(reach, facts, options)}}`;
    separator = ',';
  }
  yield '}}\n';
}
