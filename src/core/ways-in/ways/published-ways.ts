// Ports of this machine that lead to a service directly.

import { conflictingServices } from '../../reach/port-claims.ts';
import type { Published } from '../../reach/reach-model.ts';
import { contestedText } from '../ask/ask.ts';
import { listener } from '../network/upstreams.ts';
import type { Ways } from './ways.ts';
import { boundTo, type WayInto } from './ways-into.ts';

/** Returns the reason why it is unknown which service answers at a contested port; null for an uncontested one. */
export function contestedPort(context: Ways['context'], { hostPort, protocol }: Published): string | null {
  const port = Number(hostPort);
  const rivals = Number.isInteger(port) ? conflictingServices(context, port, protocol) : [];
  return rivals.length === 0 ? null : contestedText(port, rivals);
}

/** Returns a way as unknown while it is unknown which service answers at its port. */
export function contestedWay(way: WayInto, because: string): WayInto {
  return { ...way, answer: 'unknown', ifItRuns: way.answer, because };
}

export function publishedWays({ context, programs }: Ways, name: string): readonly WayInto[] {
  const { reach, topology } = context;
  const facts = reach.facts.get(name);
  if (!facts || facts.owner !== name) return [];
  const service = topology.services.get(name);
  const found: WayInto[] = [];
  const plain = { through: [], host: '*', path: '/', guards: [], way: [], because: null };
  for (const published of facts.published) {
    const { containerPort, protocol, reachableFrom, index } = published;
    if (reachableFrom === 'nowhere') continue;
    // A proxy forwards these requests, so they are ways of the services behind it.
    if (
      programs.some(
        (program) => program.service === name && program.entrances.some(({ port }) => port === containerPort),
      )
    )
      continue;
    const answering = service && protocol === 'tcp' ? listener(context, service, containerPort) : null;
    if (answering?.state === 'dead') continue;
    const rivals = contestedPort(context, published);
    const unsure = reachableFrom === 'unknown' || answering?.state === 'unknown';
    const way: WayInto = {
      ...plain,
      service: answering?.state === 'answers' ? answering.service : name,
      zone: reachableFrom === 'host' ? 'host' : 'outside',
      entrance: { name: null, published: boundTo(published) },
      protocol,
      port: containerPort,
      answer: unsure ? 'unknown' : 'open',
      because: answering?.state === 'unknown' ? answering.because : null,
      declaredAt: { path: ['services', published.service, 'ports', index] },
    };
    found.push(rivals === null ? way : contestedWay(way, rivals));
  }
  // On a known machine the firewall may block all of it.
  if (
    facts.isolation === 'open' &&
    facts.fromOutside !== false &&
    !programs.some((program) => program.service === name)
  )
    found.push({
      ...plain,
      service: name,
      zone: 'outside',
      entrance: { name: null, published: null },
      protocol: '',
      port: null,
      answer: facts.fromOutside === 'unknown' ? 'unknown' : 'open',
      because: 'It is on the network of the host.',
      declaredAt: { path: ['services', name, 'network_mode'] },
    });
  return found;
}
