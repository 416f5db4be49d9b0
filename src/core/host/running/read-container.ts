// One container out of what `docker inspect` says of it.

import type { BindingsJson, ContainerJson } from './inspect-json.ts';
import type { RunningContainer, RunningPort } from './running-host.ts';

/** What every label of Compose begins with. */
export const composeLabel = 'com.docker.compose.';

/** The container that `json` describes. */
export function readContainer(json: ContainerJson): RunningContainer {
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
