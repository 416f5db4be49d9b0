// What `observe` records, against an Engine with traffic by a script that knows the truth: over bridges, published ports, shared namespaces,
// host mode, IPv6, UDP, two stacks, ways in and out. And what of it the model does not allow.

import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ObserveOptions, runObserve } from '../../src/cli/commands/observe.ts';
import { type Kernel, kernel } from '../../src/cli/observe/machine-eyes.ts';
import { connectionKey, readRecord } from '../../src/core/observed/record.ts';
import { findEngines } from './docker-tools.ts';
import { type Lab, startLab } from './lab.ts';
import { dockerOf, ioIn, liveOptions } from './live-tools.ts';
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
  (_, engine) => {
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

      const { docker: __, stackFile, ...rest } = liveOptions;
      const into = join(lab.folder, 'bulkhead.observed.json');
      const options: ObserveOptions = { ...rest, stackFile, for: '6s', interval: '500ms', into };
      const said: string[] = [];
      const folder = join(lab.folder, one);
      const io = {
        ...ioIn(folder),
        complain: (message: string | readonly string[]) => said.push(String(message)),
      };
      const code = await runObserve(io, [join(folder, 'compose.yaml')], options, {
        docker: dockerOf(lab),
        kernel: await kernelOfHost(),
        clock: {
          now: () => Date.now(),
          used: () => 0,
          pause: (time) => sleep(time),
        },
        onInterrupt: () => () => undefined,
      });
      for (const end of afterPids.splice(0)) end();
      const record = readRecord(await readFile(into, 'utf8'));
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
  },
);
