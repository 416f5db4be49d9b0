// The servers behind a Traefik service: its own interface, containers and addresses, each of which may be used.

import { spend } from '../limits.ts';
import type { Outcomes, Request, Step } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { type DialResult, dial, listener } from '../network/upstreams.ts';
import { combineOutcomes, redirectOutcome, singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { beyondMachine, upstreamOutcome } from '../proxy/upstream.ts';
import { readHttpUrl } from '../urls.ts';
import type { ProgramContext, WaysContext } from '../ways-context.ts';
import type { Balancer, DynamicConfig, Router, Server } from './dynamic-config.ts';
import { type Options, optionAt, textAt } from './options.ts';

/** True when a Traefik service exists; Traefik drops a router to a missing one. */
export function serviceExists(
  config: DynamicConfig,
  options: Options,
  name: string,
  protocol: Router['protocol'] = 'http',
): boolean {
  const [plain = '', provider] = name.split('@');
  if (provider === 'internal') {
    if (plain === 'noop') return true;
    if (plain === 'api' || plain === 'dashboard') return hasApi(options);
    if (plain === 'ping') return optionAt(options, 'ping') !== undefined;
    return plain === 'prometheus' ? optionAt(options, 'metrics.prometheus') !== undefined : false;
  }
  return servicesOf(config, protocol).has(name);
}

function servicesOf(config: DynamicConfig, protocol: Router['protocol']): DynamicConfig['services'] {
  if (protocol === 'http') return config.services;
  return protocol === 'tcp' ? config.tcpServices : config.udpServices;
}

function hasApi(options: Options): boolean {
  const api = optionAt(options, 'api');
  return api !== undefined && (api.below.size > 0 || !/^(?:false|0)$/i.test(api.value ?? ''));
}

export interface ServiceContext {
  readonly context: ProgramContext;
  readonly proxy: string;
  readonly config: DynamicConfig;
  readonly options: Options;
}

/** Returns the outcomes of a Traefik service. */
export function askService(behind: ServiceContext, name: string, request: Request): Outcomes {
  return name.endsWith('@internal') ? internal(name, request) : askBalancer(behind, name, 'http');
}

/** Returns the outcomes of the servers behind a Traefik service, whatever its protocol. */
export function askBalancer(
  behind: ServiceContext,
  name: string,
  protocol: Router['protocol'],
  depth = 0,
): Outcomes {
  const balancer = servicesOf(behind.config, protocol).get(name);
  if (!balancer || depth > 10) return unknownOutcome(`The service ${name} is unknown.`);
  switch (balancer.kind) {
    case 'unknown':
      return unknownOutcome(`${name} is ${balancer.because}.`);
    case 'group': {
      const members = balancer.members.map((member) => askBalancer(behind, member, protocol, depth + 1));
      return members.length === 0 ? singleOutcome('bad-gateway') : combineOutcomes(members);
    }
    case 'servers':
      return askServers(behind, balancer, protocol);
  }
}

function askServers(
  behind: ServiceContext,
  balancer: Extract<Balancer, { kind: 'servers' }>,
  protocol: Router['protocol'],
): Outcomes {
  if (balancer.servers.length === 0)
    return singleOutcome(protocol === 'http' ? 'bad-gateway' : 'refused', {
      because: 'The service has no server.',
    });
  spend(behind.context.meter, balancer.servers.length);
  return combineOutcomes(balancer.servers.map((server) => askServer(behind, server, balancer, protocol)));
}

function askServer(
  behind: ServiceContext,
  server: Server,
  balancer: Extract<Balancer, { kind: 'servers' }>,
  protocol: Router['protocol'],
): Outcomes {
  const target = targetOf(behind, server, protocol === 'udp' ? 'udp' : 'tcp');
  const { scheme, dialResult, label } = target;
  const step: Step = { kind: 'target', text: label, declaredAt: balancer.declaredAt };
  return withSteps(
    { way: [step] },
    combineOutcomes(
      dialResult.map((dialResult) => outcomeOf(behind, dialResult, scheme, balancer, protocol !== 'http')),
    ),
  );
}

function outcomeOf(
  behind: ServiceContext,
  dialResult: DialResult,
  scheme: string,
  { transport }: Extract<Balancer, { kind: 'servers' }>,
  raw: boolean,
): Outcomes {
  if (dialResult.state !== 'answers') {
    const isDead = raw && dialResult.state !== 'unknown';
    return isDead
      ? singleOutcome('refused', { because: dialResult.because, ...beyondMachine(dialResult) })
      : upstreamOutcome(dialResult);
  }
  if (raw) return upstreamOutcome(dialResult);
  if (dialResult.service === behind.proxy)
    return unknownOutcome(`${behind.proxy} asks itself on port ${dialResult.port}.`);
  const trusting =
    transport !== null ||
    /^(?:true|1)$/i.test(textAt(behind.options, 'serverstransport.insecureskipverify') ?? '');
  if (scheme === 'https' && !trusting)
    return singleOutcome('error', {
      because: `${dialResult.service} is asked over https, and its certificate is not trusted.`,
    });
  return upstreamOutcome(dialResult, scheme === 'https');
}

interface Target {
  readonly scheme: string;
  readonly dialResult: readonly DialResult[];
  readonly label: string;
}

function targetOf({ context, proxy }: ServiceContext, server: Server, protocol: 'tcp' | 'udp'): Target {
  if (server.kind === 'url') {
    const text = server.url.includes('://') ? server.url : `http://${server.url}`;
    const url = readHttpUrl(text.replace(/^h2c:/i, 'http:'));
    if (url === null) {
      return {
        scheme: 'http',
        label: 'an address that is not read',
        dialResult: [{ state: 'unknown', because: 'The address of a server cannot be read.' }],
      };
    }
    return {
      scheme: url.scheme,
      dialResult: dial(context, proxy, url.host, url.port, protocol),
      label: `${url.host}:${url.port}`,
    };
  }
  const { container, port, scheme } = server;
  return {
    scheme,
    dialResult: dialContainer(context, proxy, server, protocol),
    label: `${container}:${port ?? 'a port of its image'}`,
  };
}

/** Dials a container at its address on one of the given networks. */
function dialContainer(
  context: WaysContext,
  proxy: string,
  { container: name, port, networks }: Extract<Server, { kind: 'container' }>,
  protocol: 'tcp' | 'udp',
): readonly DialResult[] {
  const { reach, topology } = context;
  const service = topology.services.get(name);
  if (!service || !keepsRunning(service)) return [{ state: 'dead', because: `${name} does not run.` }];
  const facts = reach.facts.get(name);
  const answering = (): DialResult =>
    port === null ? { state: 'answers', service: name, port: 0 } : listener(context, service, port, protocol);
  const [ownFacts, theirs] = [reach.facts.get(proxy), facts];
  if (theirs?.isolation === 'open') {
    if (ownFacts?.isolation === 'open') return [answering()];
    return [
      {
        state: 'dead',
        because: `${name} is on the network of the host: ${proxy} asks its own 127.0.0.1 for it.`,
      },
    ];
  }
  if (networks.length === 0) {
    if (theirs?.isolation === 'unknown')
      return [{ state: 'unknown', because: `The networks of ${name} are unknown.` }];
    return [{ state: 'dead', because: `${name} has no address.` }];
  }
  const direct = reach.direct(proxy, name);
  return networks.map((network): DialResult => {
    const shared = ownFacts?.isolation === 'open' || ownFacts?.networks.includes(network);
    if (!shared || direct === false)
      return { state: 'dead', because: `${proxy} is not on ${network}, where ${name} is asked.` };
    if (direct === 'unknown')
      return { state: 'unknown', because: `Whether ${proxy} reaches ${name} is unknown.` };
    return answering();
  });
}

const apiPath =
  /^\/api\/(?:version|rawdata|overview|support-dump|entrypoints|(?:http|tcp)\/(?:routers|services|middlewares)|udp\/(?:routers|services)|debug\/.*)$/;

/** Returns the outcomes of Traefik's own interface. */
function internal(name: string, request: Request): Outcomes {
  const { path } = request;
  switch (name) {
    case 'api@internal':
      if (apiPath.test(path)) return singleOutcome('serves', { own: true });
      if (path === '/' || path === '/dashboard') return redirectOutcome('/dashboard/', request);
      if (/^\/dashboard\/(?:index\.html)?$/.test(path)) return singleOutcome('serves', { own: true });
      if (path.startsWith('/dashboard/')) return unknownOutcome('Which files the dashboard has is unknown.');
      return singleOutcome('not-found');
    case 'dashboard@internal':
      if (path === '/') return redirectOutcome('/dashboard/', request);
      if (/^\/dashboard\/?$/.test(path)) return singleOutcome('serves', { own: true });
      if (path.startsWith('/dashboard/')) return unknownOutcome('Which files the dashboard has is unknown.');
      return singleOutcome('not-found');
    case 'ping@internal':
    case 'prometheus@internal':
      return singleOutcome('serves', { own: true });
    default:
      return singleOutcome('error');
  }
}
