// What the editor says of a compose file while a person types or points: completion and hover.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { aboutWord } from '../../../core/language/complete/about-word.ts';
import { completionsAt, type OfferedChoice } from '../../../core/language/complete/completions-at.ts';
import type { ProjectNames } from '../../../core/language/complete/project-names.ts';

// Completion of a compose file for CodeMirror.

function completion({ label, kind, about, insert }: OfferedChoice, rank: number): Completion {
  return {
    label,
    type: kind,
    info: about,
    // In the order they were listed in: the usual ones stand first.
    boost: -rank / 2,
    apply(view: EditorView, _: Completion, from: number, to: number) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
        scrollIntoView: true,
      });
    },
  };
}

/** Returns a completion source for the current names of the project. */
export function composeCompletion(
  names: () => ProjectNames,
): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const lineAt = (number: number) => state.doc.line(number).text;
    const found = completionsAt(lineAt, state.doc.lines, line.number, pos - line.from, names());
    if (found === null || (found.onRequestOnly && !explicit)) return null;
    return {
      from: line.from + found.from,
      options: found.choices.map((choice, rank) => completion(choice, Math.min(rank, 99))),
      validFor: /^[\w.:"'/-]*$/,
    };
  };
}

// What a word of the file means, while the pointer rests on it.

function card(word: string, about: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'bh-editor-hover';
  const name = document.createElement('strong');
  name.textContent = word;
  const text = document.createElement('span');
  text.textContent = about;
  dom.append(name, text);
  return dom;
}

/** Explains keys, names and capabilities on hover. */
export function composeHover(names: () => ProjectNames): Extension {
  return hoverTooltip(
    ({ state }, pos) => {
      const line = state.doc.lineAt(pos);
      const meaning = aboutWord(
        (number) => state.doc.line(number).text,
        line.number,
        pos - line.from,
        names(),
      );
      if (meaning === null) return null;
      return {
        pos: line.from + meaning.from,
        end: line.from + meaning.to,
        above: true,
        create: () => ({ dom: card(meaning.word, meaning.about) }),
      };
    },
    { hideOnChange: true },
  );
}
