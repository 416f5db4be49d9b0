// Faults in a Traefik configuration: dropped routers whose requests go to wider ones, equal routers, names declared by several containers,
// sources of settings that override each other.

import { nameList } from '../../compose/name-list.ts';
import type { Fault, LabelRemedy } from '../faults.ts';
import { isPrivateRange } from '../network/addresses.ts';
import { atLine } from '../places.ts';
import type { Flaws, PlaintextUpstream, TrustedSender } from '../proxy/reader.ts';
import { readHttpUrl } from '../urls.ts';
import type { WaysContext } from '../ways-context.ts';
import { droppedLabels, droppedRouters, missingEntrances, templates } from './dropped-faults.ts';
import type { TraefikParts } from './fault-parts.ts';
import { booleanAt, listAt, optionAt } from './options.ts';
import { catchAll, merges, ties } from './rival-faults.ts';

export function traefikFlaws(parts: TraefikParts): Flaws {
  return {
    faults: faultsOf(parts),
    plaintextUpstreams: plaintextIn(parts),
    trustedSenders: trustedSenders(parts),
  };
}

/** Returns the faults without the repetitions of several entry points; one that admits visitors takes precedence. */
function faultsOf(parts: TraefikParts): readonly Fault[] {
  const all = [
    ...ignoredSources(parts),
    ...droppedLabels(parts),
    ...missingEntrances(parts),
    ...droppedRouters(parts),
    ...templates(parts),
    ...ties(parts),
    ...merges(parts),
    ...catchAll(parts),
    ...ambiguousNetwork(parts),
  ];
  const found = new Map<string, Fault>();
  for (const fault of all) {
    const key = JSON.stringify([fault.kind, fault.services, fault.about]);
    const before = found.get(key);
    if (!before || (fault.opens && !before.opens)) found.set(key, fault);
  }
  return [...found.values()];
}

function* ignoredSources({ service, config }: TraefikParts): Generator<Fault> {
  if (config.ignoredSources.length === 0) return;
  const opens = config.ignoredExcludeContainers;
  const what = config.ignoredSources.join(' and ');
  yield {
    kind: 'source-ignored',
    services: [service.name],
    about: what,
    text: `${service.name} reads its settings from ${config.source} alone, so ${what} ${config.ignoredSources.length === 1 ? 'has' : 'have'} no effect.${opens ? ' That would keep out containers without labels; now these are served, too.' : ''}`,
    remediation: `Move these settings into ${config.source}.`,
    opens,
    declaredAt: { path: ['services', service.name, what.includes('command') ? 'command' : 'environment'] },
  };
}

/**
 * Yields faults for containers on several networks of which the proxy shares only some, so that each start may choose an unreachable
 * address.
 */
function* ambiguousNetwork({ context, service, dynamic, muxers }: TraefikParts): Generator<Fault> {
  const own = context.reach.facts.get(service.name);
  if (!own || own.isolation === 'open') return;
  const used = new Set(
    muxers.flatMap(({ http, tcp }) => [...http, ...tcp].map(({ router }) => router.service)),
  );
  for (const [name, balancer] of [...dynamic.services, ...dynamic.tcpServices]) {
    if (balancer.kind !== 'servers' || !used.has(name)) continue;
    for (const server of balancer.servers) {
      if (server.kind !== 'container' || server.networks.length < 2) continue;
      const shared = server.networks.filter((network) => own.networks.includes(network));
      if (shared.length === 0 || shared.length === server.networks.length) continue;
      yield {
        kind: 'network-by-chance',
        services: [server.container, service.name],
        about: server.networks.join(' '),
        text: `${server.container} is on ${nameList(server.networks)}, and ${service.name} only on ${nameList(shared)}. Nothing states which of them ${service.name} should use, so it uses any, and some requests time out.`,
        remediation: `Give ${server.container} the label traefik.docker.network.`,
        opens: false,
        remedies: shared.flatMap((network) => onNetwork(context, server.container, network)),
        declaredAt: balancer.declaredAt,
      };
    }
  }
}

function onNetwork(context: WaysContext, service: string, network: string): readonly LabelRemedy[] {
  const value = context.dockerName(network);
  if (value === null) return [];
  return [{ title: `Route over ${network}`, service, key: 'traefik.docker.network', value }];
}

function* trustedSenders({ config }: TraefikParts): Generator<TrustedSender> {
  for (const { name, options, declaredAt } of config.entryPoints) {
    const headers = optionAt(options, 'forwardedheaders');
    const anybody = booleanAt(headers, 'insecure', false);
    const ranges = (listAt(headers, 'trustedips') ?? []).filter(isPrivateRange);
    if (!anybody && ranges.length === 0) continue;
    const at = headers?.declaredAt ?? declaredAt;
    yield {
      about: `${name} ${anybody ? 'insecure' : ranges.join(' ')}`,
      believed: `X-Forwarded-For of ${anybody ? 'everybody' : nameList(ranges)} on ${name}`,
      ranges: anybody ? ['0.0.0.0/0', '::/0'] : ranges,
      who: anybody ? 'any visitor' : 'this machine and containers in that range',
      remediation: `Name only the proxies before it in forwardedHeaders.trustedIPs${atLine(at)}.`,
      declaredAt: at,
    };
  }
}

function* plaintextIn({ dynamic, muxers }: TraefikParts): Generator<PlaintextUpstream> {
  for (const { router, isTls } of muxers.flatMap(({ http }) => http)) {
    const balancer = isTls ? dynamic.services.get(router.service) : undefined;
    if (balancer?.kind !== 'servers') continue;
    for (const server of balancer.servers) {
      const url = server.kind === 'url' ? readHttpUrl(server.url) : null;
      if (url === null || url.scheme !== 'http') continue;
      const { host, port } = url;
      yield {
        host,
        about: `${router.name} ${host}`,
        asked: `${host}:${port} over plain HTTP`,
        route: router.name,
        remediation: `Ask that machine over https${atLine(balancer.declaredAt)}.`,
        declaredAt: balancer.declaredAt,
      };
    }
  }
}
