// Asks the Engine what runs of a Compose project. Reads only.

import { CallFailure } from '../call-failure.ts';
import type { Deployment, RunningContainer, RunningNetwork, RunningPort } from './deployment.ts';
import { askDocker, type Docker } from './docker.ts';

type Bindings = Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;

interface ContainerJson {
  readonly Id: string;
  readonly Name: string;
  readonly Config: { readonly User?: string; readonly Labels?: Readonly<Record<string, string>> | null };
  readonly State: { readonly Running: boolean; readonly Status: string; readonly ExitCode: number };
  readonly HostConfig: {
    readonly NetworkMode: string;
    readonly CapAdd?: readonly string[] | null;
    readonly CapDrop?: readonly string[] | null;
    readonly Privileged: boolean;
    readonly PortBindings?: Bindings | null;
  };
  readonly NetworkSettings: {
    readonly Ports?: Bindings | null;
    readonly Networks?: Readonly<
      Record<
        string,
        {
          readonly IPAddress?: string;
          readonly Aliases?: readonly string[] | null;
          readonly IPAMConfig?: { readonly IPv4Address?: string } | null;
        }
      >
    > | null;
  };
}

interface NetworkJson {
  readonly Name: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly EnableIPv6: boolean;
  readonly Options?: Readonly<Record<string, string>> | null;
  readonly IPAM?: { readonly Config?: readonly { readonly Subnet?: string }[] | null } | null;
  readonly Containers?: Readonly<Record<string, { readonly Name: string }>> | null;
}

const label = 'com.docker.compose';

/** What runs of `project`; `networkNames` are looked at even where no container is on them. */
export async function readDeployment(
  docker: Docker,
  project: string,
  networkNames: readonly string[],
): Promise<Deployment> {
  const full = (await askDocker(docker, ['version', '--format', '{{.Server.Version}}'])).trim();
  const info: { OperatingSystem?: string; SecurityOptions?: readonly string[] | null } = JSON.parse(
    await askDocker(docker, ['info', '--format', '{{json .}}']),
  );
  const filter = `label=${label}.project=${project}`;
  const ids = (await askDocker(docker, ['ps', '-aq', '--no-trunc', '--filter', filter])).split('\n');
  const known = ids.map((id) => id.trim()).filter((id) => id !== '');
  if (known.length === 0) {
    throw new CallFailure(
      `no container of project ${project} is here. Start it with docker compose up -d, or name the project with -p.`,
    );
  }
  const inspected: readonly ContainerJson[] = JSON.parse(
    await askDocker(docker, ['inspect', '--type', 'container', ...known]),
  );
  const containers = inspected
    .filter(({ Config }) => Config.Labels?.[`${label}.oneoff`] !== 'True')
    .map(containerOf)
    .sort((a, b) => compare(a.service, b.service) || a.number - b.number);
  const names = new Set([...networkNames, ...containers.flatMap(({ networks }) => [...networks.keys()])]);
  return {
    engine: /\d+\.\d+\.\d+/.exec(full)?.[0] ?? full,
    foreignHost: foreignHost(info.OperatingSystem ?? '', info.SecurityOptions ?? []),
    publishedPorts: publishedPorts(await askDocker(docker, ['ps', '--format', '{{.Ports}}'])),
    projectIds: new Set(known),
    containers,
    networks: await readNetworks(docker, names),
  };
}

/** From lines like `0.0.0.0:8080-8081->80-81/tcp, [::]:443->443/tcp`. */
function publishedPorts(text: string): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const [, first, last = first] of text.matchAll(/:(\d+)(?:-(\d+))?->[\d-]+\/tcp/g)) {
    for (let port = Number(first); port <= Number(last); port++) ports.add(port);
  }
  return ports;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function foreignHost(system: string, security: readonly string[]): string | null {
  if (system.includes('Docker Desktop')) return 'Docker Desktop keeps its containers in a machine of its own';
  if (security.some((option) => option.includes('rootless')))
    return 'a rootless Engine has a host of its own';
  return null;
}

function containerOf(json: ContainerJson): RunningContainer {
  const { Config, State, HostConfig, NetworkSettings } = json;
  const labels = Config.Labels ?? {};
  const networks = Object.entries(NetworkSettings.Networks ?? {}).map(
    ([name, endpoint]) =>
      [
        name,
        {
          address: endpoint.IPAddress ?? '',
          fixedAddress: endpoint.IPAMConfig?.IPv4Address || null,
          aliases: endpoint.Aliases ?? [],
        },
      ] as const,
  );
  return {
    id: json.Id,
    name: json.Name.replace(/^\//, ''),
    service: labels[`${label}.service`] ?? '',
    number: Number(labels[`${label}.container-number`] ?? 1),
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
  };
}

function portsOf(bindings: Bindings): readonly RunningPort[] {
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

async function readNetworks(
  docker: Docker,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RunningNetwork>> {
  const listed = (await askDocker(docker, ['network', 'ls', '--format', '{{.Name}}'])).split('\n');
  const present = listed.filter((name) => names.has(name));
  if (present.length === 0) return new Map();
  const inspected: readonly NetworkJson[] = JSON.parse(
    await askDocker(docker, ['network', 'inspect', ...present]),
  );
  return new Map(
    inspected.map((json) => [
      json.Name,
      {
        name: json.Name,
        driver: json.Driver,
        internal: json.Internal,
        ipv6: json.EnableIPv6,
        options: new Map(Object.entries(json.Options ?? {})),
        subnets: (json.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet || []),
        members: new Map(Object.entries(json.Containers ?? {}).map(([id, { Name }]) => [id, Name])),
      },
    ]),
  );
}
