import type { Topology } from '../../core/compose/topology.ts';
import { bridgeLaneId } from '../../core/layout/cast-services.ts';
import type { DropTarget } from '../../core/layout/hit-test.ts';
import { cardOutcome } from './card-outcome.ts';
import { type DropOutcome, nothing, operate } from './drop-outcome.ts';

function laneUnder(target: DropTarget, besides: string): string | null {
  if (target.kind === 'lane') return target.lane === bridgeLaneId ? null : target.network;
  if (target.kind !== 'wall') return null;
  return target.networks.find((network) => network !== besides) ?? null;
}

/** A membership re-plugged: it moves, and only it. */
export function tapOutcome(topology: Topology, name: string, from: string, target: DropTarget): DropOutcome {
  const service = topology.services.get(name);
  const to = laneUnder(target, from);
  if (!service || to === null) return nothing('Drop the tap on a network');
  if (to === from) return nothing(`${name} stays on ${from}`);
  if (service.attachments.some((each) => each.network === to)) return nothing(`${name} is on ${to} already`);
  const declared =
    service.attachments.find((each) => each.network === from)?.membership !== 'implicit-default';
  if (service.mode.kind !== 'networks' || !declared) {
    return operate(`Move ${name} from ${from} to ${to}`, [
      { type: 'mode', service: name, mode: { kind: 'networks', networks: [to] } },
    ]);
  }
  return operate(`Move ${name} from ${from} to ${to}`, [{ type: 'move', service: name, from, to }]);
}

/** A new tap pulled from a card: one more membership. */
export function newTapOutcome(topology: Topology, name: string, target: DropTarget): DropOutcome {
  if (target.kind === 'lane' && target.lane !== bridgeLaneId)
    return cardOutcome(topology, name, target, true);
  if (target.kind === 'wall') return cardOutcome(topology, name, target, true);
  return nothing('Drop the tap on a network');
}
