// CN101. Owns: ports that answer on every address of the host. Data ports are CN102, dead ones CN104 and CN105.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { expectedPorts } from '../intents/check-exposed.ts';
import type { Published } from '../reach/reach-model.ts';
import {
  dependsOnUnset,
  everyAddress,
  isDataPort,
  isMeantForWorld,
  isResolver,
  isVpnEndpoint,
  loopbackFixes,
  openPublishes,
  portItems,
  portText,
} from './facts/publishes.ts';
import { hostNote, hostParts } from './facts/strangers.ts';
import { exposedFixes, isForEverybody } from './fixes/exposed-fix.ts';

const webPorts: ReadonlySet<number> = new Set([80, 443]);

export const rule: Rule = {
  id: 'CN101',
  slug: 'port-on-all-interfaces',
  title: 'Port is published on every host interface',
  why: "A port published without an address listens on every interface of the host. Docker's own rules come before those of most host firewalls, so the firewall does not block it. A port that only this machine needs belongs on 127.0.0.1.",
  severity: 'warning',
  raisedIn: ['strict', 'cis'],
  loweredTo: { homelab: 'info' },
  quietOn: 'ports that everybody is meant to reach: the web, mail, media, tunnels',
  source: 'O1; OWASP Docker Security 5a; CIS Docker 5.14',
  *check(context) {
    // CN701 checks a file that declares its exposed ports.
    if (expectedPorts(context.workspace) !== null) return;
    for (const view of context.checked.values()) {
      const { service } = view;
      const ports = openPublishes(view).filter(
        (port) =>
          isWildcardAddress(port.hostIp) &&
          !isDataPort(view, port) &&
          !isVpnEndpoint(service, port) &&
          !dependsOnUnset(service, port.index),
      );
      const resolver = ports.filter((port) => isResolver(service, port));
      const world = ports.filter((port) => isMeantForWorld(service, port) && !resolver.includes(port));
      const others = ports.filter((port) => !world.includes(port) && !resolver.includes(port));
      if (others.length > 0) yield reportOf(context, view, others);
      else if (resolver.length > 0) yield openResolver(context, view, resolver);
      else if (world.length > 0) yield { ...reportOf(context, view, world), severity: 'info', quiet: true };
    }
  },
};

function reportOf(context: RuleContext, view: ServiceView, ports: readonly Published[]): Report {
  const { service, tier, tierDeclared } = view;
  const web = ports.every((port) => webPorts.has(port.containerPort));
  const list = new Set(ports.map((port) => port.hostPort || `a random port for ${port.containerPort}`));
  return {
    ...placeOf(service, ports),
    severity: web && tierDeclared && tier === 'edge' ? 'info' : 'warning',
    message: `${service.name} publishes ${nameList([...list])} on ${everyAddress(ports)}.${randomNote(ports)}${hostNote(context, service.name)}`,
    fixes: fixesFor(context, service, ports),
    parts: [
      ...ports.map((port) => ['CN101', service.name, portText(port)]),
      ...hostParts(context, view, ports),
    ],
  };
}

/** Returns the report on an open resolver: on the Internet, its answers to forged senders flood a victim. */
function openResolver(context: RuleContext, view: ServiceView, ports: readonly Published[]): Report {
  const { service } = view;
  return {
    ...placeOf(service, ports),
    severity: 'info',
    certainty: 'inferred',
    message: `${service.name} answers DNS on ${everyAddress(ports)}: if the Internet reaches port ${nameList([...new Set(ports.map(({ hostPort }) => hostPort || '53'))])}, it is an open resolver, which attackers use to flood their targets. Bind it to the LAN address.`,
    fixes: exposedFixes(context),
    parts: ports.map((port) => ['CN101', service.name, portText(port)]),
  };
}

function placeOf(
  service: Service,
  ports: readonly Published[],
): Pick<Report, 'subjects' | 'at' | 'certainty' | 'evidence'> {
  const guessed =
    ports.some((port) => port.reachableFrom === 'unknown') ||
    portItems(service, ports).some((item) => item.unset.length > 0);
  return {
    certainty: guessed ? 'inferred' : 'certain',
    subjects: [service.name],
    at: ['services', service.name, 'ports', ports[0]?.index ?? 0],
    evidence: ports.map(portText),
  };
}

/** Returns a note when the host picks all ports: containers on the networks need no published port. '' otherwise. */
function randomNote(ports: readonly Published[]): string {
  if (ports.some(({ hostPort }) => hostPort !== '')) return '';
  return ' Containers on its networks reach it without the published port.';
}

/**
 * Returns the fixes: bind to loopback, or state the port as intended. The intent comes first for a port that everybody is expected to use,
 * which is never bound to loopback.
 */
function fixesFor(context: RuleContext, service: Service, ports: readonly Published[]): readonly Fix[] {
  if (ports.every((port) => isMeantForWorld(service, port))) return exposedFixes(context);
  const all = isAllPublished(service, ports);
  const numbers = ports.map(({ hostPort, containerPort }) => hostPort || String(containerPort));
  const some = all ? '' : nameList([...new Set(numbers)]);
  const [loopback, meant] = [loopbackFixes(service, ports, some), exposedFixes(context)];
  const everybody = ports.some((port) => isForEverybody(service, port));
  return everybody ? [...meant, ...loopback] : [...loopback, ...meant];
}

/** True when these are all ports that the service publishes. */
function isAllPublished({ ports: items }: Service, ports: readonly Published[]): boolean {
  const indexes = new Set(ports.map(({ index }) => index));
  return items.every(({ index }) => indexes.has(index));
}
