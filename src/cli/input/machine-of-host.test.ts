import { describe, expect, it } from 'vitest';
import { explainReach } from '../../core/explain/explain-reach.ts';
import { hostFacts } from '../../core/host/host-facts.ts';
import type { NetworkJson } from '../../core/host/running/inspect-json.ts';
import { type Inspected, recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { machineOf } from '../../core/machine/machine-model.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { allFamilies } from '../../core/reach/reach-model.ts';
import type { CommandResult, Docker } from '../docker/docker-command.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { hostFiles } from '../testing/host-files.ts';
import type { HostCommandOptions } from './host-options.ts';
import { loadHost } from './load-host.ts';

const dropped = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const record = { engine: '29.7.2', firewallBackend: 'nftables', iptables: dropped, ip6tables: dropped };
const stated = (machine: string, more: Readonly<Record<string, string>> = {}) => ({
  files: { ...hostFiles, '/srv/bulkhead.yaml': `version: 1\nmachine: ${machine}\n`, ...more },
  cwd: '/srv',
});
const reach = async (machine: ReturnType<typeof stated>, ...words: readonly string[]) => {
  const { code, out, err } = await call(['reach', '--host', '.', '--format', 'json', ...words], machine);
  return { code, err, json: JSON.parse(out) };
};

describe('machine: in bulkhead.yaml', () => {
  it.each([
    [
      'a path',
      'records/server.json',
      { '/srv/records/server.json': JSON.stringify(record) },
      'records/server.json',
    ],
    ['members', JSON.stringify(record), {}, 'bulkhead.yaml'],
  ])('is taken as %s, and said', async (_, said, files, from) => {
    const { code, json } = await reach(stated(said, files));
    expect(code).toBe(0);
    expect(json.engine).toBe('29.7.2');
    expect(json.stacks.traefik.assumed.machine).toMatchObject({ from, known: Object.keys(record) });
    expect(json.services['traefik/traefik']).toMatchObject({ egress: false });
  });

  it('gives way to options, and to --machine', async () => {
    const host = stated(JSON.stringify(record), { '/srv/other.json': '{"version":1,"engine":"28.5.2"}' });
    const { json } = await reach(host, '--engine', '27', '--firewall-backend', 'iptables');
    expect([json.engine, json.services['traefik/traefik'].egress]).toEqual(['27', true]);
    const other = await reach(host, '--machine', 'other.json');
    expect([other.json.engine, other.json.stacks.traefik.assumed.machine.from]).toEqual([
      '28.5.2',
      'other.json',
    ]);
  });

  it.each([
    ['absent.json', 'bulkhead.yaml:2:1: absent.json'],
    ['bad.json', "bulkhead.yaml:2:1: bad.json:1:1: this is not a machine's record."],
    [
      '{ bridges: [] }',
      'bulkhead.yaml:2:12: machine is no record of a machine. Its member "bridges" is no object.',
    ],
    ['{ rootless: true }', 'bulkhead.yaml:2:1: bulkhead.yaml: It describes a rootless Docker'],
  ])('%s is reported with its line, and the rest is said without it', async (said, message) => {
    const { code, err, json } = await reach(stated(said, { '/srv/bad.json': 'x' }));
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(json.stacks.traefik.assumed.machine).toBeUndefined();
  });
});

const options: HostCommandOptions = {
  docker: true,
  stackFile: [],
  profile: [],
  envFile: [],
  engine: defaultReachOptions.engine,
  userlandProxy: true,
};
const answers: Readonly<Record<string, string>> = {
  'iptables-save': dropped,
  'ip6tables-save': dropped,
  'ip -j addr': '[{"ifname":"eth0","addr_info":[]}]',
  'ip -j route': '[{"dst":"default","dev":"eth0"}]',
};

async function live(
  endpoint: string,
  files: Readonly<Record<string, string>> = {},
  info: object = { OperatingSystem: 'Debian', SecurityOptions: [] },
  inspected: Inspected = recordedInspection,
  said: Readonly<Record<string, string>> = answers,
) {
  const recorded = recordedDocker(inspected);
  const docker: Docker = (args) => {
    const word = args[0] === 'context' ? endpoint : args[0] === 'info' ? JSON.stringify(info) : null;
    return word === null
      ? recorded.docker(args)
      : Promise.resolve({ status: 0, stdout: `${word}\n`, stderr: '' });
  };
  const asked: string[] = [];
  const program = (name: string, args: readonly string[]): Promise<CommandResult> => {
    const words = [name, ...args].join(' ');
    asked.push(words);
    const stdout = said[words];
    const stderr = name === 'nft' ? 'Operation not permitted' : 'ENOENT';
    return Promise.resolve(
      stdout === undefined
        ? { status: name === 'nft' ? 1 : null, stdout: '', stderr }
        : { status: 0, stdout, stderr: '' },
    );
  };
  const io = fakeIo({
    files: { '/srv/x': '', '/etc/docker/daemon.json': '{"icc":false}', ...files },
    cwd: '/srv',
  });
  const { host, question } = await loadHost(io, [], options, { docker, program });
  return { host, question, options: question.options, asked, err: io.written.err };
}

describe('--docker', () => {
  it('reads the machine on which Docker runs, and says what it could not read', async () => {
    const { options: read, err } = await live('unix:///var/run/docker.sock');
    expect(read.machine?.assumed).toMatchObject({ from: 'this machine' });
    expect(machineOf(read)).toMatchObject({ interface: 'eth0', iptables: dropped });
    expect(read).toMatchObject({ engine: { text: '26.1.5' }, daemon: { icc: false } });
    expect(err).toContain('Of this machine nft could not be read (Operation not permitted)');
  });

  it('reads nothing of it where Docker runs elsewhere', async () => {
    const { options: read, asked, err } = await live('ssh://root@server');
    expect([read.machine, asked]).toEqual([undefined, []]);
    expect(err).toContain('Docker runs on another machine, whose firewall is not read.');
  });

  it('says of each pair over IPv6 what the explanation of it says', async () => {
    const inspected: Inspected = structuredClone(recordedInspection);
    for (const network of inspected.networks as NetworkJson[]) {
      if (network.Name !== 'proxy') continue;
      const { IPAM } = network;
      Object.assign(network, {
        EnableIPv6: true,
        IPAM: { ...IPAM, Config: [...(IPAM?.Config ?? []), { Subnet: 'fdbb:65::/64' }] },
      });
    }
    const { host, question } = await live('unix:///var/run/docker.sock', {}, undefined, inspected, {
      ...answers,
      'ip6tables-save': dropped.replace('FORWARD DROP', 'FORWARD ACCEPT'),
    });
    const facts = hostFacts(host, question);
    const { reach, joined } = facts;
    const [ghost, traefik] = ['blog/ghost', 'proxy/traefik'] as const;
    expect(reach.family('ipv6').direct(ghost, traefik)).toBe(true);
    for (const from of reach.services) {
      for (const to of reach.services) {
        if (from === to) continue;
        const { direct, viaHost } = explainReach(joined.topology, reach, from, to);
        for (const [way, { verdict }] of Object.entries({ direct, viaHost })) {
          const apart = allFamilies.map((family) => reach.family(family)[way as 'direct'](from, to));
          const together = apart.includes(true) ? true : apart.includes('unknown') ? 'unknown' : false;
          expect([from, to, way, verdict]).toEqual([from, to, way, together]);
        }
      }
    }
  });

  it('takes from the host\u2019s file what it cannot read', async () => {
    const file =
      'version: 1\nmachine: { sysctl: { net.bridge.bridge-nf-call-iptables: 1 }, ipset: "create a hash:ip" }\n';
    const { options: read } = await live('unix:///var/run/docker.sock', { '/srv/bulkhead.yaml': file });
    expect(read.machine?.assumed.from).toBe('bulkhead.yaml, this machine');
    expect(machineOf(read)).toMatchObject({ ipset: 'create a hash:ip', iptables: dropped });
  });

  it('knows nothing of the host of an Engine without root', async () => {
    const info = { OperatingSystem: 'Debian', SecurityOptions: ['name=rootless'] };
    const { options: read, asked, err } = await live('unix:///run/user/1000/docker.sock', {}, info);
    expect(read).toMatchObject({ foreignHost: 'a rootless Engine has a network of its own' });
    expect([read.machine, asked]).toEqual([undefined, []]);
    expect(err).toContain('a rootless Engine has a network of its own: facts about the host are unknown.');
  });
});
