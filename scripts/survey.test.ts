// The script as a person starts it, with the built library where it looks for it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCommand } from './built-command.ts';

let top = '';

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'bulkhead-survey-'));
  mkdirSync(join(top, 'scripts'));
  for (const name of ['survey.mjs', 'run-command.mjs'])
    cpSync(join('scripts', name), join(top, 'scripts', name));
  cpSync(await builtCommand(), join(top, 'dist', 'cli'), { recursive: true });
  const write = (name: string, text: string): void => {
    const file = join(top, 'stacks', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const flat = 'services: { secretweb: { image: nginx, ports: ["80:80"] }, secretdb: { image: postgres } }\n';
  write('a/compose.yaml', flat);
  write(
    'b/docker-compose.yml',
    'services: { w: { image: nginx, networks: [x] }, d: { image: redis, networks: [y] } }\nnetworks: { x: , y: }\n',
  );
  write('c/compose.yaml', 'services: [\n');
  write('d/other.yaml', flat);
  write('node_modules/e/compose.yaml', flat);
  write('d/.git/compose.yaml', flat);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

function survey(...args: readonly string[]) {
  const out = join(top, 'out');
  const all = [join(top, 'scripts', 'survey.mjs'), '--out', out, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
  return { status, stdout, stderr, read: (name: string) => readFileSync(join(out, name), 'utf8') };
}

describe('npm run survey', () => {
  it('counts the stacks below a folder, what cannot be read apart, and names none', () => {
    writeFileSync(join(top, 'stars.txt'), 'a 1500\nb, 3\n');
    const { status, stdout, read } = survey(join(top, 'stacks'), '--stars', join(top, 'stars.txt'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^2 stacks, 1 that cannot be read, in [\d.]+ s: /);
    const text = read('survey.json');
    const report = JSON.parse(text);
    expect(report).toMatchObject({ projects: 2, unreadable: 1 });
    expect(text).not.toMatch(/secret|stacks\/a/);
    expect(read('index.html')).not.toContain('secret');
    expect(text).toMatch(/stars/i);
  });

  it('takes every file as a stack where that is asked for', () => {
    const { stdout } = survey(join(top, 'stacks'), '--every-file');
    expect(stdout).toMatch(/^3 stacks, 1 that cannot be read/);
  });

  it('says what is wrong with a call', () => {
    writeFileSync(join(top, 'bad.txt'), 'a many\n');
    expect(survey()).toMatchObject({ status: 2, stderr: 'survey: name the folder that holds the stacks.\n' });
    expect(survey(join(top, 'gone')).stderr).toMatch(/gone: there is no such folder\.\n$/);
    expect(survey(join(top, 'stacks'), '--stars', join(top, 'bad.txt')).stderr).toMatch(
      /bad\.txt:1: this is no line of FOLDER STARS\.\n$/,
    );
  });
});
