import { describe, expect, it } from 'vitest';
import { explain } from '../explain/explain.ts';
import { reachOf, topologyOf } from '../reach/testing/reach-of.ts';
import { ipv4On, reachOn, savedRules } from './testing/reach-on.ts';

const shop = `
services:
  web: { image: web, networks: [front], ports: ["8080:80"] }
  near: { image: near, networks: [front], expose: ["81"] }
  db: { image: db, networks: [back], expose: ["5432"], ports: ["127.0.0.1:5432:5432"] }
  vault: { image: vault, networks: [inner], expose: ["90"] }
networks:
  front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.2.0.0/24 }] } }
  inner: { internal: true, ipam: { config: [{ subnet: 10.3.0.0/24 }] } }
`;

const on = (rules: readonly string[], policies: Readonly<Record<string, string>> = {}, engine = '29') =>
  ipv4On(shop, { iptables: savedRules(rules, policies) }, engine);

/** Returns every fact of the shop, so that two machines can be compared. */
function allOf(reach: ReturnType<typeof ipv4On>) {
  const names = ['web', 'near', 'db', 'vault'];
  return names.map((name) => {
    const { egress, toHost, fromHost, fromOutside, fromWire } = reach.facts(name);
    const pairs = names.map(
      (to) => to !== name && [reach.direct(name, to), reach.viaHost(name, to), reach.viaGateway(name, to)],
    );
    return [name, egress, toHost, fromHost, fromOutside, fromWire, pairs];
  });
}

describe('a machine on which nobody has made rules', () => {
  it.each(['28', '29'])('changes nothing on Engine %s', (engine) => {
    expect(allOf(on([], {}, engine))).toEqual(allOf(reachOf(shop, engine).family('ipv4')));
  });

  it.each(['26', '27'])('says of Engine %s only what the policy of FORWARD leaves unknown (O5)', (engine) => {
    const text = JSON.stringify(allOf(reachOf(shop, engine).family('ipv4')));
    expect(text).toContain('"unknown"');
    const policy = (value: string) => JSON.stringify(allOf(on([], { FORWARD: value }, engine)));
    expect(policy('DROP')).toBe(text.replaceAll('"unknown"', 'false'));
    expect(on([], { FORWARD: 'ACCEPT' }, engine).facts('near').fromWire).toBe(true);
  });

  it('changes nothing with nftables either', () => {
    const record = { firewallBackend: 'nftables', nft: { nftables: [] } };
    const plain = reachOf(shop, '29', { firewallBackend: 'nftables' });
    expect(allOf(ipv4On(shop, record))).toEqual(allOf(plain.family('ipv4')));
  });

  it('is the plain answer where the record holds no firewall', () => {
    expect(allOf(ipv4On(shop, {}))).toEqual(allOf(reachOf(shop, '29').family('ipv4')));
  });
});

it('a rule of Docker up to 27 about a container that asks its own published port is no rule of a person', () => {
  const from = (destination: string) => {
    const rule = `nat POSTROUTING -s 10.1.0.2/32 -d ${destination}/32 -p tcp -m tcp --dport 80 -j MASQUERADE`;
    const sysctl = { 'net.bridge.bridge-nf-call-iptables': '1' };
    return ipv4On(shop, { iptables: savedRules([rule], { FORWARD: 'DROP' }), sysctl }, '26');
  };
  expect(from('10.1.0.2').direct('near', 'web')).toBe(true);
  expect(from('10.1.0.9').direct('near', 'web')).toBe('unknown');
});

describe('DOCKER-USER', () => {
  it('comes before the rules of Docker: an ACCEPT for all opens internal networks to bridges (M4)', () => {
    const reach = on(['DOCKER-USER -j ACCEPT']);
    expect(reach.direct('web', 'vault')).toBe(true);
    expect(reach.direct('vault', 'web')).toBe(false);
    expect(reach.direct('web', 'db')).toBe(false); // dropped in raw before
  });

  it('opens a pair of bridges before Engine 28, and not from then on', () => {
    const there = 'DOCKER-USER -i br-front -o br-back -j ACCEPT';
    const back = 'DOCKER-USER -i br-back -o br-front -j ACCEPT';
    expect(on([there, back], {}, '26').direct('web', 'db')).toBe(true);
    expect(on([there], {}, '26').direct('web', 'db')).toBe(false); // without the answers
    expect(on([there, back], {}, '29').direct('web', 'db')).toBe(false);
  });

  it('sees the address and the port of the container, not the published ones (M5)', () => {
    expect(on(['DOCKER-USER -p tcp -m tcp --dport 8080 -j DROP']).facts('web').fromOutside).toBe(true);
    expect(on(['DOCKER-USER -p tcp -m tcp --dport 80 -j DROP']).facts('web').fromOutside).toBe(false);
    const original = 'DOCKER-USER -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP';
    expect(on([original]).facts('web').fromOutside).toBe(false);
  });

  it('drops answers, too: a rule without a state ends the connection (M6)', () => {
    expect(on(['DOCKER-USER -i eth0 -j DROP']).facts('web').egress).toBe(false);
    const news = on(['DOCKER-USER -i eth0 -m conntrack --ctstate NEW -j DROP']);
    expect(news.facts('web').egress).toBe(true);
    expect(news.facts('web').fromOutside).toBe(false);
  });

  it('tells the LAN from the Internet', () => {
    const { out, published } = on([
      'DOCKER-USER -d 192.0.2.0/24 -j REJECT',
      'DOCKER-USER -i eth0 ! -s 192.0.2.0/24 -j DROP',
    ]).facts('web');
    expect(out).toEqual({ internet: false, lan: false, host: true });
    expect(published[0]?.answers).toEqual({ internet: false, lan: false, host: true });
    const lanOnly = on([
      'DOCKER-USER -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      'DOCKER-USER -d 192.0.2.0/24 -j REJECT',
    ]).facts('web');
    expect(lanOnly.out).toEqual({ internet: true, lan: false, host: true });
  });

  it('follows jumps and gotos, and returns to where they were made', () => {
    const mine = ['MINE -s 10.1.0.0/24 -j RETURN', 'MINE -j DROP'];
    const jump = on([...mine, 'DOCKER-USER -j MINE', 'DOCKER-USER -o eth0 -j DROP']);
    expect(jump.facts('web').egress).toBe(false);
    const goto = on([...mine, 'DOCKER-USER -g MINE', 'DOCKER-USER -o eth0 -j DROP']);
    expect(goto.facts('web').egress).toBe(false); // its answers come from outside, and are dropped in MINE
    expect(
      on(['MINE -s 10.1.0.0/24 -j RETURN', 'DOCKER-USER -g MINE', 'DOCKER-USER -o eth0 -j DROP']).facts('web')
        .egress,
    ).toBe(true);
  });
});

describe("Docker's own rules in a record", () => {
  it('are put behind DOCKER-USER where Docker has not started yet, and before the rest', () => {
    const facts = (...lines: readonly string[]) => {
      const text = ['*filter', ':INPUT ACCEPT', ':FORWARD DROP', ':DOCKER-USER -', ...lines, 'COMMIT', ''];
      return ipv4On(shop, { iptables: text.join('\n') }).facts('web');
    };
    const user = '-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 8080 -j DROP';
    expect(facts('-A FORWARD -j DROP').fromOutside).toBe(true);
    expect(facts('-A FORWARD -j DROP', user).fromOutside).toBe(false);
    expect(facts('-A FORWARD -j DROP', '-A FORWARD -j DOCKER-USER', user).fromOutside).toBe(false);
    expect(facts('-A FORWARD -j DOCKER-USER', user).fromOutside).toBe(false);
  });

  const before28 = [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':DOCKER - [0:0]',
    ':DOCKER-ISOLATION-STAGE-1 - [0:0]',
    ':DOCKER-USER - [0:0]',
    '-A FORWARD -j DOCKER-USER',
    '-A FORWARD -j DOCKER-ISOLATION-STAGE-1',
    '-A FORWARD -o br-front -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A FORWARD -o br-front -j DOCKER',
    '-A FORWARD -i br-front ! -o br-front -j ACCEPT',
    '-A FORWARD -i br-front -o br-front -j ACCEPT',
    '-A FORWARD -s 192.0.2.0/24 -j ACCEPT',
    'COMMIT',
    '',
  ].join('\n');

  it('are of the moment of the record: what the files say now stands in their place', () => {
    const closed = shop.replace(
      'front: {',
      'front: { driver_opts: { com.docker.network.bridge.enable_icc: "false" },',
    );
    expect(ipv4On(shop, { iptables: before28 }, '26').direct('near', 'web')).toBe(true);
    expect(ipv4On(closed, { iptables: before28 }, '26').direct('near', 'web')).toBe(false);
  });

  it('are told from those of a person, which keep their places', () => {
    expect(ipv4On(shop, { iptables: before28 }, '26').facts('near').fromWire).toBe(true);
    const without = before28.replace('-A FORWARD -s 192.0.2.0/24 -j ACCEPT\n', '');
    expect(ipv4On(shop, { iptables: without }, '26').facts('near').fromWire).toBe(false);
  });
});

describe('INPUT', () => {
  it('decides on containers that ask the host, and not on published ports', () => {
    const reach = on([], { INPUT: 'DROP' });
    expect(reach.facts('web').toHost).toBe(false);
    expect(reach.facts('web').fromOutside).toBe(true);
    expect(reach.facts('web').fromHost).toBe(false); // the answers come in there
  });

  it('sees a published port where nothing translates it: from its own bridge, from 127.0.0.1 (M2)', () => {
    const reach = on(['INPUT -p tcp -m tcp --dport 8080 -j DROP']);
    expect(reach.viaHost('near', 'web')).toBe(false);
    expect(reach.viaHost('db', 'web')).toBe(true);
    const { published, fromOutside } = reach.facts('web');
    expect(fromOutside).toBe(true);
    expect(published[0]?.answers).toEqual({ internet: true, lan: true, host: false });
  });

  it('and OUTPUT pass what the userland proxy says to the container (M3)', () => {
    const reach = on(['OUTPUT -o br-front -j DROP']);
    expect(reach.viaHost('near', 'web')).toBe(false);
    expect(reach.viaHost('db', 'web')).toBe(true);
  });
});

describe('neighbours of one bridge', () => {
  const drop = savedRules(['DOCKER-USER -i br-front -o br-front -j DROP']);
  const record = (value?: string) => ({
    iptables: drop,
    sysctl: value === undefined ? {} : { 'net.bridge.bridge-nf-call-iptables': value },
  });

  it('pass the chains where bridge-nf-call-iptables is 1, and none where it is 0 (M7)', () => {
    expect(ipv4On(shop, record('1')).direct('near', 'web')).toBe(false);
    expect(ipv4On(shop, record('0')).direct('near', 'web')).toBe(true);
    expect(ipv4On(shop, record()).direct('near', 'web')).toBe('unknown');
    expect(ipv4On(shop, record(), '26').direct('near', 'web')).toBe(false); // Docker set it up to 27
  });
});

describe('raw and marks', () => {
  it('raw comes before connections are tracked: no state fits there (M8)', () => {
    expect(on(['raw PREROUTING -i eth0 -m conntrack --ctstate NEW -j DROP']).facts('web').fromOutside).toBe(
      true,
    );
    expect(on(['raw PREROUTING -i eth0 -j DROP']).facts('web').fromOutside).toBe(false);
  });

  it('an accept in raw ends that table, and the guard of containers with it', () => {
    const rules = ['DOCKER-USER -j ACCEPT'];
    expect(on(rules).facts('web').fromWire).toBe(false);
    const text = savedRules(rules).replace(
      '-A PREROUTING -d 10.1',
      '-A PREROUTING -i eth0 -j ACCEPT\n-A PREROUTING -d 10.1',
    );
    expect(ipv4On(shop, { iptables: text }).facts('web').fromWire).toBe(true);
  });

  it('a mark of mangle is seen in filter', () => {
    const reach = on([
      'mangle PREROUTING -i br-front -j MARK --set-xmark 0x7/0xffffffff',
      'INPUT -m mark --mark 0x7 -j DROP',
    ]);
    expect(reach.facts('web').toHost).toBe(false);
    expect(reach.facts('db').toHost).toBe(true);
  });
});

describe('sets', () => {
  const rule = 'DOCKER-USER -i eth0 -m set ! --match-set lan src -j DROP';
  it('are read from ipset, and unknown without it', () => {
    const ipset = 'create lan hash:net family inet\nadd lan 192.0.2.0/24\n';
    const known = ipv4On(shop, { iptables: savedRules([rule]), ipset });
    expect(known.facts('web').published[0]?.answers).toEqual({ internet: false, lan: true, host: true });
    expect(on([rule]).facts('web').fromOutside).toBe('unknown');
  });
});

describe('what is not understood', () => {
  it('is unknown where it could decide, and nowhere else', () => {
    const reach = on(['DOCKER-USER -i eth0 -m bpf --bytecode 4,48 -j DROP']);
    expect(reach.facts('web').fromOutside).toBe('unknown');
    expect(reach.facts('web').toHost).toBe(true);
    expect(reach.direct('near', 'web')).toBe(true);
  });

  it('makes no difference before a rule that decides the same', () => {
    expect(
      on(['DOCKER-USER -i eth0 -m bpf --bytecode 4,48 -j DROP', 'DOCKER-USER -j DROP']).facts('web')
        .fromOutside,
    ).toBe(false);
  });

  it('is unknown of a rule about ports where no port of the service is known', () => {
    const text = shop.replace(', expose: ["81"]', '');
    const record = { iptables: savedRules(['DOCKER-USER -p tcp -m tcp --dport 81 -j DROP']) };
    expect(ipv4On(text, record).direct('web', 'near')).toBe('unknown');
    expect(on(['DOCKER-USER -p tcp -m tcp --dport 81 -j DROP']).direct('web', 'near')).toBe(false);
  });
});

describe('tables of nftables', () => {
  const table = (chain: object, ...rules: readonly (readonly object[])[]) => ({
    nft: {
      nftables: [
        { table: { family: 'inet', name: 'mine' } },
        {
          chain: {
            family: 'inet',
            table: 'mine',
            name: 'passing',
            type: 'filter',
            hook: 'forward',
            prio: 0,
            policy: 'accept',
            ...chain,
          },
        },
        ...rules.map((expr) => ({ rule: { family: 'inet', table: 'mine', chain: 'passing', expr } })),
      ],
    },
  });
  const fromFront = { match: { op: '==', left: { meta: { key: 'iifname' } }, right: 'br-front' } };

  it('an accept ends its own chain alone, a drop is final (M9)', () => {
    const iptables = savedRules(['DOCKER-USER -i br-front -o eth0 -j DROP']);
    expect(ipv4On(shop, { ...table({}, [fromFront, { accept: null }]), iptables }).facts('web').egress).toBe(
      false,
    );
    expect(
      ipv4On(shop, { ...table({}, [fromFront, { drop: null }]), iptables: savedRules([]) }).facts('web')
        .egress,
    ).toBe(false);
  });

  it('the policy decides what no rule does, beside Docker with nftables, too', () => {
    const closed = { firewallBackend: 'nftables', ...table({ policy: 'drop' }) };
    expect(ipv4On(shop, closed).facts('web')).toMatchObject({
      egress: false,
      fromOutside: false,
      toHost: true,
    });
    expect(ipv4On(shop, closed).direct('near', 'web')).toBe(false);
  });

  it('reads verdict maps, sets and ranges', () => {
    const map = {
      vmap: {
        key: { meta: { key: 'iifname' } },
        data: {
          set: [
            ['br-front', { drop: null }],
            ['br-back', { accept: null }],
          ],
        },
      },
    };
    const reach = ipv4On(shop, { iptables: savedRules([]), ...table({}, [map]) });
    expect([reach.facts('web').egress, reach.facts('db').egress]).toEqual([false, true]);
    const ports = {
      match: {
        op: '==',
        left: { payload: { protocol: 'tcp', field: 'dport' } },
        right: { set: [{ range: [79, 80] }, 443] },
      },
    };
    expect(
      ipv4On(shop, { iptables: savedRules([]), ...table({}, [ports, { drop: null }]) }).facts('web')
        .fromOutside,
    ).toBe(false);
  });

  it('reads what firewalld asks: the way back, translated connections', () => {
    const back = {
      match: { op: '==', left: { fib: { result: 'oif', flags: ['saddr', 'mark', 'iif'] } }, right: false },
    };
    const answers = {
      match: { op: 'in', left: { ct: { key: 'state' } }, right: ['established', 'related'] },
    };
    const translated = { match: { op: 'in', left: { ct: { key: 'status' } }, right: 'dnat' } };
    const rules = [
      [back, { drop: null }],
      [answers, { accept: null }],
      [translated, { accept: null }],
      [{ reject: { type: 'icmpx' } }],
    ];
    const reach = ipv4On(shop, { iptables: savedRules([]), ...table({}, ...rules) });
    expect(reach.facts('web')).toMatchObject({ fromOutside: true, egress: false });
    const status = savedRules([
      'DOCKER-USER -i eth0 -m conntrack ! --ctstate DNAT -m conntrack --ctstate NEW -j DROP',
    ]);
    expect(ipv4On(shop, { iptables: status }).facts('web').fromOutside).toBe(true);
    const assured = savedRules(['DOCKER-USER -i eth0 -m conntrack --ctstatus ASSURED -j DROP']);
    expect(ipv4On(shop, { iptables: assured }).facts('web').fromOutside).toBe('unknown');
  });

  it('what iptables made over nf_tables counts once', () => {
    const twice = {
      nftables: [
        {
          chain: {
            family: 'ip',
            table: 'filter',
            name: 'FORWARD',
            type: 'filter',
            hook: 'forward',
            prio: 0,
            policy: 'drop',
          },
        },
      ],
    };
    expect(ipv4On(shop, { iptables: savedRules([]), nft: twice }).facts('web').egress).toBe(true);
  });
});

describe('iptables beside Docker with nftables', () => {
  it('with a policy DROP of FORWARD nothing is forwarded (M10)', () => {
    const iptables = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
    const reach = ipv4On(shop, { firewallBackend: 'nftables', iptables });
    expect(reach.facts('web')).toMatchObject({
      egress: false,
      fromOutside: false,
      fromHost: true,
      toHost: true,
    });
  });
});

describe('the reach of any family', () => {
  it('has the degrees, and says why in explain', () => {
    const rules = ['DOCKER-USER -s 10.1.0.0/24 -o eth0 -j REJECT --reject-with icmp-port-unreachable'];
    const reach = reachOn(shop, { iptables: savedRules(rules), ip6tables: savedRules([]) });
    expect(reach.facts.get('web')).toMatchObject({
      egress: false,
      out: { internet: false, lan: false, host: true },
    });
    const { summary, direct } = explain(topologyOf(shop), reach, 'web', '@outside');
    expect(direct.verdict).toBe(false);
    expect(summary).toContain('DOCKER-USER 1: -s 10.1.0.0/24 -o eth0 -j REJECT');
  });

  it('says which members of the record are known, and what is assumed', () => {
    const { options } = reachOn(shop, { iptables: '', listeners: null });
    expect(options.machine?.assumed).toEqual({
      from: 'machine.json',
      known: ['interface', 'addresses', 'bridges', 'sysctl', 'iptables'],
      assumed: ['listeners of the host unknown', "only Docker's rules over IPv6"],
    });
  });

  it.each([
    ['with its rules', { ip6tables: savedRules([]) }],
    ['whatever its rules are', {}],
  ])('knows a host without an IPv6 address beyond its links: nothing comes in over IPv6, %s', (_, known) => {
    const reach = reachOn(shop, { iptables: savedRules(['DOCKER-USER -i eth0 -j DROP']), ...known });
    expect(reach.facts.get('web')?.fromOutside).toBe(false);
    expect(
      explain(topologyOf(shop), reach, '@internet', 'web').viaHost.reasons.map(({ text }) => text),
    ).toEqual([
      expect.stringMatching(/^over IPv4, the machine's firewall blocks it: DOCKER-USER 1/),
      'the machine has no outside IPv6 address',
    ]);
    expect(reach.family('ipv6').facts('web').fromHost).toBe(
      reachOf(shop, '29').family('ipv6').facts('web').fromHost,
    );
  });

  it('asks a host with an IPv6 address as if nobody had changed its ip6tables, where they are not known', () => {
    const addresses = [
      {
        ifname: 'eth0',
        addr_info: [
          { family: 'inet', local: '192.0.2.2', prefixlen: 24, scope: 'global' },
          { family: 'inet6', local: '2001:db8::2', prefixlen: 64, scope: 'global' },
        ],
      },
    ];
    const reach = reachOn(shop, { iptables: savedRules(['DOCKER-USER -i eth0 -j DROP']), addresses });
    expect(reach.family('ipv4').facts('web').fromOutside).toBe(false);
    expect(reach.facts.get('web')?.fromOutside).toBe(true);
  });
});

describe('neighbours over IPv6', () => {
  const six = `
services:
  web: { image: web, networks: [front] }
  api: { image: api, networks: [front] }
networks:
  front: { enable_ipv6: true, ipam: { config: [{ subnet: "fdbb:65::/64" }] } }
`;
  const saved = (policy: string) =>
    `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ${policy} [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n`;
  const between = (engine: string, policy: string, filtered: string) => {
    const sysctl = {
      'net.bridge.bridge-nf-call-iptables': '1',
      'net.bridge.bridge-nf-call-ip6tables': filtered,
    };
    const more = { iptables: saved('ACCEPT'), ip6tables: saved(policy), sysctl };
    return reachOn(six, more, engine).family('ipv6').direct('web', 'api');
  };

  // Before Engine 27 Docker writes no ip6tables: the policy of FORWARD decides, where packets of neighbours pass it.
  it('reach each other where the policy of FORWARD is known and lets them', () => {
    for (const engine of ['26', '27', '28', '29']) expect(between(engine, 'ACCEPT', '1')).toBe(true);
    expect(between('26', 'DROP', '0')).toBe(true);
    expect(between('26', 'DROP', '1')).toBe('unknown');
  });
});

describe('O17: a port on the own address of a bridge that only the record knows', () => {
  const yaml = `services:
  web: { image: p, networks: [front], ports: ["172.23.0.1:9105:8005"] }
  far: { image: p, networks: [back] }
networks: { front: {}, back: {} }
`;
  const on = (ifname: string, local: string) => ({
    ifname,
    addr_info: [{ family: 'inet', local, prefixlen: 16, scope: 'global' }],
  });

  it.each([['br-front'], ['docker0'], ['wg0']])('on %s', (name) => {
    const addresses = [on('eth0', '192.0.2.10'), on(name, '172.23.0.1')];
    const family = ipv4On(yaml, { iptables: savedRules([]), addresses });
    const isBridge = name !== 'wg0';
    expect(family.facts('web').published[0]?.answers).toEqual({
      internet: !isBridge,
      lan: !isBridge,
      host: true,
    });
    expect(family.viaHost('far', 'web')).toBe(!isBridge);
  });
});
