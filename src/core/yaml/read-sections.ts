// Reads a YAML text as sections: one per top-level key, and one per entry of the keys that the caller names. Each section has its own
// tree with positions relative to its start, so that it can move without being read again.

import { isMap, isScalar, type YAMLMap } from 'yaml';
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
import { lineStart } from './text-position.ts';
import { deref, type Span, type Tree, type TreeEntry } from './tree.ts';

/** A stretch of the text up to the next section. `parent` is the top-level key of an entry, null for a top-level key. */
export interface Section {
  readonly from: number;
  readonly parent: string | null;
  readonly key: string;
  readonly keySpan: Span;
  /** The tree of the section; for a top-level key whose entries are sections, only the entries from merge keys. */
  readonly tree: Tree;
  /** True for a section in block style that starts at a line, so that its slice can be parsed by itself. */
  readonly alone: boolean;
}

export interface Sections {
  /** The kind of the root: a mapping, something else, or nothing at all. */
  readonly root: 'map' | 'other' | 'nothing';
  readonly sections: readonly Section[];
  /** Every anchor with its tree and the position of its section; -1 for a name that is defined twice. */
  readonly anchors: ReadonlyMap<string, { readonly tree: Tree; readonly section: number }>;
  readonly problems: readonly YamlProblem[];
}

/** The state of one reading: the sections so far, and the anchors that later ones need. */
interface Cut {
  readonly text: string;
  readonly split: ReadonlySet<string>;
  /** The anchors by name at this point of the text. */
  readonly anchors: Map<string, Tree>;
  /** The anchor names that the current section defines. */
  readonly defined: string[];
  readonly problems: YamlProblem[];
  readonly sections: Section[];
  readonly places: Map<string, { tree: Tree; section: number }>;
  /** True when entries may be read alone: a directive such as %TAG, or a root in braces, changes the meaning of slices. */
  readonly alone: boolean;
}

/**
 * Reads a whole text, the sections of several documents one after the other. The entries of the top-level keys in `split` become sections.
 * There are no sections if the root of any document is no mapping.
 */
export function readSections(text: string, split: ReadonlySet<string>): Sections {
  const { document, others, problems } = parseYaml(text);
  const found = [...problems];
  const nothing = { sections: [], anchors: new Map(), problems: found };
  const all = document ? [document, ...others] : [];
  const filled = all.filter(({ contents }) => contents && !isEmptyScalar(contents));
  if (filled.length === 0) return { ...nothing, root: 'nothing' };
  for (const { range } of all.filter((document) => !filled.includes(document))) {
    const message = 'this YAML document is empty, which Compose refuses beside another';
    found.push({ code: 'empty-document', message, offset: range[0] });
  }
  if (filled.some((document) => !isMap(document.contents))) return { ...nothing, root: 'other' };
  if (problems.length > 0) return { ...nothing, root: 'map' };

  const cut: Cut = {
    text,
    split,
    anchors: new Map(),
    defined: [],
    problems: found,
    sections: [],
    places: new Map(),
    alone: !/^%/m.test(text),
  };
  for (const document of filled) {
    if (!isMap(document.contents)) continue;
    // An anchor is known in its own document only.
    cutRoot(document.contents, { ...cut, anchors: new Map(), alone: cut.alone && hasBlockRoot(document) });
  }
  return { root: 'map', sections: cut.sections, anchors: cut.places, problems: found };
}

function cutRoot(root: YAMLMap, cut: Cut): void {
  const seen = new Map<string, number>();
  for (const pair of root.items) {
    const [keyFrom, keyTo] = rangeOf(pair.key, 0);
    const from = root.flow ? keyFrom : lineStart(cut.text, keyFrom);
    const keySpan = { from: keyFrom - from, to: keyTo - from };
    const conversion = conversionAt(cut, from);
    const key = newKey(pair, seen, conversion);
    const value: unknown = pair.value;
    if (key !== null && cut.split.has(key) && isMap(value) && !hasTag(value)) {
      cutEntries(key, value, { from, keySpan }, cut);
      continue;
    }
    const tree = convertNode(value, from + keySpan.to, conversion);
    const section: Section = { from, parent: null, key: key ?? '', keySpan, tree, alone: false };
    if (key !== null && isMergeKey(pair)) addMergedKeys(section, root, cut);
    else cut.sections.push(section);
    noteAnchors(cut);
  }
}

/** Adds a section for each entry, after one for the key itself that holds the entries from merge keys. */
function cutEntries(parent: string, map: YAMLMap, at: Pick<Section, 'from' | 'keySpan'>, cut: Cut): void {
  const { from, keySpan } = at;
  const top = cut.sections.length;
  const whole: Section = {
    from,
    parent: null,
    key: parent,
    keySpan,
    tree: emptyMap(keySpan.to),
    alone: false,
  };
  cut.sections.push(whole);
  const alone = cut.alone && map.flow !== true;
  const secondLine = lineStart(cut.text, from + keySpan.from) + 1;
  const merges: Merge[] = [];
  const seen = new Map<string, number>();
  for (const entry of map.items) {
    const [entryFrom, entryTo] = rangeOf(entry.key, 0);
    const start = map.flow ? entryFrom : lineStart(cut.text, entryFrom);
    const entrySpan = { from: entryFrom - start, to: entryTo - start };
    const key = newKey(entry, seen, conversionAt(cut, start));
    if (key !== null && isMergeKey(entry)) {
      const tree = convertNode(entry.value, entryTo, conversionAt(cut, from));
      merges.push({ value: tree, span: { from: tree.from, to: tree.to } });
      cut.sections.push(unnamed(start, entrySpan, emptyMap(0)));
    } else {
      const tree = convertNode(entry.value, entryTo, conversionAt(cut, start));
      cut.sections.push(
        key === null
          ? unnamed(start, entrySpan, tree)
          : { from: start, parent, key, keySpan: entrySpan, tree, alone: alone && start >= secondLine },
      );
    }
    noteAnchors(cut);
  }
  const merged = mergedEntries([...seen.keys()], keySpan, merges, conversionAt(cut, from));
  cut.sections[top] = { ...whole, tree: { ...emptyMap(keySpan.to), entries: merged } };
}

/**
 * Adds an empty section for each key that a top-level merge key brings, before the section of the merge key, at the same offset. Their
 * trees are aliases, since their text is elsewhere.
 */
function addMergedKeys(merge: Section, root: YAMLMap, cut: Cut): void {
  const { from, keySpan, tree } = merge;
  const ownKeys = root.items.flatMap(({ key }) =>
    isScalar(key) && typeof key.value === 'string' ? key.value : [],
  );
  const merges = [{ value: tree, span: keySpan }];
  for (const { key, value, merged } of mergedEntries(ownKeys, keySpan, merges, conversionAt(cut, from))) {
    const alias: Tree = { kind: 'alias', name: merged?.anchor ?? '', target: deref(value), ...keySpan };
    cut.sections.push({ from, parent: null, key, keySpan, tree: alias, alone: false });
  }
  cut.sections.push(unnamed(from, keySpan, tree));
}

/** Returns the merged entries of a mapping that are not among its `own` keys. */
function mergedEntries(
  ownKeys: readonly string[],
  span: Span,
  merges: readonly Merge[],
  conversion: Conversion,
): readonly TreeEntry[] {
  if (merges.length === 0) return [];
  const entries = ownKeys
    .filter((key) => key !== '<<')
    .map((key) => ({ key, keySpan: span, value: emptyMap(0), merged: null }));
  return withMerges(entries, merges, conversion).entries.filter((entry) => entry.merged !== null);
}

function conversionAt(cut: Cut, base: number): Conversion {
  return { text: cut.text, base, anchors: cut.anchors, defined: cut.defined, problems: cut.problems };
}

/** Records the anchors of the last section; a name that two sections define belongs to none. */
function noteAnchors(cut: Cut): void {
  const section = cut.sections.length - 1;
  for (const name of cut.defined) {
    const tree = cut.anchors.get(name);
    if (tree) cut.places.set(name, { tree, section: cut.places.has(name) ? -1 : section });
  }
  cut.defined.length = 0;
}

/** Returns a section without a valid name: a merge key, or a key that is refused. */
function unnamed(from: number, keySpan: Span, tree: Tree): Section {
  return { from, parent: null, key: '', keySpan, tree, alone: false };
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
