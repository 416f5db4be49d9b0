// What happens when an open file changes on disk: the change is taken over, merged, or put to the person. Nothing here writes a file.

import { offsetPath } from '../../../core/compose/offset-path.ts';
import type { Problem } from '../../../core/compose/problem.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import { updateWorkspace } from '../../../core/compose/workspace/update-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Session } from '../../../core/session/session.ts';
import { openedText } from '../../../core/session/session-files.ts';
import { mergeTexts, type TextMerge } from '../../../core/text/merge-texts.ts';
import type { FileHome, HomeText, WorkSource } from './file-home.ts';
import type { DiskQuestion, FilesStore } from './files-store.ts';
import { textChange } from './text-change.ts';

/**
 * The effect of a file on disk on the open work. `unchanged`: the disk holds the text as opened. `agrees`: the disk and the page hold the
 * same. `adopt`: only the disk changed. `ask`: both changed, to different texts.
 */
export type DiskVerdict = 'unchanged' | 'agrees' | 'adopt' | 'ask';

/** Compares the text as opened, on the page and on disk. When only one of the last two changed, no question is needed. */
export function diskVerdict(opened: string, mine: string, theirs: string): DiskVerdict {
  if (theirs === opened) return 'unchanged';
  if (theirs === mine) return 'agrees';
  return mine === opened ? 'adopt' : 'ask';
}

/** Follows the text of a file on disk: adopts it as one undo step when the page's text is unchanged, and asks otherwise. Never writes. */
export function followDisk(work: WorkSource, files: FilesStore, file: string, now: HomeText): DiskVerdict {
  const { session: open } = work.getState();
  const mine = open?.workspace.input.texts.get(file);
  if (!open || mine === undefined) return 'unchanged';
  const verdict = diskVerdict(open.opened.input.texts.get(file) ?? '', mine, now.text);
  if (verdict === 'ask') {
    files.getState().ask({ file, now });
    return verdict;
  }
  if (verdict === 'adopt') {
    const label = `${file} changed on disk`;
    work.dispatch({ type: 'edit-text', file, edits: textChange(mine, now.text), label });
  }
  if (verdict !== 'unchanged') work.dispatch({ type: 'set-opened', texts: new Map([[file, now.text]]) });
  files.getState().setVersion(file, now.version);
  return verdict;
}

/** Registers the home of an open file and follows changes there; `version` belongs to the text as opened. */
export function registerHome(work: WorkSource, files: FilesStore, home: FileHome, version: string): void {
  const stop = home.watch((now) => {
    const { asked, homes } = files.getState();
    // Changes that the page wrote itself are reported back, too; and a question that was put off waits for the next save.
    if (homes.get(home.file)?.version === now.version || asked.get(home.file) === now.version) return;
    followDisk(work, files, home.file, now);
  });
  files.getState().place(home, version, stop);
}

/** The result of a merge. `unfit`: the changes do not overlap, but the merged text is unreadable or Compose would refuse it. */
export type MergeOffer = TextMerge | { readonly kind: 'unfit'; readonly why: string };

/** Previews the merge of the page's change and the disk's, without changing anything. */
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

/** Returns the first problem of the merged text that `before` did not have. */
function newProblem(before: Workspace, merged: Workspace): Problem | undefined {
  const nameOf = ({ code, message }: Problem): string => `${code} ${message}`;
  const known = new Set(before.problems.map(nameOf));
  return merged.problems.find((problem) => problem.kind !== 'notice' && !known.has(nameOf(problem)));
}

/**
 * Resolves a change on both sides. `mine` keeps the page's text, which may then be saved over the disk's. `theirs` adopts the disk's text.
 * `both` merges the two when the result is readable, and keeps the question open otherwise. An adopted text is one undo step and is not
 * written.
 */
export function resolveDiskChange(
  work: WorkSource,
  files: FilesStore,
  answer: 'mine' | 'theirs' | 'both',
): void {
  const { question, dismiss, setVersion } = files.getState();
  const { session: open } = work.getState();
  if (question === null || open === null) return;
  const { file, now } = question;
  const mine = open.workspace.input.texts.get(file) ?? '';
  if (answer === 'both') {
    const offer = mergeOffer(open, question);
    if (offer.kind !== 'merged') return;
    const label = `${file} merged with the one on disk`;
    work.dispatch({ type: 'edit-text', file, edits: textChange(mine, offer.text), label });
  }
  if (answer === 'theirs') {
    const label = `${file} as it is on disk`;
    work.dispatch({ type: 'edit-text', file, edits: textChange(mine, now.text), label });
  }
  dismiss();
  work.dispatch({ type: 'set-opened', texts: new Map([[file, now.text]]) });
  setVersion(file, now.version);
}
