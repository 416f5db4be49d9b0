// nginx, Caddy and HAProxy as what clients leave by: the readers of who comes in say whom such a proxy asks for a request (LV20 to LV23).

import type { Service } from '../../compose/topology.ts';
import { caddy } from '../../ways-in/caddy/caddy.ts';
import { haproxy } from '../../ways-in/haproxy/haproxy.ts';
import { unlessGivenUp } from '../../ways-in/limits.ts';
import type { Outcome, Outcomes, Request } from '../../ways-in/model.ts';
import { nginx } from '../../ways-in/nginx/nginx.ts';
import { unknownOutcome } from '../../ways-in/outcomes.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { ProxyConfig, ProxyReader } from '../../ways-in/proxy/reader.ts';
import { programOf } from '../../ways-in/ways/program-of.ts';
import { type ProgramContext, sourcePlaceOf, type WaysContext } from '../../ways-in/ways-context.ts';
import type { AllowedOut, ForwardProxy, ForwardRequest, ForwardVerdict, Lookup } from './forward-proxy.ts';
import { exampleOf } from './name-list.ts';

/** One of these programs. */
interface ReverseProgram {
  readonly title: string;
  readonly reader: ProxyReader;
  /** Returns why it refuses a request whatever its configuration is; null where it does not. */
  readonly refuses: (request: ForwardRequest) => string | null;
  /** Returns the host and the `Host` header by which it goes. */
  readonly hostOf: (request: ForwardRequest) => { readonly host: string; readonly header: string };
}

const programs: { readonly [name: string]: ReverseProgram } = {
  nginx: {
    title: 'nginx',
    reader: nginx,
    refuses: ({ asking }) => (asking === 'connect' ? 'nginx opens no tunnel' : null),
    // LV22: `$host` is that of the URL, and `$http_host` what the client sent as header.
    hostOf: ({ host, hostHeader }) => ({ host: host.replace(/\.$/, ''), header: hostHeader }),
  },
  caddy: {
    title: 'Caddy',
    reader: caddy,
    refuses: () => null,
    hostOf: ({ host, authority }) => ({ host, header: authority }),
  },
  haproxy: {
    title: 'HAProxy',
    reader: haproxy,
    refuses: ({ asking, authority, hostHeader }) =>
      asking !== 'transparent' && withoutUsualPort(authority) !== withoutUsualPort(hostHeader)
        ? `HAProxy refuses a request for ${authority} with another Host header`
        : null,
    hostOf: ({ host, authority }) => ({ host, header: withoutUsualPort(authority) }),
  },
};

function withoutUsualPort(authority: string): string {
  return authority.toLowerCase().replace(/:(?:80|443)$/, '');
}

/** Reads a reverse proxy whose configuration is known; null for another service, a sentence where it is unknown. */
export function reverseProxy(context: ProgramContext, service: Service): ForwardProxy | string | null {
  const program = programs[programOf(service) ?? ''];
  if (!program) return null;
  const config = program.reader.read({ ...context, namesServers: true }, service);
  if (typeof config === 'string') return config;
  const ports = [...new Set(config.listeners.map(({ port }) => port))];
  if (config.ends || config.unread || ports.length === 0)
    return config.ends?.because ?? config.unread ?? null;
  const place = config.listeners.map(({ declaredAt }) => sourcePlaceOf(context, declaredAt))[0] ?? null;
  const decide = (request: ForwardRequest, lookup: Lookup) =>
    decideBy(program, config, context, request, lookup);
  const asks = (host: string) => ledTo(config.listeners, host, decide);
  return {
    service: service.name,
    program: program.title,
    ports,
    allowed: allowedOut(context, config.comparedHosts ?? [], asks, place),
    decide,
  };
}

function decideBy(
  { title, refuses, hostOf }: ReverseProgram,
  config: ProxyConfig,
  context: WaysContext,
  request: ForwardRequest,
  lookup: Lookup,
): ForwardVerdict {
  const { asking, tls, port, path, at, client } = request;
  const what = `${asking === 'connect' ? 'CONNECT ' : ''}${request.authority}`;
  const refused = refuses(request);
  if (refused !== null) return { kind: 'denied', because: refused, place: null };
  if (client === null && (config.ranges ?? []).length > 0)
    return { kind: 'unknown', because: `as whom ${title} sees the client is not known`, place: null };
  const { host, header } = hostOf(request);
  const [plainPath = '/', query] = path.split('?', 2);
  const asked: Request = {
    scheme: tls && asking !== 'connect' ? 'https' : 'http',
    host: host.toLowerCase(),
    port,
    inside: at,
    path: plainPath,
    query: query === undefined ? '' : `?${query}`,
    source: client ?? '127.0.0.1',
    authenticated: false,
    hostHeader: header,
    sni: request.sni?.toLowerCase() ?? null,
  };
  const outcomes = unlessGivenUp<Outcomes>(
    () => config.answer(asked),
    null,
    (because) => unknownOutcome(because),
  );
  const looked = config.looksUpFirst?.(asked) ?? null;
  if (looked !== null && looked !== 'unknown') lookup.addresses(looked);
  return verdictOf(title, what, context, outcomes, asking === 'connect' && tls);
}

function verdictOf(
  title: string,
  what: string,
  context: WaysContext,
  { list, undecided }: Outcomes,
  isTunnel: boolean,
): ForwardVerdict {
  const [outcome] = list;
  if (undecided !== null || list.length !== 1 || !outcome || outcome.answer === 'unknown')
    return {
      kind: 'unknown',
      because: withoutStop(undecided ?? outcome?.because ?? `${title} has several answers for ${what}`),
      place: null,
    };
  const place = placeOf(context, outcome);
  switch (outcome.answer) {
    case 'serves': {
      if (outcome.own || outcome.by === null || outcome.port === null) break;
      if (isTunnel)
        return {
          kind: 'own-page',
          because: `${title} opens no tunnel: it hands ${what} on as a request`,
          place,
        };
      const to = `${outcome.by}:${outcome.port}`;
      return {
        kind: 'forwarded',
        host: outcome.by,
        port: outcome.port,
        because: `${title} leads ${what} to ${to}`,
        place,
      };
    }
    case 'login':
    case 'forbidden':
    case 'refused':
      return { kind: 'denied', because: `${title} denies ${what}`, place };
  }
  const because = outcome.because === null ? `${title} answers ${what} itself` : withoutStop(outcome.because);
  return { kind: 'own-page', because, place };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Returns the last line on the way of an outcome. */
function placeOf(context: WaysContext, { way }: Outcome): SourcePlace | null {
  return (
    way.map(({ declaredAt }) => sourcePlaceOf(context, declaredAt)).findLast((place) => place !== null) ??
    null
  );
}

const stranger = 'elsewhere.invalid';
/** A port that no list names. */
const strangePort = 7777;
/** The most listeners and compared hosts that are tried. */
const mostListeners = 20;
const mostHosts = 2_000;

/** Whom a proxy asks for a request for a host; null where it leads it on to nobody. */
interface Led {
  readonly host: string;
  /** Null where the client picks the port. */
  readonly port: number | null;
  readonly place: SourcePlace | null;
}

/** Returns what a proxy makes of a request for a host, at the first of its listeners that leads it on. */
function ledTo(
  listeners: ProxyConfig['listeners'],
  host: string,
  decide: ForwardProxy['decide'],
): Led | null {
  const lookup: Lookup = { addresses: () => 'unknown', reverse: () => 'unknown' };
  for (const { port: at, protocol } of listeners.slice(0, mostListeners))
    for (const tls of protocol === 'https' ? [true] : protocol === 'tcp' ? [true, false] : [false]) {
      const asked = (port: number, authority: string): ForwardVerdict => {
        const names = { host, authority, hostHeader: authority, sni: tls ? host : null };
        return decide({ ...names, asking: 'transparent', port, path: '/', at, tls, client: null }, lookup);
      };
      const usual = asked(tls ? 443 : 80, host);
      const other = asked(strangePort, `${host}:${strangePort}`);
      const led = usual.kind === 'forwarded' ? usual : other;
      if (led.kind !== 'forwarded') continue;
      const isAny = other.kind === 'forwarded' && other.port === strangePort;
      return { host: led.host, port: isAny ? null : led.port, place: led.place };
    }
  return null;
}

/** Returns what a proxy lets out; nothing for one that leads to services of its own machine alone. */
function allowedOut(
  context: WaysContext,
  comparedHosts: readonly string[],
  asks: (host: string) => Led | null,
  place: SourcePlace | null,
): readonly AllowedOut[] {
  const other = asks(stranger);
  if (other?.host === stranger)
    return [{ names: 'everything', ports: portsOf([other]), place: other.place ?? place }];
  const names = new Map<string, Led>();
  for (const host of [...new Set(comparedHosts)].slice(0, mostHosts)) {
    const example = exampleOf(host);
    const led = example === null ? null : asks(example);
    if (led && led.host === example) names.set(host, led);
    else if (led && isOutside(context, led.host)) names.set(led.host, led);
  }
  if (other && isOutside(context, other.host)) names.set(other.host, other);
  return names.size === 0 ? [] : [{ names: [...names.keys()], ports: portsOf([...names.values()]), place }];
}

/** Returns the ports at which names are asked; null for any. */
function portsOf(all: readonly Led[]): readonly number[] | null {
  const ports = new Set(all.map(({ port }) => port));
  return ports.has(null) ? null : [...ports].flatMap((port) => port ?? []);
}

/** True for a full name that no service of these files has. */
function isOutside({ topology }: WaysContext, host: string): boolean {
  return host.includes('.') && !topology.services.has(host) && host !== 'host.docker.internal';
}
