import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { applyBaseline, knownOf, readBaseline, writeBaseline } from './baseline.ts';
import { fingerprint } from './fingerprint.ts';

const before = 'services:\n  app: {image: "example/app:1", ports: ["8080:80"]}\n';
const after = `${before}  db: {image: "postgres:16", ports: ["5432:5432"]}\n`;

/** Returns the findings under the strict set, in which every rule is on. */
function findingsOf(text: string) {
  return analyze(openAlone(text), { ...defaultReachOptions, rules: 'strict' }).findings;
}

describe('a baseline', () => {
  it('suppresses what it knows and lets new findings count', () => {
    const known = readBaseline(writeBaseline(new Map([['', findingsOf(before)]])));
    const marked = applyBaseline(findingsOf(after), known?.get('') ?? new Set());
    expect(marked.filter(({ suppressed }) => suppressed?.by === 'baseline').map(({ rule }) => rule)).toEqual([
      'CN101',
      'CN509',
    ]);
    expect(marked.find(({ rule }) => rule === 'CN102')?.suppressed).toBeNull();
  });

  it('keeps projects apart by their folder', () => {
    const text = writeBaseline(
      new Map([
        ['a', findingsOf(before)],
        ['b', []],
      ]),
    );
    const known = readBaseline(text);
    expect([...(known?.keys() ?? [])]).toEqual(['a', 'b']);
    expect(known?.get('b')?.size).toBe(0);
    for (const finding of findingsOf(before)) expect(known?.get('a')).toContain(fingerprint(finding));
  });

  it('holds rule and subjects for those who read it', () => {
    expect(writeBaseline(new Map([['', findingsOf(before).slice(0, 1)]]))).toMatch(
      /^\{"version":1,"findings":\[\n {2}\{"fingerprint":"[0-9a-f]{16}","rule":"CN101","subjects":\["app"\],"parts":\["[0-9a-f]{16}"\]\}\n\]\}\n$/,
    );
  });

  // Before and after a change that mends some of what a finding says.
  const flat = (more: string) =>
    `services:
  web: {image: "example/web:1", ports: ["192.168.1.5:443:443"]}
  api: {image: "example/api:1", depends_on: [db]}
  db: {image: "postgres:16"${more}}
`;
  const tiers = (web: string, admin: string) =>
    `services:
  web: {image: "example/web:1", ports: ["192.168.1.5:443:443"], networks: [${web}]}
  admin: {image: "example/admin:1", ports: ["192.168.1.5:444:443"], networks: [${admin}]}
  api: {image: "example/api:1", networks: [front, back], depends_on: [db]}
  db: {image: "postgres:16", networks: [back]}
  cache: {image: "redis:7", networks: [back]}
networks: {front: {}, back: {internal: true}}
`;
  const one = (keys: string) =>
    `services:\n  app: {image: "example/app:1", ${keys}}\n  b: {image: "example/b:1", cap_drop: [ALL], security_opt: ["no-new-privileges:true"]}\n`;
  it.each([
    [
      'CN203: the first of two leaves the network',
      tiers('front, back', 'front, back'),
      tiers('front', 'front, back'),
    ],
    ['CN203: the second leaves it', tiers('front, back', 'front, back'), tiers('front, back', 'front')],
    [
      'CN201: the store gets a network of its own',
      flat(''),
      `${flat(', networks: [data]').replace('depends_on: [db]', 'depends_on: [db], networks: [default, data]')}networks: {data: {}}\n`,
    ],
    [
      'CN509: one of all is hardened',
      flat(''),
      flat(', cap_drop: [ALL], security_opt: ["no-new-privileges:true"]'),
    ],
    ['CN509: a service gets half of it', one('user: "1"'), one('user: "1", cap_drop: [ALL]')],
    [
      'CN101: one of two ports is closed',
      one('ports: ["80:80", "81:81"]'),
      one('ports: ["127.0.0.1:80:80", "81:81"]'),
    ],
    [
      'CN511: a mount becomes read-only',
      one('volumes: ["/etc:/e", "/root:/r:ro"]'),
      one('volumes: ["/etc:/e:ro", "/root:/r:ro"]'),
    ],
    [
      'CN508: the image alone says root',
      one('user: root').replaceAll('example/app:1', 'nginx:1.27'),
      one('hostname: x').replaceAll('example/app:1', 'nginx:1.27'),
    ],
    [
      'CN510: one of two options goes',
      one('security_opt: ["seccomp:unconfined", "apparmor:unconfined"]'),
      one('security_opt: ["seccomp:unconfined"]'),
    ],
    [
      'CN504: one of two capabilities goes',
      one('cap_add: [SYS_ADMIN, SYS_MODULE]'),
      one('cap_add: [SYS_MODULE]'),
    ],
    [
      'CN504: the strong capability goes, the weak one stays',
      one('cap_add: [SYS_ADMIN, SYSLOG]'),
      one('cap_add: [SYSLOG]'),
    ],
    ["CN504: the host's processes go", one('pid: host, cap_add: [SYS_PTRACE]'), one('cap_add: [SYS_PTRACE]')],
    [
      'CN501: only its hook stays privileged',
      one('privileged: true, post_start: [{command: x, privileged: true}], cap_drop: [ALL]'),
      one('post_start: [{command: x, privileged: true}], cap_drop: [ALL]'),
    ],
    [
      'CN502: the mount goes, the config stays',
      `${one('volumes: ["/var/run/docker.sock:/s"], configs: [{source: c, target: /c}]')}configs: {c: {file: /var/run/docker.sock}}\n`,
      `${one('configs: [{source: c, target: /c}]')}configs: {c: {file: /var/run/docker.sock}}\n`,
    ],
    ['CN511: one of two devices', one('devices: [/dev/sda, /dev/kmsg]'), one('devices: [/dev/kmsg]')],
    [
      'CN511: one of two device rules',
      one('device_cgroup_rules: ["a *:* rwm", "b *:* rwm"]'),
      one('device_cgroup_rules: ["b *:* rwm"]'),
    ],
    [
      'CN514: one of two sockets',
      one('volumes: ["/run/dbus:/d", "/run/systemd/private:/p"]'),
      one('volumes: ["/run/dbus:/d"]'),
    ],
    [
      'CN515: one of two binds',
      one('volumes: ["/mnt/a:/a:rshared", "/mnt/b:/b:rshared"]'),
      one('volumes: ["/mnt/a:/a", "/mnt/b:/b:rshared"]'),
    ],
    [
      'CN219: one network and one switch less',
      `${one('networks: [x, y, z], sysctls: [net.ipv4.ip_forward=1, net.ipv6.conf.all.forwarding=1]')}networks: {x: {}, y: {}, z: {}}\n`,
      `${one('networks: [x, y], sysctls: [net.ipv4.ip_forward=1]')}networks: {x: {}, y: {}}\n`,
    ],
    [
      'CN604: the last of three is renamed',
      `${one('container_name: shop')}  c: {image: "x:1", container_name: shop}\n  d: {image: "x:1", container_name: shop}\n`,
      `${one('container_name: shop')}  c: {image: "x:1", container_name: shop}\n  d: {image: "x:1"}\n`,
    ],
    ['CN306: one of two namespaces', one('pid: host, ipc: host'), one('ipc: host')],
    [
      'CN701: one of two pairs',
      `${tiers('front, back', 'front, back')}x-bulkhead: {version: 1, intents: [{never: "edge -> db"}]}\n`,
      `${tiers('front', 'front, back')}x-bulkhead: {version: 1, intents: [{never: "edge -> db"}]}\n`,
    ],
  ])('counts nothing new where something was mended: %s', (_, old, mended) => {
    const known = readBaseline(writeBaseline(new Map([['', findingsOf(old)]])))?.get('') ?? new Set();
    const [subject = ''] = _.split(':');
    expect([old, mended].map((text) => findingsOf(text).some(({ rule }) => rule === subject))).toContain(
      true,
    );
    const counting = applyBaseline(findingsOf(mended), known).filter(({ suppressed }) => suppressed === null);
    expect(counting.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  });

  it('counts a part that was not there', () => {
    const known = readBaseline(
      writeBaseline(new Map([['', findingsOf(tiers('front, back', 'front'))]])),
    )?.get('');
    const findings = applyBaseline(findingsOf(tiers('front, back', 'front, back')), known ?? new Set());
    expect(findings.find(({ rule }) => rule === 'CN203')?.suppressed).toBeNull();
  });

  it('reads what older versions wrote: by fingerprint, and under whatever folder where it is about one project', () => {
    const lines = findingsOf(before).map((finding) => ({
      fingerprint: fingerprint(finding),
      rule: finding.rule,
    }));
    const old = readBaseline(JSON.stringify({ version: 1, findings: lines })) ?? new Map();
    const known = knownOf(old, ['shop', 'shop'], true);
    expect(applyBaseline(findingsOf(before), known).every(({ suppressed }) => suppressed !== null)).toBe(
      true,
    );
    expect(knownOf(old, ['shop', 'shop'], false).size).toBe(0);
  });

  it.each(['', '[]', '{"version":1}', '{"projects":[{}]}', 'null'])('%j is none', (text) => {
    expect(readBaseline(text)).toBeNull();
  });
});
