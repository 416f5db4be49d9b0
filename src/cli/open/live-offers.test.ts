import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readRunningHost } from '../docker/read-running-host.ts';
import { stacksThatRun } from '../input/load-running-host.ts';
import type { Kernel } from '../observe/namespace-reader.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { fakeDocker } from '../verify/testing/fake-docker.ts';
import { matchingEngine, options } from '../verify/testing/verify-shop.ts';
import { liveOffers, trialsInMinute } from './live-offers.ts';
import { liveSource } from './live-source.ts';

/** A line of the kernel's socket table, in which `web` is connected to `db`. */
const sockets = (local: string, remote: string, state: string): string =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 77 1\n`;
const texts: Readonly<Record<string, string>> = {
  '/proc/11/mountinfo': 'id-web',
  '/proc/12/mountinfo': 'id-db',
  '/proc/11/net/tcp': sockets('0202000A:9C40', '0302000A:1538', '01'),
  '/proc/12/net/tcp': `${sockets('00000000:1538', '00000000:0000', '0A')}${sockets('0302000A:1538', '0202000A:9C40', '01')}`,
};
const kernel: Kernel = {
  read: (path) => texts[path] ?? null,
  link: (path) => (/^\/proc\/(\d+|self)\/ns\/net$/.test(path) ? path : null),
  list: () => [],
  interfaces: () => new Map(),
};

async function offered(mayProbe = true) {
  const { docker: plain, calls, probes } = fakeDocker(matchingEngine);
  // The processes that the kernel knows.
  const docker: typeof plain = async (args, seconds) => {
    const done = await plain(args, seconds);
    if (args[0] !== 'inspect' || args.includes('--format')) return done;
    const list: { Id: string; State: object }[] = JSON.parse(done.stdout);
    const pids: Readonly<Record<string, number>> = { 'id-web': 11, 'id-db': 12 };
    return {
      ...done,
      stdout: JSON.stringify(
        list.map((one) => ({ ...one, State: { ...one.State, Pid: pids[one.Id] ?? 0 } })),
      ),
    };
  };
  const io = fakeIo({ files: {}, cwd: '/' });
  const words = { ...options, stackFile: [] };
  const host = await readRunningHost(docker);
  const reading = {
    io,
    docker,
    stream: () => () => {},
    options: words,
    given: async () => [],
    served: new Map(),
  };
  const live = liveSource(reading, host, await stacksThatRun(io, host, [], words, () => {}));
  const said: string[] = [];
  let time = 1_000_000;
  const pauses: (() => void)[] = [];
  const clock = {
    now: () => time,
    used: () => 0,
    pause: (wait: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        pauses.push(() => {
          time += wait;
          resolve();
        });
      }),
  };
  const offers = liveOffers({ live, docker, kernel, clock, mayProbe, report: (one) => said.push(one) });
  const ask = async (body: unknown, more: { method?: string; type?: string; who?: string } = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = Object.assign(Readable.from([Buffer.from(text)]), {
      method: more.method ?? 'POST',
      headers: { 'content-type': more.type ?? 'application/json' },
    }) as unknown as IncomingMessage;
    const answer = await offers.answer(request, 'api/probe', more.who ?? '192.0.2.9');
    return { status: answer?.status, text: String(answer?.body), headers: answer?.headers };
  };
  const observed = async () => {
    const request = { method: 'GET', headers: {} } as IncomingMessage;
    const answer = await offers.answer(request, 'api/observed', '');
    return { status: answer?.status, text: String(answer?.body) };
  };
  const pass = (by: number) => {
    time += by;
  };
  return { offers, ask, observed, calls, probes, said, pass, pauses };
}

const pair = { from: 'shop/web', to: 'shop/db' };
const started = (calls: readonly (readonly string[])[]) => calls.filter(([word]) => word === 'run').length;

describe('a pair that the page tries', () => {
  it('is listed without starting anything, then tried, reported, and nothing is left', async () => {
    const { ask, calls, probes, said } = await offered();
    const plan = JSON.parse((await ask({ ...pair, run: false })).text);
    expect([started(calls), said]).toEqual([0, []]);
    expect(plan).toMatchObject({ version: 1, ...pair, run: false, limits: { connections: 24, seconds: 60 } });
    expect(plan.starts).toContain(
      'starts a helper from busybox in the network namespace of shop-web-1, without privileges, and removes it afterwards',
    );
    expect(
      plan.facts.map(({ fact, measured }: { fact: string; measured: unknown }) => [fact, measured]),
    ).toEqual([
      ['direct', null],
      ['published', null],
      ['name', null],
    ]);
    const done = JSON.parse((await ask({ ...pair, run: true })).text);
    expect(done.facts[0]).toEqual({
      fact: 'direct',
      title: 'at its own address',
      predicted: true,
      asked: ['10.0.2.3:5432'],
      answered: ['10.0.2.3:5432'],
      measured: true,
      why: null,
    });
    expect([started(calls), probes.size, said]).toEqual([
      3,
      0,
      ['shop/web -> shop/db tried from the page by 192.0.2.9.'],
    ]);
  });

  it('is refused where the server does not allow it', async () => {
    const { ask, offers, calls } = await offered(false);
    expect((await ask({ ...pair, run: false })).status).toBe(403);
    expect([offers.about, started(calls)]).toEqual([{ probe: false, observed: true }, 0]);
  });

  it('is limited in a minute, and one at a time', async () => {
    const { ask, pass } = await offered();
    const [one, two] = await Promise.all([ask({ ...pair, run: true }), ask({ ...pair, run: true })]);
    expect([one?.status, two?.status].toSorted()).toEqual([200, 409]);
    for (let count = 1; count < trialsInMinute; count++)
      expect((await ask({ ...pair, run: true })).status).toBe(200);
    const late = await ask({ ...pair, run: true });
    expect([late.status, late.headers?.['Retry-After']]).toEqual([429, '60']);
    pass(61_000);
    expect((await ask({ ...pair, run: true })).status).toBe(200);
  });

  it('is listed once at a time for a reader, and once for all who ask at that moment', async () => {
    const { ask, calls } = await offered();
    const before = calls.length;
    const listing = { ...pair, run: false };
    const of = (who: string, count: number) => Array.from({ length: count }, () => ask(listing, { who }));
    const answers = await Promise.all([...of('192.0.2.9', 150), ...of('192.0.2.10', 150)]);
    const count = (status: number) => answers.filter((one) => one.status === status).length;
    expect([count(200), count(409)]).toEqual([2, 298]);
    // One reading, and each its image.
    const asked = calls.slice(before).map(([word]) => word);
    expect(asked.filter((word) => word === 'ps')).toHaveLength(1);
    expect(asked.length).toBeLessThan(12);
    expect((await ask(listing)).status).toBe(200);
  });

  it('is not asked about beside a trial of the same reader', async () => {
    const { ask } = await offered();
    const both = await Promise.all([ask({ ...pair, run: true }), ask({ ...pair, run: false })]);
    expect(both.map(({ status }) => status)).toEqual([200, 409]);
    const others = await Promise.all([
      ask({ ...pair, run: true }),
      ask({ ...pair, run: false }, { who: 'b' }),
    ]);
    expect(others.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each([
    ['{', 400],
    [{ from: 'shop/web', to: 'shop/db' }, 400],
    [{ ...pair, run: true, command: 'sh' }, 400],
    [{ from: 'shop/web', to: 'shop/nobody', run: true }, 404],
    ['x'.repeat(5000), 413],
  ])('%j is answered with %i', async (body, status) => {
    const { ask, calls } = await offered();
    expect([(await ask(body)).status, started(calls)]).toEqual([status, 0]);
  });

  it('comes by POST as JSON', async () => {
    const { ask } = await offered();
    expect((await ask({ ...pair, run: true }, { method: 'PUT' })).status).toBe(405);
    expect((await ask({ ...pair, run: true }, { type: 'text/plain' })).status).toBe(415);
  });
});

describe('what flows, for the page', () => {
  it('is looked at while somebody asks, and shown as a record', async () => {
    const { observed, offers, pass, pauses } = await offered();
    const first = await observed();
    expect(first.status).toBe(200);
    expect(JSON.parse(first.text).connections).toMatchObject([
      { from: 'shop/web', to: 'shop/db', port: 5432, protocol: 'tcp', looks: 1 },
    ]);
    pauses.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(JSON.parse((await observed()).text).connections[0].looks).toBe(2);
    // Nobody asks for more than a minute: looking ends.
    pass(61_000);
    pauses.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pauses).toHaveLength(0);
    offers.close();
  });
});
