// A plain block-style text cut at its lines, without a parser: where each top-level key and each entry below some of them starts.
// Whatever is written in any other way is not cut here.

/** A stretch from `from` to `to`. `parent` is the top-level key of an entry, null for a top-level key. */
export interface LineCut {
  readonly from: number;
  readonly to: number;
  readonly parent: string | null;
  readonly key: string;
  /** Where the key starts, from `from`. */
  readonly indent: number;
  /** Whether the entries below the key follow as stretches of their own. */
  readonly head: boolean;
}

const line = /([ ]*)(?:([A-Za-z_][\w.-]*):(?=[ \t\r\n]|$)([^\n]*))?/y;
/** Words that are no text in YAML. */
const noText = /^(?:true|false|null)$/i;
/** Nothing but a comment follows. */
const bare = /^[ \t]*(?:#.*)?\r?$/;
/** Document markers, directives, and marks that only the whole text can place. */
const special = /^(?:%|---|\.\.\.)|[\uFEFF\0]/m;

/** The stretches in order; null where the lines alone do not tell them. `split` are the keys whose entries are cut. */
export function cutLines(text: string, split: ReadonlySet<string>): readonly LineCut[] | null {
  if (special.test(text)) return null;
  const starts: Omit<LineCut, 'to'>[] = [];
  let parent: string | null = null;
  /** Of the entries of `parent`; 0 before the first. */
  let depth = 0;
  for (let from = 0; from < text.length; from = nextLine(text, from)) {
    line.lastIndex = from;
    const [, spaces = '', key, rest = ''] = line.exec(text) ?? [];
    const indent = spaces.length;
    if (isSilent(text, from + indent)) continue;
    if (indent > 0 && (parent === null || (depth > 0 && indent > depth))) {
      if (starts.length === 0) return null;
      continue;
    }
    if (key === undefined || noText.test(key)) return null;
    if (indent === 0) {
      const head = split.has(key);
      // Nothing below it, or a value beside it.
      if ((parent !== null && depth === 0) || (head && !bare.test(rest))) return null;
      parent = head ? key : null;
      depth = 0;
      starts.push({ from, parent: null, key, indent, head });
    } else {
      if (depth > 0 && indent < depth) return null;
      depth = indent;
      starts.push({ from, parent, key, indent, head: false });
    }
  }
  if (parent !== null && depth === 0) return null;
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? text.length }));
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Whether a line says nothing from `at` on. */
function isSilent(text: string, at: number): boolean {
  const next = text[at];
  return next === undefined || next === '\n' || next === '#' || (next === '\r' && text[at + 1] === '\n');
}
