// The overlay *Who gets in*: of every service with a way from outside whether a login stands before it, and what leads round it.

import type { Analysis } from '../../../core/rules/analyze.ts';
import { gateOf, gateText } from '../../../core/summary/gates.ts';
import { hasPrograms } from '../../../core/ways-in/ways/program-of.ts';
import {
  emptyView,
  legendOf,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
  type Tone,
} from '../overlays/overlay-view.ts';
import { outsideInView } from '../overlays/reach-views.ts';

const title = 'Who gets in';

const legend: ReadonlyMap<Tone, string> = new Map([
  ['bad', 'a way leads round the login'],
  ['open', 'no login'],
  ['full', 'a login is asked for'],
  ['unknown', 'unknown'],
]);

export function whoGetsInView(analysis: Analysis): OverlayView {
  const { ways, reach, topology } = analysis;
  // Without a proxy every port is open as it is.
  if (ways === null && !hasPrograms(topology)) return { ...outsideInView(analysis), title };
  if (ways === null) return emptyView(title, 'The configuration of the proxy is being read.');
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  let round = 0;
  for (const service of reach.services) {
    const gate = gateOf(ways, service);
    if (gate === null) continue;
    const { logins, bypasses, answer, hosts } = gate;
    const isRound = logins.length > 0 && bypasses.length > 0;
    const tone: Tone = isRound
      ? 'bad'
      : answer === 'guarded'
        ? 'full'
        : answer === 'open'
          ? 'open'
          : 'unknown';
    if (isRound) round++;
    const names = hosts.filter((host) => host !== '*');
    const [first] = names;
    const named = first === undefined ? '' : `${first}${names.length > 1 ? ` +${names.length - 1}` : ''}: `;
    marks.set(service, { tone, word: `${named}${gateText(gate)}` });
    lines.push({ from: outsideEnd, to: service, tone });
  }
  const unread = ways.ways.unread.map(({ because }) => because);
  const notes = [
    `${marks.size} of ${reach.services.length} have a way in from outside.`,
    ...(round > 0 ? [`Of ${round} something leads round the login.`] : []),
    ...new Set(unread),
  ];
  return { title, notes, marks, lines, draws: 'end', legend: legendOf(marks, legend), networks: null };
}
