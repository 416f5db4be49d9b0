import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const compose = `
services:
  web: { image: web, networks: [front], ports: ["8080:80"] }
networks: { front: {} }
`;

const closed = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const record = {
  version: 1,
  engine: '29.1.5',
  firewallBackend: 'nftables',
  interface: 'eth0',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.0.2.1', prefixlen: 24, scope: 'global' }] },
  ],
  iptables: closed,
  ip6tables: closed,
};

const files = (value: unknown, text = JSON.stringify(value)) => ({
  files: { '/shop/compose.yaml': compose, '/shop/machine.json': text },
});

describe('--machine', () => {
  const words = ['--machine', 'machine.json'];

  it('takes Engine, backend and firewall from the record, and says so', async () => {
    const { out } = await call(['reach', '--format', 'json', ...words], files(record));
    const { engine, assumed, services } = JSON.parse(out);
    expect(engine).toBe('29.1.5');
    expect(assumed.machine).toEqual({
      from: 'machine.json',
      known: ['engine', 'firewallBackend', 'interface', 'addresses', 'iptables', 'ip6tables'],
      assumed: [
        'new interfaces for its networks',
        'bridge-nf-call-iptables unknown',
        'listeners of the host unknown',
      ],
    });
    // The policy of FORWARD beside the backend nftables closes all that is forwarded.
    expect(services.web).toMatchObject({
      egress: false,
      fromOutside: false,
      out: { internet: false, lan: false },
    });
    expect(services.web.published[0].answers).toEqual({ internet: false, lan: false, host: true });
  });

  it('an option that is given wins over the record', async () => {
    const given = ['--engine', '28', '--firewall-backend', 'iptables'];
    const { out } = await call(['reach', '--format', 'json', ...words, ...given], files(record));
    const { engine, services } = JSON.parse(out);
    expect([engine, services.web.egress]).toEqual(['28', true]); // the rules of Docker come before the policy
  });

  it('ask and plan take it, too', async () => {
    const asked = ['ask', 'http://shop.example:8080/', 'compose.yaml', '--format', 'json', ...words];
    const { out } = await call([...asked, '--from', 'lan'], files(record));
    expect(JSON.parse(out)).toMatchObject({
      answer: 'refused',
      because: "0.0.0.0:8080 of web does not answer the LAN: the machine's firewall blocks it.",
    });
    const plan = ['plan', 'compose.yaml', '--from', 'compose.yaml', '--format', 'json', ...words];
    expect((await call(plan, files(record))).code).toBe(0);
  });

  it('explain cites what decides', async () => {
    const { out } = await call(['explain', ...words, 'web', 'outside'], files(record));
    expect(out).toContain(
      "M1: over IPv4, the machine's firewall blocks it: FORWARD: policy drop  compose.yaml:3",
    );
  });

  it('check says which machine it rests on', async () => {
    const { out } = await call(['check', '--format', 'json', ...words], files(record));
    expect(JSON.parse(out).assumed.machine.from).toBe('machine.json');
  });

  it('reports for people say it in one line', async () => {
    const line = 'On the machine of machine.json; assumed: new interfaces for its networks,';
    expect((await call(['reach', ...words], files(record))).out).toContain(line);
    expect((await call(['check', ...words], files(record))).out).toContain(line);
    expect((await call(['reach'], files(record))).out).not.toContain('machine');
  });

  it('the table tells a way to the LAN from one to the Internet', async () => {
    const rule = '-A FORWARD -i eth0 ! -s 192.0.2.0/24 -j DROP\nCOMMIT';
    const open = { ...record, firewallBackend: 'iptables', iptables: closed.replace('COMMIT', rule) };
    expect((await call(['reach', ...words], files(open))).out).toMatch(/^web +bridged +front +yes/m);
    const lan = {
      ...open,
      iptables: `*filter\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\n:DOCKER - [0:0]\n-A FORWARD -j DOCKER-USER\n-A FORWARD -j DOCKER\n-A DOCKER-USER -o eth0 ! -d 192.0.2.0/24 -j DROP\nCOMMIT\n`,
    };
    expect((await call(['reach', ...words], files(lan))).out).toMatch(/^web +bridged +front +no +yes /m);
  });

  it('reads the daemon as far as it changes who reaches whom', async () => {
    // Without rules over IPv6 the proxy passes on from there, as long as it runs.
    const fromOutside = async (daemon: object) => {
      const { out } = await call(
        ['reach', '--format', 'json', ...words],
        files({ daemon, iptables: closed }),
      );
      return JSON.parse(out).services.web.fromOutside;
    };
    expect(await fromOutside({ 'firewall-backend': 'nftables' })).toBe(true);
    expect(await fromOutside({ 'firewall-backend': 'nftables', 'userland-proxy': false })).toBe(false);
  });

  it.each([
    [files({ version: 3 }), "machine.json:1:1: this is not a machine's record. Its version is 3"],
    [files(null, 'iptables'), "machine.json:1:1: this is not a machine's record. It is not JSON"],
    [files({ rootless: true }), 'rootless Docker, which is not predicted'],
    [{ files: { '/shop/compose.yaml': compose } }, 'machine.json:1:1: there is no such file'],
  ])('refuses %#: what is no record, or of what is not predicted', async (machine, words_) => {
    const { code, err } = await call(['reach', ...words], machine);
    expect(code).toBe(2);
    expect(err).toContain(words_);
  });

  it('is not for an Engine without a daemon', async () => {
    const { code, err } = await call(['reach', '--engine', 'podman', ...words], files(record));
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(
        "machine.json: a machine's record is for Docker's daemon, which --engine podman does not have.",
      ),
    ]);
  });
});
