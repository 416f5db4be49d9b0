// Work on large projects in short tasks, so that the page stays responsive.

import { problemsOfService } from '../../../core/compose/project/check/validate-topology.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { finish, type Steps } from '../../../core/compose/steps.ts';
import type { Service } from '../../../core/compose/topology.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { RuleBook } from '../../../core/findings/rule-book.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { type Analysis, analysisSteps } from '../../../core/rules/analyze.ts';
import { alikeOf } from '../picture/alike.ts';
import { createYield, yieldToMain } from './large.ts';

/** Runs `steps` in short tasks and resolves to their result; null when `signal` aborts it. Short work finishes at once. */
export async function finishInTasks<T>(steps: Steps<T>, signal: AbortSignal): Promise<T | null> {
  const yieldIfDue = createYield();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await yieldIfDue();
    if (signal.aborted) return null;
  }
}

/** Computes every part of an analysis at once, so that nothing is left for rendering. */
export function analyzeNow(
  book: RuleBook,
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null = null,
): Analysis {
  return finish(analysisSteps(book, workspace, options, previous));
}

/** Computes every part of an analysis in short tasks; null when `signal` aborts it. */
export async function analyzeInTasks(
  book: RuleBook,
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
  signal: AbortSignal,
): Promise<Analysis | null> {
  const analysis = await finishInTasks(analysisSteps(book, workspace, options, previous), signal);
  if (analysis === null) return null;
  await yieldToMain();
  // Computed here as well, since drawing needs it first.
  alikeOf(analysis);
  await yieldToMain();
  return signal.aborted ? null : analysis;
}

/**
 * Checks every service on its own, a few at a time. The problems of each are cached, so that a check of the whole project only combines
 * them.
 */
export async function checkInTasks(
  services: Iterable<Service>,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): Promise<void> {
  const yieldIfDue = createYield();
  for (const service of services) {
    problemsOfService(service, environment, schema);
    await yieldIfDue();
  }
}
