// What the analyzer says about a compose file, as facts with the keys that `measure` uses.

import { defaultReachOptions } from '../../src/core/analysis/default-reach-options.ts';
import { parseEngine } from '../../src/core/analysis/engine-kinds.ts';
import { computeReach } from '../../src/core/analysis/reach/compute-reach.ts';
import type { Family, Reach } from '../../src/core/analysis/reach/reach-model.ts';
import { either } from '../../src/core/analysis/reach/rows/tri.ts';
import { openDocument } from '../../src/core/compose/open-document.ts';
import { type Facts, keyIn } from './measure.ts';

/** Predictions for the Engine `version` (`X.Y.Z`) with its default switches, in each of `families`. */
export function predict(
  file: string,
  text: string,
  project: string,
  version: string,
  families: readonly Family[],
): Facts {
  const engine = parseEngine(version);
  if (engine === null) throw new Error(`no Engine version: ${version}`);
  const { topology } = openDocument(text, { file });
  const reach = computeReach(topology, { ...defaultReachOptions, engine, project });
  return reachFacts(reach, families);
}

/** All facts of `reach` in each of `families`. */
export function reachFacts(reach: Reach, families: readonly Family[]): Map<string, string> {
  const facts = new Map<string, string>();
  for (const a of reach.services) {
    for (const b of reach.services) {
      if (a !== b) facts.set(`${a} -> ${b} resolves`, String(reach.resolves(a, b)));
    }
    for (const family of families) addFacts(facts, reach, a, family);
  }
  return facts;
}

function addFacts(facts: Map<string, string>, reach: Reach, a: string, family: Family): void {
  const of = reach.family(family);
  const own = of.facts(a);
  const set = (fact: string, answer: unknown): unknown => facts.set(keyIn(family, fact), String(answer));
  set(`${a} egress`, own.egress);
  set(`${a} egress with a route back`, either(own.egress, own.egressNeedsRoute));
  set(`${a} toHost`, own.toHost);
  set(`${a} fromHost`, own.fromHost);
  set(`${a} fromOutside`, own.fromOutside);
  // O5: up to 27 the host's own forwarding policy decides about ports that are not published. Nothing is said, nothing compared.
  if (own.fromWire !== 'unknown') set(`${a} fromWire`, own.fromWire);
  for (const port of own.published) {
    if (port.service === a) set(`${a} port ${port.hostPort}`, port.reachableFrom);
  }
  for (const b of reach.services) {
    if (a === b) continue;
    set(`${a} -> ${b} direct`, of.direct(a, b));
    set(`${a} -> ${b} viaHost`, of.viaHost(a, b));
  }
}
