// An anchored value copied under a key of its own at the top of the file, so that it outlives the entry that held it.

import { isCollection, isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { contentEnd, findNode, keyOf, type Slice, startOf } from './slice.ts';
import { columnOf, lineStart } from './text-position.ts';
import type { Path } from './tree.ts';

/** Writes `x-NAME: &NAME …` above the top-level key `before`, with the value of the anchor that is inside `path`. */
export function hoistAnchor(slice: Slice, path: Path, anchor: string, before: string): Result<Edits> {
  const { text, style } = slice;
  const held = anchored(findNode(slice, path)?.node, anchor);
  const key = findNode(slice, [before])?.pair?.key;
  if (held === null || !key) return refuse('not-found', `the anchor &${anchor} is not written there`);
  // A byte order mark stays the first character.
  const at = Math.max(lineStart(text, startOf(key)), text.startsWith('\ufeff') ? 1 : 0);
  const head = `${freeName(slice, `x-${anchor}`)}: &${anchor}`;
  const start = startOf(held);
  const source = text.slice(start, contentEnd(text, held));
  if (!isCollection(held) || held.flow === true) {
    return ok([{ from: at, to: at, insert: `${head} ${source}${style.eol}` }]);
  }
  const first = startOf(isMap(held) ? held.items[0]?.key : null) || start;
  const shift = columnOf(text, first);
  // Lines keep their places among each other; those that stand further left (comments) only lose what they have.
  const lines = source.split(/\r?\n/).map((line, i) => {
    const bare = i === 0 ? line : line.slice(Math.min(shift, line.search(/\S|$/)));
    return bare === '' ? '' : ' '.repeat(style.step) + bare;
  });
  return ok([{ from: at, to: at, insert: `${head}${style.eol}${lines.join(style.eol)}${style.eol}` }]);
}

function anchored(node: unknown, anchor: string): unknown {
  let found: unknown = null;
  if (!isNode(node)) return null;
  visit(node, {
    Node(_, node) {
      if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor === anchor) {
        found = node;
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

/** Returns the name, with the first number that makes it new among the top-level keys where it is taken. */
function freeName(slice: Slice, name: string): string {
  const taken = new Set(isMap(slice.root) ? slice.root.items.map(keyOf) : []);
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name}-${i}`;
  return free;
}
