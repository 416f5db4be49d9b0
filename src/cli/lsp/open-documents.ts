// The texts that an editor has open.

import { fileURLToPath } from 'node:url';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { offsetAt } from '../../core/text/offset-at.ts';

export interface OpenText {
  /** The address as the editor writes it. */
  readonly uri: string;
  readonly path: string;
  readonly language: string;
  readonly version: number;
  readonly text: string;
}

/** Returns the path of a file address; null for any other address. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** Returns a text after a series of changes. */
export function afterChanges(text: string, changes: readonly TextDocumentContentChangeEvent[]): string {
  let result = text;
  for (const change of changes) {
    if (!('range' in change)) {
      result = change.text;
      continue;
    }
    const { start, end } = change.range;
    const from = offsetAt(result, start.line + 1, start.character + 1);
    const to = offsetAt(result, end.line + 1, end.character + 1);
    result = result.slice(0, from) + change.text + result.slice(to);
  }
  return result;
}
