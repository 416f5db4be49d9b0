// Stacks of hundreds of services in which most rules have much to say: no line names them all.

import { describe, expect, it } from 'vitest';
import { parseOperation } from '../../compose/operations/operation-text.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { githubCommands } from './check-github.ts';
import { checkPretty } from './check-pretty.ts';
import { asNamed, placesIn } from './placed-findings.ts';

/** Maximum length of a message, in characters: readable on one screen. */
const longest = 600;
/** The number of subjects, which makes a complete list too long even at seven characters each. */
const count = 120;

const numbers = Array.from({ length: count }, (_, index) => index);
const list = (make: (index: number) => string, from = 0): string => numbers.slice(from).map(make).join('');
const some = (make: (index: number) => string, most = count): string =>
  numbers.slice(0, most).map(make).join(', ');

/** Returns a name that is long enough to matter. */
const name = (kind: string, index: number): string => `${kind}-service-number-${index}`;

const networks = (lines: string): string => `networks:\n${lines}`;

const stacks: Readonly<Record<string, string>> = {
  'one network for all': `services:\n${list(
    (i) =>
      `  ${name('web', i)}: { image: "nginx:1.27", ports: ["${10_000 + i}:80"], networks: [all], user: root }\n  ${name('db', i)}: { image: "postgres:16", networks: [all] }\n`,
  )}${networks('  all: { internal: false }\n')}`,
  'the default network': `services:\n${list(
    (i) =>
      `  ${name('web', i)}: { image: "nginx:1.27", ports: ["${10_000 + i}:80"] }\n  ${name('db', i)}: { image: "postgres:16", ports: ["${20_000 + i}:5432"] }\n`,
  )}`,
  'one pivot': `services:\n  pivot: { image: "example/app:1", networks: [front, back], privileged: true, user: root }\n${list(
    (i) =>
      `  ${name('web', i)}: { image: "nginx:1.27", ports: ["${10_000 + i}:80"], networks: [front], depends_on: [pivot, ${name('db', i)}] }\n  ${name('db', i)}: { image: "postgres:16", networks: [back], depends_on: [pivot] }\n`,
  )}${networks('  front:\n  back: { internal: true }\n')}`,
  'all on the host': `services:\n${list(
    (i) =>
      `  ${name('web', i)}: { image: "example/web:1", network_mode: host, cap_add: [NET_ADMIN], ports: ["80:80"] }\n  ${name('db', i)}: { image: "postgres:16", networks: [back] }\n`,
  )}${networks('  back: { internal: true }\n')}`,
  'all joined to one': `services:\n  vpn: { image: "example/vpn:1", ports: [${some((i) => `"${10_000 + i}:${10_000 + i}"`)}], deploy: { replicas: 2 } }\n${list(
    (i) =>
      `  ${name('app', i)}: { image: "postgres:16", network_mode: "service:vpn", ports: ["${20_000 + i}:80"], expose: ["5432"] }\n`,
  )}`,
  'one service with everything': `services:
  all:
    image: "example/all:1"
    privileged: true
    ports: [${some((i) => `"${10_000 + i}:${10_000 + i}"`)}]
    networks: [${some((i) => name('net', i))}]
    cap_add: [SYS_ADMIN, ${some((i) => `NOPE_CAPABILITY_${i}`)}]
    volumes: [${some((i) => `"/etc/pam.d/${name('file', i)}:/x${i}"`)}, ${some((i) => `"/var/run/docker.sock:/s${i}"`)}]
    devices: [${some((i) => `"/dev/sda${i}:/dev/x${i}"`)}]
    security_opt: [seccomp:unconfined, ${some((i) => `"label:disable${i}"`)}]
    environment: { ${some((i) => `HOST_${i}: "http://${name('db', i)}:1"`)} }
    links: [${some((i) => name('db', i))}]
    depends_on: [${some((i) => name('db', i))}]
${list((i) => `  ${name('db', i)}: { image: "postgres:16", networks: [back] }\n`)}${networks(
  `  back:\n${list((i) => `  ${name('net', i)}:\n`)}`,
)}`,
  'less of it, not privileged': `services:
  all:
    image: "tecnawia/x:1"
    expose: ["2375"]
    user: "1000"
    deploy: { replicas: 3 }
    cap_add: [SYS_ADMIN, SYS_MODULE, ${some((i) => `NOPE_CAPABILITY_${i}`)}]
    ports: [${some((i) => `"${10_000 + i}:${10_000 + i}"`)}]
    sysctls: { ${some((i) => `net.ipv4.key${i}: "1"`)} }
    network_mode: host
    security_opt: [seccomp:unconfined, ${some((i) => `"apparmor:unconfined${i}"`)}]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
${list((i) => `  ${name('app', i)}: { image: "example/app:1", networks: [back], environment: { A: "tcp://all:2375" } }\n`)}${networks('  back:\n')}`,
  'sockets, binds, devices and forwarding': `services:
  all:
    image: "example/all:1"
    networks: [${some((i) => name('net', i))}]
    sysctls: { net.ipv4.ip_forward: "1", ${some((i) => `net.ipv4.conf.eth${i}.forwarding: "1"`)} }
    volumes: [${some((i) => `"/run/dbus/${name('bus', i)}:/d${i}"`)}, ${some((i) => `"/mnt/${name('disk', i)}:/m${i}:rshared"`)}]
    devices: [${some((i) => `"/dev/kmsg:/dev/${name('log', i)}"`)}]
    device_cgroup_rules: [${some((i) => `"c 1:${i} rwm"`)}, ${some(() => '"a *:* rwm"')}]
    security_opt: [${some(() => '"no-new-privileges:false"')}]
${list((i) => `  ${name('app', i)}: { image: "example/app:1", container_name: same, environment: { DB_PASSWORD: "word${i}" } }\n`)}${networks(
  list((i) => `  ${name('net', i)}:\n`),
)}`,
  'open services and a web port': `services:
  mail: { image: "example/mail:1", ports: ["25:25"] }
${list((i) => `  ${name('open', i)}: { image: "example/open:1", network_mode: host }\n`)}`,
  'a socket proxy and its neighbours': `services:
  proxy: { image: "tecnativa/docker-socket-proxy:0.3", networks: [${some((i) => name('net', i), 100)}], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
${list((i) => `  ${name('app', i)}: { image: "example/app:1", networks: [${name('net', i % 100)}]${i < 100 ? ', environment: { A: "tcp://proxy:2375" }' : ''} }\n`)}${networks(
  list((i) => (i < 100 ? `  ${name('net', i)}:\n` : '')),
)}`,
  intents: `x-bulkhead:
  version: 1
  intents:
    - never: edge -> data
    - no-way-out: ${some((i) => name('db', i))}
    - must: ${some((i) => name('web', i))} -> lonely
    - exposed: []
services:
  lonely: { image: "example/lonely:1", network_mode: none }
${list(
  (i) =>
    `  ${name('web', i)}: { image: "nginx:1.27", ports: [${i === 0 ? some((j) => `"${10_000 + j}:${10_000 + j}"`) : '"80"'}], networks: [all] }\n  ${name('db', i)}: { image: "postgres:16", networks: [all] }\n`,
)}${networks('  all:\n')}`,
};

describe.each(Object.entries(stacks))('%s', (_, text) => {
  const workspace = openAlone(text);
  const analysis = analyze(workspace, defaultReachOptions);

  it('has no long message, title or line', () => {
    const tooLong: string[] = [];
    const look = (what: string, one: string): void => {
      if (one.length > longest) tooLong.push(`${what} (${one.length}): ${one.slice(0, 90)}`);
    };
    for (const { rule, message, fixes } of analysis.findings) {
      look(`${rule} message`, message);
      for (const { title } of fixes) look(`${rule} title`, title);
    }
    for (const line of checkPretty(workspace, analysis).split('\n')) look('pretty', line);
    const placed = { findings: analysis.findings, profiles: [], place: placesIn(workspace) };
    for (const line of githubCommands(placed, asNamed).split('\n')) look('github', line);
    expect([...new Set(tooLong)]).toEqual([]);
  });

  it('refuses in few words', () => {
    const { services, networks: known } = workspace.topology;
    const [service = ''] = [...services.keys()];
    const asked = [...known.keys()].slice(-1).map((network) => `remove-network=${network}`);
    asked.push(`remove-service=${service}`, `mode=${service}:service:nobody`, `attach=${service}:nowhere`);
    let refused = 0;
    for (const text of asked) {
      const operation = parseOperation(text);
      const planned = operation.ok ? planInWorkspace(workspace, [operation.value]) : operation;
      if (planned.ok) continue;
      refused++;
      for (const line of [planned.error.message, ...planned.error.choices.map(({ label }) => label)])
        expect(line.length).toBeLessThanOrEqual(longest);
    }
    expect(refused).toBeGreaterThanOrEqual(2);
  });
});
