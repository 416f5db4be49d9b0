// Reads YAML, TOML and JSON configuration into the value tree of compose files, so that one reader serves all of them.

import { type Node as JsonNode, type ParseError, parseTree as parseJson } from 'jsonc-parser';
import { type AST, parseTOML } from 'toml-eslint-parser';
import { parseTree } from '../../yaml/parse-tree.ts';
import type { ScalarTree, Tree, TreeEntry } from '../../yaml/tree.ts';
import { type ConfigText, lineAt, placeText } from '../places.ts';

/** The tree of a configuration file, null when it is empty, or a sentence with the place that cannot be read. */
export type ConfigTree =
  | { readonly ok: true; readonly tree: Tree | null }
  | { readonly ok: false; readonly because: string };

type Parsed = { readonly tree: Tree | null } | { readonly offset: number };

/** The maximum length of a configuration file in characters, and its maximum nesting. */
const maxLength = 1_000_000;
const maxDepth = 100;

/** Reads a file by its extension: `toml`, `json`, else YAML. */
export function readConfigTree(file: ConfigText, ending: string): ConfigTree {
  const parsed = parse(file.text, ending);
  if ('tree' in parsed) return { ok: true, tree: parsed.tree };
  return { ok: false, because: `${placeText(lineAt(file, parsed.offset))} cannot be read.` };
}

function parse(text: string, ending: string): Parsed {
  if (text.length > maxLength) return { offset: maxLength };
  if (ending === 'toml') return fromToml(text);
  if (ending === 'json') return fromJson(text);
  const { tree, problems } = parseTree(text);
  const [problem] = problems;
  return problem ? { offset: problem.offset } : { tree };
}

function fromJson(text: string): Parsed {
  // The parser is recursive.
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) return { offset: deepAt };
  const errors: ParseError[] = [];
  const root = parseJson(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error) return { offset: error.offset };
  return { tree: root ? jsonTree(root) : null };
}

/** Returns the offset at which JSON is nested too deeply; null when it is not. */
function tooDeepAt(text: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted && letter === '\\') at++;
    else if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > maxDepth) return at;
  }
  return null;
}

function jsonTree(node: JsonNode): Tree {
  const at = { from: node.offset, to: node.offset + node.length };
  if (node.type === 'object') {
    const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }): TreeEntry[] => {
      if (!key || !value) return [];
      return [
        {
          key: String(key.value),
          keySpan: { from: key.offset, to: key.offset + key.length },
          value: jsonTree(value),
          merged: null,
        },
      ];
    });
    return { kind: 'map', entries, flow: true, tag: null, ...at };
  }
  if (node.type === 'array') {
    const items = (node.children ?? []).map((child) => jsonTree(child));
    return { kind: 'seq', items, flow: true, tag: null, ...at };
  }
  return scalar(node.value as ScalarTree['value'], at);
}

function scalar(value: ScalarTree['value'], at: { readonly from: number; readonly to: number }): ScalarTree {
  return {
    kind: 'scalar',
    value,
    text: String(value ?? ''),
    quoted: typeof value === 'string',
    tag: null,
    ...at,
  };
}

/** A TOML table under construction, which a file may name several times. */
interface Table {
  readonly entries: Map<string, { readonly from: number; value: Table | Table[] | Tree }>;
  readonly from: number;
}

function fromToml(text: string): Parsed {
  try {
    const [top] = parseTOML(text).body;
    const root: Table = { entries: new Map(), from: 0 };
    for (const node of top?.body ?? []) {
      if (node.type === 'TOMLKeyValue') setToml(root, node, 0);
      else {
        const table = openTable(root, node);
        for (const pair of node.body) setToml(table, pair, 0);
      }
    }
    return { tree: tableTree(root) };
  } catch (error) {
    const index = error instanceof Error && 'index' in error ? Number(error.index) : 0;
    return { offset: Number.isFinite(index) ? index : 0 };
  }
}

function openTable(root: Table, node: AST.TOMLTable): Table {
  let here = root;
  node.key.keys.forEach((key, index) => {
    const last = index === node.key.keys.length - 1;
    here = child(here, keyName(key), node.range[0], last && node.kind === 'array');
  });
  return here;
}

/** Returns the child table of a name, created if missing; for an array its last or a new table. */
function child(table: Table, name: string, from: number, append: boolean): Table {
  const made: Table = { entries: new Map(), from };
  const before = table.entries.get(name)?.value;
  if (append) {
    if (Array.isArray(before)) before.push(made);
    else table.entries.set(name, { from, value: [made] });
    return made;
  }
  if (Array.isArray(before)) return before.at(-1) ?? made;
  if (before !== undefined && 'entries' in before && before.entries instanceof Map) return before as Table;
  table.entries.set(name, { from, value: made });
  return made;
}

function setToml(table: Table, pair: AST.TOMLKeyValue, depth: number): void {
  let here = table;
  const keys = pair.key.keys.map(keyName);
  for (const name of keys.slice(0, -1)) here = child(here, name, pair.range[0], false);
  here.entries.set(keys.at(-1) ?? '', { from: pair.range[0], value: tomlValue(pair.value, depth) });
}

function keyName(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function tomlValue(node: AST.TOMLContentNode, depth: number): Tree {
  const at = { from: node.range[0], to: node.range[1] };
  if (depth > maxDepth) throw Object.assign(new Error('nested too deep'), { index: at.from });
  switch (node.type) {
    case 'TOMLArray':
      return {
        kind: 'seq',
        items: node.elements.map((element) => tomlValue(element, depth + 1)),
        flow: true,
        tag: null,
        ...at,
      };
    case 'TOMLInlineTable': {
      const table: Table = { entries: new Map(), from: at.from };
      for (const pair of node.body) setToml(table, pair, depth + 1);
      return tableTree(table);
    }
    default:
      return scalar(node.value instanceof Date ? node.value.toISOString() : node.value, at);
  }
}

function tableTree(table: Table): Tree {
  const entries = [...table.entries].map(([key, { from, value }]): TreeEntry => {
    const tree: Tree = Array.isArray(value)
      ? { kind: 'seq', items: value.map(tableTree), flow: false, tag: null, from, to: from }
      : 'kind' in value
        ? value
        : tableTree(value);
    return { key, keySpan: { from, to: from }, value: tree, merged: null };
  });
  return { kind: 'map', entries, flow: false, tag: null, from: table.from, to: table.from };
}
