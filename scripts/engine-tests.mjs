// `npm run test:engine`: predictions against a real Docker Engine. Skipped, and said, where that cannot run; with --require that
// is a failure.
// On this machine's Engine and on those of BULKHEAD_DOCKERD=DIR[:DIR…] (dockerd and docker-proxy), and on its Podman where that is.
// Options: --seed N, --topologies N and --hosts N (random ones beside the fixed), --docker-host URL, --require; --firewall [--seconds N]:
// rules of the machine's firewall alone, for so long; --ways-in [--seconds N]: real proxies alone, for so long, with the counts as a line of
// JSON for each; --page [--pictures DIR]: the page in a Chromium on a running Engine, with its pictures; the rest goes to Vitest.

import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runVitest } from './run-tests.mjs';
import { formatTotals, saveTotals } from './totals.mjs';

const usage =
  'usage: npm run test:engine -- [--seed N] [--topologies N] [--hosts N] [--docker-host URL] [--require] [--firewall | --ways-in [--seconds N]] [--page [--pictures DIR]] [Vitest options]';
// Three mixes of families; ports and subnets follow from the number of a topology, up to 500.
const largest = 160;
// Hosts have numbers of their own, those of the fixed ones above them.
const mostHosts = 90;
const pathFolders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
const engineFolders = [
  ...pathFolders,
  ...(process.env.BULKHEAD_DOCKERD ?? '').split(delimiter).filter(Boolean),
];
const inFolder = (name) => (folder) => join(folder, name);
const needed = [
  {
    name: 'dockerd',
    places: ['/usr/sbin/dockerd', '/usr/bin/dockerd', ...engineFolders.map(inFolder('dockerd'))],
  },
  { name: 'docker', places: ['/usr/bin/docker', ...pathFolders.map(inFolder('docker'))] },
  { name: 'busybox', places: ['/usr/bin/busybox', '/bin/busybox'] },
  { name: 'iptables', places: ['/usr/sbin/iptables', '/sbin/iptables'] },
  { name: 'ip', places: ['/usr/sbin/ip', '/usr/bin/ip', '/sbin/ip'] },
  { name: 'nsenter', places: ['/usr/bin/nsenter'] },
];

/** What real proxies are asked with; which of them are there is for the test to say. */
const proxies = [
  { name: 'ip', places: ['/usr/sbin/ip', '/usr/bin/ip', '/sbin/ip'] },
  { name: 'unshare', places: ['/usr/bin/unshare'] },
  {
    name: 'nginx',
    places: ['/usr/sbin/nginx', ...pathFolders.map(inFolder('nginx'))],
  },
];

function whyNot() {
  if (process.platform !== 'linux') return 'needs Linux (network namespaces)';
  if (process.getuid?.() !== 0) return 'needs root (network namespaces, a Docker Engine of its own)';
  if (values['ways-in']) {
    const lacking = proxies.filter(({ places }) => !places.some(existsSync)).map(({ name }) => name);
    return lacking.length === 0
      ? null
      : `needs ${lacking.join(', ')} (Debian: nginx-light iproute2 util-linux)`;
  }
  const missing = needed.filter(({ places }) => !places.some(existsSync)).map(({ name }) => name);
  if (missing.length === 0) return null;
  return `needs ${missing.join(', ')} (Debian: docker.io docker-compose busybox-static iptables iproute2)`;
}

/** Returns the options of this script and the remaining arguments. */
function readArguments() {
  const { values, tokens } = parseArgs({
    options: {
      seed: { type: 'string' },
      topologies: { type: 'string' },
      hosts: { type: 'string' },
      'docker-host': { type: 'string' },
      require: { type: 'boolean' },
      firewall: { type: 'boolean' },
      'ways-in': { type: 'boolean' },
      page: { type: 'boolean' },
      pictures: { type: 'string' },
      seconds: { type: 'string' },
    },
    strict: false,
    tokens: true,
    args: process.argv.slice(2),
  });
  const own = new Set([
    'seed',
    'topologies',
    'hosts',
    'docker-host',
    'require',
    'firewall',
    'ways-in',
    'page',
    'pictures',
    'seconds',
  ]);
  const taken = new Set();
  for (const token of tokens) {
    if (token.kind !== 'option' || !own.has(token.name)) continue;
    taken.add(token.index);
    if (token.inlineValue === false) taken.add(token.index + 1);
  }
  const rest = process.argv.slice(2).filter((_, index) => !taken.has(index));
  return { values, rest };
}

/** Reports that nothing was measured, with the reason; a failure when a measurement is required. */
function reportNothing(why) {
  const word = values.require ? 'no Engine was measured, and --require wants one' : 'skipped';
  const failures = values.require ? [{ test: 'npm run test:engine', error: `${word}: ${why}` }] : [];
  const totals = { passed: 0, failed: failures.length, failures };
  saveTotals(suite, totals);
  const lines = values.require ? [] : [`${word}: ${why}`];
  process.stdout.write(`${[...lines, formatTotals(totals)].join('\n')}\n`);
  process.exitCode = totals.failed;
}

/** Returns the fault of the options, or null. */
function problemWith({
  seed,
  topologies,
  hosts,
  firewall,
  seconds,
  page,
  pictures,
  'ways-in': waysIn,
  'docker-host': dockerHost,
}) {
  if (seed !== undefined && !/^-?\d{1,10}$/.test(seed)) return `--seed ${seed}: not a whole number`;
  if (topologies !== undefined && !(/^\d{1,3}$/.test(topologies) && Number(topologies) <= largest)) {
    return `--topologies ${topologies}: not a whole number up to ${largest}`;
  }
  if (hosts !== undefined && !(/^\d{1,2}$/.test(hosts) && Number(hosts) <= mostHosts)) {
    return `--hosts ${hosts}: not a whole number up to ${mostHosts}`;
  }
  if (seconds !== undefined && !((firewall === true) !== (waysIn === true) && /^\d{1,5}$/.test(seconds))) {
    return `--seconds ${seconds}: a whole number, with --firewall or --ways-in`;
  }
  if (pictures !== undefined && (typeof pictures !== 'string' || page !== true))
    return '--pictures: a folder, with --page';
  if (dockerHost !== undefined && typeof dockerHost !== 'string') return '--docker-host: needs a URL';
  return null;
}

const { values, rest } = readArguments();
// A suite each, since `.ci/run` calls this script for each and adds them up.
const suite = ['ways-in', 'firewall', 'page'].find((name) => values[name] === true) ?? 'engine';
const problem = problemWith(values);
const reason = whyNot();
if (problem !== null) {
  process.stderr.write(`${problem}\n${usage}\n`);
  process.exitCode = 2;
} else if (reason !== null) {
  reportNothing(reason);
} else {
  // The tests run in processes of Vitest's own: the environment is what reaches them.
  const named = {
    SEED: values.seed,
    TOPOLOGIES: values.topologies,
    HOSTS: values.hosts,
    DOCKER_HOST: values['docker-host'],
    FIREWALL: values.firewall ? values.seconds : undefined,
    WAYS_IN: values['ways-in'] ? values.seconds : undefined,
    PICTURES: values.pictures === undefined ? undefined : resolve(values.pictures),
  };
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) process.env[`BULKHEAD_ENGINE_${name}`] = value;
  }
  const others = ['firewall', 'ways-in', 'page'].flatMap((name) => ['--exclude', `${name}.test.ts`]);
  const files = suite === 'engine' ? others : [`${suite}.test.ts`];
  const totals = await runVitest(suite, ['--config', 'e2e/engine/vitest.config.ts', ...files, ...rest]);
  if (totals.passed + totals.failed === 0) reportNothing('no test was run');
  else {
    process.stdout.write(`${formatTotals(totals)}\n`);
    process.exitCode = totals.failed === 0 ? 0 : 1;
  }
}
