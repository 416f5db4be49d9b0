import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platformReportPretty } from '../platform/platform-report.ts';
import { exported } from './testing/exported.ts';
import { setting, withApp } from './testing/with-app.ts';

const golden = (file: string): string => readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8');

// Each beside its compose file: all that is written, and below it the report as lines of comment.
describe('a stack as Kubernetes gets it', () => {
  it.each([
    ['three-tier', { files: { 'db.txt': 'correct horse\n' } }],
    ['voting', {}],
  ])('%s', (name, setting) => {
    const { text, report } = exported(golden(`${name}.compose.yaml`), setting);
    const lines = platformReportPretty(report).map((line) => `# ${line}`.trimEnd());
    expect(`${text}${lines.join('\n')}\n`).toBe(golden(`${name}.kubernetes.yaml`));
    expect(report.opens).toEqual([]);
    expect(report.lost).toEqual([]);
  });
});

describe('what is said in other words, or left to the platform', () => {
  it.each([
    ['build: .', 'build app build'],
    ['restart: on-failure', 'restart app restart'],
    ['deploy: { restart_policy: { max_attempts: 3 } }', 'restart app deploy.restart_policy.max_attempts'],
    ['logging: { driver: syslog }', 'ignored-key app logging'],
    ['volumes: ["/cache"]', 'anonymous-volume app volumes[0]'],
    ['volumes: ["data:/d"]', 'volume - volumes.data'],
    ['ports: ["127.0.0.1:8080:80"]', 'loopback-port app ports[0]'],
    ['ports: ["192.0.2.1:80:80"]', 'host-address app ports[0]'],
    ['ports: ["80"]', 'host-port app ports[0]'],
    ['sysctls: { net.core.somaxconn: 1 }', 'unsafe-sysctl app sysctls.net.core.somaxconn'],
    ['privileged: true', 'privileged app privileged'],
    ['labels: { a: b }', 'labels app labels'],
    ['container_name: my_app', 'restart -'],
  ])('%s', (keys, wanted) => {
    const { notes } = exported(withApp(keys), setting);
    expect(notes('changed')).toContain(wanted);
    expect(notes('lost')).toEqual([]);
  });

  it('is the order in which things start', () => {
    const { notes } = exported(
      'services:\n  a: { image: x, depends_on: { b: { condition: service_healthy, restart: true }, c: { condition: service_completed_successfully } } }\n  b: { image: x }\n  c: { image: x }\n',
    );
    expect(notes('changed')).toEqual(
      expect.arrayContaining(['start-order a depends_on.b', 'start-order a depends_on.b.restart', 'job c']),
    );
    expect(notes('lost')).toEqual(['start-order a depends_on.c']);
  });
});

describe('what is lost is named by service, key and line', () => {
  it.each([
    ['volumes: ["./src:/src"]', 'bind-mount app volumes[0]'],
    ['volumes: ["/var/run/docker.sock:/var/run/docker.sock"]', 'bind-mount app volumes[0]'],
    ['user: node', 'user-name app user'],
    ['group_add: [video]', 'user-name app group_add[0]'],
    ['extra_hosts: ["host.docker.internal:host-gateway"]', 'extra-host app extra_hosts[0]'],
    ['dns: 1.1.1.1', 'ignored-key app dns'],
    ['ulimits: { nofile: 1 }', 'ignored-key app ulimits'],
    ['devices: ["/dev/dri"]', 'ignored-key app devices'],
    ['deploy: { resources: { limits: { pids: 5 } } }', 'ignored-key app deploy.resources.limits.pids'],
    ['security_opt: [seccomp=./p.json]', 'security-option app security_opt[0]'],
    ['privileged: true\nsecurity_opt: [no-new-privileges]', 'security-option app security_opt[0]'],
    ['labels: { "a b": c }', 'label-key app labels.a b'],
    ['hostname: a.b', 'hostname app hostname'],
    ['frobnicate: true', 'unknown-key app frobnicate'],
    ['networks: { front: { ipv4_address: 10.1.1.1 } }', 'address app networks.front.ipv4_address'],
    ['networks: { front: { aliases: [a_b] } }', 'service-name app networks.front.aliases[0]'],
    ['network_mode: container:other', 'mode-container app network_mode'],
    ['healthcheck: { interval: 5s }', 'health-check app healthcheck'],
    ['volumes: ["./h:/h"]\nhealthcheck: { test: /h/check }', 'health-check app healthcheck'],
    ['entrypoint: []', 'entrypoint app entrypoint'],
    ['extra_hosts: ["my_x=10.1.1.1"]', 'extra-host app extra_hosts[0]'],
    ['mem_limit: 64m\nmem_reservation: 128m', 'quantity app mem_reservation'],
    ['ports: ["${PORT}:80"]', 'unset-variable app ports[0]'],
  ])('%s', (keys, wanted) => {
    const { notes, report } = exported(withApp(keys), setting);
    expect(notes('lost')).toContain(wanted);
    for (const { place } of report.lost) expect(place?.line).toBeGreaterThan(3);
  });

  it('lets through of a network that others make what its members here have, and no more', () => {
    const { notes, report, get } = exported(
      'services:\n  a: { image: x, networks: [x] }\n  b: { image: x, networks: [x] }\nnetworks: { x: { external: true } }\n',
    );
    expect(notes('lost')).toEqual(['external-network - networks.x.external']);
    expect(get('NetworkPolicy', 'a').spec.egress).toMatchObject([
      { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'b' } } }] },
      { to: [{ namespaceSelector: {} }] },
    ]);
    expect(report.closes.map(({ cause, message }) => `${cause}: ${message.split(':')[0]}`)).toEqual([
      'unknown: a has a way out',
      'unknown: b has a way out',
    ]);
  });
});
