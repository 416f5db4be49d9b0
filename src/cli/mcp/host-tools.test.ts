import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostFiles } from '../testing/host-files.ts';
import { connectAgent } from './testing/connect-agent.ts';

let top = '';
let root = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-agent-')));
  root = join(top, 'srv');
  for (const [path, text] of Object.entries(hostFiles)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

describe('all stacks below the root', () => {
  it('are listed with their files, so that another tool can be asked about one', async () => {
    const { call } = await connectAgent(root);
    const { text, data } = await call('stacks');
    const stacks = data.stacks as readonly {
      stack: string;
      files: readonly string[];
      services: readonly string[];
    }[];
    expect(stacks.map(({ stack }) => stack)).toEqual(['blog', 'traefik', 'wiki']);
    expect(text).toContain('blog: blog/compose.yaml; services ghost, db; networks ');
    const [blog] = stacks;
    expect((await call('check', { files: blog?.files })).isError).toBe(false);
    expect((await call('stacks', { limit: 1 })).data).toMatchObject({ more: 2 });
    expect((await call('stacks', { files: ['wiki'] })).text).toContain('1 stack.');
    expect(await call('stacks', { files: ['..'] })).toMatchObject({ isError: true });
  });

  it('are checked together: each finding with its stack, and a fix across stacks with the edits of each', async () => {
    const { call } = await connectAgent(root);
    const { text, data } = await call('check', { host: true, limit: 200 });
    const findings = data.findings as readonly {
      stack: string;
      rule: string;
      at: string;
      fixes: readonly object[];
    }[];
    expect(text).toMatch(/^3 stacks\. \d+ findings?: /);
    expect(new Set(findings.map(({ stack }) => stack))).toEqual(new Set(['blog', 'traefik', 'wiki']));
    const across = findings.find(({ rule }) => rule === 'CN804');
    expect(across?.at).toMatch(/^\w+\/compose\.yaml:\d+:\d+$/);
    const only = await call('check', { host: true, rule: 'CN804' });
    expect((only.data.findings as readonly object[]).length).toBeGreaterThan(0);
    const alone = await call('check', { host: true, service: 'blog/db', limit: 200 });
    expect(
      alone.text
        .split('\n')
        .slice(1)
        .every((line) => /^(?:blog|traefik|wiki|host|assumed| |\d)/.test(line)),
    ).toBe(true);
    expect(await call('check', { host: true, service: 'blgo/db' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('Did you mean blog/db?'),
    });
    expect((await call('check', { rule: 'CN804' })).isError).toBe(true);
  });

  it('are explained across', async () => {
    const { call } = await connectAgent(root);
    const { text, data } = await call('explain', { host: true, from: 'ghost', to: 'wiki/wikijs' });
    expect(data).toMatchObject({ reaches: true, direct: { verdict: true } });
    expect(text).toMatch(/^blog\/ghost reaches wiki\/wikijs: /);
    expect(text).toMatch(/ {2}blog\/compose\.yaml:\d+:\d+/);
    expect((await call('explain', { host: true, from: 'gohst', to: 'wikijs' })).text).toContain(
      'no such service',
    );
    expect((await call('explain', { host: true, from: 'db', to: 'wikijs' })).text).toContain(
      'stacks have one',
    );
  });

  it('say which name leads where, past which login', async () => {
    const { call } = await connectAgent(root);
    const labels =
      '    expose: ["2368"]\n    labels: ["traefik.enable=true", "traefik.http.routers.g.rule=Host(`blog.example`)"]\n';
    const blog = hostFiles['/srv/blog/compose.yaml'] ?? '';
    writeFileSync(join(root, 'blog/compose.yaml'), blog.replace('  db:\n', `${labels}  db:\n`));
    const proxy = hostFiles['/srv/traefik/compose.yaml'] ?? '';
    const flags = '    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]\n';
    writeFileSync(join(root, 'traefik/compose.yaml'), proxy.replace('    ports:', `${flags}    ports:`));
    const { text, data } = await call('reach', { host: true, names: true });
    expect(text).toContain(
      'name blog.example; stack blog; service ghost; port 2368; guard none; bypasses -; from outside; entrance traefik/traefik web 0.0.0.0:80; line blog/compose.yaml:',
    );
    expect(data.names).toEqual([
      expect.objectContaining({ host: 'blog.example', service: 'blog/ghost', answer: 'open' }),
    ]);
    const alone = await call('reach', { names: true, files: ['blog/compose.yaml'] });
    expect(alone.text).toContain('No name leads in');
    expect(await call('reach', { host: true })).toMatchObject({
      isError: true,
      text: expect.stringContaining('host works only with names'),
    });
  });

  it('which cannot be read are noted, and the others answer', async () => {
    mkdirSync(join(root, 'bad'));
    writeFileSync(join(root, 'bad', 'compose.yaml'), 'services: [');
    const { call } = await connectAgent(root);
    const { text, isError } = await call('check', { host: true });
    expect(isError).toBe(false);
    expect(text).toContain('bad/compose.yaml:1:');
  });
});

it('each tool says the form of its answer, and keeps to it', async () => {
  const { client, call } = await connectAgent(root, { allowWrite: true });
  const { tools } = await client.listTools();
  for (const { name, outputSchema } of tools) {
    expect(outputSchema, name).toMatchObject({ type: 'object', properties: expect.any(Object) });
  }
  // The client compares each answer with it.
  const files = ['blog/compose.yaml'];
  for (const [name, args] of [
    ['stacks', {}],
    ['check', { files }],
    ['reach', { files }],
    ['reach', { files, service: 'ghost' }],
    ['explain', { files, from: 'outside', to: 'ghost' }],
    ['diff', { old: 'blog/compose.yaml', new: 'wiki/compose.yaml' }],
    ['plan_edit', { files, operations: ['user=ghost:1000'] }],
  ] as const) {
    expect(await call(name, args), name).toMatchObject({ isError: false });
  }
  const { data } = await call('plan_edit', { files, operations: ['user=ghost:1000'] });
  const args = { files, operations: ['user=ghost:1000'], plan: data.plan };
  expect((await call('apply_edit', args)).data).toMatchObject({ written: true });
});
