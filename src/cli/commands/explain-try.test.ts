import { describe, expect, it } from 'vitest';
import { fakeIo } from '../testing/fake-io.ts';
import { type FakeEngine, fakeDocker } from '../verify/testing/fake-docker.ts';
import { file, matchingEngine, options as verifyOptions } from '../verify/testing/verify-shop.ts';
import { type ExplainOptions, runExplain } from './explain.ts';

const base: ExplainOptions = {
  profile: [],
  envFile: [],
  stackFile: [],
  engine: verifyOptions.engine,
  userlandProxy: true,
  try: true,
  yes: true,
};

async function tried(
  from: string,
  to: string,
  engine: FakeEngine = matchingEngine,
  more: Partial<ExplainOptions> = {},
  answer: boolean | null = null,
  text = file,
) {
  const io = fakeIo({ files: { '/shop/compose.yaml': text } });
  const { docker, calls, probes } = fakeDocker(engine);
  const tools = {
    docker,
    confirm: async () => answer,
    onInterrupt: () => () => {},
    enter: {
      kernel: { read: () => null, link: () => null, list: () => null, interfaces: () => new Map() },
      run: docker,
      mayEnter: false,
    },
  } as unknown as Parameters<typeof runExplain>[3];
  const code = await runExplain(io, [from, to], { ...base, ...more }, tools);
  const all = io.written.out.split('\n');
  const end = all.indexOf('more:');
  const lines = all.slice(
    all.findIndex((line) => line.startsWith('tried')),
    end < 0 ? undefined : end,
  );
  return { code, lines, err: io.written.err, calls, probes };
}

const started = (calls: readonly (readonly string[])[]) => calls.filter(([word]) => word === 'run').length;

describe('explain --try', () => {
  it('asks one pair at its ports and for its name, and sets what came back beside what was predicted', async () => {
    const { code, lines, calls, probes } = await tried('web', 'db');
    expect(code).toBe(0);
    expect(lines).toEqual([
      'tried at its own address: predicted yes, measured yes',
      '  asked 10.0.2.3:5432: 10.0.2.3:5432',
      'tried through a published port: predicted no, measured not asked',
      '  db publishes no TCP port',
      'tried by its name: predicted yes, measured yes',
      '  asked db: 10.0.2.3',
    ]);
    // The two namespaces and the host's, and nothing is left.
    expect([started(calls), probes.size]).toEqual([3, 0]);
  });

  it('says that an answer differs', async () => {
    const { lines } = await tried('web', 'db', { ...matchingEngine, accepts: [], resolves: [] });
    expect(lines.filter((line) => line.startsWith('tried'))).toEqual([
      'tried at its own address: predicted yes, measured no  DIFFERS',
      'tried through a published port: predicted no, measured not asked',
      'tried by its name: predicted yes, measured no  DIFFERS',
    ]);
  });

  it('lists what it starts before it does, and starts nothing without leave', async () => {
    const no = await tried('web', 'db', matchingEngine, { yes: false }, false);
    expect(no.err).toContain('starts a helper from busybox in the network namespace of shop-web-1');
    expect(no.err).toContain('no probe was started');
    expect([started(no.calls), started((await tried('web', 'db')).calls)]).toEqual([0, 3]);
    await expect(tried('web', 'db', matchingEngine, { yes: false })).rejects.toThrow('Give --yes with --try');
  });

  it('takes a place on either side', async () => {
    const titles = async (from: string, to: string, more: Partial<ExplainOptions> = {}) =>
      (await tried(from, to, matchingEngine, more)).lines.filter((line) => line.startsWith('tried'));
    expect(await titles('outside', 'web')).toEqual([
      'tried at a published port, asked by the host itself: predicted yes, measured yes',
    ]);
    expect(await titles('web', 'host')).toEqual([
      'tried what listens on the host: predicted yes, measured yes',
    ]);
    expect(await titles('web', 'outside', { outside: '198.51.100.1:443' })).toEqual([
      'tried the way out of web: predicted yes, measured yes',
    ]);
    expect((await tried('web', 'outside')).lines).toContain(
      '  this needs a listener beyond the host: name one with --outside ADDRESS:PORT',
    );
    expect(await titles('host', 'db')).toEqual([
      'tried at its own address: predicted yes, measured no  DIFFERS',
      'tried at a published port: predicted no, measured not asked',
    ]);
  });

  it('asks over IPv6, too, where the service that is asked has it', async () => {
    const { containers, accepts = [] } = matchingEngine;
    const both: FakeEngine = {
      ...matchingEngine,
      containers: {
        ...containers,
        web: { ...containers.web, ipv6: { shop_back: 'fd00::2' } },
        db: { ...containers.db, ipv6: { shop_back: 'fd00::3' } },
      },
      accepts: [...accepts, 'web fd00::3 5432'],
    };
    const text = file.replace('    internal: true', '    internal: true\n    enable_ipv6: true');
    const { lines } = await tried('web', 'db', both, {}, null, text);
    expect(lines.slice(0, 8)).toEqual([
      'tried at its own address: predicted yes, measured yes',
      '  asked 10.0.2.3:5432: 10.0.2.3:5432',
      'tried through a published port: predicted no, measured not asked',
      '  db publishes no TCP port',
      'tried at its own address, over IPv6: predicted yes, measured yes',
      '  asked [fd00::3]:5432: [fd00::3]:5432',
      'tried through a published port, over IPv6: predicted no, measured not asked',
      '  the host has no default route, so no outside address',
    ]);
    const closed = await tried('web', 'db', { ...both, accepts }, {}, null, text);
    expect(closed.lines).toContain(
      'tried at its own address, over IPv6: predicted yes, measured no  DIFFERS',
    );
  });

  it('does not ask two that share a namespace', async () => {
    expect((await tried('web', 'tail')).lines).toContain('  the two share one network namespace');
  });

  it('fails with what is missing', async () => {
    await expect(tried('web', 'db', matchingEngine, { probeImage: 'gone' })).rejects.toThrow('no image gone');
    const ended = { ...matchingEngine, containers: { ...matchingEngine.containers, db: { exit: 1 } } };
    await expect(tried('web', 'db', ended)).rejects.toThrow('db: it has no running container');
  });

  it('asks from the namespace that a joined service really has: its owner was started anew, and it has loopback alone', async () => {
    const dead: FakeEngine = {
      ...matchingEngine,
      containers: {
        ...matchingEngine.containers,
        web: { ...matchingEngine.containers.web, startedAt: '2026-12-01T10:00:02Z' },
        tail: { mode: 'container:id-web', startedAt: '2026-12-01T10:00:01Z' },
      },
    };
    const away = await tried('tail', 'db', dead);
    expect(away.calls.some((call) => call.includes('container:id-tail'))).toBe(true);
    expect(away.calls.some((call) => call.includes('container:id-web'))).toBe(false);
    expect(away.lines).toEqual([
      'tried at its own address: predicted yes, measured no  DIFFERS',
      '  asked 10.0.2.3:5432: no answer',
      '  tail stays in a dead network namespace',
      'tried through a published port: predicted no, measured not asked',
      '  db publishes no TCP port',
      'tried by its name: predicted yes, measured no  DIFFERS',
      '  asked db: no answer',
      '  tail stays in a dead network namespace',
    ]);
    const there = await tried('db', 'tail', dead);
    expect(there.lines.slice(0, 2)).toEqual([
      'tried at its own address: predicted yes, measured no  DIFFERS',
      '  tail stays in a dead network namespace',
    ]);
    expect((await tried('web', 'tail', dead)).lines[0]).toBe(
      'tried at its own address: predicted yes, measured no  DIFFERS',
    );
  });

  it.each<readonly [string, FakeEngine, string]>([
    [
      'on loopback alone',
      { ...matchingEngine, listens: { ...matchingEngine.listens, db: [] }, loopback: { db: [5432] } },
      'what listens at a TCP port of db is bound to loopback, or to an address that it does not have',
    ],
    [
      'not at all',
      { ...matchingEngine, listens: { ...matchingEngine.listens, db: [] } },
      'nothing listens at a TCP port of db',
    ],
  ])('says where somebody listens who cannot be asked: %s', async (_, engine, why) => {
    expect((await tried('host', 'db', engine)).lines[1]).toBe(`  ${why}`);
    expect((await tried('web', 'db', engine)).lines[1]).toBe(`  ${why}`);
  });
});
