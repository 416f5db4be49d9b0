// What the page reads of the work, for `useWork` and for `workStore.getState()`.

import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Session } from '../../../core/session/session.ts';
import type { LeftOut } from '../import/project-input.ts';
import type { FileMessage } from '../session/message.ts';
import type { OpenedStack, PageStack } from './opened-stacks.ts';
import { shownStack, type WorkState } from './work-state.ts';

/** The project that is drawn: one by itself, or the unfolded stack, as it runs or as its files say. Null while the canvas shows the template. */
export function drawnSession(state: WorkState): Session | null {
  return state.running?.session ?? shownStack(state)?.session ?? null;
}

/** The name of the drawn project's main file; null while the canvas shows the template. */
export function drawnFile(state: WorkState): string | null {
  const session = drawnSession(state);
  return session && mainDocument(session.workspace).file;
}

/** The analysis that is drawn (`Drawn.analysis`). */
export function drawnAnalysis({ running, analysis }: WorkState): Analysis | null {
  return running?.analysis ?? analysis;
}

/** True while the drawn analysis is older than its text. */
export function isAnalyzing({ running, analyzing }: WorkState): boolean {
  return running === null && analyzing;
}

/** The last problem with the drawn files as a whole. */
export function drawnMessage({ running, message }: WorkState): FileMessage | null {
  return running === null ? message : null;
}

/** What the link that the drawn project was opened from left out; null where it is the files themselves. */
export function leftOf(state: WorkState): LeftOut | null {
  return shownStack(state)?.project.left ?? null;
}

/**
 * Which project is drawn, as a number that stays the same while it is read anew (saved, with the schema, with other variables); null for
 * the template.
 */
export function openedProject(state: WorkState): number | null {
  return shownStack(state) === null ? null : state.showing;
}

/** The project by itself that can be brought back; null where that is a host, or nothing. */
export function previousProject({ previous }: WorkState): OpenedStack | null {
  return previous !== null && 'session' in previous ? previous : null;
}

const noStacks: readonly PageStack[] = [];

/** The stacks of the open host, in the order of their folders; none while a project by itself is open. */
export function hostStacks({ host, stacks }: WorkState): readonly PageStack[] {
  return host === null ? noStacks : stacks;
}

/** The analysis of all stacks of the open host. */
export function hostAnalysis({ host }: WorkState): HostAnalysis | null {
  return host?.analysis ?? null;
}

/** The id of the stack whose band is open; null where all are folded, or a project by itself is open. */
export function unfoldedId(state: WorkState): string | null {
  return state.host === null ? null : (shownStack(state)?.id ?? null);
}

/** The id of the unfolded stack while it is drawn as it runs. */
export function runningId(state: WorkState): string | null {
  return state.running === null ? null : unfoldedId(state);
}
