// CN404. Owns: addresses on the loopback in settings where another service of the file listens. Health checks use their own loopback on
// purpose.

import { memoize } from '../compose/memoize.ts';
import { claimedPorts, holdsPort, type PortRange } from '../compose/project/ports/port-range.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { listeningPorts, listeningRange, searchedNames } from '../images/catalogue.ts';
import { isDataPortNumber } from '../images/port-meaning.ts';
import { findLoopbackReferences, type LoopbackReference } from '../needs/find-loopback-references.ts';
import { isOpen } from './facts/networks.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { references } from './facts/read-keys.ts';
import { replaceInSetting } from './fixes/replace-in-setting.ts';

/** Settings that a browser or another machine reads, for which localhost is that machine. */
const browserSettings =
  /PUBLIC|VITE_|REACT_APP|BROWSER|EXTERNAL|ORIGIN|CORS|ALLOW|REDIRECT|CALLBACK|SITE|(?<!DATA)BASE_?URL|APP_URL|ROOT_?URL|FRONT|CLIENT|ADVERTISED|HOMEPAGE|DOMAIN|WEB_?URL|LISTEN|BIND/i;

/** Settings by which one program finds another. */
const serverSettings =
  /INTERNAL|UPSTREAM|BACKEND|PROXY|(?:^|_)(?:HOSTS?|ADDR(?:ESS)?|SERVERS?|ENDPOINTS?|BROKERS?)$/i;

export const rule: Rule = {
  id: 'CN404',
  slug: 'reference-loopback',
  title: 'localhost in a URL means this container, not the other service',
  why: 'Each container has its own loopback. An address that worked while everything ran on one machine leads nowhere once each part has its own container.',
  severity: 'warning',
  source: 'C1 (measured)',
  reads: references,
  *check(context) {
    for (const [name, view] of context.checked) {
      const references = referencesOf(view.service);
      if (references.length === 0 || isOpen(view)) continue;
      for (const reference of references) {
        const target = targetOf(context, name, reference.port);
        if (target === null || isForBrowsers(context, reference, target)) continue;
        yield {
          certainty: 'inferred',
          subjects: [name, target.service],
          message: `${name} expects ${target.service} at ${reference.address} (${reference.place}), which is ${name} itself. Its address here is ${target.service}:${target.port}.`,
          at: reference.at,
          fixes: fixesFor(context, view.service, reference, target),
          evidence: [reference.place, String(reference.port), target.service],
        };
      }
    }
  },
};

const referencesOf = memoize((service: Service): readonly LoopbackReference[] => {
  const found: LoopbackReference[] = [];
  for (const reference of findLoopbackReferences(service)) {
    if (reference.place === 'healthcheck' || browserSettings.test(reference.place)) continue;
    const listensItself = listeningPorts(service).some((port) =>
      holdsPort(listeningRange(port), reference.port),
    );
    if (!listensItself) found.push(reference);
  }
  return found;
});

/** True when a web address at a published port is meant for browsers; a datastore's is read by programs. */
function isForBrowsers(
  context: RuleContext,
  { web, place, port }: LoopbackReference,
  target: Target,
): boolean {
  if (!web || !place.startsWith('environment ') || serverSettings.test(place)) return false;
  const service = context.topology.services.get(target.service);
  return (
    publishedPorts(context).some((range) => holdsPort(range, port)) &&
    !isDataPortNumber(port, service && searchedNames(service))
  );
}

const publishedPorts = oncePerContext((context): readonly PortRange[] =>
  [...context.views.values()].flatMap(({ facts }) =>
    facts.published.flatMap((port) => {
      const claimed = port.reachableFrom === 'nowhere' ? null : claimedPorts(port);
      return claimed ?? [];
    }),
  ),
);

interface Target {
  readonly service: string;
  /** The port on which the service listens in its container. */
  readonly port: number;
}

/** Returns the service that listens on, or publishes, a port outside the namespace of `name`; null for none. */
function targetOf(context: RuleContext, name: string, port: number): Target | null {
  const targets = listeners(context).flatMap(({ service, outside, inside }): readonly Target[] =>
    holdsPort(outside, port) ? [{ service, port: inside + port - outside.first }] : [],
  );
  const owner = context.reach.facts.get(name)?.owner ?? null;
  const inside = targets.some(({ service }) => context.reach.facts.get(service)?.owner === owner);
  return inside ? null : (targets[0] ?? null);
}

/** The ports at which others ask for a service, and the container port behind the first of them. */
interface Listener {
  readonly service: string;
  readonly outside: PortRange;
  readonly inside: number;
}

const listeners = oncePerContext((context): readonly Listener[] => {
  const found: Listener[] = [];
  for (const [service, view] of context.views) {
    for (const port of listeningPorts(view.service)) {
      found.push({ service, outside: listeningRange(port), inside: port.port });
    }
    for (const item of view.service.ports) {
      for (const binding of item.bindings) {
        const outside = claimedPorts(binding);
        if (outside === null || outside.first === binding.containerPort) continue;
        found.push({ service, outside, inside: binding.containerPort });
      }
    }
  }
  return found;
});

function fixesFor(
  context: RuleContext,
  service: Service,
  { address, at }: LoopbackReference,
  target: Target,
): readonly Fix[] {
  if (context.reach.direct(service.name, target.service) !== true) return [];
  const operation = replaceInSetting(service, at, address, `${target.service}:${target.port}`);
  return operation
    ? [{ title: `Write ${target.service}:${target.port}`, safe: false, operations: [operation] }]
    : [];
}
