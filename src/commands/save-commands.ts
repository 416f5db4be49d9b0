import { changedFiles, documentOf, isChanged } from '../core/session/session-files.ts';
import { filesStore } from '../state/page-stores.ts';
import type { Command, CommandContext } from './command.ts';
import { downloadFiles, saveFiles, writesInPlace } from './save-files.ts';

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
      const { ui } = context;
      const { homes, unasked } = filesStore.getState();
      if (writesInPlace(context) && !unasked) ui.getState().setDialog('review');
      else if (isChanged(open)) void saveFiles(context);
      else if (homes.has(file)) ui.getState().toast(`${file} is saved as it is.`, 'info');
      else downloadFiles(context, [file]);
    },
  },
  {
    id: 'review',
    label: 'Look at the changes and save…',
    group: 'File',
    keywords: 'review diff write ask before saving',
    shortcuts: [],
    whileTyping: false,
    when: ({ session }) => {
      const open = session.getState().session;
      return open !== null && isChanged(open);
    },
    run: ({ ui }) => ui.getState().setDialog('review'),
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
      downloadFiles(context, changed.length > 0 ? changed : [documentOf(open, null).file]);
    },
  },
];
