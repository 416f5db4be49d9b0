import { describe, expect, it } from 'vitest';
import { call, shop, withShop } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { options as verifyOptions } from '../verify/testing/verify-shop.ts';
import { runPlan } from './plan.ts';

const open = shop.replace('    internal: true\n', '    internal: false\n');

describe('plan', () => {
  it('says what up does, what is lost, and the commands', async () => {
    const { code, out } = await call(
      ['plan', 'new.yaml', '--from', 'compose.yaml'],
      withShop({ '/shop/new.yaml': open }),
    );
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'web    left',
        'db     restarted',
        'front  network left',
        'back   network made anew',
        '`up` recreates back; db restarts and loses its aliases on it.',
        'Unlike `up` alone, the commands recreate web.',
        '$ docker compose -f new.yaml up -d --force-recreate',
        '',
      ].join('\n'),
    );
  });

  it('counts what is left where it is more than a few, and lists all of it as JSON', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `s${index}`);
    const many = (image: string) =>
      `services:\n  web: { image: ${image} }\n${names.map((name) => `  ${name}: { image: x, networks: [n${name}] }\n`).join('')}networks:\n${names.map((name) => `  n${name}:\n`).join('')}`;
    const machine = { files: { '/shop/new.yaml': many('y:2'), '/shop/compose.yaml': many('y:1') } };
    const words = ['plan', 'new.yaml', '--from', 'compose.yaml', '-p', 'shop'];
    const { out } = await call(words, machine);
    expect(out.split('\n').slice(0, 2)).toEqual(['web      recreated', 'left: 50 services, 51 networks']);
    const data = JSON.parse((await call([...words, '--format', 'json'], machine)).out);
    expect([Object.keys(data.services).length, Object.keys(data.networks).length]).toEqual([51, 51]);
  });

  it('prints JSON, with the options of the call in the commands', async () => {
    const words = ['plan', 'new.yaml', '--from', 'compose.yaml', '-p', 'store', '--format', 'json'];
    const { out } = await call(words, withShop({ '/shop/new.yaml': open }));
    expect(JSON.parse(out)).toEqual({
      version: 1,
      compose: '5.5.0',
      exit: 0,
      services: { web: 'left', db: 'restarted' },
      networks: { front: 'left', back: 'made-anew' },
      lost: { db: [{ network: 'back', what: 'name', value: 'db' }] },
      dead: [],
      guests: [],
      asleep: [],
      leftOver: [],
      do: ['docker compose -f new.yaml -p store up -d --force-recreate'],
      because: [
        'The settings of back in the file differ from those that store_back was created with.',
        'Unlike `up` alone, the commands recreate web.',
      ],
    });
  });

  it('takes each file of --beside for a stack of its own, and an override for its', async () => {
    const shared = (line: string) => shop.replace('    internal: true\n', `    name: shared\n${line}`);
    const guest = (name: string) =>
      `name: ${name}\nservices:\n  g: {image: g, networks: [n]}\nnetworks:\n  n: {external: true, name: shared}\n`;
    const files = {
      '/shop/compose.yaml': shared(''),
      '/shop/new.yaml': shared('    internal: true\n'),
      '/one/compose.yaml': guest('one'),
      '/one/compose.override.yaml': 'services:\n  h: {image: h, networks: [n]}\n',
      '/two/compose.yaml': guest('two'),
    };
    const words = ['plan', 'new.yaml', '--from', 'compose.yaml', '--format', 'json'];
    const beside = ['/one/compose.yaml', '/one/compose.override.yaml', '/two'].flatMap((file) => [
      '--beside',
      file,
    ]);
    const plan = JSON.parse((await call([...words, ...beside], { files })).out);
    expect(plan.exit).toBe(1);
    expect(plan.guests.map(({ service }: { service: string }) => service)).toEqual([
      'one/g',
      'one/h',
      'two/g',
    ]);
    expect(plan.do).toEqual([
      'docker compose -f /one/compose.yaml -f /one/compose.override.yaml down',
      'docker compose -f /two/compose.yaml down',
      'docker compose -f new.yaml up -d --force-recreate',
      'docker compose -f /one/compose.yaml -f /one/compose.override.yaml up -d',
      'docker compose -f /two/compose.yaml up -d',
    ]);
  });

  it.each([
    [['plan', 'compose.yaml'], 'plan needs to know what runs'],
    [['plan', 'compose.yaml', '--from', 'compose.yaml', '--docker'], 'cannot be combined with it'],
    [
      ['plan', 'compose.yaml', '--from', 'compose.yaml', '--compose', 'new'],
      'not a version of Docker Compose',
    ],
    [['plan', 'compose.yaml', '--from', 'compose.yaml', '--format', 'xml'], 'Use table or json'],
    [['plan', 'compose.yaml', '--from', 'gone.yaml'], 'gone.yaml'],
  ])('%s is a wrong call', async (words, message) => {
    const { code, err } = await call(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('reads what runs with --docker: labels, what Compose would hash, its release', async () => {
    const container = (service: string, hash: string, network: string) => ({
      Id: `id-${service}`,
      Name: `/shop-${service}-1`,
      Config: {
        Labels: {
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': service,
          'com.docker.compose.config-hash': hash,
        },
      },
      State: { Running: true, Status: 'running', ExitCode: 0 },
      HostConfig: { NetworkMode: network, Privileged: false },
      NetworkSettings: { Networks: { [network]: { Aliases: [service] } } },
    });
    const network = (key: string, hash: object) => ({
      Name: `shop_${key}`,
      Id: `id-${key}`,
      Driver: 'bridge',
      Internal: false,
      EnableIPv6: false,
      Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.network': key, ...hash },
    });
    const answers: Readonly<Record<string, string>> = {
      version: '29.7.2\n',
      info: '{"OperatingSystem":"Debian","SecurityOptions":[]}',
      ps: 'id-web\nid-db\n',
      'network ls': 'id-front\nid-back\n',
      'network inspect': JSON.stringify([
        network('front', { 'com.docker.compose.config-hash': '1' }),
        network('back', { 'com.docker.compose.config-hash': '2' }),
      ]),
      inspect: JSON.stringify([container('web', 'old', 'shop_front'), container('db', 'same', 'shop_back')]),
      'compose version': '2.40.3\n',
      compose: 'web new\ndb same\n',
    };
    const docker = async (args: readonly string[]) => {
      const two = args.slice(0, 2).join(' ');
      return { status: 0, stdout: answers[two] ?? answers[args[0] ?? ''] ?? '', stderr: '' };
    };
    const io = fakeIo({ files: { '/shop/compose.yaml': shop } });
    const { outside: _, yes: __, probe: ___, probeImage: ____, ...options } = verifyOptions;
    const question = { ...options, format: 'json', from: [], beside: [], docker: true };
    expect(await runPlan(io, ['compose.yaml'], question, docker)).toBe(0);
    // The file says that back is internal, and it is not.
    expect(JSON.parse(io.written.out)).toMatchObject({
      compose: '2.40.3',
      services: { web: 'recreated', db: 'restarted' },
      networks: { front: 'left', back: 'made-anew' },
      do: ['docker compose -f compose.yaml up -d --force-recreate'],
    });
  });
});
