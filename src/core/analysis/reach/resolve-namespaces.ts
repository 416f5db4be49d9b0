// Which network namespace each service lives in: its own, that of the service it joins, or one the file does not manage.

import type { Service } from '../../compose/topology.ts';
import type { Segments } from './build-segments.ts';
import { itemAt } from './item-at.ts';
import type { Endpoint } from './segment.ts';

export interface Namespace {
  readonly index: number;
  readonly kind: 'none' | 'host' | 'networks' | 'unknown';
  /** Whose it is; null when the file does not manage it. */
  readonly owner: Service | null;
  /** Indexes of the active services that live in it. */
  readonly members: readonly number[];
  readonly endpoints: readonly Endpoint[];
}

interface Draft {
  readonly index: number;
  readonly kind: Namespace['kind'];
  readonly owner: Service | null;
  readonly members: number[];
  readonly endpoints: readonly Endpoint[];
}

/** The namespaces, in order of their first member; `of` gives the one of each service by index. */
export function resolveNamespaces(
  services: readonly Service[],
  indexes: ReadonlyMap<string, number>,
  segments: Segments,
): { readonly all: readonly Namespace[]; readonly of: readonly Namespace[] } {
  const all: Draft[] = [];
  const of: (Draft | undefined)[] = new Array(services.length);
  /** By the index of its owner, by the end of a chain that the file does not manage. */
  const owned: (Draft | undefined)[] = new Array(services.length);
  const foreign = new Map<string, Draft>();
  let containers: ReadonlyMap<string, number> | null = null;
  const add = (kind: Namespace['kind'], owner: Service | null): Draft => {
    const endpoints = owner ? endpointsOf(owner, segments) : [];
    const draft: Draft = { index: all.length, kind, owner, members: [], endpoints };
    all.push(draft);
    return draft;
  };
  for (let index = 0; index < services.length; index++) {
    const service = itemAt(services, index);
    let end: number | string = index;
    if (ownKind(service) === null) {
      containers ??= containerIndexes(services);
      end = follow(services, index, indexes, containers);
    }
    let draft = typeof end === 'string' ? foreign.get(end) : owned[end];
    if (!draft && typeof end === 'string') {
      draft = add('unknown', null);
      foreign.set(end, draft);
    } else if (!draft && typeof end === 'number') {
      const owner = itemAt(services, end);
      const kind = ownKind(owner) ?? 'unknown';
      draft = add(kind, kind === 'unknown' ? null : owner);
      owned[end] = draft;
    }
    draft?.members.push(index);
    of[index] = draft;
  }
  return { all, of: of.filter((draft) => draft !== undefined) };
}

function containerIndexes(services: readonly Service[]): ReadonlyMap<string, number> {
  const containers = new Map<string, number>();
  services.forEach(({ containerName }, index) => {
    if (containerName) containers.set(containerName, index);
  });
  return containers;
}

/** The kind of the namespace of a service that joins no other; null for one that does. */
function ownKind({ mode }: Service): Namespace['kind'] | null {
  switch (mode.kind) {
    case 'none':
    case 'host':
    case 'unknown':
      return mode.kind;
    case 'networks':
    case 'bridge':
      return 'networks';
    case 'service':
    case 'container':
      return null;
  }
}

/** Follows `service:` and `container:` to the index of an owner; a missing target (A8), a cycle or a foreign container has none. */
function follow(
  services: readonly Service[],
  start: number,
  indexes: ReadonlyMap<string, number>,
  containers: ReadonlyMap<string, number>,
): number | string {
  const seen = new Set<number>();
  let index = start;
  while (!seen.has(index)) {
    seen.add(index);
    const { mode } = itemAt(services, index);
    if (mode.kind !== 'service' && mode.kind !== 'container') return index;
    const next = (mode.kind === 'service' ? indexes : containers).get(mode.of);
    if (next === undefined) return `${mode.kind} ${mode.of}`;
    index = next;
  }
  return `cycle at ${start}`;
}

/** The memberships of an owner in file order. */
export function endpointsOf(owner: Service, segments: Segments): readonly Endpoint[] {
  if (owner.mode.kind === 'bridge') return [segments.onDefaultBridge];
  if (owner.mode.kind !== 'networks') return [];
  const endpoints: Endpoint[] = [];
  for (const { network, gatewayPriority } of owner.attachments) {
    const plain = segments.byKey.get(network);
    if (plain) endpoints.push(gatewayPriority === 0 ? plain : { ...plain, gatewayPriority });
  }
  return endpoints;
}
