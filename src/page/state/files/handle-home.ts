// A file of the browser's File System Access API as a home. Its text is its own version: equal texts, equal files.

import { decodeText } from '../import/decode-text.ts';
import type { FileHome, HomeText } from './file-home.ts';

/** A file handle with permission methods, which some browsers and TypeScript's library lack. */
interface Permitted {
  queryPermission?(wanted: { readonly mode: 'read' | 'readwrite' }): Promise<PermissionState>;
  requestPermission?(wanted: { readonly mode: 'read' | 'readwrite' }): Promise<PermissionState>;
}

export interface PermittedHandle extends FileSystemFileHandle, Permitted {}

/** Calls back whenever the file may have changed; returns a function that stops it. */
export type ChangeSignals = (look: () => void) => () => void;

/** Resolves to true when the browser permits this use of the file or folder; asks the person if necessary. */
export async function permits(
  handle: FileSystemHandle & Permitted,
  mode: 'read' | 'readwrite',
): Promise<boolean> {
  if (handle.queryPermission === undefined || handle.requestPermission === undefined) return true;
  if ((await handle.queryPermission({ mode })) === 'granted') return true;
  return (await handle.requestPermission({ mode })) === 'granted';
}

async function textOf(file: string, handle: FileSystemFileHandle): Promise<HomeText> {
  const decoded = decodeText(file, new Uint8Array(await (await handle.getFile()).arrayBuffer()));
  if (!decoded.ok) throw new Error(`${file}: ${decoded.error.text}`);
  return { text: decoded.value, version: decoded.value };
}

/** Returns the home of a file that was opened by a handle; `moments` tells when to read it again. */
export function handleHome(file: string, handle: PermittedHandle, moments: ChangeSignals): FileHome {
  const read = () => textOf(file, handle);
  return {
    file,
    read,
    async write(text, version) {
      if (!(await permits(handle, 'readwrite')))
        return { kind: 'refused', why: `The browser was not allowed to write ${file}.` };
      const before = await read();
      if (before.version !== version) return { kind: 'changed', now: before };
      const stream = await handle.createWritable();
      try {
        await stream.write(new TextEncoder().encode(text));
        // The file is replaced when the stream closes: look once more before that.
        const now = await read();
        if (now.version !== version) {
          await stream.abort();
          return { kind: 'changed', now };
        }
        await stream.close();
      } catch (error) {
        await stream.abort().catch(() => {});
        const why = error instanceof DOMException && error.name === 'QuotaExceededError';
        return {
          kind: 'refused',
          why: why ? `There is no room left to write ${file}.` : `${file} could not be written.`,
        };
      }
      return { kind: 'saved', version: text };
    },
    watch(listener) {
      let last: string | null = null;
      return moments(() => {
        void read()
          .then((now) => {
            if (now.version === last) return;
            last = now.version;
            listener(now);
          })
          // The file is gone or locked for the moment; the next save reports it.
          .catch(() => {});
      });
    },
  };
}
