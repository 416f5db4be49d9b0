// Connecting a service to one more network.

import { ok, type Refusal, type Result, refuse } from '../../../text/result.ts';
import { addToShared } from '../../../yaml/add-entry.ts';
import { deref, entriesOf, itemsOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service, Topology } from '../../topology.ts';
import { keySharers } from '../anchors/shared-key.ts';
import { serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService, networkOf } from '../steps/edit-entity.ts';
import { ownNetworks, refuseProvider } from '../steps/memberships.ts';
import { setKey } from '../steps/service-keys.ts';
import { editFile } from '../steps/whole-file.ts';

declare module '../operation.ts' {
  interface Operations {
    attach: Attach;
  }
}

export interface Attach {
  readonly type: 'attach';
  readonly service: string;
  readonly network: string;
  /** True to change the anchor that holds the networks, and with it all services that share it. */
  readonly shared?: boolean;
}

const attach = operationKind<Attach>({
  type: 'attach',
  effect:
    'Connects a service to a network; one on the implicit default gets `[default, NETWORK]`. `shared` changes the anchor that holds the networks, and with it all services that share it.',
  fields: [
    serviceField,
    textField('network', ':NETWORK', ({ topology }) => [...topology.networks.keys()]),
    {
      usage: '[:shared]',
      parse: (text = '') => (text === '' ? {} : text === 'shared' ? { shared: true } : null),
      format: ({ shared }) => (shared ? 'shared' : null),
      examples: () => [{}],
    },
  ],
  keys: ['networks'],
  plan(document, { service: name, network, shared }) {
    if (network !== 'default') {
      const known = networkOf(document, network);
      if (!known.ok) return known;
    }
    const sharers = sharersOf(document.topology, name);
    const providers = sharers.flatMap((service) => refuseProvider(service) ?? []);
    if (shared && providers[0]) return providers[0];
    if (shared && sharers.length > 0) {
      if (
        sharers.every((service) => service.attachments.some((attachment) => attachment.network === network))
      )
        return ok([]);
      const write = (current: ComposeDocument) =>
        editFile(current, (slice) => addToShared(slice, ['services', name], 'networks', network));
      return ok([
        { do: 'text', at: sharers.map((service) => ['services', service.name, 'networks']), write },
      ]);
    }
    const planned = editService(document, name, (draft, service) => {
      const provider = refuseProvider(service);
      if (provider) return provider;
      if (service.mode.kind !== 'networks') return refuseNetworkMode(service, network);
      if (service.attachments.some((attachment) => attachment.network === network)) return ok(draft);
      return writeAttachment(draft, service, network);
    });
    if (sharers.length < 2 || (planned.ok && planned.value.length === 0)) return planned;
    // A service that holds the anchor itself can be edited, but that changes the others, too.
    const refused = planned.ok
      ? refuse('alias-shared', `${name} shares its networks with others by an anchor`)
      : planned;
    return providers.length > 0 ? refused : offerAnchor(refused.error, name, network, sharers.length);
  },
});

export const operations = [attach];

function sharersOf(topology: Topology, name: string): readonly Service[] {
  const service = topology.services.get(name);
  return service ? keySharers(topology, service, 'networks') : [];
}

/** Adds to a refusal the choice of changing the anchor, with the number of services that would change. */
function offerAnchor(refusal: Refusal, name: string, network: string, count: number): Result<never> {
  const choice = {
    label: `the anchor: changes ${count} services`,
    operation: `attach=${name}:${network}:shared`,
  };
  return refuse(refusal.code, refusal.message, [...refusal.choices, choice]);
}

/** Returns the refusal for a service with a `network_mode` (A2); its choice is the operation that gives the service networks. */
export function refuseNetworkMode(service: Service, network: string): Result<never> {
  const { mode, name } = service;
  const how =
    mode.kind === 'service' || mode.kind === 'container'
      ? `joined to ${mode.of}`
      : mode.kind === 'network'
        ? `put on ${mode.of} by its network_mode`
        : `in mode ${mode.kind}`;
  const choice = { label: `give it networks of its own`, operation: `mode=${name}:networks:${network}` };
  return refuse('network-mode', `${name} is ${how}, so it has no networks of its own`, [choice]);
}

function writeAttachment(draft: Draft, service: Service, network: string): Result<Draft> {
  const entry = ownNetworks(service, [
    ...service.attachments.map((attachment) => attachment.network),
    network,
  ]);
  if (!entry.ok) return entry;
  const value = deref(entry.value?.value);
  const path = [...draft.path, 'networks'];
  if (value?.kind === 'map' && entriesOf(value).length > 0) {
    return change(draft, { do: 'add', path, key: network, value: value.flow ? {} : null });
  }
  if (value?.kind === 'seq' && itemsOf(value).length > 0) {
    return change(draft, { do: 'append', path, value: network });
  }
  // A3: it was on the implicit default, and stays there.
  return setKey(draft, service, 'networks', ['default', network]);
}
