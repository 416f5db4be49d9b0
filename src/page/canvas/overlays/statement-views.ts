// Overlays about a statement on the project: the intents of its file, and one finding.

import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { findingWithPrint } from '../../../core/findings/fingerprint.ts';
import { checkIntents } from '../../../core/intents/check-intents.ts';
import {
  emptyView,
  legendOf,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Tone } from '../../../core/picture/tones.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

// Intents: the connections that break what a person said must hold, and those that may.

const intentsLegend: ReadonlyMap<string, string> = new Map([
  ['bad', 'breaks an intent'],
  ['unknown', 'an intent that cannot be decided'],
]);

/** Shows the paths of every broken or unknown intent; `workspace` is null while the text is unreadable. */
export function intentsView(analysis: Analysis, workspace: Workspace | null): OverlayView {
  const title = 'Intents';
  if (workspace === null) return emptyView(title, 'The file cannot be read at the moment.');
  const checks = checkIntents(
    { ...analysis, workspace },
    analysis.book.leavings?.({ ...analysis, workspace }),
  );
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
      `${holding} of ${checks.length} intents hold${open === 0 ? '' : `, ${open} ${open === 1 ? 'is' : 'are'} unknown`}.`,
      ...notes,
    ],
    marks,
    lines,
    draws: 'all',
    legend: legendOf(marks, intentsLegend),
    networks: null,
  };
}

// The path of one finding: who it is about, over which networks, and every hop as an arrow.

const findingLegend: ReadonlyMap<string, string> = new Map([
  ['focus', 'what the finding is about'],
  ['bad', 'on its path'],
]);

/** The most hops that the note names; the arrows and the pane show all. */
const mostHops = 3;
const networkPrefix = 'network:';

/** Shows the finding of a rule with a fingerprint, over the services and networks that it names. */
export function findingView(
  { findings, topology }: Analysis,
  rule: string,
  fingerprint: string,
): OverlayView {
  const finding = findingWithPrint(findings, rule, fingerprint);
  if (finding === null) return emptyView(rule, 'This finding is gone.');
  const { subjects, path, message } = finding;
  const marks = new Map<string, OverlayMark>();
  const networks = new Set<string>();
  for (const subject of [...subjects, ...path.flatMap(({ from, to }) => [from, to])]) {
    if (subject.startsWith(networkPrefix)) networks.add(subject.slice(networkPrefix.length));
    else if (topology.services.has(subject) && !marks.has(subject)) {
      const about = subject === subjects[0];
      marks.set(
        subject,
        about ? { tone: 'focus', word: 'about this' } : { tone: 'bad', word: 'on the path' },
      );
    }
  }
  for (const { network } of path) if (network !== null) networks.add(network);
  const hops = path.map(
    ({ from, to, network }) => `${from} → ${to} ${network === null ? 'through the host' : `on ${network}`}.`,
  );
  const rest = hops.length - mostHops;
  return {
    title: `${rule} ${finding.slug}`,
    notes: [message, ...hops.slice(0, mostHops), ...(rest > 0 ? [`And ${rest} more.`] : [])],
    marks,
    lines: path.map(({ from, to }) => ({ from, to, tone: 'bad' })),
    draws: 'all',
    legend: legendOf(marks, findingLegend),
    networks: networks.size === 0 ? null : networks,
  };
}
