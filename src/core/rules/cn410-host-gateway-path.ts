// CN410. Owns: ways that a container is given to services on the host, and names of services that a fixed host covers.

import { oncePer } from '../compose/once-per.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { ProjectRule, Report } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import type { Path } from '../yaml/tree.ts';
import { isOpen } from './facts/networks.ts';

const hostName = 'host.docker.internal';

export const cn410: ProjectRule = {
  id: 'CN410',
  slug: 'host-gateway-path',
  title: 'Container is given a route to services on the host',
  why: 'The name leads past the networks of the project to whatever listens on the host. On Linux it exists only where extra_hosts says so; Docker Desktop adds it, which hides that it is missing.',
  severity: 'info',
  source: 'H1 (measured)',
  *check({ checked, topology, views }) {
    for (const view of checked.values()) {
      const { service, owner } = view;
      const used = hostNamePlace(service);
      const hosts = service.extraHosts;
      if (used === null && hosts.length === 0) continue;
      const gateway = hosts.find(({ value }) => value === 'host-gateway');
      if (gateway) yield given(view, gateway.key, gateway.path);
      else if (used !== null && !isOpen(view) && !hosts.some(({ key }) => key === hostName)) {
        const mapped = owner?.extraHosts.some(({ key }) => key === hostName) ?? false;
        if (!mapped) yield missing(view, used);
      }
      for (const { key, path } of hosts) {
        if (key !== service.name && topology.services.has(key)) {
          yield covered(service.name, key, path, isOpen(views.get(key)));
        }
      }
    }
  },
};

/** Where a service uses the name of the host; null where it does not. */
const hostNamePlace = oncePer((service: Service): Path | null => {
  for (const { value, path } of service.environment) {
    if (value?.includes(hostName)) return ['services', service.name, ...path];
  }
  for (const key of ['command', 'entrypoint'] as const) {
    if (service[key]?.includes(hostName)) return keyPlace(service, key);
  }
  return null;
});

function given({ service: { name }, tier, tierDeclared }: ServiceView, key: string, path: Path): Report {
  const exposed = tier !== 'app';
  return {
    severity: exposed ? 'warning' : 'info',
    certainty: exposed && !tierDeclared ? 'inferred' : 'certain',
    subjects: [name],
    message: `${name} reaches services of the host as ${key}${tier === 'edge' ? ', and is open to the outside' : tier === 'data' ? ', and keeps data' : ''}.`,
    at: ['services', name, ...path],
    evidence: ['given', key],
  };
}

function missing({ service, owner }: ServiceView, at: Path): Report {
  const { name } = service;
  const holder = owner?.name ?? name;
  return {
    severity: 'warning',
    certainty: 'inferred',
    subjects: [name],
    message: `${name} uses ${hostName}, a name that only Docker Desktop adds. On Linux extra_hosts has to name it.`,
    at,
    evidence: ['missing', holder],
  };
}

/** `nameless`: the other has no name in DNS (D7), and the entry is what finds it. */
function covered(name: string, key: string, path: Path, nameless: boolean): Report {
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
