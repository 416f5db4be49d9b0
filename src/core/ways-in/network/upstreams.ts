// The upstreams behind a host and port as a proxy sees them: the services that answer, and whether the proxy reaches them.

import { isLoopbackAddress, isWildcardAddress } from '../../compose/bind-addresses.ts';
import { memoize } from '../../compose/memoize.ts';
import { containerPortBehind } from '../../compose/project/ports/port-range.ts';
import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { listeningPorts } from '../../images/catalogue.ts';
import { serviceKind } from '../../images/service-kind.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { groupBy } from '../group-by.ts';
import type { FarConnection } from '../model.ts';
import type { WaysContext } from '../ways-context.ts';
import { keepsRunning, listensOn } from './running.ts';

/**
 * The result of dialling an upstream. `dead`: nothing accepts the connection, or nothing gets through. `unresolved`: the name does not
 * exist.
 */
export type DialResult = (
  | { readonly state: 'answers'; readonly service: string; readonly port: number }
  | { readonly state: 'dead' | 'unresolved'; readonly because: string }
  | { readonly state: 'unknown'; readonly because: string }
) & {
  /** The connection to an address of a machine; absent for a container of the proxy's own machine. */
  readonly far?: FarConnection;
};

/** Returns all possible results of dialling a host and port; a single one when it is certain. */
export function dial(
  context: WaysContext,
  proxy: string,
  host: string,
  port: number,
  protocol: 'tcp' | 'udp' = 'tcp',
): readonly DialResult[] {
  if (context.namesServers) return [{ state: 'answers', service: host, port }];
  const mapped = atOwnMachine(context, proxy, bareName(host), port, protocol);
  if (mapped !== null) return [mapped];
  const named = servicesNamed(context, proxy, host);
  if (!Array.isArray(named))
    return [dialFleet(context, proxy, host, port, protocol) ?? (named as DialResult)];
  const each = (named as readonly string[]).map((service) =>
    dialService(context, proxy, service, port, protocol),
  );
  const alive = each.filter(({ state }) => state !== 'dead');
  // A client that dials a name tries its addresses one after the other.
  return alive.length > 0 ? alive : each.slice(0, 1);
}

/** Returns what answers a program on the host's network at a port that Docker publishes there; null where that is no answer. */
function atOwnMachine(
  context: WaysContext,
  proxy: string,
  name: string,
  port: number,
  protocol: 'tcp' | 'udp',
): DialResult | null {
  const { reach, topology } = context;
  if (reach.facts.get(proxy)?.isolation !== 'open') return null;
  const isIpv6 = name.startsWith('[');
  const isLoopback = name === 'localhost' || /^127\./.test(name) || name === '[::1]';
  const own = reach.hostPorts?.around(isIpv6 ? 'ipv6' : 'ipv4').map((one) => one.own) ?? [];
  const bare = name.replace(/^\[|\]$/g, '');
  if (!isLoopback && !own.includes(bare)) return null;
  for (const facts of reach.facts.values())
    for (const published of facts.published) {
      const inside = published.protocol === protocol ? containerPortBehind(published, port) : null;
      const { hostIp, families, reachableFrom } = published;
      const isBound =
        isWildcardAddress(hostIp) || hostIp === bare || (isLoopback && isLoopbackAddress(hostIp));
      const isOf = families === 'unknown' || families.includes(isIpv6 ? 'ipv6' : 'ipv4');
      const service = topology.services.get(published.service);
      if (inside !== null && isBound && isOf && service && reachableFrom !== 'nowhere')
        return listener(context, service, inside, protocol);
    }
  return null;
}

/** Returns the result of dialling a target that no container of this machine has; null where no fleet leads to it. */
function dialFleet(
  context: WaysContext,
  proxy: string,
  host: string,
  port: number,
  protocol: 'tcp' | 'udp',
): DialResult | null {
  const stated = extraHost(context, proxy, bareName(host));
  const far = context.fleet?.connect(proxy, { host, stated, port, protocol }) ?? null;
  if (far === null) return null;
  const { answer, by, inside, because } = far;
  if (answer === true && by !== null) return { state: 'answers', service: by, port: inside ?? port, far };
  const reason = because ?? `Who answers at ${host}:${port} is unknown.`;
  return { state: answer === false ? 'dead' : 'unknown', because: reason, far };
}

/** Returns the result of dialling a service at one of its own addresses. */
export function dialService(
  context: WaysContext,
  proxy: string,
  name: string,
  port: number,
  protocol: 'tcp' | 'udp' = 'tcp',
): DialResult {
  const service = context.topology.services.get(name);
  if (!service) return { state: 'unknown', because: `${name} is not in these files.` };
  const carried: Tri = sameNamespace(context, proxy, name) ? true : context.reach.direct(proxy, name);
  if (carried === false) return { state: 'dead', because: `${proxy} does not reach ${name}.` };
  if (carried === 'unknown')
    return { state: 'unknown', because: `Whether ${proxy} reaches ${name} is unknown.` };
  return listener(context, service, port, protocol);
}

/** Returns the service in a network namespace that answers on a port. */
export function listener(
  context: WaysContext,
  service: Service,
  port: number,
  protocol: 'tcp' | 'udp' = 'tcp',
): DialResult {
  const peers = namespacePeers(context, service.name);
  const listens = (one: Service): Tri =>
    (protocol === 'tcp' && context.proxyPorts?.(one.name).includes(port)) || listensOn(one, port, protocol);
  const possible = peers.filter((service) => keepsRunning(service) && listens(service) === true);
  // A VPN publishes the ports of the services that join it; its own ports come from its image.
  const ownListeners = possible.filter((service) => !publishesForOthers(service, port));
  const listening = ownListeners.length > 0 ? ownListeners : possible;
  if (
    ownListeners.length > 1 &&
    ownListeners.length < possible.length &&
    !ownListeners.some((one) => namesPort(one, port))
  )
    return {
      state: 'unknown',
      because: `Which of ${ownListeners.map(({ name }) => name).join(', ')} listens on ${port} is unknown: no line of them names that port.`,
    };
  const [first, ...others] = listening;
  if (first && others.length === 0) return { state: 'answers', service: first.name, port };
  if (first) {
    // Any of several containers in one namespace may listen; the one that names the port itself wins.
    const sure = listening.filter((service) => namesPort(service, port));
    const best =
      sure.find(({ name }) => name === service.name) ??
      sure[0] ??
      listening.find(({ name }) => name === service.name);
    return { state: 'answers', service: (best ?? first).name, port };
  }
  if (!keepsRunning(service)) return { state: 'dead', because: `${service.name} ends at once.` };
  if (peers.some((service) => keepsRunning(service) && listens(service) === 'unknown'))
    return {
      state: 'unknown',
      because: `Whether ${service.name} listens on ${port} is unknown: its lines name other ports.`,
    };
  return { state: 'dead', because: `${service.name} does not listen on ${port}.` };
}

/** True for a VPN service that has a port only because it publishes it. */
function publishesForOthers(service: Service, port: number): boolean {
  if (serviceKind(service) !== 'vpn') return false;
  const own = listeningPorts({ ...service, ports: [] });
  return !own.some((listening) => listening.port === port);
}

function namesPort(service: Service, port: number): boolean {
  return (
    service.expose.some((text) => text.split('/')[0] === String(port)) ||
    service.environment.some(({ value }) => value?.split(/[ ,]+/).includes(String(port))) ||
    service.ports.some(({ bindings }) => bindings.some(({ containerPort }) => containerPort === port))
  );
}

/** The services of each network namespace, by owner. */
const servicesByOwner = memoize((reach: Reach) =>
  groupBy(reach.services, (name) => reach.facts.get(name)?.owner ?? name),
);

/** Returns all services in a service's network namespace, that service first. */
export function namespacePeers({ reach, topology }: WaysContext, name: string): readonly Service[] {
  const owner = reach.facts.get(name)?.owner ?? name;
  const all = servicesByOwner(reach).get(owner) ?? [];
  return [name, ...all.filter((other) => other !== name)].flatMap(
    (other) => topology.services.get(other) ?? [],
  );
}

function sameNamespace({ reach }: WaysContext, one: string, other: string): boolean {
  const owner = (name: string) => reach.facts.get(name)?.owner ?? name;
  return one === other || owner(one) === owner(other);
}

function bareName(host: string): string {
  return host.replace(/\.$/, '').toLowerCase();
}

/** Returns what `extra_hosts` of a proxy states for a name; null without an entry. */
function extraHost({ topology, reach }: WaysContext, proxy: string, name: string): string | null {
  const owner = topology.services.get(reach.facts.get(proxy)?.owner ?? proxy);
  const extra = owner?.extraHosts.find(({ key }) => key.toLowerCase() === name);
  // Docker Desktop has that name without an entry.
  return extra?.value ?? (extra === undefined && name === 'host.docker.internal' ? 'host-gateway' : null);
}

/** Returns the services that a host name or address means to a proxy. */
export function servicesNamed(
  context: WaysContext,
  proxy: string,
  host: string,
): readonly string[] | DialResult {
  const { topology, reach } = context;
  const name = bareName(host);
  if (name === 'localhost' || /^127\./.test(name) || name === '[::1]') return [proxy];
  const facts = reach.facts.get(proxy);
  const extra = extraHost(context, proxy, name);
  if (extra === 'host-gateway')
    return {
      state: 'unknown',
      because: `${host} is this machine: what listens there is not in these files.`,
    };
  if (isIpLiteral(name)) {
    const holders = [...topology.services.values()].filter(({ attachments }) =>
      attachments.some(({ ipv4, ipv6 }) => ipv4 === name || ipv6 === name),
    );
    if (holders.length > 0) return holders.map((service) => service.name);
    return { state: 'unknown', because: `No service in these files has the address ${host}.` };
  }
  const found = context.answers(proxy, name);
  if (found === 'unknown') return { state: 'unknown', because: `Who answers to ${host} is unknown.` };
  const running = found.filter((one) => {
    const service = topology.services.get(one);
    return service !== undefined && keepsRunning(service);
  });
  if (running.length > 0) return running;
  if (name.includes('.') || extra !== null)
    return { state: 'unknown', because: `${host} is outside of these files.` };
  const foreign = facts?.networks.find((key) => topology.networks.get(key)?.external !== false);
  if (foreign !== undefined && facts?.isolation !== 'open')
    return { state: 'unknown', because: `${host} may be on ${foreign}, which others are on, too.` };
  return { state: 'unresolved', because: `${proxy} cannot resolve ${host}.` };
}

/** True when a proxy's target is on another machine: an address or a full name that no container of these files has. */
export function isForeignTarget(context: WaysContext, proxy: string, host: string): boolean {
  if (/^(?:localhost|host\.docker\.internal)$/i.test(host) || !host.includes('.') || /^127\./.test(host))
    return false;
  const found = servicesNamed(context, proxy, host);
  if (!('state' in found) || found.state !== 'unknown') return false;
  const isMachine = extraHost(context, proxy, host.toLowerCase()) === 'host-gateway';
  // The first address of a Docker network also belongs to this machine.
  return !isMachine && !/^172\.(?:1[6-9]|2\d|3[01])\.\d+\.1$/.test(host);
}
