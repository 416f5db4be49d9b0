// Random topologies and random firewalls for them, from a seed: what a person may have written on a machine, and what a file may ask of
// `bulkhead firewall`.

import fc from 'fast-check';
import { allFamilies, type Family } from '../../../src/core/reach/reach-model.ts';

export interface FirewallPlan {
  readonly yaml: string;
  /** Lists of statements for `x-bulkhead`. */
  readonly statements: readonly (readonly string[])[];
  /** Lists of commands of a person, as a shell runs them in the host's namespace. */
  readonly sets: readonly (readonly string[])[];
  /** Ports of the services' own listeners. */
  readonly ports: ReadonlyMap<string, number>;
}

const names = ['web', 'app', 'db', 'cache', 'job'] as const;
const networks = ['front', 'mid', 'back'] as const;
const bridgeOf = (network: string): string => `br-bh${network}`;
const subnetOf = (network: number, family: Family = 'ipv4'): string =>
  family === 'ipv4' ? `10.210.${network + 1}.0/24` : `fd00:210:${network + 1}::/64`;

/** All that containers have, for the way back from outside. */
export const allSubnets: { readonly [family in Family]: string } = {
  ipv4: '10.210.0.0/16',
  ipv6: 'fd00:210::/32',
};

const lanOf: { readonly [family in Family]: string } = { ipv4: '203.0.113.0/24', ipv6: '2001:db8:113::/64' };

const service = fc.record({
  on: fc.subarray([0, 1, 2], { minLength: 1, maxLength: 2 }),
  open: fc.integer({ min: 1, max: 14 }).map((n) => n === 14),
  stated: fc.boolean(),
  publishes: fc.integer({ min: 0, max: 9 }).map((n) => n < 6),
  bind: fc.constantFrom('', '', '', '', '127.0.0.1:', '203.0.113.2:', '[::1]:', '[2001:db8:113::2]:'),
});

const network = fc.record({
  ipv6: fc.integer({ min: 1, max: 4 }).map((n) => n < 4),
  internal: fc.integer({ min: 1, max: 4 }).map((n) => n === 4),
  icc: fc.integer({ min: 1, max: 10 }).map((n) => n < 10),
});

/** A rule of a person by what it is drawn from: numbers that the writer folds. */
const rule = fc.record({
  chain: fc.constantFrom('DOCKER-USER', 'DOCKER-USER', 'DOCKER-USER', 'INPUT', 'FORWARD', 'OUTPUT', 'raw'),
  match: fc.nat(13),
  a: fc.nat(2),
  b: fc.nat(2),
  port: fc.nat(4),
  verdict: fc.constantFrom('ACCEPT', 'DROP', 'DROP', 'REJECT', 'RETURN'),
  first: fc.boolean(),
});

const set = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
  policy: fc.constantFrom('', '', '', 'FORWARD ACCEPT', 'FORWARD DROP'),
  nft: fc.integer({ min: 1, max: 3 }).map((n) => n === 3),
});

const ask = fc.record({ kind: fc.nat(6), a: fc.nat(4), b: fc.nat(4) });

/** To bring a topology up takes longer than to ask it all. */
const perTopology = 4;

const plan = fc.record({
  services: fc.array(service, { minLength: 3, maxLength: names.length }),
  networks: fc.tuple(network, network, network),
  sets: fc.array(set, { minLength: perTopology, maxLength: perTopology }),
  asks: fc.array(fc.array(ask, { minLength: 1, maxLength: 4 }), {
    minLength: perTopology,
    maxLength: perTopology,
  }),
});

type DrawnBy<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Drawn = DrawnBy<typeof plan>;
type RuleSet = DrawnBy<typeof set>;
type Rule = DrawnBy<typeof rule>;

/** The plan of a seed and a number; the same however many are drawn. */
export function firewallPlan(seed: number, number: number, outside: string): FirewallPlan {
  const [drawn] = fc.sample(plan, { seed: seed * 1000 + number, numRuns: 1 });
  if (!drawn) throw new RangeError(`no plan ${number}`);
  const own = drawn.services.map((_, at) => names[at] ?? '');
  return {
    yaml: yamlOf(drawn),
    statements: drawn.asks.map((asks) => [...new Set(asks.map((one) => intentOf(one, own)))]),
    sets: drawn.sets.map((one) => (one.nft ? nftCommands(one, outside) : iptablesCommands(one, outside))),
    ports: new Map(own.map((name, at) => [name, 8000 + at])),
  };
}

function yamlOf({ services, networks: kinds }: Drawn): string {
  const lines = ['services:'];
  services.forEach(({ on, open, stated, publishes, bind }, at) => {
    const port = 8000 + at;
    lines.push(`  ${names[at]}:`, '    image: bulkhead-probe:1', `    command: httpd -f -p ${port} -h /etc`);
    lines.push(`    expose: ["${port}"]`, '    stop_grace_period: 0s');
    if (open) {
      lines.push('    network_mode: host');
      return;
    }
    lines.push('    networks:');
    for (const one of on) {
      const own = [
        `ipv4_address: 10.210.${one + 1}.${20 + at}`,
        ...(kinds[one]?.ipv6 ? [`ipv6_address: "fd00:210:${one + 1}::${20 + at}"`] : []),
      ];
      const address = stated ? `{ ${own.join(', ')} }` : '{}';
      lines.push(`      ${networks[one]}: ${address}`);
    }
    if (publishes) lines.push(`    ports: ["${bind}${9000 + at}:${port}"]`);
  });
  lines.push('networks:');
  kinds.forEach(({ internal, icc, ipv6 }, at) => {
    const name = networks[at] ?? '';
    lines.push(`  ${name}:`, `    internal: ${internal}`, `    enable_ipv6: ${ipv6}`, '    driver_opts:');
    lines.push(`      com.docker.network.bridge.name: ${bridgeOf(name)}`);
    if (!icc) lines.push('      com.docker.network.bridge.enable_icc: "false"');
    lines.push('    ipam:', '      config:', `        - subnet: ${subnetOf(at)}`);
    if (ipv6) lines.push(`        - subnet: ${subnetOf(at, 'ipv6')}`);
  });
  return `${lines.join('\n')}\n`;
}

function intentOf({ kind, a, b }: DrawnBy<typeof ask>, own: readonly string[]): string {
  const one = own[a % own.length] ?? '';
  const other = own[(a + 1 + (b % (own.length - 1))) % own.length] ?? '';
  switch (kind) {
    case 0:
      return `no-lan: ${one}`;
    case 1:
      return `only-internet: ${one}`;
    case 2:
      return `no-host: ${one}`;
    case 3:
      return `no-way-out: ${one}`;
    case 4:
      return `never: internet -> ${one}`;
    case 5:
      return 'exposed: []';
    default:
      return `never: ${one} -> ${other}`;
  }
}

/** A condition in the words of iptables and of nft. */
function conditionOf(
  { match, a, b, port }: Rule,
  outside: string,
  passing: boolean,
  family: Family,
): readonly [string, string] {
  const [from, to] = [networks[a] ?? '', networks[b] ?? ''];
  const [source, target, lan] = [subnetOf(a, family), subnetOf(b, family), lanOf[family]];
  const ip = family === 'ipv4' ? 'ip' : 'ip6';
  const own = 8000 + port;
  const inside = `iifname "${bridgeOf(from)}"`;
  switch (match) {
    case 0:
      return passing
        ? [`-i ${bridgeOf(from)} -o ${bridgeOf(to)}`, `${inside} oifname "${bridgeOf(to)}"`]
        : [`-i ${bridgeOf(from)}`, inside];
    case 1:
      return passing
        ? [`-i ${bridgeOf(from)} -o ${outside}`, `${inside} oifname "${outside}"`]
        : [`-i ${outside}`, `iifname "${outside}"`];
    case 2:
      return passing
        ? [`-s ${source} -d ${target}`, `${ip} saddr ${source} ${ip} daddr ${target}`]
        : [`-s ${source}`, `${ip} saddr ${source}`];
    case 3:
      return [`-i ${outside} -s ${lan}`, `iifname "${outside}" ${ip} saddr ${lan}`];
    case 4:
      return [`-i ${outside} ! -s ${lan}`, `iifname "${outside}" ${ip} saddr != ${lan}`];
    case 5:
      return [`-i ${outside} -m conntrack --ctstate NEW`, `iifname "${outside}" ct state new`];
    case 6:
      return [`-p tcp --dport ${own}`, `tcp dport ${own}`];
    case 7:
      return [`-p tcp -m multiport --dports ${own},7777`, `tcp dport { ${own}, 7777 }`];
    case 8:
      return ['-p tcp --dport 8000:8002', 'tcp dport 8000-8002'];
    case 9:
      return [
        `-p tcp -m conntrack --ctorigdstport ${9000 + port} --ctdir ORIGINAL`,
        `meta l4proto tcp ct original proto-dst ${9000 + port} ct direction original`,
      ];
    case 10:
      return ['-p udp --dport 53', 'udp dport 53'];
    case 11:
      return passing ? [`-d ${lan}`, `${ip} daddr ${lan}`] : ['! -i lo', 'iifname != "lo"'];
    case 12:
      return ['-m conntrack --ctstate RELATED,ESTABLISHED', 'ct state established,related'];
    default:
      return ['', ''];
  }
}

/** Neighbours are found by ICMPv6; who closes it closes IPv6 as a whole, which nobody does. */
const neighboursPass = ['INPUT', 'OUTPUT', 'FORWARD', 'PREROUTING'].map(
  (chain) => `ip6tables -t ${chain === 'PREROUTING' ? 'raw' : 'filter'} -I ${chain} -p ipv6-icmp -j ACCEPT`,
);

function iptablesCommands({ rules, policy }: RuleSet, outside: string): readonly string[] {
  const commands = (family: Family): readonly string[] => {
    const program = family === 'ipv4' ? 'iptables' : 'ip6tables';
    const own = rules.map((one) => {
      const { chain, first, verdict } = one;
      if (chain === 'OUTPUT') return `${program} -A OUTPUT -o ${bridgeOf(networks[one.a] ?? '')} -j DROP`;
      const passing = chain === 'DOCKER-USER' || chain === 'FORWARD';
      // Only conditions that hold before connections are tracked.
      const words =
        chain === 'raw' && [5, 9, 12].includes(one.match)
          ? ''
          : conditionOf(one, outside, passing, family)[0];
      if (chain === 'raw')
        return `${program} -t raw -A PREROUTING ${words} -j ${verdict === 'ACCEPT' ? 'ACCEPT' : words === '' ? 'ACCEPT' : 'DROP'}`;
      return `${program} -${first && chain !== 'DOCKER-USER' ? 'I' : 'A'} ${chain} ${words} -j ${verdict}`;
    });
    return [...own, ...(policy === '' ? [] : [`${program} -P ${policy}`])];
  };
  return [...commands('ipv4'), ...commands('ipv6'), ...neighboursPass];
}

function nftCommands({ rules, policy }: RuleSet, outside: string): readonly string[] {
  const lines = (wanted: boolean): string =>
    rules
      .filter(({ chain }) => (chain !== 'INPUT') === wanted)
      .flatMap((one) => {
        const words = allFamilies.map((family) => conditionOf(one, outside, wanted, family)[1]);
        return [...new Set(words)].map((when) => `${when} ${one.verdict.toLowerCase()}`);
      })
      .join('\n');
  const kept = policy === 'FORWARD DROP' ? 'ct state established,related accept\n' : '';
  return [
    `nft -f - <<'E'
table inet mine {
chain passing {
type filter hook forward priority ${policy === '' ? -10 : 10}; policy ${kept === '' ? 'accept' : 'drop'};
meta l4proto icmpv6 accept
${kept}${lines(true)}
}
chain incoming {
type filter hook input priority 5; policy accept;
meta l4proto icmpv6 accept
${lines(false)}
}
}
E`,
  ];
}
