// Everything that Docker Compose refuses in a file of which a model can still be made (semantics 4.8, rules A2 to A8).
// Only gathers; each kind of check has its own file. What merely is unwise is for the analysis.

import type { Problem } from '../problem.ts';
import type { Service, Topology } from '../topology.ts';
import { dependencyCycles } from './dependency-cycles.ts';
import { networkProblems } from './network-problems.ts';
import { referenceProblems } from './reference-problems.ts';
import { serviceProblems } from './service-problems.ts';

/** The problems of services in file order, then of networks in file order, then circles of dependencies. */
export function validateTopology(
  topology: Topology,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const services = [...topology.services.values()].flatMap((service) => [
    ...ownProblems(service, environment),
    ...referenceProblems(service, topology, environment),
  ]);
  const networks = [...topology.networks.values()].flatMap((network) =>
    networkProblems(network, environment),
  );
  return [...services, ...networks, ...dependencyCycles(topology.services)];
}

interface Judged {
  readonly environment: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Services are values and stay the same objects while their text does: what was said of one holds. */
const judged = new WeakMap<Service, Judged>();

function ownProblems(service: Service, environment: ReadonlyMap<string, string>): readonly Problem[] {
  const known = judged.get(service);
  if (known?.environment === environment) return known.problems;
  const problems = serviceProblems(service, environment);
  judged.set(service, { environment, problems });
  return problems;
}
