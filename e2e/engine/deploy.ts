// Brings compose projects up in the lab and says what stands there: containers, addresses, listeners, published ports.

import { readFileSync } from 'node:fs';
import type { Family } from '../../src/core/reach/reach-model.ts';
import type { Lab, LabNetwork } from './lab.ts';
import { mustRun } from './run.ts';

/** A port as Compose published it. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** Addresses by their family. */
type ByFamily = { readonly [family in Family]: readonly string[] };

/** One running service: its first container. Its listener is `httpd -p PORT` of its command. */
export interface Deployed {
  /** How the facts call it: as its file does, or `PROJECT/SERVICE`. */
  readonly name: string;
  /** As its own file calls it. */
  readonly localName: string;
  /** The service whose namespace it uses; itself for most. */
  readonly owner: string;
  /** The process that `nsenter` enters. */
  readonly pid: number;
  /** Path for `nsenter --net=`. */
  readonly namespace: string;
  readonly open: boolean;
  readonly addresses: ByFamily;
  /** Addresses of all replicas, of either family: any of them is the answer to the service's name. */
  readonly allAddresses: readonly string[];
  /** Bridge addresses of its networks, those of internal ones too, though no route leads over them. */
  readonly gateways: ByFamily;
  /** `/etc/hosts` as the container sees it. */
  readonly hosts: string;
  readonly port: number;
  readonly published: readonly PublishedPort[];
}

/** One project to bring up. */
export interface Project {
  readonly project: string;
  readonly file: string;
  /** How the facts call a service of it. */
  readonly called: (service: string) => string;
}

interface ComposeConfig {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly command?: readonly string[];
        readonly ports?: readonly { host_ip?: string; published?: string; target: number }[];
      }
    >
  >;
}

interface Container {
  readonly Id: string;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly Pid: number; readonly Running: boolean };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly NetworkSettings: {
    readonly Networks: Readonly<
      Record<string, { readonly IPAddress: string; readonly GlobalIPv6Address: string }>
    >;
  };
}

/** Brings `projects` up, one after the other, and says what stands there. */
export async function bringUp(lab: Lab, projects: readonly Project[]): Promise<readonly Deployed[]> {
  for (const project of projects) await lab.compose([...scopeOf(project), 'up', '-d']);
  return inspectServices(lab, projects);
}

/** Takes them down again, the last one first, also what only half came up. */
export async function takeDown(lab: Lab, projects: readonly Project[]): Promise<void> {
  for (const project of [...projects].reverse()) {
    await lab.compose([...scopeOf(project), 'down', '-t', '0']);
  }
}

function scopeOf({ project, file }: Project): readonly string[] {
  return ['-p', project, '-f', file];
}

async function inspectServices(lab: Lab, projects: readonly Project[]): Promise<readonly Deployed[]> {
  const ids = await Promise.all(
    projects.map(async ({ project }) => {
      const label = `label=com.docker.compose.project=${project}`;
      return (await lab.docker(['ps', '-aq', '--no-trunc', '--filter', label])).trim().split('\n');
    }),
  );
  const containers: readonly Container[] = JSON.parse(await lab.docker(['inspect', ...ids.flat()]));
  const gateways = await bridgeAddresses(lab, containers);
  const found = await Promise.all(
    projects.map(async (one) => {
      const config: ComposeConfig = JSON.parse(await lab.config(scopeOf(one)));
      return servicesOf(one, projects, config, containers, gateways);
    }),
  );
  return found.flat();
}

function servicesOf(
  one: Project,
  projects: readonly Project[],
  config: ComposeConfig,
  containers: readonly Container[],
  gateways: ReadonlyMap<string, readonly string[]>,
): readonly Deployed[] {
  const byId = new Map(containers.map((container) => [container.Id, container]));
  const own = containers.filter((container) => projectOf(container) === one.project);
  const called = (container: Container): string => {
    const project = projects.find(({ project }) => project === projectOf(container));
    return project ? project.called(serviceOf(container)) : '';
  };
  return Object.entries(config.services).map(([name, service]): Deployed => {
    const replicas = own.filter((container) => serviceOf(container) === name);
    const first = replicas.find(({ Config }) => Config.Labels['com.docker.compose.container-number'] === '1');
    if (!first || replicas.some(({ State }) => !State.Running)) throw new Error(`${name} does not run`);
    const mode = first.HostConfig.NetworkMode;
    const command = service.command ?? [];
    return {
      name: one.called(name),
      localName: name,
      owner: called(ownerOf(first, byId)),
      pid: first.State.Pid,
      namespace: `/proc/${first.State.Pid}/ns/net`,
      open: mode === 'host',
      addresses: addressesOf(first),
      allAddresses: replicas.flatMap((replica) => Object.values(addressesOf(replica)).flat()),
      gateways: byFamily(
        Object.keys(first.NetworkSettings.Networks).flatMap((network) => gateways.get(network) ?? []),
      ),
      hosts: readFileSync(`/proc/${first.State.Pid}/root/etc/hosts`, 'utf8'),
      port: Number(command[command.indexOf('-p') + 1]),
      published: (service.ports ?? []).map((port) => ({
        hostIp: port.host_ip ?? '0.0.0.0',
        hostPort: Number(port.published),
        containerPort: port.target,
      })),
    };
  });
}

function projectOf({ Config }: Container): string {
  return Config.Labels['com.docker.compose.project'] ?? '';
}

function serviceOf({ Config }: Container): string {
  return Config.Labels['com.docker.compose.service'] ?? '';
}

function addressesOf({ NetworkSettings }: Container): ByFamily {
  const all = Object.values(NetworkSettings.Networks).flatMap((one) => [
    one.IPAddress,
    one.GlobalIPv6Address,
  ]);
  return byFamily(all.filter((address) => address));
}

function byFamily(all: readonly string[]): ByFamily {
  return {
    ipv4: all.filter((address) => !address.includes(':')),
    ipv6: all.filter((address) => address.includes(':')),
  };
}

/** Follows `container:` to the end of the chain. */
function ownerOf(container: Container, byId: ReadonlyMap<string, Container>): Container {
  const mode = container.HostConfig.NetworkMode;
  if (!mode.startsWith('container:')) return container;
  const next = byId.get(mode.slice('container:'.length));
  if (!next) throw new Error(`${serviceOf(container)} joins ${mode}, which is no service of these files`);
  return ownerOf(next, byId);
}

/** By network: the addresses that the host has on its bridge, as the host's interfaces say; a macvlan network has no bridge. */
async function bridgeAddresses(
  lab: Lab,
  containers: readonly Container[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Set(containers.flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks)));
  names.delete('host');
  names.delete('none');
  if (names.size === 0) return new Map();
  const networks: readonly LabNetwork[] = JSON.parse(await lab.docker(['network', 'inspect', ...names]));
  const enter = [`--net=${lab.namespaces.host}`, 'ip', '-o', 'addr', 'show', 'scope', 'global'];
  const lines = (await mustRun('nsenter', enter)).split('\n').map((line) => line.split(/\s+/));
  return new Map(
    await Promise.all(
      networks.map(async (network) => {
        const bridge = await lab.bridgeOf(network);
        const own = lines.filter(([, interfaceName]) => interfaceName === bridge);
        const addresses = own.flatMap(([, , , address]) => address?.split('/')[0] ?? []);
        return [network.Name, addresses] as const;
      }),
    ),
  );
}
