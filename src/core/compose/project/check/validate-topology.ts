// Everything that Docker Compose refuses in a file of which a model can still be made (semantics 4.8, rules A2 to A8). Each kind of
// check has its own file. What is allowed but unwise is reported by the analysis.

import type { Tree } from '../../../yaml/tree.ts';
import { type Problem, withoutRepeats } from '../../problem.ts';
import type { SchemaCheck } from '../../schema/schema-check.ts';
import type { Network, Service, Topology } from '../../topology.ts';
import { networkProblems } from './network-problems.ts';
import { dependencyCycles, referenceProblems } from './reference-problems.ts';
import {
  declarationProblems,
  type ResourceKey,
  type Resources,
  resourceKeys,
  undeclaredProblems,
} from './resource-problems.ts';
import { serviceProblems } from './service-problems.ts';

/** The input of the checks beside the model. */
export interface CheckInput {
  /** The schema of Compose; null until it is loaded. */
  readonly schema: SchemaCheck | null;
  /** The top-level volumes, secrets, configs and models; null when they are not checked. */
  readonly resources: Resources | null;
}

const modelOnly: CheckInput = { schema: null, resources: null };

/** Returns the problems of services, then of networks and resources, each in file order, then circles of dependencies. */
export function validateTopology(
  topology: Topology,
  environment: ReadonlyMap<string, string>,
  { schema, resources }: CheckInput = modelOnly,
): readonly Problem[] {
  // An included file may declare them.
  const declared = topology.otherKeys.includes('include') ? null : resources;
  const problems: Problem[] = [];
  for (const service of topology.services.values()) {
    for (const problem of problemsOfService(service, environment, schema)) problems.push(problem);
    for (const problem of referenceProblems(service, topology, environment)) problems.push(problem);
    if (!declared) continue;
    for (const problem of undeclaredProblems(service, declared, environment)) problems.push(problem);
  }
  for (const network of topology.networks.values()) {
    const check = () => ownNetworkProblems(network, environment, schema);
    problems.push(...checkedOnce(network, environment, schema, check));
  }
  for (const key of resourceKeys) {
    const tree = resources?.[key] ?? null;
    if (tree === null) continue;
    const check = () => resourceProblems(key, tree, environment, schema);
    problems.push(...checkedOnce(tree, environment, schema, check));
  }
  return [...problems, ...dependencyCycles(topology.services)];
}

/** Returns the problems of one service. They are cached, so that a large project can be checked in parts beforehand. */
export function problemsOfService(
  service: Service,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  return checkedOnce(service, environment, schema, () => ownProblems(service, environment, schema));
}

interface Checked {
  readonly environment: ReadonlyMap<string, string>;
  readonly schema: SchemaCheck | null;
  readonly problems: readonly Problem[];
}

/** The problems by service, network or tree, valid while it is the same object, that is while its text is unchanged. */
const checked = new WeakMap<Service | Network | Tree, Checked>();

function checkedOnce(
  about: Service | Network | Tree,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
  check: () => readonly Problem[],
): readonly Problem[] {
  const known = checked.get(about);
  if (known?.environment === environment && known.schema === schema) return known.problems;
  const problems = check();
  checked.set(about, { environment, schema, problems });
  return problems;
}

function ownProblems(
  service: Service,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  const ownProblems = serviceProblems(service, environment);
  const found = schema === null ? [] : schema.problems('service', service.name, service.tree, environment);
  return [...ownProblems, ...withoutRepeats(found, ownProblems)];
}

function ownNetworkProblems(
  network: Network,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  const ownProblems = networkProblems(network, environment);
  if (schema === null || network.tree === null) return ownProblems;
  const found = schema.problems('network', network.name, network.tree, environment);
  return [...ownProblems, ...withoutRepeats(found, ownProblems)];
}

function resourceProblems(
  key: ResourceKey,
  tree: Tree,
  environment: ReadonlyMap<string, string>,
  schema: SchemaCheck | null,
): readonly Problem[] {
  const ownProblems = declarationProblems(key, tree, environment);
  const found = schema === null ? [] : schema.problems('top', key, tree, environment);
  return [...ownProblems, ...withoutRepeats(found, ownProblems)];
}
