// Where the cursor stands in the tree of a file, read from indentation alone: a file is broken most of the time while
// somebody types in it, and completion is wanted just then.

/** The word at the cursor and its position in the document's structure. */
export interface CursorContext {
  /** The keys from the top down to the container of the word; `-` is an item of a list. */
  readonly path: readonly string[];
  /** The role of the word: `key` names an entry of the map at `path`, `value` is the value of the last key, `item` an item of its list. */
  readonly place: 'key' | 'value' | 'item';
  /** The column at which the word begins, from 0. */
  readonly from: number;
  readonly word: string;
}

interface Line {
  /** The columns of the dashes that begin items. */
  readonly dashes: readonly number[];
  /** The column after the dashes. */
  readonly column: number;
  readonly key: string | null;
  /** The text after the key; null without a key. */
  readonly value: string;
}

const keyPattern =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[\]{},&*!|>%@`-][^#]*?|-[^\s#:][^#]*?)\s*:(?:\s+(.*))?$/;

function unquoted(key: string): string {
  return /^(["']).*\1$/.test(key) ? key.slice(1, -1) : key;
}

function readLine(text: string): Line | null {
  if (/^\s*(#|$)/.test(text)) return null;
  const dashes: number[] = [];
  let column = /^ */.exec(text)?.[0].length ?? 0;
  for (;;) {
    const dash = /^-( +|$)/.exec(text.slice(column));
    if (dash === null) break;
    dashes.push(column);
    column += Math.max(dash[0].length, 2);
  }
  const rest = text.slice(column);
  const match = keyPattern.exec(rest);
  return {
    dashes,
    column,
    key: match === null ? null : unquoted(match[1] ?? ''),
    value: match === null ? rest : (match[2] ?? ''),
  };
}

/** True when a map or a list may follow below a key with this value: nothing, an anchor, a tag, or a comment. */
function mayHoldBlock(value: string): boolean {
  return /^(?:[&!]\S+\s*)*(?:#.*)?$/.test(value);
}

/** Returns the keys above a line, from the top down; null inside a scalar of several lines. */
function ancestors(
  lineAt: (line: number) => string,
  line: number,
  column: number,
  inItem: boolean,
): readonly string[] | null {
  const path: string[] = inItem ? ['-'] : [];
  let limit = column;
  let dashed = inItem;
  for (let above = line - 1; above >= 1 && (limit > 0 || dashed); above--) {
    const read = readLine(lineAt(above));
    if (read === null) continue;
    const first = read.dashes[0] ?? read.column;
    const last = read.dashes.at(-1);
    // An item of the same list.
    if (dashed && last === limit) continue;
    if (!dashed && read.column === limit && last !== undefined) {
      path.unshift('-');
      limit = last;
      dashed = true;
      continue;
    }
    const holds = dashed ? read.column <= limit : read.column < limit;
    if (!holds) continue;
    if (read.key === null || !mayHoldBlock(read.value)) {
      if (first < limit) return null;
      continue;
    }
    path.unshift(read.key);
    limit = read.column;
    dashed = false;
    if (last !== undefined) {
      path.unshift('-');
      limit = last;
      dashed = true;
    }
  }
  return path;
}

/** Returns the context of the cursor; null in a comment, and where nothing is known. Lines count from 1, columns from 0. */
export function cursorContext(
  lineAt: (line: number) => string,
  line: number,
  column: number,
): CursorContext | null {
  const before = lineAt(line).slice(0, column);
  if (/(^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ''))) return null;
  const read = readLine(before) ?? { dashes: [], column: before.length, key: null, value: '' };
  const dash = read.dashes.at(-1);
  const above =
    dash === undefined ? ancestors(lineAt, line, read.column, false) : ancestors(lineAt, line, dash, true);
  if (above === null) return null;
  if (read.key !== null) {
    if (!/:\s/.test(before.slice(read.column))) return null;
    return ofValue([...above, read.key], read.value, column);
  }
  const flow = /^[[{]/.test(read.value);
  if (flow) return null;
  return {
    path: above,
    place: dash === undefined ? 'key' : 'item',
    from: column - read.value.length,
    word: read.value,
  };
}

function ofValue(path: readonly string[], value: string, column: number): CursorContext | null {
  if (value.startsWith('{') || /^[|>]/.test(value)) return null;
  if (!value.startsWith('[')) return { path, place: 'value', from: column - value.length, word: value };
  if (value.includes(']')) return null;
  const word = /[^[,\s]*$/.exec(value)?.[0] ?? '';
  return { path: [...path, '-'], place: 'item', from: column - word.length, word };
}
