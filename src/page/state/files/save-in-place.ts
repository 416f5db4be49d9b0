import { changedFiles } from '../../../core/session/session-files.ts';
import { noticeDisk } from './disk-changes.ts';
import type { WorkSource } from './file-home.ts';
import type { FilesStore } from './files-store.ts';

/** What happened to the changed files. `homeless`: there is no place to write them to. */
export interface SaveReport {
  readonly saved: readonly string[];
  readonly homeless: readonly string[];
  readonly refused: readonly { readonly file: string; readonly why: string }[];
  /** Of the files that were changed on disk meanwhile, the one that a question is about; it was not written. */
  readonly asked: string | null;
}

/** Writes every changed file that has a home, or those of `names`, each only where its home is as the page knows it. */
export async function saveInPlace(
  work: WorkSource,
  files: FilesStore,
  names?: readonly string[],
): Promise<SaveReport> {
  const saved: string[] = [];
  const homeless: string[] = [];
  const refused: { file: string; why: string }[] = [];
  let asked: string | null = null;
  const { session: open, opening } = work.getState();
  for (const file of open === null ? [] : changedFiles(open)) {
    if (names !== undefined && !names.includes(file)) continue;
    const text = open?.workspace.input.texts.get(file);
    const placed = files.getState().homes.get(file);
    // A file that is no longer in the project stays on disk: deleting is not saving.
    if (text === undefined) continue;
    if (placed === undefined) {
      homeless.push(file);
      continue;
    }
    const { home, version } = placed;
    const outcome = await home
      .write(text, version)
      .catch(() => ({ kind: 'refused', why: `${file} cannot be reached.` }) as const);
    // Another project was opened while this one was written.
    if (work.getState().opening !== opening) break;
    switch (outcome.kind) {
      case 'saved':
        files.getState().setVersion(file, outcome.version);
        work.dispatch({ type: 'set-opened', texts: new Map([[file, text]]) });
        saved.push(file);
        break;
      case 'changed': {
        const verdict = noticeDisk(work, files, file, outcome.now);
        if (verdict === 'ask') asked = file;
        else saved.push(file);
        break;
      }
      case 'refused':
        refused.push({ file, why: outcome.why });
        break;
    }
    if (asked !== null) break;
  }
  return { saved, homeless, refused, asked };
}
