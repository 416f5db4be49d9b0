// The columns of what is new below a key: as below its siblings, else as the mapping that holds it is indented, else as the file has them.

import { isMap, isPair, isSeq, type YAMLMap } from 'yaml';
import { lastBefore } from '../text/walk.ts';
import type { FileStyle } from './file-style.ts';
import { findNode, type Slice, startOf } from './slice.ts';
import { columnOf, lineStart } from './text-position.ts';
import type { Path } from './tree.ts';

/** Returns the style for values in the mapping at `path`, whose node is `map`. */
export function siblingStyle(slice: Slice, path: Path, map: YAMLMap): FileStyle {
  const { text, style } = slice;
  let step: number | null = null;
  let dash: number | null = null;
  for (const pair of map.items) {
    if (!isPair(pair)) continue;
    const column = columnOf(text, startOf(pair.key));
    const { value } = pair;
    if (isMap(value) && !value.flow && value.items.length > 0)
      step = columnOf(text, startOf(value.items[0]?.key)) - column;
    if (isSeq(value) && !value.flow && value.items.length > 0) {
      const first = startOf(value.items[0]);
      const at = lastBefore(text, '-', first);
      if (at >= lineStart(text, first)) dash = columnOf(text, at) - column;
    }
  }
  step ??= ownStep(slice, path, map);
  return {
    ...style,
    step: step !== null && step > 0 ? step : style.step,
    dash: dash !== null && dash >= 0 ? dash : style.dash,
  };
}

/** Returns the columns between a key and its mapping; null for a mapping without a key. */
function ownStep(slice: Slice, path: Path, map: YAMLMap): number | null {
  const pair = path.length === 0 ? null : findNode(slice, path)?.pair;
  const [first] = map.items;
  if (!pair || map.flow || !first) return null;
  return columnOf(slice.text, startOf(first.key)) - columnOf(slice.text, startOf(pair.key));
}
