// The path of one finding: who it is about, over which networks, and every hop as an arrow.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { findingBy } from '../../core/analysis/findings/fingerprint.ts';
import { legendOf } from './legend-of.ts';
import { emptyView, type OverlayMark, type OverlayView, type Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['focus', 'what the finding is about'],
  ['bad', 'on its path'],
]);

/** How many hops the note names; the arrows and the pane show all. */
const mostHops = 3;
const networkPrefix = 'network:';

/** The finding of a rule with a fingerprint, over the services and networks that it speaks of. */
export function findingView(
  { findings, topology }: Analysis,
  rule: string,
  fingerprint: string,
): OverlayView {
  const finding = findingBy(findings, rule, fingerprint);
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
    legend: legendOf(marks, words),
    networks: networks.size === 0 ? null : networks,
  };
}
