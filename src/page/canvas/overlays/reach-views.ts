// Overlays about who reaches whom: one service, the ways in from the outside, the ways out.

import { nameList } from '../../../core/compose/name-list.ts';
import type { Tri } from '../../../core/compose/topology.ts';
import {
  emptyView,
  legendOf,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
  unknownCountText,
} from '../../../core/picture/overlays/overlay-view.ts';
import { trunkTone } from '../../../core/picture/trunk-text.ts';
import { missingProxies } from '../../../core/reach/add-entries.ts';
import { outboundReach } from '../../../core/reach/degrees.ts';
import type { OutboundReach, ServiceFacts } from '../../../core/reach/reach-model.ts';
import { either } from '../../../core/reach/rows/tri.ts';
import { type WayIn, wayInPort, waysIn } from '../../../core/reach/ways-in.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { hasFilesToRead } from '../../../core/ways-in/ways/program-of.ts';
import { throughWhom } from '../../../core/ways-out/out/leaving-words.ts';
import type { Leavings } from '../../../core/ways-out/out/leavings.ts';

// Reach: what one service reaches, directly, through a published port, or not at all, and who reaches it.

const reachLegend: ReadonlyMap<string, string> = new Map([
  ['focus', 'asked about'],
  ['full', 'reached directly'],
  ['part', 'through a port, or one way'],
  ['unknown', 'unknown'],
  ['idle', 'not reached'],
]);

/** Returns the mark of another service: its relation to the chosen one. */
function reachMark(direct: Tri, host: Tri, back: Tri): OverlayMark {
  const also = back === true ? ', both ways' : '';
  if (direct === true) return { tone: 'full', word: back === true ? 'both ways' : 'reached' };
  if (host === true) return { tone: 'part', word: `through a port${also}` };
  if (direct === 'unknown' || host === 'unknown')
    return { tone: 'unknown', word: back === true ? 'unknown, reaches it' : 'unknown' };
  if (back === true) return { tone: 'part', word: 'reaches it' };
  if (back === 'unknown') return { tone: 'unknown', word: 'may reach it' };
  return { tone: 'idle', word: 'not reached' };
}

/** Shows the reach of an active service. */
export function reachView(analysis: Analysis, service: string): OverlayView {
  const { reach } = analysis;
  const title = `Reach of ${service}`;
  const facts = reach.facts.get(service);
  if (!facts)
    return emptyView(title, `${service} takes no part here: an inactive profile, or no such service.`);
  const marks = new Map<string, OverlayMark>([[service, { tone: 'focus', word: 'asked about' }]]);
  const lines: OverlayLine[] = [];
  let reached = 0;
  let callers = 0;
  const maybeReached: string[] = [];
  const maybeCallers: string[] = [];
  for (const other of reach.services) {
    if (other === service) continue;
    const direct = reach.direct(service, other);
    const host = either(reach.viaHost(service, other), reach.viaGateway(service, other));
    const in1 = reach.direct(other, service);
    const back = reach.reaches(other, service);
    const mark = reachMark(direct, host, back);
    marks.set(other, mark);
    if (mark.tone === 'full' || direct === true || host === true) {
      reached++;
      lines.push({ from: service, to: other, tone: mark.tone });
    } else if (direct === 'unknown' || host === 'unknown') {
      maybeReached.push(other);
      lines.push({ from: service, to: other, tone: 'unknown' });
    }
    if (back === 'unknown') {
      maybeCallers.push(other);
      lines.push({ from: other, to: service, tone: 'unknown' });
    }
    if (back === true) {
      callers++;
      lines.push({ from: other, to: service, tone: in1 === true ? 'full' : 'part' });
    }
  }
  const notes = [
    `${service} reaches ${reached} of ${reach.services.length - 1}${unknownCountText(analysis, maybeReached)}; ${callers} reach it${unknownCountText(analysis, maybeCallers)}.`,
    wayOutNote(service, facts),
  ];
  return { title, notes, marks, lines, draws: 'end', legend: legendOf(marks, reachLegend), networks: null };
}

function wayOutNote(service: string, { egress, egressNeedsRoute }: ServiceFacts): string {
  if (egress === true) return `${service} has a way out.`;
  if (egressNeedsRoute === true) return `${service} has a way out only with a route upstream.`;
  return egress === 'unknown' || egressNeedsRoute === 'unknown'
    ? `It is unknown whether ${service} has a way out.`
    : `${service} has no way out.`;
}

// Outside in: what answers the outside, at which port or through which proxy.

const waysInLegend: ReadonlyMap<string, string> = new Map([
  ['bad', 'data, or control of the host'],
  ['open', 'answers the outside'],
  ['part', 'through a proxy (inferred)'],
  ['unknown', 'unknown'],
]);

function text(way: WayIn): string {
  const { reachableFrom, host, proxy } = way;
  if (reachableFrom === 'proxy') return `${host === '*' ? 'any host' : host} by ${proxy}`;
  if (reachableFrom === 'tunnel') return `tunnel ${proxy}`;
  return wayInPort(way);
}

function wayInMark(analysis: Analysis, service: string, ways: readonly WayIn[]): OverlayMark {
  const published = ways.filter(({ reachableFrom }) => reachableFrom === 'outside');
  const sure = published.filter(({ open }) => open === true);
  const reasons = [...new Set([sure, published, ways].find((some) => some.length > 0)?.map(text))];
  const word =
    reasons.length > 2 ? `${reasons.slice(0, 2).join(', ')} +${reasons.length - 2}` : reasons.join(', ');
  if (sure.length > 0) return { tone: isCriticalWayIn(analysis, service) ? 'bad' : 'open', word };
  if (published.length > 0 || ways.every(({ reachableFrom }) => reachableFrom === 'tunnel'))
    return { tone: 'unknown', word };
  return { tone: 'part', word };
}

/** True when a service that answers the outside is a data store, or has access to the host. */
function isCriticalWayIn(analysis: Analysis, service: string): boolean {
  const facts = analysis.reach.facts.get(service);
  const ports = facts?.published.filter(({ reachableFrom }) => reachableFrom === 'outside') ?? [];
  const kind = ports.length > 0 ? 'outside' : 'every';
  return trunkTone(analysis, { kind, answers: [{ service, ports }], hosts: [] }) === 'danger';
}

/** Shows every service with a way in. */
export function outsideInView(analysis: Analysis): OverlayView {
  const { reach } = analysis;
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  for (const service of reach.services) {
    const ways = waysIn(reach, service);
    if (ways.length === 0) continue;
    const mark = wayInMark(analysis, service, ways);
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
    `${open} of ${reach.services.length} can be reached from outside${unknownCountText(analysis, unknown)}.`,
  ];
  for (const { name, targets } of missingProxies(reach)) {
    notes.push(`${targets.join(', ')} refer to a ${name} that is not in this file.`);
  }
  return {
    title: 'Outside in',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOf(marks, waysInLegend),
    networks: null,
  };
}

// Way out: who can open connections beyond the host, over which network, and who cannot.

const wayOutLegend: ReadonlyMap<string, string> = new Map([
  ['full', 'has a way out'],
  ['part', 'through a proxy or a tunnel, or partly out'],
  ['bad', 'meant to leave through one, and leaves past it'],
  ['unknown', 'unknown, or only packets leave'],
  ['good', 'no way out'],
]);

/** Returns the mark for how far out a service gets on a known machine, in three degrees. */
function degreesMark(out: OutboundReach): OverlayMark {
  const degrees = [
    ['Internet', out.internet],
    ['LAN', out.lan],
    ['host', out.host],
  ] as const;
  const words = (value: Tri): string =>
    degrees.flatMap(([word, known]) => (known === value ? [word] : [])).join(', ');
  const unknown = words('unknown');
  const word = [words(true), unknown === '' ? '' : `unknown: ${unknown}`]
    .filter((part) => part !== '')
    .join('; ');
  if (unknown !== '') return { tone: 'unknown', word };
  if (out.internet === true && out.lan === true) return { tone: 'full', word };
  if (word === '') return { tone: 'good', word: 'no way out' };
  return { tone: 'part', word: word.includes(',') ? word : `${word} alone` };
}

function wayOutMark({ egress, egressNeedsRoute, gateway, out }: ServiceFacts): OverlayMark {
  if (out) return degreesMark(out);
  const over = gateway === null ? '' : ` over ${gateway}`;
  if (egress === true) return { tone: 'full', word: `out${over}` };
  // E5: without masquerade packets leave, and an answer needs a route back.
  if (egressNeedsRoute === true) return { tone: 'unknown', word: `packets leave${over}` };
  if (egress === 'unknown' || egressNeedsRoute === 'unknown') return { tone: 'unknown', word: 'unknown' };
  return { tone: 'good', word: 'no way out' };
}

/** Returns how services leave, where a proxy or a tunnel may lead them out; null where none does. */
function leavingsOf(analysis: Analysis): ((service: string) => Leavings) | null {
  return hasFilesToRead(analysis.topology) ? (analysis.book.leavings?.(analysis) ?? null) : null;
}

/** Returns the mark of a service that is meant to leave through others; null for one that leaves directly, or not at all. */
function throughMark(leavings: Leavings): OverlayMark | null {
  const through = throughWhom(leavings);
  if (through === null) return null;
  const words = `through ${nameList(through.services)}`;
  if (through.isUnknown) return { tone: 'unknown', word: `${words}: unknown` };
  const isPast = leavings.holes.some(({ kind }) => kind === 'round' || kind === 'tunnel');
  return isPast ? { tone: 'bad', word: `${words}, and past it` } : { tone: 'part', word: words };
}

/** Shows every active service, with or without a way out. */
export function wayOutView(analysis: Analysis): OverlayView {
  const { reach } = analysis;
  const leavings = leavingsOf(analysis);
  const led: string[] = [];
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  let out = 0;
  const unknown: string[] = [];
  for (const facts of reach.facts.values()) {
    const own = leavings?.(facts.name);
    const through = own ? throughMark(own) : null;
    const mark = through ?? wayOutMark(facts);
    marks.set(facts.name, mark);
    if (through && own) {
      led.push(facts.name);
      for (const { service } of own.meant) lines.push({ from: facts.name, to: service, tone: mark.tone });
    }
    if (mark.tone === 'good' || (through && outboundReach(facts).internet === false)) continue;
    const { internet, lan } = outboundReach(facts);
    if (either(internet, lan) === true) out++;
    else if (mark.tone === 'unknown' && facts.egressNeedsRoute !== true) unknown.push(facts.name);
    // Who gets to the host alone does not get beyond it.
    if (either(internet, lan) !== false || facts.egressNeedsRoute !== false)
      lines.push({ from: facts.name, to: outsideEnd, tone: mark.tone });
  }
  const toHost = [...reach.facts.values()].filter((facts) => outboundReach(facts).host === true).length;
  const notes = [
    `${out} of ${reach.services.length} have a way out${unknownCountText(analysis, unknown)}.`,
    ...(led.length > 0
      ? [`${nameList(led)} ${led.length === 1 ? 'leaves' : 'leave'} through a proxy or a tunnel.`]
      : []),
    ...(toHost > 0 ? [`${toHost} ${toHost === 1 ? 'gets' : 'get'} to the host itself.`] : []),
    ...(reach.options.machine ? [`On the machine of ${reach.options.machine.assumed.from}.`] : []),
  ];
  return {
    title: 'Way out',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOf(marks, wayOutLegend),
    networks: null,
  };
}
