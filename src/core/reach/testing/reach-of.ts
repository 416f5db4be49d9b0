// Helper of tests: from literal YAML to reachability in one call.

import { openDocument } from '../../compose/open-document.ts';
import type { Topology } from '../../compose/topology.ts';
import { computeReach } from '../compute-reach.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { parseEngine } from '../engine-kinds.ts';
import type { Reach, ReachOptions, ServiceFacts } from '../reach-model.ts';

/** The model of a compose file. */
export function topologyOf(yaml: string): Topology {
  return openDocument(yaml).topology;
}

/** Options as installed, on Engine `engine`. */
export function optionsFor(engine: string, more: Partial<ReachOptions> = {}): ReachOptions {
  const parsed = parseEngine(engine);
  if (!parsed) throw new RangeError(`no engine: ${engine}`);
  return { ...defaultReachOptions, engine: parsed, ...more };
}

/** What a compose file allows on Engine `engine`. */
export function reachOf(yaml: string, engine = '28', more: Partial<ReachOptions> = {}): Reach {
  return computeReach(topologyOf(yaml), optionsFor(engine, more));
}

/** The facts of one active service. */
export function factsOf(reach: Reach, name: string): ServiceFacts {
  const facts = reach.facts.get(name);
  if (!facts) throw new RangeError(`not an active service: ${name}`);
  return facts;
}
