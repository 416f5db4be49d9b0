// Taking the text away: in place where a file has a home, else as a download. Each reports the outcome.

import { plural } from '../../core/compose/numbers.ts';
import { changedFiles, documentOf, isChanged } from '../../core/session/session-files.ts';
import { type SaveReport, saveInPlace } from '../state/files/save-in-place.ts';
import { editorStore, filesStore, workOfFile, workOfStack, workStore } from '../state/page-stores.ts';
import { everyStack } from '../state/work/fleet.ts';
import { drawnSession, hostStacks, leftOf, previousProject, savedTogether } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';
import { hasFile } from './file-commands.ts';

/** Downloads the files. */
export function downloadFiles({ work, ui, browser }: CommandContext, names: readonly string[]): void {
  const textOf = (file: string): string | undefined => {
    const texts = drawnSession(work.getState())?.workspace.input.texts;
    return texts?.get(file) ?? workOfFile(file).getState().session?.workspace.input.texts.get(file);
  };
  for (const file of names) {
    const text = textOf(file) ?? '';
    browser.save(file, text);
    filesStore.getState().take(file, text);
  }
  ui.getState().toast(`${names.join(', ')} downloaded.`, 'success');
}

function reportSave({ ui }: CommandContext, { saved, refused, asked }: SaveReport): void {
  const { toast } = ui.getState();
  const [first] = refused;
  if (first !== undefined) toast(`${first.why} Download it instead.`, 'error', 'download');
  else if (saved.length > 0) toast(`${saved.join(', ')} saved.`, 'success');
  if (asked !== null) ui.getState().announce(`${asked} was changed on disk, too. Nothing was written.`);
}

/** True when several stacks are open. */
export function hasHost(): boolean {
  return hostStacks(workStore.getState()).length > 0;
}

/**
 * Writes the changed files of all stacks, or those of `names`, to their homes, and downloads those without one; stops at the first
 * question.
 */
export function saveStacks(context: CommandContext, names?: readonly string[]): Promise<void> {
  return save(
    context,
    everyStack(workStore.getState()).map(({ key }) => key),
    names,
  );
}

/** Saves the drawn stack, even if another one is unfolded meanwhile. */
export function saveFiles(context: CommandContext, names?: readonly string[]): Promise<void> {
  return save(context, [workStore.getState().shown], names);
}

async function save(
  context: CommandContext,
  keys: readonly (string | null)[],
  names?: readonly string[],
): Promise<void> {
  // The edits are in the editor already; it saves them when the person wants it.
  if (editorStore.getState().editor !== null) return;
  const all = {
    saved: [] as string[],
    homeless: [] as string[],
    refused: [] as SaveReport['refused'][number][],
  };
  let asked: string | null = null;
  for (const key of keys) {
    if (asked !== null) break;
    const report = await saveInPlace(workOfStack(key), filesStore, names);
    all.saved.push(...report.saved);
    all.homeless.push(...report.homeless.filter((file) => !all.homeless.includes(file)));
    all.refused.push(...report.refused);
    asked = report.asked;
  }
  reportSave(context, { ...all, asked });
  if (all.homeless.length > 0 && asked === null) downloadFiles(context, all.homeless);
}

/** True when saving would write to a disk rather than download. */
export function writesInPlace({ work }: CommandContext): boolean {
  const open = drawnSession(work.getState());
  const { homes } = filesStore.getState();
  return open !== null && changedFiles(open).some((file) => homes.has(file));
}

export function hasUnsavedStack(): boolean {
  return savedTogether(workStore.getState()).some(({ unsaved }) => unsaved);
}

/** Saves all stacks, after a review of the changes to files with a home. */
export function askForStacks(context: CommandContext): void {
  const { homes, unasked } = filesStore.getState();
  if (homes.size > 0 && !unasked) context.ui.getState().setDialog('review-host');
  else void saveStacks(context);
}

/** True when the open work came from a link that left values out: it never overwrites the original file. */
function isPartial({ work }: CommandContext): boolean {
  return leftOf(work.getState()) !== null;
}

/** Repeats the edits of a linked design on its original, which was opened after it; typed changes cannot be repeated. */
const carryOver: Command = {
  id: 'carry-over',
  label: 'Carry over the changes made on the link',
  group: 'Edit',
  keywords: 'shared original apply changes',
  shortcuts: [],
  whileTyping: false,
  when({ work }) {
    const state = work.getState();
    const previous = previousProject(state);
    const fresh = drawnSession(state)?.undo.length === 0 && leftOf(state) === null;
    return fresh && Boolean(previous?.project.left && previous.session.undo.length > 0);
  },
  run({ work, ui }) {
    const entries = previousProject(work.getState())?.session.undo ?? [];
    const missed: string[] = [];
    for (const { operations, label } of entries) {
      const refused = operations.length === 0 ? 'typed' : work.operate(operations, label).refused;
      if (refused === null) continue;
      missed.push(refused === 'typed' ? `${label} (typed)` : `${label} (${refused.message})`);
      work.dismissRefusal();
    }
    const done = `${entries.length - missed.length} of ${plural(entries.length, 'change')} carried over.`;
    if (missed.length === 0) ui.getState().toast(done, 'success');
    else ui.getState().toast(`${done} Not carried over: ${missed.join('; ')}.`, 'error');
  },
};

/** Commands that save the text: in place if the browser allows it, otherwise as a download. */
export const saveCommands: readonly Command[] = [
  {
    id: 'save',
    label: 'Save',
    group: 'File',
    keywords: 'write disk in place store',
    shortcuts: ['$mod+s'],
    whileTyping: true,
    when: (context) => hasFile(context) || hasUnsavedStack(),
    run(context) {
      const { editor } = editorStore.getState();
      if (editor !== null) return editor.save();
      const open = drawnSession(context.work.getState());
      // While all stacks are folded, saving concerns the unsaved ones among them.
      if (open === null) return askForStacks(context);
      const { file } = documentOf(open, null);
      const { ui } = context;
      if (isPartial(context)) return ui.getState().setDialog('original');
      const { homes, unasked } = filesStore.getState();
      if (writesInPlace(context) && !unasked) ui.getState().setDialog('review');
      else if (isChanged(open)) void saveFiles(context);
      else if (homes.has(file)) ui.getState().toast(`${file} is already saved.`, 'info');
      else downloadFiles(context, [file]);
    },
  },
  {
    id: 'review',
    label: 'Review the changes and save…',
    group: 'File',
    keywords: 'review diff write ask before saving',
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => {
      const open = drawnSession(work.getState());
      return open !== null && isChanged(open);
    },
    run: (context) => context.ui.getState().setDialog(isPartial(context) ? 'original' : 'review'),
  },
  carryOver,
  {
    id: 'download',
    label: 'Download the file',
    group: 'File',
    keywords: 'save export compose yaml',
    shortcuts: ['$mod+Shift+s'],
    whileTyping: true,
    when: hasFile,
    run(context) {
      const open = drawnSession(context.work.getState());
      if (open === null) return;
      const changed = changedFiles(open);
      // Where nothing was changed, the file is downloaded as it was opened.
      downloadFiles(context, changed.length > 0 ? changed : [documentOf(open, null).file]);
    },
  },
];
