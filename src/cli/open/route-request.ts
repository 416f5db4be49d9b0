// From an admitted request to its answer. Paths are compared, never joined: there is nothing outside to reach.

import type { IncomingMessage } from 'node:http';
import { type Answer, jsonAnswer, plainAnswer } from './answer.ts';
import { answerProject } from './answer-project.ts';
import { readBoundFile } from './bound-file.ts';
import { notAllowed, readOnlyMethod } from './methods.ts';
import type { Asset } from './page-assets.ts';
import type { ServedProject } from './served-project.ts';
import { answerWrite } from './write-request.ts';

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
  const number = /^api\/files\/(\d{1,5})$/.exec(path)?.[1];
  if (number !== undefined) return answerFile(request, Number(number), project);
  const asset = assets.get(path);
  if (asset === undefined) return plainAnswer(404, 'There is nothing here.');
  return (
    readOnlyMethod(request) ?? { status: 200, headers: { 'Content-Type': asset.type }, body: asset.bytes }
  );
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
