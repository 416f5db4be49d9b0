// Plain values as whole YAML documents that every reader takes as meant, YAML 1.1 included. For generated files only: files that
// people wrote are edited in their own style (`format-value.ts`).

import { Document, isScalar, type Scalar, visit } from 'yaml';
import { isPlainText } from './format-value.ts';

/** Returns one document that begins with `---`, after lines of comment, without undefined values. */
export function writeDocument(value: object, comment: readonly string[] = []): string {
  const document = new Document(value, { aliasDuplicateObjects: false, keepUndefined: false });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string') node.type = styleOf(node.value);
    },
  });
  const body = document.toString({ lineWidth: 0, indentSeq: true, blockQuote: 'literal' });
  return `${comment.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('')}---\n${body}`;
}

/**
 * Returns a text of several lines as a block scalar where that can hold it, and in quotes where a reader may take it for something other
 * than text.
 */
function styleOf(text: string): NonNullable<Scalar['type']> {
  // Spaces at the ends of lines, and control characters, show in quotes alone.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  const block = text.includes('\n') && !/[ \t](?:\n|$)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);
  if (block && /^[^\s]/.test(text)) return 'BLOCK_LITERAL';
  // Some readers take a dot alone for a number.
  return isPlainText(text) && text !== '.' ? 'PLAIN' : 'QUOTE_DOUBLE';
}
