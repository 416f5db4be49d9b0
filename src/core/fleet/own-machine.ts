// A connection that stays on the asker's machine: to one of its addresses, to a container's address, or to a service's own.

import { isLoopbackAddress } from '../compose/bind-addresses.ts';
import type { Service } from '../compose/topology.ts';
import { anyOf } from '../machine/connections.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import type { Family } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import {
  answerOf,
  type ConnectAnswer,
  type ConnectStep,
  type Seen,
  seenAsGateway,
  seenWith,
  stoppedAt,
  unknownAt,
  unseen,
} from './answer.ts';
import { type AskedPort, atMachine, listenerOn, nameOn, type PortAnswer } from './at-machine.ts';
import { exactValue, knownAddress, readAddress } from './fleet-address.ts';
import type { MachineNode } from './machine-node.ts';
import { portPlace } from './port-place.ts';

/** Who asks on its own machine; `space` is null for a process of the machine and for a service on its network. */
export interface Here {
  readonly node: MachineNode;
  readonly name: string;
  readonly space: Namespace | null;
}

/** Returns who answers at an address of the machine itself; a container asks by the network `by`. */
export function atOwnAddress(
  { node, name, space }: Here,
  asked: AskedPort,
  by: Endpoint | null,
): ConnectAnswer {
  const answer = atMachine(
    node,
    asked,
    space && by ? { kind: 'container', container: space, by } : { kind: 'host' },
  );
  const { outcome, publishedBy } = answer;
  const step: ConnectStep = {
    at: name,
    rule: answer.rule,
    text: outcome.because ?? (answer.by === null ? 'nobody listens there' : `is answered by ${answer.by}`),
    passes: outcome.passes,
    place: publishedBy && portPlace(node, publishedBy),
  };
  return answerOf(outcome, answer, seenAtOwn(node, asked, answer, space, by), [step]);
}

function seenAtOwn(
  node: MachineNode,
  { address }: AskedPort,
  { source }: PortAnswer,
  space: Namespace | null,
  by: Endpoint | null,
): Seen {
  if (source.kind === 'gateway') return seenAsGateway(source.bridge);
  if (source.kind === 'unknown') return { ...unseen, seen: 'unknown' };
  if (space && by) return seenWith('visitor', statedAddress(space, by, address.family));
  if (isLoopbackAddress(address.text)) return seenWith('loopback', knownAddress(address));
  // The machine asks with the address that it asks at.
  const bridge = [...(node.paths(address.family)?.bridges.values() ?? [])].find(
    ({ gateway }) => exactValue(gateway) === address.value,
  );
  return bridge ? seenAsGateway(bridge) : seenWith('machine', knownAddress(address));
}

/** Returns who answers a container at its own loopback address: somebody in its own network stack. */
export function atOwnLoopback(
  { node, name, space }: Here & { readonly space: Namespace },
  { address, port }: AskedPort,
): ConnectAnswer {
  const base = node.base(address.family);
  const listener = base && listenerOn(base, space, port);
  if (!listener)
    return stoppedAt(name, 'T1', `nobody in the network stack of ${name} states that it listens there`);
  const by = nameOn(node, listener.name);
  const step = {
    at: name,
    rule: 'T1',
    text: `stays in the network stack of ${by}`,
    passes: true,
    place: null,
  } as const;
  const seen = seenWith('loopback', knownAddress(address));
  return answerOf({ passes: true, because: null }, { by, inside: port }, seen, [step]);
}

/** Returns who answers at an address on a bridge of the machine; which container has it may not be stated (FL24). */
export function atBridgeAddress(
  { node, name, space }: Here,
  { address, port, protocol }: AskedPort,
): ConnectAnswer {
  const { family } = address;
  const [base, paths, bridge] = [node.base(family), node.paths(family), node.bridgeHolding(address)];
  if (!base || !paths || !bridge) return unknownAt(name, 'FL24', `who has ${address.text} is not stated`);
  const ports = [{ port, protocol }];
  const at = { segment: bridge.segment };
  const ask = (to: Namespace) => (space ? paths.directAt(space, to, at, ports) : paths.fromHost(to, ports));
  const there = base.namespaces.filter(({ endpoints }) =>
    endpoints.some(({ segment }) => segment === bridge.segment),
  );
  const holder = there.find((one) => {
    const stated = statedAddress(one, { segment: bridge.segment }, family);
    return stated !== null && exactValue(stated) === address.value;
  });
  const network = bridge.segment.keys.join(', ');
  if (!holder?.owner) {
    return there.every((one) => ask(one).passes === false)
      ? stoppedAt(name, 'FL24', `no container of ${network} answers ${name}`)
      : unknownAt(name, 'FL24', `which container of ${network} has ${address.text} is not stated`);
  }
  const outcome = ask(holder);
  const by = nameOn(node, holder.owner.name);
  const seen = space ? seenWith('visitor', null) : seenAsGateway(bridge);
  return answerOf(outcome, { by, inside: port }, seen, [directStep(name, by, network, outcome)]);
}

/** Returns what a connection to a service's own address meets, on the machine of both. */
export function atOwnService(
  { node, name, space }: Here,
  service: Service,
  places: readonly Endpoint[],
  { port, protocol, family }: Pick<AskedPort, 'port' | 'protocol'> & { readonly family: Family },
): ConnectAnswer {
  const [base, paths] = [node.base(family), node.paths(family)];
  if (!base || !paths) return unknownAt(name, 'G1', `nothing is known of ${node.title}`);
  const to = itemAt(base.namespaceOf, base.indexes.get(service.name) ?? -1);
  const ports = [{ port, protocol }];
  const isNarrowed = to.kind === 'networks' && places.length < to.endpoints.length;
  const ask = (from: Namespace) =>
    isNarrowed
      ? anyOf(places.map((at) => paths.directAt(from, to, at, ports)))
      : paths.direct(from, to, ports);
  const outcome = space ? ask(space) : paths.fromHost(to, ports);
  const by = nameOn(node, service.name);
  const bridge = places.flatMap(({ segment }) => paths.bridges.get(segment.index) ?? [])[0];
  const seen = space || !bridge ? seenWith('visitor', null) : seenAsGateway(bridge);
  const network = bridge?.segment.keys.join(', ') ?? '';
  return answerOf(outcome, { by, inside: port }, seen, [directStep(name, by, network, outcome)]);
}

function directStep(
  name: string,
  by: string,
  network: string,
  { passes, because }: { readonly passes: ConnectStep['passes']; readonly because: string | null },
): ConnectStep {
  const on = network === '' ? '' : ` on ${network}`;
  const text =
    passes === true
      ? `reaches ${by}${on}`
      : `${passes === false ? 'does not reach' : 'may not reach'} ${by}${on}`;
  return { at: name, rule: 'C1', text: because === null ? text : `${text}: ${because}`, passes, place: null };
}

/** Returns the address that a file states for a container on a network; null where it states none. */
function statedAddress({ owner }: Namespace, { segment }: Pick<Endpoint, 'segment'>, family: Family) {
  const attached = owner?.attachments.find(({ network }) => segment.keys.includes(network));
  const stated = family === 'ipv4' ? attached?.ipv4 : attached?.ipv6;
  const address = stated ? readAddress(stated) : null;
  return address?.family === family ? knownAddress(address) : null;
}
