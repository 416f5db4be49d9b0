// Completion in the words of the protocol.

import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver/node';
import type { ChoiceKind } from '../../../core/language/complete/choice.ts';
import { completionsAt } from '../../../core/language/complete/completions-at.ts';
import { lineReader } from '../../../core/language/line-reader.ts';
import { visible } from '../../../core/quote/visible-text.ts';
import { lineStarts } from '../../../core/text/line-and-column.ts';
import type { LanguageProject } from '../language-project.ts';
import { offsetOfPosition, rangeOf } from '../protocol.ts';

const kinds: { readonly [kind in ChoiceKind]: CompletionItemKind } = {
  key: CompletionItemKind.Property,
  service: CompletionItemKind.Module,
  network: CompletionItemKind.Interface,
  name: CompletionItemKind.Reference,
  capability: CompletionItemKind.EnumMember,
  word: CompletionItemKind.Value,
};

/** Returns the completions at a position of a file. */
export function completion(
  project: LanguageProject,
  file: string,
  { position, context }: CompletionParams,
): readonly CompletionItem[] {
  const text = project.workspace().input.texts.get(file) ?? '';
  const offset = offsetOfPosition(text, position);
  const { lineAt, lines, line, column } = lineReader(text, offset);
  const found = completionsAt(lineAt, lines, line, column, project.names());
  const typed = context?.triggerCharacter !== undefined;
  if (found === null || (found.onRequestOnly && typed)) return [];
  const start = lineStarts(text)[line - 1] ?? 0;
  const range = rangeOf(text, { from: start + found.from, to: offset });
  return found.choices.map(({ label, about, kind, insert }, rank) => ({
    label: visible(label),
    kind: kinds[kind],
    ...(about === '' ? {} : { detail: visible(about) }),
    // The usual ones stand first.
    sortText: String(rank).padStart(4, '0'),
    filterText: label,
    textEdit: { range, newText: insert },
  }));
}
