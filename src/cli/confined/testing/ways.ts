// The servers that read and write files for somebody else, each as what it shows, what it tells of, and what it writes when asked to write
// everything that it can.

import { request } from 'node:http';
import { readOpened, rootsOfOpen } from '../../commands/servers/open.ts';
import { readServed, rootsOfServe } from '../../commands/servers/serve.ts';
import { readEngine } from '../../input/project-options.ts';
import type { Io } from '../../io.ts';
import { connectAgent } from '../../mcp/testing/connect-agent.ts';
import { nodeFiles } from '../../node-io.ts';
import { startPageServer } from '../../open/http/page-server.ts';
import type { ProjectState } from '../../open/project-state.ts';
import { readAgain, type ServedProjectOptions } from '../../open/served-project.ts';
import { fakeIo } from '../../testing/fake-io.ts';

/** Everything a visitor received: texts, facts, and messages about unreadable files. */
export interface Seen {
  readonly shown: string;
  readonly told: string;
}

export interface Running {
  look(): Promise<Seen>;
  /** Tries to overwrite every known file and create every allowed one. Returns true when anything was written. */
  write(text: string): Promise<boolean>;
  end(): Promise<void>;
}

export interface Way {
  readonly name: string;
  start(root: string, also?: readonly string[]): Promise<Running>;
}

const engine = readEngine('29');
const options = { profile: [], envFile: [], stackFile: [], engine, userlandProxy: true };
const noDocker = {
  program: null,
  docker: async () => {
    throw new Error('no Docker here');
  },
  stream: () => () => {},
};

/** Returns an `Io` in `cwd` with real files. */
function diskIo(cwd: string) {
  const io = fakeIo({ cwd });
  return { ...io, ...nodeFiles(cwd) };
}

/** Starts a page server that authenticates every visitor. */
async function page(
  io: Io & { readonly written: { readonly err: string } },
  read: () => Promise<ProjectState>,
  again: Partial<Pick<ServedProjectOptions, 'reread'>> = {},
): Promise<Running> {
  const server = await startPageServer({
    address: '127.0.0.1',
    port: 0,
    patience: 10_000,
    assets: new Map(),
    project: await read(),
    ...again,
    report: () => {},
    gate: () => ({
      admit: ({ url = '/' }) => ({ kind: 'admitted', who: 'test', path: url.slice(1), stands: () => true }),
    }),
  });
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const target = { hostname: '127.0.0.1', port: server.port, path, method, headers, agent: false };
      const sent = request(target, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  /** Numbers of files that a visitor may guess. */
  const numbers = Array.from({ length: 6 }, (_, number) => number);
  return {
    async look() {
      const project = await ask('GET', '/api/project', {});
      const files = await Promise.all(numbers.map((number) => ask('GET', `/api/files/${number}`, {})));
      const { host, ...shown } = JSON.parse(project.text);
      const { failed = [], ...stacks } = host ?? {};
      return {
        shown: [JSON.stringify({ ...shown, ...stacks }), ...files.map(({ text }) => text)].join('\n'),
        told: [...failed, io.written.err].join('\n'),
      };
    },
    async write(text) {
      let written = false;
      for (const number of numbers) {
        const path = `/api/files/${number}`;
        const now = await ask('GET', path, {});
        const version = now.status === 200 ? JSON.parse(now.text).version : '0'.repeat(64);
        for (const condition of [{ 'If-Match': `"${version}"` }, { 'If-None-Match': '*' }]) {
          const headers = { 'Content-Type': 'application/yaml', ...condition };
          const { status } = await ask('PUT', path, headers, text);
          written ||= status === 200 || status === 201;
        }
      }
      return written;
    },
    end: () => server.close(),
  };
}

const openOptions = { ...options, port: '0', open: false };

function open(name: string, args: readonly string[]): Way {
  return {
    name,
    async start(root, also = []) {
      const io = diskIo(root);
      const own = { ...openOptions, also };
      const roots = await rootsOfOpen(io, args, own);
      return page(io, () => readOpened(io, roots, args, own, noDocker));
    },
  };
}

export const ways: readonly Way[] = [
  {
    name: 'mcp',
    async start(root, also = []) {
      const { call, client } = await connectAgent(root, { allowWrite: true, also });
      return {
        async look() {
          const answers = await Promise.all(
            ['check', 'reach'].map((tool) => call(tool, { files: ['stack'] })),
          );
          const shown = answers.map(({ text, data }) => text + JSON.stringify(data)).join('\n');
          return { shown, told: shown };
        },
        async write() {
          const args = { files: ['stack'], operations: ['add-network=added'] };
          const { plan = 'none' } = (await call('plan_edit', args)).data;
          return (await call('apply_edit', { ...args, plan })).isError === false;
        },
        end: () => client.close(),
      };
    },
  },
  {
    name: 'serve',
    async start(root, also = []) {
      const io = diskIo(root);
      const settings = { stacks: '.', fleet: null, allowWrite: true, hideValues: false };
      const own = { ...options, also, listen: '127.0.0.1:0', hostName: [], trustedProxy: [] };
      const roots = rootsOfServe(io, settings, own);
      const read = () => readServed(io, roots, settings, own, noDocker);
      return page(io, read, { reread: readAgain(io, read) });
    },
  },
  open('open DIR', ['.']),
  open('open FILE', ['stack/compose.yaml']),
];
