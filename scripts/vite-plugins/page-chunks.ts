// The page's scripts by their owner: a script is called after what it holds, and what is read together is one request.

/** A script of the page: the modules whose path matches. */
interface Chunk {
  readonly name: string;
  readonly test: RegExp;
}

/**
 * The scripts in the order in which they take modules. Each takes what its modules import as well, unless one before it has it: libraries
 * come first, then core from what is read to what is drawn, then the page.
 */
const owners: readonly Chunk[] = [
  // One style sheet in the order of the imports: what all parts share comes before what a part says otherwise.
  { name: 'look', test: /\.css$/ },
  { name: 'react', test: /\/node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|zustand)\// },
  { name: 'flow', test: /\/node_modules\/(?:@xyflow|d3-[a-z]+|classcat)\// },
  { name: 'widgets', test: /\/node_modules\/(?:@base-ui|@floating-ui|tabbable|reselect)\// },
  { name: 'yaml', test: /\/node_modules\/yaml\/|\/src\/core\/yaml\// },
  { name: 'model', test: /\/src\/core\/compose\// },
  { name: 'layout', test: /\/src\/core\/layout\// },
  { name: 'reach', test: /\/src\/core\/(?:reach|images|blast|needs|ways-in|host|machine)\// },
  { name: 'rules', test: /\/src\/core\/(?:rules|findings|intents|explain)\// },
  { name: 'picture', test: /\/src\/core\/(?:picture|summary|describe)\// },
  { name: 'state', test: /\/src\/(?:core|page\/state)\// },
  { name: 'canvas', test: /\/src\/page\/canvas\// },
  { name: 'page', test: /\/src\/page\/(?!workers\/)/ },
];

/** What several parts share that are fetched later. */
const shared: readonly Chunk[] = [
  { name: 'popups', test: /\/node_modules\/(?:@base-ui|@floating-ui|@radix-ui|cmdk|lucide-react)\// },
  { name: 'book', test: /\/src\/core\/(?:rules|findings|intents|explain)\// },
  { name: 'parts', test: /\/src\/page\/(?:ui|panels\/shared)\/|\/src\/core\// },
];

/** The groups of `build.rolldownOptions.output.codeSplitting`: first what `index.html` leads to without an `import()`. */
export const pageChunks = [
  ...owners.map((chunk, index) => ({ ...chunk, priority: 100 - index, tags: ['$initial' as const] })),
  ...shared.map((chunk, index) => ({ ...chunk, priority: 10 - index, minShareCount: 2 })),
];
