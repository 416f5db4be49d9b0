// Taking a service off a network. Leaving the last one needs a choice: falling back to `default` would open a way out.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { deref, entriesOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { attachedField, serviceField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService, networkOf } from '../steps/edit-entity.ts';
import { ownNetworks } from '../steps/memberships.ts';
import { removeKey } from '../steps/service-keys.ts';
import { writeMode } from '../steps/write-mode.ts';

declare module '../operation.ts' {
  interface Operations {
    detach: Detach;
  }
}

export interface Detach {
  readonly type: 'detach';
  readonly service: string;
  readonly network: string;
  /** The mode of a service that leaves its last network; null refuses that (`last-network`). */
  readonly last: 'none' | 'default' | null;
}

export const detach = operationKind<Detach>({
  type: 'detach',
  effect: 'Disconnects a service from a network; the third field answers `last-network`.',
  replaces: true,
  fields: [
    serviceField,
    attachedField,
    {
      usage: '[:none|default]',
      parse: (text = '') =>
        text === '' ? { last: null } : text === 'none' || text === 'default' ? { last: text } : null,
      format: ({ last }) => last ?? null,
      examples: () => [{ last: 'none' }, { last: 'default' }],
    },
  ],
  keys: ['networks', 'network_mode'],
  plan(document, { service: name, network, last }) {
    const known = network === 'default' ? null : networkOf(document, network);
    const attached = document.topology.services
      .get(name)
      ?.attachments.some((attachment) => attachment.network === network);
    if (known && !known.ok && !attached) return known;
    return editService(document, name, (draft, service) => {
      if (!service.attachments.some((attachment) => attachment.network === network)) return ok(draft);
      if (service.attachments.length > 1) return removeAttachment(draft, service, network);
      switch (last) {
        case 'none':
          return writeMode(draft, service, { kind: 'none' });
        case 'default':
          return network === 'default' ? ok(draft) : removeKey(draft, service, 'networks');
        case null:
          return refuseLastNetwork(service, network);
      }
    });
  },
});

export const operations = [detach];

function refuseLastNetwork(service: Service, network: string): Result<never> {
  const { name } = service;
  const choices = [{ label: 'closed: no network at all', operation: `detach=${name}:${network}:none` }];
  if (network !== 'default') {
    const label = "the project's default network, with a way out to the outside";
    choices.push({ label, operation: `detach=${name}:${network}:default` });
  }
  return refuse(
    'last-network',
    `${network} is the last network of ${name}; choose what happens to it`,
    choices,
  );
}

/** Removes one of several memberships from the list or mapping of networks. */
export function removeAttachment(draft: Draft, service: Service, network: string): Result<Draft> {
  const left = service.attachments
    .map((attachment) => attachment.network)
    .filter((attached) => attached !== network);
  const entry = ownNetworks(service, left);
  if (!entry.ok) return entry;
  const value = deref(entry.value?.value);
  const path = [...draft.path, 'networks'];
  if (value?.kind === 'map') {
    const ownTreeEntry = entriesOf(value).find((item) => item.key === network);
    if (ownTreeEntry?.merged)
      return refuse('merged-in', `${network} of ${service.name} comes from an anchor`);
    return change(draft, { do: 'remove', path: [...path, network] });
  }
  const items = itemsOf(value);
  const written = items.flatMap((item, index) => (scalarText(item) === network ? [index] : []));
  // If the network is named twice, once by a variable, the service would still be on it.
  if (written.length === 0 || items.length - written.length > left.length)
    return refuse('interpolated', `${network} of ${service.name} is written with a variable`);
  let result: Result<Draft> = ok(draft);
  for (const index of written.reverse()) {
    if (!result.ok) return result;
    result = change(result.value, { do: 'remove', path: [...path, index] });
  }
  return result;
}
