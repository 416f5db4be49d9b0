// Whose network namespace a service uses, for reach, rules, operations, layout and page alike. `service:` and `container:` are
// followed to the service that has the namespace. A container is one of this file by its `container_name`, or by the name that
// Compose gives it where the name of the project is known (D1).

import { positionsOf } from '../text/walk.ts';
import { memoize } from './memoize.ts';
import type { Service } from './topology.ts';

/** The facts of a service that decide which namespace it uses. */
export type NamespaceFacts = Pick<Service, 'name' | 'mode' | 'containerName' | 'replicas'>;

/** The services that a name may refer to, and the project's name, which container names depend on. */
export interface NamespaceServices<S extends NamespaceFacts> {
  readonly services: ReadonlyMap<string, S>;
  readonly name: string | null;
}

/**
 * The end of a service's chain of joined namespaces; `end` is its last service. `own`: the owner of the namespace. `foreign`: a container
 * that is no known service; `perhaps` when it may be one. `missing`: a service that does not exist (A8). `circle`: the chain returns to an
 * earlier service.
 */
export type NamespaceEnd<S extends NamespaceFacts> =
  | { readonly kind: 'own'; readonly end: S }
  | { readonly kind: 'foreign'; readonly end: S; readonly container: string; readonly perhaps: boolean }
  | { readonly kind: 'missing'; readonly end: S; readonly service: string }
  | { readonly kind: 'circle'; readonly end: S };

type Containers = ReadonlyMap<string, NamespaceFacts | 'several'>;

/** The services by `container_name`. Two services with one name never run together (CN604), so the name is ambiguous. */
const byContainerName = memoize((topology: NamespaceServices<NamespaceFacts>): Containers => {
  const found = new Map<string, NamespaceFacts | 'several'>();
  for (const service of topology.services.values()) {
    const { containerName } = service;
    if (containerName !== null) found.set(containerName, found.has(containerName) ? 'several' : service);
  }
  return found;
});

/** Returns the end of the namespace chain of `start`. */
export function namespaceEnd<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  start: S,
): NamespaceEnd<S> {
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
      return { kind: 'foreign', end, container: mode.of, perhaps: mayBeInFile(topology, mode.of) };
    }
    end = next;
  }
}

/** Returns the service that owns the namespace; null when the file does not show it: missing, in another file, or a circle. */
export function namespaceOwner<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  service: S,
): S | null {
  const place = namespaceEnd(topology, service);
  return place.kind === 'own' ? place.end : null;
}

/** Returns the service whose card contains a joined one: its owner, or the last service before a container outside the file. */
export function namespaceHolder<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  service: S,
): S | null {
  const place = namespaceEnd(topology, service);
  return place.kind === 'own' || place.kind === 'foreign' ? place.end : null;
}

/** Returns a key that is equal for all services of one namespace, the host's included; null when the file does not show it. */
export function namespaceKey<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  service: S,
): string | null {
  const place = namespaceEnd(topology, service);
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

/**
 * Returns the service that a joined one names directly; null for any other service, or when no service of the file is known to be meant.
 */
export function joinedService<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  { mode }: S,
): S | null {
  if (mode.kind === 'service') return topology.services.get(mode.of) ?? null;
  return mode.kind === 'container' ? containerService(topology, mode.of) : null;
}

/** Returns the service with this container name; null when no service of the file is known to be meant. */
export function containerService<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  container: string,
): S | null {
  const named = byContainerName(topology).get(container);
  if (named === 'several') return null;
  if (named !== undefined) return topology.services.get(named.name) ?? null;
  const { name: project } = topology;
  if (project === null || !container.startsWith(`${project}-`)) return null;
  return serviceOfNumberedName(topology, container.slice(project.length + 1));
}

/** Returns the service of a container name `SERVICE-NUMBER` when Compose gives it that name and runs that many containers; else null. */
function serviceOfNumberedName<S extends NamespaceFacts>(
  topology: NamespaceServices<S>,
  text: string,
): S | null {
  const [, name = '', number = ''] = /^(.+)-([1-9]\d*)$/s.exec(text) ?? [];
  const service = topology.services.get(name);
  if (!service || service.containerName !== null) return null;
  return Number(number) <= Math.max(1, service.replicas) ? service : null;
}

/** True when a service of the file may still be meant: the project's name is unknown, or several services have the name. */
function mayBeInFile<S extends NamespaceFacts>(topology: NamespaceServices<S>, container: string): boolean {
  if (byContainerName(topology).has(container)) return true;
  if (topology.name !== null) return false;
  for (const cut of positionsOf(container, '-')) {
    if (cut > 0 && serviceOfNumberedName(topology, container.slice(cut + 1)) !== null) return true;
  }
  return false;
}
