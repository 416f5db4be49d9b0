import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const compose = `services:
  wiki: { image: example/wiki, networks: [front], ports: ["8080:80"] }
  job: { image: example/job, networks: [work] }
networks:
  front: {}
  work: { driver_opts: { com.docker.network.bridge.name: br-work } }
x-bulkhead:
  intents:
    - exposed: []
    - no-lan: job
`;
const saved = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const record = {
  version: 1,
  engine: '29.1.5',
  interface: 'eth0',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }] },
  ],
  iptables: saved,
  ip6tables: saved,
};
const machine = (text = compose) => ({
  files: { '/shop/compose.yaml': text, '/shop/machine.json': JSON.stringify(record) },
});

describe('firewall', () => {
  it('prints rules, and on standard error what they change; nothing is applied', async () => {
    const { code, out, err } = await call(['firewall', '--machine', 'machine.json'], machine());
    expect(code).toBe(0);
    expect(out).toMatch(/^#!\/bin\/sh\n/);
    expect(out).toContain(
      '-A BULKHEAD -i eth0 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT --ctorigdstport 8080 -m comment --comment "exposed" -j DROP\n',
    );
    expect(err).toBe(`Closes
  - internet -> wiki at 0.0.0.0:8080/tcp (IPv4)
  - lan -> wiki at 0.0.0.0:8080/tcp (IPv4)
  - job -> lan (IPv4)
Assumed: new interfaces for its networks; bridge-nf-call-iptables unknown; listeners of the host unknown.
Nothing opens, 3 closed.
`);
  });

  it('--report json holds the pairs', async () => {
    const { err } = await call(['firewall', '--machine', 'machine.json', '--report', 'json'], machine());
    const report = JSON.parse(err);
    expect(report).toMatchObject({ version: 1, opens: [], unknown: [], open: [] });
    expect(report.closes).toEqual([
      { from: 'internet', to: 'wiki', at: 'port', families: ['ipv4'], port: '0.0.0.0:8080/tcp' },
      { from: 'lan', to: 'wiki', at: 'port', families: ['ipv4'], port: '0.0.0.0:8080/tcp' },
      { from: 'job', to: 'lan', at: 'address', families: ['ipv4'] },
    ]);
  });

  it('--backend says for which backend; two words for it are refused', async () => {
    const { out } = await call(['firewall', '--backend', 'nftables', '--interface', 'eth0'], machine());
    expect(out).toContain('table inet bulkhead {\n');
    const both = ['--backend', 'nftables', '--firewall-backend', 'iptables'];
    expect(await call(['firewall', ...both], machine())).toMatchObject({ code: 2, out: '' });
    expect((await call(['firewall', '--interface', 'a b'], machine())).err).toContain(
      '--interface a b: this is not a valid interface name.',
    );
    expect((await call(['firewall', '--engine', 'podman'], machine())).err).toContain(
      'Name one of its releases.',
    );
  });

  it('says which bridge needs a name before the rules hold', async () => {
    const unnamed = compose.replace(/ driver_opts.* br-work \}/, '');
    const { err } = await call(['firewall'], machine(unnamed));
    expect(err).toContain(
      'the rules name the bridge of work br-work: bulkhead edit --write FILE driver-opt=work:com.docker.network.bridge.name:br-work\n',
    );
  });

  it('refuses names that are none of an interface, each with its place', async () => {
    const bad = 'br-work\nRULES\ntouch /tmp/hit\n';
    const text = compose.replace('name: br-work', `name: ${JSON.stringify(bad)}`);
    const files = {
      '/shop/compose.yaml': text,
      '/shop/machine.json': JSON.stringify(
        { ...record, interface: 'eth0;id', bridges: { front: '-j' } },
        null,
        2,
      ),
    };
    for (const backend of ['iptables', 'nftables']) {
      const { code, out, err } = await call(['firewall', '--backend', backend, '--machine', 'machine.json'], {
        files,
      });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      const form =
        'Give it 1 to 15 letters of A to Z, a to z, 0 to 9, dot, dash and underscore, and not a dash first.';
      expect(err.split('\n')).toEqual([
        `compose.yaml:6:26: "br-work\\nRULES\\ntouch /tmp/hit\\n" is not a valid interface name, so no rule is written. ${form}`,
        `machine.json:4:16: "eth0;id" is not a valid interface name, so no rule is written. ${form}`,
        `machine.json:21:14: "-j" is not a valid interface name, so no rule is written. ${form}`,
        '',
      ]);
    }
    const host = await call(['firewall', '--host'], {
      files: { '/shop/a/compose.yaml': text },
      cwd: '/shop',
    });
    expect(host.out).toBe('');
    expect(host.err).toContain('/compose.yaml:6:26: "br-work');
    for (const name of ['-j', 'eth0\nid', 'a'.repeat(16)])
      expect(await call(['firewall', `--interface=${name}`], machine())).toMatchObject({ code: 2, out: '' });
  });

  it('--systemd prints the unit', async () => {
    const { out } = await call(['firewall', '--systemd'], machine());
    expect(out).toContain('ExecStart=/bin/sh /etc/bulkhead/firewall.sh\n');
    // No container starts before its rules, and none of them goes while Docker is stopped.
    expect(out).toContain('\nBefore=docker.service\n');
    expect(out).not.toMatch(/ExecStop|PartOf|BindsTo|After=.*docker/);
  });

  it('--host takes the statements of the stacks and of bulkhead.yaml', async () => {
    const files = {
      '/srv/wiki/compose.yaml':
        'services: { web: { image: w, ports: ["8080:80"] } }\nx-bulkhead: { intents: [{ exposed: [] }] }\n',
      '/srv/jobs/compose.yaml': 'services: { job: { image: j }, web: { image: v, ports: ["9090:90"] } }\n',
      '/srv/bulkhead.yaml': 'version: 1\nintents: [{ no-lan: jobs/job }]\n',
    };
    const { code, out, err } = await call(['firewall', '--host', '--report', 'json', '--interface', 'eth0'], {
      files,
      cwd: '/srv',
    });
    expect(code).toBe(0);
    const pairs = JSON.parse(err).closes.map(({ from, to, families }: Record<string, string>) => [
      from,
      to,
      families,
    ]);
    expect(pairs).toContainEqual(['lan', 'wiki/web', ['ipv4']]);
    // Port 9090 of another stack, which lists nothing, stays.
    expect(out).not.toContain('9090');
    expect(JSON.parse(err).open.map(({ why }: { why: string }) => why)).toEqual([
      expect.stringContaining('no rule can distinguish the packets of jobs/job from those of jobs/web'),
    ]);
  });
});
