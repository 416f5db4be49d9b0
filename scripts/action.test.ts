// The action as GitHub starts it, with the built command beside it and a fake GITHUB_* environment; and the template for GitLab by a
// shell that finds the same command on its path.

import { execFileSync, spawnSync } from 'node:child_process';
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
/** What Node compiled of the command, for all of its calls. */
let cache = '';
let repository = '';
let temporary = '';

beforeAll(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-action-')));
  cache = join(top, 'cache');
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

/** The first step of action.yml, as the runner starts it: bash, and `env` with the inputs filled in. */
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
      HOME: temporary,
      XDG_CACHE_HOME: cache,
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

/** What GitHub hands to a step of a pull request into the first commit. */
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

/** Starts Node many times: where all is tried. */
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
});

describe('deploy/gitlab-ci.yml', () => {
  const { bulkhead: job } = parse(readFileSync('deploy/gitlab-ci.yml', 'utf8'));

  /** The script in one shell, as GitLab's runner starts it, with `bulkhead` and an npm that installs nothing on the path. */
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
      env: { PATH, HOME: temporary, XDG_CACHE_HOME: cache, ...job.variables, ...more },
    });
  }

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
