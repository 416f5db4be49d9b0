// A card dropped somewhere: move, connect, close, open or join. No outcome puts a card on the implicit default network unasked.

import { joinedService, namespaceHolder } from '../../../core/compose/network-namespaces.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Service, Topology } from '../../../core/compose/topology.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { bridgeLaneId } from '../../../core/layout/lanes/assign-lanes.ts';
import { type DropOutcome, nothing, operate } from './drop-outcome.ts';

function networksOf(service: Service): readonly string[] {
  return service.mode.kind === 'networks' ? service.attachments.map((each) => each.network) : [];
}

function onlyImplicit(service: Service): boolean {
  return service.attachments.every((each) => each.membership === 'implicit-default');
}

function setNetworks(service: string, networks: readonly string[]): Operation {
  return { type: 'mode', service, mode: { kind: 'networks', networks } };
}

/** Moves a service to other networks. Aliases and priorities of the first network move along; those of the others are dropped. */
function moveAll(service: string, from: readonly string[], to: string): readonly Operation[] {
  return from.map(
    (network, index): Operation =>
      index === 0
        ? { type: 'move', service, from: network, to }
        : { type: 'detach', service, network, last: null },
  );
}

function moveTo(service: Service, to: string): DropOutcome {
  const { name } = service;
  const networks = networksOf(service);
  const [first] = networks;
  if (first === undefined || onlyImplicit(service)) {
    return operate(`Move ${name} to ${to}`, [setNetworks(name, [to])]);
  }
  if (networks.length === 1) {
    return operate(`Move ${name} from ${first} to ${to}`, [{ type: 'move', service: name, from: first, to }]);
  }
  const replacing = networks.map((from) => ({
    label: `Move from ${from} to ${to}`,
    operations: [{ type: 'move', service: name, from, to } as const],
  }));
  const all = { label: `Move from all networks to ${to}`, operations: moveAll(name, networks, to) };
  return { type: 'choose', title: `Move ${name} to ${to}`, ways: [...replacing, all] };
}

/** Connects the service to each of `targets` that it is not on yet. */
function connectTo(service: Service, targets: readonly string[]): DropOutcome {
  const { name } = service;
  const networks = networksOf(service);
  const missing = targets.filter((network) => !networks.includes(network));
  if (missing.length === 0) return nothing(`${name} is on ${targets.join(' and ')} already`);
  const label = `Connect ${name} to ${missing.join(' and ')}`;
  if (service.mode.kind !== 'networks') return operate(label, [setNetworks(name, missing)]);
  return operate(
    label,
    missing.map((network) => ({ type: 'attach', service: name, network })),
  );
}

function setMode(
  service: Service,
  kind: 'none' | 'host' | 'bridge',
  label: string,
  done: string,
): DropOutcome {
  if (service.mode.kind === kind) return nothing(done);
  return operate(label, [{ type: 'mode', service: service.name, mode: { kind } }]);
}

function join(service: Service, target: string, topology: Topology): DropOutcome {
  const { name } = service;
  const other = topology.services.get(target);
  if (!other || joinedService(topology, service)?.name === target) {
    return nothing(`${name} is joined to ${target} already`);
  }
  // Joining a guest means joining its host: both then share one namespace, and no chain is left behind.
  const owner = namespaceHolder(topology, other)?.name ?? target;
  if (owner === name)
    return { type: 'refused', title: `${target} is joined to ${name} itself, which would be a cycle` };
  return operate(`Join ${name} to ${owner}`, [
    { type: 'mode', service: name, mode: { kind: 'service', of: owner } },
  ]);
}

function companions(service: Service, topology: Topology): string {
  const joined = [...topology.services.values()].filter(
    (other) => other.name !== service.name && namespaceHolder(topology, other) === service,
  );
  return [service, ...joined].map((each) => each.name).join(' and ');
}

/** Returns the outcome for a card on several networks that is dropped into one of them: it leaves the others, or stays. */
function keepOnly(service: Service, network: string): DropOutcome {
  const { name } = service;
  const others = networksOf(service).filter((each) => each !== network);
  if (others.length === 0) return nothing(`${name} is on ${network} already`);
  const left = others.join(' and ');
  return {
    type: 'choose',
    title: `Move ${name} into ${network}`,
    ways: [
      {
        label: `Take it off ${left}`,
        operations: others.map((each) => ({ type: 'detach', service: name, network: each, last: null })),
      },
      { label: `Keep it on ${networksOf(service).length === 2 ? 'both' : 'all'}`, operations: [] },
    ],
  };
}

/**
 * Returns the outcome of dropping the card of `name` on `target`. `connect` is true while Shift is held; `home` is true when the card is
 * only in that lane, so that the drop just repositions it.
 */
export function cardOutcome(
  topology: Topology,
  name: string,
  target: DropTarget,
  connect: boolean,
  home = true,
): DropOutcome {
  const service = topology.services.get(name);
  if (!service) return nothing('');
  switch (target.kind) {
    case 'lane':
      if (target.lane === bridgeLaneId) {
        return setMode(
          service,
          'bridge',
          `Move ${name} to Docker's default bridge`,
          `${name} is there already`,
        );
      }
      if (networksOf(service).includes(target.network))
        return home || connect
          ? nothing(`${name} is on ${target.network} already`)
          : keepOnly(service, target.network);
      return connect || target.zone === 'connect'
        ? connectTo(service, [target.network])
        : moveTo(service, target.network);
    case 'wall':
      return connectTo(service, target.networks);
    case 'closed':
      return setMode(service, 'none', `Close ${companions(service, topology)}`, `${name} is closed already`);
    case 'host':
      return setMode(
        service,
        'host',
        `Put ${name} on the host's network`,
        `${name} is on the host's network already`,
      );
    case 'card':
      return join(service, target.service, topology);
    case 'unknown':
    case 'outside':
    case 'canvas':
      return nothing('Drop it on a network, the closed tray or the host');
  }
}
