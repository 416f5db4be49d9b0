// A YAML text as one value tree. For whole small texts and for slices; a compose file is cut by `core/compose/read-fragments.ts`.

import { convertNode } from './convert-tree.ts';
import { parseYaml, type YamlProblem } from './parse-yaml.ts';
import type { Tree } from './tree.ts';

/** The tree of a text with its problems; `tree` is null when the text cannot be parsed or is empty. */
export interface ParsedTree {
  readonly tree: Tree | null;
  readonly problems: readonly YamlProblem[];
  /** The anchors that the text itself defines. */
  readonly anchors: ReadonlyMap<string, Tree>;
}

/** Parses one text; aliases resolve within it and to `known` anchors. */
export function parseTree(text: string, known: ReadonlyMap<string, Tree> = new Map()): ParsedTree {
  const { document, others, problems } = parseYaml(text);
  const [second] = others;
  const none = new Map<string, Tree>();
  if (problems.length > 0) return { tree: null, problems, anchors: none };
  if (second) {
    const message = 'a second YAML document starts here';
    return {
      tree: null,
      problems: [{ code: 'two-documents', message, offset: second.range[0] }],
      anchors: none,
    };
  }
  if (!document?.contents) return { tree: null, problems, anchors: none };
  const anchors = new Map(known);
  const found: YamlProblem[] = [];
  const defined: string[] = [];
  // Depth -1: the mapping around the one key of a slice counts no more than the root of the file does.
  const tree = convertNode(document.contents, 0, { text, base: 0, anchors, defined, problems: found }, -1);
  const own = new Map<string, Tree>();
  for (const name of defined) {
    const value = anchors.get(name);
    if (value) own.set(name, value);
  }
  return { tree, problems: found, anchors: own };
}
