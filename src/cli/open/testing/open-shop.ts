// A running `open` server on a folder of its own, and requests to it, raw enough to lie about where they come from.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedHost, recordedInspection } from '../../../core/host/running/testing/recorded.ts';
import { openRoots } from '../../confined/root-folders.ts';
import { servedIo } from '../../confined/served-io.ts';
import { versionOf } from '../../disk/save-file.ts';
import { recordedDocker } from '../../docker/testing/recorded-docker.ts';
import { stacksThatRun } from '../../input/load-running-host.ts';
import { readEngine } from '../../input/project-options.ts';
import type { Io } from '../../io.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { liveSource } from '../live-source.ts';
import { startOpenServer } from '../open-server.ts';
import { readProjectState } from '../project-state.ts';

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export const shop = 'services:\n  web: { image: nginx, networks: [front] } # keep\nnetworks:\n  front:\n';

const options = { profile: [], envFile: [], engine: readEngine('28'), userlandProxy: true };

/** Returns a recorded running host for the shop's server, with all its routes. */
export async function recordedLive(io: Io) {
  const { docker } = recordedDocker(recordedInspection);
  const given = async () => [];
  const live = { ...options, stackFile: [] };
  const reading = { io, docker, stream: () => () => {}, options: live, given, served: new Map() };
  return liveSource(reading, recordedHost, await stacksThatRun(io, recordedHost, [], live, () => {}));
}

/** Starts the server on the shop's compose.yaml, with a page of one script. */
export async function openShop(patience = 10_000) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-open-'));
  const path = join(folder, 'compose.yaml');
  writeFileSync(path, shop);
  writeFileSync(join(folder, 'secret.txt'), 'not for anybody');
  const io = { ...fakeIo({ files: { [path]: shop, [join(folder, '.env')]: 'A=1\n' }, cwd: folder }) };
  const messages: string[] = [];
  const type = 'text/javascript; charset=utf-8';
  const server = await startOpenServer({
    port: 0,
    patience,
    assets: new Map([
      ['', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<!doctype html>') }],
      ['assets/index.js', { type, bytes: new TextEncoder().encode('export {};') }],
    ]),
    project: {
      ...(await readProjectState(
        servedIo(io, openRoots(folder), () => {}),
        ['compose.yaml'],
        options,
      )),
      live: await recordedLive(io),
    },
    report: (sentence) => messages.push(sentence),
  });
  const { site } = server;
  const cookie = `${site.cookie}=${site.secret}`;
  const version = versionOf(new TextEncoder().encode(shop));
  /** The headers of the page's own writes. */
  const writing = {
    Cookie: cookie,
    Origin: site.origin,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/yaml',
    'If-Match': `"${version}"`,
  };
  return {
    site,
    /** An unused token. */
    token: server.mint(() => {}).split('=')[1] ?? '',
    mint: server.mint,
    cookie,
    writing,
    path,
    /** The one file that the page may create. */
    override: join(folder, 'compose.override.yaml'),
    messages,
    address: server.address,
    onDisk: () => readFileSync(path, 'utf8'),
    ask: (asked: Asked) => ask(site.host, asked),
    async end() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>;

export function ask(host: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Got> {
  const [hostname, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { Host: host, ...headers }, agent: false });
    let answered = false;
    sent.on('response', (response) => {
      answered = true;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      const done = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      response.on('end', done);
      response.on('error', done);
    });
    sent.on('error', (error) => {
      // A refusal may close the connection under a body that is still on its way.
      if (!answered) reject(error);
    });
    sent.end(body);
  });
}
