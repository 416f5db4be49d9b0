// Writes a compose file out of plain values and comments, so that Compose reads every text as meant.

import { commentLine } from '../../quote/comment-text.ts';
import { fileStyle } from '../../yaml/file-style.ts';
import { formatEntry, type Writable } from '../../yaml/format-value.ts';

/** One key with its value, or a comment line. */
export type Part = { readonly key: string; readonly value: Writable } | { readonly comment: string };

/** A key with parts below it; `{}` when they contain no key. */
export interface Block {
  readonly name: string;
  readonly parts: readonly Part[];
  /** Comments about the key itself, not about a part. */
  readonly above?: readonly string[];
}

const flowLists = new Set([
  'aliases',
  'cap_add',
  'cap_drop',
  'command',
  'depends_on',
  'dns',
  'dns_opt',
  'dns_search',
  'entrypoint',
  'expose',
  'group_add',
  'link_local_ips',
  'networks',
  'security_opt',
  'test',
]);

const style = { ...fileStyle(''), flowList: (key: string) => flowLists.has(key) };

/** Returns the lines of `parts`, with their keys at `column`. */
export function partLines(parts: readonly Part[], column: number): string {
  const lead = ' '.repeat(column);
  return parts
    .map((part) =>
      'comment' in part
        ? `${lead}# ${commentLine(part.comment)}\n`
        : `${lead}${formatEntry(part.key, escaped(part.value), column, style)}\n`,
    )
    .join('');
}

/** Returns the lines of a top-level key and the blocks below it; none without blocks. */
export function sectionLines(name: string, blocks: readonly Block[]): string {
  if (blocks.length === 0) return '';
  const lines = blocks.map((block) => {
    const key = formatEntry(block.name, null, 2, style);
    const above = partLines(
      (block.above ?? []).map((comment) => ({ comment })),
      2,
    );
    const bare = block.parts.every((part) => 'comment' in part);
    const below = partLines(block.parts, bare ? 2 : 4);
    return above + (bare ? `${below}  ${key} {}\n` : `  ${key}\n${below}`);
  });
  return `${name}:\n${lines.join('')}`;
}

/** Escapes dollar signs: Compose expands variables in every value and reads `$$` as one. */
function escaped(value: Writable): Writable {
  if (typeof value === 'string') return value.split('$').join('$$');
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}
