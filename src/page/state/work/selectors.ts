// What the page reads of the work, for `useWork` and for `workStore.getState()`.

import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { noRules } from '../../../core/findings/rule-book.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Session } from '../../../core/session/session.ts';
import type { LeftOut } from '../import/project-input.ts';
import type { FileMessage } from '../session/message.ts';
import { everyStack } from './fleet.ts';
import type { OpenedStack, PageStack } from './opened-stacks.ts';
import { shownStack, type WorkState } from './work-state.ts';

/**
 * Returns the drawn project: a single one, or the unfolded stack, from its files or as it runs. Null while the canvas shows the template.
 */
export function drawnSession(state: WorkState): Session | null {
  return state.running?.session ?? shownStack(state)?.session ?? null;
}

/** Returns the name of the drawn project's main file; null while the canvas shows the template. */
export function drawnFile(state: WorkState): string | null {
  const session = drawnSession(state);
  return session && mainDocument(session.workspace).file;
}

/** Returns the drawn analysis (`Drawn.analysis`). */
export function drawnAnalysis({ running, analysis }: WorkState): Analysis | null {
  return running?.analysis ?? analysis;
}

/** True while the drawn analysis is older than its text. */
export function isAnalyzing({ running, analyzing, analysis, book }: WorkState): boolean {
  return running === null && (analyzing || (analysis !== null && book === noRules));
}

/** Returns the last problem with the drawn files as a whole. */
export function drawnMessage({ running, message }: WorkState): FileMessage | null {
  return running === null ? message : null;
}

/** Returns the values that the drawn project's link left out; null for complete files. */
export function leftOf(state: WorkState): LeftOut | null {
  return shownStack(state)?.project.left ?? null;
}

/**
 * Returns a number for the drawn project that stays the same when it is read again (after saving, with the schema, with other variables);
 * null for the template.
 */
export function openedProject(state: WorkState): number | null {
  return shownStack(state) === null ? null : state.showing;
}

/** Returns the single project that can be restored; null for a host, or nothing. */
export function previousProject({ previous }: WorkState): OpenedStack | null {
  return previous !== null && 'session' in previous ? previous : null;
}

const noStacks: readonly PageStack[] = [];

/** Returns the stacks of the open host, sorted by folder; none while a single project is open. */
export function hostStacks({ host, stacks }: WorkState): readonly PageStack[] {
  return host === null ? noStacks : stacks;
}

/** Returns what is saved together: the stacks of the open host, and on a fleet those of all machines and its file. */
export function savedTogether(state: WorkState): readonly PageStack[] {
  return state.fleet === null ? hostStacks(state) : everyStack(state);
}

/** Returns the analysis of all stacks of the open host. */
export function hostAnalysis({ host }: WorkState): HostAnalysis | null {
  return host?.analysis ?? null;
}

/** Returns the analysis of the open fleet, which may be older than its texts; null until it was made once. */
export function fleetAnalysis({ fleet }: WorkState): FleetAnalysis | null {
  return fleet?.analysis ?? null;
}

/** Returns the name of the unfolded machine of the open fleet. */
export function unfoldedMachine({ fleet }: WorkState): string | null {
  return fleet?.machine ?? null;
}

/** Returns the id of the unfolded stack; null when all are folded, or a single project is open. */
export function unfoldedId(state: WorkState): string | null {
  return state.host === null ? null : (shownStack(state)?.id ?? null);
}

/** Returns the id of the unfolded stack while it is drawn as it runs. */
export function runningId(state: WorkState): string | null {
  return state.running === null ? null : unfoldedId(state);
}
