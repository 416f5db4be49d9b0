import { expect, it } from 'vitest';
import { readNft } from './read-nft.ts';

/** Returns the conditions of a table's only rule, in one family. */
function conditions(expr: readonly object[]) {
  const chain = { family: 'inet', table: 't', name: 'c', hook: 'forward', prio: 0, policy: 'accept' };
  const nftables = [{ chain }, { rule: { family: 'inet', table: 't', chain: 'c', expr } }];
  return readNft(JSON.stringify({ nftables }), 'ipv4', () => false).chains[0]?.rules[0]?.matches;
}

const port = (protocol: string) => ({
  match: { op: '==', left: { payload: { protocol, field: 'dport' } }, right: 53 },
});

it('a port of UDP is none of TCP', () => {
  const ranges = [{ first: 53, last: 53 }];
  expect(conditions([port('udp'), { drop: null }])).toEqual([
    { kind: 'protocol', names: ['udp'], not: false },
    { kind: 'destination-port', ranges, not: false },
  ]);
  expect(conditions([port('th'), { drop: null }])).toEqual([
    { kind: 'destination-port', ranges, not: false },
  ]);
});
