// What the firewall of a known machine makes of each trunk, where that passes the host's wall.

import type { Point, Scene } from '../../../core/layout/scene.ts';
import { type GateState, gatesOf } from '../../../core/machine/wall.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';

interface WallMark {
  /** The trunk's. */
  readonly id: string;
  readonly service: string;
  readonly state: GateState;
  /** A sentence for each of its ports. */
  readonly text: string;
  readonly at: Point;
  /** The host's ports behind it (`5432`), of a trunk that is drawn from the wall on; null for one that is drawn from outside. */
  readonly ports: string | null;
}

/** What is worst to overlook comes first: of the ports of one trunk it is what the mark shows. */
const order: readonly GateState[] = ['against', 'unknown', 'in-part', 'stopped'];

/** A mark for each trunk of which the firewall makes something else than Docker does, or than it says. */
export function wallMarks(reach: Reach, { trunks }: Pick<Scene, 'trunks'>): readonly WallMark[] {
  return trunks.flatMap(({ id, service, kind, ports, crossing }) => {
    if (service === null) return [];
    const own = gatesOf(reach, service).filter(({ port }) =>
      ports.some(
        ({ hostIp, hostPort, containerPort, protocol }) =>
          hostIp === port.hostIp &&
          hostPort === port.hostPort &&
          containerPort === port.containerPort &&
          protocol === port.protocol,
      ),
    );
    const state = order.find((one) => own.some((gate) => gate.state === one));
    if (state === undefined) return [];
    const text = own.map((gate) => sentence(gate.text)).join('\n');
    const numbers = [...new Set(own.map(({ port }) => port.hostPort || 'any'))].join(', ');
    return [{ id, service, state, text, at: crossing, ports: kind === 'host' ? numbers : null }];
  });
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
