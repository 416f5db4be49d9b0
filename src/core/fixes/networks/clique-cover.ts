// Covers the edges of a graph with the fewest cliques: each edge lies in one of them, and no clique holds a pair without an edge. For
// networks: each need has a network, and no network connects a pair without a need.

/** An edge between two names, in the order in which it was found. */
export type Edge = readonly [string, string];

/** Returns a key of an edge, the same in both directions. */
export const edgeKey = ([a, b]: Edge): string => JSON.stringify(a < b ? [a, b] : [b, a]);

/** The number of vertices up to which the cover is the smallest there is; above it is found edge by edge. */
export const mostExact = 12;

/** The number of steps after which a search for a smaller cover ends with the best one found. */
const mostSteps = 20_000;

/** Returns the cliques of a small cover; the members of each are in the order of `names`. */
export function cliqueCover(
  names: readonly string[],
  edges: readonly Edge[],
): readonly (readonly string[])[] {
  const graph = graphOf(edges);
  const greedy = greedyCover(names, edges, graph);
  const found = names.length > mostExact ? greedy : exactCover(names, edges, graph, greedy);
  return withoutRepeats(found, edges);
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function graphOf(edges: readonly Edge[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [a, b] of edges) {
    graph.set(a, (graph.get(a) ?? new Set()).add(b));
    graph.set(b, (graph.get(b) ?? new Set()).add(a));
  }
  return graph;
}

const holds = (clique: readonly string[], [a, b]: Edge): boolean => clique.includes(a) && clique.includes(b);

/** Returns a clique for each edge that no clique before it holds, grown by the names that hold most further edges. */
function greedyCover(
  names: readonly string[],
  edges: readonly Edge[],
  graph: Graph,
): readonly (readonly string[])[] {
  const order = new Map(names.map((name, index) => [name, index]));
  const place = (name: string): number => order.get(name) ?? 0;
  const cliques: (readonly string[])[] = [];
  const covered = new Set<string>();
  for (const edge of edges) {
    if (covered.has(edgeKey(edge))) continue;
    const members: string[] = [...edge];
    const [first, second] = edge;
    const candidates = [...(graph.get(first) ?? [])].filter((name) => graph.get(second)?.has(name));
    for (const name of candidates.sort((a, b) => place(a) - place(b))) {
      const neighbours = graph.get(name);
      if (members.every((member) => neighbours?.has(member))) members.push(name);
    }
    members.sort((a, b) => place(a) - place(b));
    members.forEach((a, index) => {
      for (const b of members.slice(index + 1)) covered.add(edgeKey([a, b]));
    });
    cliques.push(members);
  }
  return cliques;
}

/** Returns a smallest cover, or `known` when no smaller one is found: the first open edge is tried in each clique that may hold it. */
function exactCover(
  names: readonly string[],
  edges: readonly Edge[],
  graph: Graph,
  known: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const cliques = largestCliques(names, graph);
  let best = known;
  let steps = 0;
  const search = (chosen: readonly (readonly string[])[], open: readonly Edge[]): void => {
    steps++;
    const [edge] = open;
    if (edge === undefined) {
      best = chosen;
      return;
    }
    if (chosen.length + 1 >= best.length || steps > mostSteps) return;
    for (const clique of cliques) {
      if (!holds(clique, edge)) continue;
      search(
        [...chosen, clique],
        open.filter((other) => !holds(clique, other)),
      );
    }
  };
  search([], edges);
  return best;
}

/** Returns every clique that no further name can join. */
function largestCliques(names: readonly string[], graph: Graph): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const grow = (members: readonly string[], may: readonly string[], seen: readonly string[]): void => {
    if (may.length === 0 && seen.length === 0 && members.length > 1) found.push(members);
    may.forEach((name, index) => {
      const near = (other: string): boolean => graph.get(name)?.has(other) === true;
      grow(
        [...members, name],
        may.slice(index + 1).filter(near),
        [...seen, ...may.slice(0, index)].filter(near),
      );
    });
  };
  grow([], names, []);
  return found;
}

/** Takes a name out of a clique when other cliques hold all edges that it has there, so that no service is on a network for nothing. */
function withoutRepeats(
  cliques: readonly (readonly string[])[],
  edges: readonly Edge[],
): readonly (readonly string[])[] {
  const left = cliques.map((clique) => [...clique]);
  const edgesOf = new Map<string, Edge[]>();
  for (const edge of edges) for (const end of edge) addTo(edgesOf, end, edge);
  const cliquesOf = new Map<string, string[][]>();
  for (const clique of left) for (const name of clique) addTo(cliquesOf, name, clique);
  for (const clique of left) {
    for (const name of [...clique]) {
      const here = (edgesOf.get(name) ?? []).filter((edge) => holds(clique, edge));
      const others = (cliquesOf.get(name) ?? []).filter((other) => other !== clique);
      const elsewhere = here.every((edge) => others.some((other) => holds(other, edge)));
      if (elsewhere) clique.splice(clique.indexOf(name), 1);
    }
  }
  return left.filter((clique) => clique.length > 1);
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
