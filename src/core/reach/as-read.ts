// The model of a file as an Engine other than Docker's reads it: without keys that have no effect there, and with its own defaults. What it
// refuses is taken as left out, since nothing runs otherwise; CN607 reports that.

import { plainAttachment } from '../compose/operations/steps/expect-model.ts';
import { containerRange, partOf, stretchesOf } from '../compose/project/ports/port-range.ts';
import { projectNetwork } from '../compose/project/read/project-network.ts';
import type { Attachment, Network, PortBinding, PortItem, Service, Topology } from '../compose/topology.ts';
import type { EngineBehaviour } from './networks/engine-behaviour.ts';

/** The topology that `reading` makes of one; mostly the same object where it is read as Compose reads it. */
export function asRead(topology: Topology, reading: EngineBehaviour['reading']): Topology {
  switch (reading) {
    case 'compose':
      return withEmptyModes(topology);
    case 'stack':
      return asStack(topology);
    case 'podman':
      return mapped(topology, withoutLinks, withoutOptions);
    case 'podman-compose':
      return asPodmanCompose(topology);
  }
}

/** A19: an empty `network_mode` is the project's default network, where it has one, and none in a project without networks; else it does not start. */
function withEmptyModes(topology: Topology): Topology {
  const isEmpty = ({ mode }: Service): boolean => mode.kind === 'unknown' && mode.raw === '';
  if (![...topology.services.values()].some(isEmpty)) return topology;
  const { networks } = topology;
  const read = (service: Service): Service => {
    if (!isEmpty(service)) return service;
    if (networks.has('default'))
      return { ...service, mode: { kind: 'networks' }, attachments: [implicitDefault] };
    return networks.size === 0 ? { ...service, mode: { kind: 'none' } } : service;
  };
  return mapped(topology, read, (network) => network);
}

function mapped(
  topology: Topology,
  ofService: (service: Service) => Service,
  ofNetwork: (network: Network) => Network,
): Topology {
  return {
    ...topology,
    services: new Map([...topology.services].map(([name, service]) => [name, ofService(service)])),
    networks: new Map([...topology.networks].map(([name, network]) => [name, ofNetwork(network)])),
  };
}

/** PD9: refused over the API. */
function withoutLinks(service: Service): Service {
  return service.links.length === 0 ? service : { ...service, links: [] };
}

/** PD3, SW9: options of the bridge driver have no effect. */
function withoutOptions(network: Network): Network {
  const isBridge = network.driver === 'bridge' || network.driver === 'overlay' || network.driver === '';
  if (!isBridge || network.driverOpts.size === 0) return network;
  const { undecided = [], ...rest } = network;
  const left = undecided.filter((what) => !network.driverOpts.has(what));
  return { ...rest, driverOpts: new Map(), ...(left.length > 0 ? { undecided: left } : {}) };
}

const implicitDefault: Attachment = { ...plainAttachment('default'), membership: 'implicit-default' };

function implicitNetwork(driver: string): Network {
  return { ...projectNetwork('default', null, new Map()), origin: 'implicit', driver };
}

/** SW9, SW10, SW12, SW15, SW16: what `docker stack deploy` makes of it. */
function asStack(topology: Topology): Topology {
  const read = mapped(
    topology,
    (service) => stackService(service, topology),
    (network) => stackNetwork(network),
  );
  const used = [...read.services.values()].some(({ attachments }) =>
    attachments.some(({ network }) => network === 'default'),
  );
  if (!used || read.networks.has('default')) return read;
  return { ...read, networks: new Map([...read.networks, ['default', implicitNetwork('overlay')]]) };
}

function stackNetwork(network: Network): Network {
  if (network.external !== false) return network;
  const isBridge = network.driver === 'bridge' || network.driver === '';
  const overlay = isBridge ? { ...network, driver: 'overlay' } : network;
  return withoutOptions({ ...overlay, enableIpv6: false, ipv6Said: true });
}

function stackService(service: Service, topology: Topology): Service {
  const { mode: _, ...rest } = service;
  const attachments =
    service.attachments.length > 0 || service.isProvider
      ? service.attachments.map((attachment) => ({
          ...attachment,
          ipv4: null,
          ipv6: null,
          gatewayPriority: 0,
        }))
      : [implicitDefault];
  const stack: Service = {
    ...rest,
    mode: { kind: 'networks' },
    attachments,
    links: [],
    // SW12: the address is not kept. With an address of the long form the file is refused.
    ports: onceInHostMode(service.ports).map((item) => ({
      ...item,
      raw: item.bindings.length > 0 ? item.raw : item.raw.replace(loopbackInFront, ''),
      bindings: item.bindings.map((binding) => ({ ...binding, hostIp: '' })),
    })),
  };
  return outsideOf(stack, topology);
}

/** SW16: in host mode a container port is published once, by the last item that says so. */
function onceInHostMode(ports: readonly PortItem[]): readonly PortItem[] {
  const readable = ports
    .filter(({ mode }) => mode === 'host')
    .flatMap(({ bindings }) => bindings.map((binding) => ({ ...containerRange(binding), binding })));
  const left = new Map<PortBinding, PortBinding[]>();
  for (const protocol of new Set(readable.map(({ binding }) => binding.protocol))) {
    for (const { first, last, held } of stretchesOf(
      readable.filter((port) => port.binding.protocol === protocol),
    )) {
      const binding = held.at(-1)?.binding;
      if (binding === undefined) continue;
      const part = partOf(binding, { first, last });
      const parts = left.get(binding);
      const before = parts?.at(-1);
      if (parts === undefined) left.set(binding, [part]);
      else if (before === undefined || containerRange(before).last + 1 !== first) parts.push(part);
      else parts.splice(-1, 1, partOf(binding, { first: before.containerPort, last }));
    }
  }
  return ports.map((item) =>
    item.mode === 'host'
      ? { ...item, bindings: item.bindings.flatMap((binding) => left.get(binding) ?? []) }
      : item,
  );
}

/** What the short form of a port has in front where it is for the machine alone. */
export const loopbackInFront = /^(127\.\d+\.\d+\.\d+|\[::1\]):/;

/** SW10: the networks of the machine itself, as external ones. Beside others that of the host is dropped. */
function outsideOf(service: Service, { networks }: Topology): Service {
  const realName = ({ network }: Attachment): string | null => {
    const found = networks.get(network);
    return found?.external === true ? (found.dockerName ?? found.name) : null;
  };
  const [only, ...others] = service.attachments;
  const name = only && others.length === 0 ? realName(only) : null;
  if (name === 'host' || name === 'bridge') return { ...service, mode: { kind: name }, attachments: [] };
  const left = service.attachments.filter((attachment) => realName(attachment) !== 'host');
  return left.length === service.attachments.length ? service : { ...service, attachments: left };
}

/** PD9, PD10. */
function asPodmanCompose(topology: Topology): Topology {
  const home = homeOf(topology);
  const aliases = linkAliases(topology);
  return mapped(
    topology,
    (service) => {
      const named = aliases.get(service.name) ?? [];
      const linked = withoutLinks(service);
      const saysNone = linked.attachments.every(({ membership }) => membership === 'implicit-default');
      if (linked.mode.kind === 'networks' && saysNone) {
        if (home === null) return { ...linked, mode: { kind: 'bridge' }, attachments: [] };
        return { ...linked, attachments: [{ ...implicitDefault, network: home, aliases: named }] };
      }
      if (named.length === 0) return linked;
      const attachments = linked.attachments.map((attachment) => ({
        ...attachment,
        aliases: [...attachment.aliases, ...named],
      }));
      return { ...linked, attachments };
    },
    withoutDockerOptions,
  );
}

/** PD10: the network of services that name none; null: that of `network_mode: bridge`. */
function homeOf({ networks }: Topology): string | null {
  const declared = [...networks.values()].filter(({ origin }) => origin === 'declared');
  const [only] = declared;
  if (declared.length === 1 && only) return only.name;
  return declared.length === 0 || declared.some(({ name }) => name === 'default') ? 'default' : null;
}

/** PD9: by service, the names that links of others give it, on all its networks. */
function linkAliases({ services }: Topology): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { links } of services.values()) {
    for (const { service, alias } of links) {
      if (alias === null || alias === service) continue;
      const list = found.get(service) ?? [];
      found.set(service, list);
      list.push(alias);
    }
  }
  return found;
}

/** PD3: Docker's options make it fail, so they are left out; its own `isolate` counts. */
function withoutDockerOptions(network: Network): Network {
  const isolate = network.driverOpts.get('isolate');
  const bare = withoutOptions(network);
  return isolate === undefined || bare === network
    ? bare
    : { ...bare, driverOpts: new Map([['isolate', isolate]]) };
}
