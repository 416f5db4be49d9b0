// A running `serve` on a folder of its own, in the shape of the one of `open`, so that the same strangers call at both.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRoots } from '../../confined/root-folders.ts';
import { versionOf } from '../../disk/save-file.ts';
import { readEngine } from '../../input/project-options.ts';
import { readHostState } from '../../open/host-state.ts';
import { readOnlyState } from '../../open/project-state.ts';
import { type Asked, ask, type OpenShop, recordedLive, shop } from '../../open/testing/open-shop.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { passwordLine } from '../password-record.ts';
import { startServeServer } from '../serve-server.ts';
import type { Entry, ServeSettings } from '../serve-settings.ts';
import { readTrustedProxies } from '../trusted-proxies.ts';

export const password = 'correct horse battery';
const options = { profile: [], envFile: [], stackFile: [], engine: readEngine('28'), userlandProxy: true };

/** Returns a password record that is cheaper than password files allow, since tests check it often. */
async function passwordEntry(): Promise<Entry> {
  const cost = 10;
  const [salt = '', hash = ''] = (await passwordLine(password, cost)).split('$').slice(-2);
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const record = { cost, blockSize: 8, parallel: 1, salt: bytes(salt), hash: bytes(hash) };
  return { kind: 'password', record };
}

/** Starts the server on one stack with the shop in it; `clock.now` is its time. */
export async function serveShop(more: Partial<ServeSettings> = {}, patience = 10_000) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-serve-'));
  const files: Record<string, string> = {};
  const put = (name: string, text: string): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    files[path] = text;
    return path;
  };
  const path = put('shop/compose.yaml', shop);
  put('shop/.env', 'TOKEN=not for anybody\n');
  put('secret.txt', 'not for anybody');
  const allowWrite = more.allowWrite ?? true;
  const hideValues = more.hideValues ?? !allowWrite;
  const live = await recordedLive(fakeIo({ files, cwd: folder }));
  const read = async () => {
    const state = {
      ...(await readHostState(fakeIo({ files, cwd: folder }), openRoots(folder), '.', {
        ...options,
        hideValues,
      })),
      live,
    };
    return allowWrite ? state : readOnlyState(state);
  };
  const messages: string[] = [];
  const clock = { now: 1_000_000 };
  const type = 'text/javascript; charset=utf-8';
  const server = await startServeServer({
    settings: {
      stacks: folder,
      fleet: null,
      listen: { address: '127.0.0.1', port: 0, loopback: true, every: false },
      entry: await passwordEntry(),
      hostNames: [],
      proxies: readTrustedProxies([]),
      proxied: false,
      allowWrite,
      allowProbe: false,
      hideValues,
      basePath: '',
      ...more,
    },
    patience,
    assets: new Map([
      ['', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<!doctype html>') }],
      ['assets/index.js', { type, bytes: new TextEncoder().encode('export {};') }],
    ]),
    project: await read(),
    reread: read,
    report: (sentence) => messages.push(sentence),
    now: () => clock.now,
  });
  const origin = new URL(server.address).origin;
  const host = origin.slice('http://'.length);
  const send = (asked: Asked) => ask(host, asked);
  /** Submits the form as a browser does. */
  const signIn = (
    headers: Readonly<Record<string, string>> = {},
    body = new URLSearchParams({ password }).toString(),
    path = '/login',
  ) =>
    send({
      method: 'POST',
      path,
      headers: {
        Origin: origin,
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    });
  return {
    host,
    origin,
    address: server.address,
    path,
    put,
    messages,
    clock,
    version: versionOf(new TextEncoder().encode(shop)),
    onDisk: () => readFileSync(path, 'utf8'),
    ask: send,
    signIn,
    async end() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type ServeShop = Awaited<ReturnType<typeof serveShop>>;

/** Returns the cookie that an answer sets, as a browser sends it back. */
export function cookieOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  return [headers['set-cookie'] ?? ''].flat()[0]?.split(';')[0] ?? '';
}

/** Returns the signed-in shop in the form that tests of `open` use. */
export async function asOpen(served: ServeShop): Promise<OpenShop> {
  const cookie = cookieOf((await served.signIn()).headers);
  const secret = cookie.split('=')[1] ?? '';
  const writing = {
    Cookie: cookie,
    Origin: served.origin,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/yaml',
    'If-Match': `"${served.version}"`,
  };
  const { host, origin, path, messages, address, onDisk, ask, end } = served;
  const site = { host, origin, base: '/', secret, cookie: 'bulkhead-session' };
  return {
    site,
    token: secret,
    mint: () => '',
    cookie,
    writing,
    path,
    override: '',
    messages,
    address,
    onDisk,
    ask,
    end,
  };
}

/** Returns the answer to a hand-written request that no client would send. */
export function rawRequest(host: string, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
