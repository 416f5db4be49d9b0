// From the fragments of a file to the model and its problems. Services and networks whose tree did not change keep their objects, so
// that everything derived from them can compare by reference.

import { sameTree } from '../yaml/compare-trees.ts';
import { deref, entriesOf, type Tree } from '../yaml/tree.ts';
import type { Fragment } from './document.ts';
import { fileKeys } from './keys/file-keys.ts';
import { mergeTrees } from './merge/merge-trees.ts';
import type { Problem } from './problem.ts';
import { interpolationProblems } from './project/check/interpolation-problems.ts';
import { rejected } from './project/check/rejected.ts';
import { assembleTopology } from './project/read/assemble-topology.ts';
import { projectNetwork } from './project/read/project-network.ts';
import { projectService } from './project/read/project-service.ts';
import { topLevelTree } from './read-fragments.ts';
import type { Network, Service, Topology } from './topology.ts';

const MODELLED: ReadonlySet<string> = new Set(['services', 'networks', 'name', 'version']);

/** Returns the model of the fragments. Objects of `previous` that are still valid are reused. */
export function modelOf(
  fragments: readonly Fragment[],
  environment: ReadonlyMap<string, string>,
  previous: Topology | null,
): Topology {
  const services = entityTrees(fragments, 'service', environment).map(([name, tree]): Service => {
    const known = previous?.services.get(name);
    return known && sameTree(known.tree, tree) ? known : projectService(name, tree, environment);
  });
  const networks = entityTrees(fragments, 'network', environment).map(([name, tree]): Network => {
    const known = previous?.networks.get(name);
    const value = deref(tree);
    const written = value?.kind === 'scalar' && value.value === null ? null : value;
    const same = known?.origin === 'declared' && !known.isMalformed && sameTree(known.tree, written);
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

/** Returns the problems at the top level of a file, whatever other files are merged with it. */
export function topLevelProblems(
  fragments: readonly Fragment[],
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
  return problems;
}

function topLevelProblem(key: string, tree: Tree): Problem | null {
  if (key === 'version') return versionProblem(tree);
  if (!fileKeys.has(key) && !key.startsWith('x-')) {
    const advice = 'Remove it, or name it `x-…` if it is your own.';
    return rejected('unknown-top-level-key', `additional property ${key} is not allowed`, advice, [key]);
  }
  const value = deref(tree);
  if ((key === 'services' || key === 'networks') && value?.kind !== 'map') {
    const advice =
      key === 'services' ? 'Write `services: {}` for no services.' : 'Remove the key if it has no entries.';
    return rejected('not-a-mapping', `${key} must be a mapping`, advice, [key]);
  }
  return null;
}

function otherKeysOf(fragments: readonly Fragment[]): readonly string[] {
  const keys = fragments.filter((fragment) => fragment.kind === 'rest').map((fragment) => fragment.name);
  return [...new Set(keys)].filter((key) => key !== '' && !MODELLED.has(key) && !key.startsWith('x-'));
}

/** Returns the topology with earlier objects for implicit and undeclared networks, which hold only their name. */
function keepUndeclared(topology: Topology, previous: Topology): Topology {
  const networks = new Map(topology.networks);
  for (const [name, network] of networks) {
    const known = previous.networks.get(name);
    if (network.origin !== 'declared' && known?.origin === network.origin) networks.set(name, known);
  }
  return { ...topology, networks };
}

/** Returns the problem of a `version` key; null when the file has none. */
export function versionProblem(tree: Tree | null | undefined): Problem | null {
  if (!tree) return null;
  const node = deref(tree);
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') {
    const advice = 'Remove the line; nothing reads it any more.';
    return rejected('invalid-version', "'version' must be a quoted string", advice, ['version']);
  }
  return {
    kind: 'notice',
    code: 'obsolete-version',
    message: "'version' is obsolete and ignored",
    advice: 'The line can be removed.',
    path: ['version'],
    offset: null,
  };
}

/**
 * Returns the value trees of services or networks: entries with their own fragment in file order, then those from an alias or a merge key.
 * Several YAML documents in one file are merged as several files are (semantics 4.1).
 */
export function entityTrees(
  fragments: readonly Fragment[],
  kind: 'service' | 'network',
  environment: ReadonlyMap<string, string>,
): readonly (readonly [string, Tree])[] {
  const entities: (readonly [string, Tree])[] = [];
  const brought: (readonly [string, Tree])[] = [];
  const seen = new Set<string>();
  let again = false;
  for (const { kind: own, name, tree } of fragments) {
    if (own === kind && tree) {
      again ||= seen.has(name);
      seen.add(name);
      entities.push([name, tree]);
    }
    if (own !== 'rest' || name !== `${kind}s`) continue;
    for (const { key, value } of entriesOf(tree)) brought.push([key, value]);
  }
  const all = [...entities, ...brought];
  return again ? mergedByName(all, environment) : all;
}

function mergedByName(
  entities: readonly (readonly [string, Tree])[],
  environment: ReadonlyMap<string, string>,
): readonly (readonly [string, Tree])[] {
  const merged = new Map<string, Tree>();
  for (const [name, tree] of entities) {
    const earlier = merged.get(name);
    const value = earlier ? mergeTrees(earlier, tree, [], environment) : tree;
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  return [...merged];
}
