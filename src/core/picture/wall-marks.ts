// What the firewall of a known machine makes of each trunk, where that passes the host's wall; page and exported pictures draw the same.

import type { Point, Scene } from '../layout/scene.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/machine-model.ts';
import { firewallTitle, type GateMark, gateMark, gatesOf } from '../machine/wall.ts';
import type { Reach } from '../reach/reach-model.ts';

export interface WallMark extends GateMark {
  /** The trunk's. */
  readonly id: string;
  readonly service: string;
  readonly at: Point;
  /** The host's ports behind it (`5432`), of a trunk that is drawn from the wall on; null for one that is drawn from outside. */
  readonly ports: string | null;
}

export interface KnownWall {
  readonly machine: Machine;
  readonly marks: readonly WallMark[];
}

/** The wall of a scene on a known machine; null where none is known. */
export function knownWall(reach: Reach, scene: Pick<Scene, 'trunks'>): KnownWall | null {
  const machine = machineOf(reach.options);
  return machine === null ? null : { machine, marks: wallMarks(reach, scene) };
}

/** What stands at the foot of the wall: a firewall without a name of its own is called so. */
export function wallLabel(machine: Machine): string {
  const name = firewallTitle(machine);
  return name === 'the firewall of the machine' ? 'firewall' : name;
}

/** The marks of what Docker opens to the outside and the firewall stops: it has no line of its own there. */
export function stoppedMarks({ marks }: KnownWall): readonly WallMark[] {
  return marks.filter(({ state, ports }) => state === 'stopped' && ports !== null);
}

/** A mark for each trunk of which the firewall makes something else than Docker does, or than it says. */
function wallMarks(reach: Reach, { trunks }: Pick<Scene, 'trunks'>): readonly WallMark[] {
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
