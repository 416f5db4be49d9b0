// A file of the `bulkhead open` server as a home. The server compares versions; nothing is decided here.

import { type FileHome, type HomeText, notThere, type WriteOutcome } from '../../state/files/file-home.ts';
import type { LocalChanges } from './local-changes.ts';

async function outcomeOf(response: Response): Promise<WriteOutcome> {
  if (response.status === 200 || response.status === 201) {
    const { version } = (await response.json()) as { readonly version: string };
    return { kind: 'saved', version };
  }
  if (response.status === 409) return { kind: 'changed', now: (await response.json()) as HomeText };
  return { kind: 'refused', why: (await response.text()).trim() };
}

/** The home of file number `index`, which the session calls `file`. */
export function serverHome(file: string, index: number, changes: LocalChanges): FileHome {
  const address = `api/files/${index}`;
  return {
    file,
    async read() {
      const response = await fetch(address);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as HomeText;
    },
    async write(text, version) {
      const expected: Record<string, string> =
        version === notThere ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` };
      const headers = { 'Content-Type': 'application/yaml', ...expected };
      let response: Response;
      try {
        response = await fetch(address, { method: 'PUT', headers, body: new TextEncoder().encode(text) });
      } catch {
        return {
          kind: 'refused',
          why: `The command that serves ${file} has ended: run bulkhead open again.`,
        };
      }
      return outcomeOf(response);
    },
    watch: (listener) => changes.follow(index, listener),
  };
}
