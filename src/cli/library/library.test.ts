import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';
import {
  BulkheadError,
  check,
  diff,
  edit,
  explain,
  hostNames,
  isolation,
  openProject,
  reach,
  survey,
  surveyPage,
} from './index.ts';

const texts = { 'compose.yaml': shop };
const open = (more: Parameters<typeof openProject>[0] = {}) =>
  openProject({ folder: '/shop', texts, environment: {}, ...more });
const printed = async (...words: readonly string[]) => JSON.parse((await call(words)).out);

describe('openProject', () => {
  it('shows what it read', async () => {
    const project = await open();
    expect(project).toMatchObject({
      name: 'shop',
      files: ['compose.yaml'],
      services: ['web', 'db'],
      networks: ['front', 'back'],
      notes: [],
    });
    expect(project.text('compose.yaml')).toBe(shop);
    expect(project.text('other.yaml')).toBeUndefined();
  });

  it('reads the disk where no texts are given, and the folder for relative names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-library-'));
    try {
      writeFileSync(join(folder, 'compose.yaml'), 'services:\n  a: { image: "${X}" }\n');
      writeFileSync(join(folder, '.env'), 'X=example/x:1\n');
      const project = await openProject({ folder, environment: {} });
      expect(project.services).toEqual(['a']);
      expect(reach(project).assumed.unsetVariables).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes the record of a machine, as the command does', async () => {
    const record = { version: 1, iptables: '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\nCOMMIT\n' };
    const project = await open({
      texts: { ...texts, 'm.json': JSON.stringify({ ...record, firewallBackend: 'nftables' }) },
      machine: 'm.json',
    });
    const { assumed, services } = reach(project);
    expect(assumed.machine?.from).toBe('m.json');
    expect(services.web).toMatchObject({
      out: { lan: false, host: true },
      in: { internet: false, lan: false },
      fromLan: false,
    });
    await expect(open({ machine: 'gone.json' })).rejects.toThrow('gone.json');
  });

  it('notes files that are not there', async () => {
    const project = await open({ texts: { 'compose.yaml': `include: [other.yaml]\n${shop}` } });
    expect(project.notes).toEqual([
      'other.yaml: not found; compose.yaml refers to it. Its content is unknown.',
    ]);
  });

  it('rejects with what the command says', async () => {
    await expect(open({ files: ['gone.yaml'] })).rejects.toThrow('gone.yaml:1:1: there is no such file');
    await expect(open({ texts: { 'compose.yaml': 'services: [' } })).rejects.toThrow('compose.yaml:1:');
    await expect(open({ engine: 'new' })).rejects.toThrow('--engine new: no such Engine');
    await expect(open({ texts: {} })).rejects.toThrow('Name the file');
  });
});

describe('the answers are those of the command', () => {
  it('check', async () => {
    expect(check(await open())).toEqual(await printed('check', '--format', 'json'));
    expect(check(await open(), { rules: 'strict' })).toEqual(
      await printed('check', '--format', 'json', '--rules', 'strict'),
    );
    const quick = check(await open(), { fixes: false });
    expect(quick.findings.length).toBeGreaterThan(0);
    expect(quick.findings.flatMap(({ fixes }) => fixes)).toEqual([]);
    // @ts-expect-error A caller without types may give anything.
    expect(() => check({})).toThrow('this is not a project');
  });

  it('hostNames', async () => {
    const yaml =
      'services:\n  proxy: { image: caddy, ports: ["80:80"], volumes: ["./C:/etc/caddy/Caddyfile"] }\n  a: { image: a, expose: ["80"] }\n';
    const files = { 'compose.yaml': yaml, C: 'http://w.test {\n reverse_proxy a:80\n}\n' };
    const project = await openProject({ folder: '/shop', texts: files, environment: {} });
    const machine = { files: { '/shop/compose.yaml': yaml, '/shop/C': files.C } };
    const { out } = await call(['reach', '--names', '--format', 'json'], machine);
    expect(hostNames(project)).toEqual(JSON.parse(out).hostNames);
    expect(hostNames(project)).toMatchObject([{ host: 'w.test', service: 'a', file: 'C', line: 1 }]);
  });

  it('reach', async () => {
    expect(reach(await open())).toEqual(await printed('reach', '--format', 'json'));
    const options = ['--sparse', '--by', '--families'];
    expect(reach(await open(), { sparse: true, by: true, families: true })).toEqual(
      await printed('reach', '--format', 'json', ...options),
    );
  });

  it('explain', async () => {
    const answer = explain(await open(), 'outside', 'db');
    const [first = ''] = (await call(['explain', 'outside', 'db'])).out.split('\n');
    expect(answer.summary).toBe(first);
    expect(answer.reaches).toBe(false);
    expect(answer.direct.reasons.flatMap(({ places }) => places)).toContainEqual(
      expect.objectContaining({ file: 'compose.yaml' }),
    );
    expect(() => explain({ ...answer } as never, 'a', 'b')).toThrow('this is not a project');
    const project = await open();
    expect(() => explain(project, 'web', 'nobody')).toThrow('nobody: no such service');
  });
});

describe('edit', () => {
  it('gives the text, byte for byte, and what that opens', async () => {
    const before = await open();
    const result = edit(before, ['attach=web:back']);
    if (!result.ok) throw new Error(result.message);
    const { out } = await call(['edit', 'attach=web:back']);
    expect(result.changed).toEqual({ 'compose.yaml': out });
    expect(result.diff.opens).toBe(true);
    expect(result.diff.connections.opened).toContainEqual({ from: 'web', to: 'db', kind: 'direct' });
    expect(result.diff).toEqual(diff(before, result.project));
    expect(reach(result.project).services.web?.reaches.db?.direct).toBe(true);
    expect(before.text('compose.yaml')).toBe(shop);
  });

  it('refuses with a code and choices, and a word that is no operation', async () => {
    const project = await open();
    expect(edit(project, ['detach=web:front'])).toMatchObject({ ok: false, code: 'last-network' });
    expect(edit(project, ['nonsense=web'])).toMatchObject({ ok: false });
  });

  it('writes into an override', async () => {
    const result = edit(await open(), ['attach=web:back'], { into: 'compose.override.yaml' });
    if (!result.ok) throw new Error(result.message);
    expect(Object.keys(result.changed)).toEqual(['compose.override.yaml']);
    expect(result.project.files).toEqual(['compose.yaml', 'compose.override.yaml']);
  });
});

describe('what cannot be answered', () => {
  const codeOf = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
      return null;
    } catch (error) {
      expect(error).toBeInstanceOf(BulkheadError);
      expect(error).toBeInstanceOf(Error);
      expect(error).toHaveProperty('name', 'BulkheadError');
      return (error as BulkheadError).code;
    }
  };

  it('is an error with a name and a code', async () => {
    const project = await open();
    const loose = { check, diff, edit, explain, open, reach } as unknown as Record<
      string,
      (...args: readonly unknown[]) => unknown
    >;
    for (const [code, work] of [
      ['unreadable-file', () => open({ files: ['gone.yaml'] })],
      ['unreadable-file', () => open({ texts: {} })],
      ['no-model', () => open({ texts: { 'compose.yaml': 'services: [' } })],
      ['invalid-argument', () => open({ engine: 'new' })],
      ['invalid-argument', () => open({ rootless: true })],
      ['invalid-argument', () => loose.open?.({ files: 'compose.yaml' })],
      ['invalid-argument', () => loose.open?.({ profiles: [1] })],
      ['invalid-argument', () => loose.open?.({ merge: 'yes' })],
      ['invalid-argument', () => loose.open?.({ texts: { 'compose.yaml': 1 } })],
      ['invalid-argument', () => loose.check?.({})],
      ['invalid-argument', () => loose.check?.(project, { rules: 'mine' })],
      ['invalid-argument', () => loose.check?.(project, 'strict')],
      ['invalid-argument', () => loose.reach?.(project, { sparse: 1 })],
      ['invalid-argument', () => loose.explain?.(project, 'web')],
      ['unknown-name', () => explain(project, 'wbe', 'db')],
      ['invalid-argument', () => loose.edit?.(project, 'attach=web:back')],
      ['invalid-argument', () => loose.edit?.(project, [], { write: true })],
      ['invalid-argument', () => loose.diff?.(project)],
    ] as const) {
      expect(await codeOf(work), String(work)).toBe(code);
    }
  });

  it('says what is wrong, and what was meant', async () => {
    const wrong = { engin: '28' } as unknown as Parameters<typeof open>[0];
    await expect(open(wrong)).rejects.toThrow('openProject: engin is not an option. Did you mean engine?');
    const project = await open();
    expect(() => explain(project, 'wbe', 'db')).toThrow('wbe: no such service. Did you mean web?');
  });

  it('predicts Podman without root', async () => {
    const rootless = await open({ engine: 'podman', rootless: true });
    expect(reach(rootless)).toEqual(
      await printed('reach', '--format', 'json', '--engine', 'podman', '--rootless'),
    );
  });
});

describe('survey', () => {
  it('counts projects, and keeps no name of them', async () => {
    const one = isolation(await open());
    expect(one).toEqual({
      services: 2,
      flat: false,
      deadPorts: false,
      publishedData: false,
      bypassed: false,
      guardRounded: null,
    });
    const report = survey([{ isolation: one, stars: 12 }, { isolation: one }], { unreadable: 1 });
    expect(report).toMatchObject({ projects: 2, unreadable: 1, facts: { flat: { asked: 2, no: 2 } } });
    expect(report.byStars).toHaveLength(1);
    const page = surveyPage(report);
    expect(page).toMatch(/^<!doctype html>/);
    expect(JSON.stringify(report) + page).not.toContain('shop');
  });
});
