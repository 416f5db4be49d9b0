import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { defaultProject } from './discover.ts';

const defaultFiles = async (...call: Parameters<typeof defaultProject>) =>
  (await defaultProject(...call)).files;

const any = 'services: {}\n';

describe('the project by default', () => {
  it('prefers compose.yaml, then compose.yml, docker-compose.yml, docker-compose.yaml', async () => {
    const order = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
    for (let from = 0; from < order.length; from++) {
      const files = Object.fromEntries(order.slice(from).map((name) => [`/shop/${name}`, any]));
      expect(await defaultFiles(fakeIo({ files }), [])).toEqual([order[from]]);
    }
  });

  it('says which file it passes over', async () => {
    const io = fakeIo({ files: { '/shop/compose.yaml': any, '/shop/docker-compose.yml': any } });
    await defaultFiles(io, []);
    expect(io.written.err).toContain('docker-compose.yml beside it is not');
  });

  it('takes the override beside it', async () => {
    const io = fakeIo({ files: { '/shop/compose.yaml': any, '/shop/docker-compose.override.yaml': any } });
    expect(await defaultFiles(io, [])).toEqual(['compose.yaml', 'docker-compose.override.yaml']);
  });

  it('looks in the folders above', async () => {
    const io = fakeIo({ files: { '/shop/compose.yml': any }, cwd: '/shop/src/deep' });
    expect(await defaultFiles(io, [])).toEqual(['../../compose.yml']);
  });

  it('takes COMPOSE_FILE from the environment or .env, with its separator', async () => {
    const files = { '/shop/compose.yaml': any, '/shop/prod.yaml': any };
    const named = async (env: Record<string, string>) => defaultFiles(fakeIo({ files, env }), []);
    expect(await named({ COMPOSE_FILE: 'prod.yaml' })).toEqual(['prod.yaml']);
    expect(await named({ COMPOSE_FILE: 'compose.yaml:prod.yaml' })).toEqual(['compose.yaml', 'prod.yaml']);
    expect(await named({ COMPOSE_FILE: 'a,b', COMPOSE_PATH_SEPARATOR: ',' })).toEqual(['a', 'b']);
    const dotEnv = fakeIo({ files: { ...files, '/shop/.env': 'COMPOSE_FILE=prod.yaml\n' } });
    expect(await defaultFiles(dotEnv, [])).toEqual(['prod.yaml']);
  });

  it('reads .env once in a call, for the files and for what they hold', async () => {
    const files = {
      '/shop/prod.yaml': 'services: { a: { image: "$IMAGE" } }',
      '/shop/.env': 'COMPOSE_FILE=prod.yaml\nIMAGE=nginx:1\n',
    };
    const fake = fakeIo({ files });
    const read: string[] = [];
    const readFile = (path: string): Uint8Array => {
      read.push(path);
      return fake.readFile(path);
    };
    expect(await runCommandLine({ ...fake, readFile }, ['check'])).toBe(0);
    expect(read.filter((path) => path.endsWith('.env'))).toHaveLength(1);
  });

  it('names what it looked for when there is none', async () => {
    await expect(defaultFiles(fakeIo(), [])).rejects.toThrow('no compose.yaml, compose.yml');
  });
});

describe('COMPOSE_FILE of a folder that is named', () => {
  const named = (name: string) => `name: ${name}\nservices: { ${name}: { image: p } }\n`;
  const files = {
    '/shop/a/compose.yaml': named('main'),
    '/shop/a/my-compose.yaml': named('mine'),
    '/shop/a/.env': 'COMPOSE_FILE=my-compose.yaml\n',
    '/shop/b/.env': 'COMPOSE_FILE=/elsewhere/base.yaml:more.yaml\n',
    '/shop/b/more.yaml': 'services: { more: { image: p } }\n',
    '/elsewhere/base.yaml': 'services: { base: { image: p } }\n',
  };
  const services = async (words: readonly string[], env: Record<string, string> = {}) => {
    const { out, err, code } = await call([...words, '--format', 'json'], { files, env });
    const json = out === '' ? {} : JSON.parse(out);
    return { code, err, names: Object.keys(json.services ?? json.projects?.[0]?.services ?? {}) };
  };

  it('is what Compose would read there', async () => {
    expect((await services(['reach', 'a'])).names).toEqual(['mine']);
    expect((await services(['reach', 'b'])).names).toEqual(['base', 'more']);
    const { out } = await call(['check', '--each', 'a/my-compose.yaml', '--format', 'json'], { files });
    expect(JSON.parse(out).projects).toMatchObject([{ dir: 'a', assumed: { files: ['a/my-compose.yaml'] } }]);
  });

  it('of the shell is none of it, which is said', async () => {
    const { names, err } = await services(['reach', 'a'], { COMPOSE_FILE: 'compose.yaml' });
    expect(names).toEqual(['mine']);
    expect(err).toContain('COMPOSE_FILE of the environment is not used for a named folder.');
  });

  it('with --host takes absolute paths as they are', async () => {
    expect((await services(['reach', '--host', '.'])).names).toEqual([
      'mine/mine',
      'elsewhere/base',
      'elsewhere/more',
    ]);
  });

  it('lists a file by its whole name: two names are two projects', async () => {
    const words = ['check', 'compose.yaml', 'my-compose.yaml'];
    const { code, err } = await call(words, { files, cwd: '/shop/a' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("is the project 'main'") });
    const both = { COMPOSE_FILE: 'a/compose.yaml:./a/my-compose.yaml' };
    expect((await call(['reach', 'a/compose.yaml', 'a/my-compose.yaml'], { files, env: both })).code).toBe(0);
  });
});

describe('the variables of a project', () => {
  it('are those of .env where it was looked for, then of the one beside its main file', async () => {
    // As Compose 2.26.1 reads these files.
    const files = {
      '/shop/.env': 'COMPOSE_FILE=sub/c.yaml\nONE=1001\n',
      '/shop/sub/.env': 'ONE=2001\nTWO=2002\n',
      '/shop/sub/c.yaml': 'services: { a: { image: p, ports: ["${ONE-1}:1", "${TWO-2}:2"] } }\n',
    };
    const ports = async (words: readonly string[]) => {
      const { out } = await call(['reach', '--format', 'json', ...words], { files });
      const { projects, services = projects?.[0].services } = JSON.parse(out);
      const [service] = Object.values<{ published: { hostPort: string }[] }>(services);
      return service?.published.map(({ hostPort }) => hostPort);
    };
    expect(await ports([])).toEqual(['1001', '2002']);
    expect(await ports(['.'])).toEqual(['1001', '2002']);
    expect(await ports(['--host'])).toEqual(['1001', '2002']);
    expect(await ports(['sub/c.yaml'])).toEqual(['2001', '2002']);
  });
});
