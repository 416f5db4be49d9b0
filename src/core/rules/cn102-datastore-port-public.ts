// CN102. Owns: ports of data stores, brokers, control interfaces, code runners and file shares that are reachable from outside the host.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { searchedNames } from '../images/catalogue.ts';
import { accessText, publishedMeaning } from '../images/port-meaning.ts';
import { covers, expectedPorts } from '../intents/check-exposed.ts';
import {
  closePortFixes,
  dependsOnUnset,
  everyAddress,
  isDataPort,
  openPublishes,
  portText,
} from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN102',
  slug: 'datastore-port-public',
  title:
    'Port of a data store, of a control interface or of what runs code is reachable from outside the host',
  why: 'Attackers scan for databases, brokers, container APIs, debuggers and file shares all day, and few of these are built to face a network. A debugger or a scheduler runs whatever code it is sent. Services in this file need no published port to reach them: a shared network is enough.',
  severity: 'error',
  loweredTo: { homelab: 'warning' },
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
          isDataPort(view, port) &&
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
      const list = new Set(ports.map((port) => port.hostPort || `a random port for ${port.containerPort}`));
      const meanings = ports.map((port) => publishedMeaning(port, searchedNames(service)));
      const given = [...new Set(meanings.map(accessText))];
      const rest = near.size > 0 ? ` ${nameList([...near])} can reach it without the published port.` : '';
      yield {
        // File shares are opened to a LAN on purpose more often than data stores.
        severity: meanings.every((meaning) => meaning?.use === 'files') ? 'warning' : 'error',
        certainty: tierDeclared ? 'certain' : 'inferred',
        subjects: [name],
        message: `${name} publishes ${nameList([...list])} on ${everyAddress(ports)}: ${nameList(given)}.${rest}`,
        at: ['services', name, 'ports', first.index],
        fixes: closePortFixes(context, service, ports),
        evidence: ports.map(portText),
        parts: ports.map((port) => ['CN102', name, portText(port)]),
      };
    }
  },
};
