// The containers of a project: as many of each active service as the files want, all running, and no others; how each is attached, and
// which ports it publishes.

import { dockerNameOf } from '../../core/compose/docker-name-of.ts';
import { eachPort, portCount } from '../../core/compose/project/ports/port-range.ts';
import type { PortBinding, Service } from '../../core/compose/topology.ts';
import { portParts } from '../../core/describe/port.ts';
import type { LostSetting } from '../../core/host/host.ts';
import { hasDeadNamespace } from '../../core/host/running/dead-namespace.ts';
import { namesText } from '../../core/host/running/network-facts.ts';
import type { RunningContainer, RunningPort } from '../../core/host/running/running-host.ts';
import { shellCommand } from '../../core/quote/shell-word.ts';
import type { Published } from '../../core/reach/reach-model.ts';
import { portFits } from './read-deployment.ts';
import { compareStructure, deployAdvice, type StructureContext } from './tally.ts';

/** Compares which containers exist, not their settings. */
export function compareContainers(context: StructureContext): void {
  const { topology, reach, deployment } = context;
  const byService = new Map<string, RunningContainer[]>();
  for (const container of deployment.containers) {
    const list = byService.get(container.service);
    if (list) list.push(container);
    else byService.set(container.service, [container]);
  }
  for (const name of reach.services) {
    const replicas = topology.services.get(name)?.replicas ?? 1;
    const states = (byService.get(name) ?? []).map(({ state }) => state);
    compareStructure(
      context,
      `${name} containers`,
      ['services', name],
      { predicted: countText(Array<string>(replicas).fill('running')), measured: countText(states) },
      states.length > replicas
        ? `Run ${shellCommand(['docker', 'compose', 'up', '-d'], [name])}: it removes surplus containers.`
        : `Run ${shellCommand(['docker', 'compose', 'up', '-d'], [name])}; ${shellCommand(['docker', 'compose', 'logs'], [name])} says why one ended.`,
    );
  }
  for (const [service, containers] of byService) {
    if (reach.facts.has(service)) continue;
    const known = topology.services.has(service);
    compareStructure(
      context,
      `${service} containers`,
      known ? ['services', service] : ['services'],
      { predicted: 'none', measured: countText(containers.map(({ state }) => state)) },
      known
        ? 'It is not active in the files: add its --profile here, or stop it.'
        : 'The files have no such service: docker compose up -d --remove-orphans removes it.',
    );
  }
}

/** Formats the states of containers: `2 running, 1 exited (1)`. */
function countText(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => (a < b ? 1 : -1)).map(([state, count]) => `${count} ${state}`);
  return parts.join(', ') || 'none';
}

/** Compares how a container is attached: network mode, networks, aliases and addresses. `label` names the container. */
export function compareEndpoints(
  context: StructureContext,
  project: string,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const path = ['services', service.name] as const;
  const advice = deployAdvice(context, service.name);
  const mode = wantedMode(service);
  if (mode === null) {
    context.tally.skipped.push({ fact: `${label} network mode`, reason: 'the file leaves it unknown' });
    return;
  }
  const running =
    service.mode.kind === 'network' ? `network:${container.mode}` : runningMode(context, container);
  const values = { predicted: mode, measured: running };
  const where = service.mode.kind === 'networks' ? 'networks' : 'network_mode';
  compareStructure(context, `${label} network mode`, [...path, where], values, advice);
  if (container.running && container.mode.startsWith('container:')) {
    const alive = !hasDeadNamespace(context.deployment, container);
    const namespace = { predicted: 'alive', measured: alive ? 'alive' : 'dead' };
    compareStructure(context, `${label} namespace`, [...path, where], namespace, advice);
  }
  if (mode !== 'networks' || running !== 'networks') return;

  const wanted = new Map<string, (typeof service.attachments)[number]>();
  for (const attachment of service.attachments) {
    const network = context.topology.networks.get(attachment.network);
    const name = network ? dockerNameOf(network, project) : null;
    if (name === null) {
      const reason = `the name of network ${attachment.network} is unknown`;
      context.tally.skipped.push({ fact: `${label} networks`, reason });
      return;
    }
    wanted.set(name, attachment);
  }
  const networks = {
    predicted: namesText(wanted.keys()),
    measured: namesText(container.networks.keys()),
  };
  compareStructure(context, `${label} networks`, [...path, 'networks'], networks, advice);
  for (const [dockerName, { network, aliases, ipv4, gatewayPriority }] of wanted) {
    const endpoint = container.networks.get(dockerName);
    if (!endpoint) continue;
    const at = [...path, 'networks', network];
    // Compose adds names of its own: only those of the file are looked for, and others that are none of these.
    const own = new Set([service.name, container.name, container.id.slice(0, 12), service.hostname ?? '']);
    const measured = namesText(endpoint.aliases.filter((alias) => !own.has(alias)));
    const predicted = namesText(aliases.filter((alias) => !own.has(alias)));
    // Compose gives it its name there, unless it was connected again without.
    const hasName = container.name === service.name || endpoint.aliases.includes(service.name);
    const name = { predicted: service.name, measured: hasName ? service.name : 'none' };
    const lost = (what: LostSetting['what'], value: string): LostSetting => ({ network, what, value });
    compareStructure(
      context,
      `${label} name on ${network}`,
      at,
      name,
      advice,
      hasName ? null : lost('name', service.name),
    );
    const aliasLost = aliases.filter((alias) => !own.has(alias) && !endpoint.aliases.includes(alias));
    const noOther = endpoint.aliases.every((alias) => own.has(alias) || aliases.includes(alias));
    compareStructure(
      context,
      `${label} aliases on ${network}`,
      at,
      { predicted, measured },
      advice,
      noOther && aliasLost.length > 0 ? lost('alias', namesText(aliasLost)) : null,
    );
    if (endpoint.gatewayPriority !== null) {
      // Lost where Compose connects a container again to a network that it made anew.
      const priorities = {
        predicted: String(gatewayPriority),
        measured: String(endpoint.gatewayPriority),
      };
      const isLost = gatewayPriority !== 0 && endpoint.gatewayPriority === 0;
      compareStructure(
        context,
        `${label} gw_priority on ${network}`,
        at,
        priorities,
        advice,
        isLost ? lost('gw_priority', String(gatewayPriority)) : null,
      );
    }
    if (ipv4 === null && endpoint.fixedAddress === null) continue;
    const addresses = { predicted: ipv4 ?? 'any', measured: endpoint.fixedAddress ?? 'any' };
    const addressLost = ipv4 !== null && endpoint.fixedAddress === null ? lost('address', ipv4) : null;
    compareStructure(context, `${label} address on ${network}`, at, addresses, advice, addressLost);
  }
}

function wantedMode({ mode }: Service): string | null {
  switch (mode.kind) {
    case 'networks':
    case 'none':
    case 'host':
    case 'bridge':
      return mode.kind;
    case 'network':
      return `network:${mode.of}`;
    case 'service':
      return `service:${mode.of}`;
    case 'container':
    case 'unknown':
      return null;
  }
}

function runningMode({ deployment }: StructureContext, { mode }: RunningContainer): string {
  if (mode === 'none' || mode === 'host' || mode === 'bridge') return mode;
  // `network_mode: default` of older calls is the default bridge.
  if (mode === 'default') return 'bridge';
  if (!mode.startsWith('container:')) return 'networks';
  const target = mode.slice('container:'.length);
  const owner = deployment.containers.find(({ id, name }) => id === target || name === target);
  return owner ? `service:${owner.service}` : mode;
}

/**
 * Compares published ports: those the container was created with against the files, and current bindings against the networks' rules (O1,
 * O9, O10, A11, A12). `label` names the container.
 */
export function comparePorts(
  context: StructureContext,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const at = ['services', service.name, 'ports'];
  if (service.ports.some(({ problem, unset }) => problem !== null || unset.length > 0)) {
    const reason = 'the file leaves ports unknown (a variable without a value, or an error)';
    context.tally.skipped.push({ fact: `${label} ports`, reason });
    return;
  }
  const { kind } = service.mode;
  if (kind !== 'networks' && kind !== 'network' && kind !== 'bridge') return;
  const ranges = service.ports.flatMap(({ bindings }) => bindings);
  const count = ranges.reduce((sum, range) => sum + portCount(range), 0);
  if (count > maxPorts) {
    const reason = `there are ${count}, and at most ${maxPorts} are compared one by one`;
    context.tally.skipped.push({ fact: `${label} ports`, reason });
    return;
  }
  const wanted = ranges.flatMap((range) => [...eachPort(range)]);
  const values = {
    predicted: namesText(wanted.map(portText)),
    measured: namesText(createdPorts(wanted, container.wantedPorts)),
  };
  compareStructure(context, `${label} ports`, at, values, deployAdvice(context, service.name));
  if (values.predicted !== values.measured || !container.running) return;

  const all = context.reach.facts.get(service.name)?.published ?? [];
  for (const published of all.flatMap((range) => [...eachPort(range)])) {
    if (published.service !== service.name) continue;
    const text = portText({ ...published, hostIp: '' });
    if (published.reachableFrom === 'unknown') {
      context.tally.skipped.push({ fact: `${label} port ${text}`, reason: 'the files leave it unknown' });
      continue;
    }
    compareStructure(
      context,
      `${label} port ${text}`,
      [...at, published.index],
      {
        predicted: published.reachableFrom === 'nowhere' ? 'not bound' : `bound to ${boundTo(published)}`,
        measured: boundText(published, container.boundPorts),
      },
      'Another network carries the port than in the files, or a network has other options: see the differences of networks.',
    );
  }
}

const maxPorts = 1000;

/** Returns the address of a port. O14: a port without an address is bound in IPv6 alone when its network is routed for IPv4. */
function boundTo({ hostIp, families }: Published): string {
  return hostIp === '0.0.0.0' && families !== 'unknown' && !families.includes('ipv4') ? '::' : hostIp;
}

/**
 * Returns the ports that the container was created with, spelled as in the files where they match, since a host address has several
 * spellings.
 */
function createdPorts(wanted: readonly PortBinding[], made: readonly RunningPort[]): readonly string[] {
  return made.map((port) =>
    portText(wanted.find((binding) => sameAddress(binding, port) && portFits(binding, port)) ?? port),
  );
}

function sameAddress(binding: PortBinding, { hostIp }: RunningPort): boolean {
  return (binding.hostIp || '0.0.0.0') === hostIp;
}

function boundText(published: Published, bound: readonly RunningPort[]): string {
  const addresses = bound.filter((port) => portFits(published, port)).map(({ hostIp }) => hostIp);
  if (addresses.length === 0) return 'not bound';
  // Docker binds the IPv6 address beside 0.0.0.0, which the files do not state.
  const fitting = addresses.find((address) => address === boundTo(published));
  return `bound to ${fitting ?? namesText(addresses)}`;
}

function portText(port: PortBinding): string {
  const address = port.hostIp === '' || port.hostIp === '0.0.0.0' ? '' : `${port.hostIp}:`;
  const { host, target } = portParts(port, 'any');
  return `${address}${host}:${target}`;
}
