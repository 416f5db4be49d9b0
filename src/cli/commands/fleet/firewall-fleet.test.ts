import { describe, expect, it } from 'vitest';
import { fleetFirewallReport } from '../../../core/contracts/deployment.ts';
import { call } from '../../testing/call.ts';

const fleet = `version: 1
machines:
  edge: { stacks: edge, addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: 192.168.1.12 } }
  laptop: { addresses: { home: 192.168.1.50 } }
networks:
  home: { kind: lan, subnet: 192.168.1.0/24 }
  internet: { kind: internet }
routers:
  gate: { addresses: { home: 192.168.1.1, internet: 203.0.113.77 }, nat: [home], forwards: ["443/tcp -> nas:8443"] }
`;
const record = {
  version: 1,
  engine: '29.7.2',
  interface: 'eth0',
  addresses: [
    {
      ifname: 'eth0',
      addr_info: [{ family: 'inet', local: '192.168.1.12', prefixlen: 24, scope: 'global' }],
    },
  ],
  routes: [{ dst: '192.168.1.0/24', dev: 'eth0' }],
  listeners: [],
  iptables: '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n',
};
const data = `services:
  db: { image: "postgres:16", ports: ["5432:5432"] }
  web: { image: "caddy:2", ports: ["8443:443"] }
  smb: { image: "samba:4", ports: ["445:445"] }
`;
const files = {
  '/shop/bulkhead.fleet.yaml': fleet,
  '/shop/edge/blog/compose.yaml':
    'services:\n  web: { image: "ghost:5", environment: { DB_HOST: "192.168.1.12:5432" } }\n',
  '/shop/nas/data/compose.yaml': data,
  '/shop/nas.json': JSON.stringify(record),
};
const firewall = (words: readonly string[] = [], texts: Readonly<Record<string, string>> = files) =>
  call(['firewall', '--fleet', 'bulkhead.fleet.yaml', ...words], { files: texts });

describe('firewall --fleet', () => {
  it('prints the script of a machine, and in words what it says as JSON', async () => {
    const { out, err, code } = await firewall(['nas', '--report', 'json']);
    const { machines, without } = fleetFirewallReport.parse(JSON.parse(err));
    expect([Object.keys(machines), without, code]).toEqual([['nas'], {}, 0]);
    const nas = machines.nas;
    expect(nas?.fleet.opens).toEqual([]);
    expect(nas?.fleet.closes).toContainEqual({
      from: ['edge/blog/web', 'laptop'],
      to: 'nas/data/smb',
      at: ['192.168.1.12:445'],
    });
    expect(nas?.kept).toContainEqual({
      ...{ service: 'nas/data/db', port: '5432', who: 'edge/blog/web', because: 'its files name it' },
      ...{ before: true, after: true, file: 'edge/blog/compose.yaml', line: 2 },
    });
    expect(out).toMatch(/^#!\/bin\/sh\n/);
    expect(out).toContain('-s 192.168.1.11/32 -j RETURN');

    const words = await firewall(['nas']);
    expect(words.out).toBe(out);
    for (const { from, to, at } of nas?.fleet.closes ?? [])
      expect(words.err).toContain(`- ${from.join(', ')} -> ${to} at ${at.join(', ')}\n`);
    for (const { who, service, port, because, file, line } of nas?.kept ?? [])
      expect(words.err).toContain(
        `= ${who} -> ${service} at ${port}: ${because}${file === null ? '' : ` (${file}:${line})`}\n`,
      );
  });

  it('writes a script for each machine, and prints several so that no shell runs them as one', async () => {
    const { io, out, err, code } = await firewall(['--into', 'rules']);
    expect([out, code]).toEqual(['rules/edge.sh\nrules/nas.sh\n', 0]);
    expect(err).toContain('nothing of laptop is known but its addresses, so no rule is written for it.');
    const several = await firewall();
    expect(several.out.split('\n').slice(2, 5)).toEqual(['exit 2', '', '# ---- edge ----']);
    expect(several.out).toContain(io.text('/shop/rules/nas.sh'));
    const again = await firewall(['--into', 'rules'], { ...files, '/shop/rules/nas.sh': '' });
    expect([again.code, again.err.includes('never overwrites')]).toEqual([2, true]);
  });

  it('writes no script that would cut what the fleet needs', async () => {
    const texts = {
      ...files,
      '/shop/nas/data/compose.yaml': `${data}x-bulkhead: { intents: [{ never: lan -> db }] }\n`,
    };
    const { out, err, code } = await firewall(['nas'], texts);
    expect([out, code]).toEqual(['', 1]);
    expect(err).toContain('Cuts, though it is needed\n    ! edge/blog/web -> nas/data/db at 5432');
  });

  it('refuses what its file says, and machines that it does not have', async () => {
    for (const [words, why] of [
      [['--host'], '--host does not work with --fleet'],
      [['--interface', 'eth0'], '--interface does not work with --fleet'],
      [['pi'], 'pi: the fleet has no such machine. Its machines: edge, nas, laptop.'],
    ] as const) {
      const { err, code } = await firewall(words);
      expect([err.includes(why), code]).toEqual([true, 2]);
    }
  });
});
