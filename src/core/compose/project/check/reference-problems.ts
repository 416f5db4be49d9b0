// Names in a service that nothing in the file defines: networks (A5) and services (A8, `depends_on`, `links` …); and services that
// wait for each other in a circle.

import { deref, type Path, scalarText } from '../../../yaml/tree.ts';
import { memoize } from '../../memoize.ts';
import type { Problem } from '../../problem.ts';
import type { Service, Topology } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { rejected } from './rejected.ts';

/** Returns the undefined names that `service` uses; none when `include` may define them in a missing file. */
export function referenceProblems(
  service: Service,
  topology: Topology,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  if (topology.otherKeys.includes('include')) return [];
  const problems: Problem[] = [];
  const doubtful = suspectNetworks(topology.networks);
  for (const { network } of doubtful.size > 0 ? service.attachments : []) {
    if (!doubtful.has(network)) continue;
    if (network.startsWith('x-')) {
      // Semantics 4.6: below `networks` of a service, Compose takes it for an extension.
      const message = `service '${service.name}' uses the network '${network}', but Compose takes a key with the prefix x- for an extension there`;
      const step = networkStep(service, network, environment) ?? network;
      const path = ['services', service.name, 'networks', step];
      problems.push(rejected('extension-as-network', message, 'Give the network another name.', path));
      continue;
    }
    if (topology.networks.get(network)?.origin !== 'undeclared') continue;
    const step = networkStep(service, network, environment);
    if (step === null) continue;
    const message = `service '${service.name}' uses the network '${network}', which the file does not define`;
    const advice = `Add '${network}' to the top-level networks, or use one that the file defines.`;
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

/** Returns the networks that are not declared, and the invalid names; usually none, and then no service has to be examined. */
const suspectNetworks = memoize((networks: Topology['networks']): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { name, origin } of networks.values()) {
    if (origin === 'undeclared' || name.startsWith('x-')) names.add(name);
  }
  return names;
});

/** Returns the key or index at which the network is named; null when a variable in the name is reported elsewhere. */
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
  const advice = `Add a service '${target}', or use one that the file defines.`;
  const missing = `the service '${target}', which the file does not define`;
  switch (key) {
    case 'depends_on': {
      const message = `service '${service.name}' depends on ${missing}`;
      return rejected('undefined-dependency', message, advice, where);
    }
    case 'links':
      return rejected('undefined-link', `service '${service.name}' links to ${missing}`, advice, where);
    case 'volumes_from': {
      const message = `service '${service.name}' mounts the volumes of ${missing}`;
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

/** A reference to another service; `path` leads to it from the referring service. */
interface ServiceReference {
  readonly key: 'depends_on' | 'links' | 'volumes_from' | 'network_mode' | 'pid' | 'ipc' | 'uts' | 'cgroup';
  readonly target: string;
  readonly path: Path;
}

/**
 * Returns every reference to another service that has to be in the file: dependencies, links, volumes, then namespaces (A8). Each one
 * delays the start until that service has started, so together they are the edges of the start order.
 */
export const serviceReferences = memoize((service: Service): readonly ServiceReference[] => {
  const references: ServiceReference[] = [];
  const fields = fieldsOf(service.tree);
  const dependencies = deref(fields.get('depends_on')?.value);
  for (const [index, { service: target }] of service.dependsOn.entries()) {
    const step = dependencies?.kind === 'map' ? target : index;
    references.push({ key: 'depends_on', target, path: ['depends_on', step] });
  }
  for (const [index, { service: target, alias }] of service.links.entries()) {
    // A link with too many colons names no certain service; `item-problems.ts` reports it.
    if (alias?.includes(':')) continue;
    references.push({ key: 'links', target, path: ['links', index] });
  }
  for (const [index, source] of service.volumesFrom.entries()) {
    const [target = ''] = source.split(':');
    if (target !== 'container')
      references.push({ key: 'volumes_from', target, path: ['volumes_from', index] });
  }
  const { mode } = service;
  if (mode.kind === 'service')
    references.push({ key: 'network_mode', target: mode.of, path: ['network_mode'] });
  for (const key of ['pid', 'ipc', 'uts', 'cgroup'] as const) {
    const target = /^service:(.*)$/s.exec(service[key] ?? '')?.[1];
    if (target !== undefined) references.push({ key, target, path: [key] });
  }
  return references;
});

interface Step {
  readonly name: string;
  readonly references: readonly ServiceReference[];
  next: number;
}

/**
 * Returns the circles of references (A8 and `depends_on`), whose services cannot start: one problem each, in file order, without circles
 * that share a service with a reported one. The walk keeps its own stack, since a chain may be as long as the file has services.
 */
export function dependencyCycles(services: ReadonlyMap<string, Service>): readonly Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  const reported = new Set<string>();
  for (const start of services.values()) {
    if (done.has(start.name)) continue;
    const stack: Step[] = [stepInto(start)];
    const depth = new Map<string, number>([[start.name, 0]]);
    for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
      const reference = step.references[step.next];
      step.next++;
      if (reference === undefined) {
        stack.pop();
        depth.delete(step.name);
        done.add(step.name);
        continue;
      }
      const back = depth.get(reference.target);
      if (back !== undefined) {
        const circle = stack.slice(back);
        if (!circle.some(({ name }) => reported.has(name))) problems.push(problemOf(circle));
        for (const { name } of circle) reported.add(name);
        continue;
      }
      const target = services.get(reference.target);
      if (target === undefined || done.has(target.name)) continue;
      depth.set(target.name, stack.length);
      stack.push(stepInto(target));
    }
  }
  return problems;
}

function stepInto(service: Service): Step {
  return { name: service.name, references: serviceReferences(service), next: 0 };
}

function problemOf(circle: readonly Step[]): Problem {
  const names = circle.map(({ name }) => name);
  const [first] = circle;
  const name = first?.name ?? '';
  // `next` of each step is already one past the reference that was followed.
  const reference = first?.references[first.next - 1];
  const message =
    names.length === 1
      ? `service '${name}' depends on itself`
      : `services depend on each other in a circle: ${[...names, name].join(' -> ')}`;
  const advice = 'Remove one of these references, so that one service can start first.';
  return rejected('dependency-cycle', message, advice, ['services', name, ...(reference?.path ?? [])]);
}
