import type { Designer } from './designer.ts';
import { pass } from './locator.ts';

/** Chooses a folder of these files in the dialog. */
export async function openFolder(designer: Designer, files: Readonly<Record<string, string>>): Promise<void> {
  const input = await designer.locator('input[type=file][webkitdirectory][data-open-folder]').one();
  const chosen = Object.entries(files).map(([path, text]) => {
    const file = new File([text], path.split('/').at(-1) ?? '');
    Object.defineProperty(file, 'webkitRelativePath', { value: path });
    return file;
  });
  Object.defineProperty(input, 'files', { configurable: true, value: chosen });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await pass();
}
