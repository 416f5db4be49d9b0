// CN101. Owns: ports that answer on every address of the host. Data ports are CN102, dead ones CN104 and CN105.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { isWorldPort } from '../images/port-meaning.ts';
import { expectedPorts } from '../intents/check-exposed.ts';
import type { Published } from '../reach/reach-model.ts';
import {
  dependsOnUnset,
  everyAddress,
  isForWorld,
  isKnownDataPort,
  isTunnelEnd,
  loopbackFixes,
  openPublishes,
  portItems,
  portText,
} from './facts/publishes.ts';
import { exposedFixes, isForEverybody } from './fixes/exposed-fix.ts';

const webPorts: ReadonlySet<number> = new Set([80, 443]);

export const cn101: Rule = {
  id: 'CN101',
  slug: 'port-on-all-interfaces',
  title: 'Port is published on every host interface',
  why: "A port without an address answers on every interface of the host, past most host firewalls, since Docker's own rules come first. What only this machine needs belongs on 127.0.0.1.",
  severity: 'warning',
  source: 'O1; OWASP Docker Security 5a; CIS Docker 5.14',
  *check(context) {
    // A file that states what may be reached from outside is checked by that (CN701).
    if (expectedPorts(context.workspace) !== null) return;
    for (const view of context.checked.values()) {
      const { service, tier, tierDeclared } = view;
      const { name } = service;
      const ports = openPublishes(view).filter(
        (port) =>
          isWildcardAddress(port.hostIp) &&
          !isKnownDataPort(view, port) &&
          !isTunnelEnd(service, port) &&
          !dependsOnUnset(service, port.index),
      );
      const [first] = ports;
      if (!first) continue;
      const web = ports.every((port) => webPorts.has(port.containerPort));
      const expected = (web && tierDeclared && tier === 'edge') || isItsWork(service, ports);
      const guessed =
        ports.some((port) => port.reachableFrom === 'unknown') ||
        portItems(service, ports).some((item) => item.unset.length > 0);
      const list = new Set(ports.map((port) => port.hostPort || `a random port for ${port.containerPort}`));
      yield {
        severity: expected ? 'info' : 'warning',
        certainty: guessed ? 'inferred' : 'certain',
        subjects: [name],
        message: `${name} publishes ${nameList([...list])} on ${everyAddress(ports)}.${randomNote(ports)}`,
        at: ['services', name, 'ports', first.index],
        fixes: fixesFor(context, service, ports),
        evidence: ports.map(portText),
        parts: ports.map((port) => ['CN101', name, portText(port)]),
      };
    }
  },
};

/** What a proxy, a mail server or a name server is open for: ports that everybody uses, at their own numbers. */
function isItsWork({ image }: Service, ports: readonly Published[]): boolean {
  const kind = catalogueEntry(image)?.kind;
  if (kind !== 'proxy' && kind !== 'mail' && kind !== 'dns') return false;
  return ports.every(({ hostPort, protocol }) => isWorldPort(Number(hostPort), protocol));
}

/** What a port without a number is mostly written for, and does not take. */
function randomNote(ports: readonly Published[]): string {
  if (ports.some(({ hostPort }) => hostPort !== '')) return '';
  return ' Containers on its networks reach it without the published port.';
}

/** Loopback, and an intent that states the port as open, which comes first for what is meant for everybody. A port for the world is never put on loopback. */
function fixesFor(context: RuleContext, service: Service, ports: readonly Published[]): readonly Fix[] {
  const ownPublished = ports.filter((port) => !isForWorld(service, port));
  const numbers = ownPublished.map(({ hostPort, containerPort }) => hostPort || String(containerPort));
  const some = ownPublished.length === ports.length ? '' : nameList([...new Set(numbers)]);
  const [loopback, meant] = [loopbackFixes(service, ownPublished, some), exposedFixes(context)];
  const everybody = ports.some((port) => isForEverybody(service, port));
  return everybody ? [...meant, ...loopback] : [...loopback, ...meant];
}
