// One network alone: its lane and its members stay lit, and each says whether it leads elsewhere.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { legendOf } from './legend-of.ts';
import { emptyView, type OverlayMark, type OverlayView, type Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['good', 'on this network only'],
  ['part', 'a bridge to other networks'],
  ['idle', 'inactive'],
]);

/** The members of a network, joined containers included. */
export function isolateView({ topology, reach }: Analysis, network: string): OverlayView {
  const title = `Network ${network} alone`;
  const marks = new Map<string, OverlayMark>();
  for (const service of topology.services.values()) {
    const facts = reach.facts.get(service.name);
    if (!facts) {
      const on = service.attachments.some((each) => each.network === network);
      if (on) marks.set(service.name, { tone: 'idle', word: 'inactive' });
      continue;
    }
    if (!facts.networks.includes(network)) continue;
    const others = facts.networks.filter((each) => each !== network);
    const word = others.length === 0 ? 'here only' : `also on ${others.join(', ')}`;
    marks.set(service.name, { tone: others.length === 0 ? 'good' : 'part', word });
  }
  if (!topology.networks.has(network) && marks.size === 0)
    return emptyView(title, `There is no network ${network} here.`);
  const bridges = [...marks.values()].filter(({ tone }) => tone === 'part').length;
  const notes = [
    `${marks.size} ${marks.size === 1 ? 'container' : 'containers'} on ${network}; ${bridges} lead${bridges === 1 ? 's' : ''} to other networks.`,
  ];
  return { title, notes, marks, lines: [], legend: legendOf(marks, words), networks: new Set([network]) };
}
