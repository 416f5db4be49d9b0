// Reads a compose text as fragments, or says why it cannot be read. Checks the form of the file as a whole; services and networks are
// read in `project/`.

import type { YamlProblem } from '../yaml/parse-yaml.ts';
import { readSections, type Sections } from '../yaml/read-sections.ts';
import { childOf, type Tree } from '../yaml/tree.ts';
import type { AnchorPlace, Fragment } from './document.ts';
import { fileKeys } from './keys/file-keys.ts';
import { mergeTrees } from './merge/merge-trees.ts';
import type { Problem } from './problem.ts';

/** The fragments of a text. `unreadable` is true when no model can be built; `fragments` is then one `rest` fragment. */
export interface Reading {
  readonly fragments: readonly Fragment[];
  readonly anchors: ReadonlyMap<string, AnchorPlace>;
  readonly problems: readonly Problem[];
  readonly unreadable: boolean;
}

const SPLIT: ReadonlySet<string> = new Set(['services', 'networks']);

/**
 * The top-level keys that other kinds of files have too, so that they alone make no compose file: a package.json has a name and a version.
 */
const COMMON: ReadonlySet<string> = new Set(['name', 'version', 'x-bulkhead']);

/** The codes of problems with which the parser still returns a document, though Compose refuses it (semantics 4.6). */
const STILL_READABLE: ReadonlySet<string> = new Set([
  'duplicate-key',
  'non-string-key',
  'bad-merge',
  'empty-document',
]);

const ADVICE: ReadonlyMap<string, string> = new Map([
  ['duplicate-key', 'Remove one of the two.'],
  ['non-string-key', 'Put the key in quotes.'],
  ['empty-document', 'Remove the `---` that starts it.'],
  ['bad-merge', 'Write `<<: *anchor`, where the anchor names a mapping.'],
  ['unresolved-alias', 'Define the anchor above its first use.'],
  ['tab-indentation', 'Indent with spaces; YAML does not allow tabs there.'],
  ['complex-key', 'Write the key as plain text.'],
  ['merge-too-large', 'Merge smaller mappings.'],
  ['nested-too-deep', 'Nest less, or remove that part of the file.'],
]);

/** Splits a text into fragments; never throws, whatever the text. */
export function readFragments(text: string): Reading {
  const nul = text.indexOf('\0');
  if (nul >= 0)
    return unreadable(text, 'binary', 'this is not a text file', 'Choose a Compose file (YAML).', nul);
  const sections = readSections(text, SPLIT);
  const problems = sections.problems.map(asProblem);
  if (problems.some((problem) => problem.kind === 'unreadable')) {
    return { fragments: [restFragment('', text.length)], anchors: new Map(), problems, unreadable: true };
  }
  const refused = refuseShape(text, sections);
  if (refused) return refused;
  return { ...cut(text, sections), problems, unreadable: false };
}

function asProblem(problem: YamlProblem): Problem {
  const { code, message, offset } = problem;
  const kind = STILL_READABLE.has(code) ? 'rejected' : 'unreadable';
  const advice = ADVICE.get(code) ?? 'Correct the YAML at this place.';
  return { kind, code, message, advice, path: [], offset };
}

function unreadable(text: string, code: string, message: string, advice: string, offset: number): Reading {
  const problem: Problem = { kind: 'unreadable', code, message, advice, path: [], offset };
  return {
    fragments: [restFragment('', text.length)],
    anchors: new Map(),
    problems: [problem],
    unreadable: true,
  };
}

function refuseShape(text: string, read: Sections): Reading | null {
  if (read.root === 'nothing') {
    const advice = 'Add a `services:` mapping, or open another file.';
    return unreadable(text, 'empty', 'the file is empty', advice, 0);
  }
  if (read.root === 'other') {
    const advice = 'A Compose file is a mapping with a `services:` key.';
    return unreadable(
      text,
      'not-compose',
      'this is not a Compose file: its root is not a mapping',
      advice,
      0,
    );
  }
  const top = read.sections.filter((section) => section.parent === null && section.key !== '');
  if (top.some(({ key }) => fileKeys.has(key) && !COMMON.has(key))) return null;
  const at = top[0]?.from ?? 0;
  const legacy = top.find((s) => childOf(s.tree, 'image') !== null || childOf(s.tree, 'build') !== null);
  if (legacy) {
    const message = `this is a version 1 file: the service "${legacy.key}" is at the top level`;
    return unreadable(text, 'legacy-v1', message, 'Put all services under a `services:` key.', legacy.from);
  }
  if (top.every((section) => section.key === 'version' || section.key.startsWith('x-'))) {
    // As an override it may still have keys such as `x-bulkhead`.
    const nothing = unreadable(text, 'empty', 'the file has no services', 'Add a `services:` mapping.', at);
    return { ...nothing, ...cut(text, read) };
  }
  const message = 'this is not a Compose file: it has no `services:` key';
  return unreadable(text, 'not-compose', message, 'Choose a Compose file.', at);
}

function cut(text: string, read: Sections): Pick<Reading, 'fragments' | 'anchors'> {
  const first = read.sections[0]?.from ?? text.length;
  const fragments: Fragment[] = first > 0 ? [restFragment('', first)] : [];
  const before = fragments.length;
  for (const [i, section] of read.sections.entries()) {
    const end = read.sections[i + 1]?.from ?? text.length;
    const kind =
      section.parent === 'services' ? 'service' : section.parent === 'networks' ? 'network' : 'rest';
    fragments.push({
      kind,
      name: section.key,
      length: end - section.from,
      tree: section.tree,
      keySpan: section.keySpan,
      alone: section.alone,
    });
  }
  const anchors = new Map<string, AnchorPlace>();
  for (const [name, { tree, section }] of read.anchors) {
    anchors.set(name, { tree, fragment: section < 0 ? -1 : section + before });
  }
  return { fragments, anchors };
}

function restFragment(name: string, length: number): Fragment {
  return { kind: 'rest', name, length, tree: null, keySpan: null, alone: false };
}

/** Returns the value of a top-level key, merged over several YAML documents; null when the file has none. */
export function topLevelTree(fragments: readonly Fragment[], key: string): Tree | null {
  let merged: Tree | null = null;
  for (const { kind, name, tree } of fragments) {
    if (kind !== 'rest' || name !== key || !tree) continue;
    merged = merged === null ? tree : mergeTrees(merged, tree, [], new Map());
  }
  return merged;
}
