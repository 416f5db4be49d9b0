// The ways in of a fleet: the proxies and tunnels of all machines, whose upstreams lead to each other.

import { waysIn } from '../../host/host-ways.ts';
import type { Guard, Step } from '../../ways-in/model.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import { allWays } from '../../ways-in/ways/all-ways.ts';
import type { Ways } from '../../ways-in/ways/ways.ts';
import { type AllWays, byWeakness, type DeadRoute, type WayInto } from '../../ways-in/ways/ways-into.ts';
import { waysReaderOf } from '../../ways-in/ways/ways-reader.ts';
import { sourcePlaceOf, type WaysContext } from '../../ways-in/ways-context.ts';
import type { Path } from '../../yaml/tree.ts';
import { nameOn } from '../at-machine.ts';
import type { Fleet } from '../fleet.ts';
import type { FleetPort } from '../reach/fleet-port.ts';
import type { FleetReach } from '../reach/fleet-reach.ts';
import { type FleetEntrance, FleetEntrances } from './entrances.ts';
import { otherMachines } from './other-machines.ts';

export class FleetWays {
  readonly reach: FleetReach;
  readonly #fleet: Fleet;
  readonly #ways = new Map<string, Ways | null>();
  readonly #alone = new Map<string, Ways | null>();
  readonly #entrances: FleetEntrances;
  #all: AllWays | null = null;
  #visitorPorts: ReadonlySet<FleetPort> | null = null;

  constructor(fleet: Fleet, reach: FleetReach) {
    this.#fleet = fleet;
    this.reach = reach;
    this.#entrances = new FleetEntrances(reach);
  }

  /** Yields the machines with Docker and their ways, in the order of the fleet's file. */
  *machines(): Generator<readonly [string, Ways]> {
    for (const name of this.#fleet.machines.keys()) {
      const ways = this.of(name);
      if (ways) yield [name, ways];
    }
  }

  /** Returns the proxies and tunnels of a machine, with upstreams that lead over the fleet; null for a machine without Docker. */
  of(machine: string): Ways | null {
    const known = this.#ways.get(machine);
    if (known !== undefined) return known;
    const ways = this.#read(machine);
    this.#ways.set(machine, ways);
    return ways;
  }

  #read(machine: string): Ways | null {
    const alone = this.#waysAlone(machine);
    const reader = waysReaderOf(this.#fleet.machines.get(machine)?.facts?.host.beside);
    if (!alone || !reader) return alone;
    const fleet = otherMachines({
      connector: this.reach.connector,
      machine,
      contextOf: (name) => this.contextOf(name),
    });
    return reader.read({ ...alone.context, fleet });
  }

  /** Returns the context of the containers of a machine; null for a machine without Docker. */
  contextOf(machine: string): WaysContext | null {
    return this.#waysAlone(machine)?.context ?? null;
  }

  #waysAlone(machine: string): Ways | null {
    const known = this.#alone.get(machine);
    if (known !== undefined) return known;
    const facts = this.#fleet.machines.get(machine)?.facts;
    const ways = facts ? waysIn(facts) : null;
    this.#alone.set(machine, ways);
    return ways;
  }

  /** Returns the line of a path of a service's model, `services` and its name on the fleet first. */
  place(path: Path): SourcePlace {
    const [top = '', name, ...rest] = path;
    const [machine = '', ...local] = String(name).split('/');
    const context = this.contextOf(machine);
    return context?.place([top, local.join('/'), ...rest]) ?? { file: this.#fleet.file.file, line: 1 };
  }

  /** Returns the ways into all services of the fleet by `MACHINE/STACK/SERVICE`, weakest first, and the routes that lead to none. */
  all(): AllWays {
    this.#all ??= this.#joined();
    return this.#all;
  }

  /** Returns the published ports at which visitors of proxies and tunnels come in. */
  visitorPorts(): ReadonlySet<FleetPort> {
    this.#visitorPorts ??= this.#findVisitorPorts();
    return this.#visitorPorts;
  }

  #findVisitorPorts(): ReadonlySet<FleetPort> {
    const { into, nowhere } = this.all();
    const ports = new Set<FleetPort>();
    for (const way of [...[...into.values()].flat(), ...nowhere]) {
      const port = way.through.length > 0 ? this.#entrances.portOf(way.machines?.[0] ?? '', way) : null;
      if (port) ports.add(port);
    }
    return ports;
  }

  #joined(): AllWays {
    const into = new Map<string, WayInto[]>();
    const nowhere: DeadRoute[] = [];
    for (const [machine, ways] of this.machines()) {
      const own = allWays(ways);
      for (const way of [...own.into.values()].flat()) {
        const named = this.#way(machine, ways.context, way);
        into.set(named.service, [...(into.get(named.service) ?? []), named]);
      }
      for (const route of own.nowhere) nowhere.push(this.#deadRoute(machine, ways.context, route));
    }
    return { into: new Map([...into].map(([name, all]) => [name, all.sort(byWeakness)])), nowhere };
  }

  #way(machine: string, context: WaysContext, way: WayInto): WayInto {
    const { service, answer, guards } = way;
    const { certain, steps, ...common } = this.#common(machine, context, way);
    return {
      ...way,
      ...common,
      service: nameOnFleet(machine, context, service),
      guards: guards.map((guard) => guardOnFleet(machine, context, guard)),
      answer: certain || answer === 'closed' ? answer : 'unknown',
      because: certain ? way.because : (way.because ?? 'Whether its port answers is unknown.'),
      way: [...steps, ...stepsOnFleet(machine, context, way.way)],
    };
  }

  #deadRoute(machine: string, context: WaysContext, route: DeadRoute): DeadRoute {
    const { certain: _, steps, ...common } = this.#common(machine, context, route);
    return { ...route, ...common, way: [...steps, ...stepsOnFleet(machine, context, route.way)] };
  }

  #common(machine: string, context: WaysContext, way: WayInto | DeadRoute) {
    const entrance = this.#entranceOf(machine, way);
    const to = way.far?.machine ?? machine;
    return {
      zone: entrance.zone,
      certain: entrance.certain,
      steps: entrance.steps,
      through: way.through.map((name) => nameOnFleet(machine, context, name)),
      machines: to === machine ? [machine] : [machine, to],
      ...(entrance.router === null ? {} : { router: entrance.router }),
      declaredAt: sourcePlaceOf(context, way.declaredAt),
    };
  }

  /** Returns from where a way comes in: as the fleet says of its port, unless a list or a tunnel says more. */
  #entranceOf(machine: string, way: WayInto | DeadRoute): FleetEntrance {
    const asOnHost: FleetEntrance = { zone: way.zone, certain: true, steps: [], router: null };
    if (way.zone !== 'outside' && way.zone !== 'lan') return asOnHost;
    const entrance = this.#entrances.of(machine, way);
    if (!entrance) return asOnHost;
    return way.zone === 'lan' ? { ...entrance, zone: 'lan', steps: [], router: null } : entrance;
  }
}

/** Returns the name of a service on the fleet; one of another machine, or a name that is none of a service, stays. */
export function nameOnFleet(machine: string, { topology }: WaysContext, name: string): string {
  return topology.services.has(name) ? nameOn({ name: machine }, name) : name;
}

export function guardOnFleet(machine: string, context: WaysContext, guard: Guard): Guard {
  const { by, declaredAt } = guard;
  return {
    ...guard,
    by: by === null ? null : nameOnFleet(machine, context, by),
    declaredAt: sourcePlaceOf(context, declaredAt),
  };
}

/** Returns the steps of a request on a machine, each with its line; where it enters the machine's name is said. */
export function stepsOnFleet(machine: string, context: WaysContext, steps: readonly Step[]): readonly Step[] {
  return steps.map(
    (step): Step => ({
      ...step,
      text: step.kind === 'entrance' ? `${machine}: ${step.text}` : step.text,
      declaredAt: sourcePlaceOf(context, step.declaredAt),
    }),
  );
}
