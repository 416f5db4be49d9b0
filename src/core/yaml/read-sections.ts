// A YAML text cut into sections: one per top-level key, and one per entry of the keys that the caller names. Each section
// has its own tree with positions relative to its start, so that it can move without being read again.

import { isMap, type Pair } from 'yaml';
import {
  type Conversion,
  convertNode,
  isMergeKey,
  type Merge,
  newKey,
  rangeOf,
  withMerges,
} from './convert-tree.ts';
import { hasBlockRoot, parseYaml, type YamlProblem } from './parse-yaml.ts';
import type { Span, Tree } from './tree.ts';

/** A stretch of the text from `from` to the next section. `parent` is the top-level key of an entry, null for a top-level key. */
export interface Section {
  readonly from: number;
  readonly parent: string | null;
  readonly key: string;
  readonly keySpan: Span;
  /** For a top-level key whose entries are sections: only what came by merge keys. */
  readonly tree: Tree;
  /** Starts at a line and is in block style, so its slice can be parsed by itself. */
  readonly alone: boolean;
}

export interface Sections {
  /** What the root is: a mapping, something else, or nothing at all. */
  readonly root: 'map' | 'other' | 'nothing';
  readonly sections: readonly Section[];
  /** Every anchor, what it stands for, and the position of its section; -1 where a name is defined twice. */
  readonly anchors: ReadonlyMap<string, { readonly tree: Tree; readonly section: number }>;
  readonly secondDocument: number | null;
  readonly problems: readonly YamlProblem[];
}

/** Reads a whole text; `split` are the top-level keys whose entries become sections of their own. */
export function readSections(text: string, split: ReadonlySet<string>): Sections {
  const { document, secondDocument, problems } = parseYaml(text);
  const found = [...problems];
  const nothing = { sections: [], anchors: new Map(), secondDocument, problems: found };
  if (!document?.contents) return { ...nothing, root: 'nothing' };
  if (!isMap(document.contents))
    return { ...nothing, root: isEmptyScalar(document.contents) ? 'nothing' : 'other' };
  if (problems.length > 0) return { ...nothing, root: 'map' };

  const cutter = new Map<string, Tree>();
  const sections: Section[] = [];
  const anchors = new Map<string, { tree: Tree; section: number }>();
  // A directive such as %TAG changes how slices read, so none may be read alone.
  const aloneAllowed = hasBlockRoot(document) && !/^%/m.test(text.slice(0, rangeOf(document.contents, 0)[0]));

  const convertValue = (pair: Pair, base: number, keySpan: Span): Tree => {
    const conversion: Conversion = { text, base, anchors: cutter, problems: found };
    return convertNode(pair.value, base + keySpan.to, conversion);
  };
  const noteAnchors = (section: number): void => {
    for (const [name, tree] of cutter) {
      const known = anchors.get(name);
      if (!known) anchors.set(name, { tree, section });
      else if (known.tree !== tree) anchors.set(name, { tree, section: -1 });
    }
  };

  const topKeys = new Map<string, number>();
  for (const pair of document.contents.items) {
    const [keyFrom, keyTo] = rangeOf(pair.key, 0);
    const flowRoot = document.contents.flow === true;
    const from = flowRoot ? keyFrom : lineStart(text, keyFrom);
    const keySpan = { from: keyFrom - from, to: keyTo - from };
    const conversion: Conversion = { text, base: from, anchors: cutter, problems: found };
    const key = newKey(pair, topKeys, conversion);
    const value: unknown = pair.value;
    if (key === null || !split.has(key) || !isMap(value) || hasTag(value)) {
      sections.push({
        from,
        parent: null,
        key: key ?? '',
        keySpan,
        tree: convertValue(pair, from, keySpan),
        alone: false,
      });
      noteAnchors(sections.length - 1);
      continue;
    }
    const top = sections.length;
    const merges: Merge[] = [];
    const names = new Map<string, number>();
    sections.push({ from, parent: null, key, keySpan, tree: emptyMap(keySpan.to), alone: false });
    for (const entry of value.items) {
      const [entryFrom, entryTo] = rangeOf(entry.key, 0);
      const start = value.flow ? entryFrom : lineStart(text, entryFrom);
      const entrySpan = { from: entryFrom - start, to: entryTo - start };
      const name = newKey(entry, names, conversion);
      if (name !== null && isMergeKey(entry)) {
        const tree = convertValue(entry, from, { from: entryFrom - from, to: entryTo - from });
        merges.push({ value: tree, span: { from: tree.from, to: tree.to } });
        sections.push({
          from: start,
          parent: null,
          key: '',
          keySpan: entrySpan,
          tree: emptyMap(0),
          alone: false,
        });
      } else {
        const tree = convertValue(entry, start, entrySpan);
        const alone = aloneAllowed && value.flow !== true && start >= lineStart(text, keyFrom) + 1;
        const parent = name === null ? null : key;
        sections.push({
          from: start,
          parent,
          key: name ?? '',
          keySpan: entrySpan,
          tree,
          alone: alone && parent !== null,
        });
      }
      noteAnchors(sections.length - 1);
    }
    const own = [...names.keys()].filter((name) => name !== '<<');
    const ownEntries = own.map((name) => ({ key: name, keySpan, value: emptyMap(0), merged: null }));
    const merged = withMerges(ownEntries, merges, conversion).filter((entry) => entry.merged !== null);
    const whole = sections[top] as Section;
    sections[top] = { ...whole, tree: { ...emptyMap(keySpan.to), entries: merged } };
  }
  return { root: 'map', sections, anchors, secondDocument, problems: found };
}

function emptyMap(at: number): Extract<Tree, { kind: 'map' }> {
  return { kind: 'map', entries: [], flow: false, tag: null, from: at, to: at };
}

function hasTag(node: { readonly tag?: string | undefined }): boolean {
  return node.tag?.startsWith('!') ?? false;
}

function isEmptyScalar(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'value' in node && node.value === null;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
