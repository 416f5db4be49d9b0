// The servers behind a Traefik service: its own interface, containers and addresses, each of which may be used.

import { spend } from '../limits.ts';
import type { Outcomes, Request, Step } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { type Dialled, dial, listener } from '../network/upstreams.ts';
import { either, only, passed, redirectTo, unknown } from '../outcomes.ts';
import { upstreamOutcome } from '../proxy/upstream.ts';
import { readHttpUrl } from '../urls.ts';
import type { ProgramGround, WaysContext } from '../ways-context.ts';
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

export interface Behind {
  readonly ground: ProgramGround;
  readonly proxy: string;
  readonly config: DynamicConfig;
  readonly options: Options;
}

/** Returns the outcomes of a Traefik service. */
export function askService(behind: Behind, name: string, request: Request): Outcomes {
  return name.endsWith('@internal') ? internal(name, request) : askBalancer(behind, name, 'http');
}

/** Returns the outcomes of the servers behind a Traefik service, whatever its protocol. */
export function askBalancer(behind: Behind, name: string, protocol: Router['protocol'], depth = 0): Outcomes {
  const balancer = servicesOf(behind.config, protocol).get(name);
  if (!balancer || depth > 10) return unknown(`The service ${name} is unknown.`);
  switch (balancer.kind) {
    case 'unknown':
      return unknown(`${name} is ${balancer.because}.`);
    case 'group': {
      const members = balancer.members.map((member) => askBalancer(behind, member, protocol, depth + 1));
      return members.length === 0 ? only('bad-gateway') : either(members);
    }
    case 'servers':
      return askServers(behind, balancer, protocol);
  }
}

function askServers(
  behind: Behind,
  balancer: Extract<Balancer, { kind: 'servers' }>,
  protocol: Router['protocol'],
): Outcomes {
  if (balancer.servers.length === 0)
    return only(protocol === 'http' ? 'bad-gateway' : 'refused', { because: 'The service has no server.' });
  spend(behind.ground.meter, balancer.servers.length);
  return either(balancer.servers.map((server) => askServer(behind, server, balancer, protocol)));
}

function askServer(
  behind: Behind,
  server: Server,
  balancer: Extract<Balancer, { kind: 'servers' }>,
  protocol: Router['protocol'],
): Outcomes {
  const target = targetOf(behind, server, protocol === 'udp' ? 'udp' : 'tcp');
  const { scheme, dialled, label } = target;
  const step: Step = { kind: 'target', text: label, said: balancer.said };
  return passed(
    { way: [step] },
    either(dialled.map((dialled) => outcomeOf(behind, dialled, scheme, balancer, protocol !== 'http'))),
  );
}

function outcomeOf(
  behind: Behind,
  dialled: Dialled,
  scheme: string,
  { transport }: Extract<Balancer, { kind: 'servers' }>,
  raw: boolean,
): Outcomes {
  if (dialled.state !== 'answers') {
    const isDead = raw && dialled.state !== 'unknown';
    return isDead ? only('refused', { because: dialled.because }) : upstreamOutcome(dialled);
  }
  if (raw) return upstreamOutcome(dialled);
  if (dialled.service === behind.proxy)
    return unknown(`${behind.proxy} asks itself on port ${dialled.port}.`);
  const trusting =
    transport !== null ||
    /^(?:true|1)$/i.test(textAt(behind.options, 'serverstransport.insecureskipverify') ?? '');
  if (scheme === 'https' && !trusting)
    return only('error', {
      because: `${dialled.service} is asked over https, and its certificate is not trusted.`,
    });
  return upstreamOutcome(dialled, scheme === 'https');
}

interface Target {
  readonly scheme: string;
  readonly dialled: readonly Dialled[];
  readonly label: string;
}

function targetOf({ ground, proxy }: Behind, server: Server, protocol: 'tcp' | 'udp'): Target {
  if (server.kind === 'url') {
    const text = server.url.includes('://') ? server.url : `http://${server.url}`;
    const url = readHttpUrl(text.replace(/^h2c:/i, 'http:'));
    if (url === null) {
      return {
        scheme: 'http',
        label: 'an address that is not read',
        dialled: [{ state: 'unknown', because: 'The address of a server cannot be read.' }],
      };
    }
    return {
      scheme: url.scheme,
      dialled: dial(ground, proxy, url.host, url.port, protocol),
      label: `${url.host}:${url.port}`,
    };
  }
  const { container, port, scheme } = server;
  return {
    scheme,
    dialled: dialContainer(ground, proxy, server, protocol),
    label: `${container}:${port ?? 'a port of its image'}`,
  };
}

/** Dials a container at its address on one of the given networks. */
function dialContainer(
  ground: WaysContext,
  proxy: string,
  { container: name, port, networks }: Extract<Server, { kind: 'container' }>,
  protocol: 'tcp' | 'udp',
): readonly Dialled[] {
  const { reach, topology } = ground;
  const service = topology.services.get(name);
  if (!service || !keepsRunning(service)) return [{ state: 'dead', because: `${name} does not run.` }];
  const facts = reach.facts.get(name);
  const answering = (): Dialled =>
    port === null ? { state: 'answers', service: name, port: 0 } : listener(ground, service, port, protocol);
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
  return networks.map((network): Dialled => {
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
      if (apiPath.test(path)) return only('serves', { own: true });
      if (path === '/' || path === '/dashboard') return redirectTo('/dashboard/', request);
      if (/^\/dashboard\/(?:index\.html)?$/.test(path)) return only('serves', { own: true });
      if (path.startsWith('/dashboard/')) return unknown('Which files the dashboard has is unknown.');
      return only('not-found');
    case 'dashboard@internal':
      if (path === '/') return redirectTo('/dashboard/', request);
      if (/^\/dashboard\/?$/.test(path)) return only('serves', { own: true });
      if (path.startsWith('/dashboard/')) return unknown('Which files the dashboard has is unknown.');
      return only('not-found');
    case 'ping@internal':
    case 'prometheus@internal':
      return only('serves', { own: true });
    default:
      return only('error');
  }
}
