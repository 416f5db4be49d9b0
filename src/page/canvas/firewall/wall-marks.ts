// What the firewall of a known machine makes of each trunk, where that passes the host's wall.

import type { Point, Scene } from '../../../core/layout/scene.ts';
import { type GateMark, gateMark, gatesOf } from '../../../core/machine/wall.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';

interface WallMark extends GateMark {
  /** The trunk's. */
  readonly id: string;
  readonly service: string;
  readonly at: Point;
  /** The host's ports behind it (`5432`), of a trunk that is drawn from the wall on; null for one that is drawn from outside. */
  readonly ports: string | null;
}

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
    const mark = gateMark(own);
    if (mark === null) return [];
    const numbers = [...new Set(own.map(({ port }) => port.hostPort || 'any'))].join(', ');
    return [{ id, service, ...mark, at: crossing, ports: kind === 'host' ? numbers : null }];
  });
}
