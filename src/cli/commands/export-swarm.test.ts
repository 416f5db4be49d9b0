import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';

const toSwarm = ['export', '--to', 'swarm'];

describe('export --to swarm', () => {
  it('writes nothing where something is lost, says what, and ends with 1', async () => {
    const { code, out, err } = await call(toSwarm);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'Lost\n  ! web ports[0]: It answers on this machine alone; in a swarm it answers on every address of every machine (SW12). Take it out with --loopback drop. (compose.yaml:6:9)\n',
    );
    expect(err).toMatch(
      /\nOn Docker Swarm: 0 opened, \d+ closed; 1 lost, \d+ changed\.\nNothing was written\. --accept takes it as it is\.\n$/,
    );
  });

  it.each([['--accept'], ['--loopback', 'drop']])('writes the stack with %s %s', async (...words) => {
    const { code, out, err } = await call([...toSwarm, ...words.filter(Boolean)]);
    expect({ code, out }).toEqual({
      code: 0,
      out: shop.replace('    ports:\n      - "127.0.0.1:9586:80"\n', ''),
    });
    expect(err).toContain('docker stack deploy -c FILE shop');
  });

  it('reports as JSON', async () => {
    const { code, out, err } = await call([...toSwarm, '--report', 'json', '--internal-ports', 'edge']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const report = JSON.parse(err);
    expect(report).toMatchObject({
      version: 1,
      to: 'swarm',
      engine: '29',
      needsConsent: true,
      opens: [],
      notes: [],
    });
    expect(report.lost).toEqual([
      {
        cause: 'loopback-port',
        service: 'web',
        key: 'ports[0]',
        file: 'compose.yaml',
        line: 6,
        column: 9,
        message: expect.stringContaining('--loopback drop'),
      },
    ]);
    expect(report.closes).toContainEqual({
      cause: 'SW3',
      kind: 'from-host',
      from: 'host',
      to: 'db',
      port: '',
      message: 'the host reaches db',
    });
  });

  it('opens only with a word', async () => {
    const files = {
      '/shop/compose.yaml':
        'services:\n  db: {image: db, networks: [back], ports: ["5432:5432"]}\nnetworks:\n  back: {internal: true}\n',
    };
    const words = [...toSwarm, '--internal-ports', 'edge'];
    const { code, out, err } = await call(words, { files });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('Opens\n  + outside reaches db at 0.0.0.0:5432/tcp\n  + db has a way out\n');
    const taken = await call([...words, '--accept'], { files });
    expect({ code: taken.code, out: taken.out }).toEqual({
      code: 0,
      out: 'services:\n  db: {image: db, networks: [back, db-edge], ports: [{target: 5432, published: 5432, mode: host}]}\nnetworks:\n  back: {internal: true}\n  db-edge: {}\n',
    });
  });

  it.each(['--loopback drop', '--internal-ports drop', '--report json'])(
    '%s is for others than a picture',
    async (words) => {
      const { code, err } = await call(['export', '--to', 'svg', ...words.split(' ')]);
      expect(code).toBe(2);
      expect(err).toMatch(/^--[a-z-]+ is for --to swarm(?: and kubernetes)? alone\.\n$/);
    },
  );

  it.each([
    ['--loopback', 'keep'],
    ['--internal-ports', 'keep'],
    ['--report', 'xml'],
    ['--engine', 'podman'],
  ])('%s %s is a wrong call', async (...words) => {
    const { code, out, err } = await call([...toSwarm, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words[0]);
  });
});
