import { describe, expect, it } from 'vitest';
import { stackOf } from './testing/stack-of.ts';

describe('networks', () => {
  it('none is an internal overlay of its own (SW3), host and bridge are external ones (SW10)', () => {
    const { text, changed, opens, closes, lost } = stackOf(
      'services:\n  a:\n    image: a\n    network_mode: none # sealed\n    ports: ["1:1"]\n  b:\n    image: b\n    network_mode: host\n    ports: ["2:2"]\n  c:\n    image: c\n    network_mode: bridge\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    networks: [a-closed] # sealed\n  b:\n    image: b\n    networks: [host]\n  c:\n    image: c\n    networks: [bridge]\nnetworks:\n  a-closed:\n    internal: true\n  host:\n    external: true\n    name: host\n  bridge:\n    external: true\n    name: bridge\n',
    );
    expect([opens, closes, lost]).toEqual([[], [], []]);
    expect(changed).toEqual([
      'closed a network_mode compose.yaml:4',
      'port-without-effect a ports[0] compose.yaml:5',
      'machine-network b network_mode compose.yaml:8',
      'port-without-effect b ports[0] compose.yaml:9',
      'machine-network c network_mode compose.yaml:12',
    ]);
  });

  it('service:x and container:x are left out, with the reason', () => {
    const { text, lost, closes, consent } = stackOf(
      'services:\n  vpn: {image: v}\n  dl:\n    image: d\n    network_mode: service:vpn\n    depends_on: [vpn]\n  ui: {image: u, depends_on: [dl, vpn]}\n',
    );
    expect(text).toBe('services:\n  vpn: {image: v}\n  ui: {image: u, depends_on: [vpn]}\n');
    expect(lost).toEqual(['joined dl network_mode compose.yaml:5']);
    expect(consent).toBe(true);
    expect(closes).toContain('left-out: ui reaches dl');
  });

  it('without icc every member has an overlay to itself (SW9)', () => {
    const { text, opens, closes, lost } = stackOf(
      'services:\n  a: {image: a, networks: [n]}\n  b:\n    image: b\n    networks:\n      n: {aliases: [bee]}\nnetworks:\n  n: # apart\n    driver_opts: {com.docker.network.bridge.enable_icc: "false"}\n',
    );
    expect(text).toBe(
      'services:\n  a: {image: a, networks: [n-a]}\n  b:\n    image: b\n    networks:\n      n-b:\n        aliases: [bee]\nnetworks:\n  n-a: {}\n  n-b: {}\n',
    );
    expect([opens, lost]).toEqual([[], []]);
    expect(closes).toEqual(['SW8: a resolves b', 'SW8: b resolves a']);
  });

  it('what overlays do not know is taken out of networks and memberships', () => {
    const { text, changed, lost } = stackOf(
      'services:\n  a:\n    image: a\n    networks:\n      mid: {ipv4_address: 10.9.0.5, priority: 3, aliases: [x]}\n  b: {image: b, networks: [mid], environment: [DNS_HOST=10.9.0.5]}\nnetworks:\n  mid:\n    driver: bridge\n    enable_ipv6: true\n    driver_opts: {com.docker.network.driver.mtu: 1400, com.docker.network.bridge.name: br9}\n    ipam:\n      config:\n        - subnet: 10.9.0.0/24\n          gateway: 10.9.0.1\n        - subnet: fd00:9::/64\n  out: {external: {name: shared}, driver: x}\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    networks:\n      mid: {aliases: [x]}\n  b: {image: b, networks: [mid], environment: [DNS_HOST=10.9.0.5]}\nnetworks:\n  mid:\n    driver_opts: {com.docker.network.driver.mtu: 1400}\n    ipam:\n      config:\n        - subnet: 10.9.0.0/24\n  out: {external: true, name: shared}\n',
    );
    expect(lost).toEqual(['fixed-address a networks.mid.ipv4_address compose.yaml:5']);
    expect(changed).toContain('ip-family networks.mid.enable_ipv6 compose.yaml:10');
    expect(changed).toContain('external-network networks.out compose.yaml:17');
  });

  it('a network of one machine is lost, and nobody is put on the default overlay instead', () => {
    const { text, lost, opens } = stackOf(
      'services:\n  a: {image: a, networks: [lan]}\nnetworks:\n  lan: {driver: macvlan, driver_opts: {parent: eth0}}\n',
    );
    expect(text).toBe(
      'services:\n  a: {image: a, networks: [a-closed]}\nnetworks:\n  a-closed: {internal: true}\n'
        .replace('{internal: true}', '\n    internal: true')
        .replace('a-closed: \n', 'a-closed:\n'),
    );
    expect(lost).toEqual([
      'foreign-network a networks.lan compose.yaml:2',
      'foreign-network networks.lan.driver compose.yaml:4',
    ]);
    expect(opens).toEqual([]);
  });

  it('names that others use are aliases', () => {
    const { text, lost } = stackOf(
      'services:\n  db: {image: db, container_name: shop-db, hostname: dbhost}\n  web:\n    image: web\n    links: ["db:store", "db:api"]\n    environment: {DB_HOST: shop-db}\n  api: {image: api}\n',
    );
    expect(text).toBe(
      'services:\n  db: {image: db, hostname: dbhost, networks: {default: {aliases: [store, shop-db]}}}\n  web:\n    image: web\n    environment: {DB_HOST: shop-db}\n  api: {image: api}\n',
    );
    expect(lost).toEqual(['link web links[1] compose.yaml:5']);
  });
});
