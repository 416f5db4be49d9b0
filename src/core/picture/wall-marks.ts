// The effect of a known machine's firewall on each trunk, marked at the host's wall; the page and exported pictures draw the same marks.

import type { Point, Scene } from '../layout/scene.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/machine-model.ts';
import { firewallTitle, type GateMark, gateMark, gatesOf } from '../machine/wall.ts';
import type { Reach } from '../reach/reach-model.ts';

export interface WallMark extends GateMark {
  /** Id of the trunk. */
  readonly id: string;
  readonly service: string;
  readonly at: Point;
  /** The host's ports of a trunk drawn from the wall (`5432`); null for a trunk drawn from the outside. */
  readonly ports: string | null;
}

export interface KnownWall {
  readonly machine: Machine;
  readonly marks: readonly WallMark[];
}

/** Returns the wall of a scene on a known machine; null when the machine is unknown. */
export function knownWall(reach: Reach, scene: Pick<Scene, 'trunks'>): KnownWall | null {
  const machine = machineOf(reach.options);
  return machine === null ? null : { machine, marks: wallMarks(reach, scene) };
}

/** Returns the label at the foot of the wall: the name of the firewall, or `firewall` without a name. */
export function wallLabel(machine: Machine): string {
  const name = firewallTitle(machine);
  return name === 'the firewall of the machine' ? 'firewall' : name;
}

/** Returns marks for ports that Docker publishes and the firewall blocks; these have no line. */
export function stoppedMarks({ marks }: KnownWall): readonly WallMark[] {
  return marks.filter(({ state, ports }) => state === 'stopped' && ports !== null);
}

/** Returns a mark for each trunk that the firewall treats differently from Docker, or that answers despite the firewall. */
function wallMarks(reach: Reach, { trunks }: Pick<Scene, 'trunks'>): readonly WallMark[] {
  return trunks.flatMap(({ id, service, kind, ports, crossing }) => {
    if (service === null) return [];
    const matchingGates = gatesOf(reach, service).filter(({ port }) =>
      ports.some(
        ({ hostIp, hostPort, containerPort, protocol }) =>
          hostIp === port.hostIp &&
          hostPort === port.hostPort &&
          containerPort === port.containerPort &&
          protocol === port.protocol,
      ),
    );
    const mark = gateMark(matchingGates);
    if (mark === null) return [];
    const numbers = [...new Set(matchingGates.map(({ port }) => port.hostPort || 'any'))].join(', ');
    return [{ id, service, ...mark, at: crossing, ports: kind === 'host' ? numbers : null }];
  });
}
