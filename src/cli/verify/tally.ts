// Facts that were compared: how many, which differ, and which could not be asked.

import type { Topology } from '../../core/compose/topology.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import { shellCommand } from '../../core/text/shell-word.ts';
import type { Path } from '../../core/yaml/tree.ts';
import type { Deployment } from './read-deployment.ts';

export interface Difference {
  /** `network back internal`, `web -> db direct`, … */
  readonly fact: string;
  /** `structure`: how the Engine was configured; `probe`: what a connection or look-up found. */
  readonly kind: 'structure' | 'probe';
  /** Path in the merged model: what the prediction rests on. */
  readonly at: Path;
  readonly predicted: string;
  readonly measured: string;
  readonly advice: string;
}

export interface Skipped {
  readonly fact: string;
  readonly reason: string;
}

export interface Tally {
  readonly differences: Difference[];
  readonly skipped: Skipped[];
  compared: { structure: number; probe: number };
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return { differences: [], skipped: [], compared: { structure: 0, probe: 0 } };
}

/** Counts one fact, and keeps it where prediction and measurement differ. */
export function compareFact(tally: Tally, fact: Difference): void {
  tally.compared[fact.kind]++;
  if (fact.predicted !== fact.measured) tally.differences.push(fact);
}

/** What the comparisons of structure share. */
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
  return `Run ${shellCommand(['docker', 'compose', 'up', '-d', service])}: it makes the container anew. Or put the file right.`;
}

/** Names in one text, in byte order; `none` for none. */
export function namesText(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(', ') || 'none';
}
