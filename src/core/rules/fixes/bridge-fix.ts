// The fix that takes a service off the host's network: a bridge, and its known ports on the host's loopback.

import { isWildcardAddress } from '../../compose/bind-addresses.ts';
import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { PortSpec } from '../../compose/operations/steps/port-text.ts';
import { rangeText } from '../../compose/project/ports/port-range.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { catalogueEntry, knownPorts } from '../../images/catalogue.ts';
import { loopbackOperations } from '../facts/publishes.ts';

/** Returns the fixes of `bridgeFixes` with the networks that the stated needs require, since the way over the host ends with the fix. */
export function bridgeBesideNeeds({ needs, topology, reach }: RuleContext, service: Service): readonly Fix[] {
  const networks = ['default'];
  const others = [
    ...needs.from(service.name).map(({ to }) => to),
    ...needs.to(service.name).map(({ from }) => from),
  ];
  for (const other of others) {
    const owner = topology.services.get(reach.facts.get(other)?.owner ?? other);
    const [first, ...rest] = (owner?.attachments ?? []).map(({ network }) => network);
    if (first !== undefined && ![first, ...rest].some((each) => networks.includes(each)))
      networks.push(first);
  }
  return networks.length === 1 ? bridgeFixes(service) : fixesOn(service, networks);
}

/** Moves an open service to the default network and publishes its known ports for this host only; none when its ports cannot be bound. */
export const bridgeFixes = memoize((service: Service): readonly Fix[] => fixesOn(service, ['default']));

function fixesOn(service: Service, networks: readonly string[]): readonly Fix[] {
  const kind = catalogueEntry(service.image)?.kind;
  // These services work on the host's interfaces.
  if (kind === 'network-tool' || kind === 'collector') return [];
  // A11: ports without effect take effect with the change.
  const alive = service.ports.filter((item) => item.bindings.some(({ hostIp }) => isWildcardAddress(hostIp)));
  const binds = loopbackOperations(service, alive);
  if (!binds) return [];
  const operations: Operation[] = [
    { type: 'mode', service: service.name, mode: { kind: 'networks', networks } },
    ...binds,
  ];
  const stated = new Set(
    service.ports.flatMap(({ bindings }) => bindings.map(({ containerPort }) => String(containerPort))),
  );
  // Ports known only from its image were open without being published, and would become unreachable.
  const known = [...knownPorts(service).map(rangeText), ...imagePorts(service)];
  const ports = [...new Set(known)].filter((port) => !stated.has(port));
  for (const port of ports) operations.push({ type: 'publish', service: service.name, port: loopback(port) });
  const unknown =
    service.ports.length === 0
      ? ': its ports, which are unknown here, are then unreachable from outside'
      : '';
  const title =
    ports.length > 0 ? `Use a bridge, publish ${nameList(ports)} on 127.0.0.1` : `Use a bridge${unknown}`;
  return [{ title, safe: false, operations }];
}

/** Returns the TCP ports of an image. */
function imagePorts({ image }: Service): readonly string[] {
  return (catalogueEntry(image)?.ports ?? []).map(String);
}

function loopback(port: string): PortSpec {
  return {
    hostIp: '127.0.0.1',
    hostPort: port,
    containerPort: port,
    protocol: 'tcp',
  };
}
