import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ContainerJson } from '../../core/host/running/inspect-json.ts';
import { liveRecord, readLiveRecord } from '../../core/host/running/live-host.ts';
import { type Inspected, recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { readServedRecord } from '../../core/host/served-record.ts';
import { openRoots } from '../confined/root-folders.ts';
import type { StreamListener } from '../docker/docker-command.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { readEngine } from '../input/project-options.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { readLiveState } from './live-state.ts';
import { answerProject } from './project-state.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const options = { profile: [], envFile: [], stackFile: [], engine: readEngine('29'), userlandProxy: true };
const proxy =
  'services:\n  traefik: { image: probe:1, networks: [proxy] }\nnetworks:\n  proxy: { name: proxy }\n';
const blog = 'services:\n  db: { image: probe:1, environment: { KEY: "${KEY}" } }\n';

/** Returns a machine with these files, whose Engine runs the recorded host from them. */
function machine(files: Readonly<Record<string, string>>, served = '.', labelled = recordedInspection) {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-live-'));
  made.push(root);
  const known: Record<string, string> = {};
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    known[join(root, file)] = text;
  }
  mkdirSync(join(root, served), { recursive: true });
  const io = fakeIo({ files: known, cwd: join(root, served) });
  let inspected: Inspected = JSON.parse(JSON.stringify(labelled).replaceAll('"/srv/', `"${root}/`));
  const calls: string[] = [];
  let listener: StreamListener | null = null;
  const tools = {
    docker: (args: readonly string[]) => {
      calls.push(args[0] ?? '');
      return recordedDocker(inspected).docker(args);
    },
    program: null,
    stream: (_: readonly string[], given: StreamListener) => {
      listener = given;
      return () => {};
    },
  };
  return {
    root,
    io,
    tools,
    calls,
    read: (folders: readonly string[] = []) =>
      readLiveState(io, openRoots(io.cwd), folders, { ...options, docker: true }, tools),
    write(file: string, text: string) {
      writeFileSync(join(root, file), text);
      io.files.set(join(root, file), new TextEncoder().encode(text));
    },
    without(name: string) {
      const containers = inspected.containers.filter((one) => (one as { Name: string }).Name !== name);
      inspected = { ...inspected, containers };
    },
    tell: (event: string) => listener?.line(event),
    end: (why: string) => listener?.ended(why),
  };
}

const timing = { pause: 5, longest: 50, again: 20, mostAgain: 50, beat: 10_000 };

describe('the host that runs, as it is served', () => {
  it('writes files below the served folder, shows others, and draws the rest as it runs', async () => {
    const { read, root } = machine(
      { 'home/x': '', 'home/proxy/compose.yaml': proxy, 'blog/compose.yaml': blog },
      'home',
    );
    const given = await read();
    expect(given.live?.now().stacks.map(({ project, from }) => `${project} ${from}`)).toEqual([
      'blog both',
      'proxy running',
      'scaled running',
      '(no project) running',
    ]);
    const [first, ...others] = given.live?.now().stacks ?? [];
    expect(first).toMatchObject({
      file: 'blog/compose.yaml',
      readOnly: `Its files are in ${root}/blog, outside the served folder: run bulkhead open --docker ${root}/blog to edit them`,
    });
    expect(given.files.map(({ name, writable }) => `${name} ${writable}`)).toEqual([
      'blog/compose.yaml false',
    ]);
    expect(given.host?.stacks[0]).toMatchObject({ begins: null, variables: null });
    expect(others.map(({ readOnly }) => readOnly)).toEqual([
      `proxy was started from ${root}/proxy/compose.yaml, not here. Recover a compose file to have one`,
      `scaled was started from ${root}/scaled/compose.yaml, not here. Recover a compose file to have one`,
      'These containers belong to no Compose project, so no file describes them. Recover a compose file to have one',
    ]);
    const answer: unknown = JSON.parse(String(answerProject(given, new Set()).body));
    expect(readServedRecord(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      engine: '26.1.5',
      host: { name: 'Docker', stacks: [{ order: ['blog/compose.yaml'] }] },
      live: { silent: null, stacks: [{ from: 'both' }, {}, {}, {}] },
    });
  });

  it('serves the stacks of a folder that is given, also those that do not run and those to be mended', async () => {
    const { read } = machine({
      'blog/compose.yaml': blog,
      'blog/.env': 'KEY=1\nSECRET=no\n',
      'idle/compose.yaml': blog,
      'proxy/compose.yaml': 'services:\n  traefik: [\n',
    });
    const given = await read(['.']);
    const facts = given.live?.now().stacks.map(({ file, from, readOnly }) => [file, from, readOnly]);
    expect(facts?.slice(0, 3)).toEqual([
      ['blog/compose.yaml', 'both', null],
      ['idle/compose.yaml', 'files', null],
      ['proxy/compose.yaml', 'both', null],
    ]);
    expect(given.host?.stacks.find(({ dir }) => dir === 'blog')).toMatchObject({
      environment: [['KEY', '1']],
    });
    expect(given.files.find(({ name }) => name === 'blog/compose.yaml')?.writable).toBe(true);
    expect(String(answerProject(given, new Set()).body)).not.toContain('SECRET=no');
  });

  it('shows files that run under another name as that project, and a second project from them as it runs', async () => {
    const twin: Inspected = JSON.parse(
      JSON.stringify(recordedInspection).replaceAll('/srv/scaled/compose.yaml', '/srv/blog/compose.yaml'),
    );
    const { read } = machine({ 'blog/compose.yaml': `name: diary\n${blog}` }, '.', twin);
    const given = await read(['.']);
    expect(given.host?.stacks.map(({ dir, environment }) => [dir, environment])).toEqual([
      ['blog', [['COMPOSE_PROJECT_NAME', 'blog']]],
    ]);
    expect(
      given.live?.now().stacks.map(({ file, project, from, readOnly }) => [file, project, from, readOnly]),
    ).toEqual([
      ['blog/compose.yaml', 'blog', 'both', null],
      ['running/proxy/compose.yaml', 'proxy', 'running', expect.stringContaining('not here')],
      [
        'running/scaled/compose.yaml',
        'scaled',
        'running',
        'scaled was started from the files of blog, which are shown as that project. Recover a compose file to have one',
      ],
      [
        'running/no-project/compose.yaml',
        '(no project)',
        'running',
        expect.stringContaining('belong to no Compose project'),
      ],
    ]);
  });

  it('has what runs of a stack that differs, with the names that were lost and who is left alone', async () => {
    const lost: Inspected = structuredClone(recordedInspection);
    for (const container of lost.containers as readonly ContainerJson[]) {
      const { 'com.docker.compose.project': project, 'com.docker.compose.service': service } =
        container.Config.Labels ?? {};
      if (project !== 'blog') continue;
      const [end] = Object.values(container.NetworkSettings.Networks ?? {});
      if (service === 'db' && end) Object.assign(end, { Aliases: [] });
      if (service !== 'ghost') continue;
      Object.assign(container.HostConfig, { NetworkMode: 'container:gone' });
      Object.assign(container.NetworkSettings, { Networks: {} });
    }
    const given = await machine({ 'blog/compose.yaml': blog }, '.', lost).read();
    const live = given.live?.now() ?? expect.fail('nothing runs');
    const sent = readLiveRecord(JSON.parse(JSON.stringify(liveRecord(live))));
    expect(sent.stacks.map(({ runs }) => runs !== undefined)).toEqual([true, false, false, false]);
    const { text, dead, nameless } = sent.stacks[0]?.runs ?? expect.fail('no version');
    expect(text).toMatch(/^# Recovered .*\nname: blog\n/s);
    expect([dead, nameless]).toEqual([['ghost'], [['db', 'back']]]);
  });

  it('compares again when a file changes, without asking the Engine', async () => {
    const { read, write, calls } = machine({ 'blog/compose.yaml': blog });
    const { live } = await read(['.']);
    const networks = () => live?.now().stacks[0]?.differences?.find(({ fact }) => fact === 'db networks');
    expect(networks()?.files).toBe('blog_default');
    const asked = calls.length;
    const published = new Promise((resolve) => live?.subscribe(resolve));
    write(
      'blog/compose.yaml',
      'services:\n  db: { image: probe:1, networks: [back] }\nnetworks: { back: { internal: true } }\n',
    );
    live?.filesChanged();
    await published;
    expect(networks()?.files).toBe('blog_back');
    expect(calls.length).toBe(asked);
  });

  it('goes on saying that the Engine does not answer when a file changes or stacks are read anew', async () => {
    const { read, write, end, io, tools, calls } = machine({ 'blog/compose.yaml': blog });
    const { live } = await read(['.']);
    const leave = live?.follow({ ...timing, pause: 10_000, longest: 10_000, again: 10_000 });
    end('gone');
    expect(live?.now().silent).toBe('gone');
    const published = new Promise((resolve) => live?.subscribe(resolve));
    write('blog/compose.yaml', blog.replace('KEY:', 'OTHER:'));
    live?.filesChanged();
    await published;
    expect(live?.now().silent).toBe('gone');
    const asked = calls.length;
    const again = await readLiveState(io, openRoots(io.cwd), ['.'], { ...options, docker: true }, tools, {
      elsewhere: false,
      ...(live && { before: live }),
    });
    expect([again.live === live, live?.now().silent, calls.length]).toEqual([true, 'gone', asked]);
    leave?.();
  });

  it('reads again by two inspect calls when a container goes, and tells it', async () => {
    const { read, without, tell, calls } = machine({ 'blog/compose.yaml': blog });
    const { live } = await read();
    const end = live?.follow(timing);
    await new Promise((resolve) => live?.subscribe(resolve));
    const before = calls.length;
    const published = new Promise((resolve) => live?.subscribe(resolve));
    without('/hand');
    tell('container destroy');
    await published;
    const last = live?.now().stacks.at(-1);
    expect([last?.project, last?.text?.includes('\n  hand:')]).toEqual(['(no project)', false]);
    expect(calls.slice(before)).toEqual(['ps', 'network', 'inspect', 'network']);
    end?.();
  });

  it('is a failure where nothing runs and nothing is given', async () => {
    const { tools, io } = machine({});
    const docker = recordedDocker({ containers: [], networks: [], images: [] }).docker;
    await expect(
      readLiveState(io, openRoots(io.cwd), [], { ...options, docker: true }, { ...tools, docker }),
    ).rejects.toThrow(/no container exists/);
  });
});
