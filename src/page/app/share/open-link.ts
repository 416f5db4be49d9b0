import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { projectOfStored } from '../../state/drafts/stored-project.ts';
import { pinStore, uiStore, workStore } from '../../state/page-stores.ts';
import {
  browserCompression,
  decodeShare,
  type ShareFault,
  shareLetters,
} from '../../state/share/share-code.ts';
import { fetchRules } from '../../state/work/fetch-rules.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { reportOpened } from '../open/open-files.ts';

const words: { readonly [fault in ShareFault]: string } = {
  foreign: 'This is no link of Bulkhead, so nothing was opened. Ask for it again.',
  version:
    'This link was made by another version of Bulkhead, so nothing was opened. Reload the page, or ask for the file.',
  damaged:
    'This link was cut or changed on its way, so nothing was opened. Copy all of it, or ask for the file.',
};

/** Opens the project in the address, and shows a message where the link is invalid; returns false without a link. */
export async function openLink(): Promise<boolean> {
  const letters = shareLetters(window.location.hash);
  if (letters === null) return false;
  const decoded = await decodeShare(letters, browserCompression);
  if (!decoded.ok) {
    uiStore.getState().toast(words[decoded.error], 'error');
    return true;
  }
  await fetchRules(workStore);
  const message = workStore.openProject(projectOfStored(decoded.value));
  const session = drawnSession(workStore.getState());
  const { showing } = workStore.getState();
  if (session === null) return true;
  // Shown, not stored: a file of this name may have its own pins in this browser.
  const pins = decoded.value.pins ?? [];
  const slots = pins.map(([name, group, sub, row]) => [name, { group, sub, row, pinned: true }] as const);
  if (slots.length > 0)
    pinStore.setState({ file: mainDocument(session.workspace).file, pins: new Map(slots) });
  reportOpened({
    file: mainDocument(session.workspace).file,
    message,
    files: session.workspace.files.map(({ document }) => document.file),
  });
  // Once the design is changed or closed, a reload has to restore the work and not the link.
  const stop = workStore.subscribe((now) => {
    if (now.showing === showing && drawnSession(now)?.undo.length === 0) return;
    stop();
    if (shareLetters(window.location.hash) === letters)
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
  });
  return true;
}
