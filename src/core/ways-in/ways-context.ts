// What ways in are read from: the model with who reaches whom, names, and the files that containers find. One project and the stacks of
// a host give the same.

import type { Service, Topology } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import type { ContainerFiles } from './files/container-files.ts';
import type { Meter } from './limits.ts';
import type { Said, SourcePlace } from './places.ts';

/** The environment of a container. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Names that are set, and not known to what. */
  readonly unknown: ReadonlySet<string>;
  /** Files of variables that are not read; null where there are none. */
  readonly unread: string | null;
}

export interface WaysContext {
  readonly topology: Topology;
  /** With the networks of `assumed` as bridges. */
  readonly reach: Reach;
  /** External networks of which nothing is known, by key: they are taken for bridges. */
  readonly assumed: readonly string[];
  /** The services that answer to `name` where `asker` asks; none where it is not known there. */
  answers(asker: string, name: string): readonly string[] | 'unknown';
  /** What Docker calls a network of the topology; null where that is not known. */
  dockerName(network: string): string | null;
  /** The name of the project that a service is of; null where that is not known. */
  project(service: string): string | null;
  files(service: Service): ContainerFiles;
  variables(service: Service): Variables;
  /** The line of a path of the model. */
  place(path: Path): SourcePlace;
}

/** What one program is read from and asked with. */
export interface ProgramGround extends WaysContext {
  readonly meter: Meter;
}

/** A path below a service, as what was said there. */
export function saidBy(service: Service, path: Path): Said {
  return { path: ['services', service.name, ...path] };
}

/** The file and line of what was said. */
export function placeOfSaid(ground: Pick<WaysContext, 'place'>, said: Said): SourcePlace | null {
  if (said === null) return null;
  return 'path' in said ? ground.place(said.path) : said;
}

/** A sentence where one of these services is on a network that is taken for a bridge; null where none is. */
export function assumedBridge({ assumed, reach }: WaysContext, services: readonly string[]): string | null {
  const network = assumed.find((key) =>
    services.some((name) => reach.facts.get(name)?.networks.includes(key)),
  );
  return network === undefined
    ? null
    : `${network} is made elsewhere, and taken for a bridge as Docker makes it.`;
}
