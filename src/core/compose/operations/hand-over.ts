// A service that joins another hands over what only the owner of the namespace may say (A9): ports, expose, dns, extra_hosts.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import { deref, entryOf, itemsOf, scalarText } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import type { Service, Topology } from '../topology.ts';
import { chain } from './chain.ts';
import type { Draft } from './draft.ts';
import { editService } from './edit-entity.ts';
import { withService } from './expect-model.ts';
import type { ModeSpec } from './operation.ts';
import { addToList, removeKey } from './service-keys.ts';

type WriteMode = (draft: Draft, service: Service, wanted: ModeSpec) => Result<Draft>;

const MOVED = ['ports', 'expose', 'dns', 'extra_hosts'];
/** These name the service itself and mean nothing to the owner. */
const DROPPED = ['hostname', 'links'];

function plan(document: ComposeDocument, name: string, owner: string, writeMode: WriteMode): Result<Edits> {
  const service = document.topology.services.get(name);
  if (!service) return refuse('unknown-service', `there is no service "${name}"`);
  const moved: (readonly [string, string])[] = [];
  for (const key of MOVED) {
    const list = deref(entryOf(service.tree, key)?.value);
    if (!list) continue;
    const items = list.kind === 'seq' ? itemsOf(list).map(scalarText) : [scalarText(list)];
    if (list.kind === 'map' || items.includes(null)) {
      return refuse(
        'unusual-layout',
        `"${key}" of ${name} is not a list of texts; move it to ${owner} by hand`,
      );
    }
    for (const item of items) if (item !== null) moved.push([key, item]);
  }
  const steps = moved.map(
    ([key, item]) =>
      (current: ComposeDocument) =>
        editService(current, owner, (draft, target) => {
          const has = itemsOf(entryOf(target.tree, key)?.value).some((known) => scalarText(known) === item);
          return has ? ok(draft) : addToList(draft, target, key, item);
        }),
  );
  const removals = [...MOVED, ...DROPPED].map(
    (key) => (current: ComposeDocument) =>
      editService(current, name, (draft, target) => removeKey(draft, target, key)),
  );
  const join = (current: ComposeDocument): Result<Edits> =>
    editService(current, name, (draft, target) => writeMode(draft, target, { kind: 'service', of: owner }));
  return chain(document, [...steps, ...removals, join]);
}

function reduce(topology: Topology, name: string, ownerName: string): Topology {
  const service = topology.services.get(name);
  const owner = topology.services.get(ownerName);
  if (!service || !owner) return topology;
  const known = new Set(owner.ports.map((port) => port.raw));
  const given = withService(topology, ownerName, {
    ports: [...owner.ports, ...service.ports.filter((port) => !known.has(port.raw))],
    expose: [...owner.expose, ...service.expose.filter((port) => !owner.expose.includes(port))],
    dns: [...owner.dns, ...service.dns.filter((server) => !owner.dns.includes(server))],
    extraHosts: [
      ...owner.extraHosts,
      ...service.extraHosts.filter((host) => !owner.extraHosts.some((other) => other.key === host.key)),
    ],
  });
  return withService(given, name, {
    ports: [],
    expose: [],
    dns: [],
    extraHosts: [],
    hostname: null,
    links: [],
  });
}

export const handOver = { plan, reduce };
