// One network alone: its lane and its members stay lit, and each shows whether it leads elsewhere.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { legendOf } from './legend-of.ts';
import { notKnown } from './not-known.ts';
import { emptyView, type OverlayMark, type OverlayView, type Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['full', 'on this network only'],
  ['part', 'a bridge to other networks'],
  ['unknown', 'not known whether it is here, or where else'],
  ['idle', 'inactive'],
]);

/** The members of a network, joined containers included. */
export function isolateView(analysis: Analysis, network: string): OverlayView {
  const { topology, reach } = analysis;
  const title = `Network ${network} alone`;
  const marks = new Map<string, OverlayMark>();
  for (const service of topology.services.values()) {
    const facts = reach.facts.get(service.name);
    if (!facts) {
      const on = service.attachments.some((each) => each.network === network);
      if (on) marks.set(service.name, { tone: 'idle', word: 'inactive' });
      continue;
    }
    // A mode or a network that depends on a variable may be this network, or lead to another.
    const undecided = facts.networks.filter((each) =>
      topology.networks.get(each)?.undecided?.includes('key'),
    );
    const here = facts.networks.includes(network);
    if (!here) {
      const nowhereKnown = facts.isolation === 'unknown' && facts.networks.length === 0;
      if (undecided.length === 0 && !nowhereKnown) continue;
      marks.set(service.name, { tone: 'unknown', word: 'not known whether here' });
      continue;
    }
    const others = facts.networks.filter((each) => each !== network);
    const word = others.length === 0 ? 'here only' : `also on ${others.join(', ')}`;
    marks.set(service.name, { tone: others.length === 0 ? 'full' : 'part', word });
  }
  if (!topology.networks.has(network) && marks.size === 0)
    return emptyView(title, `There is no network ${network} here.`);
  const bridges = [...marks.values()].filter(({ tone }) => tone === 'part').length;
  const unknown = [...marks].filter(([, { tone }]) => tone === 'unknown').map(([name]) => name);
  const size = marks.size - unknown.length;
  const notes = [
    `${size} ${size === 1 ? 'container' : 'containers'} on ${network}; ${bridges} lead${bridges === 1 ? 's' : ''} to other networks${notKnown(analysis, unknown)}.`,
  ];
  return {
    title,
    notes,
    marks,
    lines: [],
    draws: 'all',
    legend: legendOf(marks, words),
    networks: new Set([network]),
  };
}
