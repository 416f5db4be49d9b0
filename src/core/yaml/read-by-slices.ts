// The sections of a plain text, each parsed by itself: what the parser makes of one is thrown away before the next, which a large
// file feels. Gives up wherever the slices may not tell what the whole does.

import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import { type Conversion, convertNode, rangeOf } from './convert-tree.ts';
import { cutLines, type LineCut } from './cut-lines.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Section, Sections } from './read-sections.ts';
import type { Tree } from './tree.ts';

/** What `readSections` gives; null for a text that has to be read as a whole. */
export function readBySlices(text: string, split: ReadonlySet<string>): Sections | null {
  const cuts = cutLines(text, split);
  if (!cuts || cuts.length === 0) return null;
  const anchors = new Map<string, Tree>();
  const places = new Map<string, { tree: Tree; section: number }>();
  const sections: Section[] = [];
  const seen = new Set<string>();
  for (const cut of cuts) {
    const { from, parent, key, indent, head } = cut;
    const keySpan = { from: indent, to: indent + key.length };
    // Told with its line, by the whole.
    if (seen.has(`${parent}\n${key}`)) return null;
    seen.add(`${parent}\n${key}`);
    if (head) {
      const tree: Tree = {
        kind: 'map',
        entries: [],
        flow: false,
        tag: null,
        from: keySpan.to,
        to: keySpan.to,
      };
      sections.push({ from, parent, key, keySpan, tree, alone: false });
      continue;
    }
    const slice = text.slice(from, cut.to);
    const conversion: Conversion = { text: slice, base: 0, anchors, defined: [], problems: [] };
    const tree = treeOf(slice, cut, conversion);
    if (!tree || conversion.problems.length > 0) return null;
    for (const name of conversion.defined) {
      const anchored = anchors.get(name);
      if (anchored) places.set(name, { tree: anchored, section: places.has(name) ? -1 : sections.length });
    }
    sections.push({ from, parent, key, keySpan, tree, alone: parent !== null });
  }
  return { root: 'map', sections, anchors: places, problems: [] };
}

/** The value of the one entry that a slice holds; null where it holds anything else. */
function treeOf(slice: string, { key, indent }: LineCut, conversion: Conversion): Tree | null {
  const { document, others, problems } = parseYaml(slice);
  if (problems.length > 0 || others.length > 0 || !document) return null;
  const root: unknown = document.contents;
  if (!isMap(root) || root.flow === true || root.items.length !== 1) return null;
  const [pair] = (root as YAMLMap).items as readonly Pair[];
  if (!pair || !isScalar(pair.key) || pair.key.value !== key) return null;
  const [from, to] = rangeOf(pair.key, 0);
  return from === indent ? convertNode(pair.value, to, conversion) : null;
}
