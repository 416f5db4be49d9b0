// The plain value tree that the model is read from: scalars, maps and lists with their positions, and aliases. Only its types and
// access; `parse-tree.ts` makes it from YAML text.

/** A half-open range of UTF-16 offsets, relative to the start of the fragment that holds the node. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A scalar. `text` is the string that Compose sees: the source of a plain number or boolean, the content of a string. */
export interface ScalarTree extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly text: string;
  readonly quoted: boolean;
  readonly tag: string | null;
  /** The name of the anchor at the node (`&name`). */
  readonly anchor?: string;
}

/** One `key: value`. `merged` names the anchor of an entry from a merge key (`<<`), with the place of that alias. */
export interface TreeEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
  readonly merged: { readonly anchor: string; readonly span: Span } | null;
}

/** A mapping with resolved merge keys: own entries first in file order, then merged ones that no own key overrides. */
export interface MapTree extends Span {
  readonly kind: 'map';
  readonly entries: readonly TreeEntry[];
  /** All entries from its merge keys, overridden or not; absent without merge keys. */
  readonly inherited?: readonly TreeEntry[];
  readonly flow: boolean;
  readonly tag: string | null;
  readonly anchor?: string;
}

/** A sequence. */
export interface SeqTree extends Span {
  readonly kind: 'seq';
  readonly items: readonly Tree[];
  readonly flow: boolean;
  readonly tag: string | null;
  readonly anchor?: string;
}

/** An alias `*name`: `target` is the shared tree of the anchor, whose spans belong to another place; null without such an anchor. */
export interface AliasTree extends Span {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: Exclude<Tree, AliasTree> | null;
}

export type Tree = ScalarTree | MapTree | SeqTree | AliasTree;

/** A path into a document, never dotted, since service names may contain dots. */
export type Path = readonly (string | number)[];

/** Returns the node itself, or the target of an alias; null for an unresolved alias or an absent node. */
export function deref(tree: Tree | null | undefined): Exclude<Tree, AliasTree> | null {
  if (!tree) return null;
  return tree.kind === 'alias' ? tree.target : tree;
}

/** Returns the same mapping with other entries of its own; merged entries stay unless one of them overrides them. */
export function withOwnEntries(map: MapTree, own: readonly TreeEntry[]): MapTree {
  const keys = new Set(own.map(({ key }) => key));
  const merged = (map.inherited ?? []).filter(({ key }) => !keys.has(key));
  return { ...map, entries: [...own, ...merged] };
}

/** Returns the entry of a map by key, with aliases and merge keys followed. */
export function entryOf(tree: Tree | null | undefined, key: string): TreeEntry | null {
  const map = deref(tree);
  if (map?.kind !== 'map') return null;
  return map.entries.find((entry) => entry.key === key) ?? null;
}

/** Returns the value of a map by key, with aliases and merge keys followed; null when absent. */
export function childOf(tree: Tree | null | undefined, key: string): Tree | null {
  return entryOf(tree, key)?.value ?? null;
}

/** Returns the entries of a map; none for anything else. */
export function entriesOf(tree: Tree | null | undefined): readonly TreeEntry[] {
  const map = deref(tree);
  return map?.kind === 'map' ? map.entries : [];
}

/** Returns the items of a sequence; none for anything else. */
export function itemsOf(tree: Tree | null | undefined): readonly Tree[] {
  const seq = deref(tree);
  return seq?.kind === 'seq' ? seq.items : [];
}

/** The largest number of values that aliases may bring into a plain value. */
const mostUnfolded = 100_000;

/**
 * Returns a node as a plain JSON value; maps become objects without a prototype. Undefined where aliases unfold beyond a limit, so that
 * nested ones cannot grow without bound.
 */
export function plainValue(tree: Tree | null | undefined): unknown {
  let left = mostUnfolded;
  const read = (one: Tree | null | undefined, isShared: boolean): unknown => {
    const unfolds = isShared || one?.kind === 'alias';
    if (unfolds) left--;
    const node = left < 0 ? null : deref(one);
    switch (node?.kind) {
      case 'scalar':
        return node.value;
      case 'seq':
        return node.items.map((item) => read(item, unfolds));
      case 'map': {
        const members: Record<string, unknown> = Object.create(null);
        for (const { key, value, merged } of node.entries)
          members[key] = read(value, unfolds || merged !== null);
        return members;
      }
      case undefined:
        return null;
    }
  };
  const value = read(tree, false);
  return left < 0 ? undefined : value;
}

/** Returns the string that Compose sees in a scalar; null for null, for collections and for an absent node. */
export function scalarText(tree: Tree | null | undefined): string | null {
  const scalar = deref(tree);
  return scalar?.kind === 'scalar' && scalar.value !== null ? scalar.text : null;
}
