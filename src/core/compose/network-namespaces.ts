// Whose network namespace a service uses, for reach, rules, operations, layout and page alike. `service:` and `container:` are
// followed to the service that has the namespace. A container is one of this file by its `container_name`, or by the name that
// Compose gives it where the name of the project is known (D1).

import { placesOf } from '../text/walk.ts';
import { oncePer } from './once-per.ts';
import type { Service } from './topology.ts';

/** The facts of a service that decide whose namespace it uses. */
export type Joining = Pick<Service, 'name' | 'mode' | 'containerName' | 'replicas'>;

/** The services that a name may mean, and the project's name, on which the names of containers depend. */
export interface JoiningServices<S extends Joining> {
  readonly services: ReadonlyMap<string, S>;
  readonly name: string | null;
}

/**
 * Where the chain of a service ends. `end` is its last service: the one that has the namespace, or the one that joins what
 * cannot be followed. `foreign`: a container that no service is known to be; `perhaps` where one may be. `missing`: a service
 * that is not there (A8). `circle`: the chain comes back to where it was.
 */
export type NamespacePlace<S extends Joining> =
  | { readonly kind: 'own'; readonly end: S }
  | { readonly kind: 'foreign'; readonly end: S; readonly container: string; readonly perhaps: boolean }
  | { readonly kind: 'missing'; readonly end: S; readonly service: string }
  | { readonly kind: 'circle'; readonly end: S };

type Containers = ReadonlyMap<string, Joining | 'several'>;

/** By `container_name`. Two services of one name never run together (CN604): which of them is meant is not known. */
const byContainerName = oncePer((topology: JoiningServices<Joining>): Containers => {
  const found = new Map<string, Joining | 'several'>();
  for (const service of topology.services.values()) {
    const { containerName } = service;
    if (containerName !== null) found.set(containerName, found.has(containerName) ? 'several' : service);
  }
  return found;
});

/** Where the chain of `start` ends. */
export function namespacePlace<S extends Joining>(topology: JoiningServices<S>, start: S): NamespacePlace<S> {
  const seen = new Set<string>();
  let end = start;
  for (;;) {
    const { mode } = end;
    if (mode.kind !== 'service' && mode.kind !== 'container') return { kind: 'own', end };
    if (seen.has(end.name)) return { kind: 'circle', end: start };
    seen.add(end.name);
    const next = joinedService(topology, end);
    if (next === null) {
      if (mode.kind === 'service') return { kind: 'missing', end, service: mode.of };
      return { kind: 'foreign', end, container: mode.of, perhaps: mayBeHere(topology, mode.of) };
    }
    end = next;
  }
}

/** The service that has the namespace; null where the file does not show it: not there, not of this file, or a circle. */
export function namespaceOwner<S extends Joining>(topology: JoiningServices<S>, service: S): S | null {
  const place = namespacePlace(topology, service);
  return place.kind === 'own' ? place.end : null;
}

/** The service in whose card a joined one is drawn: its owner, or the last one before a container that is not of this file. */
export function namespaceHolder<S extends Joining>(topology: JoiningServices<S>, service: S): S | null {
  const place = namespacePlace(topology, service);
  return place.kind === 'own' || place.kind === 'foreign' ? place.end : null;
}

/** A key that is equal for all services of one namespace, that of the host included; null where the file does not show it. */
export function namespaceKey<S extends Joining>(topology: JoiningServices<S>, service: S): string | null {
  const place = namespacePlace(topology, service);
  switch (place.kind) {
    case 'foreign':
      return `container:${place.container}`;
    case 'missing':
    case 'circle':
      return null;
    case 'own': {
      const { kind } = place.end.mode;
      if (kind === 'unknown') return null;
      return kind === 'host' ? 'host' : `service:${place.end.name}`;
    }
  }
}

/** The service that a joined one names itself; null for any other, and where none of the file is known to be meant. */
export function joinedService<S extends Joining>(topology: JoiningServices<S>, { mode }: S): S | null {
  if (mode.kind === 'service') return topology.services.get(mode.of) ?? null;
  return mode.kind === 'container' ? containerService(topology, mode.of) : null;
}

/** The service whose container goes by that name; null where none of the file is known to be meant. */
export function containerService<S extends Joining>(
  topology: JoiningServices<S>,
  container: string,
): S | null {
  const named = byContainerName(topology).get(container);
  if (named === 'several') return null;
  if (named !== undefined) return topology.services.get(named.name) ?? null;
  const { name: project } = topology;
  if (project === null || !container.startsWith(`${project}-`)) return null;
  return numbered(topology, container.slice(project.length + 1));
}

/** The service of a container name `SERVICE-NUMBER`, where Compose gives it that name and runs that many containers. */
function numbered<S extends Joining>(topology: JoiningServices<S>, text: string): S | null {
  const [, name = '', number = ''] = /^(.+)-([1-9]\d*)$/s.exec(text) ?? [];
  const service = topology.services.get(name);
  if (!service || service.containerName !== null) return null;
  return Number(number) <= Math.max(1, service.replicas) ? service : null;
}

/** Whether a service of the file may be meant all the same: the project's name is not known, or several have that name. */
function mayBeHere<S extends Joining>(topology: JoiningServices<S>, container: string): boolean {
  if (byContainerName(topology).has(container)) return true;
  if (topology.name !== null) return false;
  for (const cut of placesOf(container, '-')) {
    if (cut > 0 && numbered(topology, container.slice(cut + 1)) !== null) return true;
  }
  return false;
}
