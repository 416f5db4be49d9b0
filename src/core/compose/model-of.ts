// From fragments to the model and its problems. Services and networks whose tree did not change keep their objects, so that
// everything downstream can compare by reference.

import { sameTree } from '../yaml/same-tree.ts';
import { deref, entriesOf, type Tree } from '../yaml/tree.ts';
import type { Fragment } from './document.ts';
import type { Problem } from './problem.ts';
import { assembleTopology } from './project/assemble-topology.ts';
import { interpolationProblems } from './project/interpolation-problems.ts';
import { projectNetwork } from './project/project-network.ts';
import { projectService } from './project/project-service.ts';
import { rejected } from './project/rejected.ts';
import { validateTopology } from './project/validate-topology.ts';
import { versionProblem } from './project/version-problem.ts';
import { TOP_LEVEL_KEYS, topLevelTree } from './read-fragments.ts';
import type { Network, Service, Topology } from './topology.ts';

const MODELLED: ReadonlySet<string> = new Set(['services', 'networks', 'name', 'version']);

/** The model of the fragments; `previous` lends its objects where they still hold. */
export function modelOf(
  fragments: readonly Fragment[],
  environment: ReadonlyMap<string, string>,
  previous: Topology | null,
): Topology {
  const services = entitiesOf(fragments, 'service').map(([name, tree]): Service => {
    const known = previous?.services.get(name);
    return known && sameTree(known.tree, tree) ? known : projectService(name, tree, environment);
  });
  const networks = entitiesOf(fragments, 'network').map(([name, tree]): Network => {
    const known = previous?.networks.get(name);
    const value = deref(tree);
    const written = value?.kind === 'scalar' && value.value === null ? null : value;
    const same = known?.origin === 'declared' && !known.malformed && sameTree(known.tree, written);
    return known && same ? known : projectNetwork(name, tree, environment);
  });
  const topology = assembleTopology({
    services,
    networks,
    name: topLevelTree(fragments, 'name'),
    otherKeys: otherKeysOf(fragments),
    environment,
  });
  return previous ? keepUndeclared(topology, previous) : topology;
}

/** What Compose refuses in the model, and notices about the file. */
export function modelProblems(
  fragments: readonly Fragment[],
  topology: Topology,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const fragment of fragments) {
    if (fragment.kind !== 'rest' || fragment.name === '' || !fragment.tree) continue;
    const problem = topLevelProblem(fragment.name, fragment.tree);
    if (problem) problems.push(problem);
    if (fragment.name === 'services' || fragment.name === 'networks') continue;
    problems.push(...interpolationProblems(fragment.tree, environment, [fragment.name]));
  }
  return [...problems, ...validateTopology(topology, environment)];
}

function topLevelProblem(key: string, tree: Tree): Problem | null {
  if (key === 'version') return versionProblem(tree);
  if (key === '<<') {
    const message = 'a merge key at the top level is not followed here';
    return {
      kind: 'notice',
      code: 'top-level-merge',
      message,
      advice: 'Write the keys out.',
      path: [key],
      offset: null,
    };
  }
  if (!TOP_LEVEL_KEYS.has(key) && !key.startsWith('x-')) {
    const advice = 'Remove it, or name it `x-…` if it is your own.';
    return rejected('unknown-top-level-key', `additional property ${key} is not allowed`, advice, [key]);
  }
  const value = deref(tree);
  if ((key === 'services' || key === 'networks') && value?.kind !== 'map') {
    const advice =
      key === 'services' ? 'Write `services: {}` for none.' : 'Remove the key where there are none.';
    return rejected('not-a-mapping', `${key} must be a mapping`, advice, [key]);
  }
  return null;
}

/** Entries with a fragment of their own in file order, then those that came by an alias or a merge key. */
function entitiesOf(
  fragments: readonly Fragment[],
  kind: 'service' | 'network',
): (readonly [string, Tree])[] {
  const entities: (readonly [string, Tree])[] = [];
  for (const fragment of fragments) {
    if (fragment.kind === kind && fragment.tree) entities.push([fragment.name, fragment.tree]);
  }
  for (const entry of entriesOf(topLevelTree(fragments, `${kind}s`))) entities.push([entry.key, entry.value]);
  return entities;
}

function otherKeysOf(fragments: readonly Fragment[]): readonly string[] {
  const keys = fragments.filter((fragment) => fragment.kind === 'rest').map((fragment) => fragment.name);
  return [...new Set(keys)].filter((key) => key !== '' && !MODELLED.has(key) && !key.startsWith('x-'));
}

/** Implicit and undeclared networks say nothing but their name: the earlier object serves. */
function keepUndeclared(topology: Topology, previous: Topology): Topology {
  const networks = new Map(topology.networks);
  for (const [name, network] of networks) {
    const known = previous.networks.get(name);
    if (network.origin !== 'declared' && known?.origin === network.origin) networks.set(name, known);
  }
  return { ...topology, networks };
}
