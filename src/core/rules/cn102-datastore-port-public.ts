// CN102. Owns: datastore, broker and control-plane ports that answer beyond the host.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { covers, expectedPorts } from '../intents/check-exposed.ts';
import {
  closePortFixes,
  dependsOnUnset,
  everyAddress,
  isKnownDataPort,
  openPublishes,
  portText,
  publishCause,
} from './facts/publishes.ts';

export const cn102: Rule = {
  id: 'CN102',
  slug: 'datastore-port-public',
  title: 'Datastore, broker or control-plane port is reachable from outside the host',
  why: 'Databases, brokers and container APIs are searched for all day and seldom meant to face a network. Services of this file need no published port to reach them: a shared network is enough.',
  severity: 'error',
  source: 'O1; OWASP Docker Security 5a',
  *check(context) {
    const { reach, needs } = context;
    const expected = expectedPorts(context.workspace) ?? [];
    for (const view of context.checked.values()) {
      const { service, tierDeclared } = view;
      const { name } = service;
      const ports = openPublishes(view).filter(
        (port) =>
          isWildcardAddress(port.hostIp) &&
          isKnownDataPort(view, port) &&
          !dependsOnUnset(service, port.index) &&
          !expected.some((listed) =>
            covers(listed, { service: name, port: port.hostPort, protocol: port.protocol }),
          ),
      );
      const [first] = ports;
      if (!first) continue;
      const near = new Set(
        needs
          .to(name)
          .map(({ from }) => from)
          .filter((from) => reach.facts.has(from) && reach.direct(from, name) === true),
      );
      const list = new Set(ports.map((port) => port.hostPort || String(port.containerPort)));
      const rest = near.size > 0 ? ` ${nameList([...near])} can reach it without the published port.` : '';
      yield {
        certainty: tierDeclared ? 'certain' : 'inferred',
        subjects: [name],
        message: `${name} publishes ${nameList([...list])} on ${everyAddress(ports)}, and it keeps data or control.${rest}`,
        at: ['services', name, 'ports', first.index],
        fixes: closePortFixes(context, service, ports),
        evidence: ports.map(portText),
        group: publishCause(name),
        parts: ports.map((port) => ['CN102', name, portText(port)]),
      };
    }
  },
};
