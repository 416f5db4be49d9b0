// What operations would do to the open project. A preview is found again by its operations while the project stays the same, so that carrying
// them out plans and analyzes nothing again.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { previewOperations, previewSteps } from '../../../core/session/preview.ts';
import type { Preview, Session } from '../../../core/session/session.ts';
import { readOnlyRefusal } from '../../../core/session/step.ts';
import { type Result, refuse } from '../../../core/text/result.ts';
import { finishInTasks } from '../large/analyze-in-tasks.ts';
import type { WorkState } from '../work/work-state.ts';

/** The refusal of edits while a text is unreadable. */
export const stale = refuse(
  'has-errors',
  'The file cannot be read at the moment, so nothing in it is changed. Fix the line named above first.',
);

const stillAnalyzing = refuse(
  'not-ready',
  'The page is still analysing the last change of this large project. Try again in a moment.',
);

/** The version that a preview is for: it is valid while these are the same objects. */
interface Version extends Pick<WorkState, 'within'> {
  readonly session: Session;
  readonly analysis: Analysis;
}

/** The workspace and options that edits are planned on. */
export interface EditBase extends Pick<WorkState, 'analysis' | 'analyzing' | 'within'> {
  readonly session: Session;
}

function isSame(a: Omit<EditBase, 'analyzing'>, b: Version): boolean {
  return a.session === b.session && a.analysis === b.analysis && a.within === b.within;
}

/** The number of previews stored for one version: more than a menu or a drag shows at once. */
const maxPreviews = 32;

export interface OperationPreviews {
  /** Returns the stored preview of these operations if nothing has changed since; null otherwise. */
  known(operations: readonly Operation[]): Result<Preview> | null;
  /** Previews operations without changing anything. The result is stored until something changes. */
  preview(operations: readonly Operation[]): Result<Preview>;
  /** Previews operations in short tasks while a person goes on working; null when `signal` aborts it. */
  previewInTasks(operations: readonly Operation[], signal: AbortSignal): Promise<Result<Preview> | null>;
}

/** Creates previews on the result of `current`. */
export function createOperationPreviews(current: () => EditBase): OperationPreviews {
  let version: Version | null = null;
  /** The previews of `version`, by their operations. */
  const made = new Map<string, Result<Preview>>();

  function known(operations: readonly Operation[]): Result<Preview> | null {
    const isNow = version !== null && isSame(current(), version);
    return isNow ? (made.get(JSON.stringify(operations)) ?? null) : null;
  }

  function keep(operations: readonly Operation[], of: Version, result: Result<Preview>): void {
    if (version === null || !isSame(of, version)) {
      version = of;
      made.clear();
    }
    made.set(JSON.stringify(operations), result);
    const [oldest] = made.keys();
    if (made.size > maxPreviews && oldest !== undefined) made.delete(oldest);
  }

  /** Returns the version to preview on, or the preview itself when it is stored or refused. */
  function baseOf(operations: readonly Operation[]): Version | Result<Preview> {
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
      keep(operations, base, result);
      return result;
    },
    async previewInTasks(operations, signal) {
      const base = baseOf(operations);
      if ('ok' in base) return base;
      const { session, analysis, within } = base;
      const steps = previewSteps(session.workspace, analysis, operations, session.writing, within);
      const result = await finishInTasks(steps, signal);
      // What was changed meanwhile has other previews, which stay.
      if (result !== null && isSame(current(), base)) keep(operations, base, result);
      return result;
    },
  };
}
