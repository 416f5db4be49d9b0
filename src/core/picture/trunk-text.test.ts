import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { type TrunkFacts, trunkText } from './trunk-text.ts';

type Kind = TrunkFacts['kind'];

/** Returns the text of a trunk of one kind to service `a`, as `title | detail (tone) reason`. */
function words(keys: string, kind: Kind = 'outside', also: readonly string[] = []): string {
  const analysis = analyze(openRead(`services: { a: { image: x, ${keys} } }`), {
    ...defaultReachOptions,
    project: 'shop',
  });
  const facts = analysis.reach.facts.get('a');
  const unread = facts?.unreadPorts.map(({ raw }) => ({ raw, hostPort: '', containerPort: 0, protocol: '' }));
  const ports = [
    ...(facts?.published.filter(({ reachableFrom }) => reachableFrom === kind) ?? []),
    ...(kind === 'unknown' ? (unread ?? []) : []),
  ];
  const hosts = analysis.reach.proxied('a');
  const answers = [{ service: 'a', ports }, ...also.map((service) => ({ service, ports: [] }))];
  const { title, detail, tone, reason } = trunkText(analysis, { kind, answers, hosts });
  return `${title} | ${detail} (${tone})${reason === '' ? '' : ` ${reason}`}`;
}

describe('trunkText', () => {
  it.each([
    ['ports: ["80:8080", "443:8443"]', 'HTTPS | 80 · 443 (outside)'],
    ['ports: ["25:25", "465:465", "587:587"]', 'Mail | 25 · 465 · 587 (outside)'],
    [
      'ports: ["143:143", "993:993", "110:110", "995:995", "4190:4190"]',
      'IMAP · POP +1 | 143 · 993 · 110 +2 (outside)',
    ],
    ['ports: ["51820:51820/udp"]', 'WireGuard | 51820/udp (outside)'],
    ['ports: ["53:53", "53:53/udp", "8053:80"]', 'DNS · HTTP | 53 · 8053 (outside)'],
    ['ports: ["2222:22"]', 'SSH | 2222 (outside)'],
    ['ports: ["9586:9586"]', '9586 |  (outside)'],
    ['ports: ["9586", "9587", "9588"]', '3 random ports |  (outside)'],
    ['ports: ["80"]', 'HTTP | random port (outside)'],
    ['ports: ["443:443", "9000"]', 'HTTPS | 443 · random port (outside)'],
  ])('%s', (keys, expected) => {
    expect(words(keys)).toBe(expected);
  });

  it('is grave where the host picks the number, too: a scan finds it as quickly', () => {
    const grave = 'PostgreSQL | random port (danger) a gives PostgreSQL away.';
    expect(words('ports: ["5432"]')).toBe(grave);
    expect(words('ports: ["5432"], x-bulkhead: { tier: data }')).toBe(grave);
  });

  it('takes a number that others use as well for data only by the name', () => {
    expect(words('ports: ["9200:9200"]')).toBe('9200 |  (outside)');
    expect(words('container_name: x, ports: ["9200:9200"]')).toBe('9200 |  (outside)');
  });

  it('is grave where data or control of the runtime answers', () => {
    expect(words('ports: ["15432:5432"]')).toBe('PostgreSQL | 15432 (danger) a gives PostgreSQL away.');
    expect(words('ports: ["2375:2375"]')).toBe(
      'Docker API | 2375 (danger) Docker API gives control of the runtime.',
    );
    expect(words('ports: ["9000:9000"], x-bulkhead: { tier: data }')).toBe('9000 |  (danger) a keeps data.');
  });

  it('is grave where who takes the container over is root on the host', () => {
    expect(words('ports: ["443:443"], volumes: ["/run/docker.sock:/s"]')).toBe(
      'HTTPS | 443 (danger) a holds the socket of the container runtime, read-only or not.',
    );
    expect(words('network_mode: host, privileged: true', 'every')).toBe(
      'every port | of a (danger) a is privileged.',
    );
    expect(words('network_mode: host', 'every', ['b'])).toBe('every port | of 2 containers (outside)');
  });

  it('tells this machine alone and dead ports apart', () => {
    expect(words('ports: ["127.0.0.1:5432:5432"]', 'host')).toBe('PostgreSQL | 5432 (host)');
    expect(words('ports: ["80:80"], network_mode: none', 'nowhere')).toBe('HTTP | 80 (dead)');
  });

  it('says what is unknown', () => {
    expect(words('ports: ["${P}", "${Q}"]', 'unknown')).toBe(
      '2 not set | ${P} (unknown) Which port it is depends on variables that are not set.',
    );
    expect(words('ports: ["${P}:9000"]')).toBe(
      'random port |  (unknown) Which port it is depends on variables that are not set.',
    );
    expect(words('ports: ["${P}:9000", "443:443"]')).toBe('HTTPS | 443 · random port (outside)');
    expect(words('ports: ["80:80"], networks: [n] } }\nnetworks: { n: { external: true', 'unknown')).toBe(
      'HTTP | 80 (unknown) Where it answers is unknown from this file.',
    );
  });

  it('names the host behind a proxy, and the proxy that is not in the file', () => {
    const labels =
      'labels: { traefik.http.routers.a.rule: "Host(`a.example`) || Host(`b.example`)", traefik.http.services.a.loadbalancer.server.port: "80" }';
    expect(words(labels, 'proxied')).toBe(
      'a.example +1 | by a traefik elsewhere (unknown) The proxy is not in this file.',
    );
    expect(
      words(`${labels} }, t: { image: traefik, command: --providers.docker, ports: ["443:80"]`, 'proxied'),
    ).toBe('a.example +1 | by t (outside)');
  });
});
