// The nodes of a swarm on which the tasks of a service run, as far as its file says it.

import type { Service, Tri } from '../../compose/topology.ts';

const form = /^\s*node\.hostname\s*(==|!=)\s*(\S+)\s*$/;

/** Returns whether tasks of a service run on each node, by name (SW19). */
export function taskNodes(
  { placement, replicas }: Pick<Service, 'placement' | 'replicas'>,
  nodes: readonly string[],
): ReadonlyMap<string, Tri> {
  const { constraints = [], isGlobal = false } = placement ?? {};
  if (replicas === 0 && !isGlobal) return new Map(nodes.map((name) => [name, false]));
  const allowed = new Map(nodes.map((name) => [name, everyOf(constraints, name, nodes)]));
  const possible = nodes.filter((name) => allowed.get(name) !== false);
  return new Map(
    nodes.map((name): [string, Tri] => {
      const fits = allowed.get(name) ?? 'unknown';
      if (fits !== true) return [name, fits];
      return [name, isGlobal || possible.length === 1 ? true : 'unknown'];
    }),
  );
}

function everyOf(constraints: readonly string[], node: string, nodes: readonly string[]): Tri {
  const found = constraints.map((constraint) => fits(constraint, node, nodes));
  return found.includes(false) ? false : found.includes('unknown') ? 'unknown' : true;
}

/** Returns whether a node fits a constraint; roles, labels and names that no machine of the fleet has are not known. */
function fits(constraint: string, node: string, nodes: readonly string[]): Tri {
  const [, operator, host] = form.exec(constraint) ?? [];
  if (operator === undefined || !nodes.some((name) => isNamed(name, host))) return 'unknown';
  return isNamed(node, host) === (operator === '==');
}

function isNamed(node: string, host: string | undefined): boolean {
  return node.toLowerCase() === host?.toLowerCase();
}
