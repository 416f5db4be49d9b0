// Containers and networks out of what `docker inspect` and `docker network inspect` print; and a running network as one of the model.

import type { Network, Option } from '../../compose/topology.ts';
import type { BindingsJson, ContainerJson, NetworkJson } from './inspect-json.ts';
import type { RunningContainer, RunningNetwork, RunningPort } from './running-host.ts';

/** The prefix of every label of Compose. */
export const composeLabel = 'com.docker.compose.';

/** Reads one container from `json`. */
function readContainer(json: ContainerJson): RunningContainer {
  const { Config, State, HostConfig, NetworkSettings } = json;
  const labels = Config.Labels ?? {};
  const name = json.Name.replace(/^\//, '');
  const networks = Object.entries(NetworkSettings.Networks ?? {}).map(
    ([network, endpoint]) =>
      [
        network,
        {
          address: endpoint.IPAddress ?? '',
          fixedAddress: endpoint.IPAMConfig?.IPv4Address || null,
          aliases: endpoint.Aliases ?? [],
          gatewayPriority: endpoint.GwPriority ?? null,
        },
      ] as const,
  );
  const project = labels[`${composeLabel}project`] || null;
  return {
    id: json.Id,
    name,
    project,
    service: labels[`${composeLabel}service`] ?? '',
    number: Number(labels[`${composeLabel}container-number`] ?? 1),
    oneOff: labels[`${composeLabel}oneoff`] === 'True',
    running: State.Running,
    state: State.Running ? State.Status : `${State.Status} (${State.ExitCode})`,
    mode: HostConfig.NetworkMode,
    networks: new Map(networks),
    capAdd: HostConfig.CapAdd ?? [],
    capDrop: HostConfig.CapDrop ?? [],
    privileged: HostConfig.Privileged,
    user: Config.User ?? '',
    wantedPorts: portsOf(HostConfig.PortBindings ?? {}),
    boundPorts: portsOf(NetworkSettings.Ports ?? {}),
    json,
  };
}

function portsOf(bindings: BindingsJson): readonly RunningPort[] {
  return Object.entries(bindings).flatMap(([key, list]) => {
    const [port = '', protocol = 'tcp'] = key.split('/');
    return (list ?? []).map(({ HostIp, HostPort }) => ({
      hostIp: HostIp === '' ? '0.0.0.0' : HostIp,
      hostPort: HostPort === '0' ? '' : HostPort,
      containerPort: Number(port),
      protocol,
    }));
  });
}

/** Reads the containers in `list`. Compose gives some networks by id in `network_mode`; they get their names. */
export function readContainers(
  list: readonly ContainerJson[],
  networks: ReadonlyMap<string, RunningNetwork>,
): readonly RunningContainer[] {
  const names = new Map([...networks.values()].map(({ id, name }) => [id, name]));
  return list.map((json) => {
    const container = readContainer(json);
    return { ...container, mode: names.get(container.mode) ?? container.mode };
  });
}

/** Reads one network from `json`. */
export function readNetwork(json: NetworkJson): RunningNetwork {
  const labels = json.Labels ?? {};
  return {
    id: json.Id ?? '',
    name: json.Name,
    project: labels[`${composeLabel}project`] || null,
    key: labels[`${composeLabel}network`] || null,
    hash: labels[`${composeLabel}config-hash`] || null,
    driver: json.Driver,
    internal: json.Internal,
    attachable: json.Attachable ?? false,
    ipv4: json.EnableIPv4 ?? true,
    ipv6: json.EnableIPv6,
    options: new Map(Object.entries(json.Options ?? {})),
    ipamDriver: json.IPAM?.Driver ?? 'default',
    ipamOptions: optionsOf(json.IPAM?.Options),
    subnets: (json.IPAM?.Config ?? []).map((range) => ({
      subnet: range.Subnet || null,
      gateway: range.Gateway || null,
      ipRange: range.IPRange || null,
      auxAddresses: optionsOf(range.AuxiliaryAddresses),
    })),
    labels: optionsOf(labels).filter(({ key }) => !key.startsWith(composeLabel)),
    members: new Map(Object.entries(json.Containers ?? {}).map(([id, { Name }]) => [id, Name])),
  };
}

function optionsOf(map: Readonly<Record<string, string>> | null | undefined): readonly Option[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({ key, value }));
}

/** Returns a running network as a network of the model, under its Docker name. */
export function networkValue(running: RunningNetwork): Network {
  const { name, driver, internal, attachable, ipv4, ipv6, options, subnets } = running;
  return {
    id: `network:${name}`,
    name,
    origin: 'declared',
    dockerName: name,
    driver,
    internal,
    external: false,
    attachable,
    enableIpv4: ipv4,
    enableIpv6: ipv6,
    ipv6Stated: true,
    driverOpts: options,
    ipamDriver: running.ipamDriver === 'default' ? null : running.ipamDriver,
    ipamOptions: running.ipamOptions,
    subnets,
    labels: running.labels,
    ignoredKeys: [],
    unset: [],
    tree: null,
  };
}
