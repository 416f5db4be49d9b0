// Whether a change can be written for sure, so that a question about the model needs no text: what is asked about is written as people
// mostly write it. Anything else is left to the writer, which knows.

import { entryOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragments } from '../../fragment-at.ts';
import { holdsVariable } from '../../project/values/interpolate.ts';
import type { DocumentEdit } from '../document-edit.ts';

/** Matches tabs, keys behind a question mark, tags, and dashes alone on their line. */
const UNUSUAL = /\t|^\s*(?:- +)?\?|(?:^|\s)!|^\s*-\s*(?:#.*)?$/m;

/** Matches a possible anchor. */
const ANCHORED = /(?:^|[\s[{,])&\S/;

/** True when a change of a file certainly has edits that match its trees. */
export function isOrdinary(document: ComposeDocument, edit: DocumentEdit): boolean {
  if (edit.do === 'declare') return isInBlocks(document);
  if (!('path' in edit)) return false;
  const [section, name, key] = edit.path;
  if (section !== 'services' && section !== 'networks') return isInBlocks(document);
  const places = entityFragments(document, section === 'services' ? 'service' : 'network', String(name));
  const [place] = places;
  if (!place || places.length > 1) return false;
  const { fragment, from } = place;
  const under = edit.do === 'add' && key === undefined ? edit.key : key;
  if (holdsVariable(entryOf(fragment.tree, String(under))?.value)) return false;
  // One that was declared a moment ago is not in the text yet.
  if (fragment.length === 0) return true;
  const text = document.text.slice(from, from + fragment.length);
  // What goes may be what others use: only the text shows it.
  if (/^re(?:move|place)/.test(edit.do) && ANCHORED.test(text)) return false;
  return fragment.alone && !UNUSUAL.test(text);
}

/** True for a single YAML document with sections in block style. */
function isInBlocks({ text, fragments }: ComposeDocument): boolean {
  const inLines = fragments.every(({ kind, alone, length }) => kind === 'rest' || alone || length === 0);
  return inLines && !/^(?:---|\.\.\.|%|\ufeff|\{)/m.test(text);
}
