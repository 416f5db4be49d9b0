import { droppedFiles } from '../state/dropped-files.ts';
import { importFiles } from '../state/import-files.ts';
import { importText } from '../state/import-text.ts';
import { sessionStore } from '../state/session-store.ts';
import { templateFile } from '../state/template.ts';
import { tellOpened } from './tell-opened.ts';

/** Opens what was dropped or pasted: its files, else its text. Reads the transfer before anything is awaited. */
export async function openTransfer(transfer: DataTransfer): Promise<void> {
  // The browser empties the transfer when the event is over.
  const files = droppedFiles(transfer);
  const text = transfer.getData('text/plain');
  if (files.length > 0) {
    const opened = await importFiles(sessionStore, files);
    if (opened !== null) tellOpened(opened.file, opened.message, opened.notRead);
  } else if (text.trim() !== '') {
    tellOpened(templateFile, importText(sessionStore, templateFile, text), []);
  }
}
