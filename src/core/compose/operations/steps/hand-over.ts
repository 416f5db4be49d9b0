// Keys that only the owner of a network namespace may have (A9): ports, expose, dns, extra_hosts. A service that joins another one
// hands them over to it.

import { ok, refuse } from '../../../text/result.ts';
import { sameMeaning } from '../../../yaml/compare-trees.ts';
import { writableOf } from '../../../yaml/format-value.ts';
import { deref, entryOf, itemsOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { namespaceEnd, namespaceOwner } from '../../network-namespaces.ts';
import type { Topology } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { extraHost } from '../service/keyed-item.ts';
import { chain, type Step } from './chain.ts';
import { editService, serviceOf } from './edit-entity.ts';
import { addToList, removeKey } from './service-keys.ts';
import { writeMode } from './write-mode.ts';

const MOVED_KEYS = ['ports', 'expose', 'dns'];
/** Keys about the service itself, which are removed instead of handed over. */
const DROPPED_KEYS = ['hostname', 'links'];

export function handOver(document: ComposeDocument, name: string, joined: string): Planned {
  const found = serviceOf(document, name);
  if (!found.ok) return found;
  const service = found.value;
  const owner = ownerOf(document.topology, joined);
  if (owner === null) return refuse('owner-only', reasonWithoutOwner(document.topology, joined));
  const steps: Step[] = [];
  for (const key of MOVED_KEYS) {
    const value = deref(entryOf(service.tree, key)?.value);
    const items = value?.kind === 'scalar' && value.value !== null ? [value] : itemsOf(value);
    for (const item of items) {
      steps.push((current) =>
        editService(current, owner, (draft, target) => {
          const list = deref(entryOf(target.tree, key)?.value);
          const known = list?.kind === 'scalar' ? [list] : itemsOf(list);
          if (known.some((tree) => sameMeaning(tree, item))) return ok(draft);
          return addToList(draft, target, key, writableOf(item) ?? null);
        }),
      );
    }
  }
  for (const { key, value } of service.extraHosts) {
    steps.push((current) => {
      const has = current.topology.services.get(owner)?.extraHosts.some((host) => host.key === key);
      if (has || value === null) return ok([]);
      return extraHost.plan(current, { type: 'extra-host', service: owner, key, value });
    });
  }
  for (const key of [...MOVED_KEYS, 'extra_hosts', ...DROPPED_KEYS]) {
    steps.push((current) => editService(current, name, (draft, target) => removeKey(draft, target, key)));
  }
  const join: Step = (current) =>
    editService(current, name, (draft, target) => writeMode(draft, target, { kind: 'service', of: joined }));
  return chain(document, [...steps, join]);
}

/** Returns the reason why the owner of a namespace is unknown. */
function reasonWithoutOwner(topology: Topology, joined: string): string {
  const service = topology.services.get(joined);
  const place = service && namespaceEnd(topology, service);
  if (place?.kind !== 'foreign') return `this file does not show whose network ${joined} uses`;
  const { container, perhaps } = place;
  if (!perhaps) return `${joined} is joined to the container ${container}, which this file does not manage`;
  return `${joined} is joined to the container ${container}; this file does not show whether that is one of its services. Join the service itself`;
}

/** Returns the owner of a namespace: the end of the chain of joined services. */
function ownerOf(topology: Topology, joined: string): string | null {
  const service = topology.services.get(joined);
  return service ? (namespaceOwner(topology, service)?.name ?? null) : null;
}
