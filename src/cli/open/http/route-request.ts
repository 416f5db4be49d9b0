// From an admitted request to its answer. Paths are compared, never joined: there is nothing outside to reach.

import type { IncomingMessage } from 'node:http';
import { liveRecord } from '../../../core/host/running/live-host.ts';
import { readBytes } from '../../../core/text/read-bytes.ts';
import { type BoundFile, createBoundFile, readBoundFile, saveBoundFile } from '../bound-file.ts';
import type { LiveOffers } from '../live-offers.ts';
import type { LiveSource } from '../live-source.ts';
import { answerProject, type ProjectState } from '../project-state.ts';
import type { SaveEvent, ServedProject } from '../served-project.ts';
import { type Answer, jsonAnswer, notAllowed, plainAnswer, readOnlyMethod } from './answer.ts';
import type { Asset } from './page-assets.ts';
import { readBody } from './request.ts';

/** Answers a request for `path`; `changes` starts the stream of changes. */
export async function routeRequest(
  request: IncomingMessage,
  { path, who }: { readonly path: string; readonly who: string },
  project: ServedProject,
  assets: ReadonlyMap<string, Asset>,
  offers: LiveOffers | null = null,
): Promise<Answer | 'changes'> {
  if (path === 'api/project') {
    const refusal = readOnlyMethod(request);
    if (refusal !== null) return refusal;
    await project.refresh();
    return answerProject(project.state(), project.made, offers?.about ?? null);
  }
  if (path === 'api/changes') return readOnlyMethod(request) ?? 'changes';
  const { live } = project.state();
  if (live !== undefined) {
    const answer = await answerLive(request, path, live);
    if (answer !== null) return answer;
  }
  const offered = (await offers?.answer(request, path, who)) ?? null;
  if (offered !== null) return offered;
  const number = /^api\/files\/(\d{1,5})$/.exec(path)?.[1];
  if (number !== undefined) return answerFile(request, Number(number), project, who);
  const asset = assets.get(path);
  if (asset === undefined) return plainAnswer(404, 'There is no such page.');
  return (
    readOnlyMethod(request) ?? { status: 200, headers: { 'Content-Type': asset.type }, body: asset.bytes }
  );
}

/** Answers requests for what runs and for recovered text; null for any other path. */
async function answerLive(request: IncomingMessage, path: string, live: LiveSource): Promise<Answer | null> {
  if (path === 'api/live') return readOnlyMethod(request) ?? jsonAnswer(200, liveRecord(live.now()));
  const stack = live
    .now()
    .stacks.find(({ project }) => project !== '' && path === `api/recover/${encodeURIComponent(project)}`);
  if (stack === undefined) return null;
  const refusal = readOnlyMethod(request);
  if (refusal !== null) return refusal;
  try {
    const text = await live.recover(stack.project);
    return text === null
      ? plainAnswer(410, `${stack.project} is no longer running.`)
      : jsonAnswer(200, { text });
  } catch (error) {
    return plainAnswer(503, error instanceof Error ? error.message : 'Docker does not answer.');
  }
}

async function answerFile(
  request: IncomingMessage,
  index: number,
  project: ServedProject,
  who: string,
): Promise<Answer> {
  const file = project.state().files[index];
  if (file === undefined) return plainAnswer(404, 'There is no such page.');
  if (request.method === 'PUT') {
    return answerWrite(request, file, project.state().objection, (versions, begun) => {
      if (begun) project.made.add(index);
      project.saved(index, { who, ...versions });
    });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD, PUT');
  const now = readBoundFile(file);
  if (now === null) return plainAnswer(410, `${file.name} does not exist or is not text.`);
  return jsonAnswer(200, now, { ETag: `"${now.version}"` });
}

/** Maximum size of a compose file in bytes. */
const maxBytes = 5_000_000;

/** Returns the state of the file that a request expects: a version, `nothing` for a new file, or null when it names none. */
function expectedOf({ headers }: IncomingMessage, { mayCreate }: BoundFile): string | null {
  const [, version] = /^"([0-9a-f]{64})"$/.exec(headers['if-match'] ?? '') ?? [];
  const begins = headers['if-none-match'];
  if (begins === undefined) return version ?? null;
  return mayCreate && begins === '*' && headers['if-match'] === undefined ? 'nothing' : null;
}

/**
 * Answers `PUT /files/N`, the only request that changes anything; each condition has its own status. Saves the body if the file is still at
 * the version of `If-Match`, or creates it by `If-None-Match: *`.
 */
async function answerWrite(
  request: IncomingMessage,
  file: BoundFile,
  objection: ProjectState['objection'],
  saved: (versions: Pick<SaveEvent, 'from' | 'to'>, begun: boolean) => void,
): Promise<Answer> {
  const { headers } = request;
  if (headers['content-type'] !== 'application/yaml' || headers['content-encoding'] !== undefined)
    return plainAnswer(415, 'Send the text as application/yaml, without an encoding.');
  const expected = expectedOf(request, file);
  if (expected === null)
    return plainAnswer(428, 'Give the version that was read in If-Match; without it nothing is written.');
  const bytes = await readBody(request, maxBytes);
  if (bytes === null) return plainAnswer(413, 'The text is larger than 5 MB. Split the file.');
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  if (!read.ok) return plainAnswer(422, 'The text is not UTF-8; nothing was written.');
  const begins = expected === 'nothing';
  const before = begins ? null : (readBoundFile(file)?.text ?? '');
  const why = await objection?.({ file: file.name, before, text: read.value });
  if (why) return plainAnswer(403, why);
  const outcome = begins ? createBoundFile(file, bytes) : saveBoundFile(file, bytes, expected);
  switch (outcome.kind) {
    case 'saved':
      saved({ from: begins ? null : expected, to: outcome.version }, begins);
      return jsonAnswer(begins ? 201 : 200, { version: outcome.version });
    case 'changed':
      return jsonAnswer(409, outcome.now);
    case 'refused':
      return plainAnswer(403, outcome.why);
  }
}
