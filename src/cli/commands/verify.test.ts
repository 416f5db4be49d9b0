import { describe, expect, it } from 'vitest';
import type { FakeEngine } from '../verify/testing/fake-docker.ts';
import { matchingEngine, options, report, verify, web } from '../verify/testing/verify-shop.ts';
import { runVerify } from './verify.ts';

describe('verify', () => {
  it('ends with 0 where structure and probes are what the file says, and leaves nothing', async () => {
    const { code, json, probes } = await report(matchingEngine, { outside: '198.51.100.1:443' });
    expect(json.differences).toEqual([]);
    expect(json).toMatchObject({ version: 1, engine: '26.1.5', project: 'shop', unprobed: null });
    expect(json.notCompared).toEqual([]);
    expect(json.compared.probe).toBe(19);
    expect({ code, left: probes.size }).toEqual({ code: 0, left: 0 });
  });

  it('shows a network that is internal in the file alone: line, both values, what to do', async () => {
    const { code, json } = await report(
      { ...matchingEngine, networks: { shop_front: {}, shop_back: {} } },
      { probe: false },
    );
    expect(code).toBe(1);
    expect(json.differences).toEqual([
      {
        kind: 'structure',
        fact: 'network back internal',
        file: 'compose.yaml',
        line: 18,
        column: 5,
        predicted: 'true',
        measured: 'false',
        advice: expect.stringContaining('docker compose down, then docker compose up -d'),
      },
    ]);
    expect(json).toMatchObject({ unprobed: '--no-probe', compared: { probe: 0 } });
  });

  it('finds a name that was lost and a namespace that is dead, and says what mends both', async () => {
    const { code, json } = await report(
      {
        ...matchingEngine,
        containers: {
          web: { ...web, aliases: ['www'], startedAt: '2026-01-01T10:00:05.5Z' },
          db: { ...matchingEngine.containers.db, nameless: true },
          tail: { mode: 'container:id-web', startedAt: '2026-01-01T10:00:01Z' },
        },
      },
      { probe: false },
    );
    expect(code).toBe(1);
    const advice = 'Run docker compose up -d --force-recreate. Or correct the file.';
    expect(json.differences).toMatchObject([
      { fact: 'db name on back', predicted: 'db', measured: 'none', advice },
      { fact: 'tail namespace', predicted: 'alive', measured: 'dead', advice },
    ]);
  });

  it('names the service alone where only its namespace is dead', async () => {
    const containers = {
      ...matchingEngine.containers,
      web: { ...web, aliases: ['www'], startedAt: '2026-01-01T10:00:05Z' },
      tail: { mode: 'container:id-web', startedAt: '2026-01-01T10:00:01Z' },
    };
    const { json } = await report({ ...matchingEngine, containers }, { probe: false });
    expect(json.differences).toMatchObject([
      {
        fact: 'tail namespace',
        advice: 'Run docker compose up -d --force-recreate tail. Or correct the file.',
      },
    ]);
  });

  it('shows what a probe finds against the prediction, with its reason', async () => {
    const { code, json } = await report({
      ...matchingEngine,
      accepts: [...(matchingEngine.accepts ?? []), 'db 203.0.113.2 8080'],
    });
    expect(code).toBe(1);
    expect(json.differences).toMatchObject(
      [
        {
          kind: 'probe',
          fact: 'db -> web through a published port',
          predicted: /^no \(.*X5: /,
          measured: 'yes',
        },
        { fact: 'db -> tail through a published port' },
      ].map((one) => ({ ...one, predicted: expect.stringMatching(/^no \(.*X5: /) })),
    );
  });

  it('does not take the word of the userland proxy, which accepts what nobody answers', async () => {
    const { code, json } = await report({
      ...matchingEngine,
      closes: ['host 203.0.113.2 8080', 'web 10.0.2.3 5432'],
    });
    // A connection to the container itself was accepted by who listens there.
    expect({ code, differences: json.differences }).toEqual({ code: 0, differences: [] });
    expect(json.notCompared).toContainEqual({
      fact: 'web port 8080 answers the host',
      reason: expect.stringContaining("the host's proxy accepted the connection"),
    });
  });

  it.each([
    [
      { web, db: matchingEngine.containers.db, tail: matchingEngine.containers.tail },
      'web aliases on front',
      'none',
    ],
    [
      { ...matchingEngine.containers, db: { mode: 'shop_front', networks: { shop_front: '10.0.1.9' } } },
      'db networks',
      'shop_front',
    ],
    [{ ...matchingEngine.containers, db: { mode: 'host' } }, 'db network mode', 'host'],
    [{ ...matchingEngine.containers, tail: { mode: 'container:id-db' } }, 'tail network mode', 'service:db'],
    [
      { ...matchingEngine.containers, web: { ...web, aliases: ['www'], capDrop: [] } },
      'web capabilities dropped',
      'none',
    ],
    [{ ...matchingEngine.containers, web: { ...web, aliases: ['www'], ports: {} } }, 'web ports', 'none'],
    [
      { ...matchingEngine.containers, web: { ...web, aliases: ['www'], bound: {} } },
      'web port 8080:80/tcp',
      'not bound',
    ],
    [
      { ...matchingEngine.containers, db: { ...matchingEngine.containers.db, exit: 1 } },
      'db containers',
      '1 exited (1)',
    ],
    [{ ...matchingEngine.containers, old: {} }, 'old containers', '1 running'],
    [{ web: matchingEngine.containers.web, tail: matchingEngine.containers.tail }, 'db containers', 'none'],
    [
      { ...matchingEngine.containers, db: { ...matchingEngine.containers.db, gatewayPriority: 5 } },
      'db gw_priority on back',
      '5',
    ],
    [
      {
        ...matchingEngine.containers,
        web: { ...matchingEngine.containers.web, startedAt: '2026-01-01T10:00:05Z' },
        tail: { ...matchingEngine.containers.tail, startedAt: '2026-01-01T10:00:01.5Z' },
      },
      'tail namespace',
      'dead',
    ],
  ])('finds a difference of structure (%#)', async (containers, fact, measured) => {
    const { json } = await report({ ...matchingEngine, containers } as FakeEngine, { probe: false });
    const found = json.differences.find((one: { fact: string }) => one.fact === fact);
    expect(found).toMatchObject({ measured });
  });

  it('finds containers of others on a network, and options that the file does not say', async () => {
    const options = { 'com.docker.network.bridge.enable_icc': 'false' };
    const { json } = await report(
      { ...matchingEngine, networks: { shop_front: { options }, shop_back: { internal: true } } },
      { probe: false },
    );
    expect(json.differences).toMatchObject([
      {
        fact: 'network front option com.docker.network.bridge.enable_icc',
        predicted: 'not set',
        measured: 'false',
      },
    ]);
  });

  it('names the container of others that answers to a name on a shared network', async () => {
    const guest = {
      Id: 'guest',
      Name: '/store-db-1',
      Config: { Labels: { 'com.docker.compose.project': 'store', 'com.docker.compose.service': 'db' } },
      State: { Running: true, Status: 'running', ExitCode: 0 },
      HostConfig: { NetworkMode: 'shop_back' },
      NetworkSettings: {
        Networks: { shop_back: { IPAddress: '10.0.2.7', Aliases: ['store-db-1', 'db'] } },
        Ports: {},
      },
    };
    const { json } = await report({
      ...matchingEngine,
      bystanders: { guest },
      guests: { shop_back: ['guest'] },
      resolves: ['web db 10.0.2.7', 'db web 10.0.2.2'],
    });
    const found = json.differences.find((one: { fact: string }) => one.fact === 'web -> db name');
    expect(found).toMatchObject({ measured: 'no' });
    expect(found.advice).toMatch(/^Container store-db-1 of project store also answers to db on shop_back/);
  });

  it('tells what it could not ask', async () => {
    const { json } = await report({ ...matchingEngine, listens: { web: [80] } });
    expect(json.notCompared).toContainEqual({
      fact: 'web -> db direct',
      reason: 'nothing listens at a TCP port of db',
    });
    expect(json.notCompared).toContainEqual({
      fact: 'db way out',
      reason: 'this needs a listener beyond the host: name one with --outside ADDRESS:PORT',
    });
  });

  it('starts probes without rights, from an image that is there, and only asks in them', async () => {
    const { call, calls } = await verify(matchingEngine);
    await call;
    const runs = calls.filter(([word]) => word === 'run');
    expect(runs.map((args) => args[args.indexOf('--network') + 1])).toEqual([
      'host',
      'container:id-web',
      'container:id-db',
    ]);
    for (const args of runs) {
      expect(args.join(' ')).toContain('-d --rm --pull never');
      expect(args.join(' ')).toContain('--cap-drop ALL --security-opt no-new-privileges --read-only');
    }
    const executed = calls.filter(([word]) => word === 'exec').map(([, id]) => id);
    expect(executed.every((id) => id?.startsWith('probe-'))).toBe(true);
    const words = new Set(calls.map(([word]) => word));
    expect([...words].sort()).toEqual(
      ['exec', 'image', 'info', 'inspect', 'network', 'ps', 'rm', 'run', 'version'].sort(),
    );
  });

  it('asks first; without a terminal and without --yes it does nothing and says so', async () => {
    const { call, asked, calls } = await verify(matchingEngine, { yes: false });
    await expect(call).rejects.toThrow('Give --yes, or --no-probe');
    expect({ asked: asked.length, calls }).toEqual({ asked: 1, calls: [] });
  });

  it('compares the structure alone where the answer is no', async () => {
    const { tools, io, calls } = await verify(matchingEngine, { probe: false });
    calls.length = 0;
    const refusing = { ...tools, confirm: async () => false };
    io.written.out = '';
    expect(await runVerify(io, [], { ...options, yes: false, format: 'pretty' }, refusing)).toBe(0);
    expect(io.written.out).toContain('nothing was probed: the answer was no\n');
    expect(calls.some(([word]) => word === 'run')).toBe(false);
  });

  it('compares the structure although no probe can start, and ends as a call that could not be done', async () => {
    const { call, io } = await verify(
      { ...matchingEngine, networks: { shop_front: {}, shop_back: {} } },
      { probeImage: 'gone' },
    );
    await expect(call).rejects.toThrow("no image gone on the Engine's machine");
    const json = JSON.parse(io.written.out);
    expect(json.differences).toMatchObject([{ fact: 'network back internal' }]);
    expect(json.compared).toMatchObject({ probe: 0 });
    expect(json.unprobed).toContain("no image gone on the Engine's machine");
    const plain = await verify(matchingEngine, { probeImage: 'gone', format: 'pretty' });
    await expect(plain.call).rejects.toThrow('no image gone');
    expect(plain.io.written.out).toContain("nothing was probed: no image gone on the Engine's machine");
  });

  it('removes what it started when it is interrupted', async () => {
    let stop = () => {};
    const watch = (args: readonly string[]) => {
      if (args[0] === 'exec' && args.join(' ').includes('nc -w')) stop();
    };
    const run = await verify({ ...matchingEngine, watch });
    stop = run.interrupt;
    await expect(run.call).rejects.toThrow('interrupted; everything that was started is removed.');
    expect(run.probes.size).toBe(0);
  });

  it('removes its own probes alone where the Engine lists all containers whatever it is asked', async () => {
    const bystander = {
      Id: 'somebody-elses',
      Name: '/database',
      Config: { Labels: {} },
      State: { Running: true, Status: 'running', ExitCode: 0 },
      HostConfig: { NetworkMode: 'bridge' },
      NetworkSettings: { Networks: {}, Ports: {} },
    };
    const { call, removed, probes, io } = await verify({
      ...matchingEngine,
      ignoresFilters: true,
      bystanders: { 'somebody-elses': bystander },
    });
    await call;
    expect([...removed].sort()).toEqual(['probe-db', 'probe-host', 'probe-web']);
    expect(probes.size).toBe(0);
    // Nor is it compared as a part of the project.
    expect(JSON.parse(io.written.out).differences).toEqual([]);
  });

  it('removes a probe of which it never got the id', async () => {
    const losesAnswerOf = (args: readonly string[]) => args.includes('container:id-db');
    const { call, removed, probes } = await verify({ ...matchingEngine, losesAnswerOf });
    await expect(call).rejects.toThrow('docker run -d: no answer within');
    expect([...removed].sort()).toEqual(['probe-db', 'probe-host', 'probe-web']);
    expect(probes.size).toBe(0);
  });

  it.each([
    ['of another id', (name: string, run: string) => `somebody-elses ${name} ${run}`],
    ['of another name', (_: string, run: string) => `probe-web /database ${run}`],
    ['without the label', (name: string) => `probe-web ${name} <no value>`],
  ])('leaves a container %s, and says so', async (_, answer) => {
    let name = '';
    let run = '';
    const watch = (args: readonly string[]) => {
      if (args[0] !== 'run' || !args.includes('container:id-web')) return;
      name = args[args.indexOf('--name') + 1] ?? '';
      run = (args[args.indexOf('--label') + 1] ?? '').split('=')[1] ?? '';
    };
    const mistakes = (word: string) => (word === 'probe-web' ? answer(`/${name}`, run) : undefined);
    const { call, removed } = await verify({ ...matchingEngine, watch, mistakes });
    await expect(call).rejects.toThrow(
      'the Engine shows another container under the name of the probe bulkhead-verify-',
    );
    expect([...removed].sort()).toEqual(['probe-db', 'probe-host']);
  });

  it.each([
    ['standard error', { stdout: '', stderr: 'permission denied: /var/run/docker.sock\n' }],
    ['standard output', { stdout: 'permission denied: /var/run/docker.sock\n', stderr: '' }],
  ])(
    "shows Docker's reason where it comes on %s, and takes no failure for a missing image",
    async (_, words) => {
      const { tools, io } = await verify(matchingEngine, { probe: false });
      const docker: typeof tools.docker = async (args, seconds) =>
        args[0] === 'image' ? { status: 1, ...words } : tools.docker(args, seconds);
      await expect(runVerify(io, [], options, { ...tools, docker })).rejects.toThrow(
        'docker image inspect: permission denied: /var/run/docker.sock (status 1)',
      );
    },
  );

  it.each([
    [{ format: 'xml' }, '--format xml: no such format'],
    [{ outside: 'example.com:443' }, '--outside example.com:443: give the IPv4 address'],
    [{ projectName: 'other' }, 'no container of project other exists'],
    [{ probeImage: 'gone' }, "no image gone on the Engine's machine"],
  ])('%j cannot be asked', async (more, message) => {
    await expect((await verify(matchingEngine, more)).call).rejects.toThrow(message);
  });

  it('says so where docker is not there, or does not answer', async () => {
    const { tools, io } = await verify(matchingEngine, { probe: false });
    const failing = (stderr: string, status: number | null) => ({
      ...tools,
      docker: async () => ({ status, stdout: '', stderr }),
    });
    await expect(runVerify(io, [], options, failing('spawn docker ENOENT', null))).rejects.toThrow(
      'not installed or not on PATH',
    );
    await expect(runVerify(io, [], options, failing('Cannot connect', 1))).rejects.toThrow(
      'Cannot connect (status 1). Check that the Engine runs',
    );
  });
});
