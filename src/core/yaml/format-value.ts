// Values as YAML text, in the style of the file, such that Compose and every YAML 1.1 reader take them as meant.

import type { FileStyle } from './file-style.ts';
import { deref, type Tree } from './tree.ts';

/** A plain value that can be written as YAML. */
export type Writable =
  | string
  | number
  | boolean
  | null
  | readonly Writable[]
  | { readonly [key: string]: Writable };

/** Words and shapes that some YAML readers take for something other than text (semantics 4.6). */
const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|\.(?:inf|nan|\d.*))$/i;
const PLAIN = /^[A-Za-z_./][A-Za-z0-9_./@+=:$-]*(?: [A-Za-z0-9_./@+=$>-]+)*$/;

/** Returns a scalar as YAML, quoted where it would otherwise read back as another value. */
export function formatScalar(value: string | number | boolean | null, style: FileStyle): string {
  if (typeof value !== 'string') return String(value);
  if (style.json) return quoteScalar(value, '"');
  return isPlainText(value) ? value : quoteScalar(value, style.quote);
}

/** True when every reader takes an unquoted text for that same text. */
export function isPlainText(value: string): boolean {
  return PLAIN.test(value) && !NOT_TEXT.test(value) && !value.endsWith(':') && !/: /.test(value);
}

/** Returns a text in quotes; control characters force double ones. */
export function quoteScalar(value: string, quote: '"' | "'"): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  if (quote === "'" && !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(
    /[\u007f\u0085\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns a value in flow style. */
export function formatFlow(value: Writable, style: FileStyle): string {
  if (isList(value)) return `[${value.map((item) => formatFlow(item, style)).join(', ')}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${formatScalar(key, style)}: ${formatFlow(item, style)}`,
    );
    return entries.length === 0 ? '{}' : `{${entries.join(', ')}}`;
  }
  return formatScalar(value, style);
}

/** Returns `key: value` in block style; the first line has no indentation, the others fit a key at `column`. */
export function formatEntry(key: string, value: Writable, column: number, style: FileStyle): string {
  const name = `${formatScalar(key, style)}:`;
  if (value === null) return name;
  const nested = formatNested(key, value, column, style);
  return nested === null ? `${name} ${formatFlow(value, style)}` : name + nested;
}

/** Returns the lines under a key at `column`, each led by a line ending; null for a value that fits beside its key. */
export function formatNested(key: string, value: Writable, column: number, style: FileStyle): string | null {
  if (isList(value)) {
    if (value.length === 0 || (style.flowList(key) && value.every((item) => !isList(item) && !isMap(item))))
      return null;
    const lead = style.eol + ' '.repeat(column + style.dash);
    return value.map((item) => `${lead}- ${formatItem(item, column + style.dash + 2, style)}`).join('');
  }
  if (!isMap(value) || Object.keys(value).length === 0) return null;
  const lead = style.eol + ' '.repeat(column + style.step);
  return Object.entries(value)
    .map(([name, item]) => lead + formatEntry(name, item, column + style.step, style))
    .join('');
}

/** Returns an item of a list in block style, behind its dash; the keys of a mapping are at `column`. */
export function formatItem(value: Writable, column: number, style: FileStyle): string {
  if (!isMap(value) || Object.keys(value).length === 0) return formatFlow(value, style);
  const entries = Object.entries(value).map(([key, item]) => formatEntry(key, item, column, style));
  return entries.join(style.eol + ' '.repeat(column));
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

function isMap(value: Writable): value is { readonly [key: string]: Writable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The most nodes that `writableOf` converts, far more than people write by hand. The limit ends the expansion of nested aliases. */
const MOST_NODES = 2000;

/** Returns a value tree as a plain value, with aliases and merge keys written out; undefined beyond the limit of nodes. */
export function writableOf(tree: Tree | null): Writable | undefined {
  let left = MOST_NODES;
  const convert = (one: Tree | null): Writable | undefined => {
    if (left-- <= 0) return undefined;
    const node = deref(one);
    if (!node) return null;
    if (node.kind === 'scalar') {
      // A number that would be written another way (`1.10`, `0444`) stays the text that Compose sees.
      return node.value === null || String(node.value) === node.text ? node.value : node.text;
    }
    if (node.kind === 'seq') {
      const items: Writable[] = [];
      for (const item of node.items) {
        const value = convert(item);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    const entries: (readonly [string, Writable])[] = [];
    for (const { key, value: tree } of node.entries) {
      const value = convert(tree);
      if (value === undefined) return undefined;
      entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  };
  return convert(tree);
}
