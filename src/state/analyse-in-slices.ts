import { type Analysis, analysisSteps } from '../core/analysis/analyze.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { alikeOf } from './picture/alike.ts';
import { createSlices } from './slices.ts';

/** As `analyze`, in short tasks; null where `signal` came first. */
export async function analyseInSlices(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
  signal: AbortSignal,
): Promise<Analysis | null> {
  const steps = analysisSteps(workspace, options, previous);
  const othersTurn = createSlices();
  let step = steps.next();
  while (!step.done) {
    await othersTurn();
    if (signal.aborted) return null;
    step = steps.next();
  }
  await othersTurn();
  // Whoever draws it asks for this first.
  alikeOf(step.value);
  await othersTurn();
  return signal.aborted ? null : step.value;
}
