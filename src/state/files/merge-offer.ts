import { offsetPath } from '../../core/compose/offset-path.ts';
import type { Problem } from '../../core/compose/problem.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { updateWorkspace } from '../../core/compose/workspace/update-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Session } from '../../core/session/session.ts';
import { openedText } from '../../core/session/session-files.ts';
import { mergeTexts, type TextMerge } from '../../core/text/merge-texts.ts';
import type { DiskQuestion } from './files-store.ts';
import { textChange } from './text-change.ts';

/** `unfit`: the two changes do not meet, and yet what they make together cannot be read, or Compose would refuse it. */
export type MergeOffer = TextMerge | { readonly kind: 'unfit'; readonly why: string };

/** What putting the page's change and the disk's together would make. Changes nothing. */
export function mergeOffer(session: Session, { file, now }: DiskQuestion): MergeOffer {
  const mine = session.workspace.input.texts.get(file) ?? '';
  const merge = mergeTexts(openedText(session, file), mine, now.text);
  if (merge.kind !== 'merged') return merge;
  const merged = updateWorkspace(session.workspace, new Map([[file, textChange(mine, merge.text)]]));
  const problem = newProblem(session.workspace, merged);
  if (problem === undefined) return merge;
  const { offset, path, message } = problem;
  const place = placeOf(merged, offset === null ? path : offsetPath(offset));
  return { kind: 'unfit', why: `${place.file}, line ${place.line}: ${message}` };
}

/** What is wrong after the merge and was not wrong before it. */
function newProblem(before: Workspace, merged: Workspace): Problem | undefined {
  const nameOf = ({ code, message }: Problem): string => `${code} ${message}`;
  const known = new Set(before.problems.map(nameOf));
  return merged.problems.find((problem) => problem.kind !== 'notice' && !known.has(nameOf(problem)));
}
