// The overlay *Who gets in*: of every service with a way from outside whether a login stands before it, and what leads round it.

import {
  emptyView,
  legendOf,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Tone } from '../../../core/picture/tones.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { type Gates, type GateTone, gateLine, gatesOf, gateTone } from '../../../core/summary/gates.ts';
import { hasPrograms } from '../../../core/ways-in/ways/program-of.ts';
import { outsideInView } from '../overlays/reach-views.ts';

const title = 'Who gets in';

const legend: ReadonlyMap<string, string> = new Map([
  ['bad', 'a route bypasses the login'],
  ['open', 'no login'],
  ['part', 'a login of its protocol'],
  ['full', 'a login is required'],
  ['unknown', 'unknown'],
]);

/** The tone of a gate in pictures. */
export const gateTones: Readonly<Record<GateTone, Tone>> = {
  round: 'bad',
  guarded: 'full',
  own: 'part',
  open: 'open',
  unknown: 'unknown',
};

/** Shows who gets in. `gates` of a stack are those of its host; null while unknown. */
export function whoGetsInView(analysis: Analysis, gates: Gates | null): OverlayView {
  const { reach, topology } = analysis;
  // Without a proxy every port is open as it is.
  if (gates === null && !hasPrograms(topology)) return { ...outsideInView(analysis), title };
  if (gates === null) return emptyView(title, 'The configuration of the proxy is being read.');
  return gatesView(reach.services, gates);
}

/** Shows who gets in to all stacks of a host, with services as `STACK/SERVICE`. */
export function hostGetsInView({ reach, ways, topology }: HostAnalysis): OverlayView {
  // The map has a band for a stack, and no card for a line to end at.
  if (ways !== null) return { ...gatesView(reach.services, gatesOf(ways)), lines: [], draws: 'all' };
  return emptyView(
    title,
    hasPrograms(topology)
      ? 'The configuration of the proxies is being read.'
      : 'No stack is a proxy or a tunnel.',
  );
}

/** Shows who gets in to all machines of a fleet, with services as `MACHINE/STACK/SERVICE`. */
export function fleetGetsInView(services: readonly string[], gates: Gates): OverlayView {
  return { ...gatesView(services, gates), lines: [], draws: 'all' };
}

function gatesView(services: readonly string[], gates: Gates): OverlayView {
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  let round = 0;
  for (const service of services) {
    const gate = gates.of(service);
    if (gate === null) continue;
    const tone = gateTone(gate);
    if (tone === 'round') round++;
    marks.set(service, { tone: gateTones[tone], word: gateLine(gate) });
    lines.push({ from: outsideEnd, to: service, tone: gateTones[tone] });
  }
  const notes = [
    `${marks.size} of ${services.length} have a way in from outside.`,
    ...(round > 0 ? [`${round} can be reached by a route that bypasses the login.`] : []),
    ...gates.unread,
  ];
  return { title, notes, marks, lines, draws: 'end', legend: legendOf(marks, legend), networks: null };
}
