// CN410. Owns: names that lead a container to services on the host, and service names that an entry of extra_hosts hides.

import { isLoopbackAddress } from '../compose/bind-addresses.ts';
import { memoize } from '../compose/memoize.ts';
import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Report, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { mentionsOf } from '../needs/find-references.ts';
import { claimsOfPort } from '../reach/port-claims.ts';
import type { Path } from '../yaml/tree.ts';
import { isOpen } from './facts/networks.ts';
import { references } from './facts/read-keys.ts';

const hostName = 'host.docker.internal';

export const rule: Rule = {
  id: 'CN410',
  slug: 'host-gateway-path',
  title: 'Container is given a route to services on the host',
  why: 'The name bypasses the networks of the project and leads to every program that listens on all addresses of the host; a program bound to 127.0.0.1 refuses the connection. On Linux the name exists only if extra_hosts declares it; Docker Desktop adds it, which hides that the entry is missing.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info', homelab: 'info' },
  source: 'H1, H3 (measured)',
  reads: [...references, 'extra_hosts'],
  *check(context) {
    const { checked, topology, views } = context;
    for (const view of checked.values()) {
      const { service, owner } = view;
      const used = hostNamePlace(service);
      const hosts = service.extraHosts;
      if (used === null && hosts.length === 0) continue;
      const gateway = hosts.find(({ value }) => value === 'host-gateway');
      if (gateway) yield mappedReport(context, view, gateway.key, gateway.path);
      else if (used !== null && !isOpen(view) && !hosts.some(({ key }) => key === hostName)) {
        const mapped = owner?.extraHosts.some(({ key }) => key === hostName) ?? false;
        if (!mapped) yield unmappedReport(view, used);
      }
      for (const { key, path } of hosts) {
        if (key !== service.name && topology.services.has(key)) {
          yield hiddenNameReport(service.name, key, path, isOpen(views.get(key)));
        }
      }
    }
  },
};

/** Returns the place where a service uses the name of the host; null for none. */
const hostNamePlace = memoize((service: Service): Path | null => {
  for (const { value, path } of service.environment) {
    if (value?.includes(hostName)) return ['services', service.name, ...path];
  }
  for (const key of ['command', 'entrypoint'] as const) {
    if (service[key]?.includes(hostName)) return keyPlace(service, key);
  }
  return null;
});

function mappedReport(context: RuleContext, view: ServiceView, key: string, path: Path): Report {
  const { service, facts, tier, tierDeclared } = view;
  const { name } = service;
  const report = { subjects: [name], at: ['services', name, ...path], evidence: ['given', key] };
  // H3: the name is an address of the default bridge, to which an internal network has no route.
  if (facts.isolation === 'internal')
    return {
      ...report,
      severity: 'info',
      message: `${name} gets no answer at ${key}: its networks are internal and have no route to that address of the host.`,
    };
  const exposed = tier !== 'app';
  const refused = refusedPorts(context, service, key);
  const but = refused.map(({ port, by }) => `port ${port}, which ${by} publishes on loopback alone`);
  return {
    ...report,
    severity: exposed || refused.length > 0 ? 'warning' : 'info',
    certainty: (exposed && !tierDeclared) || refused.length > 0 ? 'inferred' : 'certain',
    message: `${name} reaches services of the host as ${key}${but.length > 0 ? `, but not ${nameList(but)}` : ''}${tier === 'edge' ? ', and is open to the outside' : tier === 'data' ? ', and keeps data' : ''}.`,
  };
}

/** Returns the ports that a service asks for at the host's name and that are published on loopback only, where they refuse (H1). */
function refusedPorts(
  context: RuleContext,
  service: Service,
  key: string,
): readonly { readonly port: number; readonly by: string }[] {
  const asked = mentionsOf(service).flatMap(({ host, port }) =>
    port !== null && host.toLowerCase() === key.toLowerCase() ? [port] : [],
  );
  return [...new Set(asked)].flatMap((port) => {
    const claims = claimsOfPort(context, port);
    const [first] = claims;
    const shut = claims.every(
      ({ address, reachableFrom }) => reachableFrom === 'host' && isLoopbackAddress(address),
    );
    return first && shut ? [{ port, by: first.service }] : [];
  });
}

function unmappedReport({ service, owner }: ServiceView, at: Path): Report {
  const { name } = service;
  const holder = owner?.name ?? name;
  return {
    severity: 'warning',
    certainty: 'inferred',
    subjects: [name],
    message: `${name} uses ${hostName}, a name that only Docker Desktop adds. On Linux extra_hosts has to declare it.`,
    at,
    evidence: ['missing', holder],
  };
}

/** Reports an entry that hides a service name. `nameless`: the other service has no name in DNS (D7), so only the entry finds it. */
function hiddenNameReport(name: string, key: string, path: Path, nameless: boolean): Report {
  return {
    severity: 'warning',
    subjects: [name, key],
    message: `extra_hosts of ${name} gives ${key} a fixed address: ${name} no longer finds the service ${key} by its name.`,
    at: ['services', name, ...path],
    fixes: nameless
      ? []
      : [
          {
            title: `Remove ${key} from extra_hosts`,
            safe: false,
            operations: [{ type: 'unset', service: name, key: 'extra_hosts', item: key }],
          },
        ],
    evidence: ['covered', key],
  };
}
