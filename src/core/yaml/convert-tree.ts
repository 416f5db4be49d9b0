// Converts parser nodes to plain value trees: positions become relative, merge keys are resolved, aliases stay references to shared
// trees. Aliases are never expanded, so the time grows with the text alone.

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { positionsOf } from '../text/walk.ts';
import { MAX_DEPTH, tooDeep, type YamlProblem } from './parse-yaml.ts';
import { deref, type MapTree, type ScalarTree, type Span, type Tree, type TreeEntry } from './tree.ts';

/** The state of one conversion. `anchors` is read and filled in document order; offsets of `problems` are absolute. */
export interface Conversion {
  readonly text: string;
  /** The start of the fragment: positions in the trees are relative to it. */
  readonly base: number;
  readonly anchors: Map<string, Tree>;
  /** The names of the anchors defined so far, in order. */
  readonly defined: string[];
  readonly problems: YamlProblem[];
}

/** The value of one merge key (`<<`) with its place. */
export interface Merge {
  readonly value: Tree;
  readonly span: Span;
}

/** The most entries that one mapping takes from merge keys; more are reported instead of followed. */
const MERGE_LIMIT = 10_000;

/**
 * The most merged entries of all mappings in one text: mappings that each merge the previous one would grow with the square of the file.
 */
const MERGE_TOTAL = 500_000;

/** The number of merged entries of a text so far, by its list of problems. */
const mergedEntries = new WeakMap<readonly YamlProblem[], number>();

/** Returns the tree of a parser node; `at` is the place of an absent value, `depth` the number of collections around it. */
export function convertNode(node: unknown, at: number, conversion: Conversion, depth = 0): Tree {
  const bare = convertBare(node, at, conversion, depth);
  if (!hasAnchor(node) || bare.kind === 'alias') return bare;
  const tree = { ...bare, anchor: node.anchor };
  conversion.anchors.set(node.anchor, tree);
  conversion.defined.push(node.anchor);
  return tree;
}

function hasAnchor(node: unknown): node is { readonly anchor: string } {
  return (
    typeof node === 'object' && node !== null && typeof (node as { anchor?: unknown }).anchor === 'string'
  );
}

function convertBare(node: unknown, at: number, conversion: Conversion, depth: number): Tree {
  const { base, text } = conversion;
  if (isAlias(node)) {
    const [from, to] = rangeOf(node, at);
    const target = conversion.anchors.get(node.source) ?? null;
    if (!target) {
      conversion.problems.push({
        code: 'unresolved-alias',
        message: `no anchor &${node.source} stands above *${node.source}`,
        offset: from,
      });
    }
    if (target && depth + heightOf(target) > MAX_DEPTH) return refusedDepth(from, conversion);
    return { kind: 'alias', name: node.source, target: deref(target), from: from - base, to: to - base };
  }
  if (depth >= MAX_DEPTH && (isMap(node) || isSeq(node)))
    return refusedDepth(rangeOf(node, at)[0], conversion);
  if (isMap(node)) return convertMap(node, at, conversion, depth);
  if (isSeq(node)) {
    const [from, end] = rangeOf(node, at);
    const items = node.items.map((item) => convertNode(item, from, conversion, depth + 1));
    const flow = node.flow === true;
    const last = items.at(-1);
    const to = flow || !last ? end : base + last.to;
    return { kind: 'seq', items, flow, tag: localTag(node), from: from - base, to: to - base };
  }
  const [from, to] = rangeOf(node, at);
  if (!isScalar(node)) return emptyScalarAt(at - base);
  const value = withoutAddedNewline(plainValue(node.value), node, text);
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const source = typeof value === 'string' ? value : (node.source ?? text.slice(from, to));
  return {
    kind: 'scalar',
    value,
    text: source,
    quoted,
    tag: localTag(node),
    from: from - base,
    to: to - base,
  };
}

/** Returns the content of a block scalar that ends the file without a line ending: the parser adds one, Compose does not. */
function withoutAddedNewline(
  value: ScalarTree['value'],
  { type, range }: Scalar,
  text: string,
): ScalarTree['value'] {
  if (typeof value !== 'string' || !type?.startsWith('BLOCK') || range?.[1] !== text.length) return value;
  return text.slice(text.lastIndexOf('\n') + 1).trim() === '' ? value : value.replace(/\n$/, '');
}

function emptyScalarAt(at: number): Tree {
  return { kind: 'scalar', value: null, text: '', quoted: false, tag: null, from: at, to: at };
}

function refusedDepth(offset: number, { base, problems }: Conversion): Tree {
  const problem = tooDeep(offset);
  // Reported once, however many branches are that deep.
  if (!problems.some(({ code }) => code === problem.code)) problems.push(problem);
  return emptyScalarAt(offset - base);
}

const heights = new WeakMap<Tree, number>();

/** Returns the depth of nested collections, with aliases followed. Each anchor is measured once. */
function heightOf(tree: Tree): number {
  if (tree.kind === 'scalar') return 0;
  if (tree.kind === 'alias') return tree.target === null ? 0 : heightOf(tree.target);
  const known = heights.get(tree);
  if (known !== undefined) return known;
  let height = 0;
  const inner = tree.kind === 'map' ? tree.entries.map(({ value }) => value) : tree.items;
  for (const tree of inner) height = Math.max(height, heightOf(tree));
  if (tree.anchor !== undefined) heights.set(tree, height + 1);
  return height + 1;
}

function convertMap(node: YAMLMap, at: number, conversion: Conversion, depth: number): MapTree {
  const [from, end] = rangeOf(node, at);
  const ownTreeEntries: TreeEntry[] = [];
  const merges: Merge[] = [];
  const seen = new Map<string, number>();
  let to = from;
  for (const pair of node.items) {
    const keySpan = spanOfKey(pair, conversion, to);
    const value = convertNode(pair.value, keySpan.to + conversion.base, conversion, depth + 1);
    to = Math.max(value.to, keySpan.to) + conversion.base;
    const key = newKey(pair, seen, conversion);
    if (key === null) continue;
    if (isMergeKey(pair)) {
      merges.push({ value, span: { from: value.from, to: value.to } });
    } else {
      ownTreeEntries.push({ key, keySpan, value, merged: null });
    }
  }
  const flow = node.flow === true;
  return {
    kind: 'map',
    ...withMerges(ownTreeEntries, merges, conversion),
    flow,
    tag: localTag(node),
    from: from - conversion.base,
    to: (flow || node.items.length === 0 ? end : to) - conversion.base,
  };
}

/** Returns the entries of a mapping: its own first, then merged ones that no earlier key overrides, as YAML's merge key type defines. */
export function withMerges(
  ownTreeEntries: readonly TreeEntry[],
  merges: readonly Merge[],
  conversion: Conversion,
): Pick<MapTree, 'entries' | 'inherited'> {
  if (merges.length === 0) return { entries: ownTreeEntries };
  const entries = [...ownTreeEntries];
  const inherited: TreeEntry[] = [];
  const ownKeys = new Set(ownTreeEntries.map((entry) => entry.key));
  const keys = new Set<string>();
  let total = mergedEntries.get(conversion.problems) ?? 0;
  const limit = Math.min(MERGE_LIMIT, ownTreeEntries.length + MERGE_TOTAL - total);
  for (const { value, span } of merges) {
    const sources = value.kind === 'seq' ? value.items : [value];
    for (const source of sources) {
      const map = deref(source);
      const offset = span.from + conversion.base;
      if (map?.kind !== 'map') {
        const message = 'a merge key (<<) takes an alias of a mapping, or a list of them';
        if (map) conversion.problems.push({ code: 'bad-merge', message, offset });
        continue;
      }
      const anchor = source.kind === 'alias' ? source.name : '';
      for (const entry of map.entries) {
        if (keys.has(entry.key)) continue;
        if (entries.length >= limit) {
          const message =
            limit === MERGE_LIMIT
              ? `merge keys add more than ${MERGE_LIMIT} entries to one mapping`
              : `merge keys add more than ${MERGE_TOTAL} entries to the mappings of this file`;
          conversion.problems.push({ code: 'merge-too-large', message, offset });
          return { entries, inherited };
        }
        keys.add(entry.key);
        const merged = { key: entry.key, keySpan: span, value: entry.value, merged: { anchor, span } };
        inherited.push(merged);
        if (ownKeys.has(entry.key)) continue;
        total++;
        mergedEntries.set(conversion.problems, total);
        entries.push(merged);
      }
    }
  }
  return { entries, inherited };
}

/** True for YAML's merge key: `<<` without quotes. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';
}

/** Returns the key of a pair; null for one that is no text or already in `seen` (key → offset), both reported as problems. */
export function newKey(pair: Pair, seen: Map<string, number>, conversion: Conversion): string | null {
  const key = keyText(pair, conversion);
  const [offset] = rangeOf(pair.key, 0);
  if (key === null) {
    conversion.problems.push({ code: 'complex-key', message: 'a key must be plain text', offset });
    return null;
  }
  const first = seen.get(key);
  if (first !== undefined) {
    const message = `mapping key "${key}" already defined at line ${lineAt(conversion.text, first)}`;
    conversion.problems.push({ code: 'duplicate-key', message, offset });
    return null;
  }
  seen.set(key, offset);
  return key;
}

function keyText(pair: Pair, conversion: Conversion): string | null {
  const { key } = pair;
  if (!isScalar(key)) return null;
  if (typeof key.value === 'string') return key.value;
  const text = key.source ?? String(key.value);
  // Compose refuses keys that YAML reads as null, a boolean or a number (semantics 4.6).
  const [offset] = rangeOf(key, 0);
  const message = `the key ${text === '' ? '(nothing)' : text} is no string`;
  conversion.problems.push({ code: 'non-string-key', message, offset });
  return text;
}

function spanOfKey(pair: Pair, conversion: Conversion, at: number): Span {
  const [from, to] = rangeOf(pair.key, at);
  return { from: from - conversion.base, to: to - conversion.base };
}

/** Returns start and end of the content of a node; `at` twice for a node without text. */
export function rangeOf(node: unknown, at: number): readonly [number, number] {
  const range = (node as Node | null)?.range;
  return range ? [range[0], range[1]] : [at, at];
}

function localTag(node: { readonly tag?: string | undefined }): string | null {
  return node.tag?.startsWith('!') ? node.tag : null;
}

function plainValue(value: unknown): string | number | boolean | null {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : String(value);
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (const end of positionsOf(text, '\n')) {
    if (end >= offset) break;
    line++;
  }
  return line;
}
