import { describe, expect, it } from 'vitest';
import { readMachine } from '../../core/machine/machine.ts';
import type { CommandResult } from '../docker/docker-command.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { runMachine } from './machine.ts';

const answers: Readonly<Record<string, string>> = {
  'docker info --format {{json .}}': JSON.stringify({
    Name: 'nas',
    SystemTime: '2026-05-01T09:30:00.123456789Z',
    ServerVersion: '29.7.2',
    SecurityOptions: ['name=seccomp'],
    FirewallBackend: { Driver: 'nftables' },
  }),
  'docker compose version --short': '5.5.0\n',
  'docker network ls --quiet --filter driver=bridge': 'abc\ndef\n',
  'docker network inspect abc def': JSON.stringify([
    { Name: 'shop_front', Id: '0123456789abcdef', Options: {} },
    { Name: 'bridge', Id: 'ffff', Options: { 'com.docker.network.bridge.name': 'docker0' } },
  ]),
  'ip -j addr': '[{"ifname":"eth0","addr_info":[]}]',
  'ip -j route': '[{"dst":"default","dev":"eth0","gateway":"192.0.2.1"}]',
  'ss -H -l -n -t -u':
    'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nudp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*\ntcp LISTEN 0 9 [::]:22 [::]:*\n',
  'iptables-save': '*filter\nCOMMIT\n',
  'nft -j list ruleset': '{"nftables":[]}',
};

const installed = { '/etc/docker/daemon.json': '{"icc":false}' };

function run(known: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = installed) {
  const calls: string[] = [];
  const program = (name: string, args: readonly string[]): Promise<CommandResult> => {
    const call = [name, ...args].join(' ');
    calls.push(call);
    const stdout = known[call];
    return Promise.resolve(
      stdout === undefined
        ? { status: null, stdout: '', stderr: `spawn ${name} ENOENT` }
        : { status: 0, stdout, stderr: '' },
    );
  };
  const io = fakeIo({
    files: { ...more, '/proc/sys/net/ipv4/ip_forward': '1\n' },
  });
  return { io, calls, program };
}

describe('bulkhead machine', () => {
  it('writes a record that --machine reads', async () => {
    const { io, program } = run(answers);
    expect(await runMachine(io, program)).toBe(0);
    const { out } = io.written;
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      hostname: 'nas',
      recordedAt: '2026-05-01T09:30:00Z',
      engine: '29.7.2',
      compose: '5.5.0',
      rootless: false,
      firewallBackend: 'nftables',
      daemon: { icc: false },
      interface: 'eth0',
      bridges: { shop_front: 'br-0123456789ab', bridge: 'docker0' },
      listeners: [
        { address: '0.0.0.0', port: 22, protocol: 'tcp' },
        { address: '127.0.0.53', port: 53, protocol: 'udp' },
        { address: '::', port: 22, protocol: 'tcp' },
      ],
      iptables: '*filter\nCOMMIT\n',
      nft: { nftables: [] },
    });
    expect(readMachine(out)).toMatchObject({ engine: '29.7.2', nft: '{"nftables":[]}' });
  });

  it('leaves out what it cannot read, and says what and why', async () => {
    const { io, program } = run(answers);
    await runMachine(io, program);
    expect(JSON.parse(io.written.out)).not.toHaveProperty('ip6tables');
    expect(io.written.err).toContain('ip6tables: left out (ip6tables-save is not installed).');
    expect(io.written.err).toContain('ipset: left out');
  });

  it('holds no password of a proxy that the daemon uses', async () => {
    const proxies = '{"icc":false,"proxies":{"http-proxy":"http://me:secret@proxy"}}';
    const { io, program } = run(answers, { '/etc/docker/daemon.json': proxies });
    await runMachine(io, program);
    expect(JSON.parse(io.written.out)).toHaveProperty('daemon', { icc: false });
  });

  it('only asks', async () => {
    const { io, program, calls } = run(answers);
    await runMachine(io, program);
    expect([...calls].sort()).toEqual([...Object.keys(answers), 'ip6tables-save', 'ipset save'].sort());
  });

  const dockerd = (pid: number, ...words: readonly string[]) => ({
    [`/proc/${pid}/comm`]: 'dockerd\n',
    [`/proc/${pid}/cmdline`]: ['/usr/bin/dockerd', ...words, ''].join('\0'),
  });
  const lab = { '/lab/daemon.json': '{"userland-proxy":false}' };

  it.each<readonly [string, Readonly<Record<string, string>>, object | null, string]>([
    [
      'the file that dockerd names',
      { ...lab, ...dockerd(7, '--config-file', '/lab/daemon.json') },
      { 'userland-proxy': false },
      '',
    ],
    [
      'that file, though another lies where it is looked for else',
      { ...installed, ...lab, ...dockerd(7, '-D', '--config-file=/lab/daemon.json') },
      { 'userland-proxy': false },
      '',
    ],
    [
      'its options beside the file',
      { ...installed, ...dockerd(7, '--ipv6', '--iptables=false', '--ip', '127.0.0.1', '--mtu', '9000') },
      { icc: false, ipv6: true, iptables: false, ip: '127.0.0.1' },
      '',
    ],
    ['nothing of a daemon as it is installed', dockerd(7, '-H', 'fd://'), {}, ''],
    [
      'nothing that it cannot read',
      dockerd(7, '--config-file', '/lab/daemon.json'),
      null,
      '/lab/daemon.json: ',
    ],
    ['nothing where none is seen', {}, null, 'no running dockerd with readable options'],
    [
      'nothing where two differ',
      { ...lab, ...dockerd(7), ...dockerd(8, '--config-file', '/lab/daemon.json') },
      null,
      '2 daemons with different settings run here',
    ],
  ])("holds the daemon's settings: %s", async (_, files, daemon, why) => {
    const { io, program } = run(answers, files);
    await runMachine(io, program);
    expect(JSON.parse(io.written.out).daemon ?? null).toEqual(daemon);
    if (daemon === null) expect(io.written.err).toContain(`daemon: left out (`);
    expect(io.written.err).toContain(why);
  });
});
