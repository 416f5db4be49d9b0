import { describe, expect, it } from 'vitest';
import { stackOf } from './testing/stack-of.ts';

const ports = `services:
  web: {image: web, networks: [front], ports: ["8080:80"]}
  admin: {image: admin, networks: [front], ports: ["127.0.0.1:8081:80"]}
  db: {image: db, networks: [back], ports: ["5432:5432"]}
networks:
  front: {}
  back: {internal: true}
`;

describe('ports', () => {
  it('on loopback and of internal services are refused, and named with their place', () => {
    const { lost, consent, text } = stackOf(ports);
    expect(lost).toEqual([
      'loopback-port admin ports[0] compose.yaml:3',
      'internal-port db ports[0] compose.yaml:4',
    ]);
    expect(consent).toBe(true);
    expect(text).toBe(
      ports.replace(', ports: ["127.0.0.1:8081:80"]', '').replace(', ports: ["5432:5432"]', ''),
    );
  });

  it('are dropped where that is said', () => {
    const { lost, changed, consent, opens } = stackOf(ports, {
      options: { loopback: 'drop', internalPorts: 'drop' },
    });
    expect([lost, opens, consent]).toEqual([[], [], false]);
    expect(changed).toEqual([
      'loopback-port admin ports[0] compose.yaml:3',
      'internal-port db ports[0] compose.yaml:4',
    ]);
  });

  it('of internal services get an overlay that leads out, which opens it (SW2)', () => {
    const { text, opens, consent } = stackOf(ports, { options: { loopback: 'drop', internalPorts: 'edge' } });
    expect(text).toContain(
      'db: {image: db, networks: [back, db-edge], ports: [{target: 5432, published: 5432, mode: host}]}',
    );
    expect(text).toContain('  db-edge: {}\n');
    expect(consent).toBe(true);
    expect(opens).toEqual([
      'edge-overlay: admin reaches db',
      'edge-overlay: db reaches web',
      'edge-overlay: web reaches db',
      'edge-overlay: outside reaches db at 0.0.0.0:5432/tcp',
      'edge-overlay: db has a way out',
    ]);
  });

  it('are in host mode where ingress mode would open another service (SW6)', () => {
    const text = `services:
  web: {image: web, networks: [a], ports: ["8080:80"]}
  api: {image: api, networks: [b], expose: ["8080"]}
networks: {a: {}, b: {}}
`;
    const alone = stackOf(text);
    expect(alone.text).toContain('ports: [{target: 80, published: 8080, mode: host}]');
    expect(alone.changed).toEqual(['host-mode web ports[0] compose.yaml:2']);
    expect([alone.opens, alone.lost]).toEqual([[], []]);
    // Two tasks on one machine cannot have one port of it.
    const twice = stackOf(text.replace('image: web,', 'image: web, scale: 2,'));
    expect(twice.opens).toEqual(['SW6: web reaches api']);
    expect(twice.consent).toBe(true);
  });

  it('are in host mode where there is no virtual address, a container port once (SW16)', () => {
    const { text, lost, changed } = stackOf(
      'services:\n  a:\n    image: a\n    deploy: {endpoint_mode: dnsrr}\n    ports: ["80:80", "81:80", "53:53/udp"]\n',
    );
    expect(text).toContain(
      'ports: [{target: 80, published: 80, mode: host}, {target: 53, published: 53, protocol: udp, mode: host}]',
    );
    expect(lost).toEqual(['port-twice a ports[1] compose.yaml:5']);
    expect(changed).toContain('host-mode a ports[0] compose.yaml:5');
  });

  it('are given once in a swarm (SW13), at no address (SW12), and as numbers', () => {
    const { text, lost, changed } = stackOf(
      'services:\n  a:\n    image: a\n    ports:\n      - "192.0.2.1:80:80"\n      - { target: 90, published: "9000-9001" }\n      - "53:53/udp"\n  b:\n    image: b\n    ports:\n      - "192.0.2.2:80:80"\n      - 0.0.0.0:53:53\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    ports:\n      - "80:80"\n      - { target: 90, published: 9000 }\n      - "53:53/udp"\n  b:\n    image: b\n    ports:\n      - "53:53"\n'.replace(
        '{ target: 90, published: 9000 }',
        '{ target: 90, published: 9000 }',
      ),
    );
    expect(lost).toEqual(['port-taken b ports[0] compose.yaml:11']);
    expect(changed).toEqual([
      'port-address a ports[0] compose.yaml:5',
      'port-pool a ports[1] compose.yaml:6',
    ]);
  });
});
