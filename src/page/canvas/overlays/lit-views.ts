// Overlays that leave a part of the picture lit: what fits a search, and one network.

import { plural } from '../../../core/compose/numbers.ts';
import type { Service } from '../../../core/compose/topology.ts';
import {
  emptyView,
  legendOf,
  type OverlayMark,
  type OverlayView,
  unknownCountText,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

// Search: what fits the words stays lit, the rest is dimmed.

/** Returns the property of a service that matches the search; null when none does. */
function matchOf(service: Service, wanted: string): string | null {
  const holds = (text: string): boolean => text.toLowerCase().includes(wanted);
  if (holds(service.name)) return 'name';
  if (service.image !== null && holds(service.image)) return 'image';
  for (const { network, aliases } of service.attachments) {
    if (holds(network)) return `on ${network}`;
    const alias = aliases.find(holds);
    if (alias !== undefined) return `alias ${alias}`;
  }
  const port = service.ports.find(({ raw }) => holds(raw));
  return port === undefined ? null : `port ${port.raw}`;
}

/** Finds services by name, image, network, alias or port, and networks by name. An empty search matches everything. */
export function searchView({ topology }: Analysis, text: string): OverlayView {
  const wanted = text.trim().toLowerCase();
  const marks = new Map<string, OverlayMark>();
  const networks = new Set<string>();
  for (const name of topology.networks.keys()) if (name.toLowerCase().includes(wanted)) networks.add(name);
  for (const service of topology.services.values()) {
    const match = wanted === '' ? '' : matchOf(service, wanted);
    if (match !== null) marks.set(service.name, { tone: 'full', word: match });
  }
  const notes = [
    `${marks.size} of ${plural(topology.services.size, 'service')}, ${networks.size} of ${plural(topology.networks.size, 'network')}.`,
  ];
  const legend = legendOf(marks, new Map([['full', wanted === '' ? 'all containers' : 'fits the words']]));
  return {
    title: 'Search',
    notes,
    marks,
    lines: [],
    draws: 'all',
    legend,
    networks: wanted === '' ? null : networks,
  };
}

// One network alone: its lane and its members stay lit, and each shows whether it leads elsewhere.

const isolateLegend: ReadonlyMap<string, string> = new Map([
  ['full', 'on this network only'],
  ['part', 'a bridge to other networks'],
  ['unknown', 'may be here or elsewhere'],
  ['idle', 'inactive'],
]);

/** Marks the members of a network, including joined containers. */
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
      marks.set(service.name, { tone: 'unknown', word: 'may be here' });
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
  const off = [...marks.values()].filter(({ tone }) => tone === 'idle').length;
  const size = marks.size - unknown.length - off;
  const notes = [
    `${size} ${size === 1 ? 'container' : 'containers'} on ${network}${off === 0 ? '' : `, ${off} inactive`}; ${bridges} lead${bridges === 1 ? 's' : ''} to other networks${unknownCountText(analysis, unknown)}.`,
  ];
  return {
    title,
    notes,
    marks,
    lines: [],
    draws: 'all',
    legend: legendOf(marks, isolateLegend),
    networks: new Set([network]),
  };
}
