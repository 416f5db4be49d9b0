// Brings one compose file up in the lab and says what stands there: containers, addresses, listeners, published ports.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from './lab.ts';

/** A port as Compose published it. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** One running service. Its listener is `httpd -p PORT` of its command. */
export interface Deployed {
  readonly name: string;
  readonly container: string;
  /** The service whose namespace it uses; itself for most. */
  readonly owner: string;
  /** Path for `nsenter --net=`. */
  readonly namespace: string;
  readonly open: boolean;
  readonly addresses: readonly string[];
  /** Bridge addresses of its networks, those of internal ones too, though no route leads over them. */
  readonly gateways: readonly string[];
  readonly port: number;
  readonly published: readonly PublishedPort[];
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

interface Inspected {
  readonly Id: string;
  readonly State: { readonly Pid: number; readonly Running: boolean };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

async function gatewaysOf(lab: Lab, networks: readonly string[]): Promise<readonly string[]> {
  const gateways: string[] = [];
  for (const network of networks) {
    if (network === 'host' || network === 'none') continue;
    const format = '{{range .IPAM.Config}}{{.Gateway}} {{end}}';
    const output = await lab.docker(['network', 'inspect', '--format', format, network]);
    gateways.push(...output.trim().split(/\s+/).filter(Boolean));
  }
  return gateways;
}

/** Deploys `file` as `project`, lets `measure` look at it, and takes it down in all cases. */
export async function withDeployment<T>(
  lab: Lab,
  project: string,
  file: string,
  measure: (services: readonly Deployed[]) => Promise<T>,
): Promise<T> {
  const scope = ['-p', project, '-f', file];
  try {
    await lab.compose([...scope, 'up', '-d']);
    await sleep(600);
    return await measure(await inspectServices(lab, scope));
  } finally {
    await lab.compose([...scope, 'down', '-t', '0']);
  }
}

async function inspectServices(lab: Lab, scope: readonly string[]): Promise<readonly Deployed[]> {
  const config: ComposeConfig = JSON.parse(await lab.compose([...scope, 'config', '--format', 'json']));
  const inspected = new Map<string, Inspected>();
  for (const name of Object.keys(config.services)) {
    const id = (await lab.compose([...scope, 'ps', '-aq', name])).trim();
    const [container]: readonly Inspected[] = JSON.parse(await lab.docker(['inspect', id]));
    if (!container?.State.Running) throw new Error(`${name} does not run`);
    inspected.set(name, container);
  }
  const deployed: Deployed[] = [];
  for (const [name, container] of inspected) {
    const service = config.services[name];
    const command = service?.command ?? [];
    const networks = container.NetworkSettings.Networks;
    const mode = container.HostConfig.NetworkMode;
    const joined = mode.startsWith('container:') ? mode.slice('container:'.length) : container.Id;
    const owner = [...inspected].find(([, candidate]) => candidate.Id === joined)?.[0];
    if (owner === undefined) throw new Error(`${name} joins ${mode}, which is no service of this file`);
    deployed.push({
      name,
      container: container.Id,
      owner,
      namespace: `/proc/${container.State.Pid}/ns/net`,
      open: mode === 'host',
      addresses: Object.values(networks).flatMap((n) => (n.IPAddress === '' ? [] : [n.IPAddress])),
      gateways: await gatewaysOf(lab, Object.keys(networks)),
      port: Number(command[command.indexOf('-p') + 1]),
      published: (service?.ports ?? []).map((port) => ({
        hostIp: port.host_ip ?? '0.0.0.0',
        hostPort: Number(port.published),
        containerPort: port.target,
      })),
    });
  }
  return deployed;
}
