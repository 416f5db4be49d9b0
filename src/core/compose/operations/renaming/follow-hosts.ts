// Renames the host name of a service in the texts of all services. Only on request, since a text may mean something else.

import type { Edits, TextEdit } from '../../../text/edit.ts';
import { patternText } from '../../../text/pattern-text.ts';
import { effectiveValue, writtenScalars } from '../../../yaml/effective-node.ts';
import { listTree, mapTree, textTree } from '../../../yaml/make-tree.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import { childOf, deref, type Span, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { type Node, withValueAtPath } from './references.ts';

/** Settings whose value is a host, or several hosts. */
const hostSetting =
  /(?:^|[_.])(?:host|hostname|hosts|url|uri|addr|address|server|servers|endpoint|endpoints|broker|brokers)$/i;
/** Settings that hold the public name of the service itself. */
const publicNameSetting = /^(?:virtual_host|letsencrypt_host|hostname|server_name)$/i;

/** Returns the places where a text names the host `name`; `setting` is the key of the text, null for commands. */
function hostSpans(text: string, name: string, setting: string | null): readonly Span[] {
  if (setting !== null && publicNameSetting.test(setting)) return [];
  const word = patternText(name);
  const patterns = [
    new RegExp(`[a-z][a-z0-9+.-]*://(?:[^\\s/@"']*@)?(${word})(?=[:/?#,"'\\s]|$)`, 'dgi'),
    new RegExp(`(?<![\\w./@:-])(${word})(?=:\\d{1,5}(?![\\w.:]))`, 'dg'),
    new RegExp(
      `--?[\\w-]*(?:host|hostname|addr|address|server|endpoint)[= ]["']?(${word})(?![\\w.:/-])`,
      'dg',
    ),
  ];
  if (setting !== null && hostSetting.test(setting))
    patterns.push(new RegExp(`(?<![^\\s,;"'])(${word})(?![^\\s,;"'])`, 'dg'));
  const found = new Map<number, Span>();
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = match.indices?.[1] ?? [0, 0];
      if (text.slice(from, to) === name) found.set(from, { from, to });
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

const TEXTS = ['environment', 'command', 'entrypoint', 'healthcheck', 'labels'];

/** Returns the edits that replace `name` by `to` wherever it is a host. */
export function hostEdits(slice: Slice, document: ComposeDocument, name: string, to: string): Edits {
  const all = findNode(slice, ['services'])?.node;
  const edits = new Map<number, TextEdit>();
  for (const service of document.topology.services.keys()) {
    const node = effectiveValue(slice, all, service);
    for (const key of TEXTS) {
      for (const { key: setting, from, to: end } of writtenScalars(slice, effectiveValue(slice, node, key))) {
        const source = slice.text.slice(from, end);
        for (const span of spansIn(source, name, key === 'environment' ? (setting ?? '') : null)) {
          edits.set(from + span.from, { from: from + span.from, to: from + span.to, insert: to });
        }
      }
    }
  }
  return [...edits.values()].sort((a, b) => a.from - b.from);
}

/** Returns the tree of a service with the host `name` replaced by `to`. */
export function withHostsRenamed(tree: Tree, name: string, to: string): Tree {
  return TEXTS.reduce(
    (tree, key) =>
      mentionsHost(childOf(tree, key), name)
        ? withValueAtPath(tree, [key], (node) => renamed(node, name, to, key === 'environment' ? '' : null))
        : tree,
    tree,
  );
}

function mentionsHost(tree: Tree | null, name: string): boolean {
  const node = deref(tree);
  if (node?.kind === 'seq') return node.items.some((item) => mentionsHost(item, name));
  if (node?.kind === 'map') return node.entries.some(({ value }) => mentionsHost(value, name));
  return node?.kind === 'scalar' && node.text.includes(name);
}

function renamed(node: Node, name: string, to: string, setting: string | null): Node {
  const inside = (tree: Tree, setting: string | null): Tree => {
    const value = deref(tree);
    return value === null ? tree : renamed(value, name, to, setting);
  };
  if (node.kind === 'seq') return listTree(node.items.map((item) => inside(item, setting)));
  if (node.kind === 'map') {
    return mapTree(node.entries.map(({ key, value }) => [key, inside(value, setting === null ? null : key)]));
  }
  if (typeof node.value !== 'string') return node;
  let text = '';
  let at = 0;
  for (const span of spansIn(node.text, name, setting)) {
    text += node.text.slice(at, span.from) + to;
    at = span.to;
  }
  return at === 0 ? node : textTree(text + node.text.slice(at));
}

/** Returns the spans of the host in a value, or in `KEY=value` where the setting is not known yet (''). */
function spansIn(text: string, name: string, setting: string | null): ReturnType<typeof hostSpans> {
  if (setting !== '') return hostSpans(text, name, setting);
  const equals = text.indexOf('=') + 1;
  const key = text.slice(0, Math.max(0, equals - 1)).replace(/^["']/, '');
  return hostSpans(text.slice(equals), name, key).map(({ from, to }) => ({
    from: from + equals,
    to: to + equals,
  }));
}
