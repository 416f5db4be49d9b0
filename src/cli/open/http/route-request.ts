// From an admitted request to its answer. Paths are compared, never joined: there is nothing outside to reach.

import type { IncomingMessage } from 'node:http';
import { liveWord } from '../../../core/host/running/live-host.ts';
import { answerProject } from '../answer-project.ts';
import { readBoundFile } from '../bound-file.ts';
import type { LiveSource } from '../live-source.ts';
import type { ServedProject } from '../served-project.ts';
import { answerWrite } from '../write-request.ts';
import { type Answer, jsonAnswer, plainAnswer } from './answer.ts';
import { notAllowed, readOnlyMethod } from './methods.ts';
import type { Asset } from './page-assets.ts';

/** The answer to a request for `path`; `changes` where it asks for the stream of changes. */
export async function routeRequest(
  request: IncomingMessage,
  path: string,
  project: ServedProject,
  assets: ReadonlyMap<string, Asset>,
): Promise<Answer | 'changes'> {
  if (path === 'api/project') {
    const refusal = readOnlyMethod(request);
    if (refusal !== null) return refusal;
    await project.refresh();
    return answerProject(project.state(), project.made);
  }
  if (path === 'api/changes') return readOnlyMethod(request) ?? 'changes';
  const { live } = project.state();
  if (live !== undefined) {
    const answer = await answerLive(request, path, live);
    if (answer !== null) return answer;
  }
  const number = /^api\/files\/(\d{1,5})$/.exec(path)?.[1];
  if (number !== undefined) return answerFile(request, Number(number), project);
  const asset = assets.get(path);
  if (asset === undefined) return plainAnswer(404, 'There is nothing here.');
  return (
    readOnlyMethod(request) ?? { status: 200, headers: { 'Content-Type': asset.type }, body: asset.bytes }
  );
}

/** What runs, and a text that is recovered from it; null for any other path. */
async function answerLive(request: IncomingMessage, path: string, live: LiveSource): Promise<Answer | null> {
  if (path === 'api/live') return readOnlyMethod(request) ?? jsonAnswer(200, liveWord(live.now()));
  const stack = live
    .now()
    .stacks.find(({ project }) => project !== '' && path === `api/recover/${encodeURIComponent(project)}`);
  if (stack === undefined) return null;
  const refusal = readOnlyMethod(request);
  if (refusal !== null) return refusal;
  try {
    const text = await live.recover(stack.project);
    return text === null
      ? plainAnswer(410, `${stack.project} does not run any more.`)
      : jsonAnswer(200, { text });
  } catch (error) {
    return plainAnswer(503, error instanceof Error ? error.message : 'Docker does not answer.');
  }
}

async function answerFile(request: IncomingMessage, index: number, project: ServedProject): Promise<Answer> {
  const file = project.state().files[index];
  if (file === undefined) return plainAnswer(404, 'There is nothing here.');
  if (request.method === 'PUT') {
    const answer = await answerWrite(request, file);
    if (answer.status === 201) project.made.add(index);
    if (answer.status === 200 || answer.status === 201) project.saved(index);
    return answer;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD, PUT');
  const now = readBoundFile(file);
  if (now === null) return plainAnswer(410, `${file.name} is not there, or is no text.`);
  return jsonAnswer(200, now, { ETag: `"${now.version}"` });
}
