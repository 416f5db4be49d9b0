import { reachCsv } from '../../core/export/reach/reach-csv.ts';
import { documentOf } from '../../core/session/session-files.ts';
import { exampleFile, exampleText } from '../state/import/example.ts';
import { importText } from '../state/import/open-project.ts';
import { draftAutosave, workStore } from '../state/page-stores.ts';
import { templateFile, templateText } from '../state/session/template.ts';
import type { DialogId } from '../state/ui/ui-state.ts';
import { openWithRules } from '../state/work/fetch-rules.ts';
import { drawnAnalysis, drawnSession, hostStacks } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';

/** True while a file is drawn. */
export function hasFile({ work }: CommandContext): boolean {
  return drawnSession(work.getState()) !== null;
}

function openText({ work, ui }: CommandContext, file: string, text: string): void {
  openWithRules(work, () => {
    importText(work, file, text);
    ui.getState().select([]);
  });
}

/** Commands that open or save files. */
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
    label: 'Open a folder of stacks…',
    group: 'File',
    keywords: 'directory project overrides include extends env several files host',
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
    label: 'See a sample: a shop of five containers',
    group: 'File',
    keywords: 'demo example try',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run(context) {
      openText(context, exampleFile, exampleText);
      context.ui.getState().setTrying(true);
    },
  },
  {
    id: 'example-host',
    label: 'See a sample: a home server of twelve stacks',
    group: 'File',
    keywords: 'demo example host map several projects try',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run({ browser }) {
      void import('../state/import/example-host.ts').then(({ exampleHost }) =>
        browser.openTexts(exampleHost, 'home'),
      );
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
      const { work, ui } = context;
      const open = drawnSession(work.getState());
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
    label: 'Go back to the previous file',
    group: 'File',
    keywords: 'previous restore lost',
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => work.getState().previous !== null,
    run({ work, ui }) {
      work.restorePrevious();
      ui.getState().select([]);
    },
  },
];

/** Activates the newer version of the page and reloads; open work is restored from its draft. */
async function applyUpdate(flush: () => Promise<void>): Promise<void> {
  await flush();
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) return window.location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
    once: true,
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}

function isOpen(context: CommandContext): boolean {
  return hasFile(context) || hostStacks(workStore.getState()).length > 0;
}

function dialogCommand(dialog: DialogId, label: string, keywords: string, when: Command['when']): Command {
  return {
    id: dialog,
    label,
    group: 'File',
    keywords,
    shortcuts: [],
    whileTyping: false,
    when,
    run: ({ ui }) => ui.getState().setDialog(dialog),
  };
}

/** Commands for drafts and for sharing the design. */
export const draftCommands: readonly Command[] = [
  dialogCommand('share', 'Share as a link…', 'link url send colleague copy', hasFile),
  dialogCommand(
    'export',
    'Export a picture or report…',
    'svg png mermaid markdown image download documentation',
    isOpen,
  ),
  dialogCommand(
    'export-selection',
    'Export the selection as a picture…',
    'svg png image part cards only',
    ({ ui }) => ui.getState().selection.length > 0,
  ),
  {
    id: 'print',
    label: 'Print the picture…',
    group: 'File',
    keywords: 'paper pdf',
    shortcuts: ['$mod+p'],
    whileTyping: true,
    when: isOpen,
    run: ({ browser }) => browser.print(),
  },
  dialogCommand('export-swarm', 'Export for Docker Swarm…', 'stack deploy platform overlay cluster', hasFile),
  dialogCommand(
    'export-kubernetes',
    'Export for Kubernetes…',
    'k8s manifests networkpolicy kubectl cluster platform',
    hasFile,
  ),
  dialogCommand('recent', 'Earlier work and recent files…', 'drafts restore reopen history', () => true),
  dialogCommand('forget', 'Forget this file…', 'wipe draft private secrets remove close host stacks', isOpen),
  {
    id: 'put-aside',
    label: 'Put this work aside',
    group: 'File',
    keywords: 'close draft start over empty',
    shortcuts: [],
    whileTyping: false,
    when: isOpen,
    run({ ui }) {
      ui.getState().select([]);
      void draftAutosave.putAside().then((isKept) => {
        const { toast } = ui.getState();
        if (isKept) toast('Put aside. Unsaved changes are kept under earlier work.', 'success', 'recent');
        else toast('This browser cannot keep the changes. Save or download them first.', 'error', 'download');
      });
    },
  },
  {
    id: 'update',
    label: 'Load the newer Bulkhead',
    group: 'File',
    keywords: 'update version reload offline',
    shortcuts: [],
    whileTyping: false,
    when: () => typeof navigator !== 'undefined' && navigator.serviceWorker?.controller != null,
    run: () => void applyUpdate(() => draftAutosave.flush()),
  },
];

/** Commands of the reach matrix. */
export const matrixCommands: readonly Command[] = [
  {
    id: 'matrix-csv',
    label: 'Download the reach matrix as CSV',
    group: 'File',
    keywords: 'export table spreadsheet who reaches whom',
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => (drawnAnalysis(work.getState())?.reach.services.length ?? 0) > 0,
    run({ work, ui, browser }) {
      const open = drawnSession(work.getState());
      const analysis = drawnAnalysis(work.getState());
      if (open === null || analysis === null) return;
      const file = documentOf(open, null).file.replace(/\.ya?ml$/i, '');
      browser.save(`${file}-reach.csv`, reachCsv(analysis.reach));
      ui.getState().toast('Reach matrix downloaded.', 'success');
    },
  },
];
