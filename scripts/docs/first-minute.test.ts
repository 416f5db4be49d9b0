// What README and the page about installing tell a newcomer to call, called in a copy of this repository as git has it, in an order that works.
// What installs or builds is not done again: the build of this run is taken, and it needs no dependency.

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git } from '../../src/cli/testing/git.ts';
import { builtCommand } from '../built-command.ts';

const pages = ['README.md', 'docs/install.md', 'docs/index.md'];
const { scripts, version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Returns the text of a page between the markers of passages that a release replaces. */
function untilPublished(page: string): string {
  return [...readFileSync(page, 'utf8').matchAll(/<!-- published: [\s\S]*?<!-- \/published: /g)].join('\n');
}

/** The calls shown as code: each line of a block without its comment, and each span that begins with a program. */
const offered = new Set(
  pages.flatMap((page) => {
    const text = untilPublished(page);
    const lines = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, body = '']) =>
      body.trim().split('\n'),
    );
    const spans = [
      ...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`((?:npm|npx|node|docker|bulkhead) [^`]+)`/g),
    ];
    return [...lines.map((line) => line.replace(/\s+#.*$/, '')), ...spans.map(([, call = '']) => call)];
  }),
);

let top = '';
let clone = '';
let elsewhere = '';
const file = 'services: { web: { image: nginx, privileged: true } }\n';

beforeAll(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-first-')));
  clone = join(top, 'bulkhead');
  elsewhere = join(top, 'stack');
  for (const name of git('.', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')) {
    // Pictures and tests have no part in it.
    if (name === '' || /\.(?:png|gif|test\.ts)$/.test(name) || !existsSync(name)) continue;
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    copyFileSync(name, join(clone, name));
  }
  cpSync(await builtCommand(), join(clone, 'dist', 'cli'), { recursive: true });
  mkdirSync(elsewhere);
  for (const folder of [clone, elsewhere]) writeFileSync(join(folder, 'compose.yaml'), file);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

function shell(call: string, cwd: string) {
  const PATH = `${join(top, 'global', 'bin')}:${process.env.PATH}`;
  const env = {
    PATH,
    HOME: top,
    npm_config_prefix: join(top, 'global'),
    npm_config_offline: 'true',
    npm_config_cache: join(top, 'npm'),
  };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', call], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}

const archive = `./bulkhead-${version}.tgz`;
/** The check for each call. Calls that install, build or serve have tests of their own or take too long, so they are only inspected. */
const tried: Readonly<Record<string, () => void>> = {
  'npm start': () => expect(existsSync(join(clone, scripts.start.split(' ')[1]))).toBe(true),
  'npm test': () => expect(existsSync(join(clone, scripts.test.split(' ')[1]))).toBe(true),
  'npm run bulkhead -- check FILE': () => {
    const { status, stdout } = shell('npm run -s bulkhead -- check compose.yaml', clone);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('CN501') });
    // Where the person stands, with what they give it, and it ends as the command does.
    const other = shell(
      `npm --prefix ${clone} run -s bulkhead -- check --fail-on never - < compose.yaml`,
      elsewhere,
    );
    expect(other).toMatchObject({ status: 0, stdout: expect.stringContaining('CN501') });
  },
  'npm run bulkhead -- open FILE': () => {
    // The page is not built here: it says so, and where.
    expect(shell('npm run -s bulkhead -- open --help', clone)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--no-open'),
    });
  },
  'npm pack': () => {
    expect(scripts.prepack).toBe(
      'node scripts/ensure-install.mjs && npm run -s build && node scripts/release/sbom.mjs',
    );
    const { status, stdout } = shell('npm pack --ignore-scripts', clone);
    expect({ status, file: stdout.trim().split('\n').at(-1) }).toEqual({ status: 0, file: archive.slice(2) });
  },
  [`npm install --global ${archive}`]: () => {
    expect(shell(`npm install --global ${archive}`, clone)).toMatchObject({ status: 0 });
    expect(shell('bulkhead check compose.yaml', elsewhere)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('CN501'),
    });
  },
  'bulkhead install-plugin': () => {
    expect(shell('bulkhead install-plugin', elsewhere)).toMatchObject({ status: 0 });
    expect(existsSync(join(top, '.docker', 'cli-plugins', 'docker-bulkhead'))).toBe(true);
  },
  'docker bulkhead': () => {
    const plugin = join(top, '.docker', 'cli-plugins', 'docker-bulkhead');
    const { stdout } = shell(`${plugin} docker-cli-plugin-metadata`, elsewhere);
    expect(JSON.parse(stdout)).toMatchObject({ Version: `v${version}` });
  },
  'docker build -f deploy/Containerfile --target serve -t bulkhead .': () => {
    const text = readFileSync('deploy/Containerfile', 'utf8');
    expect(text).toMatch(/^FROM \S+ AS serve$/m);
    for (const [, files = ''] of text.matchAll(/^COPY (?!--)(.+) \S+$/gm))
      for (const name of files.split(' '))
        expect([name, existsSync(join(clone, name))]).toEqual([name, true]);
    for (const [, path = ''] of text.matchAll(/^COPY --from=build \/src\/(dist)\b/gm))
      expect(path).toBe('dist');
  },
  'docker run --rm -i bulkhead check - < compose.yaml': () => {
    // What the image starts, with the words behind its name.
    const [, entry = ''] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync('deploy/Containerfile', 'utf8')) ?? [];
    const [program, ...words] = JSON.parse(entry) as string[];
    const started = [program, ...words].join(' ').replace('/usr/lib/bulkhead', clone);
    expect(shell(`${started} check - < compose.yaml`, elsewhere)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('CN501'),
    });
  },
  'npm run build && npm run vsix': () => {
    for (const name of ['build', 'vsix'])
      expect(existsSync(join(clone, scripts[name].split(' ')[1]))).toBe(true);
  },
};

describe('the first minute', () => {
  it('begins with the two commands of the repository, at the top of README', () => {
    const readme = readFileSync('README.md', 'utf8');
    const [start, test] = ['npm start', 'npm test'].map((call) => readme.indexOf(`\n${call} `));
    expect(readme.slice(0, start).split('\n').length).toBeLessThan(20);
    expect(test).toBeGreaterThan(start ?? 0);
    expect(readme.indexOf('From this repository')).toBeLessThan(start ?? 0);
  });

  it('names no call that is not tried here', () => {
    expect([...offered].sort()).toEqual(Object.keys(tried).sort());
  });

  it.each(Object.keys(tried))('%s works', (call) => tried[call]?.());
});
