// Which network namespace each service lives in: its own, that of the service it joins, or one the file does not manage.

import type { Service } from '../../compose/topology.ts';
import type { Segments } from './build-segments.ts';
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
  readonly kind: Namespace['kind'];
  readonly owner: Service | null;
  readonly members: number[];
}

/** The namespaces, in order of their first member; `of` gives the one of each service by index. */
export function resolveNamespaces(
  services: readonly Service[],
  segments: Segments,
): { readonly all: readonly Namespace[]; readonly of: readonly Namespace[] } {
  const byName = new Map(services.map((service) => [service.name, service]));
  const byContainer = new Map<string, Service>();
  for (const service of services) if (service.containerName) byContainer.set(service.containerName, service);

  const drafts = new Map<string, Draft>();
  services.forEach((service, index) => {
    const { id, kind, owner } = follow(service, byName, byContainer);
    const draft = drafts.get(id);
    if (draft) draft.members.push(index);
    else drafts.set(id, { kind, owner, members: [index] });
  });
  const all = [...drafts.values()].map(
    (draft, index): Namespace => ({ ...draft, index, endpoints: endpointsOf(draft, segments) }),
  );
  const of: Namespace[] = [];
  for (const namespace of all) for (const member of namespace.members) of[member] = namespace;
  return { all, of };
}

/** Follows `service:` and `container:`; a missing target (A8), a cycle or a foreign container end in the unknown. */
function follow(
  start: Service,
  byName: ReadonlyMap<string, Service>,
  byContainer: ReadonlyMap<string, Service>,
): { readonly id: string; readonly kind: Namespace['kind']; readonly owner: Service | null } {
  const seen = new Set<Service>();
  let service = start;
  while (!seen.has(service)) {
    seen.add(service);
    const { mode } = service;
    switch (mode.kind) {
      case 'none':
      case 'host':
        return { id: `own ${service.name}`, kind: mode.kind, owner: service };
      case 'networks':
      case 'bridge':
        return { id: `own ${service.name}`, kind: 'networks', owner: service };
      case 'unknown':
        return { id: `unknown ${service.name}`, kind: 'unknown', owner: null };
      case 'service':
      case 'container': {
        const next = (mode.kind === 'service' ? byName : byContainer).get(mode.of);
        if (!next) return { id: `${mode.kind} ${mode.of}`, kind: 'unknown', owner: null };
        service = next;
      }
    }
  }
  return { id: `unknown ${start.name}`, kind: 'unknown', owner: null };
}

function endpointsOf(draft: Draft, segments: Segments): readonly Endpoint[] {
  const { owner } = draft;
  if (!owner) return [];
  if (owner.mode.kind === 'bridge') {
    return [{ segment: segments.defaultBridge, key: 'bridge', gatewayPriority: 0 }];
  }
  const endpoints: Endpoint[] = [];
  for (const { network, gatewayPriority } of owner.attachments) {
    const segment = segments.byKey.get(network);
    if (segment) endpoints.push({ segment, key: network, gatewayPriority });
  }
  return endpoints;
}
