// The steps of the GitHub Action, as action.yml starts them: everything that a person chose comes in the environment, and goes on to
// programs as arguments, never as text of a shell. Runs on plain Node, before anything is installed.

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commentBody, writeComment } from './action-comment.mjs';

const env = process.env;
const actionRoot = fileURLToPath(new URL('..', import.meta.url));
const temporary = env.RUNNER_TEMP || '.';
// GitHub takes a summary of one megabyte, and shows none that is larger.
const largestSummary = 900_000;
const mostOutput = 256 * 1024 * 1024;

/** Returns an input without surrounding spaces, or '' when it was not given. */
function input(name) {
  return (env[`BULKHEAD_${name}`] ?? '').trim();
}

/** Writes a line to the log as a command for GitHub. */
function mark(kind, text) {
  const data = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${kind} title=Bulkhead::${data}\n`);
}

function fail(text) {
  mark('error', text);
  process.exit(2);
}

function yesOrNo(name) {
  const value = input(name).toLowerCase();
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  fail(`${name.toLowerCase().replaceAll('_', '-')}: ${value}: give true or false.`);
}

function output(name, value) {
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`);
}

/** Returns the environment variables of this step with the given names. */
function only(names) {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/**
 * The variables of the job that compose files may ask for. What a file interpolates is published, and a pull request may change the file:
 * so none but those that the workflow names, and none of this action's own, which hold its token.
 */
function namedVariables() {
  const names = input('VARIABLES')
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const name of names) {
    if (!/^[A-Za-z_]\w*$/.test(name)) fail(`variables: ${name}: no name of a variable. Give one a line.`);
    if (/^BULKHEAD_/i.test(name)) fail(`variables: ${name}: this is an input of the action. Leave it out.`);
  }
  return names;
}

const summary = [];

const onWindows = process.platform === 'win32' ? ['SystemRoot', 'USERPROFILE', 'TEMP'] : [];
/** The variables that a program needs to start. */
const toStart = only(['PATH', 'HOME', ...onWindows]);
const ofFetching =
  /^((https?|all|no)_proxy|node_extra_ca_certs|node_auth_token|npm_config_.*|ssh_auth_sock|git_ssh_command)$/i;
/** The variables for npm and git, which read no compose file but may need proxies and the job's credentials to fetch. */
const toFetch = { ...toStart, ...only(Object.keys(env).filter((name) => ofFetching.test(name))) };

/**
 * Runs a program to its end with these variables alone, in the working folder or `cwd`. Its errors go to the log with no line that GitHub
 * would obey.
 */
function run(command, args, variables, cwd = '.') {
  const ended = spawnSync(command, args, {
    cwd,
    env: variables,
    maxBuffer: mostOutput,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr = ended.error ? `${command}: ${ended.error.message}\n` : ended.stderr.toString();
  process.stderr.write(stderr.replace(/^(\s*):(?=:)/gm, '$1\\u003a'));
  return { status: ended.status, stdout: ended.error ? '' : ended.stdout.toString(), stderr };
}

/** Builds the command of this checkout: while nothing is published, a package of this name may be anybody's. */
function buildHere() {
  mark(
    'notice',
    'This action is built first, which takes a minute: nothing is published yet. The input package names a file of npm pack.',
  );
  const install = ['ci', '--include=dev', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const build = ['run', '-s', 'build', '--', '--logLevel', 'error'];
  for (const [words, shown] of [
    [install, toFetch],
    [build, toStart],
  ]) {
    if (run('npm', words, shown, actionRoot).status === 0) continue;
    fail('the action cannot be built: see above. Check the network, or give a package.');
  }
}

/** Returns the path of the command: the one built beside the action, otherwise the package, installed outside of the checkout. */
function findBulkhead() {
  const built = join(actionRoot, 'dist', 'cli', 'bulkhead.js');
  const wanted = input('PACKAGE');
  if (wanted === '' && existsSync(built)) return built;
  const { name, version, repository } = JSON.parse(readFileSync(join(actionRoot, 'package.json'), 'utf8'));
  if (wanted === '' && /\bOWNER\b/.test(repository.url)) {
    buildHere();
    return built;
  }
  const spec = wanted === '' ? `${name}@${version}` : wanted;
  const folder = join(temporary, 'bulkhead');
  const options = [
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
  ];
  const { status } = run('npm', ['install', ...options, '--', spec], toFetch);
  if (status !== 0) fail(`${spec}: cannot be installed. Give another package, or check the network.`);
  return join(folder, 'node_modules', name, 'dist', 'cli', 'bulkhead.js');
}

const files = input('FILES')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
const host = yesOrNo('HOST');
const variables = namedVariables();
const engine = input('ENGINE') === '' ? [] : ['--engine', input('ENGINE')];
const bulkhead = findBulkhead();
const operands = ['--', ...(files.length === 0 ? ['.'] : files)];
const kind = host ? '--host' : '--each';

/** Runs the command with only those variables of this step that the workflow names. */
function callBulkhead(words) {
  const [name, ...rest] = words;
  const shown = ['--environment', variables.length === 0 ? 'none' : variables.join(',')];
  const all = ['--', bulkhead, name, ...shown, ...rest];
  return run(process.execPath, all, { ...toStart, ...only(variables) });
}

function check(format, more = []) {
  const baseline = input('BASELINE') === '' ? [] : ['--baseline', input('BASELINE')];
  const rules = ['--rules', input('RULES') || 'default'];
  const options = [kind, ...engine, ...rules, ...baseline, '--format', format, ...more];
  return callBulkhead(['check', ...options, ...operands]);
}

/** Returns the pull request that triggered this run, or null. */
function pullRequest() {
  if (!(env.GITHUB_EVENT_NAME ?? '').startsWith('pull_request') || !env.GITHUB_EVENT_PATH) return null;
  return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')).pull_request ?? null;
}

/** Returns the commit to compare with: the stated one, otherwise the base of the pull request, or null. */
function baseOfChange() {
  const given = input('AGAINST');
  if (given !== '') return given;
  const change = pullRequest();
  return typeof change?.base?.sha === 'string' ? change.base.sha : null;
}

/** Returns the commit under a name that git knows, or null. The usual checkout holds only the last commit, so a missing one is fetched. */
function commitOf(ref) {
  if (ref.startsWith('-')) fail(`against: ${ref}: not a git ref. Give a branch, a tag or a commit.`);
  const parse = (name) => {
    const words = ['rev-parse', '--verify', '--quiet', `${name}^{commit}`];
    const { status, stdout } = run('git', words, toStart);
    return status === 0 ? stdout.trim() : null;
  };
  const known = parse(ref);
  if (known !== null) return known;
  const options = ['--quiet', '--no-tags', '--depth=1'];
  const words = ['fetch', ...options, 'origin', '--', ref.replace(/^origin\//, '')];
  const fetched = run('git', words, toFetch);
  return fetched.status === 0 ? parse('FETCH_HEAD') : null;
}

/** Returns whether the change opens a connection, as an output of the step; '' without a commit to compare with. */
function compare() {
  const base = baseOfChange();
  if (base === null) return '';
  const commit = commitOf(base);
  if (commit === null) {
    const why = 'so what the change opens is unknown. Check out with fetch-depth: 0.';
    mark('warning', `${base}: git does not have this commit, ${why}`);
    summary.push(`\n## Network changes\n\nGit does not have the commit to compare with, ${why}\n`);
    return 'unknown';
  }
  const words = ['diff', kind, ...engine, `--against=${commit}`, '--format', 'markdown', ...operands];
  const { status, stdout } = callBulkhead(words);
  summary.push(`\n${stdout}`);
  if (status === 0 || status === 1) return status === 1 ? 'true' : 'false';
  summary.push('\nNot all of it could be compared, so what the change opens is unknown: see the log.\n');
  return 'unknown';
}

/** Comments on the pull request if that was requested. A comment that cannot be written does not fail the step. */
async function comment(changes, findings) {
  const number = pullRequest()?.number;
  if (!Number.isInteger(number)) return;
  const sign = `<!-- bulkhead ${[kind, ...files].join(' ').replaceAll('--', '').replace(/[<>]/g, '')} -->`;
  const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = env;
  const body = commentBody(sign, changes, findings);
  try {
    await writeComment({ api, token: input('TOKEN'), repository, number, mark: sign, body });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    mark(
      'warning',
      `The comment was not written: ${why}. The job needs the permission pull-requests: write.`,
    );
  }
}

const wantsComment = yesOrNo('COMMENT');
const sarif = check('sarif', ['--fail-on', 'never']);
if (sarif.stdout !== '') {
  const path = join(temporary, 'bulkhead.sarif');
  writeFileSync(path, sarif.stdout);
  output('sarif', path);
}
const annotated = check('github', ['--fail-on', input('FAIL_ON') || 'error']);
process.stdout.write(annotated.stdout);
const findings = check('markdown', ['--fail-on', 'never']).stdout;
summary.push(findings);

output('opens', compare());
if (wantsComment && summary.length > 1) await comment(summary.slice(1).join(''), findings);
output('findings', annotated.status === 0 ? 'false' : annotated.status === 1 ? 'true' : 'unknown');
if (env.GITHUB_STEP_SUMMARY) {
  const text = summary.join('');
  const cut = '\n\nCut here: more than GitHub shows. The log has the rest.\n';
  const shown =
    Buffer.from(text).length <= largestSummary ? text : `${text.slice(0, largestSummary / 4)}${cut}`;
  appendFileSync(env.GITHUB_STEP_SUMMARY, shown);
}
if (annotated.status !== 0 && annotated.status !== 1) {
  mark('error', annotated.stderr.trim().split('\n')[0] || 'bulkhead could not be started.');
}
process.exit(annotated.status ?? 2);
