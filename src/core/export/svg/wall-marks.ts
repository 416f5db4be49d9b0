// What the firewall of a known machine makes of each trunk, where that passes the host's wall; page and exported pictures draw the same.

import type { Point, Scene } from '../../layout/scene.ts';
import { machineOf } from '../../machine/machine-model.ts';
import { firewallWord, type GateState, gatesOf } from '../../machine/wall.ts';
import type { Reach } from '../../reach/reach-model.ts';

export interface WallMark {
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

export interface KnownWall {
  /** What the firewall is called: `ufw`. */
  readonly name: string;
  readonly marks: readonly WallMark[];
}

/** The wall of a scene on a known machine; null where none is known. */
export function knownWall(reach: Reach, scene: Pick<Scene, 'trunks'>): KnownWall | null {
  const machine = machineOf(reach.options);
  return machine === null ? null : { name: firewallWord(machine), marks: wallMarks(reach, scene) };
}

/** On the wall itself a firewall without a name of its own is called so. */
export function wallWord(name: string): string {
  return name === 'the firewall of the machine' ? 'firewall' : name;
}

/** The marks of what Docker opens to the outside and the firewall stops: it has no line of its own there. */
export function stoppedMarks({ marks }: KnownWall): readonly WallMark[] {
  return marks.filter(({ state, ports }) => state === 'stopped' && ports !== null);
}

/** What is worst to overlook comes first: of the ports of one trunk it is what the mark shows. */
const order: readonly GateState[] = ['against', 'unknown', 'in-part', 'stopped'];

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
