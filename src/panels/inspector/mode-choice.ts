// The four container types as operations on `network_mode` and `networks`.

import { namespaceOwner } from '../../core/compose/network-namespaces.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Service, Topology } from '../../core/compose/topology.ts';

export type ModeChoice = 'closed' | 'bridged' | 'joined' | 'open';

/** The type a service has now; null where the file does not tell. */
export function modeChoiceOf(service: Service): ModeChoice | null {
  switch (service.mode.kind) {
    case 'none':
      return 'closed';
    case 'networks':
    case 'bridge':
    case 'network':
      return 'bridged';
    case 'service':
    case 'container':
      return 'joined';
    case 'host':
      return 'open';
    case 'unknown':
      return null;
  }
}

/** Networks for a service that gets some again: those of the owner it leaves, else the first lane. */
function lanesFor(service: Service, topology: Topology): readonly string[] {
  const owner = namespaceOwner(topology, service);
  const owned = owner?.attachments.map(({ network }) => network) ?? [];
  if (owned.length > 0) return owned;
  const [first] = [...topology.networks.values()].filter(({ origin }) => origin === 'declared');
  return first === undefined ? [] : [first.name];
}

/** The operations for closed, bridged and open; joining needs an owner and is asked for apart. */
export function modeOperations(
  choice: Exclude<ModeChoice, 'joined'>,
  service: Service,
  topology: Topology,
): readonly Operation[] {
  const { name } = service;
  switch (choice) {
    case 'closed':
      return [{ type: 'mode', service: name, mode: { kind: 'none' } }];
    case 'open':
      return [{ type: 'mode', service: name, mode: { kind: 'host' } }];
    case 'bridged': {
      const networks = lanesFor(service, topology);
      if (networks.length > 0) return [{ type: 'mode', service: name, mode: { kind: 'networks', networks } }];
      return [
        { type: 'add-network', network: 'front', internal: false },
        { type: 'mode', service: name, mode: { kind: 'networks', networks: ['front'] } },
      ];
    }
  }
}
