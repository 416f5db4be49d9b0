// What `observe` records, against an Engine with traffic by a script that knows the truth: over bridges, published ports, shared namespaces,
// host mode, IPv6, UDP, two stacks, ways in and out. And what of it the model does not allow.

import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExplain } from '../../src/cli/commands/explain.ts';
import { type ObserveOptions, runObserve } from '../../src/cli/commands/observe.ts';
import { type Docker, runProgram } from '../../src/cli/docker/docker-command.ts';
import { readRunningHost } from '../../src/cli/docker/read-running-host.ts';
import { stacksThatRun } from '../../src/cli/input/load-running-host.ts';
import { machineClock } from '../../src/cli/observe/machine-clock.ts';
import { type Kernel, kernel } from '../../src/cli/observe/namespace-reader.ts';
import { liveOffers } from '../../src/cli/open/live-offers.ts';
import { liveSource } from '../../src/cli/open/live-source.ts';
import { connectionKey, readRecord } from '../../src/core/observed/record.ts';
import { findEngines } from './docker-tools.ts';
import { type Lab, startLab } from './lab.ts';
import { dockerOf, ioIn, liveOptions } from './live-tools.ts';
import { recordProof } from './proof.ts';
import { mustRun } from './run.ts';
import { settings } from './settings.ts';

const { dockerHost } = settings;

const yaml = (name: string): string => `name: ${name}
services:
  web: { image: 'bulkhead-probe:1', command: httpd -f -p 8000 -h /etc, networks: [front], stop_grace_period: 0s }
  db: { image: 'bulkhead-probe:1', command: httpd -f -p 8001 -h /etc, networks: [front], stop_grace_period: 0s }
  api: { image: 'bulkhead-probe:1', command: httpd -f -p 8002 -h /etc, networks: [front], ports: ['8080:8002'], stop_grace_period: 0s }
  side: { image: 'bulkhead-probe:1', command: httpd -f -p 8003 -h /etc, network_mode: 'service:web', stop_grace_period: 0s }
  wild: { image: 'bulkhead-probe:1', command: httpd -f -p 8004 -h /etc, network_mode: host, stop_grace_period: 0s }
  talk: { image: 'bulkhead-probe:1', command: httpd -f -p 8007 -h /etc, networks: [front], stop_grace_period: 0s }
networks:
  front: { enable_ipv6: true }
`;

const other = (name: string, network: string): string => `name: ${name}
services:
  far: { image: 'bulkhead-probe:1', command: httpd -f -p 8005 -h /etc, networks: [front], stop_grace_period: 0s }
networks:
  front: { external: true, name: ${network} }
`;

/** Beyond the gateway of the host. */
const internet = '192.0.2.77';

const engines = dockerHost === undefined ? await findEngines() : [];

describe.each(engines.map((engine) => [engine.version, engine] as const))(
  'what is observed on Engine %s',
  (version, engine) => {
    let lab: Lab;
    let one = '';
    let two = '';

    beforeAll(async () => {
      lab = await startLab(undefined, engine);
      [one, two] = [`seen${lab.id}`, `near${lab.id}`];
      const folders = [join(lab.folder, one), join(lab.folder, two)] as const;
      for (const folder of folders) await mkdir(folder, { recursive: true });
      await writeFile(join(folders[0], 'compose.yaml'), yaml(one));
      await writeFile(join(folders[1], 'compose.yaml'), other(two, `${one}_front`));
      for (const folder of folders) await lab.compose(['-f', join(folder, 'compose.yaml'), 'up', '-d']);
      const world = lab.namespaces.world.slice('/run/netns/'.length);
      await mustRun('ip', ['-n', world, 'addr', 'add', `${internet}/32`, 'dev', 'lo']);
    });

    afterAll(async () => {
      await lab?.stop();
    });

    /** The kernel as a program in the lab's host namespace sees it. */
    async function kernelOfHost(): Promise<Kernel> {
      const waits = spawn('nsenter', [`--net=${lab.namespaces.host}`, 'sleep', '600'], { stdio: 'ignore' });
      afterPids.push(() => waits.kill());
      await sleep(200);
      const shown = await mustRun('nsenter', [`--net=${lab.namespaces.host}`, 'ip', '-j', 'addr']);
      const list: readonly {
        readonly ifname: string;
        readonly addr_info: readonly { readonly local: string; readonly prefixlen: number }[];
      }[] = JSON.parse(shown);
      const interfaces = new Map(
        list.map(({ ifname, addr_info }) => [
          ifname,
          addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`),
        ]),
      );
      const inHost = (path: string): string => path.replace(/^\/proc\/self\//, `/proc/${waits.pid}/`);
      return {
        ...kernel,
        read: (path) => kernel.read(inHost(path)),
        link: (path) => kernel.link(inHost(path)),
        interfaces: () => interfaces,
      };
    }
    const afterPids: (() => void)[] = [];

    const container = (service: string, project = one): string => `${project}-${service}-1`;
    const addressOf = async (name: string, family: 'IPAddress' | 'GlobalIPv6Address' = 'IPAddress') =>
      (
        await lab.docker([
          'inspect',
          '--format',
          `{{range .NetworkSettings.Networks}}{{.${family}}} {{end}}`,
          name,
        ])
      ).trim();
    /** A connection that stays open: nothing is said, and nothing answered. */
    const held = (address: string, port: number): string => `sleep 60 | busybox nc ${address} ${port}`;
    const inContainer = (name: string, script: string) =>
      lab.docker(['exec', '-d', name, 'sh', '-c', script]);
    const inNamespace = (namespace: string, script: string): void => {
      const child = spawn('nsenter', [`--net=${namespace}`, lab.busybox, 'sh', '-c', script], {
        stdio: 'ignore',
      });
      afterPids.push(() => child.kill());
    };

    const inNode = (namespace: string, script: string): void => {
      const child = spawn('nsenter', [`--net=${namespace}`, process.execPath, '-e', script], {
        stdio: 'ignore',
      });
      afterPids.push(() => child.kill());
    };
    const pidOf = async (name: string) =>
      (await lab.docker(['inspect', '--format', '{{.State.Pid}}', name])).trim();

    /** A call of the command on the first stack, for `length`, or until `meanwhile` has ended. */
    async function observed(length: string, meanwhile?: () => Promise<void>) {
      const { docker: __, ...rest } = liveOptions;
      const into = join(lab.folder, 'bulkhead.observed.json');
      const options: ObserveOptions = { ...rest, for: length, interval: '500ms', into };
      const said: string[] = [];
      let end = (): void => {};
      const folder = join(lab.folder, one);
      const io = {
        ...ioIn(folder),
        complain: (message: string | readonly string[]) => said.push(String(message)),
      };
      const call = runObserve(io, [join(folder, 'compose.yaml')], options, {
        docker: dockerOf(lab),
        kernel: await kernelOfHost(),
        clock: {
          now: () => Date.now(),
          used: () => 0,
          pause: (time) => sleep(time),
        },
        onInterrupt(stop) {
          end = stop;
          return () => undefined;
        },
      });
      if (meanwhile !== undefined) {
        await meanwhile();
        // Two more looks.
        await sleep(1500);
        end();
      }
      const code = await call;
      return { code, record: readRecord(await readFile(into, 'utf8')), said };
    }

    it('is what the script did, and all of it is allowed', async () => {
      const { host, world } = lab.namespaces.addresses.ipv4;
      const [db, db6, web, talk, far] = await Promise.all([
        addressOf(container('db')),
        addressOf(container('db'), 'GlobalIPv6Address'),
        addressOf(container('web')),
        addressOf(container('talk')),
        addressOf(container('far', two)),
      ]);
      const gateway = db.replace(/\.\d+$/, '.1');
      await inContainer(container('web'), held(db, 8001));
      await inContainer(container('db'), held(web, 8000));
      await inContainer(container('api'), held(db6, 8001));
      await inContainer(container('side'), held('127.0.0.1', 8000));
      await inContainer(container('side'), held(host, 8080));
      await inContainer(container('talk'), held(gateway, lab.listenerPort));
      inNode(
        `/proc/${await pidOf(container('api'))}/ns/net`,
        `const s = require('dgram').createSocket('udp4'); s.on('error', () => {}); s.connect(8006, '${talk}'); setInterval(() => s.send('x'), 500)`,
      );
      await inContainer(container('wild'), held(db, 8001));
      await inContainer(container('db'), held(gateway, 8004));
      await inContainer(container('far', two), held(db, 8001));
      await inContainer(container('web'), held(far, 8005));
      await inContainer(container('api'), held(world, lab.listenerPort));
      await inContainer(container('db'), held(internet, lab.listenerPort));
      inNamespace(lab.namespaces.world, held(host, 8080));
      inNode(
        lab.namespaces.world,
        `require('net').connect({ host: '${host}', port: 8080, localAddress: '${internet}' }); setTimeout(() => {}, 60000)`,
      );
      inNamespace(lab.namespaces.host, held(web, 8003));
      // Over before the first look: what closes first remembers it for a minute.
      await lab.docker([
        'exec',
        container('talk'),
        'sh',
        '-c',
        `echo x | busybox nc ${db} 8001 >/dev/null; true`,
      ]);
      await sleep(1000);

      const truth = [
        ['web', 'db', 8001, 'tcp'],
        ['db', 'web', 8000, 'tcp'],
        ['api', 'db', 8001, 'tcp'],
        ['side', 'web', 8000, 'tcp'],
        ['side', 'api', 8002, 'tcp'],
        ['talk', 'host', lab.listenerPort, 'tcp'],
        ['api', 'talk', 8006, 'udp'],
        ['wild', 'db', 8001, 'tcp'],
        ['db', 'wild', 8004, 'tcp'],
        [`${two}/far`, 'db', 8001, 'tcp'],
        ['web', `${two}/far`, 8005, 'tcp'],
        ['api', 'lan', lab.listenerPort, 'tcp'],
        ['db', 'internet', lab.listenerPort, 'tcp'],
        ['lan', 'api', 8002, 'tcp'],
        ['internet', 'api', 8002, 'tcp'],
        ['host', 'side', 8003, 'tcp'],
        ['talk', 'db', 8001, 'tcp'],
      ].map(([from, to, port, protocol]) => ({ from, to, port, protocol }) as never);

      const { code, record, said } = await observed('6s');
      for (const end of afterPids.splice(0)) end();
      const wanted = new Set(truth.map(connectionKey));
      const found = record.connections.filter((one) => wanted.has(connectionKey(one))).length;
      recordProof({
        on: `Docker Engine ${version}`,
        what: 'observe: connections by a script, recorded',
        cases: { count: truth.length, of: 'connections' },
        equal: found,
        different: truth.length - found + (record.connections.length - found),
        unknown: 0,
      });
      expect(new Set(record.connections.map(connectionKey))).toEqual(new Set(truth.map(connectionKey)));
      expect(record.listening).toContainEqual({
        service: 'side',
        address: '::',
        port: 8003,
        protocol: 'tcp',
      });
      expect({ code, said: said.filter((line) => line.includes('CN704')) }).toEqual({ code: 0, said: [] });
      process.stdout.write(
        `observed: ${record.connections.length} connections of ${truth.length}; ${said.join('\n')}\n`,
      );
    });

    it('holds every short connection that was closed, and nothing that was not; those that were reset by chance', async () => {
      const db = await addressOf(container('db'));
      const [api, asked] = await Promise.all([pidOf(container('api')), pidOf(container('db'))]);
      const many = 40;
      // `api` is alone in its namespace: where two share one, no process tells whose a connection was that is over.
      inNode(
        `/proc/${asked}/ns/net`,
        `for (let n = 0; n <= ${2 * many}; n++) require('net').createServer((s) => { s.on('error', () => {}); s.resume(); }).listen(9100 + n)`,
      );
      // The last port waits once all do.
      const ready = `(async () => {
        const net = require('net');
        const waits = () => new Promise((done) => {
          const s = net.connect(${9100 + 2 * many}, '${db}');
          s.on('connect', () => { s.destroy(); done(true); });
          s.on('error', () => done(false));
        });
        while (!(await waits())) await new Promise((done) => setTimeout(done, 100));
      })()`;
      const inApi = (program: string) =>
        mustRun('nsenter', [`--net=/proc/${api}/ns/net`, process.execPath, '-e', program]);
      await inApi(ready);
      const script = `(async () => {
        const net = require('net');
        for (let n = 0; n < ${2 * many}; n++) {
          await new Promise((done) => {
            const s = net.connect(9100 + n, '${db}', () => { if (n < ${many}) s.end(); else s.resetAndDestroy(); });
            s.on('close', done); s.on('error', () => {}); s.resume();
          });
          await new Promise((done) => setTimeout(done, 37));
        }
      })()`;
      const { record } = await observed('5m', async () => {
        await inApi(script);
      });
      for (const end of afterPids.splice(0)) end();
      const ports = record.connections.flatMap(({ from, to, port }) =>
        port >= 9100 && port < 9100 + 2 * many ? [{ from, to, port }] : [],
      );
      expect(ports.filter(({ from, to }) => from !== 'api' || to !== 'db')).toEqual([]);
      const closed = ports.filter(({ port }) => port < 9100 + many).length;
      const reset = ports.length - closed;
      process.stdout.write(
        `observed: of short connections ${closed} of ${many} that were closed, ${reset} of ${many} that were reset\n`,
      );
      recordProof({
        on: `Docker Engine ${version}`,
        what: 'observe: short connections that were closed, recorded',
        cases: { count: many, of: 'connections' },
        equal: closed,
        different: many - closed,
        unknown: 0,
        note: `${reset} of ${many} that were reset between two looks were seen, too`,
      });
      expect(closed).toBe(many);
    });

    it.each([
      ['a helper of an image', 'bulkhead-probe:1'],
      ['entering the namespaces', undefined],
    ])('tries one pair by %s, and gets what is predicted', async (how, probeImage) => {
      const { docker: __, ...rest } = liveOptions;
      const folder = join(lab.folder, one);
      const hosts = await kernelOfHost();
      const host = lab.namespaces.host;
      const enter = {
        kernel: hosts,
        run: (program: string, args: readonly string[]) =>
          runProgram(
            program,
            args.map((word) => (word === '--net=/proc/self/ns/net' ? `--net=${host}` : word)),
          ),
        mayEnter: true,
      };
      const docker: Docker = async (args, seconds) =>
        // No image is there by the names that are looked for, whatever else the Engine holds.
        probeImage === undefined && args[0] === 'image'
          ? { status: 1, stdout: '', stderr: '' }
          : dockerOf(lab)(args, seconds);
      const before = await lab.docker(['ps', '-aq']);
      const asked = async (from: string, to: string) => {
        let out = '';
        const io = {
          ...ioIn(folder),
          print: async (pieces: Iterable<string>) => {
            out += [...pieces].join('');
          },
        };
        const options = {
          ...rest,
          try: true,
          yes: true,
          outside: `${internet}:${lab.listenerPort}`,
          ...(probeImage === undefined ? {} : { probeImage }),
        };
        const tools = { docker, enter, confirm: async () => null, onInterrupt: () => () => {} };
        await runExplain(io, [join(folder, 'compose.yaml'), from, to], options, tools);
        return out.split('\n').filter((line) => line.startsWith('tried '));
      };
      const said = {
        'web db': await asked('web', 'db'),
        'web api': await asked('web', 'api'),
        'db outside': await asked('db', 'outside'),
        'outside api': await asked('outside', 'api'),
        'host db': await asked('host', 'db'),
        'db host': await asked('db', 'host'),
      };
      process.stdout.write(
        `${Object.entries(said)
          .map(([pair, lines]) => `${pair}: ${lines.join('; ')}`)
          .join('\n')}\n`,
      );
      const lines = Object.values(said).flat();
      const different = lines.filter((line) => line.endsWith('DIFFERS')).length;
      const unasked = lines.filter((line) => line.endsWith('not tried')).length;
      recordProof({
        on: `Docker Engine ${version}`,
        what: `explain --try: pairs, by ${how}`,
        cases: { count: Object.keys(said).length, of: 'pairs' },
        equal: lines.length - different - unasked,
        different,
        unknown: 0,
        note: `${unasked} had nothing to ask at`,
      });
      expect(
        Object.values(said)
          .flat()
          .filter((line) => line.endsWith('DIFFERS')),
      ).toEqual([]);
      expect(said['web api']).toEqual([
        'tried at its own address: predicted yes, measured yes',
        'tried through a published port: predicted yes, measured yes',
        'tried at its own address, over IPv6: predicted yes, measured yes',
        'tried through a published port, over IPv6: predicted yes, measured yes',
        'tried by its name: predicted yes, measured yes',
      ]);
      expect(said['db outside']).toEqual(['tried the way out of db: predicted yes, measured yes']);
      // What was started is gone.
      expect(await lab.docker(['ps', '-aq'])).toBe(before);
      for (const end of afterPids.splice(0)) end();
    });

    it('shows a page what flows, and tries a pair for it', async () => {
      const docker = dockerOf(lab);
      await lab.docker(['tag', 'bulkhead-probe:1', 'busybox']);
      const io = ioIn(lab.folder);
      const running = await readRunningHost(docker);
      const loaded = await stacksThatRun(io, running, [], liveOptions, () => {});
      const given = async () => [];
      const reading = { io, docker, stream: () => () => {}, options: liveOptions, given, served: new Map() };
      const said: string[] = [];
      const offers = liveOffers({
        live: liveSource(reading, running, loaded),
        docker,
        kernel: await kernelOfHost(),
        clock: machineClock,
        mayProbe: true,
        report: (sentence) => said.push(sentence),
      });
      const asked = async (method: string, path: string, body = '') => {
        const headers = { 'content-type': 'application/json' };
        const request = Object.assign(Readable.from([Buffer.from(body)]), { method, headers });
        const answer = await offers.answer(request as never, path, 'somebody');
        return { status: answer?.status, json: JSON.parse(String(answer?.body)) };
      };
      const db = await addressOf(container('db'));
      inNode(
        `/proc/${await pidOf(container('api'))}/ns/net`,
        `setInterval(() => {}, 1000); (function again() { const s = require('net').connect(8001, '${db}'); s.on('error', () => setTimeout(again, 100)); })()`,
      );
      const wanted = { from: `${one}/api`, to: `${one}/db`, port: 8001 };
      const isThere = (record: { readonly connections: readonly object[] }): boolean =>
        record.connections.some((found) =>
          Object.entries(wanted).every(([key, value]) => Reflect.get(found, key) === value),
        );
      let flows = await asked('GET', 'api/observed');
      while (!isThere(flows.json)) {
        await sleep(300);
        flows = await asked('GET', 'api/observed');
      }
      expect(flows.status).toBe(200);
      const pair = { from: `${one}/api`, to: `${one}/db` };
      const before = await lab.docker(['ps', '-aq']);
      const plan = await asked('POST', 'api/probe', JSON.stringify({ ...pair, run: false }));
      expect([plan.status, plan.json.starts.length, said]).toEqual([200, 3, []]);
      const done = await asked('POST', 'api/probe', JSON.stringify({ ...pair, run: true }));
      expect(
        done.json.facts.map(({ fact, predicted, measured }: Record<string, unknown>) => [
          fact,
          predicted,
          measured,
        ]),
      ).toEqual([
        ['direct', true, true],
        ['published', false, null],
        ['direct', true, true],
        ['published', false, null],
        ['name', true, true],
      ]);
      expect(said).toEqual([`${pair.from} -> ${pair.to} tried from the page by somebody.`]);
      expect(await lab.docker(['ps', '-aq'])).toBe(before);
      offers.close();
      for (const end of afterPids.splice(0)) end();
    });

    it('names the port of no client after a listener has closed and a namespace lost its maker', async () => {
      const [db, web, api] = await Promise.all(
        ['db', 'web', 'api'].map((name) => addressOf(container(name))),
      );
      const asks = (name: string, address: string | undefined, port: number) =>
        lab.docker([
          'exec',
          container(name),
          'sh',
          '-c',
          `for i in 1 2 3 4 5; do busybox wget -q -O /dev/null http://${address}:${port}/hostname; done; true`,
        ]);
      await lab.docker(['exec', container('db'), 'busybox', 'httpd', '-p', '9201', '-h', '/etc']);
      const { code, record } = await observed('5m', async () => {
        await sleep(1500);
        await asks('talk', db, 9201);
        await asks('talk', web, 8000);
        await asks('side', api, 8002);
        // The server of the container is its first process, and stays.
        await lab.docker([
          'exec',
          container('db'),
          'sh',
          '-c',
          'for p in $(busybox pidof httpd); do [ "$p" = 1 ] || kill "$p"; done; true',
        ]);
        await lab.docker(['restart', '-t', '0', container('web')]);
        // What runs is read again after ten seconds.
        await sleep(12_000);
      });
      const lines = record.connections.map(({ from, to, port }) => `${from} > ${to} ${port}`);
      process.stdout.write(`observed: ${lines.join(', ')}\n`);
      expect(code).toBe(0);
      expect(lines).toEqual(expect.arrayContaining(['talk > db 9201', 'talk > web 8000']));
      // It has the address of the namespace from which `side` asked.
      expect(lines).not.toContain('web > api 8002');
      expect(record.connections.filter(({ port }) => port >= 32_768)).toEqual([]);
    });
  },
);
