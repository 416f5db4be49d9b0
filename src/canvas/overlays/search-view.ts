// Search: what fits the words stays lit, the rest is dimmed.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Service } from '../../core/compose/topology.ts';
import type { OverlayMark, OverlayView } from './overlay-view.ts';

/** The property of a service that matches the words; null where none does. */
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

/** Services by name, image, network, alias or port; networks by name. Without words everything fits. */
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
    `${marks.size} of ${topology.services.size} containers, ${networks.size} of ${topology.networks.size} networks.`,
  ];
  return {
    title: 'Search',
    notes,
    marks,
    lines: [],
    draws: 'all',
    legend: [],
    networks: wanted === '' ? null : networks,
  };
}
