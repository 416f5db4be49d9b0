// From where the listeners of a machine's proxies and services are reached: the Internet, a LAN, a mesh, and by which forward of a router.

import type { Tri } from '../../compose/topology.ts';
import { either } from '../../reach/rows/tri.ts';
import type { Step } from '../../ways-in/model.ts';
import { boundTo, type WayInto } from '../../ways-in/ways/ways-into.ts';
import type { FleetPlace, FleetPort } from '../reach/fleet-port.ts';
import type { FleetReach } from '../reach/fleet-reach.ts';
import { placeInFleet } from '../steps.ts';

/** From where a published port is reached over the fleet. */
export interface FleetEntrance {
  readonly zone: WayInto['zone'];
  /** False when it is not known whether anybody gets in. */
  readonly certain: boolean;
  /** The forward of a router that leads there, as the first step of a way; empty without one. */
  readonly steps: readonly Step[];
  /** The router of that forward; null without one. */
  readonly router: string | null;
}

/** Finds the published ports at which ways come in; each is looked at once. */
export class FleetEntrances {
  readonly #reach: FleetReach;
  readonly #ports: ReadonlyMap<string, FleetPort>;
  readonly #known = new Map<FleetPort, FleetEntrance>();

  constructor(reach: FleetReach) {
    this.#reach = reach;
    this.#ports = new Map(
      reach.ports.map((port) => [portKey(port.machine, boundTo(port), port.protocol), port]),
    );
  }

  /** Returns the published port at which a way comes in on a machine; null where none is known. */
  portOf(machine: string, { entrance, protocol }: Pick<WayInto, 'entrance' | 'protocol'>): FleetPort | null {
    const { published } = entrance;
    if (published === null) return null;
    return this.#ports.get(portKey(machine, published, protocol === 'udp' ? 'udp' : 'tcp')) ?? null;
  }

  /** Returns from where a way comes in on a machine; null where no published port of it is known. */
  of(machine: string, way: Pick<WayInto, 'entrance' | 'protocol'>): FleetEntrance | null {
    const port = this.portOf(machine, way);
    if (!port) return null;
    const known = this.#known.get(port) ?? this.#entranceOf(port);
    this.#known.set(port, known);
    return known;
  }

  #entranceOf(port: FleetPort): FleetEntrance {
    const { map } = this.#reach.connector;
    const answers: Record<'internet' | 'lan' | 'mesh', Tri[]> = { internet: [], lan: [], mesh: [] };
    for (const { name, kind } of map.networks.values())
      answers[kind].push(this.#reach.answersNetwork(port, name));
    const [internet, lan, mesh] = [answers.internet, answers.lan, answers.mesh].map((all) =>
      all.reduce(either, false),
    );
    const forwards = port.places.filter(
      (place) => place.forward !== null && this.#reach.ask('internet', port, place).answer !== false,
    );
    const steps = forwards.slice(0, 1).map((place) => this.#forwardStep(port, place));
    const certain = [internet, lan, mesh].includes(true);
    const counts = (answer: Tri | undefined): boolean => (certain ? answer === true : answer === 'unknown');
    const router = forwards[0]?.forward?.router ?? null;
    if (counts(internet)) return { zone: counts(lan) ? 'outside' : 'internet', certain, steps, router };
    const inside = { steps: [], router: null };
    if (counts(lan)) return { zone: 'lan', certain, ...inside };
    return { zone: counts(mesh) ? 'tailnet' : 'host', certain: certain || !counts(mesh), ...inside };
  }

  #forwardStep({ machine }: FleetPort, { port, protocol, forward }: FleetPlace): Step {
    const { map } = this.#reach.connector;
    const { router = '', index = 0 } = forward ?? {};
    const entry = map.routers.find(({ name }) => name === router)?.router.forwards[index];
    const to = entry ? `${entry.to}:${entry.toPort}` : machine;
    return {
      kind: 'entrance',
      text: `${port}/${protocol} of ${router} → ${to}`,
      declaredAt: placeInFleet(map, ['routers', router, 'forwards', index]),
    };
  }
}

function portKey(machine: string, published: string, protocol: string): string {
  return JSON.stringify([machine, published, protocol]);
}
