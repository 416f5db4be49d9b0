// The editor and the session as one text. What is typed becomes edits of the session; what the session does becomes the
// smallest change of the editor. It knows neither CodeMirror nor a store: tests run it without a page.

import { applyEdits, type Edits, type TextEdit } from '../../core/text/edit.ts';
import { changesFor } from './changes-for.ts';
import { editsFor } from './edits-for.ts';
import { minimalEdits } from './minimal-edits.ts';
import { type PositionMap, positionMap } from './position-map.ts';

const byteOrderMark = '\uFEFF';

/** The session's side. */
interface TextOwner {
  text(): string;
  applyTyping(edits: Edits): void;
}

export interface TwoWay {
  /** The editor was changed by a person: sorted, disjoint changes of what it held before. */
  typed(changes: readonly TextEdit[]): void;
  /** Takes over what the session did since. */
  pull(): void;
  /** Places in the text as both know it now. */
  places(): PositionMap;
}

/** Ties an editor that shows `editorText(owner.text())` to its owner; `change` carries out changes in the editor. */
export function createTwoWay(owner: TextOwner, change: (changes: readonly TextEdit[]) => void): TwoWay {
  // The session's text of which the editor shows exactly the image.
  let known = owner.text();
  let map = positionMap(known);

  function learn(text: string): void {
    known = text;
    map = positionMap(text);
  }

  function pull(): void {
    const text = owner.text();
    if (text === known) return;
    const changes = changesFor(known, minimalEdits(known, text), map);
    learn(text);
    if (changes.length > 0) change(changes);
  }

  return {
    typed(changes) {
      const edits = editsFor(known, changes, map);
      const unmarked = !known.startsWith(byteOrderMark);
      learn(applyEdits(known, edits));
      // What came to the very start as a character is the file's byte order mark now, which the editor does not show.
      if (unmarked && known.startsWith(byteOrderMark)) change([{ from: 0, to: 1, insert: '' }]);
      owner.applyTyping(edits);
      // The owner may have refused or changed it: then the editor follows.
      pull();
    },
    pull,
    places: () => map,
  };
}
