import { describe, expect, it } from 'vitest';
import { recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { parseYaml } from '../../core/yaml/parse-yaml.ts';
import { CallFailure } from '../call-failure.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { type FakeMachine, fakeIo } from '../testing/fake-io.ts';
import { hostileTexts, unseen } from '../testing/hostile-names.ts';
import { type RecoverOptions, runRecover } from './recover.ts';

async function recover(
  args: readonly string[],
  options: RecoverOptions = {},
  machine: FakeMachine = {},
  inspected = recordedInspection,
) {
  const io = fakeIo(machine);
  const { docker, calls } = recordedDocker(inspected);
  try {
    const code = await runRecover(io, args, options, docker);
    return { code, out: io.written.out, error: '', io, calls };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return { code: null, out: io.written.out, error: error.message, io, calls };
  }
}

describe('recover', () => {
  it('prints one stack, and no value of its environment', async () => {
    const { code, out } = await recover(['blog']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^# Recovered by Bulkhead from what runs: project blog, 3 containers\.\nname: blog\n/,
    );
    expect(out).toContain('#   DATABASE_URL:\n');
    expect(out).not.toContain('secret');
    expect((await recover(['blog'], { withEnvironment: true })).out).toContain('u:secret@db');
  });

  it('asks Docker for images once, and for nothing that changes', async () => {
    const { calls } = await recover(['blog']);
    expect(calls.filter((args) => args.includes('inspect'))).toHaveLength(3);
  });

  it('writes a folder for each stack, and says which', async () => {
    const { code, out, io } = await recover([], { into: 'saved' });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'saved/blog/compose.yaml\nsaved/proxy/compose.yaml\nsaved/scaled/compose.yaml\nsaved/no-project/compose.yaml\n',
    });
    expect(io.text('/shop/saved/no-project/compose.yaml')).toContain('\nname: no-project\n');
  });

  it('overwrites nothing, and then writes nothing', async () => {
    const files = { '/shop/saved/proxy/compose.yaml': 'mine' };
    const { error, io } = await recover(['blog', 'proxy'], { into: 'saved' }, { files });
    expect(error).toBe(
      'saved/proxy/compose.yaml: already there, and recover never overwrites a file. Give another folder with --into.',
    );
    expect([...io.files.keys()]).toEqual(Object.keys(files));
  });

  it.each<[readonly string[], string]>([
    [[], '4 stacks: blog, proxy, scaled, no-project. Name one, or give --into DIR'],
    [['blgo'], 'blgo: no such stack is running. Running stacks: blog, proxy, scaled, no-project.'],
  ])('of %j is a wrong call', async (args, message) => {
    const { error, out } = await recover(args);
    expect(out).toBe('');
    expect(error).toContain(message);
  });

  /** The recorded host with another project name in the label of one project. */
  const labelled = (name: string): typeof recordedInspection =>
    JSON.parse(
      JSON.stringify(recordedInspection).replaceAll(
        '"com.docker.compose.project":"blog"',
        `"com.docker.compose.project":${JSON.stringify(name)}`,
      ),
    );

  it.each([
    '../../x',
    '..',
    '.',
    '/etc/x',
    'a/b',
    'a\\b',
    'C:x',
    'a\nb',
    'a\0',
    '-rf',
    '\u202eexe.x',
    'A',
    'a b',
    '\ud800',
  ])('a label %j names no folder: nothing is written', async (name) => {
    const { code, out, error, io } = await recover([], { into: 'saved' }, {}, labelled(name));
    expect({ code, out, files: [...io.files.keys()] }).toEqual({ code: null, out: '', files: [] });
    expect(error).toContain('not a valid project name');
    // The others are there for who names them, and its own text is printed.
    expect(await recover(['proxy'], { into: 'saved' }, {}, labelled(name))).toMatchObject({ code: 0 });
    const own = await recover([name], {}, {}, labelled(name));
    expect(own.code).toBe(0);
    expect(parseYaml(own.out).problems).toEqual([]);
  });

  it('whatever the texts of a container are, the file is one that Compose reads, and its comments are plain', async () => {
    const text = Object.values(hostileTexts).join('');
    const hostile = JSON.parse(JSON.stringify(recordedInspection), (key, value) =>
      typeof value === 'string' &&
      !/Id$|^com\.docker|^Name$|NetworkMode|Image$|Driver|Created|Started/.test(key)
        ? `${value}${text}`
        : value,
    );
    const { code, out } = await recover(['blog'], { withEnvironment: true }, {}, hostile);
    expect(code).toBe(0);
    expect(parseYaml(out).problems).toEqual([]);
    const comments = out.split('\n').filter((line) => line.trimStart().startsWith('#'));
    expect(comments.length).toBeGreaterThan(0);
    for (const comment of comments) expect(comment).not.toMatch(unseen);
  });

  it('two stacks of one folder are refused', async () => {
    const { error, io } = await recover([], { into: 'saved' }, {}, labelled('no-project'));
    expect(error).toContain('no-project: two stacks would share this folder');
    expect([...io.files.keys()]).toEqual([]);
  });
});
