import { changedFiles } from '../../../core/session/session-files.ts';
import { followDisk } from './disk-changes.ts';
import type { WorkSource } from './file-home.ts';
import type { FilesStore } from './files-store.ts';

/** The outcome of saving. `homeless`: files without a location to write to. */
export interface SaveReport {
  readonly saved: readonly string[];
  readonly homeless: readonly string[];
  readonly refused: readonly { readonly file: string; readonly why: string }[];
  /** The file that changed on disk meanwhile and needs a decision; it was not written. */
  readonly asked: string | null;
}

/** Writes every changed file with a home, or those of `names`, if the home still has the version that the page knows. */
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
        const verdict = followDisk(work, files, file, outcome.now);
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
