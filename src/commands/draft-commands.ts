import { draftAutosave, hostStore } from '../state/page-stores.ts';
import type { DialogId } from '../state/ui/ui-state.ts';
import type { Command, CommandContext } from './command.ts';

/** Lets the newer version of the page take over, and reloads; what is open is restored from its draft. */
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

function hasFile({ session }: CommandContext): boolean {
  return session.getState().session !== null;
}

function isOpen(context: CommandContext): boolean {
  return hasFile(context) || hostStore.getState().stacks.length > 0;
}

function opens(dialog: DialogId, label: string, keywords: string, when: Command['when']): Command {
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

/** Commands about what this browser stores, and about passing the design on. */
export const draftCommands: readonly Command[] = [
  opens('share', 'Share as a link…', 'link url send colleague copy', hasFile),
  opens(
    'export',
    'Export a picture or report…',
    'svg png mermaid markdown image download documentation',
    isOpen,
  ),
  opens(
    'export-selection',
    'Export the selection as a picture…',
    'svg png image part cards only',
    ({ ui }) => ui.getState().selection.length > 0,
  ),
  opens('export-swarm', 'Export for Docker Swarm…', 'stack deploy platform overlay cluster', hasFile),
  opens(
    'export-kubernetes',
    'Export for Kubernetes…',
    'k8s manifests networkpolicy kubectl cluster platform',
    hasFile,
  ),
  opens('recent', 'Earlier work and recent files…', 'drafts restore reopen history', () => true),
  opens('forget', 'Forget this file…', 'wipe draft private secrets remove close host stacks', isOpen),
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
      void draftAutosave.putAside().then((kept) => {
        const { toast } = ui.getState();
        if (kept) toast('Put aside. Unsaved changes are kept under earlier work.', 'success', 'recent');
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
