// What an agent may not see or touch, whatever it calls it: the tools on a real disk, and a folder beside the root that must stay
// as it is. What files name is tried on every server in `confined/confinement.test.ts`.

import { execFileSync } from 'node:child_process';
import {
  linkSync,
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
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confinedIo } from '../confined/confined-io.ts';
import { openRoots } from '../confined/root-folders.ts';
import { createNodeIo } from '../node-io.ts';
import { git, initRepository } from '../testing/git.ts';
import { connectAgent } from './testing/connect-agent.ts';

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
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** The calls of every tool about these files. */
const everyTool = (
  files: readonly string[],
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] => [
  ['check', { files }],
  ['reach', { files }],
  ['explain', { files, from: 'secret-service', to: 'outside' }],
  ['diff', { old: files[0], new: 'compose.yaml' }],
  ['diff', { old: 'compose.yaml', new: files[0] }],
  ['diff', { against: 'HEAD', files }],
  ['plan_edit', { files, operations: ['internal=hidden:true'] }],
  ['apply_edit', { files, operations: ['internal=hidden:true'], plan: 'x' }],
];

describe('the tools of mcp', () => {
  it.each([
    ['a path upwards', () => '../other/compose.yaml'],
    ['one that goes down first', () => 'sub/../../other/compose.yaml'],
    ['an absolute path', () => join(top, 'other', 'compose.yaml')],
    ['a folder whose name begins alike', () => join(top, 'root-beside', 'compose.yaml')],
    ['the folder above', () => '..'],
    ['a link to a file', () => 'link.yaml'],
    ['a link to a folder', () => 'linked'],
    ['a file through a link to a folder', () => 'linked/compose.yaml'],
    ['a link to a link', () => 'twice.yaml'],
    ['a device', () => '/dev/zero'],
    ['a file of the system', () => '/proc/self/environ'],
  ])('%s is refused by every tool', async (_, path) => {
    symlinkSync(join(top, 'other', 'compose.yaml'), join(root, 'link.yaml'));
    symlinkSync('link.yaml', join(root, 'twice.yaml'));
    symlinkSync('../other', join(root, 'linked'));
    const { call } = await connectAgent(root, { allowWrite: true });
    for (const [name, args] of everyTool([path()])) {
      const { text, isError } = await call(name, args);
      expect({ name, isError, text }).toEqual({
        name,
        isError: true,
        text: expect.stringMatching(/outside .*Name one of them/),
      });
      expect(text).not.toContain('example/secret');
    }
  });

  it('an absolute path, a link within, and a root that is a link itself are fine', async () => {
    symlinkSync('compose.yaml', join(root, 'link.yaml'));
    symlinkSync('root', join(top, 'alias'));
    for (const files of [
      [join(root, 'compose.yaml')],
      ['link.yaml'],
      [join(top, 'alias', 'compose.yaml')],
      ['.'],
    ]) {
      const { call } = await connectAgent(join(top, 'alias'));
      const { text, isError } = await call('reach', { files });
      expect({ isError, text }).toEqual({
        isError: false,
        text: expect.stringMatching(/^web \((?:compose|link)\.yaml:2:3\)/),
      });
    }
  });

  it('a pipe and a device within are refused without being opened', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
    const { call } = await connectAgent(root, { allowWrite: true });
    for (const [name, args] of everyTool(['pipe.yaml'])) {
      const { text, isError } = await call(name, args);
      expect({ name, isError, text }).toEqual({
        name,
        isError: true,
        text: expect.stringContaining('this is a device, pipe or socket'),
      });
    }
    const everything = await connectAgent('/');
    expect((await everything.call('check', { files: ['/dev/zero'] })).text).toContain(
      'this is a device, pipe or socket',
    );
  });

  it.each([
    ['include', 'include: [../other/compose.yaml]\n'],
    ['extends', 'services: { a: { extends: { file: ../other/compose.yaml, service: secret-service } } }\n'],
    ['include by a link', 'include: [link.yaml]\n'],
  ])('what a file asks for by %s is refused, too', async (_, text) => {
    symlinkSync('../other/compose.yaml', join(root, 'link.yaml'));
    writeFileSync(join(root, 'compose.yaml'), text);
    const { call } = await connectAgent(root);
    const answer = await call('check');
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('outside') });
    expect(answer.text).not.toContain('example/secret');
  });

  it('whether an env_file outside is there is unknown, and no finding', async () => {
    writeFileSync(join(root, 'compose.yaml'), 'services: { a: { image: "x:1", env_file: ../none.env } }\n');
    const { call } = await connectAgent(root);
    const { text } = await call('check');
    expect(text).toContain('../none.env: outside the root, so it is unknown whether it exists.');
    expect(text).not.toContain('CN601');
  });

  it('what git holds outside the root is not read either', async () => {
    symlinkSync('../other/compose.yaml', join(root, 'link.yaml'));
    writeFileSync(join(root, 'compose.yaml'), 'include: [../other/compose.yaml]\n');
    initRepository(top);
    git(top, 'add', '.');
    git(top, 'commit', '-qm', 'one');
    writeFileSync(join(root, 'compose.yaml'), plain);
    rmSync(join(root, 'link.yaml'));
    writeFileSync(join(root, 'link.yaml'), plain);
    const { call } = await connectAgent(root);
    for (const file of ['compose.yaml', 'link.yaml']) {
      const answer = await call('diff', { against: 'HEAD', files: [file] });
      expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('outside') });
      expect(answer.text).not.toContain('secret-service');
    }
  });

  it('several files are kept below the root while they are written, and none is removed outside', () => {
    const io = confinedIo(createNodeIo(), openRoots(root), root, {
      called: 'the root',
      remedy: 'have the server started with --also DIR',
      asked: 'refused',
      report: () => {},
    });
    const outside = join(top, 'other', 'compose.yaml');
    const finish = io.keepTogether([
      { file: 'compose.yaml', before: plain, text: 'a: 1\n' },
      { file: 'new.yaml', before: null, text: 'b: 1\n' },
    ]);
    expect(readdirSync(root).filter((name) => name.includes('.bulkhead-journal-'))).toHaveLength(1);
    finish();
    expect(readdirSync(root).some((name) => name.includes('.bulkhead-journal-'))).toBe(false);
    for (const file of ['../other/compose.yaml', outside]) {
      expect(() => io.keepTogether([{ file, before: secret, text: 'a: 1\n' }])).toThrow('outside');
      expect(() => io.removeFile(file, secret)).toThrow('outside');
    }
    expect(readFileSync(outside, 'utf8')).toBe(secret);
  });

  it('no compose file of a folder above is taken, and no variable of the process', async () => {
    writeFileSync(join(top, 'compose.yaml'), secret);
    rmSync(join(root, 'compose.yaml'));
    const env = { TOKEN: 'hunter2', COMPOSE_SECRET: 'hunter2', HOME: 'hunter2', COMPOSE_PROFILES: 'dev' };
    const { call } = await connectAgent(root, { env });
    expect((await call('check')).text).toContain('no compose file with a default name in this folder');
    writeFileSync(
      join(root, 'compose.yaml'),
      'services: { "a${TOKEN}": { image: "x:${TOKEN}", container_name: "${TOKEN}${HOME}${COMPOSE_SECRET}", profiles: [dev], ports: ["${TOKEN}:80"] } }\n',
    );
    for (const name of ['check', 'reach']) {
      const { text, data } = await call(name);
      expect(text).toContain('TOKEN');
      expect(text + JSON.stringify(data)).not.toContain('hunter2');
    }
  });

  it.each([
    ['an override upwards', { into: '../other/new.yaml' }],
    ['an override by a link to a folder', { into: 'linked/new.yaml' }],
    ['an override that is a link out', { into: 'link.yaml' }],
    ['an override by a link that leads nowhere', { into: 'nowhere.yaml' }],
  ])('%s is not written', async (_, more) => {
    symlinkSync('../other', join(root, 'linked'));
    symlinkSync('../other/compose.yaml', join(root, 'link.yaml'));
    symlinkSync('../other/new.yaml', join(root, 'nowhere.yaml'));
    const { call } = await connectAgent(root, { allowWrite: true });
    const args = { operations: ['attach=web:back'], ...more };
    expect(await call('plan_edit', args)).toMatchObject({
      isError: true,
      text: expect.stringContaining('outside'),
    });
    expect((await call('apply_edit', { ...args, plan: 'x' })).isError).toBe(true);
    expect(readdirSync(join(top, 'other'))).toEqual(['compose.yaml']);
    expect(readFileSync(join(top, 'other', 'compose.yaml'), 'utf8')).toBe(secret);
  });

  it('a file that became a link out between plan and write stays as it is', async () => {
    const { call } = await connectAgent(root, { allowWrite: true });
    const args = { operations: ['attach=web:back'] };
    const plan = String((await call('plan_edit', args)).data.plan);
    rmSync(join(root, 'compose.yaml'));
    writeFileSync(join(top, 'other', 'compose.yaml'), plain);
    symlinkSync('../other/compose.yaml', join(root, 'compose.yaml'));
    expect((await call('apply_edit', { ...args, plan })).isError).toBe(true);
    expect(readFileSync(join(top, 'other', 'compose.yaml'), 'utf8')).toBe(plain);
  });

  it('a hard link to a file is that file: both names are written', async () => {
    linkSync(join(root, 'compose.yaml'), join(root, 'second.yaml'));
    const { call } = await connectAgent(root, { allowWrite: true });
    const args = { operations: ['attach=web:back'] };
    const plan = String((await call('plan_edit', args)).data.plan);
    expect((await call('apply_edit', { ...args, plan })).isError).toBe(false);
    expect(readFileSync(join(root, 'second.yaml'), 'utf8')).toContain('back]');
  });
});
