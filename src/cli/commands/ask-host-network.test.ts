// What answers at a port of the machine that nothing publishes, where services are on the network of the host.

import { describe, expect, it } from 'vitest';
import { either } from '../../core/reach/rows/tri.ts';
import { call } from '../testing/call.ts';

const compose = `services:
  netfilter: { image: example/netfilter, network_mode: host }
  exporter: { image: example/x, network_mode: host, expose: ["9201"] }
  home: { image: homeassistant/home-assistant, network_mode: host }
  web: { image: example/web, ports: ["127.0.0.1:8080:80"] }
  job: { image: example/job }
`;
const saved = (input: string, rules: readonly string[]): string =>
  ['*filter', `:INPUT ${input} [0:0]`, ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]', ':DOCKER-USER - [0:0]']
    .concat([':DOCKER-FORWARD - [0:0]', '-A INPUT -i lo -j ACCEPT'])
    .concat(['-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', ...rules])
    .concat(['-A FORWARD -j DOCKER-USER', '-A FORWARD -j DOCKER-FORWARD', 'COMMIT', ''])
    .join('\n');
const info = { family: 'inet', local: '192.168.1.5', prefixlen: 24, scope: 'global' };
const record = {
  version: 1,
  interface: 'eth0',
  addresses: [{ ifname: 'eth0', addr_info: [info] }],
  listeners: [
    { address: '0.0.0.0', port: 22, protocol: 'tcp' },
    { address: '127.0.0.1', port: 5432, protocol: 'tcp' },
  ],
};
const allow = (port: number) => `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`;
const files = {
  '/shop/compose.yaml': compose,
  '/shop/deny.json': JSON.stringify({ ...record, iptables: saved('DROP', []), ip6tables: saved('DROP', []) }),
  '/shop/some.json': JSON.stringify({
    ...record,
    iptables: saved('DROP', [allow(22), allow(9201), allow(9999)]),
    ip6tables: saved('DROP', []),
  }),
  '/shop/lan.json': JSON.stringify({
    ...record,
    iptables: saved('DROP', ['-A INPUT -s 192.168.1.0/24 -j ACCEPT']),
    ip6tables: saved('DROP', []),
  }),
  '/shop/unread.json': JSON.stringify({ ...record, iptables: 'hello world', ip6tables: '' }),
  '/shop/plain.json': JSON.stringify(record),
};

async function asked(port: number, machine: string | null, from = 'outside') {
  const more = machine === null ? [] : ['--machine', `${machine}.json`];
  const words = ['ask', `http://192.168.1.5:${port}/`, '--from', from, '--format', 'json', ...more];
  const { out } = await call(words, { files });
  const { answer, by } = JSON.parse(out);
  return by === null ? answer : `${answer} ${by}`;
}

describe('ask at a port of the machine', () => {
  it.each<[number, string | null, string, string]>([
    // Nobody knows what else listens there.
    [22, null, 'outside', 'unknown'],
    [9999, null, 'outside', 'unknown'],
    [9201, null, 'outside', 'serves exporter'],
    [8123, null, 'outside', 'serves home'],
    [8080, null, 'outside', 'refused'],
    [8080, null, 'host', 'serves web'],
    // The record names the listeners; no firewall.
    [22, 'plain', 'outside', 'unknown'],
    [9999, 'plain', 'outside', 'refused'],
    [5432, 'plain', 'outside', 'refused'],
    [5432, 'plain', 'host', 'unknown'],
    [9201, 'plain', 'outside', 'serves exporter'],
    // ufw and its like.
    [22, 'deny', 'outside', 'refused'],
    [9201, 'deny', 'outside', 'refused'],
    [9201, 'deny', 'job', 'refused'],
    [9201, 'deny', 'host', 'serves exporter'],
    [22, 'some', 'outside', 'unknown'],
    [9201, 'some', 'lan', 'serves exporter'],
    [8123, 'some', 'lan', 'refused'],
    [9999, 'some', 'lan', 'refused'],
    [9201, 'lan', 'lan', 'serves exporter'],
    [9201, 'lan', 'internet', 'refused'],
    [9201, 'unread', 'lan', 'unknown'],
  ])('%i on %s from %s: %s', async (port, machine, from, answer) => {
    expect(await asked(port, machine, from)).toBe(answer);
  });

  it.each(['deny', 'some', 'lan', 'unread', 'plain'])(
    '%s: explain and reach say no other',
    async (machine) => {
      const more = ['--machine', `${machine}.json`];
      const reach = JSON.parse((await call(['reach', ...more, '--format', 'json'], { files })).out);
      const { in: into, waysIn } = reach.services.exporter;
      for (const from of ['lan', 'internet']) {
        const answer = await asked(9201, machine, from);
        const { out } = await call(['explain', ...more, from, 'exporter'], { files });
        const [first = ''] = out.split('\n');
        const said = first.includes('cannot reach')
          ? false
          : first.includes('unknown whether')
            ? 'unknown'
            : true;
        const expected = answer === 'serves exporter' ? true : answer === 'refused' ? false : 'unknown';
        expect([said, into?.[from] ?? said]).toEqual([expected, expected]);
      }
      const outside = into ? either(into.lan, into.internet) : true;
      expect(waysIn.map((way: { answer: string }) => way.answer)).toEqual(
        outside === false ? [] : [outside === true ? 'open' : 'unknown'],
      );
    },
  );
});
