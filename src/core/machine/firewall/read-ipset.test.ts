import { describe, expect, it } from 'vitest';
import { parseRange } from './addresses.ts';
import { readIpSets } from './read-ipset.ts';

describe('readIpSets', () => {
  it('reads networks, ranges, ports and lists of sets', () => {
    const sets = readIpSets(
      [
        'create lan hash:net family inet hashsize 1024 maxelem 65536',
        'add lan 192.0.2.0/24',
        'create six hash:ip family inet6',
        'add six 2001:db8::7',
        'create ports bitmap:port range 0-1024',
        'add ports 80-81',
        'create all list:set size 8',
        'add all lan',
      ].join('\n'),
    );
    expect(sets.get('lan')?.addresses).toEqual([parseRange('192.0.2.0/24', 'ipv4')]);
    expect(sets.get('six')).toMatchObject({ family: 'ipv6', addresses: [parseRange('2001:db8::7', 'ipv6')] });
    expect(sets.get('ports')?.ports).toEqual([{ first: 80, last: 81 }]);
    expect(sets.get('all')?.addresses).toEqual([parseRange('192.0.2.0/24', 'ipv4')]);
  });

  it('does not know sets with exceptions or of other types', () => {
    const sets = readIpSets(
      'create lan hash:net family inet\nadd lan 192.0.2.0/24 nomatch\ncreate pairs hash:ip,port family inet\n',
    );
    expect(sets.get('lan')?.addresses).toBeNull();
    expect(sets.get('pairs')?.addresses).toBeNull();
  });
});
