// `ports` of a service in a stack: numbers instead of text, without addresses, and nothing that would be more open in a swarm than in
// the file.

import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import {
  containerRange,
  eachPort,
  hostRange,
  isPool,
  isPortRange,
  type PortRange,
  partOf,
  portCount,
  rangeText,
  stretchesOf,
} from '../../compose/project/ports/port-range.ts';
import type { PortBinding, PortItem, Service } from '../../compose/topology.ts';
import type { Published, ServiceFacts } from '../../reach/reach-model.ts';
import { mapTree, plainTree, textTree } from '../../yaml/make-tree.ts';
import { childOf, deref, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import type { StackContext } from './stack-context.ts';
import { stackEntry } from './stack-keys.ts';

/** Taken published ports by protocol, with their services (SW13); in host mode also container ports by service. */
export type TakenPorts = Map<string, TakenRange[]>;

interface TakenRange extends PortRange {
  readonly by: string;
}

function reservePorts(taken: TakenPorts, key: string, range: TakenRange): void {
  const list = taken.get(key);
  if (list) list.push(range);
  else taken.set(key, [range]);
}

/** Returns `ports` in the stack; null for none. */
export function portsTree(
  context: StackContext,
  service: Service,
  tree: Tree | null,
  taken: TakenPorts,
): Tree | null {
  const list = deref(tree);
  if (list?.kind !== 'seq') return null;
  const items = list.items.flatMap((item, position) => {
    const port = service.ports[position];
    return port ? stackItems(context, service, port, item, taken) : [];
  });
  return items.length === 0 ? null : { ...list, items };
}

/** True when only a stack publishes the service's ports: in Compose it is on internal networks only. */
export function hasInternalPorts({ source }: StackContext, service: Service): boolean {
  const facts = source.analysis.reach.facts.get(service.name);
  return service.ports.some((port) => answersAt(facts, port) === 'nowhere') && !isModeWithoutPorts(service);
}

/** True for open and closed services, whose ports Compose drops (A11, A12). */
function isModeWithoutPorts({ mode }: Service): boolean {
  return mode.kind === 'host' || mode.kind === 'none';
}

function answersAt(facts: ServiceFacts | undefined, { index }: PortItem): Published['reachableFrom'] {
  const ports = [...(facts?.published ?? []), ...(facts?.unreadPorts ?? [])].filter(
    (port) => port.index === index && port.service === facts?.name,
  );
  const from = new Set(ports.map(({ reachableFrom }) => reachableFrom));
  if (from.size === 0) return 'outside';
  return (['outside', 'unknown', 'host', 'nowhere'] as const).find((place) => from.has(place)) ?? 'outside';
}

function stackItems(
  context: StackContext,
  service: Service,
  port: PortItem,
  item: Tree,
  taken: TakenPorts,
): readonly Tree[] {
  const { note, options, source, inHostMode } = context;
  const { name } = service;
  const at: Path = ['services', name, 'ports', port.index];
  if (isModeWithoutPorts(service)) {
    note(
      'changed',
      'port-without-effect',
      at,
      `With network_mode ${service.mode.kind} it has no effect; a stack would publish it.`,
    );
    return [];
  }
  if (port.problem !== null) {
    note('lost', 'unread-port', at, `It cannot be read: ${port.problem}.`);
    return [];
  }
  const answers = answersAt(source.analysis.reach.facts.get(name), port);
  if (answers === 'nowhere' && options.internalPorts !== 'edge') {
    const why = `With Compose ${name} publishes nothing, since none of its networks leads out; in a swarm the port gives it a way out and opens it to the outside (SW11).`;
    if (options.internalPorts === 'drop') note('changed', 'internal-port', at, `${why} It is removed.`);
    else
      note(
        'lost',
        'internal-port',
        at,
        `${why} Remove it with --internal-ports drop, or publish it through an overlay of its own with --internal-ports edge.`,
      );
    return [];
  }
  if (answers === 'host') {
    const why = 'It is bound to loopback; in a swarm it answers on every address of every machine (SW12).';
    if (options.loopback === 'drop') note('changed', 'loopback-port', at, `${why} It is removed.`);
    else note('lost', 'loopback-port', at, `${why} Remove it with --loopback drop.`);
    return [];
  }
  const bindings = port.bindings.flatMap((binding) => freePart(context, name, binding, taken, at));
  if (bindings.length === 0) return [];
  const edge = answers === 'nowhere';
  const noVirtualAddress = scalarText(childOf(childOf(service.tree, 'deploy'), 'endpoint_mode')) === 'dnsrr';
  const toHost = (edge || noVirtualAddress || inHostMode.has(name)) && port.mode !== 'host';
  if (edge)
    note(
      'changed',
      'internal-port',
      at,
      `No network of ${name} leads out: it is published in host mode, through an overlay of its own that does.`,
    );
  else if (toHost)
    note(
      'changed',
      'host-mode',
      at,
      `${noVirtualAddress ? 'With endpoint_mode dnsrr a port in ingress mode is refused' : 'In ingress mode its number would also be open on other services (SW6)'}: in host mode it only answers on the task's machine.`,
    );
  const isWhole =
    bindings.length === port.bindings.length && bindings.every((binding) => port.bindings.includes(binding));
  const host = toHost || port.mode === 'host';
  if (host && !isFirstOfTarget(context, name, bindings, taken, at)) return [];
  const plain = isWhole && !toHost ? unchangedItem(context, port, item, at) : null;
  if (plain) return [plain];
  const count = bindings.reduce((sum, binding) => sum + portCount(binding), 0);
  if (count > maxLongItems) {
    note(
      'lost',
      'port-range',
      at,
      `Each of ${count} ports would be an item, and the limit is ${maxLongItems}. Publish fewer.`,
    );
    return [];
  }
  return bindings.flatMap((binding) => [...eachPort(binding)].map((binding) => longItem(binding, host)));
}

/** Maximum number of items in long form, which has one port each. */
const maxLongItems = 1000;

/** Returns the item without what a stack lacks; null when it must be rewritten. */
function unchangedItem(context: StackContext, port: PortItem, item: Tree, at: Path): Tree | null {
  const { note } = context;
  const addresses = [...new Set(port.bindings.map(({ hostIp }) => hostIp))].filter((ip) => ip !== '');
  const certain = addresses.filter((ip) => ip !== '0.0.0.0' && ip !== '::');
  if (certain.length > 0)
    note(
      'changed',
      'port-address',
      at,
      `It only answers at ${certain.join(', ')}; in a swarm it answers on every address of every machine (SW12).`,
    );
  // A pool, of which Compose takes a free port.
  if (port.bindings.some(isPool)) {
    note('changed', 'port-pool', at, 'A swarm accepts one number: the first of the range.');
    return null;
  }
  const node = deref(item);
  if (node?.kind === 'map') {
    if (port.bindings.length > 1 || port.bindings.some(isPortRange)) return null;
    const done = stackEntry(
      context,
      'port',
      withEntry(node, 'host_ip', () => null),
      at,
    );
    if (deref(done)?.kind !== 'map') return null;
    return withEntry(done, 'published', (value) => (scalarText(value) === '' ? null : value));
  }
  if (addresses.length === 0) return item;
  const [, published = '', target = ''] = /([^:]*):([^:]*)$/.exec(scalarText(node) ?? '') ?? [];
  return textTree(published === '' ? target : `${published}:${target}`);
}

function longItem({ hostPort, containerPort, protocol }: PortBinding, host: boolean): Tree {
  const published = Number(hostPort.split('-', 1)[0]);
  return mapTree([
    ['target', plainTree(containerPort)],
    ...(hostPort === '' ? [] : [['published', plainTree(published)] as const]),
    ...(protocol === 'tcp' ? [] : [['protocol', textTree(protocol)] as const]),
    ...(host ? [['mode', textTree('host')] as const] : []),
  ]);
}

/** True for the first item of a container port, which host mode publishes only once (SW16). */
function isFirstOfTarget(
  { note }: StackContext,
  service: string,
  bindings: readonly PortBinding[],
  taken: TakenPorts,
  at: Path,
): boolean {
  const targets = bindings.map((binding) => ({
    ...containerRange(binding),
    key: `${service} ${binding.protocol}`,
  }));
  const again = targets.some(({ key, first, last }) =>
    (taken.get(key) ?? []).some((other) => other.first <= last && first <= other.last),
  );
  if (again)
    note(
      'lost',
      'port-twice',
      at,
      'In host mode a container port has one number (SW16), and this one already has it. Keep one of the two.',
    );
  else for (const { key, ...range } of targets) reservePorts(taken, key, { ...range, by: service });
  return !again;
}

/** Returns the ports that no other service has taken (SW13); all when none is taken. */
function freePart(
  { note }: StackContext,
  service: string,
  binding: PortBinding,
  taken: TakenPorts,
  at: Path,
): readonly PortBinding[] {
  const { protocol, containerPort } = binding;
  const written = hostRange(binding);
  if (written === null) return [binding];
  // Of a pool a swarm takes the first.
  const claimed = isPool(binding) ? { ...written, last: written.first } : written;
  const left: PortRange[] = [];
  const meeting = (taken.get(protocol) ?? []).filter(
    ({ first, last }) => first <= claimed.last && claimed.first <= last,
  );
  let from = claimed.first;
  for (const { first, last, held } of stretchesOf(meeting)) {
    const both = { first: Math.max(first, claimed.first), last: Math.min(last, claimed.last) };
    if (both.first > both.last) continue;
    if (from < both.first) left.push({ first: from, last: both.first - 1 });
    from = both.last + 1;
    note(
      'lost',
      'port-taken',
      at,
      `${rangeText(both)}/${protocol} is published by ${held[0]?.by} already, and a swarm assigns a number once (SW13). Give one of them another number.`,
    );
  }
  if (from <= claimed.last) left.push({ first: from, last: claimed.last });
  for (const range of left) reservePorts(taken, protocol, { ...range, by: service });
  if (from === claimed.first) return [binding];
  const shift = containerPort - claimed.first;
  return left.map(({ first, last }) => partOf(binding, { first: first + shift, last: last + shift }));
}
