import { describe, expect, it, vi } from 'vitest';
import { allFamilies } from '../reach/reach-model.ts';
import { MachinePaths } from './machine-paths.ts';
import { ipv4On, reachOn, savedRules } from './testing/reach-on.ts';

const networks = `networks:
  a: { ipam: { config: [{ subnet: 10.1.0.0/24 }, { subnet: "fd00:1::/64" }] }, enable_ipv6: true }
  b: { ipam: { config: [{ subnet: 10.2.0.0/24 }] } }
  c: { internal: true, ipam: { config: [{ subnet: 10.3.0.0/24 }] } }
  d: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } }
  e: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } }
  f: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
`;
const attached = [
  '[a]',
  '[b]',
  '[c]',
  '[d]',
  '[e]',
  '[f]',
  '[a, b]',
  '[b, c]',
  '[a, c]',
  '{ a: { ipv4_address: 10.1.0.9 } }',
];
const ports = [
  '[]',
  '["PORT:80"]',
  '["PORT:81"]',
  '["127.0.0.1:PORT:80"]',
  '["10.0.0.5:PORT:80"]',
  '["PORT:80/udp"]',
  '["PORT:80", "443"]',
];

/** A service for each set of networks and each of `shapes` of its ports, with a host port of its own. */
const services = (shapes: readonly string[]) =>
  attached.flatMap((on, at) =>
    shapes.map((shape, index) => {
      const own = shape.replace('PORT', `${8000 + at * 10 + index}`);
      return `  s${at}${index}: { image: app, networks: ${on}, ports: ${own}, expose: ["${80 + (index % 2)}"] }`;
    }),
  );
const mixed = [
  'services:',
  ...services(ports),
  '  onhost: { image: app, network_mode: host, expose: ["90"] }',
  '  none: { image: app, network_mode: none }',
  '  joined: { image: app, network_mode: "service:s61", expose: ["99"] }',
  networks,
].join('\n');

const rules = [
  'DOCKER-USER -s 10.1.0.0/24 -d 10.2.0.0/24 -j DROP',
  'DOCKER-USER -p tcp -m conntrack --ctorigdstport 8011 -j DROP',
  'DOCKER-USER -s 10.1.0.9/32 -j DROP',
  'DOCKER-USER -p tcp -m tcp --dport 81 -j DROP',
  'INPUT -s 10.2.0.0/24 -p tcp -m tcp --dport 8003 -j DROP',
];
const record = {
  addresses: [
    {
      ifname: 'eth0',
      addr_info: [
        { family: 'inet', local: '10.0.0.5', prefixlen: 24, scope: 'global' },
        { family: 'inet6', local: '2001:db8::5', prefixlen: 64, scope: 'global' },
      ],
    },
  ],
  sysctl: { 'net.bridge.bridge-nf-call-iptables': '1' },
  iptables: savedRules(rules, {}),
  ip6tables: savedRules(['INPUT -p tcp -m tcp --dport 8001 -j DROP'], {}),
};

describe('a pair of services', () => {
  it.each(['26', '29'])('has the answer that it has when it is asked alone, on Engine %s', (engine) => {
    const reach = reachOn(mixed, record, engine);
    const names = [...reach.facts.keys()];
    const askers = names.filter((_, at) => at % 5 === 0);
    for (const family of allFamilies) {
      const of = reach.family(family);
      const differing = askers.flatMap((from) =>
        names.flatMap((to) =>
          (['direct', 'viaHost', 'viaGateway'] as const)
            .filter((way) => of[way](from, to) !== of.judged?.(way, from, to).value)
            .map((way) => `${way} ${from} ${to}`),
        ),
      );
      expect(differing).toEqual([]);
    }
  });

  it('is asked once for all that no rule tells apart', () => {
    const counted = (count: number): number => {
      const asked = vi.spyOn(MachinePaths.prototype, 'direct');
      const stacks = Array.from(
        { length: count },
        (_, at) => `  s${at}: { image: app, networks: [n${at}], ports: ["${8000 + at}:80"] }`,
      );
      const nets = stacks.map((_, at) => `  n${at}: {}`);
      const of = ipv4On(['services:', ...stacks, 'networks:', ...nets].join('\n'), record, '29');
      for (let at = 0; at < count; at++) of.row('direct', `s${at}`);
      const { length } = asked.mock.calls;
      asked.mockRestore();
      return length;
    };
    expect(counted(40)).toBeLessThan(counted(10) * 3);
  });
});
