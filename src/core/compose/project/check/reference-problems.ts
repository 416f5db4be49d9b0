// Names in a service that nothing in the file stands for: networks (A5) and services (A8, `depends_on`, `links` …).

import { deref, type Path, scalarText } from '../../../yaml/tree.ts';
import { oncePer } from '../../once-per.ts';
import type { Problem } from '../../problem.ts';
import type { Service, Topology } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { rejected } from './rejected.ts';
import { type ServiceReference, serviceReferences } from './service-references.ts';

/** The undefined names that `service` uses; none where `include` may define them in a file we do not have. */
export function referenceProblems(
  service: Service,
  topology: Topology,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  if (topology.otherKeys.includes('include')) return [];
  const problems: Problem[] = [];
  const doubtful = doubtfulNames(topology.networks);
  for (const { network } of doubtful.size > 0 ? service.attachments : []) {
    if (!doubtful.has(network)) continue;
    if (network.startsWith('x-')) {
      // Semantics 4.6: below `networks` of a service, Compose takes it for an extension.
      const message = `service '${service.name}' uses the network '${network}', but a key with x- in front is no name there`;
      const step = networkStep(service, network, environment) ?? network;
      const path = ['services', service.name, 'networks', step];
      problems.push(rejected('extension-as-network', message, 'Give the network another name.', path));
      continue;
    }
    if (topology.networks.get(network)?.origin !== 'undeclared') continue;
    const step = networkStep(service, network, environment);
    if (step === null) continue;
    const message = `service '${service.name}' uses the network '${network}', which the file does not define`;
    const advice = `Add '${network}' to the top-level networks, or name one that is there.`;
    problems.push(
      rejected('undefined-network', message, advice, ['services', service.name, 'networks', step]),
    );
  }
  for (const reference of serviceReferences(service)) {
    if (topology.services.has(reference.target)) continue;
    problems.push(undefinedService(service, reference));
  }
  return problems;
}

/** Networks that nobody declares, and names that are none; mostly there are none, and no service need be asked. */
const doubtfulNames = oncePer((networks: Topology['networks']): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { name, origin } of networks.values()) {
    if (origin === 'undeclared' || name.startsWith('x-')) names.add(name);
  }
  return names;
});

/** Where the network is named; null where a variable in the name is a problem of its own. */
function networkStep(
  service: Service,
  network: string,
  environment: ReadonlyMap<string, string>,
): string | number | null {
  const node = deref(fieldsOf(service.tree).get('networks')?.value);
  if (node?.kind !== 'seq') return network;
  for (const [index, item] of node.items.entries()) {
    const raw = scalarText(item) ?? '';
    const { text, problem } = interpolate(raw, environment);
    if ((text || raw) === network) return problem === null ? index : null;
  }
  return network;
}

function undefinedService(service: Service, { key, target, path }: ServiceReference): Problem {
  const where: Path = ['services', service.name, ...path];
  const advice = `Add a service '${target}', or name one that is there.`;
  const missing = `the service '${target}', which the file does not define`;
  switch (key) {
    case 'depends_on': {
      const message = `service '${service.name}' depends on ${missing}`;
      return rejected('undefined-dependency', message, advice, where);
    }
    case 'links':
      return rejected('undefined-link', `service '${service.name}' links to ${missing}`, advice, where);
    case 'volumes_from': {
      const message = `service '${service.name}' takes its volumes from ${missing}`;
      return rejected('undefined-volumes-source', message, advice, where);
    }
    case 'network_mode': {
      const message = `service '${service.name}' joins the network of ${missing}`;
      return rejected('undefined-namespace-owner', message, advice, where);
    }
    case 'pid':
    case 'ipc':
    case 'uts':
    case 'cgroup': {
      const message = `service '${service.name}' joins the ${key} namespace of ${missing}`;
      return rejected('undefined-namespace-owner', message, advice, where);
    }
  }
}
