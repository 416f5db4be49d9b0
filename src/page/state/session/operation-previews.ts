// What operations would do to the open project. A preview is cached with its list of operations, so that carrying out the same list
// plans and analyzes nothing again.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { previewOperations, previewSteps } from '../../../core/session/preview.ts';
import type { Preview, Session } from '../../../core/session/session.ts';
import { readOnlyRefusal } from '../../../core/session/step.ts';
import { type Result, refuse } from '../../../core/text/result.ts';
import { finishInTasks } from '../large/analyze-in-tasks.ts';
import type { SessionState } from './session-state.ts';

/** Why nothing is edited while a text cannot be read. */
export const stale = refuse(
  'has-errors',
  'The file cannot be read at the moment, so nothing in it is changed. Mend the line named above first.',
);

const stillAnalyzing = refuse(
  'not-ready',
  'The page is still working out the last change of this large project. Try again in a moment.',
);

/** What a preview is computed from; a cached one holds as long as these are the same objects. */
interface PreviewBase extends Pick<SessionState, 'within'> {
  readonly session: Session;
  readonly analysis: Analysis;
}

/** What edits are planned on now. */
type EditedState = Pick<PreviewBase, 'session'> & Pick<SessionState, 'analysis' | 'analyzing' | 'within'>;

interface OperationPreviews {
  /** The preview of exactly this list of operations, where nothing has changed since; else null. */
  known(operations: readonly Operation[]): Result<Preview> | null;
  preview: SessionState['preview'];
  previewInTasks: SessionState['previewInTasks'];
}

/** Previews on what `current` returns. */
export function createOperationPreviews(current: () => EditedState): OperationPreviews {
  const made = new WeakMap<readonly Operation[], PreviewBase & { readonly result: Result<Preview> }>();

  function known(operations: readonly Operation[]): Result<Preview> | null {
    const { session, analysis, within } = current();
    const before = made.get(operations);
    const same = before?.session === session && before.analysis === analysis && before.within === within;
    return same ? before.result : null;
  }

  /** What the preview has to be computed from, or the preview itself where it is cached or refused. */
  function baseOf(operations: readonly Operation[]): PreviewBase | Result<Preview> {
    const { session, analysis, analyzing, within } = current();
    const readOnly = readOnlyRefusal(session);
    if (readOnly !== null) return { ok: false, error: readOnly };
    if (session.workspace.stale || analysis === null) return stale;
    if (analyzing) return stillAnalyzing;
    return known(operations) ?? { session, analysis, within };
  }

  return {
    known,
    preview(operations) {
      const base = baseOf(operations);
      if ('ok' in base) return base;
      const { session, analysis, within } = base;
      const result = previewOperations(session.workspace, analysis, operations, session.writing, within);
      made.set(operations, { ...base, result });
      return result;
    },
    async previewInTasks(operations, signal) {
      const base = baseOf(operations);
      if ('ok' in base) return base;
      const { session, analysis, within } = base;
      const steps = previewSteps(session.workspace, analysis, operations, session.writing, within);
      const result = await finishInTasks(steps, signal);
      if (result !== null) made.set(operations, { ...base, result });
      return result;
    },
  };
}
