// Facts that were compared: how many, which differ, and which could not be asked.

import type { Topology } from '../../core/compose/topology.ts';
import type { LostSetting } from '../../core/host/host.ts';
import type { UpPlan } from '../../core/plan/up-plan.ts';
import { shellCommand } from '../../core/quote/shell-word.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import type { Path } from '../../core/yaml/tree.ts';
import type { Deployment } from './read-deployment.ts';

export interface Difference {
  /** The fact in words: `network back internal`, `web -> db direct`, … */
  readonly fact: string;
  /** The kind of fact: `structure` is the Engine's configuration, `probe` the result of a connection or look-up. */
  readonly kind: 'structure' | 'probe';
  /** The path in the merged model that the prediction rests on. */
  readonly at: Path;
  readonly predicted: string;
  readonly measured: string;
  readonly advice: string;
  /** The setting of the file that the container has lost on a network. */
  readonly lost?: LostSetting;
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

/** Returns an empty tally. */
export function emptyTally(): Tally {
  return { differences: [], skipped: [], compared: { structure: 0, probe: 0 } };
}

/** Counts one fact and keeps it when prediction and measurement differ. */
export function compareFact(tally: Tally, fact: Difference): void {
  tally.compared[fact.kind]++;
  if (fact.predicted !== fact.measured) tally.differences.push(fact);
}

/** The inputs that all comparisons of structure share. */
export interface StructureContext {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly deployment: Deployment;
  readonly tally: Tally;
  /** The plan of `up`; null when it was not asked for. */
  readonly plan: UpPlan | null;
}

/** Compares one fact of structure; `values` are those of the files and of the Engine. */
export function compareStructure(
  { tally }: StructureContext,
  fact: string,
  at: Path,
  values: { readonly predicted: string; readonly measured: string },
  advice: string,
  lost: LostSetting | null = null,
): void {
  compareFact(tally, { fact, kind: 'structure', at, advice, ...values, ...(lost ? { lost } : {}) });
}

/** Returns how to bring the deployment in line with the files, from the plan of `up`; for one service when the plan has nothing to do. */
export function deployAdvice({ plan }: Pick<StructureContext, 'plan'>, service: string | null): string {
  const commands = plan?.commands ?? [];
  const again = ['docker', 'compose', 'up', '-d', '--force-recreate'];
  const names = service === null ? [] : [service];
  const run = commands.length > 0 ? commands.join(', then ') : shellCommand(again, names);
  return `Run ${run}. Or correct the file.`;
}
