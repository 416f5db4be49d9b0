// CN503. Owns: services that reach a proxy of the runtime socket without need. The proxy's own mount is CN502.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { hostSockets } from '../blast/runtime-sockets.ts';
import { freeName } from '../compose/free-name.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { membersByNetwork } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN503',
  slug: 'socket-proxy-reachable',
  title: 'Docker API proxy is reachable by more than its client',
  why: 'A socket proxy has no login. Any service that reaches it can make every call that it permits, which is often enough to read every environment variable or to start a container.',
  severity: 'warning',
  source: 'P2; OWASP Docker Security 1',
  reads: ['volumes', 'environment'],
  *check(context) {
    const { reach, needs, tiers, workspace } = context;
    const proxies = [...context.checked.values()].filter(isProxy);
    if (proxies.length === 0) return;
    const sockets = hostSockets(workspace);
    for (const view of proxies) {
      const { name } = view.service;
      const known = catalogueEntry(view.service.image)?.kind === 'socket-proxy';
      const held = accessBy(hostAccess(view.service, sockets), 'runtime-socket');
      if (!known && held.every(({ by }) => by.mount === null)) continue;
      const reachers = reach.services.filter((other) => other !== name && reach.direct(other, name) === true);
      const stated = reachers.filter((other) => needs.has(other, name));
      // A single service that reaches the proxy is its client, even without a stated need.
      const clients = stated.length === 0 && reachers.length === 1 ? reachers : stated;
      const others = reachers.filter((other) => !clients.includes(other));
      const published = view.facts.published.some(({ reachableFrom }) => reachableFrom === 'outside');
      const edge = others.some((other) => tiers.of(other) === 'edge');
      const wide = view.networks.filter(({ internal }) => internal !== true).map((network) => network.name);
      // Nothing reaches the proxy, so nothing is reported.
      if (reachers.length === 0 && !published) continue;
      const starts = reachers.length > 0 && startsContainers(view);
      if (others.length === 0 && !published && wide.length === 0 && !starts) continue;
      const reasons: string[] = [];
      if (published) reasons.push('the outside reaches it');
      if (others.length > 0)
        reasons.push(`${nameList(others)} ${others.length === 1 ? 'reaches' : 'reach'} it without need`);
      if (wide.length > 0) reasons.push(`${nameList(wide)} is not internal`);
      const edgeClients = clients.filter((client) => tiers.of(client) === 'edge');
      if (starts) {
        const who = edgeClients.length > 0 ? edgeClients : clients.length > 0 ? clients : others;
        reasons.push(
          `it accepts POST, so ${nameList(who)}${edgeClients.length > 0 ? ', open to the outside,' : ''} can start a container that mounts the whole host`,
        );
      }
      yield {
        severity: edge || published || (starts && edgeClients.length > 0) ? 'error' : 'warning',
        certainty: edge && others.some((other) => !tiers.declared(other)) ? 'inferred' : 'certain',
        subjects: [name, ...others],
        message: `${name} forwards the runtime's API: ${reasons.join('; ')}.`,
        at: attachmentPlace(view.service, view.facts.networks[0] ?? 'default'),
        path: others.slice(0, 5).map((from) => ({
          from,
          to: name,
          network: reach.pair(from, name).networks[0] ?? null,
          at: attachmentPlace(view.service, reach.pair(from, name).networks[0] ?? 'default'),
        })),
        fixes:
          published || (others.length === 0 && wide.length === 0)
            ? []
            : separationFix(context, view, clients),
        evidence: [...others, ...wide, String(published), ...(starts ? ['post'] : [])],
        parts: [
          ...others.map((other) => ['CN503', name, other]),
          ...wide.map((network) => ['CN503', name, 'network', network]),
          ...(published ? [['CN503', name, 'published', '']] : []),
          ...(starts ? [['CN503', name, 'post', '']] : []),
        ],
      };
    }
  },
};

function isProxy({ service }: ServiceView): boolean {
  if (catalogueEntry(service.image)?.kind === 'socket-proxy') return true;
  return service.expose.some((port) => /^2375(?:\/tcp)?$/.test(port));
}

/** True when the proxy permits its clients to change containers: `POST=1` with containers, images or everything permitted. */
function startsContainers({ service: { environment } }: ServiceView): boolean {
  const on = (key: string): boolean =>
    environment.some(({ key: name, value }) => name === key && /^(?:1|true|yes|on)$/i.test(value ?? ''));
  return on('POST') && (on('CONTAINERS') || on('EXEC') || on('SERVICES'));
}

/** Returns the fix that gives the proxy and its clients a network of their own. */
function separationFix(
  context: RuleContext,
  { service }: ServiceView,
  clients: readonly string[],
): readonly Fix[] {
  const { topology } = context;
  const owners = clients.map((client) => topology.services.get(client));
  if (clients.length === 0 || service.mode.kind !== 'networks') return [];
  if (owners.some((owner) => owner?.mode.kind !== 'networks')) return [];
  const network = freeName('socket', topology.networks);
  const [first, ...rest] = service.attachments.map((attachment) => attachment.network);
  if (first === undefined || (membersByNetwork(context).get(first) ?? []).length === 0) return [];
  const operations: Operation[] = [
    { type: 'add-network', network, internal: true },
    ...clients.map((client): Operation => ({ type: 'attach', service: client, network })),
    { type: 'move', service: service.name, from: first, to: network },
    ...rest.map((old): Operation => ({ type: 'detach', service: service.name, network: old, last: null })),
  ];
  return [
    { title: `Move ${service.name} to a network with ${nameList(clients)} alone`, safe: false, operations },
  ];
}
