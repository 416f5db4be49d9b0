import type { ImportedFiles } from '../state/import-files.ts';
import { formatMessage } from '../state/message.ts';
import { sessionStore, uiStore } from '../state/page-stores.ts';

/** Says what became of opening a file; the canvas fits the new picture by itself. */
export function tellOpened({
  file,
  message,
  files,
  leftOut = [],
}: Omit<ImportedFiles, 'handles' | 'choice'>): void {
  const ui = uiStore.getState();
  ui.select([]);
  if (message !== null) {
    ui.announce(formatMessage(message));
    if (sessionStore.getState().session?.workspace.stale) ui.showPane('yaml');
    return;
  }
  const { analysis, previous } = sessionStore.getState();
  const { services, networks } = analysis?.topology ?? { services: new Map(), networks: new Map() };
  const counts = `${services.size} ${services.size === 1 ? 'service' : 'services'}, ${networks.size} ${networks.size === 1 ? 'network' : 'networks'}`;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  const left = leftOut.length === 0 ? '' : ` Left out, no compose file: ${leftOut.join(', ')}.`;
  ui.toast(`${file}${more}: ${counts}.${left}`, 'success', previous === null ? null : 'restore-previous');
}
