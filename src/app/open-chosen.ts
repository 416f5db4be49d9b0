import { chosenFiles } from '../state/dropped-files.ts';
import { openFiles } from './save/open-files.ts';

/** Opens what was chosen in a file or folder dialog. */
export async function openChosen(input: HTMLInputElement): Promise<void> {
  const chosen = chosenFiles([...(input.files ?? [])]);
  // The same file can be chosen again after it was changed on disk.
  input.value = '';
  await openFiles(chosen);
}
