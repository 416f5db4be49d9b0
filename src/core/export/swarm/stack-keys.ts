// Applies the table of keys to an entry: keys that `docker stack deploy` refuses or ignores are removed,
// with a note; values in a form that it refuses are written in one that it accepts.

import type { Cast } from '../../compose/keys/key.ts';
import { bytesOf } from '../../compose/project/values/byte-size.ts';
import { matchesStep, type SwarmKey, type SwarmPlace, swarmKeys } from '../../rules/facts/swarm-keys.ts';
import { listTree, plainTree, textTree } from '../../yaml/make-tree.ts';
import {
  deref,
  entriesOf,
  itemsOf,
  type Path,
  type ScalarTree,
  scalarText,
  type Tree,
} from '../../yaml/tree.ts';
import type { StackContext } from './stack-context.ts';

/** Returns the entry in a form that a stack file accepts; null when nothing is left. `at` is its path; `except` are keys to keep. */
export function stackEntry(
  context: StackContext,
  place: SwarmPlace,
  tree: Tree,
  at: Path,
  except: readonly string[] = [],
): Tree | null {
  let current: Tree | null = tree;
  for (const key of swarmKeys[place]) {
    if (current === null) return null;
    if (except.includes(key.at[0] ?? '')) continue;
    current = changedAt(current, key.at, at, (value, path) => treatedValue(context, key, value, path));
  }
  return current;
}

type Change = (value: Tree, path: Path) => Tree | null;

/** Returns the tree with the value at `steps` changed, or removed for null. */
function changedAt(tree: Tree, [step, ...rest]: readonly string[], at: Path, change: Change): Tree | null {
  if (step === undefined) return change(tree, at);
  const node = deref(tree);
  if (node?.kind === 'map') {
    let same = true;
    const entries = node.entries.flatMap((entry) => {
      if (!matchesStep(step, entry.key)) return [entry];
      const value = changedAt(entry.value, rest, [...at, entry.key], change);
      same &&= value === entry.value;
      return value === null ? [] : [{ ...entry, value }];
    });
    return same ? tree : { ...node, entries };
  }
  if (node?.kind === 'seq' && step === '*') {
    let same = true;
    const items = node.items.flatMap((item, index) => {
      const value = changedAt(item, rest, [...at, index], change);
      same &&= value === item;
      return value === null ? [] : [value];
    });
    return same ? tree : { ...node, items };
  }
  return tree;
}

function treatedValue(context: StackContext, key: SwarmKey, value: Tree, at: Path): Tree | null {
  switch (key.form) {
    case 'text':
      return asPlain(value, key.cast);
    case 'number':
    case 'boolean':
      return asText(value);
    case 'nothing':
      return isNothing(value) ? null : value;
    // These keys are rewritten by their own steps.
    case 'entries':
    case 'list':
    case 'mapping':
    case 'bridge':
      return value;
    default:
      // Kept as a hint for people and for the analysis on which ports the service listens.
      if (key.treatment === 'deprecated' || key.treatment === 'silent') return value;
      reportLeftOut(context, key, value, at);
      return null;
  }
}

/** Converts a number or boolean written as text to a plain one. */
function asPlain(value: Tree, cast: Cast | undefined): Tree {
  const node = deref(value);
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return value;
  const { text } = node;
  if (cast === 'flag') {
    if (/^(?:true|yes|on|y|1|t)$/i.test(text)) return plainTree(true);
    return /^(?:false|no|off|n|0|f)$/i.test(text) ? plainTree(false) : value;
  }
  if (/^0[0-7]+$/.test(text)) return node.quoted ? plainTree(Number.parseInt(text, 8)) : value;
  const bytes = /^-\d+$/.test(text) ? Number(text) : bytesOf(text);
  return bytes === null ? value : plainTree(bytes);
}

function asText(value: Tree): Tree {
  const node = deref(value);
  const isText = node?.kind !== 'scalar' || node.value === null || typeof node.value === 'string';
  return isText ? value : textTree((node as ScalarTree).text);
}

function isNothing(value: Tree): boolean {
  const node = deref(value);
  return node === null || (node.kind === 'scalar' && node.value === null);
}

/** Reports that a key is not in the stack file. */
function reportLeftOut(
  { note }: StackContext,
  { treatment, instead, effect }: SwarmKey,
  value: Tree,
  at: Path,
): void {
  const why = treatment === 'refused' ? 'refuses it' : 'ignores it';
  if (isEmptyValue(value)) {
    note('changed', 'no-effect', at, `docker stack deploy ${why}; it has no effect, so it was removed.`);
  } else if (effect === null) {
    note('changed', 'ignored-key', at, `docker stack deploy ${why}, and nothing that runs depends on it.`);
  } else {
    const advice = instead === undefined ? '' : ` A stack says ${instead}.`;
    note(
      'lost',
      treatment === 'refused' ? 'refused-key' : 'ignored-key',
      at,
      `docker stack deploy ${why}${effect ? `: ${effect}` : ''}.${advice}`,
    );
  }
}

/** True for false, an empty value or an empty list. */
function isEmptyValue(value: Tree): boolean {
  const node = deref(value);
  if (node?.kind === 'scalar')
    return node.value === null || /^(?:false|no|off|n|)$/i.test(scalarText(node) ?? '');
  return entriesOf(node).length + itemsOf(node).length === 0;
}

/** Returns a list of texts as a tree. */
export function textList(texts: readonly string[]): Tree {
  return listTree(texts.map(textTree));
}
