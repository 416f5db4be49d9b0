// Deploys stack files on a swarm of one node in the lab and says what stands there, in the form that `measure` asks about.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDocument } from '../../src/core/compose/open-document.ts';
import type { Service } from '../../src/core/compose/topology.ts';
import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { mustRun } from './run.ts';

/** One stack: its name, and its file with the text in it. */
export interface Stack {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** Makes a swarm of the lab's Engine. Its overlays lie beside the networks of other tests. */
export async function startSwarm(lab: Lab): Promise<void> {
  const { host } = lab.namespaces.addresses.ipv4;
  const pool = ['--default-addr-pool', '10.240.0.0/16', '--default-addr-pool-mask-length', '24'];
  await lab.docker(['swarm', 'init', '--advertise-addr', host, ...pool, '--task-history-limit', '0']);
}

/** Ends the swarm and all its tasks, which would take ten seconds to stop by themselves. */
export async function endSwarm(lab: Lab): Promise<void> {
  const tasks = words(await lab.docker(['ps', '-q']));
  if (tasks.length > 0) await lab.docker(['kill', ...tasks]);
  await lab.docker(['swarm', 'leave', '--force']);
}

/** Deploys the stacks, waits for all their tasks, and gives the services of each. */
export async function deployStacks(
  lab: Lab,
  stacks: readonly Stack[],
): Promise<readonly (readonly Deployed[])[]> {
  await Promise.all(
    stacks.map(({ name, file }) =>
      lab.docker(['stack', 'deploy', '--detach=true', '--resolve-image', 'never', '-c', file, name]),
    ),
  );
  await waitForTasks(lab);
  return Promise.all(stacks.map((stack) => standing(lab, stack)));
}

async function waitForTasks(lab: Lab): Promise<void> {
  let lines: readonly string[] = [];
  for (let tries = 0; tries < 120; tries++) {
    const format = '{{.Name}} {{.Replicas}}';
    lines = (await lab.docker(['service', 'ls', '--format', format])).trim().split('\n');
    if (lines.every((line) => /\s(\d+)\/\1$/.test(line))) return;
    await sleep(500);
  }
  throw new Error(`tasks did not come up: ${lines.join(', ')}`);
}

interface Task {
  readonly State: { readonly Pid: number };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

interface SwarmService {
  readonly Spec: { readonly Name: string };
  readonly Endpoint: { readonly VirtualIPs?: readonly { readonly Addr?: string }[] };
}

async function standing(lab: Lab, { name, text }: Stack): Promise<readonly Deployed[]> {
  const label = `label=com.docker.stack.namespace=${name}`;
  const [taskIds, serviceIds] = await Promise.all([
    lab.docker(['ps', '-q', '--no-trunc', '--filter', label]),
    lab.docker(['service', 'ls', '-q', '--filter', label]),
  ]);
  const tasks: readonly Task[] = JSON.parse(await lab.docker(['inspect', ...words(taskIds)]));
  const known: readonly SwarmService[] = JSON.parse(
    await lab.docker(['service', 'inspect', ...words(serviceIds)]),
  );
  const gateways = await hostAddresses(lab);
  return Promise.all(
    [...openDocument(text).topology.services.values()].map(async (service): Promise<Deployed> => {
      const full = `${name}_${service.name}`;
      const own = tasks.filter(({ Config }) => Config.Labels['com.docker.swarm.service.name'] === full);
      const [first] = own;
      if (!first) throw new Error(`${full} has no task`);
      const all = await Promise.all(own.map(addressesOf));
      const virtual = known.find(({ Spec }) => Spec.Name === full)?.Endpoint.VirtualIPs ?? [];
      const open = await isOpen(lab, first);
      const ipv4 = open ? [] : (all[0] ?? []);
      return {
        name: service.name,
        localName: service.name,
        owner: service.name,
        pid: first.State.Pid,
        namespace: `/proc/${first.State.Pid}/ns/net`,
        open,
        addresses: { ipv4, ipv6: [] },
        allAddresses: open
          ? []
          : [...all.flat(), ...virtual.flatMap(({ Addr }) => Addr?.split('/')[0] ?? [])],
        gateways: { ipv4: gateways, ipv6: [] },
        hosts: readFileSync(`/proc/${first.State.Pid}/root/etc/hosts`, 'utf8'),
        port: portOf(service),
        published: hostPorts(service),
      };
    }),
  );
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/).filter(Boolean);
}

function portOf({ command }: Service): number {
  return Number(/-p (\d+)/.exec(command ?? '')?.[1]);
}

/** Those in host mode: ports in ingress mode want IPVS, which not every kernel has. */
function hostPorts({ ports }: Service): Deployed['published'] {
  return ports.flatMap(({ mode, bindings }) =>
    mode !== 'host'
      ? []
      : bindings.map(({ hostPort, containerPort }) => ({
          hostIp: '0.0.0.0',
          hostPort: Number(hostPort),
          containerPort,
        })),
  );
}

/** On all its interfaces: those of its overlays, and of `docker_gwbridge`. */
async function addressesOf({ State }: Task): Promise<readonly string[]> {
  const enter = [`--net=/proc/${State.Pid}/ns/net`, 'ip', '-o', '-4', 'addr', 'show', 'scope', 'global'];
  return addressesIn(await mustRun('nsenter', enter));
}

/** On the bridges of the host: a container finds the host at each that it has a route to. */
async function hostAddresses(lab: Lab): Promise<readonly string[]> {
  const show = ['ip', '-o', '-4', 'addr', 'show', 'scope', 'global'];
  const lines = await mustRun('nsenter', [`--net=${lab.namespaces.host}`, ...show]);
  const bridges = lines.split('\n').filter((line) => /^\d+: (?:docker_gwbridge|docker0)\s/.test(line));
  return addressesIn(bridges.join('\n'));
}

function addressesIn(lines: string): readonly string[] {
  return [...lines.matchAll(/ inet ([\d.]+)\//g)].map(([, address = '']) => address);
}

async function isOpen(lab: Lab, { State }: Task): Promise<boolean> {
  const inode = async (path: string) => (await mustRun('stat', ['-L', '-c', '%i', path])).trim();
  return (await inode(`/proc/${State.Pid}/ns/net`)) === (await inode(lab.namespaces.host));
}
