// Removing an intent by its place: an invalid statement, or one that lists nothing, has no words to name it by.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import type { Path } from '../../../yaml/tree.ts';
import { removeWithParents } from '../../operations/steps/intent-statements.ts';
import { changeText, draftOf } from '../../rewrite/text-draft.ts';
import { declarerOf } from '../place-of.ts';
import type { Workspace } from '../workspace.ts';
import type { Writing } from './writing.ts';

interface IntentRemoval {
  readonly file: string;
  readonly edits: Edits;
}

/** The edits that remove what is at `path` below `x-bulkhead.intents` from the file that has it. */
export function removeIntentAt(workspace: Workspace, path: Path, { locked }: Writing): Result<IntentRemoval> {
  const { document, path: declaredPath } = declarerOf(workspace, path);
  if (locked.has(document.file))
    return refuse('several-files', `${document.file} is locked; unlock it first`);
  const changed = changeText(draftOf(document.text), (slice) => removeWithParents(slice, declaredPath));
  return changed.ok ? ok({ file: document.file, edits: changed.value.edits }) : changed;
}
