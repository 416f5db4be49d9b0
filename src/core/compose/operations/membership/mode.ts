// Setting how a service is networked: closed, open, on the default bridge, joined, or on networks of its own.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { renameKey } from '../../../yaml/rename-key.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { entriesOf, entryOf, itemsOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { joinedService, namespaceOwner } from '../../network-namespaces.ts';
import type { Service } from '../../topology.ts';
import { change, type Draft } from '../steps/draft.ts';
import { editService, networkOf } from '../steps/edit-entity.ts';
import { plainAttachment, withService } from '../steps/expect-model.ts';
import { handOver } from './hand-over.ts';
import type { ModeSpec } from '../operation.ts';
import type { Planner } from '../planner.ts';
import { refuseProvider } from './refuse-provider.ts';
import { removeKey } from '../steps/service-keys.ts';

export const mode: Planner<'mode'> = {
  plan(document, { service: name, mode: wanted }) {
    const present = document.topology.services.get(name);
    if (present && isAlready(present, wanted) && ownerOnlyKeys(present).length === 0) return ok([]);
    const refused = refuseWanted(document, name, wanted);
    if (refused) return refused;
    if (wanted.kind === 'service' && wanted.handOver)
      return handOver.plan(document, name, wanted.of, writeMode);
    return editService(document, name, (draft, service) => {
      if (isAlready(service, wanted)) return ok(draft);
      if (wanted.kind !== 'host' || !wanted.dropLinks) return writeMode(draft, service, wanted);
      const unlinked = removeKey(draft, service, 'links');
      return unlinked.ok ? writeMode(unlinked.value, service, wanted) : unlinked;
    });
  },
  reduce(topology, { service: name, mode: wanted }) {
    if (wanted.kind === 'networks') {
      const attachments = wanted.networks.map(plainAttachment);
      const service = topology.services.get(name);
      if (service && isAlready(service, wanted)) return topology;
      return withService(topology, name, { mode: { kind: 'networks' }, attachments, networksAndMode: false });
    }
    if (wanted.kind === 'host' && wanted.dropLinks) {
      return withService(topology, name, {
        mode: { kind: 'host' },
        attachments: [],
        networksAndMode: false,
        links: [],
      });
    }
    if (wanted.kind !== 'service') {
      return withService(topology, name, {
        mode: { kind: wanted.kind },
        attachments: [],
        networksAndMode: false,
      });
    }
    const joined = {
      mode: { kind: 'service', of: wanted.of } as const,
      attachments: [],
      networksAndMode: false,
    };
    if (!wanted.handOver) return withService(topology, name, joined);
    return withService(handOver.reduce(topology, name, wanted.of), name, joined);
  },
};

function isAlready(service: Service, wanted: ModeSpec): boolean {
  if (service.mode.kind !== wanted.kind || service.networksAndMode) return false;
  if (wanted.kind === 'service') return service.mode.kind === 'service' && service.mode.of === wanted.of;
  if (wanted.kind !== 'networks') return true;
  const names = service.attachments.map((attachment) => attachment.network);
  return (
    names.length === wanted.networks.length && wanted.networks.every((network) => names.includes(network))
  );
}

/** What the Engine or Compose would refuse, said before. */
function refuseWanted(document: ComposeDocument, name: string, wanted: ModeSpec): Result<never> | null {
  const service = document.topology.services.get(name);
  if (!service) return refuse('unknown-service', `there is no service "${name}"`);
  const provider = refuseProvider(service);
  if (provider) return provider;
  if (wanted.kind === 'networks') {
    for (const network of wanted.networks) {
      const known = network === 'default' ? null : networkOf(document, network);
      if (known && !known.ok) return known;
    }
    return null;
  }
  if (wanted.kind === 'host' && service.links.length > 0 && !wanted.dropLinks) {
    // A13
    return refuse(
      'host-links',
      `${name} has links, which the Engine refuses in host mode; remove them first`,
      [{ label: 'remove the links and open it', operation: `mode=${name}:host:drop-links` }],
    );
  }
  return wanted.kind === 'service'
    ? refuseJoin(document, service, wanted.of, wanted.handOver === true)
    : null;
}

function refuseJoin(
  document: ComposeDocument,
  service: Service,
  of: string,
  hand: boolean,
): Result<never> | null {
  const { services } = document.topology;
  if (!services.has(of)) return refuse('unknown-service', `there is no service "${of}"`);
  const seen = new Set([service.name]);
  for (let next: string | null = of; next !== null; ) {
    if (seen.has(next)) {
      return refuse(
        'namespace-cycle',
        `${service.name} cannot join ${of}: ${of} already depends on its network`,
      );
    }
    seen.add(next);
    const target: Service | undefined = services.get(next);
    next = (target && joinedService(document.topology, target)?.name) ?? null;
  }
  const forbidden = ownerOnlyKeys(service);
  if (hand || forbidden.length === 0) return null;
  // A9
  const message = `a joined service may not have ${forbidden.join(', ')}; the owner of the network has them`;
  const label = `join ${of} and move them there`;
  const target = services.get(of);
  const owned = target !== undefined && namespaceOwner(document.topology, target) !== null;
  const choice = { label, operation: `mode=${service.name}:service:${of}:hand-over` };
  return refuse('owner-only', message, owned ? [choice] : []);
}

/** Keys that only the owner of a network namespace may have (A9), as far as this service has them. */
function ownerOnlyKeys(service: Service): readonly string[] {
  const keys = ['ports', 'expose', 'hostname', 'dns', 'extra_hosts', 'links'];
  return keys.filter((key) => entryOf(service.tree, key) !== null);
}

/** Writes a mode in the place of what said the networking before. */
export function writeMode(draft: Draft, service: Service, wanted: ModeSpec): Result<Draft> {
  const networks = wanted.kind === 'networks';
  const value = networks ? wanted.networks : wanted.kind === 'service' ? `service:${wanted.of}` : wanted.kind;
  const [key, other] = networks ? ['networks', 'network_mode'] : ['network_mode', 'networks'];
  const own = ownKey(service, key);
  const replaced = ownKey(service, other);
  if (!own && replaced) {
    const renamed = change(draft, (slice) => renameKey(slice, [...draft.path, other], key));
    if (!renamed.ok) return renamed;
    return change(renamed.value, (slice) => replaceValue(slice, [...draft.path, key], value));
  }
  const written = change(draft, (slice) =>
    own ? replaceValue(slice, [...draft.path, key], value) : addEntry(slice, draft.path, key, value),
  );
  if (!written.ok) return written;
  const merged = entryOf(service.tree, other);
  if (!merged) return written;
  if (merged.merged === null) return removeKey(written.value, service, other);
  // A2: an empty list here overrides what the anchor brings; a mode cannot be overridden by nothing.
  const holds = entriesOf(merged.value).length + itemsOf(merged.value).length > 0;
  if (networks) return refuse('merged-in', `the network_mode of ${service.name} comes from an anchor`);
  return holds ? change(written.value, (slice) => addEntry(slice, draft.path, 'networks', [])) : written;
}

function ownKey(service: Service, key: string): boolean {
  const entry = entryOf(service.tree, key);
  return entry !== null && entry.merged === null;
}
