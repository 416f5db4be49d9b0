// A change of a fleet: operations on stacks of its machines, and edits of its own file, which keep every other byte.

import type { Operation } from '../../compose/operations/operation.ts';
import { applyEdits, composeEdits, type Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import { parseSlice } from '../../yaml/slice.ts';
import type { Path } from '../../yaml/tree.ts';
import { type TreeEdit, writeTreeEdit } from '../../yaml/tree-edit.ts';
import { followInText } from '../move/follow-in-text.ts';

/** An edit of the fleet's file. */
export type FleetFileEdit = TreeEdit;

/** Operations on a stack of a machine. */
export interface FleetStackEdit {
  readonly machine: string;
  readonly stack: string;
  readonly operations: readonly Operation[];
}

/** An address and a port that become others in a file of a proxy, but for its comments. */
export interface FleetPlaceEdit {
  readonly machine: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A change of a stack or of a proxy's file of a machine; with a null machine, edits of the fleet's file. */
export type FleetEdit =
  | FleetStackEdit
  | FleetPlaceEdit
  | { readonly machine: null; readonly edits: readonly FleetFileEdit[] };

/** Returns the edits of a proxy's file; none where it does not state the place. */
export function planPlaceEdit(text: string, { file, before, after }: FleetPlaceEdit): Edits {
  return followInText(file, text, new Map([[before, after]])).edits;
}

/** Returns the edits of the text of a fleet's file, made one after the other; refused where the text does not allow one of them. */
export function planFleetText(text: string, edits: readonly TreeEdit[]): Result<Edits> {
  let planned: Edits = [];
  let edited = text;
  for (const edit of edits) {
    const slice = parseSlice(edited);
    if (!slice) return refuse('not-yaml', 'The file of the fleet cannot be read as YAML.');
    const written = writeTreeEdit(slice, edit);
    if (!written.ok) return written;
    planned = composeEdits(planned, written.value);
    edited = applyEdits(edited, written.value);
  }
  return ok(planned);
}

/** Returns an edit of a proxy's file in words: `192.168.1.12:80 becomes 100.64.1.2:80`. */
export function placeEditText({ before, after }: FleetPlaceEdit): string {
  return `${before} becomes ${after}`;
}

/** Returns an edit of a fleet's file in words: `remove routers.gate.forwards[0]`. */
export function treeEditText(edit: TreeEdit): string {
  const at = pathText(edit.path);
  switch (edit.do) {
    case 'remove':
    case 'remove-upwards':
      return `remove ${at}`;
    case 'append':
      return `add ${JSON.stringify(edit.value)} to ${at}`;
    case 'add':
      return `add ${edit.key}: ${JSON.stringify(edit.value)} to ${at}`;
    case 'replace':
    case 'replace-any':
      return `set ${at} to ${JSON.stringify(edit.value)}`;
    case 'replace-text':
      return `set ${at} to ${JSON.stringify(edit.text)}`;
    case 'rename':
      return `rename ${at} to ${edit.key}`;
    case 'name':
      return `write ${at} as a mapping`;
  }
}

function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
