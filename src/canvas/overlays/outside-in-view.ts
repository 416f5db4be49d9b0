// Outside in: what answers the outside, at which port or through which proxy.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { ghostProxies } from '../../core/analysis/proxies/find-proxied.ts';
import { type WayIn, waysIn } from '../../core/analysis/proxies/ways-in.ts';
import { trunkWords } from '../../core/analysis/trunk-words.ts';
import { legendOf } from './legend-of.ts';
import { notKnown } from './not-known.ts';
import {
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
  type Tone,
} from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['bad', 'data, or control of the host, answers the outside'],
  ['open', 'answers the outside'],
  ['part', 'answers through a proxy (inferred from labels)'],
  ['unknown', 'not known'],
]);

function text({ reachableFrom, host, proxy, port, protocol, unread }: WayIn): string {
  if (unread !== null) return unread;
  if (reachableFrom === 'proxy') return `${host === '*' ? 'any host' : host} by ${proxy}`;
  if (port === '') return 'every port';
  return protocol === '' || protocol === 'tcp' ? port : `${port}/${protocol}`;
}

function markOf(analysis: Analysis, service: string, ways: readonly WayIn[]): OverlayMark {
  const published = ways.filter(({ reachableFrom }) => reachableFrom === 'outside');
  const sure = published.filter(({ open }) => open === true);
  const reasons = [...new Set([sure, published, ways].find((some) => some.length > 0)?.map(text))];
  const word =
    reasons.length > 2 ? `${reasons.slice(0, 2).join(', ')} +${reasons.length - 2}` : reasons.join(', ');
  if (sure.length > 0) return { tone: isGrave(analysis, service) ? 'bad' : 'open', word };
  if (published.length > 0) return { tone: 'unknown', word };
  return { tone: 'part', word };
}

/** Whether a service that answers the outside is a datastore, or gives the host away. */
function isGrave(analysis: Analysis, service: string): boolean {
  const facts = analysis.reach.facts.get(service);
  const ports = facts?.published.filter(({ reachableFrom }) => reachableFrom === 'outside') ?? [];
  const kind = ports.length > 0 ? 'outside' : 'every';
  return trunkWords(analysis, { kind, services: [service], ports, hosts: [] }).tone === 'danger';
}

/** Every service with a way in. */
export function outsideInView(analysis: Analysis): OverlayView {
  const { reach } = analysis;
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  for (const service of reach.services) {
    const ways = waysIn(reach, service);
    if (ways.length === 0) continue;
    const mark = markOf(analysis, service, ways);
    marks.set(service, mark);
    const proxies = new Set(ways.flatMap(({ proxy }) => (reach.facts.has(proxy) ? [proxy] : [])));
    for (const proxy of proxies) lines.push({ from: proxy, to: service, tone: 'part' });
    // A proxy that is not in the file is taken to be outside.
    if (mark.tone !== 'part' || proxies.size === 0)
      lines.push({ from: outsideEnd, to: service, tone: mark.tone });
  }
  const unknown = [...marks].filter(([, { tone }]) => tone === 'unknown').map(([name]) => name);
  const open = marks.size - unknown.length;
  const notes = [
    `${open} of ${reach.services.length} can be reached from outside${notKnown(analysis, unknown)}.`,
  ];
  for (const { name, targets } of ghostProxies(reach)) {
    notes.push(`${targets.join(', ')} count on a ${name} that is not in this file.`);
  }
  return {
    title: 'Outside in',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOf(marks, words),
    networks: null,
  };
}
