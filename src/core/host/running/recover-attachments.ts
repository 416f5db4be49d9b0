// Where a recovered service is attached: its network mode, or its networks with what was asked for there; its links and its ports.

import type { Writable } from '../../yaml/format-value.ts';
import type { Part } from './compose-text.ts';
import type { ConfigJson, EndpointJson } from './inspect-json.ts';
import { isOnBridgeToo, madeNetworks, type Recovery } from './recovery.ts';
import type { RunningContainer, RunningHost } from './running-host.ts';

/** Returns `network_mode` or `networks`, and links; nothing for the project's own `default` alone. */
export function attachmentParts(
  recovery: Recovery,
  service: string,
  container: RunningContainer,
): readonly Part[] {
  return [...placeParts(recovery, service, container), ...linkParts(recovery, container)];
}

function placeParts(recovery: Recovery, service: string, container: RunningContainer): readonly Part[] {
  const { mode } = container;
  if (mode === 'host' || mode === 'none') return [{ key: 'network_mode', value: mode }];
  if (mode.startsWith('container:')) {
    return [{ key: 'network_mode', value: joinedMode(recovery, mode.slice('container:'.length)) }];
  }
  const names = madeNetworks(container);
  const onBridge = isOnBridgeToo(container);
  if (names.length === 0) return [{ key: 'network_mode', value: 'bridge' }];
  const comments: Part[] = [];
  const asked = recovery.environment === 'addresses';
  if (onBridge && !asked) {
    const why = "also on Docker's default bridge, which Compose takes alone as network_mode: bridge";
    comments.push({ comment: why });
  }
  const [first] = names;
  if (first !== undefined && names.length === 1 && isNamelessOn(recovery, service, container, first)) {
    return [{ key: 'network_mode', value: first }];
  }
  const entries = names.map((name): [string, Writable] => {
    const key = recovery.networkKeys.get(name) ?? name;
    const endpoint = container.json.NetworkSettings.Networks?.[name];
    if (container.project !== null && endpoint?.Aliases && !endpoint.Aliases.includes(service)) {
      comments.push({
        comment: `${name} was connected by hand: it has no DNS name there as ${service}, as Compose has it`,
      });
    }
    return [key, endpointValue(service, container, endpoint ?? {})];
  });
  // The analysis recognises it by a name that nobody else can give to a network.
  if (onBridge && asked) entries.push([recovery.networkKeys.get('bridge') ?? 'bridge', null]);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'default' && only[1] === null) return comments;
  const plain = entries.every(([, value]) => value === null);
  const value: Writable = plain ? entries.map(([key]) => key) : Object.fromEntries(entries);
  return [...comments, { key: 'networks', value }];
}

/** True when a container of Compose has no service name on its only network, as with a `network_mode` that names the network (A20). */
function isNamelessOn(
  { host }: Recovery,
  service: string,
  container: RunningContainer,
  network: string,
): boolean {
  const endpoint = container.json.NetworkSettings.Networks?.[network];
  if (container.project === null || endpoint === undefined || isOnBridgeToo(container)) return false;
  if (!host.networks.has(network) || (endpoint.Aliases ?? []).includes(service)) return false;
  return endpointValue(service, container, endpoint) === null;
}

/** Returns the mode that joins a container, by service within this project, so that it stays valid after a restart. */
function joinedMode({ serviceOf, host }: Recovery, target: string): string {
  const found = host.containers.find(({ id, name }) => id === target || name === target);
  const service = found === undefined ? undefined : serviceOf.get(found.id);
  return service === undefined ? `container:${found?.name ?? target}` : `service:${service}`;
}

function endpointValue(
  service: string,
  { id, name }: RunningContainer,
  endpoint: EndpointJson,
): { readonly [key: string]: Writable } | null {
  const value: Record<string, Writable> = {};
  // Compose gives the names of service and container, older Engines the short id.
  const automatic = new Set([service, name, id.slice(0, 12)]);
  const aliases = [...new Set(endpoint.Aliases ?? [])].filter((alias) => !automatic.has(alias));
  if (aliases.length > 0) value.aliases = aliases;
  const { IPv4Address = '', IPv6Address = '', LinkLocalIPs } = endpoint.IPAMConfig ?? {};
  if (IPv4Address !== '') value.ipv4_address = IPv4Address;
  if (IPv6Address !== '') value.ipv6_address = IPv6Address;
  if (LinkLocalIPs && LinkLocalIPs.length > 0) value.link_local_ips = LinkLocalIPs;
  if (endpoint.GwPriority) value.gw_priority = endpoint.GwPriority;
  if (endpoint.DriverOpts && Object.keys(endpoint.DriverOpts).length > 0)
    value.driver_opts = endpoint.DriverOpts;
  return Object.keys(value).length === 0 ? null : value;
}

/** Returns the links of a container. The Engine stores `CONTAINER:NAME` by network, on the default bridge as paths. */
function linkParts(recovery: Recovery, { json }: RunningContainer): readonly Part[] {
  const byNetwork = Object.values(json.NetworkSettings.Networks ?? {}).flatMap(({ Links }) => Links ?? []);
  const older = (json.HostConfig.Links ?? []).map((link) =>
    link
      .split(':')
      .map((path) => path.split('/').at(-1) ?? path)
      .join(':'),
  );
  const links = new Set<string>();
  const others = new Set<string>();
  for (const link of [...byNetwork, ...older]) {
    const [target = '', alias = target] = link.split(':');
    const service = serviceNamed(recovery, recovery.host, target);
    if (service === null) others.add(alias === target ? target : `${target}:${alias}`);
    else if (alias === target || alias === service || isNumbered(service, alias)) links.add(service);
    else links.add(`${service}:${alias}`);
  }
  // Compose adds the plain link beside a link with a name of its own.
  for (const link of links) {
    const [service = ''] = link.split(':');
    if (link.includes(':')) links.delete(service);
  }
  return [
    ...(links.size === 0 ? [] : [{ key: 'links', value: [...links] }]),
    ...(others.size === 0 ? [] : [{ key: 'external_links', value: [...others] }]),
  ];
}

function serviceNamed({ serviceOf }: Recovery, { containers }: RunningHost, target: string): string | null {
  const found = containers.find(({ name, id }) => name === target || id === target);
  return found === undefined ? null : (serviceOf.get(found.id) ?? null);
}

/** True for the alias `SERVICE-NUMBER` that Compose adds to a link. */
function isNumbered(service: string, alias: string): boolean {
  return alias.startsWith(`${service}-`) && /^\d+$/.test(alias.slice(service.length + 1));
}

/** Returns `ports` as requested, in the order of container ports: a port that the host picked is left open again. */
export function portParts({ json }: RunningContainer): readonly Part[] {
  const bindings = Object.entries(json.HostConfig.PortBindings ?? {}).flatMap(([key, list]) =>
    (list ?? []).map((binding) => ({ ...binding, ...portOf(key) })),
  );
  const sorted = bindings.sort((a, b) => a.port - b.port);
  const items = sorted.map(({ HostIp, HostPort, port, protocol }) => {
    const ip = HostIp.includes(':') ? `[${HostIp}]` : HostIp;
    const host = HostPort === '0' ? '' : HostPort;
    const lead = ip === '' ? (host === '' ? '' : `${host}:`) : `${ip}:${host}:`;
    return `${lead}${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  });
  return items.length === 0 ? [] : [{ key: 'ports', value: [...new Set(items)] }];
}

/** Returns `expose`: the ports that are neither published nor stated by the image. */
export function exposeParts({ json }: RunningContainer, image: ConfigJson): readonly Part[] {
  const published = new Set(Object.keys(json.HostConfig.PortBindings ?? {}));
  const exposed = Object.keys(json.Config.ExposedPorts ?? {}).filter(
    (key) => !published.has(key) && !(key in (image.ExposedPorts ?? {})),
  );
  const items = exposed
    .map((key) => ({ key, ...portOf(key) }))
    .sort((a, b) => a.port - b.port)
    .map(({ key, port, protocol }) => (protocol === 'tcp' ? String(port) : key));
  return items.length === 0 ? [] : [{ key: 'expose', value: items }];
}

function portOf(key: string): { readonly port: number; readonly protocol: string } {
  const [port = '', protocol = 'tcp'] = key.split('/');
  return { port: Number(port), protocol };
}
