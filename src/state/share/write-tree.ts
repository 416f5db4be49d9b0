import { fileStyle } from '../../core/yaml/file-style.ts';
import { formatScalar, quoteScalar } from '../../core/yaml/format-value.ts';
import { deref, type ScalarTree, type Tree } from '../../core/yaml/tree.ts';

const style = fileStyle('');

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
 * A tree as the YAML behind a key or a dash: aliases and merge keys written out, comments left out, the tags of Compose kept.
 * `spend` is called for every node and ends what grows too large by throwing.
 */
export function writeTree(tree: Tree | null, indent: string, spend: () => void): string {
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
