// The operations that are timed: another kind on another service in each round.

import type { Operation } from '../src/core/compose/operations/operation.ts';
import type { Service } from '../src/core/compose/topology.ts';
import type { Workspace } from '../src/core/compose/workspace/workspace.ts';

/** Returns the operation of a round; every fifth one attaches a service to a network. */
export function operationAt({ topology }: Workspace, round: number): Operation {
  const attached = [...topology.services.values()].filter(
    ({ mode, attachments }) => mode.kind === 'networks' && attachments.length > 0,
  );
  const target = attached[Math.floor((attached.length * ((round % 9) + 1)) / 11)];
  if (!target) throw new Error('the stack has no service on a network');
  const service = target.name;
  switch (round % 5) {
    case 0:
      return { type: 'attach', service, network: otherNetwork(target, [...topology.networks.keys()]) };
    case 1:
      return {
        type: 'publish',
        service,
        port: { hostIp: '127.0.0.1', hostPort: '9999', containerPort: '9999', protocol: 'tcp' },
      };
    case 2:
      return { type: 'env', service, key: 'EXTRA', value: 'yes' };
    case 3:
      return { type: 'depends', service, target: topology.services.keys().next().value ?? '' };
    default:
      return { type: 'image', service, image: 'registry.example/other:2' };
  }
}

function otherNetwork({ attachments }: Service, networks: readonly string[]): string {
  const own = new Set(attachments.map(({ network }) => network));
  const other = networks.find((network) => !own.has(network));
  if (other === undefined) throw new Error('the stack has no other network');
  return other;
}
