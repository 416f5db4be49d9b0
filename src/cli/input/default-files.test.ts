import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { defaultFiles } from './default-files.ts';

const any = 'services: {}\n';

describe('defaultFiles', () => {
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
