// How a prediction is known: measured on a real Engine, or taken from source, tests and release notes of Engines that were not
// run. docs/semantics.md lists the same rule by rule.

import type { Evidence, ReachOptions } from '../reach-model.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** Lines that were run, from the patch on from which nothing here changes; 28 before 28.2 treats replies otherwise (E5). */
const measured: ReadonlyMap<number, number> = new Map([
  [26, 0],
  [28, 2],
]);

/** Of an Engine with its daemon switches. Direct routing was switched on nowhere, the proxy off on 28 only. */
export function engineEvidence({ engine, userlandProxy, directRouting }: ReachOptions): Evidence {
  const from = measured.get(engine.major);
  if (from === undefined || engine.minor < from || directRouting) return 'documentation';
  return userlandProxy || engine.major === 28 ? 'measured' : 'documentation';
}

/** Of the facts about one namespace: no better than the Engine's and than that of any of its networks. */
export function namespaceEvidence(engine: Evidence, { endpoints }: Namespace): Evidence {
  const doubtful = endpoints.some(({ segment }) => segment.evidence === 'documentation');
  return doubtful ? 'documentation' : engine;
}
