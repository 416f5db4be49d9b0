// The nginx-proxy reader, whose servers come from the environment of other containers.

import type { Service } from '../../compose/topology.ts';
import { spend } from '../limits.ts';
import type { Guard, Outcomes, Request } from '../model.ts';
import { exposedPorts, keepsRunning } from '../network/running.ts';
import { dialService } from '../network/upstreams.ts';
import {
  combineOutcomes,
  redirectOutcome,
  singleOutcome,
  undecidedOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import type { SourceLocation } from '../places.ts';
import type { ProxyReader } from '../proxy/reader.ts';
import { plainPaths } from '../proxy/samples.ts';
import { upstreamOutcome } from '../proxy/upstream.ts';
import { type ProgramContext, serviceLocation } from '../ways-context.ts';
import { nginxRegexp } from './nginx-model.ts';

/** A virtual host that one container requests. */
interface VirtualHost {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  readonly port: number | null;
  /** True when a certificate is requested. */
  readonly secured: boolean;
  readonly declaredAt: SourceLocation;
}

export const nginxProxy: ProxyReader = {
  read: (waysContext, service) => {
    const hosts = waysContext.reach.services.flatMap((name) => {
      const other = waysContext.topology.services.get(name);
      return other && keepsRunning(other) ? virtualHosts(other) : [];
    });
    const declaredAt = serviceLocation(service, ['image']);
    const usual = service.environment.find(({ key }) => key === 'DEFAULT_HOST')?.value ?? null;
    const port = (name: string, fallback: number) =>
      Number(service.environment.find(({ key }) => key === name)?.value ?? fallback);
    const [http, https] = [port('HTTP_PORT', 80), port('HTTPS_PORT', 443)];
    return {
      listeners: [
        { name: 'http', address: null, port: http, protocol: 'http', declaredAt },
        { name: 'https', address: null, port: https, protocol: 'https', declaredAt },
      ],
      routes: hosts.map((virtualHost) => ({
        title: titleOf(virtualHost),
        hosts: [{ host: virtualHost.host, example: exampleOf(virtualHost.host) }],
        paths: plainPaths([virtualHost.path]),
        on: ['http', 'https'],
        declaredAt: virtualHost.declaredAt,
      })),
      answer: (request) => {
        spend(waysContext.meter, hosts.length, declaredAt);
        const taken = hostsFor(hosts, request, usual);
        const [first] = taken;
        if (!first)
          return singleOutcome('bad-gateway', { because: `No container asks for ${request.host}.` });
        const step = { kind: 'route', text: titleOf(first), declaredAt: first.declaredAt } as const;
        return withSteps({ way: [step] }, answer(waysContext, service, taken, request, https));
      },
    };
  },
  requestedRoutes: (_, service) =>
    virtualHosts(service).map(({ host, port, declaredAt }) => ({
      service: service.name,
      by: 'nginx-proxy',
      host,
      port,
      network: null,
      declaredAt,
    })),
};

function titleOf({ host, path }: VirtualHost): string {
  return `VIRTUAL_HOST ${host} ${path}`;
}

function exampleOf(host: string): string {
  return host.startsWith('~') ? 'any.example' : host.replace(/^\*\./, 'x.').replace(/\.\*$/, '.example');
}

/** Returns the virtual hosts that a service's environment requests. */
function virtualHosts(service: Service): readonly VirtualHost[] {
  const value = (name: string) => service.environment.find(({ key }) => key === name)?.value ?? null;
  const variable = service.environment.find(({ key }) => key === 'VIRTUAL_HOST');
  const exposed = exposedPorts(service).ports;
  const declaredAt = serviceLocation(service, variable?.path ?? ['environment']);
  const written = Number(value('VIRTUAL_PORT') ?? Number.NaN);
  const port = Number.isInteger(written) ? written : exposed.length > 1 ? 80 : (exposed[0] ?? null);
  return (variable?.value ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '')
    .map((host) => ({
      host,
      path: value('VIRTUAL_PATH') ?? '/',
      service: service.name,
      port,
      secured: value('LETSENCRYPT_HOST') !== null,
      declaredAt,
    }));
}

/** Returns the containers for a host with the longest matching path, or those of the default host. */
function hostsFor(
  hosts: readonly VirtualHost[],
  { host, path }: Request,
  usual: string | null,
): readonly VirtualHost[] {
  const by = (test: (host: VirtualHost) => boolean): readonly VirtualHost[] => {
    const found = hosts.filter((host) => test(host) && path.startsWith(host.path));
    const longest = found.reduce((length, one) => Math.max(length, one.path.length), 0);
    return found.filter((host) => host.path.length === longest);
  };
  const tests: readonly ((host: VirtualHost) => boolean)[] = [
    (virtualHost) => virtualHost.host === host,
    (virtualHost) => virtualHost.host.startsWith('*.') && host.endsWith(virtualHost.host.slice(1)),
    (virtualHost) => virtualHost.host.endsWith('.*') && host.startsWith(virtualHost.host.slice(0, -1)),
    (virtualHost) =>
      virtualHost.host.startsWith('~') && nginxRegexp(virtualHost.host.slice(1), true)?.test(host) === true,
    (host) => usual !== null && host.host === usual,
  ];
  return tests.map(by).find((found) => found.length > 0) ?? [];
}

function answer(
  waysContext: ProgramContext,
  service: Service,
  taken: readonly VirtualHost[],
  request: Request,
  https: number,
): Outcomes {
  const [first] = taken;
  const host = first?.host ?? request.host;
  const files = waysContext.files(service);
  const certificates = files.at(`/etc/nginx/certs/${host}.crt`);
  const has = taken.some(({ secured }) => secured) || certificates.kind === 'text';
  const may = has || certificates.kind === 'unread';
  const behind = () => guarded(waysContext, service, host, taken, request);
  const moved = () =>
    redirectOutcome(
      `https://${request.host}${https === 443 ? '' : `:${https}`}${request.path}${request.query}`,
      request,
    );
  const method = service.environment.find(({ key }) => key === 'HTTPS_METHOD')?.value ?? 'redirect';
  if (request.scheme === 'https') {
    if (has) return behind();
    return may
      ? unknownOutcome(`Whether there is a certificate for ${host} is unknown.`)
      : singleOutcome('no-tls');
  }
  if (!may || method !== 'redirect') return behind();
  return has
    ? moved()
    : undecidedOutcome([moved(), behind()], `Whether there is a certificate for ${host} is unknown.`);
}

const vhosts = '/etc/nginx/vhost.d';

function guarded(
  waysContext: ProgramContext,
  service: Service,
  host: string,
  taken: readonly VirtualHost[],
  request: Request,
): Outcomes {
  const files = waysContext.files(service);
  const users = files.at(`/etc/nginx/htpasswd/${host}`);
  const ownFound = files.at(`${vhosts}/${host}`);
  const all = taken.map(({ service: name, port, declaredAt }) => {
    const found = dialService(waysContext, service.name, name, port ?? 80);
    const step = { kind: 'target', text: `${name}:${port ?? 80}`, declaredAt } as const;
    // Without a known port, the image may expose another one.
    const outcomes =
      port === null && found.state === 'answers'
        ? singleOutcome('serves', { by: found.service, port: 0 })
        : upstreamOutcome(found);
    return withSteps({ way: [step] }, outcomes);
  });
  const behind = combineOutcomes(all);
  if (ownFound.kind === 'text')
    return undecidedOutcome(
      [behind, unknownOutcome(`${ownFound.file} may change what is answered.`)],
      `${ownFound.file} is not followed.`,
    );
  // The volume for certificate requests is present in every second project and does not affect answers.
  const isVolume = service.mounts.some(({ type, target }) => type === 'volume' && target === vhosts);
  if (ownFound.kind === 'unread' && !isVolume)
    return undecidedOutcome(
      [behind, unknownOutcome(ownFound.why)],
      `What ${vhosts} changes is unknown. ${ownFound.why}`,
    );
  if (users.kind === 'unread')
    return undecidedOutcome(
      [behind, singleOutcome('login')],
      `Whether ${host} asks for a login is unknown. ${users.why}`,
    );
  if (users.kind !== 'text') return behind;
  const guard: Guard = { kind: 'login', how: 'basic', by: null, declaredAt: { file: users.file, line: 1 } };
  return withSteps({ guards: [guard] }, request.authenticated ? behind : singleOutcome('login'));
}
