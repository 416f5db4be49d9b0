// Test helpers that compute reach from literal YAML.

import { openDocument } from '../../compose/open-document.ts';
import type { Topology } from '../../compose/topology.ts';
import { computeReach } from '../compute-reach.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { parseEngine } from '../engine-kinds.ts';
import type { Reach, ReachOptions, ServiceFacts } from '../reach-model.ts';

/** Returns the model of a compose file. */
export function topologyOf(yaml: string): Topology {
  return openDocument(yaml).topology;
}

/** Returns the default options on a given Engine. */
export function optionsFor(engine: string, more: Partial<ReachOptions> = {}): ReachOptions {
  const parsed = parseEngine(engine);
  if (!parsed) throw new RangeError(`no engine: ${engine}`);
  return { ...defaultReachOptions, engine: parsed, ...more };
}

/** Returns the reach of a compose file on a given Engine. */
export function reachOf(yaml: string, engine = '28', more: Partial<ReachOptions> = {}): Reach {
  return computeReach(topologyOf(yaml), optionsFor(engine, more));
}

/** Returns the facts of one active service. */
export function factsOf(reach: Reach, name: string): ServiceFacts {
  const facts = reach.facts.get(name);
  if (!facts) throw new RangeError(`not an active service: ${name}`);
  return facts;
}
