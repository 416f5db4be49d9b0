import { aloneInput } from '../core/compose/workspace/open-workspace.ts';
import { droppedFiles } from '../state/dropped-files.ts';
import { openWhenRead } from '../state/large-project.ts';
import { sessionStore } from '../state/page-stores.ts';
import { templateFile } from '../state/template.ts';
import { openFiles } from './save/open-files.ts';
import { tellOpened } from './tell-opened.ts';

/** Opens what was dropped or pasted: its files, else its text. Reads the transfer before anything is awaited. */
export async function openTransfer(transfer: DataTransfer): Promise<void> {
  // The browser empties the transfer when the event is over.
  const chosen = droppedFiles(transfer);
  const text = transfer.getData('text/plain');
  if ((await openFiles(await chosen)) || text.trim() === '') return;
  const input = aloneInput(text, { file: templateFile });
  const opened = await openWhenRead(sessionStore, { input, profiles: null, folder: null });
  if (opened === 'superseded') return;
  tellOpened({ file: templateFile, message: opened.message, files: [templateFile] });
}
