import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const compose = `services:
  web: { image: nginx, ports: ["8080:80"], networks: [front] }
  db: { image: postgres, networks: [back] }
networks:
  front: { ipam: { config: [{ subnet: 10.77.1.0/24 }] } }
  back: { internal: true }
`;
const machine = JSON.stringify({
  version: 1,
  engine: '29.7.2',
  interface: 'eth0',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }] },
  ],
});
const files = { '/shop/compose.yaml': compose, '/shop/machine.json': machine };

describe('connect', () => {
  it('says who answers, as whom the asker is seen, and each step with its line', async () => {
    const { out, code } = await call(['connect', 'lan', '192.168.1.2:8080', '--machine', 'machine.json'], {
      files,
    });
    expect(out).toBe(`lan reaches web at 192.168.1.2:8080.
web sees the asker as its own address.
  yes the host: is answered by web: Docker's own rules (FL7)  compose.yaml:2
`);
    expect(code).toBe(0);
  });

  it('says why nobody answers, with the same exit code', async () => {
    const { out, code } = await call(['connect', 'web', 'db:5432'], { files });
    expect(out).toContain('web does not reach db:5432');
    expect(code).toBe(0);
  });

  it('reads questions as lines, and says which of them it cannot read', async () => {
    const stdin = ['{ "from": "web", "to": "db:5432" }', 'web db', '{ "from": "nobody", "to": "db:1" }'].join(
      '\n',
    );
    const { out, code } = await call(['connect', '-'], { files, stdin });
    const [first, second, third] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ version: 1, from: 'web', to: 'db:5432', answer: false, by: null });
    expect(second).toEqual({ error: 'this line is not JSON. Give { "from", "to" }.' });
    expect(third.error).toContain('nobody is no service, machine or place here.');
    expect(code).toBe(2);
  });

  it('reads a fleet: its file, its folders, its records, and tells what is wrong with its line', async () => {
    const fleet = `version: 1
machines:
  edge: { stacks: edge, record: edge.json, addresses: { home: 192.168.1.2 } }
  nas: { stacks: nas, record: gone.json, addresses: { home: 192.168.1.3 } }
  laptop: { addresses: { home: 10.0.0.1 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: {}
`;
    const all = {
      '/fleet/bulkhead.fleet.yaml': fleet,
      '/fleet/edge/shop/compose.yaml': compose,
      '/fleet/edge.json': machine,
      '/fleet/nas/data/compose.yaml': 'services: { db: { image: postgres, ports: ["5432:5432"] } }\n',
    };
    const asked = ['--fleet', 'bulkhead.fleet.yaml', '--format', 'json'];
    const { out, err, code } = await call(['connect', 'lan:home', '192.168.1.2:8080', ...asked], {
      files: all,
      cwd: '/fleet',
    });
    expect(err).toContain(
      'bulkhead.fleet.yaml:5:26: 10.0.0.1 of laptop is not in 192.168.1.0/24, the subnet of home.',
    );
    expect(err).toContain('bulkhead.fleet.yaml:4:');
    expect(err).toContain('gone.json');
    expect(JSON.parse(out)).toMatchObject({ answer: true, by: 'edge/shop/web', seen: 'visitor' });
    expect(code).toBe(2);
    const { out: blind } = await call(
      ['connect', 'edge', '192.168.1.3:5432', '--fleet', '.', '--format', 'json'],
      {
        files: all,
        cwd: '/fleet',
      },
    );
    expect(JSON.parse(blind)).toMatchObject({
      answer: 'unknown',
      because: 'no record says what the firewall of nas does',
    });
  });

  it.each([
    ['a record that is not there', 'record: gone.json', 'unknown'],
    ['a record that is no record', 'record: broken.json', 'unknown'],
    ['a folder that is not there', 'stacks: gone', 'unknown'],
    ['a folder that is no text', 'stacks: [nas]', 'unknown'],
    ['a folder outside', 'stacks: ../nas', 'unknown'],
    ['a context that nobody asks', 'context: nas', 'unknown'],
    ['a context that is no text', 'context: 5', 'unknown'],
    ['a key that nobody knows', 'stack: nas', 'unknown'],
    ['addresses alone', 'routes: ["home via 192.168.1.1"]', true],
  ])('does not know who answers on a machine with %s', async (_, nas, answer) => {
    const fleet = `version: 1
machines: { nas: { addresses: { home: 192.168.1.3 }, ${nas} } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
`;
    const all = { '/fleet/bulkhead.fleet.yaml': fleet, '/fleet/broken.json': '{{' };
    const asked = ['connect', 'lan:home', 'nas:5432', '--fleet', '.', '--format', 'json'];
    const { out, err } = await call(asked, { files: all, cwd: '/fleet' });
    expect(JSON.parse(out)).toMatchObject({ answer });
    expect(/unknown|no key|not of its form|outside|no such|not a machine/.test(err)).toBe(answer !== true);
    const { out: table } = await call(['reach', '--fleet', '.'], { files: all, cwd: '/fleet' });
    expect(table.includes('unknown')).toBe(answer !== true);
  });

  it('takes the Engine and the settings that a fleet states where no record does, and tells those it cannot take', async () => {
    const fleet = (nas: string): string => `version: 1
machines:
  nas: { stacks: nas, addresses: { home: 192.168.1.3 }, ${nas} }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
`;
    const asked = async (nas: string) => {
      const files = {
        '/fleet/bulkhead.fleet.yaml': fleet(nas),
        '/fleet/nas/data/compose.yaml': 'services: { db: { image: postgres, ports: ["5432:5432"] } }\n',
      };
      return call(['connect', 'nas', '127.0.0.1:5432', '--fleet', '.', '--format', 'json'], {
        files,
        cwd: '/fleet',
      });
    };
    expect(JSON.parse((await asked('engine: "29.7"')).out)).toMatchObject({
      answer: true,
      by: 'nas/data/db',
    });
    expect((await asked('engine: "7"')).err).toContain('yaml:3:57: 7 is no known release of an Engine.');
    expect((await asked('daemon: { userland-proxy: maybe }')).err).toContain('yaml:3:57: ');
    expect((await asked('context: "-H=x"')).err).toContain("Write the name of one of Docker's contexts");
  });

  it('refuses what it does not know', async () => {
    const { err, code } = await call(['connect', 'web'], { files });
    expect(err).toContain('connect needs who asks and what');
    expect(code).toBe(2);
    expect((await call(['connect', 'web', 'db', '--format', 'xml'], { files })).err).toContain(
      '--format xml: no such format.',
    );
  });
});
