import { describe, expect, it } from 'vitest';
import { fakeIo } from '../testing/fake-io.ts';
import { findDefaultFile } from './find-default-file.ts';

const any = 'services: {}\n';

describe('findDefaultFile', () => {
  it('prefers compose.yaml, then compose.yml, docker-compose.yml, docker-compose.yaml', async () => {
    const order = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
    for (let from = 0; from < order.length; from++) {
      const files = Object.fromEntries(order.slice(from).map((name) => [`/shop/${name}`, any]));
      expect(await findDefaultFile(fakeIo({ files }), [])).toBe(order[from]);
    }
  });

  it('says which file it passes over', async () => {
    const io = fakeIo({ files: { '/shop/compose.yaml': any, '/shop/docker-compose.yml': any } });
    await findDefaultFile(io, []);
    expect(io.written.err).toContain('docker-compose.yml beside it is not');
  });

  it('says that an override is not read', async () => {
    const io = fakeIo({ files: { '/shop/compose.yaml': any, '/shop/compose.override.yaml': any } });
    await findDefaultFile(io, []);
    expect(io.written.err).toContain('compose.override.yaml: not read');
  });

  it('looks in the folders above', async () => {
    const io = fakeIo({ files: { '/shop/compose.yml': any }, cwd: '/shop/src/deep' });
    expect(await findDefaultFile(io, [])).toBe('../../compose.yml');
  });

  it('takes COMPOSE_FILE from the environment or .env, one file only', async () => {
    const files = { '/shop/compose.yaml': any, '/shop/prod.yaml': any };
    expect(await findDefaultFile(fakeIo({ files, env: { COMPOSE_FILE: 'prod.yaml' } }), [])).toBe(
      'prod.yaml',
    );
    const dotEnv = fakeIo({ files: { ...files, '/shop/.env': 'COMPOSE_FILE=prod.yaml\n' } });
    expect(await findDefaultFile(dotEnv, [])).toBe('prod.yaml');
    const two = fakeIo({ files, env: { COMPOSE_FILE: 'compose.yaml:prod.yaml' } });
    await expect(findDefaultFile(two, [])).rejects.toThrow('several files');
  });

  it('names what it looked for when there is none', async () => {
    await expect(findDefaultFile(fakeIo(), [])).rejects.toThrow('no compose.yaml, compose.yml');
  });
});
