import { fileStyle } from '../../core/yaml/file-style.ts';
import { formatScalar } from '../../core/yaml/format-value.ts';
import { parseTree } from '../../core/yaml/parse-tree.ts';
import { deref, entriesOf, type Tree, type TreeEntry } from '../../core/yaml/tree.ts';
import { countedFileKeys, fileKeys, serviceKeys } from './topology-keys.ts';
import { writeTree } from './write-tree.ts';

/** A file without what may be secret, and how many values were left out, by key: of a service, of a network (`labels`), of the file. */
export interface TopologyText {
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

/** Names and topology of a compose file as a new text; null where it cannot be read or is too large when written out. */
export function topologyText(source: string): TopologyText | null {
  const { tree } = parseTree(source);
  if (deref(tree)?.kind !== 'map') return null;
  const left = new Map<string, number>();
  let nodes = 0;
  function spend(): void {
    if (++nodes > mostNodes) throw new RangeError('too large when written out');
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
      if (serviceKeys.has(entry.key)) text += line(entry, '    ');
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
      } else if (fileKeys.has(entry.key)) text += line(entry, '');
      else leave(countedFileKeys.has(entry.key) ? entry.key : 'other', entry.value);
    }
    return { text, left };
  } catch {
    return null;
  }
}
