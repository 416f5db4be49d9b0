// What the analyzer says about a compose file, as facts with the keys that `measure` uses.

import { defaultReachOptions } from '../../src/core/analysis/default-reach-options.ts';
import { parseEngine } from '../../src/core/analysis/parse-engine.ts';
import { computeReach } from '../../src/core/analysis/reach/compute-reach.ts';
import { either } from '../../src/core/analysis/reach/rows/tri.ts';
import { openDocument } from '../../src/core/compose/open-document.ts';
import type { Facts } from './measure.ts';

/** Predictions for the Engine `version` (`X.Y.Z`) with its default switches. */
export function predict(file: string, text: string, project: string, version: string): Facts {
  const engine = parseEngine(version);
  if (engine === null) throw new Error(`no Engine version: ${version}`);
  const { topology } = openDocument(text, { file });
  const options = { ...defaultReachOptions, engine, project };
  const reach = computeReach(topology, options);
  const facts = new Map<string, string>();
  for (const a of reach.services) {
    const own = reach.facts.get(a);
    if (own === undefined) throw new Error(`no facts for ${a}`);
    facts.set(`${a} egress`, String(own.egress));
    facts.set(`${a} egress with a route back`, String(either(own.egress, own.egressNeedsRoute)));
    facts.set(`${a} toHost`, String(own.toHost));
    facts.set(`${a} fromHost`, String(own.fromHost));
    facts.set(`${a} fromOutside`, String(own.fromOutside));
    // O5: up to 27 the host's own forwarding policy decides about ports that are not published. Nothing is said, nothing compared.
    if (own.fromWire !== 'unknown') facts.set(`${a} fromWire`, String(own.fromWire));
    for (const port of own.published) {
      if (port.service === a) facts.set(`${a} port ${port.hostPort}`, port.reachableFrom);
    }
    for (const b of reach.services) {
      if (a === b) continue;
      const pair = reach.pair(a, b);
      facts.set(`${a} -> ${b} direct`, String(pair.direct));
      facts.set(`${a} -> ${b} resolves`, String(pair.resolves));
      facts.set(`${a} -> ${b} viaHost`, String(pair.viaHost));
    }
  }
  return facts;
}
