// Helpers that a run left behind since it was killed, and helpers of one that goes on too long for them.

import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Docker } from '../../docker/docker-command.ts';
import { fakeDocker } from '../testing/fake-docker.ts';
import { matchingEngine } from '../testing/verify-shop.ts';
import { beginRun, endRun, removeLeftProbes } from './left-probes.ts';
import { lifetime, probeSession, replaceAfter } from './probe-session.ts';

const mark = 'a'.repeat(24);
const now = '2026-11-30T12:00:00.000Z';
const id = (letter: string): string => letter.repeat(64);
/** A process number beyond those that a kernel assigns. */
const gone = 4_194_305;

/** A docker that lists these containers, one per line, and records removals. */
function listing(lines: readonly string[]) {
  const removed: string[] = [];
  const docker: Docker = async ([word, ...rest]) => {
    const done = (stdout: string) => ({ status: 0, stdout, stderr: '' });
    if (word === 'ps') return done(lines.map((line) => line.split(' ')[0]).join('\n'));
    if (word === 'inspect') return done(lines.join('\n'));
    if (word === 'info') return done(`${now}\n`);
    removed.push(...rest.filter((one) => one !== '-f'));
    return done('');
  };
  return { docker, removed };
}

const probe = (owner: string, created: string, name = `/bulkhead-verify-${mark}-0`, label = mark): string =>
  `${id('b')} ${name} ${created} ${label} ${owner}`;
const young = '2026-11-30T11:59:30.123456789Z';
const old = '2026-11-30T11:57:59Z';

describe('helpers that are left behind', () => {
  it.each([
    ['of a process of this machine that is gone', probe(`${hostname()}/${gone}`, young)],
    [
      'of one that had our number, as in a container that begins anew',
      probe(`${hostname()}/${process.pid}`, young),
    ],
    ['of another machine, older than any that is used', probe('elsewhere/7', old)],
    ['of a version that named no process', probe('', old)],
  ])('are removed: %s', async (_, line) => {
    const { docker, removed } = listing([line]);
    await removeLeftProbes(docker);
    expect(removed).toEqual([id('b')]);
  });

  it.each([
    ['of a process that lives', probe(`${hostname()}/${process.ppid}`, young)],
    ['of another machine, which may use them', probe('elsewhere/7', young)],
    ['a container of somebody, with our label', probe('', old, '/shop-web-1')],
    ['one whose name is of another run', probe('', old, `/bulkhead-verify-${'c'.repeat(24)}-0`)],
    ['one without a label, from a proxy that drops filters', probe('', old, '/bulkhead-verify--0', '')],
  ])('stay: %s', async (_, line) => {
    const { docker, removed } = listing([line]);
    await removeLeftProbes(docker);
    expect(removed).toEqual([]);
  });

  it('stay where they are of a run of this process that goes on', async () => {
    const run = beginRun();
    const owned = probe(`${hostname()}/${process.pid}`, young, `/bulkhead-verify-${run}-0`, run);
    const { docker, removed } = listing([owned]);
    await removeLeftProbes(docker);
    expect(removed).toEqual([]);
    endRun(run);
    await removeLeftProbes(docker);
    expect(removed).toEqual([id('b')]);
  });

  it('are asked for before the first helper of a run is started, and an Engine that does not answer holds up nothing', async () => {
    const { docker, calls } = fakeDocker(matchingEngine);
    const silent: Docker = (args, seconds) =>
      args[0] === 'ps'
        ? Promise.resolve({ status: null, stdout: '', stderr: 'no answer within 15 seconds' })
        : docker(args, seconds);
    const session = probeSession(silent, 'busybox', () => false);
    await session.start('host');
    await session.end();
    expect(calls.filter(([word]) => word === 'run')).toHaveLength(1);
  });
});

describe('a helper', () => {
  it('ends by itself within two minutes', async () => {
    const { docker, calls } = fakeDocker(matchingEngine);
    const session = probeSession(docker, 'busybox', () => false);
    await session.start('host');
    expect(calls.find(([word]) => word === 'run')?.slice(-3)).toEqual(['sleep', 'busybox', String(lifetime)]);
    expect(lifetime).toBeLessThan(120);
    await session.end();
  });

  it('is replaced, once for all who ask, before it would end under a question, and all are removed', async () => {
    const { docker, calls, probes } = fakeDocker(matchingEngine);
    let time = 0;
    const session = probeSession(
      docker,
      'busybox',
      () => false,
      () => time,
    );
    const asked = await session.start('host');
    const started = () => calls.filter(([word]) => word === 'run').length;
    await session.hosts(asked);
    time += replaceAfter * 1000;
    await session.hosts(asked);
    expect(started()).toBe(1);
    time += 1;
    await Promise.all([session.hosts(asked), session.lookUp(asked, ['db']), session.hosts(asked)]);
    expect(started()).toBe(2);
    await session.end();
    expect(probes.size).toBe(0);
  });
});
