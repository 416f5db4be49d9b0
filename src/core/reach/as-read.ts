// The model of a file as other Engines read it: with their defaults, and without keys that they ignore. A refused key counts as absent,
// because nothing would run otherwise; CN607 reports it.

import { plainAttachment } from '../compose/operations/steps/expect-model.ts';
import { containerRange, partOf, stretchesOf } from '../compose/project/ports/port-range.ts';
import { projectNetwork } from '../compose/project/read/project-network.ts';
import type { Attachment, Network, PortBinding, PortItem, Service, Topology } from '../compose/topology.ts';
import type { EngineBehaviour } from './networks/engine-behaviour.ts';

/** Returns the topology as an Engine with this way of reading the file sees it; the same object when nothing changes. */
export function topologyAsRead(topology: Topology, reading: EngineBehaviour['fileDialect']): Topology {
  switch (reading) {
    case 'compose':
      return withEmptyModes(topology);
    case 'stack':
      return asSwarmStack(topology);
    case 'podman':
      return mapTopology(topology, withoutLinks, withoutDriverOptions);
    case 'podman-compose':
      return asPodmanCompose(topology);
  }
}

/**
 * Replaces each empty `network_mode` by the project's default network when it has one, and by no network in a project without networks
 * (A19). Any other service with an empty mode does not start.
 */
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
  return mapTopology(topology, read, (network) => network);
}

function mapTopology(
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

/** Removes the links of a service, which Podman's API refuses (PD9). */
function withoutLinks(service: Service): Service {
  return service.links.length === 0 ? service : { ...service, links: [] };
}

/** Removes the driver options of a bridge network, which have no effect on this Engine (PD3, SW9). */
function withoutDriverOptions(network: Network): Network {
  const isBridge = network.driver === 'bridge' || network.driver === 'overlay' || network.driver === '';
  if (!isBridge || network.driverOpts.size === 0) return network;
  const { undecided = [], ...rest } = network;
  const stillUndecided = undecided.filter((property) => !network.driverOpts.has(property));
  return {
    ...rest,
    driverOpts: new Map(),
    ...(stillUndecided.length > 0 ? { undecided: stillUndecided } : {}),
  };
}

const implicitDefault: Attachment = { ...plainAttachment('default'), membership: 'implicit-default' };

function implicitNetwork(driver: string): Network {
  return { ...projectNetwork('default', null, new Map()), origin: 'implicit', driver };
}

/** Returns the topology that `docker stack deploy` makes of a file (SW9, SW10, SW12, SW15, SW16). */
function asSwarmStack(topology: Topology): Topology {
  const read = mapTopology(
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
  return withoutDriverOptions({ ...overlay, enableIpv6: false, ipv6Stated: true });
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
    // SW12: the short form's address is ignored; the long form's address makes Swarm refuse the file.
    ports: lastHostModePorts(service.ports).map((item) => ({
      ...item,
      raw: item.bindings.length > 0 ? item.raw : item.raw.replace(loopbackPrefix, ''),
      bindings: item.bindings.map((binding) => ({ ...binding, hostIp: '' })),
    })),
  };
  return withMachineNetworks(stack, topology);
}

/** Keeps, for each container port in host mode, only the binding of the last item that publishes it (SW16). */
function lastHostModePorts(ports: readonly PortItem[]): readonly PortItem[] {
  const readable = ports
    .filter(({ mode }) => mode === 'host')
    .flatMap(({ bindings }) => bindings.map((binding) => ({ ...containerRange(binding), binding })));
  const partsByBinding = new Map<PortBinding, PortBinding[]>();
  for (const protocol of new Set(readable.map(({ binding }) => binding.protocol))) {
    for (const { first, last, held } of stretchesOf(
      readable.filter((port) => port.binding.protocol === protocol),
    )) {
      const binding = held.at(-1)?.binding;
      if (binding === undefined) continue;
      const part = partOf(binding, { first, last });
      const parts = partsByBinding.get(binding);
      const before = parts?.at(-1);
      if (parts === undefined) partsByBinding.set(binding, [part]);
      else if (before === undefined || containerRange(before).last + 1 !== first) parts.push(part);
      else parts.splice(-1, 1, partOf(binding, { first: before.containerPort, last }));
    }
  }
  return ports.map((item) =>
    item.mode === 'host'
      ? { ...item, bindings: item.bindings.flatMap((binding) => partsByBinding.get(binding) ?? []) }
      : item,
  );
}

/** Matches the loopback address at the start of a port's short form. */
export const loopbackPrefix = /^(127\.\d+\.\d+\.\d+|\[::1\]):/;

/**
 * Turns external networks named after the machine's own into a network mode; drops the host network of a service that has others (SW10).
 */
function withMachineNetworks(service: Service, { networks }: Topology): Service {
  const realName = ({ network }: Attachment): string | null => {
    const found = networks.get(network);
    return found?.external === true ? (found.dockerName ?? found.name) : null;
  };
  const [only, ...others] = service.attachments;
  const name = only && others.length === 0 ? realName(only) : null;
  if (name === 'host' || name === 'bridge') return { ...service, mode: { kind: name }, attachments: [] };
  const attachments = service.attachments.filter((attachment) => realName(attachment) !== 'host');
  return attachments.length === service.attachments.length
    ? service
    : { ...service, attachments: attachments };
}

/** Returns the topology as podman-compose reads it (PD9, PD10). */
function asPodmanCompose(topology: Topology): Topology {
  const defaultKey = defaultNetworkKey(topology);
  const aliases = linkAliases(topology);
  return mapTopology(
    topology,
    (service) => {
      const linkNames = aliases.get(service.name) ?? [];
      const unlinked = withoutLinks(service);
      const namesNoNetwork = unlinked.attachments.every(
        ({ membership }) => membership === 'implicit-default',
      );
      if (unlinked.mode.kind === 'networks' && namesNoNetwork) {
        if (defaultKey === null) return { ...unlinked, mode: { kind: 'bridge' }, attachments: [] };
        return {
          ...unlinked,
          attachments: [{ ...implicitDefault, network: defaultKey, aliases: linkNames }],
        };
      }
      if (linkNames.length === 0) return unlinked;
      const attachments = unlinked.attachments.map((attachment) => ({
        ...attachment,
        aliases: [...attachment.aliases, ...linkNames],
      }));
      return { ...unlinked, attachments };
    },
    withoutDockerOptions,
  );
}

/** Returns the network of services that name none; null when they get `network_mode: bridge` (PD10). */
function defaultNetworkKey({ networks }: Topology): string | null {
  const declared = [...networks.values()].filter(({ origin }) => origin === 'declared');
  const [only] = declared;
  if (declared.length === 1 && only) return only.name;
  return declared.length === 0 || declared.some(({ name }) => name === 'default') ? 'default' : null;
}

/** The aliases that links give to each service, on all networks of that service (PD9). */
function linkAliases({ services }: Topology): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, string[]>();
  for (const { links } of services.values()) {
    for (const { service, alias } of links) {
      if (alias === null || alias === service) continue;
      const list = aliases.get(service) ?? [];
      aliases.set(service, list);
      list.push(alias);
    }
  }
  return aliases;
}

/** Removes Docker's driver options, which make Podman fail; `isolate` is Podman's own and stays (PD3). */
function withoutDockerOptions(network: Network): Network {
  const isolate = network.driverOpts.get('isolate');
  const bare = withoutDriverOptions(network);
  return isolate === undefined || bare === network
    ? bare
    : { ...bare, driverOpts: new Map([['isolate', isolate]]) };
}
