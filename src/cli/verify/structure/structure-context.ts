// What the comparisons of structure share, and the words for what to do.

import type { Reach } from '../../../core/analysis/reach/reach-model.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import type { Deployment } from '../deployment.ts';
import { compareFact, type Tally } from '../tally.ts';

export interface StructureContext {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly deployment: Deployment;
  readonly tally: Tally;
}

/** One fact of structure; `values` are those of the files and of the Engine. */
export function compareStructure(
  { tally }: StructureContext,
  fact: string,
  at: Path,
  values: { readonly predicted: string; readonly measured: string },
  advice: string,
): void {
  compareFact(tally, { fact, kind: 'structure', at, advice, ...values });
}

/** What makes a container agree with the files. */
export function recreateAdvice(service: string): string {
  return `Run docker compose up -d ${service}: it makes the container anew. Or put the file right.`;
}

/** Names in one text, in byte order; `none` for none. */
export function namesText(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(', ') || 'none';
}
