import { fileKeys } from '../../../core/compose/keys/file-keys.ts';
import { serviceKeys } from '../../../core/compose/keys/service-keys.ts';
import { fileStyle } from '../../../core/yaml/file-style.ts';
import { formatScalar, quoteScalar } from '../../../core/yaml/format-value.ts';
import { parseTree } from '../../../core/yaml/parse-tree.ts';
import { deref, entriesOf, type ScalarTree, type Tree, type TreeEntry } from '../../../core/yaml/tree.ts';

/** A compose file without possible secrets, and the number of values left out, by key: of services, of networks (`labels`), of the file. */
interface TopologyText {
  readonly text: string;
  readonly left: ReadonlyMap<string, number>;
}

// An alias can stand for a large tree many times over.
const mostNodes = 200_000;
const style = fileStyle('');

function sizeOf(tree: Tree): number {
  const node = deref(tree);
  if (node?.kind === 'map') return node.entries.length;
  return node?.kind === 'seq' ? node.items.length : 1;
}

/** Returns names and topology of a compose file as a new text; null when it is unreadable, or too large with its aliases resolved. */
export function topologyText(source: string): TopologyText | null {
  const { tree } = parseTree(source);
  if (deref(tree)?.kind !== 'map') return null;
  const left = new Map<string, number>();
  let nodes = 0;
  function spend(): void {
    if (++nodes > mostNodes) throw new RangeError('too large with its aliases resolved');
  }
  function leave(key: string, value: Tree): void {
    const word = key.startsWith('x-') ? 'other' : key;
    left.set(word, (left.get(word) ?? 0) + sizeOf(value));
  }
  function line({ key, value }: TreeEntry, indent: string): string {
    return `${indent}${formatScalar(key, style)}:${writeTree(value, `${indent}  `, spend)}\n`;
  }
  function network({ key, value }: TreeEntry): string {
    let text = '';
    for (const entry of entriesOf(value)) {
      if (entry.key === 'labels') leave(entry.key, entry.value);
      else text += line(entry, '    ');
    }
    return `  ${formatScalar(key, style)}:${text === '' ? '' : `\n${text.trimEnd()}`}\n`;
  }
  function service({ key, value }: TreeEntry): string {
    const entries = entriesOf(value);
    let text = '';
    for (const entry of entries) {
      if (serviceKeys.get(entry.key)?.shared) text += line(entry, '    ');
      else {
        // That a service is built belongs to the topology; what it is built from does not.
        if (entry.key === 'build') text += '    build: .\n';
        leave(entry.key, entry.value);
      }
    }
    return `  ${formatScalar(key, style)}:${text === '' ? ' {}' : `\n${text.trimEnd()}`}\n`;
  }
  try {
    let text = '';
    for (const entry of entriesOf(tree)) {
      if (entry.key === 'services') {
        const services = entriesOf(entry.value).map(service).join('');
        text += services === '' ? 'services: {}\n' : `services:\n${services}`;
      } else if (entry.key === 'networks') {
        text += `networks:\n${entriesOf(entry.value).map(network).join('')}`;
      } else if (fileKeys.get(entry.key)?.shared) text += line(entry, '');
      else leave(countedFileKeys.has(entry.key) ? entry.key : 'other', entry.value);
    }
    return { text, left };
  } catch {
    return null;
  }
}

/** The top-level keys whose left-out values are counted by name; all others count as `other`. */
const countedFileKeys: ReadonlySet<string> = new Set(['secrets', 'configs', 'volumes']);

function scalar({ value, text, quoted, tag }: ScalarTree): string {
  if (value === null) return '';
  // Behind a tag of Compose, a plain word is written as it stands (`!reset null`).
  if (!quoted && tagged(tag) !== '') return text;
  if (quoted) return quoteScalar(text, '"');
  return typeof value === 'string' ? formatScalar(text, style) : text;
}

function tagged(tag: string | null): string {
  return tag?.startsWith('!') && !tag.startsWith('!!') ? ` ${tag}` : '';
}

/**
 * Formats a tree as the YAML behind a key or a dash: aliases and merge keys resolved, without comments, with the tags of Compose. `spend`
 * is called for every node and throws when the result grows too large.
 */
function writeTree(tree: Tree | null, indent: string, spend: () => void): string {
  spend();
  const node = deref(tree);
  if (node === null) return '';
  const tag = tagged(node.tag);
  switch (node.kind) {
    case 'scalar': {
      const text = scalar(node);
      return text === '' ? tag : `${tag} ${text}`;
    }
    case 'map': {
      if (node.entries.length === 0) return `${tag} {}`;
      const lines = node.entries.map(
        ({ key, value }) => `${indent}${formatScalar(key, style)}:${writeTree(value, `${indent}  `, spend)}`,
      );
      return `${tag}\n${lines.join('\n')}`;
    }
    case 'seq': {
      if (node.items.length === 0) return `${tag} []`;
      const lines = node.items.map((item) => `${indent}-${writeTree(item, `${indent}  `, spend)}`);
      return `${tag}\n${lines.join('\n')}`;
    }
  }
}
