// For tests only: which comments an edit took away although what they are about is still there.

import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** An entry of a mapping or an item of a list, identified by the keys and texts on the path to it. */
interface Owner {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** True for an entry that takes away what other files say, and says nothing itself. */
  readonly reset: boolean;
}

/**
 * Returns the lost comments, each as it was written. Commented-out entries are ignored: they go with the entry that they would belong to.
 */
export function lostComments(before: string, after: string): readonly string[] {
  if (!before.includes('#')) return [];
  const now = counted(commentsOf(after).map(({ text }) => text));
  const old = commentsOf(before);
  const owners = ownersOf(before);
  const remaining = ownersOf(after);
  const there = new Set(remaining.map(({ path }) => path));
  const emptied = new Set(remaining.filter(({ reset }) => reset).map(({ path }) => path));
  const isGone = (comment: Comment): boolean => {
    const about = new Set(ownersFor(comment, owners));
    return owners.some(
      ({ path, line }) => about.has(path) && (!there.has(path) || (emptied.has(path) && line < comment.line)),
    );
  };
  const lost: string[] = [];
  for (const [text, count] of counted(old.map((comment) => comment.text))) {
    const gone = count - (now.get(text) ?? 0);
    if (gone <= 0 || /^#\s*(?:-(?:\s|$)|[\w"'.]+:(?:\s|$))/.test(text)) continue;
    const excused = old.filter((comment) => comment.text === text && isGone(comment));
    if (excused.length < gone) lost.push(text);
  }
  return lost;
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

interface Comment {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** True when the comment is alone on its line. */
  readonly own: boolean;
}

/** Returns the comments of a text: a `#` at the start of a line or after a space, outside of texts. */
function commentsOf(text: string): readonly Comment[] {
  const inside = scalarRanges(text);
  const found: Comment[] = [];
  let from = 0;
  for (const [line, whole] of text.split('\n').entries()) {
    const mark = /(?:^|(?<=[\s\ufeff]))#/g;
    for (const { index } of whole.matchAll(mark)) {
      if (inside.some(([start, end]) => start <= from + index && from + index < end)) continue;
      found.push({
        text: whole.slice(index).trimEnd(),
        line,
        column: index,
        own: whole.slice(0, index).trim() === '',
      });
      break;
    }
    from += whole.length + 1;
  }
  return found;
}

function scalarRanges(text: string): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  walk(text, (node) => {
    if (!isScalar(node) || !node.range) return;
    // The header of a text in block style may have a comment.
    const block = node.type?.startsWith('BLOCK') === true;
    ranges.push([block ? text.indexOf('\n', node.range[0]) : node.range[0], node.range[1]]);
  });
  return ranges;
}

function walk(text: string, see: (node: unknown, path: string) => void): void {
  const visit = (node: unknown, path: string): void => {
    see(node, path);
    if (isMap(node)) {
      for (const pair of node.items) {
        const name = `${path}/${isScalar(pair.key) ? String(pair.key.value) : '?'}`;
        see(pair, name);
        see(pair.key, name);
        visit(pair.value, name);
      }
    } else if (isSeq(node)) {
      for (const item of node.items)
        visit(item, `${path}/${isScalar(item) ? String(item.value) : JSON.stringify(item)}`);
    }
  };
  visit(parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).contents, '');
}

function ownersOf(text: string): readonly Owner[] {
  const lines = new LineCounter();
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  lines.lineStarts.unshift(0);
  const owners: Owner[] = [];
  walk(text, (node, path) => {
    const place = isPair(node)
      ? (node.key as { range?: readonly number[] } | null)?.range?.[0]
      : (node as { range?: readonly number[] } | null)?.range?.[0];
    if (path === '' || place === undefined) return;
    const { line, col } = lines.linePos(place);
    const lineText = text.slice(lines.lineStarts[line - 1] ?? 0);
    // The column of an item is that of its dash.
    const dash = isPair(node) ? -1 : lineText.search(/-(?:\s|$)/);
    const reset = isPair(node) && (node.value as { tag?: string } | null)?.tag === '!reset';
    owners.push({ path, line: line - 1, column: dash >= 0 && dash < col - 1 ? dash : col - 1, reset });
  });
  return owners;
}

/** Returns the entries that a comment may describe: those on its line, the next one at its column, and those that contain it. */
function ownersFor({ line, column, own }: Comment, owners: readonly Owner[]): readonly string[] {
  const found: string[] = [];
  if (!own) {
    // Within brackets over several lines, beside a part of what began above.
    const last = Math.max(...owners.filter((owner) => owner.line <= line).map((one) => one.line), 0);
    found.push(...owners.filter((owner) => owner.line === last).map(({ path }) => path));
    return withParents(found);
  }
  const next = owners.filter((owner) => owner.line > line);
  const first = Math.min(...next.map((owner) => owner.line));
  const below = next.filter((owner) => owner.line === first);
  for (const owner of below) {
    // What goes on below the comment holds it; what begins there is meant where the comment stands within the same entry.
    const parents = owners.filter((each) => each.line < line && owner.path.startsWith(`${each.path}/`));
    found.push(...parents.map(({ path }) => path));
    if (owner.column === column || parents.some((each) => each.column < column)) found.push(owner.path);
  }
  const above = owners.filter((owner) => owner.line < line && owner.column < column);
  const nearest = Math.max(...above.map((owner) => owner.line), -1);
  found.push(...above.filter((owner) => owner.line === nearest).map(({ path }) => path));
  return withParents(found);
}

function withParents(paths: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) all.add(path.slice(0, end));
  }
  return [...all];
}
