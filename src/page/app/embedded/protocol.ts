// The messages between a page and the editor that holds it. The editor's texts are the truth: the page asks for edits of them and draws
// the result. Both sides read every message through this file, which depends on neither a page nor an editor; docs/editors.md describes
// it.

import type { ReadAs } from '../../../core/machine/read-as.ts';

/** Raised when the meaning of a message changes. Each side sends its own number. */
export const protocolVersion = 1;

/** The theme of the editor; the high-contrast ones are shown as `dark` or `light`. */
export type EditorTheme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** A text at a version that its editor counts. Paths are POSIX, from the folder of the project. */
export interface EditorText {
  readonly path: string;
  readonly text: string;
  readonly version: number;
}

/** How the project is read, as the command line reads it; an editor that does not know it leaves it to the page. */
export type EditorProject = ReadAs;

/** One replacement: `length` characters from `offset` on, in UTF-16 units of the text before the message. */
export interface OffsetEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Edits of one file, sorted and disjoint. `version` is that of the text they are for; null: the file is not there yet. */
export interface PathEdits {
  readonly path: string;
  readonly version: number | null;
  readonly edits: readonly OffsetEdit[];
}

export type HostMessage =
  /** What the page shows from now on. `main` is the file that the page stands beside; `folder` the name of the project's folder. */
  | {
      readonly type: 'open';
      readonly protocol: number;
      readonly main: string;
      readonly folder: string;
      readonly project: EditorProject | null;
      readonly files: readonly EditorText[];
      readonly theme: EditorTheme;
    }
  /** Texts changed, by whatever means. */
  | { readonly type: 'changed'; readonly files: readonly EditorText[] }
  /** Files that the page asked for; a file that is not among them does not exist. */
  | { readonly type: 'found'; readonly files: readonly EditorText[] }
  /** Files hold their texts on disk now. */
  | { readonly type: 'saved'; readonly paths: readonly string[] }
  /** The edits of message `id` were made; texts are as the page has them, at these versions. */
  | {
      readonly type: 'edited';
      readonly id: number;
      readonly versions: readonly (readonly [string, number])[];
    }
  /** None of the edits of message `id` was made; `files` are the texts as they are. */
  | {
      readonly type: 'refused';
      readonly id: number;
      readonly why: string;
      readonly files: readonly EditorText[];
    }
  | { readonly type: 'theme'; readonly theme: EditorTheme };

export type PageMessage =
  /** The page listens. */
  | { readonly type: 'ready'; readonly protocol: number }
  /** One thing that a person did: all of it is made, as one step of the editor's history, or none. */
  | { readonly type: 'edit'; readonly id: number; readonly files: readonly PathEdits[] }
  /** Files that the texts name. */
  | { readonly type: 'want'; readonly paths: readonly string[] }
  /** A place in a text is to be shown; null: the text as it stands. */
  | { readonly type: 'reveal'; readonly path: string; readonly offset: number | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'save' };

type Reader = (value: unknown) => boolean;

const isText: Reader = (value) => typeof value === 'string';
const isCount: Reader = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isSwitch: Reader = (value) => typeof value === 'boolean';
const isName: Reader = (value) => typeof value === 'string' && value !== '' && !value.includes('\0');
const isTheme: Reader = (value) =>
  typeof value === 'string' && ['dark', 'light', 'high-contrast', 'high-contrast-light'].includes(value);

const isTri: Reader = (value) => isSwitch(value) || value === 'unknown';
const orAbsent =
  (reads: Reader): Reader =>
  (value) =>
    value === undefined || reads(value);
const orNull =
  (reads: Reader): Reader =>
  (value) =>
    value === null || reads(value);
const listOf =
  (reads: Reader): Reader =>
  (value) =>
    Array.isArray(value) && value.every(reads);
const pairOf =
  (first: Reader, second: Reader): Reader =>
  (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
const shape =
  (fields: Readonly<Record<string, Reader>>): Reader =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, reads]) =>
      reads((value as Readonly<Record<string, unknown>>)[name]),
    );

const isDaemon = shape({
  icc: orAbsent(isSwitch),
  iptables: orAbsent(isSwitch),
  ip6tables: orAbsent(isSwitch),
  ip: orAbsent(isText),
  ipv6: orAbsent(isSwitch),
});
const isEditorText = shape({ path: isName, text: isText, version: isCount });
const isOffsetEdit = shape({ offset: isCount, length: isCount, text: isText });
const isPathEdits = shape({ path: isName, version: orNull(isCount), edits: listOf(isOffsetEdit) });
const isProject = shape({
  order: listOf(isName),
  environment: listOf(pairOf(isText, isText)),
  profiles: listOf(isText),
  engine: isText,
  userlandProxy: isSwitch,
  directRouting: isSwitch,
  ipv6Default: isTri,
  firewallBackend: (value) => value === 'iptables' || value === 'nftables',
  daemon: orAbsent(isDaemon),
  rootless: orAbsent(isSwitch),
});

const ofHost = new Map<string, Reader>([
  [
    'open',
    shape({
      protocol: isCount,
      main: isName,
      folder: isText,
      project: orNull(isProject),
      files: listOf(isEditorText),
      theme: isTheme,
    }),
  ],
  ['changed', shape({ files: listOf(isEditorText) })],
  ['found', shape({ files: listOf(isEditorText) })],
  ['saved', shape({ paths: listOf(isName) })],
  ['edited', shape({ id: isCount, versions: listOf(pairOf(isName, isCount)) })],
  ['refused', shape({ id: isCount, why: isText, files: listOf(isEditorText) })],
  ['theme', shape({ theme: isTheme })],
]);

const ofPage = new Map<string, Reader>([
  ['ready', shape({ protocol: isCount })],
  ['edit', shape({ id: isCount, files: listOf(isPathEdits) })],
  ['want', shape({ paths: listOf(isName) })],
  ['reveal', shape({ path: isName, offset: orNull(isCount) })],
  ['undo', shape({})],
  ['redo', shape({})],
  ['save', shape({})],
]);

function read<T>(kinds: ReadonlyMap<string, Reader>, data: unknown): T | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  return typeof data.type === 'string' && kinds.get(data.type)?.(data) ? (data as T) : null;
}

/** The message of an editor; null for anything else. */
export function readHostMessage(data: unknown): HostMessage | null {
  return read(ofHost, data);
}

/** The message of a page; null for anything else. */
export function readPageMessage(data: unknown): PageMessage | null {
  return read(ofPage, data);
}

/** Whether edits are sorted, disjoint and inside a text of `length` characters. */
export function fitsText(edits: readonly OffsetEdit[], length: number): boolean {
  let end = 0;
  for (const edit of edits) {
    if (edit.offset < end) return false;
    end = edit.offset + edit.length;
  }
  return end <= length;
}
