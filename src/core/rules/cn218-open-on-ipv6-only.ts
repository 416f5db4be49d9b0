// CN218. Owns: ports that the outside reaches over IPv6 although their IPv4 side is closed. Ports that are open over both are CN101 and
// CN102.

import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import type { Published } from '../reach/reach-model.ts';
import { closePortFixes, isDataPort, openPublishes, portText } from './facts/publishes.ts';

const routedOption = 'com.docker.network.bridge.gateway_mode_ipv6';

export const rule: Rule = {
  id: 'CN218',
  slug: 'open-on-ipv6-only',
  title: 'Port is open on IPv6 and closed on IPv4',
  why: 'People who close a port usually check IPv4 only. IPv6 is filtered separately: a network that is routed for IPv4 keeps the host port open on every IPv6 address, and `[::]` is not an IPv4 address. Even a container without IPv6 on its networks is reachable this way, through the userland proxy.',
  severity: 'warning',
  source: 'F4, O14 (measured)',
  *check(context) {
    for (const view of context.checked.values()) {
      const { service, tierDeclared } = view;
      const { name } = service;
      const open = openPublishes(view);
      if (open.length === 0 || view.networks.every(({ enableIpv4 }) => enableIpv4 === false)) continue;
      const onIpv4 = new Set(open.filter(({ families }) => families.includes('ipv4')).map(targetOf));
      const ports = open.filter((port) => isIpv6Only(port) && !onIpv4.has(targetOf(port)));
      const [first] = ports;
      if (!first) continue;
      const data = ports.some((port) => isDataPort(view, port));
      const list = new Set(ports.map((port) => port.hostPort || String(port.containerPort)));
      yield {
        severity: data ? 'error' : 'warning',
        certainty: data && !tierDeclared ? 'inferred' : 'certain',
        subjects: [name],
        message: `${name} is open on IPv6 and closed on IPv4: ${nameList([...list])} answers at every IPv6 address of the host.`,
        at: ['services', name, 'ports', first.index],
        fixes: fixesFor(context, view, service, ports),
        evidence: ports.map(portText),
        parts: ports.map((port) => ['CN218', name, portText(port)]),
        group: 'published-ports',
      };
    }
  },
};

function isIpv6Only({ reachableFrom, families }: Published): boolean {
  return reachableFrom === 'outside' && families !== 'unknown' && !families.includes('ipv4');
}

function targetOf({ containerPort, protocol }: Published): string {
  return `${containerPort}/${protocol}`;
}

/** Returns the fixes: a routed network is closed as a whole, an address is changed at its port. */
function fixesFor(
  context: RuleContext,
  { networks, facts }: ServiceView,
  service: Service,
  ports: readonly Published[],
): readonly Fix[] {
  if (ports.some(({ hostIp }) => hostIp.includes(':'))) return closePortFixes(context, service, ports);
  const operations = networks
    .filter(({ name }) => name === facts.gateway)
    .map(
      ({ name }): Operation => ({ type: 'driver-opt', network: name, key: routedOption, value: 'routed' }),
    );
  return operations.length === 0 ? [] : [{ title: 'Route IPv6 too', safe: false, operations }];
}
