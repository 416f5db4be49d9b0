import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { projectsOfFiles } from './find-project-files.ts';

const files = {
  '/shop/a/compose.yaml': 'services: { a: { image: x, ports: ["80:80"] } }\n',
  '/shop/a/compose.override.yaml': 'services: { a: { ports: ["81:81"] } }\n',
  '/shop/b/docker-compose.yml': shop,
  '/shop/b/docker-compose.prod.yml': 'services: { c: { image: x } }\n',
  '/shop/c/compose.override.yaml': 'services: { d: { image: x } }\n',
  '/shop/d/compose.yaml': 'include: [part.yaml]\n',
  '/shop/d/part.yaml': 'services: { e: { image: x, networks: [main] } }\nnetworks: { main: {} }\n',
};

describe('--each', () => {
  it('a file stands for its folder by its name, else for itself, and each project is there once', async () => {
    const named = [
      'a/compose.override.yaml',
      './a/compose.yaml',
      'b/docker-compose.prod.yml',
      'b/docker-compose.yml',
      'c/compose.override.yaml',
    ];
    const found = await projectsOfFiles(fakeIo({ files }), named, { envFile: [] });
    expect(found.map(({ dir, files: own }) => ({ dir, files: own }))).toEqual([
      { dir: 'a', files: ['a/compose.yaml', 'a/compose.override.yaml'] },
      { dir: 'b/docker-compose.prod.yml', files: ['b/docker-compose.prod.yml'] },
      { dir: 'b', files: ['b/docker-compose.yml'] },
      { dir: 'c/compose.override.yaml', files: ['c/compose.override.yaml'] },
    ]);
  });

  it('check reports every project by its name, with one that cannot be read', async () => {
    const words = ['check', '--each', 'a/compose.override.yaml', 'b', 'gone.yaml', '--format', 'json'];
    const { code, out, err } = await call(words, { files });
    expect(JSON.parse(out).projects.map(({ dir }: { dir: string }) => dir)).toEqual(['a', 'b']);
    expect(err).toContain('gone.yaml:1:1: there is no such file');
    expect(code).toBe(2);
  });

  it('a file that another one includes is no project of its own', async () => {
    const words = ['check', '--each', 'd/part.yaml', 'd/compose.yaml', '--format', 'json'];
    const { out } = await call(words, { files });
    expect(JSON.parse(out).projects.map(({ dir }: { dir: string }) => dir)).toEqual(['d']);
  });

  it('fix writes each of them, and standard input is none', async () => {
    const bad = 'services: { a: { image: x, network_mode: none, ports: ["80:80"] } }\n';
    const machine = { files: { '/shop/x/compose.yaml': bad, '/shop/y/other.yaml': bad } };
    const { code, io } = await call(['fix', '--each', '--write', 'x/compose.yaml', 'y/other.yaml'], machine);
    expect(code).toBe(0);
    for (const file of ['/shop/x/compose.yaml', '/shop/y/other.yaml'])
      expect(io.text(file)).not.toContain('ports');
    expect((await call(['check', '--each', '-'], { files })).err).toContain('standard input has no folder');
  });
});
