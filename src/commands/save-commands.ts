import { changedFiles, documentOf } from '../core/session/session-files.ts';
import { filesStore } from '../state/files/files-store.ts';
import { type SaveReport, saveInPlace } from '../state/files/save-in-place.ts';
import type { Command, CommandContext } from './command.ts';

function download({ session, ui, desk }: CommandContext, names: readonly string[]): void {
  const texts = session.getState().session?.workspace.input.texts;
  for (const file of names) {
    const text = texts?.get(file) ?? '';
    desk.save(file, text);
    filesStore.getState().take(file, text);
  }
  ui.getState().toast(`${names.join(', ')} downloaded.`, 'success');
}

function tell({ ui }: CommandContext, { saved, refused, asked }: SaveReport): void {
  const { toast } = ui.getState();
  const [first] = refused;
  if (first !== undefined) toast(`${first.why} Download it instead.`, 'error', 'download');
  else if (saved.length > 0) toast(`${saved.join(', ')} saved.`, 'success');
  if (asked !== null) ui.getState().announce(`${asked} was changed on disk, too. Nothing was written.`);
}

async function save(context: CommandContext): Promise<void> {
  const report = await saveInPlace(context.session, filesStore);
  tell(context, report);
  if (report.homeless.length > 0 && report.asked === null) download(context, report.homeless);
}

function hasFile({ session }: CommandContext): boolean {
  return session.getState().session !== null;
}

/** Commands that take the text away: in place where the browser allows it, else as a download. */
export const saveCommands: readonly Command[] = [
  {
    id: 'save',
    label: 'Save',
    group: 'File',
    keywords: 'write disk in place store',
    shortcuts: ['$mod+s'],
    whileTyping: true,
    when: hasFile,
    run(context) {
      const open = context.session.getState().session;
      if (open === null) return;
      const { file } = documentOf(open, null);
      if (changedFiles(open).length > 0) void save(context);
      else if (filesStore.getState().homes.has(file))
        context.ui.getState().toast(`${file} is saved as it is.`, 'info');
      else download(context, [file]);
    },
  },
  {
    id: 'download',
    label: 'Download the file',
    group: 'File',
    keywords: 'save export compose yaml',
    shortcuts: ['$mod+Shift+s'],
    whileTyping: true,
    when: hasFile,
    run(context) {
      const open = context.session.getState().session;
      if (open === null) return;
      const changed = changedFiles(open);
      // Nothing was changed: the file as it was opened.
      download(context, changed.length > 0 ? changed : [documentOf(open, null).file]);
    },
  },
];
