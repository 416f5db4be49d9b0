// Deleting a network: members with another network are detached, the operation says where the others go.

import { type Result, refuse } from '../../../text/result.ts';
import { modeNetwork } from '../../docker-name-of.ts';
import type { ComposeDocument } from '../../document.ts';
import { nameList } from '../../name-list.ts';
import type { Network, Service, Topology } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { networkField, otherNetwork } from '../field.ts';
import { type Detach, detach } from '../membership/detach.ts';
import { type Mode, mode } from '../membership/mode.ts';
import { type Move, move } from '../membership/move.ts';
import { operationKind } from '../operation-kind.ts';
import { chain, onEach } from '../steps/chain.ts';
import { networkOf } from '../steps/edit-entity.ts';
import { undeclare, usedAnchors } from '../steps/remove-entity.ts';

declare module '../operation.ts' {
  interface Operations {
    'remove-network': RemoveNetwork;
  }
}

interface RemoveNetwork {
  readonly type: 'remove-network';
  readonly network: string;
  /** The target of services that have no other network: `none`, `default` or a network's name; null refuses while there are any. */
  readonly soleMembers: string | null;
}

const removeNetwork = operationKind<RemoveNetwork>({
  type: 'remove-network',
  effect:
    'Removes a network; refused (`sole-members`) while it is the only one of a service (by `network_mode`, too), unless the second field says where such services go.',
  replaces: true,
  fields: [
    networkField,
    {
      usage: '[:none|default|OTHER]',
      parse: (text = '') => ({ soleMembers: text === '' ? null : text }),
      format: ({ soleMembers }) => soleMembers ?? null,
      examples: (place) => [
        { soleMembers: 'none' },
        { soleMembers: 'default' },
        { soleMembers: otherNetwork(place) },
      ],
    },
  ],
  keys: [],
  plan(document, { network: name, soleMembers }) {
    const known = networkOf(document, name);
    if (!known.ok) return known;
    if (soleMembers !== null && soleMembers !== 'none' && soleMembers !== 'default') {
      const other = networkOf(document, soleMembers);
      if (!other.ok) return other;
    }
    if (soleMembers === name) return refuse('same-network', `${name} is being removed; name another network`);
    const members = membersOf(document.topology, known.value);
    const sole = members.filter(
      (service) => service.attachments.length === 1 || service.mode.kind === 'network',
    );
    if (sole.length > 0 && soleMembers === null) return refuseSole(document, name, sole);
    const leave = onEach(members, (current, service) =>
      planDeparture(current, departureOf(service, name, soleMembers)),
    );
    if (known.value.origin !== 'declared') return leave(document);
    const [anchor] = usedAnchors(document, 'network', name);
    if (anchor !== undefined) {
      return refuse(
        'anchor-holder',
        `${name} holds the anchor &${anchor}, which others use; move it under an "x-" key first`,
      );
    }
    return chain(document, [leave, (current) => undeclare(current, 'network', name)]);
  },
});

export const operations = [removeNetwork];

/**
 * Returns the members of a network, including services that name it in `network_mode` (A20), unless the network exists without its
 * declaration.
 */
function membersOf(topology: Topology, { name, external }: Network): readonly Service[] {
  return [...topology.services.values()].filter(
    (service) =>
      service.attachments.some((attachment) => attachment.network === name) ||
      (external !== true && modeNetwork(topology, service.mode) === name),
  );
}

function planDeparture(document: ComposeDocument, operation: Move | Detach | Mode): Planned {
  switch (operation.type) {
    case 'move':
      return move.plan(document, operation);
    case 'detach':
      return detach.plan(document, operation);
    case 'mode':
      return mode.plan(document, operation);
  }
}

function departureOf(service: Service, network: string, soleMembers: string | null): Move | Detach | Mode {
  if (service.mode.kind === 'network') {
    const closed = soleMembers === 'none' || soleMembers === null;
    const wanted = closed
      ? { kind: 'none' as const }
      : { kind: 'networks' as const, networks: [soleMembers] };
    return { type: 'mode', service: service.name, mode: wanted };
  }
  const goes = service.attachments.length === 1 && soleMembers !== null;
  if (!goes || soleMembers === 'none' || soleMembers === 'default') {
    const last = goes && (soleMembers === 'none' || soleMembers === 'default') ? soleMembers : null;
    return { type: 'detach', service: service.name, network, last };
  }
  return { type: 'move', service: service.name, from: network, to: soleMembers };
}

function refuseSole(document: ComposeDocument, name: string, sole: readonly Service[]): Result<never> {
  const names = nameList(sole.map((service) => service.name));
  const others = [...document.topology.networks.values()].filter(
    (network) => network.origin === 'declared' && network.name !== name && network.name !== 'default',
  );
  return refuse(
    'sole-members',
    `${names} ${sole.length === 1 ? 'has' : 'have'} no other network than ${name}`,
    [
      { label: 'closed: no network at all', operation: `remove-network=${name}:none` },
      { label: "the project's default network, with a way out", operation: `remove-network=${name}:default` },
      ...others.map((network) => ({
        label: `to ${network.name}`,
        operation: `remove-network=${name}:${network.name}`,
      })),
    ],
  );
}
