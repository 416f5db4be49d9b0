// Bytes of a chosen or dropped file as text: strict, so that what comes back out is what went in.

import { type BadBytes, readBytes } from '../../../core/text/read-bytes.ts';
import type { Result } from '../../../core/text/result.ts';
import type { FileMessage } from '../session/message.ts';

/** Returns the text of a file, including its byte order mark; an explanation when the bytes are not UTF-8. */
export function decodeText(file: string, bytes: Uint8Array): Result<string, FileMessage> {
  // `Blob.text()` would drop the mark and replace invalid bytes silently.
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  return read.ok ? read : { ok: false, error: messageOf(file, read.error) };
}

function messageOf(file: string, { kind, line }: BadBytes): FileMessage {
  const place = { tone: 'error', file, line: null, column: null } as const;
  switch (kind) {
    case 'utf-16':
      return {
        ...place,
        text: 'this file is UTF-16, which Docker Compose does not read',
        advice: 'Save it as UTF-8.',
      };
    case 'binary':
      return {
        ...place,
        text: 'this is a binary file, not text',
        advice: 'Choose a compose file (YAML text).',
      };
    case 'not-utf-8': {
      const advice = 'Save the file as UTF-8 and open it again.';
      return { ...place, line, text: 'this line holds bytes that are not UTF-8', advice };
    }
  }
}
