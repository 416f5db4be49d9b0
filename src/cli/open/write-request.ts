// `PUT /files/N`: the only request that changes anything. Each condition has a status of its own.

import type { IncomingMessage } from 'node:http';
import { readBytes } from '../../core/text/read-bytes.ts';
import type { BoundFile } from './bound-file.ts';
import { type Answer, jsonAnswer, plainAnswer } from './http/answer.ts';
import { readBody } from './http/read-body.ts';
import { beginBoundFile, saveBoundFile } from './save-bound-file.ts';

/** No compose file that is read here has more. */
export const mostBytes = 5_000_000;

/** Which state of the file the request is about: a version, `nothing` where it is to be made, null where it names none. */
function expectedOf({ headers }: IncomingMessage, { mayBegin }: BoundFile): string | null {
  const [, version] = /^"([0-9a-f]{64})"$/.exec(headers['if-match'] ?? '') ?? [];
  const begins = headers['if-none-match'];
  if (begins === undefined) return version ?? null;
  return mayBegin && begins === '*' && headers['if-match'] === undefined ? 'nothing' : null;
}

/** Saves the body into `file` where it still is at the version of `If-Match`, or makes it by `If-None-Match: *`. */
export async function answerWrite(request: IncomingMessage, file: BoundFile): Promise<Answer> {
  const { headers } = request;
  if (headers['content-type'] !== 'application/yaml' || headers['content-encoding'] !== undefined)
    return plainAnswer(415, 'Send the text as application/yaml, without an encoding.');
  const expected = expectedOf(request, file);
  if (expected === null)
    return plainAnswer(
      428,
      'Say in If-Match which version of the file was read; nothing is written without.',
    );
  const bytes = await readBody(request, mostBytes);
  if (bytes === null) return plainAnswer(413, 'The text is larger than 5 MB. Split the file.');
  if (!readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })).ok)
    return plainAnswer(422, 'The text is not UTF-8; nothing was written.');
  const begins = expected === 'nothing';
  const outcome = begins ? beginBoundFile(file, bytes) : saveBoundFile(file, bytes, expected);
  switch (outcome.kind) {
    case 'saved':
      return jsonAnswer(begins ? 201 : 200, { version: outcome.version });
    case 'changed':
      return jsonAnswer(409, outcome.now);
    case 'refused':
      return plainAnswer(403, outcome.why);
  }
}
