// The Engine on which the examples of a rule are read.

import { defaultReachOptions } from '../default-reach-options.ts';
import type { Rule } from '../findings/finding.ts';
import { parseEngine } from '../parse-engine.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { examplesOf } from './examples.ts';
import { stackChecks } from './facts/stack-checks.ts';

/** The options as installed, on the Engine of its examples. */
export function exampleOptions(rule: Pick<Rule, 'id'>): ReachOptions {
  const { engine } = examplesOf(rule);
  const named = engine === undefined ? null : parseEngine(engine);
  if (named === null) return defaultReachOptions;
  return { ...defaultReachOptions, engine: named, ...(named.kind === 'swarm' ? { stackChecks } : {}) };
}
