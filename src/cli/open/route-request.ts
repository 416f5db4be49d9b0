// From an admitted request to its answer. Paths are compared, never joined: there is nothing outside to reach.

import type { IncomingMessage } from 'node:http';
import { liveWord } from '../../core/host/running/live-host.ts';
import { type Answer, jsonAnswer, plainAnswer } from './answer.ts';
import { answerProject } from './answer-project.ts';
import { readBoundFile } from './bound-file.ts';
import type { LiveSource } from './live-source.ts';
import type { Asset } from './page-assets.ts';
import type { ProjectState } from './project-state.ts';
import { isToken, type Site } from './site.ts';
import { answerWrite } from './write-request.ts';

export interface Served {
  readonly site: Site;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly project: ProjectState;
  /** Numbers of the files that the page made. */
  readonly made: Set<number>;
  /** Told after each write that was carried out. */
  readonly saved: (index: number) => void;
}

/** The answer to a request; `changes` where it asks for the stream of changes. */
export async function routeRequest(request: IncomingMessage, served: Served): Promise<Answer | 'changes'> {
  const { site } = served;
  const objection = originObjection(request, site);
  if (objection !== null) return objection;
  const target = request.url ?? '';
  if (target.startsWith('/?token=')) return answerEntry(request, target.slice('/?token='.length), site);
  if (!isKnown(request, site)) {
    return plainAnswer(
      403,
      'This server answers to whoever started it. Open the address that the terminal shows.',
    );
  }
  if (!target.startsWith(site.base)) return plainAnswer(404, 'There is nothing here.');
  const [path = ''] = target.slice(site.base.length).split('?');
  if (path === 'api/project') return readOnly(request) ?? answerProject(served.project, served.made);
  if (path === 'api/changes') return readOnly(request) ?? 'changes';
  if (served.project.live !== undefined) {
    const answer = await answerLive(request, path, served.project.live);
    if (answer !== null) return answer;
  }
  const number = /^api\/files\/(\d{1,4})$/.exec(path)?.[1];
  if (number !== undefined) return answerFile(request, Number(number), served);
  const asset = served.assets.get(path);
  if (asset === undefined) return plainAnswer(404, 'There is nothing here.');
  return readOnly(request) ?? { status: 200, headers: { 'Content-Type': asset.type }, body: asset.bytes };
}

/** What runs, and a text that is recovered from it; null for any other path. */
async function answerLive(request: IncomingMessage, path: string, live: LiveSource): Promise<Answer | null> {
  if (path === 'api/live') return readOnly(request) ?? jsonAnswer(200, liveWord(live.now()));
  const stack = live
    .now()
    .stacks.find(({ project }) => project !== '' && path === `api/recover/${encodeURIComponent(project)}`);
  if (stack === undefined) return null;
  const refused = readOnly(request);
  if (refused !== null) return refused;
  try {
    const text = await live.recover(stack.project);
    return text === null
      ? plainAnswer(410, `${stack.project} does not run any more.`)
      : jsonAnswer(200, { text });
  } catch (error) {
    return plainAnswer(503, error instanceof Error ? error.message : 'Docker does not answer.');
  }
}

function readOnly({ method }: IncomingMessage): Answer | null {
  return method === 'GET' || method === 'HEAD' ? null : notAllowed('GET, HEAD');
}

function notAllowed(allowed: string): Answer {
  return plainAnswer(405, `Only ${allowed} is answered here.`, { Allow: allowed });
}

/** The one route without a cookie: it gives it. */
function answerEntry(request: IncomingMessage, token: string, site: Site): Answer {
  if (!isToken(site, token)) {
    return plainAnswer(403, 'This address is of another run. Open the one that the terminal shows now.');
  }
  return (
    readOnly(request) ??
    plainAnswer(303, 'See the page.', {
      Location: site.base,
      'Set-Cookie': `${site.cookie}=${site.token}; Path=${site.base}; HttpOnly; SameSite=Strict`,
    })
  );
}

async function answerFile(
  request: IncomingMessage,
  index: number,
  { project, made, saved }: Served,
): Promise<Answer> {
  const file = project.files[index];
  if (file === undefined) return plainAnswer(404, 'There is nothing here.');
  if (request.method === 'PUT') {
    const answer = await answerWrite(request, file);
    if (answer.status === 201) made.add(index);
    if (answer.status === 200 || answer.status === 201) saved(index);
    return answer;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD, PUT');
  const now = readBoundFile(file);
  if (now === null) return plainAnswer(410, `${file.name} is not there, or is no text.`);
  return jsonAnswer(200, now, { ETag: `"${now.version}"` });
}

/** Why a request is refused because of where it comes from; null where it may go on. */
function originObjection(request: IncomingMessage, site: Site): Answer | null {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  // DNS rebinding: a foreign name that resolves to 127.0.0.1 arrives with that name as its Host.
  if (request.headers.host !== site.host || names.filter((name) => name === 'host').length !== 1)
    return plainAnswer(
      421,
      'This server answers to its own address only. Use the one that the terminal shows.',
    );
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//'))
    return plainAnswer(400, 'The request names no path of this server.');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== site.origin)
    return plainAnswer(403, 'Other pages may not ask this server.');
  const from = request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none')
    return plainAnswer(
      403,
      'Other pages may not ask this server. Paste the address from the terminal instead.',
    );
  // A browser names the origin with every write; whoever does not is no page of ours.
  if (request.method !== 'GET' && request.method !== 'HEAD' && origin === undefined)
    return plainAnswer(403, 'A write has to name its origin.');
  return null;
}

/** Whether the request carries the cookie that the token was exchanged for. */
function isKnown(request: IncomingMessage, site: Site): boolean {
  const wanted = `${site.cookie}=`;
  const offered = (request.headers.cookie ?? '').split('; ').find((one) => one.startsWith(wanted));
  return offered !== undefined && isToken(site, offered.slice(wanted.length));
}
