// What agents and visitors may not see or touch, whatever a file or a call names: each server on a real disk, and folders beside the root
// that must stay as they are.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { triesAll } from '../../core/compose/testing/property-runs.ts';
import { CallFailure } from '../call-failure.ts';
import { openRoots } from './root-folders.ts';
import { ways } from './testing/ways.ts';

const secret =
  'services:\n  secret-service:\n    image: example/secret:1\n    networks: [hidden]\nnetworks:\n  hidden:\n';
const plain =
  'services:\n  web:\n    image: example/web:1\n    networks: [front]\nnetworks:\n  front:\n  back:\n';

let top = '';
let root = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-mcp-')));
  root = join(top, 'root');
  mkdirSync(root);
  mkdirSync(join(top, 'other'));
  mkdirSync(join(top, 'root-beside'));
  writeFileSync(join(root, 'compose.yaml'), plain);
  for (const folder of ['other', 'root-beside']) writeFileSync(join(top, folder, 'compose.yaml'), secret);
});
afterEach(() => rmSync(top, { recursive: true, force: true, maxRetries: 5 }));

/** Makes a stack in a folder of the root, a readable neighbour, and files outside. */
function stackIn(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): void {
  const all = { 'fine/compose.yaml': plain, 'stack/compose.yaml': plain, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    if (links[name] === undefined) writeFileSync(join(root, name), text);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
}

/** Returns the bytes of all files beside the root. */
function beside(): readonly (readonly [string, string])[] {
  return ['other', 'root-beside'].flatMap((folder) =>
    readdirSync(join(top, folder)).map(
      (name) => [`${folder}/${name}`, readFileSync(join(top, folder, name), 'utf8')] as const,
    ),
  );
}

const web = 'services:\n  web: { image: "example/web:1" }\n';
type Texts = Readonly<Record<string, string>>;
/** Ways to name a file outside: the kind, the wording of the message, and the stack's files and links. */
const leads: readonly (readonly [by: string, named: string, files: Texts, links: Texts])[] = [
  [
    'include',
    'other/compose.yaml',
    { 'stack/compose.yaml': `include: [../../other/compose.yaml]\n${web}` },
    {},
  ],
  [
    'include, absolute',
    'other/compose.yaml',
    { 'stack/compose.yaml': 'include: [TOP/other/compose.yaml]\n' },
    {},
  ],
  [
    'include of a file of the system',
    '/etc/passwd',
    { 'stack/compose.yaml': `include: [/etc/passwd]\n${web}` },
    {},
  ],
  [
    'include of a file of a process',
    '/proc/self/environ',
    { 'stack/compose.yaml': 'include: [/proc/self/environ]\n' },
    {},
  ],
  ['include of a device', '/dev/zero', { 'stack/compose.yaml': 'include: [/dev/zero]\n' }, {}],
  [
    'include with a path in it',
    'other/compose.yaml',
    {
      'stack/compose.yaml': 'include: [{ path: [fine.yaml, ../../other/compose.yaml] }]\n',
      'stack/fine.yaml': web,
    },
    {},
  ],
  [
    'include by a link',
    'link.yaml',
    { 'stack/compose.yaml': 'include: [link.yaml]\n' },
    { 'stack/link.yaml': '../../other/compose.yaml' },
  ],
  [
    'include by a link to a link',
    'twice.yaml',
    { 'stack/compose.yaml': 'include: [twice.yaml]\n' },
    { 'stack/link.yaml': '../../other/compose.yaml', 'stack/twice.yaml': 'link.yaml' },
  ],
  [
    'include through a link to a folder',
    'linked/compose.yaml',
    { 'stack/compose.yaml': 'include: [linked/compose.yaml]\n' },
    { 'stack/linked': '../../other' },
  ],
  [
    'include of an included file',
    'other/compose.yaml',
    {
      'stack/compose.yaml': 'include: [inner.yaml]\n',
      'stack/inner.yaml': 'include: [../../other/compose.yaml]\n',
    },
    {},
  ],
  [
    'include of a folder whose name begins alike',
    'root-beside/compose.yaml',
    { 'stack/compose.yaml': 'include: [../../root-beside/compose.yaml]\n' },
    {},
  ],
  [
    'extends',
    'other/compose.yaml',
    {
      'stack/compose.yaml':
        'services: { a: { extends: { file: ../../other/compose.yaml, service: secret-service } } }\n',
    },
    {},
  ],
  [
    'extends of an included file',
    'other/compose.yaml',
    {
      'stack/compose.yaml': 'include: [inner.yaml]\n',
      'stack/inner.yaml':
        'services: { a: { extends: { file: ../../other/compose.yaml, service: secret-service } } }\n',
    },
    {},
  ],
  [
    'env_file of an include',
    'other/secret.env',
    {
      'stack/compose.yaml': 'include: [{ path: inner.yaml, env_file: ../../other/secret.env }]\n',
      'stack/inner.yaml': 'services: { a: { image: "x:${TOKEN:-of-the-default}" } }\n',
    },
    {},
  ],
  [
    '.env of an include by a link',
    'inner/.env',
    {
      'stack/compose.yaml': 'include: [inner/compose.inner.yaml]\n',
      'stack/inner/compose.inner.yaml': 'services: { a: { image: "x:${TOKEN:-of-the-default}" } }\n',
    },
    { 'stack/inner/.env': '../../../other/secret.env' },
  ],
  [
    'env_file',
    'other/secret.env',
    { 'stack/compose.yaml': 'services: { a: { image: "x:1", env_file: ../../other/secret.env } }\n' },
    {},
  ],
  [
    'env_file that is not there',
    'other/none.env',
    { 'stack/compose.yaml': 'services: { a: { image: "x:1", env_file: ../../other/none.env } }\n' },
    {},
  ],
  [
    'label_file',
    'other/secret.env',
    { 'stack/compose.yaml': 'services: { a: { image: "x:1", label_file: ../../other/secret.env } }\n' },
    {},
  ],
  ['the main file by a link', 'stack/compose.yaml', {}, { 'stack/compose.yaml': '../../other/compose.yaml' }],
  [
    'an override by a link',
    'stack/compose.override.yaml',
    {},
    { 'stack/compose.override.yaml': '../../other/compose.yaml' },
  ],
  [
    '.env by a link',
    'stack/.env',
    { 'stack/compose.yaml': 'services: { "a${TOKEN}": { image: "x:1" } }\n' },
    { 'stack/.env': '../../other/secret.env' },
  ],
];

describe.each(ways)('$name', ({ name, start }) => {
  beforeEach(() => {
    // A folder of stacks has none of its own.
    rmSync(join(root, 'compose.yaml'));
    writeFileSync(join(top, 'other', 'secret.env'), 'TOKEN=hunter2\n');
  });

  // Of a file that is named, Compose looks for no override.
  const own = leads.filter(([by]) => name !== 'open FILE' || by !== 'an override by a link');
  it.each(own)('does not show or write what is named by %s, and says so', async (_, named, files, links) => {
    const placed = Object.entries(files).map(([name, text]) => [name, text.replace('TOP', top)]);
    stackIn(Object.fromEntries(placed), links);
    const before = beside();
    const running = await start(root).catch((error: unknown) => {
      // A project of its own that cannot be read is the end of the command, which says why.
      if (error instanceof CallFailure) return error;
      throw error;
    });
    if (running instanceof CallFailure) {
      expect(running.message).toContain(`${named}: outside`);
      expect(running.message).not.toMatch(/secret-service|example\/secret|hunter2/);
      return;
    }
    const { shown, told } = await running.look();
    expect(shown + told).not.toMatch(/secret-service\W+image|example\/secret|hunter2|root:.*:0:0:/);
    expect(told).toContain(named);
    expect(told).toMatch(/outside/);
    // The file is not there for anything that the answer says of it.
    expect(shown).not.toContain('CN601');
    expect(shown).not.toContain('of-the-default');
    await running.write('services: { taken: { image: "taken:1" } }\n');
    expect(beside()).toEqual(before);
    await running.end();
  });

  it.each([
    ['a link', (path: string) => symlinkSync('../../other/compose.yaml', path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a link to a device', (path: string) => symlinkSync('/dev/zero', path)],
  ])('a file that becomes %s while it runs is neither shown nor written', async (_, become) => {
    stackIn({});
    const running = await start(root);
    expect((await running.look()).shown).toContain('web');
    rmSync(join(root, 'stack', 'compose.yaml'));
    become(join(root, 'stack', 'compose.yaml'));
    const before = beside();
    const { shown } = await running.look();
    expect(shown).not.toContain('secret');
    await running.write('services: { taken: { image: "taken:1" } }\n');
    expect(beside()).toEqual(before);
    await running.end();
  });

  it('a folder that becomes a link while it runs is not followed', async () => {
    stackIn({});
    const running = await start(root);
    expect((await running.look()).shown).toContain('web');
    rmSync(join(root, 'stack'), { recursive: true });
    symlinkSync('../other', join(root, 'stack'));
    const before = beside();
    expect((await running.look()).shown).not.toContain('example/secret');
    await running.write('services: { taken: { image: "taken:1" } }\n');
    expect(beside()).toEqual(before);
    await running.end();
  });

  it('reads and writes what is there, and what --also names', async () => {
    stackIn({ 'stack/compose.yaml': `include: [../../other/compose.yaml]\n${web}` });
    const running = await start(root, [join(top, 'other')]);
    const { shown, told } = await running.look();
    expect(shown).toContain('secret-service');
    expect(told).not.toContain('so it is not read');
    expect(await running.write('services: { taken: { image: "taken:1" } }\n')).toBe(true);
    await running.end();
  });

  // Each round reads all there is.
  const rounds = triesAll ? 40 : 8;
  it('nothing outside is read or written while folder and file are swapped without end', async () => {
    stackIn({});
    const before = beside();
    const running = await start(root);
    const swapping = new Worker(swapForever, { eval: true, workerData: root });
    await once(swapping, 'message');
    try {
      for (let round = 0; round < rounds; round++) {
        const { shown, told } = await running.look().catch((error: unknown) => {
          if (error instanceof Error) return { shown: '', told: error.message };
          throw error;
        });
        expect(shown + told).not.toContain('example/secret');
        if (round % 4 === 0) await running.write(plain);
      }
    } finally {
      await swapping.terminate();
    }
    expect(beside()).toEqual(before);
    await running.end();
  }, 120_000);
});

/**
 * A thread that turns the stack's folder and file into links to the outside every half millisecond. A thread is used because a shell would
 * start eight programs for each turn and slow the whole test.
 */
const swapForever = `
const { renameSync, symlinkSync, unlinkSync } = require('node:fs');
const { parentPort, workerData: root } = require('node:worker_threads');
const moment = new Int32Array(new SharedArrayBuffer(4));
const pause = () => Atomics.wait(moment, 0, 0, 0.5);
const swap = (path, aside, target) => {
  const steps = [
    () => renameSync(root + path, root + aside),
    () => symlinkSync(target, root + path),
    pause,
    () => unlinkSync(root + path),
    () => renameSync(root + aside, root + path),
    pause,
  ];
  // A step may fail because a server writes there, too: the ones after it put all back.
  for (const step of steps) try { step(); } catch {}
};
for (let turn = 0; ; turn++) {
  swap('/stack', '/aside', '../other');
  swap('/stack/compose.yaml', '/stack/aside', '../../other/compose.yaml');
  if (turn === 0) parentPort.postMessage('begun');
}`;

describe('openRoots', () => {
  it('wants a folder that is there', () => {
    expect(() => openRoots(join(top, 'gone'))).toThrow(CallFailure);
    expect(() => openRoots(join(root, 'compose.yaml'))).toThrow('this is not a folder. Give a folder.');
  });
});
