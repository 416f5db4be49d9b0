// A rule that closes one port or range of a way that is there: the way holds in part, and its ports are named.

import { describe, expect, it } from 'vitest';
import { explain } from '../explain/explain.ts';
import { reachTable } from '../export/reach/reach-table.ts';
import { hostPlace, internetPlace, lanPlace } from '../reach/places.ts';
import { topologyOf } from '../reach/testing/reach-of.ts';
import { ipv4On, reachOn, savedRules } from './testing/reach-on.ts';

const yaml = `services:
  web: { image: n, networks: [front] }
  db: { image: d, networks: [front, back], expose: ["5432", "9187"], ports: ["8432:5432", "8187:9187"] }
  job: { image: j, networks: [back] }
networks:
  front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.2.0.0/24 }] } }
`;

function closed(rules: readonly string[], from: string, to: string, way: 'direct' | 'viaHost' = 'direct') {
  const judged = ipv4On(yaml, { iptables: savedRules(rules) }).judged?.(way, from, to);
  return [judged?.value, (judged?.closed ?? []).map(({ port }) => port)];
}

describe('ports that a rule closes of a way that is there', () => {
  it.each<[string, readonly string[], string, string, readonly unknown[]]>([
    [
      'a port',
      ['DOCKER-USER -i br-back -o eth0 -p tcp -m tcp --dport 25 -j DROP'],
      'job',
      internetPlace,
      [true, ['25']],
    ],
    [
      'a range',
      ['DOCKER-USER -i br-back -o eth0 -p tcp -m tcp --dport 6881:6889 -j DROP'],
      'job',
      lanPlace,
      [true, ['6881-6889']],
    ],
    [
      'a port of UDP',
      ['DOCKER-USER -i br-back -o eth0 -p udp -m udp --dport 53 -j DROP'],
      'job',
      internetPlace,
      [true, ['53/udp']],
    ],
    [
      'of another bridge',
      ['DOCKER-USER -i br-back -o eth0 -p tcp -m tcp --dport 25 -j DROP'],
      'web',
      internetPlace,
      [true, []],
    ],
    [
      'of the host',
      ['INPUT -i br-back -p tcp -m tcp --dport 9100 -j DROP'],
      'job',
      hostPlace,
      [true, ['9100']],
    ],
    [
      'of a neighbour',
      ['DOCKER-USER -i br-back -o br-back -p tcp -m tcp --dport 9187 -j DROP'],
      'job',
      'db',
      [true, ['9187']],
    ],
    ['all of them', ['DOCKER-USER -i br-back -o br-back -j DROP'], 'job', 'db', [false, []]],
    ['a whole way', ['DOCKER-USER -i br-back -o eth0 -j DROP'], 'job', internetPlace, [false, []]],
    ['none', [], 'job', internetPlace, [true, []]],
  ])('%s', (_, rules, from, to, expected) => {
    expect(closed(rules, from, to)).toEqual(expected);
  });

  it('a published port of two', () => {
    const rules = [
      'DOCKER-USER -p tcp -m conntrack --ctorigdstport 8187 -j DROP',
      'INPUT -p tcp -m tcp --dport 8187 -j DROP',
    ];
    expect(closed(rules, 'web', 'db', 'viaHost')).toEqual([true, ['8187']]);
  });

  it('the table and explain name the same ports and the rule', () => {
    const rule = '-i br-back -o eth0 -p tcp -m tcp --dport 25 -j DROP';
    const reach = reachOn(yaml, { iptables: savedRules([`DOCKER-USER ${rule}`]) });
    expect(reachTable(reach)).toContain(
      `\nIn part: job -> the Internet but not at 25 (DOCKER-USER 1: ${rule})\n`,
    );
    const { direct } = explain(topologyOf(yaml), reach, 'job', internetPlace);
    expect(direct.verdict).toBe(true);
    expect(direct.reasons.map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`the machine's firewall blocks port 25: DOCKER-USER 1: ${rule}`),
    );
  });
});
