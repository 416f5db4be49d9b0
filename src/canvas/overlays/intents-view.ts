// Intents: the connections that break what a person said must hold, and those that may.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { checkIntents } from '../../core/analysis/intents/check-intents.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { legendOf } from './legend-of.ts';
import {
  emptyView,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  type Tone,
} from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['bad', 'breaks an intent'],
  ['unknown', 'an intent that cannot be decided'],
]);

/** The paths of every intent that is broken or unknown; `workspace` is null while the text cannot be read. */
export function intentsView(analysis: Analysis, workspace: Workspace | null): OverlayView {
  const title = 'Intents';
  if (workspace === null) return emptyView(title, 'The file cannot be read at the moment.');
  const checks = checkIntents({ ...analysis, workspace });
  if (checks.length === 0) return emptyView(title, 'No intent is stated. Add one in the pane Intents.');
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  const notes: string[] = [];
  for (const { breaches } of checks) {
    for (const { state, subjects, path, message } of breaches) {
      const tone: Tone = state === 'broken' ? 'bad' : 'unknown';
      notes.push(message);
      for (const { from, to } of path) lines.push({ from, to, tone });
      for (const subject of subjects) {
        if (marks.get(subject)?.tone === 'bad' || !analysis.topology.services.has(subject)) continue;
        marks.set(subject, { tone, word: state === 'broken' ? 'breaks an intent' : 'cannot be decided' });
      }
    }
  }
  const holding = checks.filter(({ state }) => state === 'holds').length;
  const open = checks.filter(({ state }) => state === 'unknown').length;
  return {
    title,
    notes: [
      `${holding} of ${checks.length} intents hold${open === 0 ? '' : `, of ${open} it is not known`}.`,
      ...notes,
    ],
    marks,
    lines,
    draws: 'all',
    legend: legendOf(marks, words),
    networks: null,
  };
}
