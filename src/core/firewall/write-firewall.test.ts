import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { readIntents } from '../intents/read-intents.ts';
import { readMachine } from '../machine/machine.ts';
import { recordOf, savedRules } from '../machine/testing/reach-on.ts';
import { computeReach } from '../reach/compute-reach.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { changeText } from './prove.ts';
import { firewallRules } from './testing/made-rules.ts';
import { type FirewallRules, writeFirewall } from './write-firewall.ts';

const services = `services:
  web: { image: example/web, networks: [front], ports: ["8080:80"] }
  job: { image: example/job, networks: [back] }
  far: { image: example/far, networks: { front: { ipv4_address: 10.1.0.7 } } }
networks:
  front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.2.0.0/24 }] } }
`;

function rulesFor(
  intents: readonly string[],
  record: object = { iptables: savedRules([]), ip6tables: savedRules([]) },
  { yaml = services, engine = '29', options = {} as Partial<ReachOptions> } = {},
): FirewallRules {
  const list =
    intents.length === 0 ? '' : `x-bulkhead:\n  intents:\n${intents.map((one) => `    - ${one}\n`).join('')}`;
  const workspace = openAlone(yaml + list);
  const { topology } = workspace;
  return firewallRules({
    topology,
    reachWith: (one) => computeReach(topology, one),
    statements: [{ intents: readIntents(workspace).list, services: [...topology.services.keys()] }],
    options: optionsFor(engine, options),
    machine: readMachine(JSON.stringify(recordOf(record))),
    from: 'machine.json',
    title: 'test',
  });
}

/** Returns the rules of a family in the form that `iptables-restore` reads, without comments. */
function rulesIn({ script }: FirewallRules, program = 'iptables'): readonly string[] {
  const text = script.split(`${program}-restore -w --noflush <<'RULES'\n`)[1]?.split('RULES\n')[0] ?? '';
  return text
    .split('\n')
    .filter((line) => line.startsWith('-A ') && !line.includes('! --ctstate NEW'))
    .map((line) => line.replace(/ -m comment --comment "[^"]*"/, ''));
}

function said({ proof, open }: FirewallRules) {
  return {
    opens: proof.opens.map(changeText),
    closes: proof.closes.map(changeText),
    unknown: proof.unknown.map(changeText),
    open: open.map(({ why }) => why),
  };
}

const nothing = { opens: [], closes: [], unknown: [], open: [] };

describe('rules', () => {
  it('no-lan: a bridge may not reach the LAN, and still the Internet', () => {
    const rules = rulesFor(['no-lan: job']);
    expect(rulesIn(rules)).toEqual([
      '-A BULKHEAD -i br-back -o eth0 -d 192.0.2.0/24 -j REJECT',
      '-A BULKHEAD -i br-back -o eth0 -d 10.0.0.0/8 -j REJECT',
      '-A BULKHEAD -i br-back -o eth0 -d 172.16.0.0/12 -j REJECT',
      '-A BULKHEAD -i br-back -o eth0 -d 192.168.0.0/16 -j REJECT',
      '-A BULKHEAD -i br-back -o eth0 -d 169.254.0.0/16 -j REJECT',
    ]);
    expect(said(rules)).toEqual({ ...nothing, closes: ['job -> lan (IPv4)'] });
    expect(rules.script).toContain('lead iptables DOCKER-USER BULKHEAD\n');
  });

  it('the LAN alone reaches a port', () => {
    const rules = rulesFor(['never: internet -> web']);
    expect(rulesIn(rules).at(0)).toBe(
      '-A BULKHEAD -i eth0 -d 10.1.0.0/24 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT --ctorigdstport 8080 -j BULKHEAD-1',
    );
    expect(rulesIn(rules).slice(-1)).toEqual(['-A BULKHEAD-1 -j DROP']);
    expect(said(rules)).toEqual({ ...nothing, closes: ['internet -> web at 0.0.0.0:8080/tcp (IPv4)'] });
  });

  it('up to Engine 27 a port on loopback is closed at the container\u2019s own address, in words that iptables has', () => {
    const yaml = `services:
  web: { image: example/web, networks: [front], ports: ["127.0.0.1:8080:80"] }
networks: { front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } } }
`;
    const rules = rulesFor([], undefined, { yaml, engine: '27' });
    // `--ctstatus` has no DNAT: iptables-restore refuses it.
    expect(rulesIn(rules)).toEqual(['-A BULKHEAD -i eth0 -o br-front -m conntrack ! --ctstate DNAT -j DROP']);
    expect(said(rules)).toMatchObject({ opens: [], closes: ['lan -> web (IPv4)'], open: [] });
  });

  it('over IPv6 a port that the proxy takes is closed where the host takes it', () => {
    const record = {
      iptables: savedRules([]),
      ip6tables: savedRules([]),
      addresses: [
        {
          ifname: 'eth0',
          addr_info: [
            { family: 'inet', local: '192.0.2.10', prefixlen: 24, scope: 'global' },
            { family: 'inet6', local: '2001:db8::10', prefixlen: 64, scope: 'global' },
          ],
        },
      ],
    };
    const rules = rulesFor(['exposed: []'], record);
    expect(rulesIn(rules, 'ip6tables')).toEqual([
      '-A BULKHEAD-INPUT -i eth0 -p tcp -m tcp --dport 8080 -j DROP',
    ]);
    expect(said(rules).closes).toEqual([
      'internet -> web at 0.0.0.0:8080/tcp (IPv4)',
      'lan -> web at 0.0.0.0:8080/tcp (IPv4)',
      'internet -> web at [::]:8080/tcp (IPv6)',
      'lan -> web at [::]:8080/tcp (IPv6)',
    ]);
  });

  it('no-host: what is published may still be asked for', () => {
    const rules = rulesFor(['no-host: job']);
    expect(rulesIn(rules)).toEqual([
      '-A BULKHEAD-INPUT -i br-back -j BULKHEAD-1',
      '-A BULKHEAD-1 -p tcp -m tcp --dport 8080 -j RETURN',
      '-A BULKHEAD-1 -j REJECT',
    ]);
    expect(said(rules)).toEqual({ ...nothing, closes: ['job -> host (IPv4)'] });
  });

  it('one of several on a bridge is told apart by its address, or by those of all others', () => {
    expect(rulesIn(rulesFor(['no-way-out: far']))).toEqual([
      '-A BULKHEAD -i br-front -s 10.1.0.7 -o eth0 -j REJECT',
    ]);
    const others = rulesFor(['no-way-out: web']);
    expect(rulesIn(others)).toEqual([
      '-A BULKHEAD -i br-front -o eth0 -j BULKHEAD-1',
      '-A BULKHEAD-1 -s 10.1.0.7 -j RETURN',
      '-A BULKHEAD-1 -j REJECT',
    ]);
    expect(said(others)).toEqual({ ...nothing, closes: ['web -> internet (IPv4)', 'web -> lan (IPv4)'] });
  });

  it('a star: members of one network talk with the proxy alone', () => {
    const yaml = `services:
  proxy: { image: example/p, networks: { hub: { ipv4_address: 10.1.0.2 } } }
  a: { image: example/a, networks: [hub] }
  b: { image: example/b, networks: [hub] }
networks:
  hub: { driver_opts: { com.docker.network.bridge.name: br-hub }, ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
`;
    const rules = rulesFor(['never: [a -> b, b -> a]'], undefined, { yaml });
    expect(rulesIn(rules)).toEqual([
      '-A BULKHEAD -i br-hub -o br-hub -j BULKHEAD-1',
      '-A BULKHEAD-1 -s 10.1.0.2 -j RETURN',
      '-A BULKHEAD-1 -d 10.1.0.2 -j RETURN',
      '-A BULKHEAD-1 -j REJECT',
    ]);
    expect(said(rules)).toEqual({ ...nothing, closes: ['a -> b (IPv4)', 'b -> a (IPv4)'] });
    expect(rules.script).toContain('bridge-nf-call-iptables');
  });

  it('never: a published port is closed to a bridge, as Docker leads there', () => {
    const rules = rulesFor(['never: job -> web']);
    expect(rulesIn(rules)).toEqual([
      '-A BULKHEAD -i br-back -d 10.1.0.0/24 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT --ctorigdstport 8080 -j REJECT',
    ]);
    expect(said(rules)).toEqual({
      ...nothing,
      closes: ['job -> web through a published port (IPv4)', 'job -> web at its own gateway (IPv4)'],
    });
    // Before Engine 29 the userland proxy takes it.
    expect(rulesIn(rulesFor(['never: job -> web'], undefined, { engine: '28' }))).toEqual([
      '-A BULKHEAD-INPUT -i br-back -p tcp -m tcp --dport 8080 -j REJECT',
    ]);
  });

  it('a port on a private address is for the LAN, without a word', () => {
    const yaml = services.replace('"8080:80"', '"192.0.2.10:8080:80"');
    expect(said(rulesFor([], undefined, { yaml }))).toEqual(nothing);
    const own = yaml.replace('192.0.2.10', '10.7.0.2');
    const addresses = [
      { ifname: 'eth0', addr_info: [{ family: 'inet', local: '10.7.0.2', prefixlen: 24, scope: 'global' }] },
    ];
    const rules = rulesFor([], { iptables: savedRules([]), addresses }, { yaml: own });
    expect(said(rules)).toEqual({ ...nothing, closes: ['internet -> web at 10.7.0.2:8080/tcp (IPv4)'] });
  });
});

describe('a rule about a published port is about what Docker translated, to its container', () => {
  const ways: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'its address',
      'networks: { front: { ipv4_address: 10.1.0.9 } }',
      ['-d 10.1.0.9 ', 'ip daddr 10.1.0.9 '],
    ],
    ['its subnet', 'networks: [front]', ['-d 10.1.0.0/24 ', 'ip daddr 10.1.0.0/24 ']],
    ['the name of its bridge', 'networks: [named]', ['-o br-named ', 'oifname "br-named" ']],
    ['nothing that stays', 'networks: [plain]', ['', '']],
  ];
  it.each(ways)('by %s', (_, networks, [iptables = '', nft = '']) => {
    const yaml = `services:
  mail: { image: example/mail, ${networks}, ports: ["1143:143"] }
networks:
  front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  named: { driver_opts: { com.docker.network.bridge.name: br-named } }
  plain: {}
`;
    const rules = rulesFor(['exposed: []'], undefined, { yaml });
    expect(rulesIn(rules)).toEqual([
      `-A BULKHEAD -i eth0 ${iptables}-p tcp -m tcp --dport 143 -m conntrack --ctstate DNAT --ctorigdstport 1143 -j DROP`,
    ]);
    expect(rules.scripts.nftables).toContain(
      `iifname "eth0" ${nft}tcp dport 143 ct status & dnat == dnat ct original proto-dst 1143 drop`,
    );
    const closes = ['internet', 'lan'].map((from) => `${from} -> mail at 0.0.0.0:1143/tcp (IPv4)`);
    expect(said(rules)).toEqual({ ...nothing, closes });
    const options = { firewallBackend: 'nftables' as const };
    const other = rulesFor(['exposed: []'], { nft: { nftables: [] } }, { yaml, options });
    expect(said(other)).toEqual({ ...nothing, closes });
  });

  it('a subnet is written as a network, however the file writes it', () => {
    const yaml = services.replace('subnet: 10.1.0.0/24', 'subnet: "10.1.0.7/255.255.255.0 "');
    for (const line of rulesIn(rulesFor(['exposed: []'], undefined, { yaml })))
      expect(line).toContain(' -d 10.1.0.0/24 ');
  });
});

describe('a service on the network of the host', () => {
  const yaml = 'services: { agent: { image: example/agent, network_mode: host } }\n';

  it.each(['internet', 'lan', 'outside'])('never: %s -> agent stays open, with the reason', (place) => {
    const { blocks, open } = rulesFor([`never: ${place} -> agent`], undefined, { yaml });
    expect(blocks).toEqual([]);
    expect(open.map(({ closing }) => closing.kind === 'in' && closing.from)).toEqual(
      place === 'outside' ? ['internet', 'lan'] : [place],
    );
    for (const { why, at } of open) {
      expect(why).toMatch(/^agent uses the host's own network, where no rule can distinguish it/);
      expect(at).toEqual([['services', 'agent', 'network_mode']]);
    }
  });

  it('is closed where the firewall of the machine stops all that comes in', () => {
    const record = {
      iptables: savedRules([], { INPUT: 'DROP' }),
      ip6tables: savedRules([], { INPUT: 'DROP' }),
    };
    expect(rulesFor(['never: outside -> agent'], record, { yaml }).open).toEqual([]);
  });
});

it('items of nft that are none are no rules of an earlier script', () => {
  const items = [null, 7, {}, { rule: null }, { chain: null }, { table: null }, { rule: { expr: [null] } }];
  for (const item of items) {
    const record = { iptables: savedRules([]), nft: { nftables: [item] } };
    const { proof, assumed } = rulesFor(['exposed: []'], record);
    expect(proof.opens).toEqual([]);
    expect(assumed.unread?.[0]).toMatch(/^nft item 1: /);
  }
});

describe('the script where no rule is needed', () => {
  it('has three lines, and takes away what was applied before', () => {
    const { scripts } = rulesFor([]);
    for (const script of Object.values(scripts)) expect(script.trimEnd().split('\n')).toHaveLength(3);
    expect(scripts.nftables).toContain('\nnft delete table inet bulkhead 2>/dev/null || :\n');
    expect(scripts.iptables).toContain('"$program" -w -X "$chain"');
  });
});

describe('nothing is promised that does not hold', () => {
  it('nothing is written where nothing is asked for', () => {
    const rules = rulesFor(['no-lan: job'], {
      iptables: savedRules(['DOCKER-USER -i br-back -o eth0 -d 192.0.2.0/24 -j DROP']),
      ip6tables: savedRules([]),
    });
    expect([rules.blocks, said(rules)]).toEqual([[], nothing]);
  });

  it('whom nothing tells from others stays open, with the reason', () => {
    const yaml = services.replace(
      'far: { image: example/far, networks: { front: { ipv4_address: 10.1.0.7 } } }',
      'far: { image: example/far, networks: [front] }',
    );
    const rules = rulesFor(['no-lan: far'], undefined, { yaml });
    expect([rules.blocks, said(rules)]).toEqual([
      [],
      {
        ...nothing,
        open: [
          'no rule can distinguish the packets of far from those of web on front. Give far an address there (ipv4_address), or a network of its own',
        ],
      },
    ]);
  });

  it('an earlier rule of a person that accepts may still let it pass, and is said', () => {
    const rules = rulesFor(['no-host: job'], {
      iptables: savedRules(['INPUT -i br-back -j ACCEPT']),
      ip6tables: savedRules([]),
    });
    // Ours come first.
    expect(said(rules).closes).toEqual(['job -> host (IPv4)']);
  });

  it('a text of the file stays in its comment', () => {
    const yaml = services.replace(/job/g, '"j\\"\\n$(reboot)`x`"');
    const rules = rulesFor(['no-lan: network:back'], undefined, { yaml });
    for (const line of rules.script.split('\n')) expect(line).not.toMatch(/[`$]\(?reboot/);
    expect(said(rules).closes).toHaveLength(1);
  });

  it('what was applied before counts as not there', () => {
    const first = rulesFor(['no-lan: job']);
    const applied = [
      ...rulesIn(first).map((line) => line.slice(3)),
      'DOCKER-USER -j BULKHEAD',
      'INPUT -j BULKHEAD-INPUT',
    ];
    const again = rulesFor(['no-lan: job'], { iptables: savedRules(applied), ip6tables: savedRules([]) });
    expect(again.script).toBe(first.script);
    expect(said(again)).toEqual(said(first));
  });
});

describe('beside Docker with nftables', () => {
  const options = { firewallBackend: 'nftables' as const };

  it('a table of its own has the same effect', () => {
    const record = { firewallBackend: 'nftables', nft: { nftables: [] } };
    const rules = rulesFor(['no-lan: job', 'never: internet -> web', 'no-host: job'], record, { options });
    expect(rules.script).toContain('table inet bulkhead {\n');
    expect(rules.script).not.toContain('DOCKER-USER');
    expect(said(rules)).toEqual({
      ...nothing,
      closes: ['internet -> web at 0.0.0.0:8080/tcp (IPv4)', 'job -> lan (IPv4)', 'job -> host (IPv4)'],
    });
  });
});

it('without a record the rules are about all that is no bridge of Docker', () => {
  const workspace = openAlone(
    `${services}x-bulkhead: { intents: [{ no-lan: job }, { never: internet -> web }] }\n`,
  );
  const { topology } = workspace;
  const rules = firewallRules({
    topology,
    reachWith: (one) => computeReach(topology, one),
    statements: [{ intents: readIntents(workspace).list, services: [...topology.services.keys()] }],
    options: optionsFor('29'),
    machine: {},
    from: 'no record',
    title: 'test',
  });
  expect(rulesIn(rules).slice(0, 4)).toEqual([
    '-A BULKHEAD -i br-back -j BULKHEAD-1',
    '-A BULKHEAD-1 -o lo -j RETURN',
    '-A BULKHEAD-1 -o docker0 -j RETURN',
    '-A BULKHEAD-1 -o br-+ -j RETURN',
  ]);
  expect(said(rules).closes).toEqual([
    'internet -> web at 0.0.0.0:8080/tcp (IPv4)',
    'job -> lan (IPv4)',
    'internet -> web at [::]:8080/tcp (IPv6)',
  ]);
  expect(rules.unnamed.map(({ network, known }) => [network, known])).toEqual([['back', false]]);
});

describe('names that no rule can hold', () => {
  const hostile = [
    'br-x\nRULES\ntouch hit\n',
    'br-x\r',
    'br-x -j ACCEPT',
    'x; reboot',
    'br-*',
    'br-+',
    "br-'x",
    'br-"x',
    'br-$(id)',
    'br-`id`',
    'br-\u00e4',
    'br-\u202e',
    'br-\0',
    '-j',
    '-',
    '.',
    '..',
    'br/x',
    'br;x',
    'br-that-is-too-l',
    ' ',
  ];
  const plain = ['br-x', 'a', 'br_work.10', 'fifteen-letters', '0', '..a'];

  const made = (yaml: string, record: object) => {
    const workspace = openAlone(`${yaml}x-bulkhead: { intents: [{ no-lan: job }, { exposed: [] }] }\n`);
    const { topology } = workspace;
    return writeFirewall({
      topology,
      reachWith: (one) => computeReach(topology, one),
      statements: [{ intents: readIntents(workspace).list, services: [...topology.services.keys()] }],
      options: optionsFor('29'),
      machine: readMachine(JSON.stringify(record)),
      from: 'machine.json',
      title: 'test',
    });
  };
  const named = (name: string) =>
    `services:
  web: { image: example/web, networks: [front], ports: ["8080:80"] }
  job: { image: example/job, networks: [back] }
networks:
  front: {}
  back: { driver_opts: { com.docker.network.bridge.name: ${JSON.stringify(name)} } }
`;
  const option = 'com.docker.network.bridge.name';
  /** The sources from which an interface name enters the rules. */
  const ways = {
    option: (name: string) => ({
      result: made(named(name), {}),
      place: { in: 'files', path: ['networks', 'back', 'driver_opts', option] },
    }),
    interface: (name: string) => ({
      result: made(services, { interface: name }),
      place: { in: 'record', path: ['interface'] },
    }),
    bridges: (name: string) => ({
      result: made(services, { interface: 'eth0', bridges: { back: name } }),
      place: { in: 'record', path: ['bridges', 'back'] },
    }),
  };

  for (const [way, at] of Object.entries(ways)) {
    it.each(hostile)(`${way} %j: no rule is written, and its place is told`, (name) => {
      const { result, place } = at(name);
      expect(result).toEqual({ ok: false, error: [{ name, ...place }] });
    });

    it.each(plain)(`${way} %j: in both forms`, (name) => {
      const { result } = at(name);
      if (!result.ok) throw new Error('refused');
      const { scripts } = result.value;
      expect(scripts.iptables).toMatch(new RegExp(` -[io] ${name.replaceAll('.', '\\.')} `));
      expect(scripts.nftables).toContain(`ifname "${name}"`);
    });
  }

  it('of networks that another makes nothing is asked', () => {
    const yaml = named('br x').replace('{ driver_opts', '{ external: true, driver_opts');
    expect(made(yaml, {}).ok).toBe(true);
  });

  it('comments are no longer than nft takes', () => {
    const lists = Array.from({ length: 40 }, (_, at) => `s${at}`);
    const yaml = `services:\n${lists.map((name) => `  ${name}: { image: x, networks: [back] }\n`).join('')}  job: { image: j, networks: [own] }\nnetworks: { back: {}, own: {} }\nx-bulkhead: { intents: [${lists.map((name) => `{ no-lan: ${name} }`).join(', ')}] }\n`;
    const workspace = openAlone(yaml);
    const { script } = firewallRules({
      topology: workspace.topology,
      reachWith: (one) => computeReach(workspace.topology, one),
      statements: [
        { intents: readIntents(workspace).list, services: [...workspace.topology.services.keys()] },
      ],
      options: optionsFor('29', { firewallBackend: 'nftables' }),
      machine: {},
      from: 'no record',
      title: 'test',
    });
    const comments = [...script.matchAll(/ comment "([^"]*)"/g)].map(([, text = '']) => text.length);
    expect(comments.length).toBeGreaterThan(0);
    expect(Math.max(...comments)).toBeLessThanOrEqual(128);
  });
});
