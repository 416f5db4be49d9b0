// The messages between a page and the editor that holds it. The editor's texts are the truth: the page asks for edits of them and draws
// the result. Both sides read every message through this file, which depends on neither a page nor an editor; docs/editors.md describes
// it.

import {
  optionalSettings,
  projectMembers,
  readMachine,
  type SentProject,
  settingMembers,
} from '../../../core/machine/project-record.ts';
import {
  listOf,
  objectOf,
  oneOf,
  orNull,
  type Reader,
  readCount,
  readText,
  tupleOf,
  where,
} from '../../../core/text/plain-data.ts';

/** The version of the protocol, raised when a message changes its meaning; each side sends its own. */
export const protocolVersion = 1;

/** The theme of the editor; the high-contrast ones are shown as `dark` or `light`. */
export type EditorTheme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** A text with the version that its editor counts. Paths are POSIX, relative to the project's folder. */
export interface EditorText {
  readonly path: string;
  readonly text: string;
  readonly version: number;
}

/** The project as the command line would read it; without it the page decides. */
export type EditorProject = SentProject;

/** One replacement of `length` characters at `offset`, in UTF-16 units of the text before the message. */
export interface OffsetEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The edits of one file, sorted and disjoint, for this `version` of its text; null for a file that does not exist yet. */
export interface PathEdits {
  readonly path: string;
  readonly version: number | null;
  readonly edits: readonly OffsetEdit[];
}

export type HostMessage =
  /** Opens a project: `main` is the file beside the page, `folder` the name of the project's folder. */
  | {
      readonly type: 'open';
      readonly protocol: number;
      readonly main: string;
      readonly folder: string;
      readonly project: EditorProject | null;
      readonly files: readonly EditorText[];
      readonly theme: EditorTheme;
    }
  /** Texts that changed. */
  | { readonly type: 'changed'; readonly files: readonly EditorText[] }
  /** Files that the page asked for; a missing one does not exist. */
  | { readonly type: 'found'; readonly files: readonly EditorText[] }
  /** Files whose texts are now on disk. */
  | { readonly type: 'saved'; readonly paths: readonly string[] }
  /** The edits of message `id` were applied; the texts have these versions. */
  | {
      readonly type: 'edited';
      readonly id: number;
      readonly versions: readonly (readonly [string, number])[];
    }
  /** None of the edits of message `id` was applied; `files` are the current texts. */
  | {
      readonly type: 'refused';
      readonly id: number;
      readonly why: string;
      readonly files: readonly EditorText[];
    }
  | { readonly type: 'theme'; readonly theme: EditorTheme };

export type PageMessage =
  /** The page is listening. */
  | { readonly type: 'ready'; readonly protocol: number }
  /** The edits of one action of a person, applied as one step of the editor's history or not at all. */
  | { readonly type: 'edit'; readonly id: number; readonly files: readonly PathEdits[] }
  /** Requests files that the texts refer to. */
  | { readonly type: 'want'; readonly paths: readonly string[] }
  /** Shows a place in a text; a null offset shows the text where it was. */
  | { readonly type: 'reveal'; readonly path: string; readonly offset: number | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'save' };

const readName = where(readText, (name) => name !== '' && !name.includes('\0'));
const readTheme = oneOf('dark', 'light', 'high-contrast', 'high-contrast-light');
const readEditorText = objectOf<EditorText>({ path: readName, text: readText, version: readCount }, {});
const readOffsetEdit = objectOf<OffsetEdit>({ offset: readCount, length: readCount, text: readText }, {});
const readPathEdits = objectOf<PathEdits>(
  { path: readName, version: orNull(readCount), edits: listOf(readOffsetEdit) },
  {},
);
const readProject = objectOf<EditorProject>(
  { ...projectMembers, ...settingMembers, order: listOf(readName) },
  { ...optionalSettings, machine: readMachine },
);

/** Readers of messages, by their type. */
type Kinds<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: Reader<Extract<Message, { readonly type: Type }>>;
};

const ofHost: Kinds<HostMessage> = {
  open: objectOf(
    {
      type: oneOf('open'),
      protocol: readCount,
      main: readName,
      folder: readText,
      project: orNull(readProject),
      files: listOf(readEditorText),
      theme: readTheme,
    },
    {},
  ),
  changed: objectOf({ type: oneOf('changed'), files: listOf(readEditorText) }, {}),
  found: objectOf({ type: oneOf('found'), files: listOf(readEditorText) }, {}),
  saved: objectOf({ type: oneOf('saved'), paths: listOf(readName) }, {}),
  edited: objectOf(
    { type: oneOf('edited'), id: readCount, versions: listOf(tupleOf(readName, readCount)) },
    {},
  ),
  refused: objectOf(
    { type: oneOf('refused'), id: readCount, why: readText, files: listOf(readEditorText) },
    {},
  ),
  theme: objectOf({ type: oneOf('theme'), theme: readTheme }, {}),
};

const ofPage: Kinds<PageMessage> = {
  ready: objectOf({ type: oneOf('ready'), protocol: readCount }, {}),
  edit: objectOf({ type: oneOf('edit'), id: readCount, files: listOf(readPathEdits) }, {}),
  want: objectOf({ type: oneOf('want'), paths: listOf(readName) }, {}),
  reveal: objectOf({ type: oneOf('reveal'), path: readName, offset: orNull(readCount) }, {}),
  undo: objectOf({ type: oneOf('undo') }, {}),
  redo: objectOf({ type: oneOf('redo') }, {}),
  save: objectOf({ type: oneOf('save') }, {}),
};

/** Returns a reader of the messages that one of `kinds` reads. */
function anyOf<Message>(kinds: Readonly<Record<string, Reader<Message>>>): (data: unknown) => Message | null {
  const readers = Object.values(kinds);
  return (data) => {
    for (const read of readers) {
      const message = read(data);
      if (message !== undefined) return message;
    }
    return null;
  };
}

/** Reads the message of an editor; null for anything else. */
export const readHostMessage = anyOf<HostMessage>(ofHost);

/** Reads the message of a page; null for anything else. */
export const readPageMessage = anyOf<PageMessage>(ofPage);

/** True for edits that are sorted, disjoint and inside a text of `length` characters. */
export function fitsText(edits: readonly OffsetEdit[], length: number): boolean {
  let end = 0;
  for (const edit of edits) {
    if (edit.offset < end) return false;
    end = edit.offset + edit.length;
  }
  return end <= length;
}
