// What a word of the file means, while the pointer rests on it.

import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { aboutWord } from '../../core/language/complete/about-word.ts';
import type { ProjectNames } from '../../core/language/complete/project-names.ts';

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

/** Explains on hover what keys, names and capabilities are. */
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
