// The context in which ways in are read: the model with reach and names, and the files of containers. It is the same for a project and for
// the stacks of a host.

import type { Service, Topology } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import type { ContainerFiles } from './files/container-files.ts';
import type { Meter } from './limits.ts';
import type { OtherMachines } from './network/other-machines.ts';
import type { SourceLocation, SourcePlace } from './places.ts';

/** The environment of a container. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** The variables that are set to an unknown value. */
  readonly unknown: ReadonlySet<string>;
  /** The variable file that is not read; null when all are. */
  readonly unread: string | null;
}

export interface WaysContext {
  readonly topology: Topology;
  /** The reach with the `assumed` networks as bridges. */
  readonly reach: Reach;
  /** The unknown external networks, by key, which are assumed to be bridges. */
  readonly assumed: readonly string[];
  /** Returns the services that answer to a name in `asker`; empty when the name is unknown there. */
  answers(asker: string, name: string): readonly string[] | 'unknown';
  /** Returns the Docker name of a network; null when it is unknown. */
  dockerName(network: string): string | null;
  /** Returns the project name of a service; null when it is unknown. */
  project(service: string): string | null;
  files(service: Service): ContainerFiles;
  variables(service: Service): Variables;
  /** Returns the line of a path of the model. */
  place(path: Path): SourcePlace;
  /** The machines of the fleet that this one is part of; absent for a machine by itself. */
  readonly fleet?: OtherMachines;
  /** Returns the TCP ports at which a service listens as the proxy that it is; none while its configuration is not read. */
  proxyPorts?(service: string): readonly number[];
  /** True where servers behind are not dialled, so that an outcome names the host and port that is asked for. */
  readonly namesServers?: true;
}

/** The context of reading and evaluating one program. */
export interface ProgramContext extends WaysContext {
  readonly meter: Meter;
}

/** Returns the place of a path below a service. */
export function serviceLocation(service: Service, path: Path): SourceLocation {
  return { path: ['services', service.name, ...path] };
}

/** Returns the file and line of a declaration. */
export function sourcePlaceOf(
  context: Pick<WaysContext, 'place'>,
  declaredAt: SourceLocation,
): SourcePlace | null {
  if (declaredAt === null) return null;
  return 'path' in declaredAt ? context.place(declaredAt.path) : declaredAt;
}

/** Returns a sentence when one of the services is on a network assumed to be a bridge; null when none is. */
export function assumedBridge({ assumed, reach }: WaysContext, services: readonly string[]): string | null {
  const network = assumed.find((key) =>
    services.some((name) => reach.facts.get(name)?.networks.includes(key)),
  );
  return network === undefined
    ? null
    : `${network} is created elsewhere and assumed to be a bridge as Docker creates it.`;
}
