import { documentOf } from '../core/session/session-files.ts';
import { exampleFile, exampleText } from '../state/import/example.ts';
import { importText } from '../state/import/open-project.ts';
import { hostStore } from '../state/page-stores.ts';
import { templateFile, templateText } from '../state/session/template.ts';
import type { Command, CommandContext } from './command.ts';

function hasFile({ session }: CommandContext): boolean {
  return session.getState().session !== null;
}

function openText({ session, ui }: CommandContext, file: string, text: string): void {
  importText(session, file, text);
  ui.getState().select([]);
}

/** Commands that bring a file in or take it away. */
export const fileCommands: readonly Command[] = [
  {
    id: 'open',
    label: 'Open a file…',
    group: 'File',
    keywords: 'load import compose yaml',
    shortcuts: ['$mod+o'],
    whileTyping: true,
    when: () => true,
    run: ({ browser }) => browser.chooseFile(),
  },
  {
    id: 'open-folder',
    label: 'Open the folder of a project…',
    group: 'File',
    keywords: 'directory overrides include extends env several files',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: ({ browser }) => browser.chooseFolder(),
  },
  {
    id: 'paste',
    label: 'Paste or type a file…',
    group: 'File',
    keywords: 'text import clipboard',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().setDialog('paste'),
  },
  {
    id: 'new',
    label: 'New: front, mid and back',
    group: 'File',
    keywords: 'template empty start',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: (context) => openText(context, templateFile, templateText),
  },
  {
    id: 'example',
    label: 'Open the example',
    group: 'File',
    keywords: 'demo sample shop',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run(context) {
      openText(context, exampleFile, exampleText);
      context.ui.getState().setTrying(true);
    },
  },
  {
    id: 'copy',
    label: 'Copy the file',
    group: 'File',
    keywords: 'clipboard export text',
    shortcuts: ['$mod+Shift+c'],
    whileTyping: false,
    when: hasFile,
    run(context) {
      const { session, ui } = context;
      const open = session.getState().session;
      if (open === null) return;
      const document = documentOf(open, ui.getState().file);
      void context.browser.copy(document.text, `${document.file} copied.`, 'Download the file instead.');
    },
  },
  {
    id: 'sign-out',
    label: 'Sign out…',
    group: 'File',
    keywords: 'log out logout session leave end server',
    shortcuts: [],
    whileTyping: false,
    when: ({ browser }) => browser.signOut !== undefined,
    run: ({ browser }) => browser.signOut?.(),
  },
  {
    id: 'restore-previous',
    label: 'Go back to the file before',
    group: 'File',
    keywords: 'previous restore lost',
    shortcuts: [],
    whileTyping: false,
    when: ({ session }) => session.getState().previous !== null || hostStore.getState().previous !== null,
    run({ session, ui }) {
      if (hostStore.getState().previous !== null) hostStore.getState().restorePrevious();
      else session.getState().restorePrevious();
      ui.getState().select([]);
    },
  },
];
