import { freeName } from '../../../core/compose/free-name.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { bridgeLaneId } from '../../../core/layout/lanes/assign-lanes.ts';
import { cardOutcome } from './card-outcome.ts';
import { type DropOutcome, nothing, operate } from './drop-outcome.ts';

function laneUnder(target: DropTarget, besides: string): string | null {
  if (target.kind === 'lane') return target.lane === bridgeLaneId ? null : target.network;
  if (target.kind !== 'wall') return null;
  return target.networks.find((network) => network !== besides) ?? null;
}

/** Returns the outcome of moving a membership, and nothing else, to another network. */
export function tapOutcome(topology: Topology, name: string, from: string, target: DropTarget): DropOutcome {
  const service = topology.services.get(name);
  if (service && target.kind === 'canvas') {
    const network = freeName('network', topology.networks);
    const [move] = movedTap(topology, name, from, network);
    return operate(`Move ${name} from ${from} to a new network`, [
      { type: 'add-network', network, internal: false },
      move,
    ]);
  }
  const to = laneUnder(target, from);
  if (!service || to === null) return nothing('Drop the tap on a network');
  if (to === from) return nothing(`${name} stays on ${from}`);
  if (service.attachments.some((each) => each.network === to)) return nothing(`${name} is on ${to} already`);
  return operate(`Move ${name} from ${from} to ${to}`, movedTap(topology, name, from, to));
}

/** Returns the move as an operation; a service without own networks gets one. */
function movedTap(topology: Topology, name: string, from: string, to: string): readonly [Operation] {
  const service = topology.services.get(name);
  const membership = service?.attachments.find((each) => each.network === from)?.membership;
  if (service?.mode.kind !== 'networks' || membership === 'implicit-default') {
    return [{ type: 'mode', service: name, mode: { kind: 'networks', networks: [to] } }];
  }
  return [{ type: 'move', service: name, from, to }];
}

/** Returns the outcome of pulling a new tap out of a card: one more membership. */
export function newTapOutcome(topology: Topology, name: string, target: DropTarget): DropOutcome {
  if (target.kind === 'lane' && target.lane !== bridgeLaneId)
    return cardOutcome(topology, name, target, true);
  if (target.kind === 'wall') return cardOutcome(topology, name, target, true);
  const service = topology.services.get(name);
  if (target.kind !== 'canvas' || !service) return nothing('Drop the tap on a network');
  const network = freeName('network', topology.networks);
  const connect: Operation =
    service.mode.kind === 'networks'
      ? { type: 'attach', service: name, network }
      : { type: 'mode', service: name, mode: { kind: 'networks', networks: [network] } };
  return operate(`Connect ${name} to a new network`, [
    { type: 'add-network', network, internal: false },
    connect,
  ]);
}
