// The action as GitHub starts it, with the built command beside it and a fake GITHUB_* environment; and the template for GitLab by a
// shell that finds the same command on its path.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
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
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { git, initRepository } from '../src/cli/testing/git.ts';
import { triesAll } from '../src/core/compose/testing/property-runs.ts';
import { builtCommand } from './built-command.ts';

const before = `services:
  web:
    image: example/web:1
    networks: [front]
  db:
    image: postgres:16
    networks: [back]
networks:
  front:
  back:
`;
const after = before
  .replace('[front]', '[front, back]')
  .replace('postgres:16', 'postgres:16\n    privileged: true');

let top = '';
let action = '';
/** The home folder of the runner's user, with Node's compile cache of the command for all calls. */
let home = '';
let repository = '';
let temporary = '';

beforeAll(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-action-')));
  home = join(top, 'home');
  // The action as GitHub checks it out, here with a build in it.
  action = join(top, 'action');
  mkdirSync(join(action, 'scripts'), { recursive: true });
  for (const file of ['action.yml', 'package.json', 'scripts/action.mjs', 'scripts/action-comment.mjs'])
    cpSync(file, join(action, file));
  cpSync(await builtCommand(), join(action, 'dist', 'cli'), { recursive: true });
});
beforeEach(() => {
  repository = mkdtempSync(join(top, 'repository-'));
  temporary = mkdtempSync(join(top, 'runner-'));
  mkdirSync(join(repository, 'stacks', 'a'), { recursive: true });
  writeFileSync(join(repository, 'stacks', 'a', 'compose.yaml'), before);
  initRepository(repository);
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', 'one');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const described = parse(readFileSync('action.yml', 'utf8'));
const steps: readonly Step[] = described.runs.steps;

/** Runs the first step of action.yml as the runner does: bash, and `env` with the inputs filled in. */
function runAction(inputs: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  const [step] = steps;
  const filled = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? described.inputs[input].default];
  });
  const files = { GITHUB_OUTPUT: join(temporary, 'output'), GITHUB_STEP_SUMMARY: join(temporary, 'summary') };
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: repository,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      RUNNER_TEMP: temporary,
      GITHUB_ACTION_PATH: action,
      ...Object.fromEntries(filled),
      ...files,
      ...more,
    },
  });
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const lines = read(files.GITHUB_OUTPUT).trim().split('\n');
  return {
    status: ended.status,
    log: ended.stdout.toString(),
    err: ended.stderr.toString(),
    summary: read(files.GITHUB_STEP_SUMMARY),
    outputs: Object.fromEntries(lines.map((line) => line.split('=', 2))),
  };
}

/** Returns the variables that GitHub gives to a step of a pull request against the first commit. */
function pullRequest(): Readonly<Record<string, string>> {
  const event = join(temporary, 'event.json');
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { base: { sha: git(repository, 'rev-parse', 'HEAD') } } }),
  );
  writeFileSync(join(repository, 'stacks', 'a', 'compose.yaml'), after);
  git(repository, 'commit', '-qam', 'two');
  return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event };
}

/** Variables that a runner or a workflow may have beside the inputs. */
const runnerVariables = [
  'AWS_SECRET',
  'GITHUB_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'NODE_AUTH_TOKEN',
  'npm_config__auth',
  'HTTPS_PROXY',
  'COMPOSE_PROJECT_NAME',
  'COMPOSE_SECRET',
  'SSH_AUTH_SOCK',
  'USER',
];

/** Starts a fake GitHub API that stores what is written to it, in a process of its own because the runner is waited for synchronously. */
async function fakeApi() {
  const kept = join(temporary, 'api');
  const program = `const { createServer } = require('node:http');
    const { appendFileSync } = require('node:fs');
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => { body += part; });
      request.on('end', () => {
        appendFileSync(process.argv[1], request.method + ' ' + request.url + '\\n' + body + '\\n');
        response.setHeader('content-type', 'application/json');
        response.end(request.method === 'GET' ? '[]' : '{}');
      });
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', program, kept], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async end() {
      child.kill();
      await once(child, 'exit');
      return readFileSync(kept, 'utf8');
    },
  };
}

/** A test that starts Node many times and runs only when all is tried. */
const whole = it.skipIf(!triesAll);

describe('action.yml', () => {
  it('puts no expression into the text of a shell, and hands every input on', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
    const used = JSON.stringify(steps);
    for (const name of Object.keys(described.inputs)) expect(used).toContain(`inputs.${name}`);
    expect(Object.keys(described.inputs)).toEqual(
      expect.arrayContaining(['files', 'rules', 'fail-on', 'baseline', 'engine', 'against']),
    );
    expect(steps[1]?.uses).toMatch(/^github\/codeql-action\/upload-sarif@/);
  });
});

describe('the steps of the action', () => {
  it('annotate, write SARIF and a summary with what a pull request opens, and fail where a finding objects', () => {
    const { status, log, summary, outputs } = runAction({ 'fail-on': 'error' }, pullRequest());
    expect(log).toMatch(
      /^::error file=stacks\/a\/compose\.yaml,line=7,col=5,title=CN501 privileged-container::/m,
    );
    expect(summary).toContain('## Network findings');
    expect(summary).toContain('## Network changes in `stacks/a`');
    expect(summary).toContain('- **opened**: `web` reaches `db`');
    expect(outputs).toMatchObject({
      opens: 'true',
      findings: 'true',
      sarif: join(temporary, 'bulkhead.sarif'),
    });
    const sarif = JSON.parse(readFileSync(join(temporary, 'bulkhead.sarif'), 'utf8'));
    expect(sarif.version).toBe('2.1.0');
    expect(JSON.stringify(sarif)).toContain('"uri":"stacks/a/compose.yaml"');
    expect(status).toBe(1);
  });

  whole('say it in one comment on the pull request, which the next run writes anew', () => {
    const started = pullRequest();
    const more = { ...started, GITHUB_REPOSITORY: 'me/it', GITHUB_API_URL: 'http://127.0.0.1:1' };
    const path = started.GITHUB_EVENT_PATH ?? '';
    const event = JSON.parse(readFileSync(path, 'utf8'));
    event.pull_request.number = 7;
    writeFileSync(path, JSON.stringify(event));
    const failed = runAction({ comment: 'true', token: 'SeCrEt', 'fail-on': 'never' }, more);
    expect(failed.status).toBe(0);
    expect(failed.log).toContain('::warning title=Bulkhead::The comment was not written: ');
    expect(`${failed.log}${failed.err}${failed.summary}`).not.toContain('SeCrEt');
    // Without the word nobody is asked.
    expect(runAction({ 'fail-on': 'never' }, more).log).not.toContain('comment');
  });

  it('end well where nothing objects, and compare nothing outside a pull request', () => {
    const { status, outputs, summary } = runAction({ 'fail-on': 'never', files: 'stacks/a/compose.yaml\n' });
    expect({ status, opens: outputs.opens, findings: outputs.findings }).toEqual({
      status: 0,
      opens: '',
      findings: 'false',
    });
    expect(summary).not.toContain('Network changes');
  });

  whole('mind rules, engine, baseline, host and against', () => {
    const known = join(repository, 'known.json');
    const command = join(action, 'dist', 'cli', 'bulkhead.js');
    const more = pullRequest();
    execFileSync(
      process.execPath,
      ['--', command, 'check', '--each', '--fail-on', 'never', '--write-baseline', known, 'stacks'],
      { cwd: repository },
    );
    expect(runAction({ baseline: 'known.json', 'fail-on': 'info', against: 'HEAD' }, more)).toMatchObject({
      status: 0,
      outputs: { opens: 'false', findings: 'false' },
    });
    const wrong = runAction({ engine: '3' });
    expect(wrong).toMatchObject({ status: 2, outputs: { findings: 'unknown' } });
    expect(wrong.log).toContain('::error title=Bulkhead::');
    expect(wrong.err).toContain('--engine 3: no such Engine');
    expect(runAction({ rules: 'nonsense' }).err).toContain('--rules nonsense: no such rule set');
    const host = runAction({ host: 'true', files: 'stacks', against: 'main~1', 'fail-on': 'never' });
    expect(host.summary).toContain('## Network changes\n');
    expect(host.outputs.opens).toBe('true');
    expect(runAction({ host: 'perhaps' }).log).toContain(
      '::error title=Bulkhead::host: perhaps: give true or false.',
    );
  });

  whole('a commit that is not there is fetched, and what cannot be compared is unknown', () => {
    const more = pullRequest();
    const origin = repository;
    repository = join(top, `clone-${Date.now()}`);
    git(top, 'clone', '-q', '--depth=1', `file://${origin}`, repository);
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    expect(runAction({ 'fail-on': 'never' }, more).outputs.opens).toBe('true');
    git(repository, 'remote', 'remove', 'origin');
    const lost = runAction({ 'fail-on': 'never', against: 'a'.repeat(40) }, more);
    expect(lost).toMatchObject({ status: 0, outputs: { opens: 'unknown' } });
    expect(lost.log).toContain('::warning title=Bulkhead::aaaa');
    expect(lost.summary).toContain('is unknown');
  });

  it('give a pull request none of their variables, but those that the workflow names', async () => {
    const started = pullRequest();
    const canaries = Object.fromEntries(
      [...runnerVariables, 'WANTED'].map((name) => [name, `canary-${name.toLowerCase()}`]),
    );
    // What a stranger would write: each variable by itself, and in every place that is shown.
    const asking = [...Object.keys(canaries), 'BULKHEAD_TOKEN', 'HOME', 'PATH'].map(
      (name) => `  s-${name.toLowerCase()}:
    image: "x/\${${name}:-none}:1"
    container_name: "c-\${${name}}"
    privileged: true
    environment: { DATABASE_URL: "postgres://\${${name}}:5432/x" }
    ports: ["\${${name}}:80"]
    networks: ["\${${name}:-front}"]
`,
    );
    writeFileSync(
      join(repository, 'stacks', 'a', 'compose.yaml'),
      `${after}${asking.join('')}`.replace(/(networks:\n {2}front:[\s\S]*?\n {2}back:\n)([\s\S]*)$/, '$2$1'),
    );
    const api = await fakeApi();
    const path = started.GITHUB_EVENT_PATH ?? '';
    const event = JSON.parse(readFileSync(path, 'utf8'));
    event.pull_request.number = 7;
    writeFileSync(path, JSON.stringify(event));
    const more = { ...started, ...canaries, GITHUB_REPOSITORY: 'me/it', GITHUB_API_URL: api.url };
    const inputs = { comment: 'true', token: 'canary-token', 'fail-on': 'never', variables: 'WANTED' };
    const { log, err, summary, outputs } = runAction(inputs, more);
    const published = [log, summary, readFileSync(outputs.sarif ?? '', 'utf8'), await api.end()];
    expect(err).not.toContain('canary');
    for (const text of published) {
      expect(text).toContain('s-aws_secret');
      expect(text.match(/canary-(?!wanted)[\w-]*/g)).toBeNull();
      expect(text).not.toContain(home);
    }
    expect(summary).toContain('canary-wanted');
  });

  it.each([
    ['BULKHEAD_TOKEN', 'this is an input of the action'],
    ['A=1', 'no name of a variable'],
  ])('refuse variables: %s', (variables, why) => {
    expect(runAction({ variables })).toMatchObject({ status: 2, log: expect.stringContaining(why) });
  });

  // What is looked for would be done before the next word is read, so several go into one call.
  it.each([
    {
      files: '$(touch pwned)\n`touch pwned`; touch pwned\n"; touch pwned; "',
      rules: 'default; touch pwned',
      'fail-on': '$(touch pwned)',
      baseline: '../../etc/passwd\n::error::x',
    },
    { engine: '28 --write-baseline pwned', against: 'HEAD;touch pwned' },
    { files: '--write-baseline=pwned', against: '--output=pwned' },
  ])('%j are wrong words, and no code', (inputs) => {
    const { log } = runAction(inputs);
    expect(existsSync(join(repository, 'pwned'))).toBe(false);
    expect(log).not.toMatch(/^::error::x/m);
  });

  it('names from files are no markup in the summary, and no command in the log', () => {
    writeFileSync(
      join(repository, 'stacks', 'a', 'compose.yaml'),
      'services:\n  "x\\n::add-mask::y<img src=x>":\n    image: "a:1"\n    privileged: true\n',
    );
    const { log, err, summary } = runAction({ 'fail-on': 'never', against: 'HEAD' });
    expect(`${log}\n${err}`).not.toMatch(/^::add-mask/m);
    // In a code span nothing is markup.
    expect(summary.replace(/`[^`]*`/g, '')).not.toMatch(/<img/);
  });

  whole('a package that npm installs takes the place of the build', () => {
    const shim = join(temporary, 'bin');
    mkdirSync(shim);
    writeFileSync(
      join(shim, 'npm'),
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(temporary, 'npm-words')}'\nmkdir -p '${temporary}/bulkhead/node_modules/bulkhead'\ncp -r '${action}/dist' '${temporary}/bulkhead/node_modules/bulkhead/'\n`,
    );
    chmodSync(join(shim, 'npm'), 0o755);
    const more = { PATH: `${shim}${delimiter}${process.env.PATH}` };
    const { status } = runAction({ package: './bulkhead 1.tgz; touch pwned', 'fail-on': 'never' }, more);
    expect(status).toBe(0);
    const words = readFileSync(join(temporary, 'npm-words'), 'utf8').trim().split('\n');
    expect(words).toContain('--ignore-scripts');
    expect(words.slice(-2)).toEqual(['--', './bulkhead 1.tgz; touch pwned']);
    expect(existsSync(join(repository, 'pwned'))).toBe(false);
  });

  it('is built where it is checked out while nothing is published, and no package of its name is asked for', () => {
    const shim = join(temporary, 'bin');
    mkdirSync(shim);
    const unbuilt = join(temporary, 'unbuilt');
    mkdirSync(join(unbuilt, 'scripts'), { recursive: true });
    for (const file of ['package.json', 'scripts/action.mjs', 'scripts/action-comment.mjs'])
      cpSync(file, join(unbuilt, file));
    const words = join(temporary, 'npm-words');
    writeFileSync(
      join(shim, 'npm'),
      `#!/bin/sh\necho "$PWD $*" >> '${words}'\n[ "$1" = ci ] || cp -r '${action}/dist' dist\n`,
    );
    chmodSync(join(shim, 'npm'), 0o755);
    const more = { PATH: `${shim}${delimiter}${process.env.PATH}`, GITHUB_ACTION_PATH: unbuilt };
    const { status, log } = runAction({ 'fail-on': 'never' }, more);
    expect({ status, log }).toMatchObject({
      status: 0,
      log: expect.stringContaining('nothing is published yet'),
    });
    const [install = '', build = '', ...others] = readFileSync(words, 'utf8').trim().split('\n');
    expect(install).toMatch(new RegExp(`^${unbuilt} ci .*--ignore-scripts`));
    expect(build).toMatch(new RegExp(`^${unbuilt} run -s build`));
    expect(others).toEqual([]);
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks: readonly { readonly entry: string }[] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));

  it.each(hooks.map(({ entry }) => entry))('%s: gives files no variable of whoever commits', (entry) => {
    const [, ...words] = entry.split(' ');
    const file = join(repository, 'stacks', 'a', 'compose.yaml');
    writeFileSync(file, 'services: { "a${TOKEN}": { image: "x:${TOKEN}", privileged: true } }\n');
    const command = join(action, 'dist', 'cli', 'bulkhead.js');
    const env = { PATH: process.env.PATH ?? '', HOME: home, TOKEN: 'canary' };
    const { stdout, stderr } = spawnSync(process.execPath, ['--', command, ...words, '--', file], {
      cwd: repository,
      env,
    });
    expect(`${stdout}${stderr}`).toMatch(/\S/);
    expect(`${stdout}${stderr}${readFileSync(file, 'utf8')}`).not.toContain('canary');
  });
});

describe('deploy/gitlab-ci.yml', () => {
  const { bulkhead: job } = parse(readFileSync('deploy/gitlab-ci.yml', 'utf8'));

  /** Runs the script in one shell, as GitLab's runner does, with `bulkhead` and an npm that installs nothing on the path. */
  function runJob(more: Readonly<Record<string, string>> = {}) {
    const shim = join(temporary, 'bin');
    mkdirSync(shim, { recursive: true });
    const command = join(action, 'dist', 'cli', 'bulkhead.js');
    writeFileSync(join(shim, 'npm'), '#!/bin/sh\n');
    writeFileSync(join(shim, 'bulkhead'), `#!/bin/sh\nexec '${process.execPath}' -- '${command}' "$@"\n`);
    for (const name of ['npm', 'bulkhead']) chmodSync(join(shim, name), 0o755);
    const PATH = `${shim}${delimiter}${process.env.PATH}`;
    return spawnSync('sh', ['-ec', job.script.join('\n')], {
      cwd: repository,
      env: { PATH, HOME: home, ...job.variables, ...more },
    });
  }

  it('gives files no variable of the job', () => {
    const asking = before.replace('web:1', 'web:${CI_JOB_TOKEN}').replace('postgres', '${DOMAIN}');
    writeFileSync(
      join(repository, 'stacks', 'a', 'compose.yaml'),
      asking.replace(
        '    networks',
        '    container_name: "${CI_JOB_TOKEN}"\n    privileged: true\n    networks',
      ),
    );
    const base = git(repository, 'rev-parse', 'HEAD');
    const secrets = { CI_JOB_TOKEN: 'canary', DOMAIN: 'canary', CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    const { stdout, stderr } = runJob(secrets);
    const reports = Object.values<string>(job.artifacts.reports).map((file) =>
      readFileSync(join(repository, file), 'utf8'),
    );
    expect(reports.join('')).toContain('CN501');
    expect([stdout, stderr, ...reports].join('')).not.toContain('canary');
  });

  it('leaves both reports where GitLab looks for them, and says what the merge request opens', () => {
    const base = git(repository, 'rev-parse', 'HEAD');
    pullRequest();
    const { status, stdout } = runJob({ CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
    expect(status).toBe(1);
    expect(stdout.toString()).toContain('+ web reaches db');
    const issues = JSON.parse(readFileSync(join(repository, job.artifacts.reports.codequality), 'utf8'));
    expect(issues[0]).toMatchObject({ severity: 'critical', location: { path: 'stacks/a/compose.yaml' } });
    expect(readFileSync(join(repository, job.artifacts.reports.junit), 'utf8')).toContain('failures="1"');
    expect(job.artifacts).toMatchObject({ when: 'always', paths: Object.values(job.artifacts.reports) });
  });

  whole('minds its variables, none of which is code', () => {
    expect(runJob({ BULKHEAD_FAIL_ON: 'never' }).status).toBe(0);
    for (const name of ['BULKHEAD_FILES', 'BULKHEAD_RULES', 'BULKHEAD_FAIL_ON']) {
      expect(runJob({ [name]: '$(touch pwned);touch pwned' }).status).not.toBe(0);
    }
    expect(existsSync(join(repository, 'pwned'))).toBe(false);
  });
});
