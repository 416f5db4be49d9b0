// What the page fetches before its first card comes in few scripts: what its threads need as well in one, all else that the
// page imports at once in another. Left alone, the build cuts a small script for every set of parts that share something.

import type { Plugin } from 'vite';

interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** `roots` and every module that they lead to without an `import()`. */
export function reachedFrom(roots: readonly string[], graph: Graph): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}

/** Groups the modules of the first picture. */
export function firstChunks(): Plugin {
  let shared: ReadonlySet<string> = new Set();
  let first: ReadonlySet<string> = new Set();
  return {
    name: 'first-chunks',
    apply: 'build',
    outputOptions(options) {
      return {
        ...options,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'shared', priority: 2, test: (id) => shared.has(id) && first.has(id) },
            { name: 'first', priority: 1, test: (id) => first.has(id) && !shared.has(id) },
          ],
        },
      };
    },
    buildEnd() {
      const ids = [...this.getModuleIds()];
      const threads = ids.filter((id) => /\/src\/workers\/[\w-]+\.ts$/.test(id));
      shared = reachedFrom(threads, this);
      first = reachedFrom(
        ids.filter((id) => id.endsWith('/index.html')),
        this,
      );
    },
  };
}
