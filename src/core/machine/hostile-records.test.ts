// Records that are short and ask for much, and those of which members have another type: neither stops a program, nor passes for a firewall.

import { describe, expect, it } from 'vitest';
import { MachineError, readMachine } from './machine.ts';
import { outsideIn, reachOn, recordOf, savedRules } from './testing/reach-on.ts';

const yaml = `services:
  web: { image: n, networks: [front], ports: ["8080:80"] }
  db: { image: d, networks: [front, back] }
networks: { front: {}, back: {} }
`;
const many = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));

/** Returns every fact of the project, in both families. */
function factsOn(record: object) {
  const reach = reachOn(yaml, record);
  for (const from of reach.services) for (const to of reach.services) reach.reaches(from, to);
  return reach.facts;
}

/** Returns the rules of chains of which each leads twice to the next, with the last chain's action. */
function doubled(count: number, condition: string, last: string): string {
  const rules = many(count, (at) => [`C${at} -j C${at + 1}`, `C${at} ${condition} -j C${at + 1}`]).flat();
  return savedRules(['DOCKER-USER -j C0', ...rules, `C${count} ${last}`]);
}

const set = (name: string, count: number): string =>
  [
    `create ${name} hash:ip family inet`,
    ...many(count, (at) => `add ${name} 10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`),
  ].join('\n');

/** The records that are expensive to evaluate, each with what is still known of the published port. */
const dear: readonly (readonly [string, () => object, boolean | 'unknown'])[] = [
  [
    'chains that lead twice to the next one',
    () => ({ iptables: doubled(28, '', '-s 10.9.9.9/32 -j DROP') }),
    true,
  ],
  [
    'and nobody knows when',
    () => ({ iptables: doubled(28, '-m string --string x', '-m string --string y -j DROP') }),
    'unknown',
  ],
  [
    'a chain that leads to itself',
    () => ({ iptables: savedRules(['DOCKER-USER -j MINE', 'MINE -j MINE']) }),
    'unknown',
  ],
  [
    'chains a thousand deep',
    () => ({ iptables: savedRules(['DOCKER-USER -j C0', ...many(1000, (at) => `C${at} -j C${at + 1}`)]) }),
    'unknown',
  ],
  [
    'a rule that may end it, ten thousand times',
    () => ({
      iptables: savedRules([
        ...many(10_000, () => 'DOCKER-USER -j MINE'),
        'MINE -m string --string x -j DROP',
      ]),
    }),
    'unknown',
  ],
  [
    'marks that differ on each way',
    () => ({
      iptables: savedRules(
        many(500, (at) => `DOCKER-USER -m string --string x -j MARK --set-xmark 0x${at}/0x${at}`),
      ),
    }),
    'unknown',
  ],
  [
    '10,000 rules',
    () => ({
      iptables: savedRules(many(10_000, (at) => `DOCKER-USER -s 10.${at >> 8}.${at & 255}.0/24 -j DROP`)),
    }),
    true,
  ],
  [
    '5,000 lists of a set of 5,000',
    () => ({
      iptables: savedRules(many(5000, (at) => `DOCKER-USER -m set --match-set l${at} src -j DROP`)),
      ipset: [set('big', 5000), ...many(5000, (at) => `create l${at} list:set size 8\nadd l${at} big`)].join(
        '\n',
      ),
    }),
    true,
  ],
  [
    'a list that names 5,000 times a set of 5,000',
    () => ({
      iptables: savedRules(['DOCKER-USER -m set --match-set l src -j DROP']),
      ipset: [set('big', 5000), 'create l list:set size 8', ...many(5000, () => 'add l big')].join('\n'),
    }),
    true,
  ],
  [
    '5,000 lists of two sets of 5,000',
    () => ({
      iptables: savedRules(many(5000, (at) => `DOCKER-USER -m set --match-set l${at} src -j DROP`)),
      ipset: [
        set('a', 5000),
        set('b', 5000),
        ...many(5000, (at) => `create l${at} list:set size 8\nadd l${at} a\nadd l${at} b`),
      ].join('\n'),
    }),
    'unknown',
  ],
  [
    '100,000 listeners',
    () => ({
      iptables: savedRules(['INPUT -p tcp -m tcp --dport 7 -j DROP']),
      listeners: many(100_000, (at) => ({ address: '0.0.0.0', port: at % 65_536, protocol: 'tcp' })),
    }),
    true,
  ],
  [
    '5,000 rules of nft with one set of 5,000',
    () => ({
      iptables: savedRules([]),
      nft: {
        nftables: [
          {
            chain: {
              family: 'ip',
              table: 't',
              name: 'c',
              type: 'filter',
              hook: 'forward',
              prio: 0,
              policy: 'accept',
            },
          },
          {
            set: {
              family: 'ip',
              table: 't',
              name: 's',
              elem: many(5000, (at) => `10.0.${at >> 8}.${at & 255}`),
            },
          },
          ...many(5000, () => ({
            rule: {
              family: 'ip',
              table: 't',
              chain: 'c',
              expr: [
                { match: { op: '==', left: { payload: { protocol: 'ip', field: 'saddr' } }, right: '@s' } },
                { drop: null },
              ],
            },
          })),
        ],
      },
    }),
    true,
  ],
  [
    '3,000 chains of nft',
    () => ({
      iptables: savedRules([]),
      nft: {
        nftables: many(3000, (at) => ({
          chain: {
            family: 'ip',
            table: 't',
            name: `c${at}`,
            type: 'filter',
            hook: 'forward',
            prio: at,
            policy: 'accept',
          },
        })),
      },
    }),
    true,
  ],
];

describe('a record that asks for much', () => {
  it.each(dear)('%s', (_, record, known) => {
    const started = performance.now();
    const port = factsOn(record()).get('web')?.published[0];
    expect(port?.answers).toMatchObject(outsideIn(known));
    // Each takes a fraction of a second; what grows by powers takes hours.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const address = { family: 'inet', local: '192.0.2.10', prefixlen: 24, scope: 'global' };
const on = (info: unknown) => ({ addresses: [{ ifname: 'eth0', addr_info: [info] }] });
const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('a member of another type', () => {
  it.each<[string, object, string]>([
    ['half a length', on({ ...address, prefixlen: 0.5 }), 'addresses[0].addr_info[0].prefixlen'],
    ['a length beyond the family', on({ ...address, prefixlen: 33 }), 'addresses[0].addr_info[0].prefixlen'],
    ['a length in words', on({ ...address, prefixlen: '24' }), 'addresses[0].addr_info[0].prefixlen'],
    ['no length', on({ ...address, prefixlen: undefined }), 'addresses[0].addr_info[0].prefixlen'],
    ['an address that is none', on({ ...address, local: 'here' }), 'addresses[0].addr_info[0].local'],
    [
      'an address of the other family',
      on({ ...address, family: 'inet6' }),
      'addresses[0].addr_info[0].local',
    ],
    ['a family that is none', on({ ...address, family: 'inet5' }), 'addresses[0].addr_info[0].family'],
    ['a null among addresses', { addresses: [null] }, 'addresses[0]'],
    ['a null among those of an interface', on(null), 'addresses[0].addr_info[0]'],
    ['an interface without a name', { addresses: [{ addr_info: [] }] }, 'addresses[0].ifname'],
    ['a null among listeners', { listeners: [null] }, 'listeners[0]'],
    ['half a port', { listeners: [{ port: 0.5 }] }, 'listeners[0].port'],
    ['a port beyond the last', { listeners: [{ port: 65_536 }] }, 'listeners[0].port'],
    ['a null among routes', { routes: [null] }, 'routes[0]'],
    ['routes in words', { routes: 'default via 10.0.0.1' }, 'routes'],
    ['a null among bridges', { bridges: { front: null } }, 'bridges.front'],
    ['a list of bridges', { bridges: [] }, 'bridges'],
    ['a setting that is an object', { sysctl: { a: {} } }, 'sysctl.a'],
    ['rules in a list', { iptables: ['*filter'] }, 'iptables'],
    ['sets in a number', { ipset: 3 }, 'ipset'],
    ['a list of nft without its own', { nft: {} }, 'nft'],
    ['words of nft', { nft: 'table ip t {}' }, 'nft'],
    ['3,000 levels of nft', { nft: { nftables: nested(3000) } }, 'nft'],
    ['3,000 levels of a daemon', { daemon: { a: nested(3000) } }, 'daemon'],
  ])('%s: it is named by its path', (_, more, path) => {
    const read = () => readMachine(stringOf(recordOf(more)));
    expect(read).toThrow(MachineError);
    expect(read).toThrow(`Its member "${path}" `);
  });

  it('what `ip -j` leaves out is an empty object', () => {
    const { addresses } = readMachine(
      JSON.stringify(recordOf({ addresses: [{}, { ifname: 'eth0', addr_info: [{}, address] }] })),
    );
    expect(addresses).toHaveLength(1);
  });

  it('no name is one that every object has', () => {
    const named = yaml.replaceAll('front', 'constructor');
    const reach = reachOn(named, { iptables: savedRules([]), bridges: { back: 'br-back' } });
    expect(reach.facts.get('web')?.published[0]?.answers).toMatchObject(outsideIn(true));
  });

  it('a setting of the kernel that is no number is not known', () => {
    const filtered = (value: string) =>
      reachOn(yaml, {
        iptables: savedRules(['DOCKER-USER -i br-front -o br-front -j DROP']),
        sysctl: { 'net.bridge.bridge-nf-call-iptables': value },
      })
        .family('ipv4')
        .direct('db', 'web');
    expect([filtered('0'), filtered('0\n'), filtered('on')]).toEqual([true, true, 'unknown']);
  });
});

/** Returns the JSON of a value that nests too deeply for `JSON.stringify`. */
function stringOf(value: unknown): string {
  if (Array.isArray(value)) {
    let depth = 0;
    for (let at: unknown = value; Array.isArray(at) && at.length <= 1; at = at[0]) {
      depth++;
      if (at.length === 0) return `${'['.repeat(depth)}${']'.repeat(depth)}`;
    }
    return `[${value.map(stringOf).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${stringOf(one)}`).join()}}`;
}
