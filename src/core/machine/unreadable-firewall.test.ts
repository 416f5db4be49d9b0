import { describe, expect, it } from 'vitest';
import type { InboundReach } from '../reach/reach-model.ts';
import { outsideIn, reachOn, savedRules } from './testing/reach-on.ts';

const yaml = `services:
  web: { image: n, networks: [front], ports: ["8080:80"] }
networks: { front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } } }
`;

function answers(record: object): InboundReach | undefined {
  return reachOn(yaml, record).family('ipv4').facts('web').published[0]?.answers;
}

function unreadIn(record: object): readonly string[] | undefined {
  return reachOn(yaml, record).options.machine?.assumed.unread;
}

const drop = '-m conntrack --ctorigdstport 8080 -j DROP';
const rule = (text: string): string => savedRules([`DOCKER-USER ${text}`]);
const plain = savedRules([]);

describe('text of iptables that is no text of it', () => {
  it.each([
    ['words', 'hello world', 'iptables line 1: hello world'],
    ['a rule outside of a table', '-A DOCKER-USER -j DROP\n', 'iptables line 1: -A DOCKER-USER -j DROP'],
    ['what iptables -S prints', '-P INPUT DROP\n-N DOCKER-USER\n', 'iptables line 1: -P INPUT DROP'],
    [
      'a table of no name that there is',
      '*toString\n:INPUT DROP [0:0]\nCOMMIT\n',
      'iptables line 1: *toString',
    ],
    [
      'a policy',
      plain.replace(':INPUT ACCEPT', ':INPUT QUEUE'),
      `iptables line ${plain.split('\n').findIndex((line) => line.startsWith(':INPUT')) + 1}: :INPUT QUEUE [0:0]`,
    ],
    [
      'a chain of the kernel without one',
      savedRules(['INPUT -j DROP']).replace(':INPUT ACCEPT [0:0]\n', ''),
      null,
    ],
    ['another command', plain.replace('-A FORWARD -j DOCKER-USER', '-D FORWARD -j DOCKER-USER'), null],
    ['an end in the middle', plain.slice(0, -8), 'iptables: the text ends before the COMMIT of filter'],
    ['a table twice', `${plain}${plain}`, null],
    [
      'rules that an older program made',
      `# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n${plain}`,
      null,
    ],
  ])('%s', (_, iptables, named) => {
    const record = { iptables };
    expect(answers(record)).toMatchObject(outsideIn('unknown'));
    const unread = unreadIn(record) ?? [];
    expect(unread.length).toBeGreaterThan(0);
    if (named !== null) expect(unread).toContain(named);
  });

  it('nobody made rules where it is empty', () => {
    expect([answers({ iptables: '' }), unreadIn({ iptables: '# made by hand\n\n' })]).toEqual([
      { internet: true, lan: true, host: true },
      undefined,
    ]);
  });
});

describe('a rule in other words than those of iptables-save', () => {
  it.each([
    ['line ends of Windows', savedRules([`DOCKER-USER -p tcp ${drop}`]).replaceAll('\n', '\r\n')],
    ['line ends of an old Mac', savedRules([`DOCKER-USER -p tcp ${drop}`]).replaceAll('\n', '\r')],
    ['a protocol in capitals', rule(`-p TCP ${drop}`)],
    ['a protocol by its number', rule(`-p 6 ${drop}`)],
    ['long options', rule('--protocol tcp --match conntrack --ctorigdstport 8080 --jump DROP')],
    ['the target first', rule('-j DROP -p tcp -m conntrack --ctorigdstport 8080')],
    ['append', plain.replace('-A FORWARD', `--append DOCKER-USER -p tcp ${drop}\n-A FORWARD`)],
    [
      'insert',
      savedRules(['DOCKER-USER -j RETURN']).replace(/COMMIT\n$/, `-I DOCKER-USER -p tcp ${drop}\nCOMMIT\n`),
    ],
    [
      'insert at a place',
      savedRules(['DOCKER-USER -s 10.9.0.1/32 -j DROP', 'DOCKER-USER -j RETURN']).replace(
        /COMMIT\n$/,
        `-I DOCKER-USER 2 -p tcp ${drop}\nCOMMIT\n`,
      ),
    ],
  ])('%s', (_, iptables) => {
    expect(answers({ iptables })).toMatchObject(outsideIn(false));
    expect(unreadIn({ iptables })).toBeUndefined();
  });

  it('a target before its conditions closes no more than they say', () => {
    const iptables = rule('-j REJECT --reject-with icmp-port-unreachable -s 10.9.0.1/32');
    expect(answers({ iptables })).toMatchObject(outsideIn(true));
  });
});

describe('a condition that is none', () => {
  it.each([
    '-p tcp -m conntrack --ctstate BOGUS',
    '-p tcp -m conntrack ! --ctstate BOGUS',
    '-p tcp -m conntrack --ctstate NEW,BOGUS',
    '-p banana',
    '! -p banana',
    '-p constructor',
    '! -p 300',
    'constructor',
    '__proto__ 1',
    '--toString',
    '-m socket',
    '-m rpfilter',
    '-p tcp -m tcp --dport 99999',
    '-p tcp -m tcp ! --dport 90:80',
    '-m conntrack --ctdir SIDEWAYS',
    '-m mark ! --mark 0x1ffffffff',
    '-s',
    '!',
    '-i ""',
    '-m iprange ! --src-range 10.0.0.9-10.0.0.1',
    '-p ipv6-icmp -m icmp6 ! --icmpv6-type toString',
    '-j ACCEPT',
    '-g constructor',
    '-j __proto__',
  ])('%s', (text) => {
    const found = answers({ iptables: rule(`${text} -j DROP`) });
    // Of ICMP alone, and so of nothing that is asked.
    expect(found).toMatchObject(outsideIn(text.includes('ipv6-icmp') ? true : 'unknown'));
  });
});

describe('what nft cannot have listed', () => {
  const chain = {
    chain: {
      family: 'inet',
      table: 't',
      name: 'c',
      type: 'filter',
      hook: 'forward',
      prio: 0,
      policy: 'accept',
    },
  };
  const rule = (...expr: unknown[]) => ({ rule: { family: 'inet', table: 't', chain: 'c', expr } });
  const match = (left: unknown, right: unknown, op = '==') => ({ match: { op, left, right } });
  const drop = { drop: null };

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a text', 'flush ruleset'],
    ['an empty object', {}],
    ['no such item', { constructor: { family: 'inet' } }],
    ['no chain', { chain: null }],
    ['no rule', { rule: null }],
    ['a rule of a chain that is not there', { rule: { family: 'inet', table: 't', chain: 'd', expr: [] } }],
    ['a rule without expressions', { rule: { family: 'inet', table: 't', chain: 'c' } }],
    ['a chain without a place', { chain: { ...chain.chain, name: 'd', prio: 'first' } }],
    ['a chain with another policy', { chain: { ...chain.chain, name: 'd', policy: 'queue' } }],
    ['a chain at another hook', { chain: { ...chain.chain, name: 'd', hook: 'ingress' } }],
    ['a chain of a device', { chain: { ...chain.chain, name: 'd', family: 'netdev', hook: 'ingress' } }],
    ['a chain of bridges', { chain: { ...chain.chain, name: 'd', family: 'bridge' } }],
  ])('%s', (_, item) => {
    const record = { iptables: plain, nft: { nftables: [chain, item] } };
    expect(answers(record)).toMatchObject(outsideIn('unknown'));
    expect(unreadIn(record)?.[0]).toMatch(/^nft item 2: /);
  });

  it.each<[string, readonly unknown[]]>([
    ['a null', [null, drop]],
    ['a set with nulls', [match({ payload: { protocol: 'ip', field: 'saddr' } }, { set: [null] }), drop]],
    [
      'half a length',
      [
        match(
          { payload: { protocol: 'ip', field: 'saddr' } },
          { prefix: { addr: '10.0.0.0', len: 0.5 } },
          '!=',
        ),
        drop,
      ],
    ],
    ['a state of another kind', [match({ ct: { key: 'state' } }, 'bogus', '!='), drop]],
    ['a state that is no text', [match({ ct: { key: 'state' } }, { set: [{}] }, '!='), drop]],
    ['a protocol of another kind', [match({ meta: { key: 'l4proto' } }, 'constructor', '!='), drop]],
    ['a family of another kind', [match({ meta: { key: 'nfproto' } }, 'banana', '!='), drop]],
    ['a port and a half', [match({ payload: { protocol: 'th', field: 'dport' } }, 80.5, '!='), drop]],
    [
      'a set of no name that there is',
      [match({ payload: { protocol: 'ip', field: 'saddr' } }, '@toString'), drop],
    ],
    [
      'a map of no name that there is',
      [{ vmap: { key: { meta: { key: 'iifname' } }, data: '@constructor' } }],
    ],
    ['a direction of another kind', [match({ ct: { key: 'direction' } }, 'sideways', '!='), drop]],
  ])('%s makes its rule an unknown one', (_, expr) => {
    const record = { iptables: plain, nft: { nftables: [chain, rule(...expr)] } };
    expect(answers(record)).toMatchObject(outsideIn('unknown'));
    expect(unreadIn(record)).toBeUndefined();
  });

  it('a rate that is exceeded is none of the first of its kind', () => {
    const over = rule({ limit: { rate: 10, per: 'second', inv: true } }, drop);
    expect(answers({ iptables: plain, nft: { nftables: [chain, over] } })).toMatchObject(outsideIn(true));
  });
});

it('a line of ipset that is none makes its sets unknown', () => {
  const record = {
    iptables: rule('-m set ! --match-set lan src -j DROP'),
    ipset: 'create lan hash:net family inet\nadd lan 10.0.0.0/8\nflush lan\n',
  };
  expect(answers(record)).toMatchObject(outsideIn('unknown'));
  expect(unreadIn(record)).toEqual(['ipset line 3: flush lan']);
});

it('of many lines some are named, and how many there are', () => {
  const iptables = Array.from({ length: 9 }, (_, at) => `word ${at}`).join('\n');
  expect(unreadIn({ iptables })).toHaveLength(6);
  expect(unreadIn({ iptables })?.at(-1)).toBe('4 more');
});
