import { expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const project = (image: string, mounts: string) => `services:
  worker: { image: example/agent, networks: [cell], environment: { HTTPS_PROXY: "http://proxy:8888" } }
  proxy: { image: "${image}", networks: [cell, out], volumes: [${mounts}] }
networks: { cell: { internal: true }, out: {} }
`;
const world = JSON.stringify({
  names: {
    'a.example.org': ['198.51.100.10'],
    'a-example.org': ['198.51.100.20'],
    'b.example.net': ['198.51.100.20'],
  },
  listens: { '198.51.100.10': { plain: [80, 22], tls: [443] }, '198.51.100.20': { plain: [80], tls: [443] } },
});

/** Returns the answer to each question, one line each. */
async function answers(
  files: Readonly<Record<string, string>>,
  asks: readonly object[],
): Promise<readonly string[]> {
  const stdin = asks.map((ask) => JSON.stringify({ from: 'worker', ...ask })).join('\n');
  const { out } = await call(['leave', '-', '--world', 'world.json'], {
    files: { '/shop/world.json': world, ...files },
    stdin,
  });
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).answer);
}
const connects = (...targets: readonly string[]) => targets.map((target) => ({ way: 'connect', target }));

it('tinyproxy: its filter is searched for, ConnectPort limits CONNECT alone', async () => {
  const files = (filter: string, more: string) => ({
    '/shop/compose.yaml': project(
      'vimagick/tinyproxy',
      '"./t.conf:/etc/tinyproxy/tinyproxy.conf", "./f:/etc/tinyproxy/f"',
    ),
    '/shop/t.conf': `Port 8888\nConnectPort 443\nFilter "/etc/tinyproxy/f"\n${more}\n`,
    '/shop/f': filter,
  });
  const asks = [
    ...connects('a.example.org:443', 'a-example.org:443', 'b.example.net:443', 'a.example.org:22'),
    { way: 'proxy', target: 'http://a.example.org:22/' },
  ];
  const denies = 'FilterDefaultDeny Yes\nFilterType ere';
  expect(await answers(files('^a\\.example\\.org$', denies), asks)).toEqual([
    'reached',
    'denied',
    'denied',
    'denied',
    'reached',
  ]);
  expect(await answers(files('example.org', denies), asks.slice(0, 3))).toEqual([
    'reached',
    'reached',
    'denied',
  ]);
  expect(await answers(files('^b\\.', 'FilterType ere'), asks.slice(0, 3))).toEqual([
    'reached',
    'reached',
    'denied',
  ]);
  const { '/shop/f': _, ...absent } = files('x', denies);
  expect(await answers(absent, asks.slice(0, 1))).toEqual(['unknown']);
});

it('Privoxy: the last action that fits decides, CONNECT has its own ports', async () => {
  const files = {
    '/shop/compose.yaml': project(
      'vimagick/privoxy',
      '"./p.conf:/etc/privoxy/config", "./own.action:/etc/privoxy/own.action"',
    ).replace('8888', '8118'),
    '/shop/p.conf': 'listen-address 0.0.0.0:8118\nactionsfile own.action\n',
    '/shop/own.action': '{ +block{all} }\n/\n{ -block +limit-connect{443} }\n.example.org\n',
  };
  expect(
    await answers(files, connects('a.example.org:443', 'b.example.net:443', 'a.example.org:22')),
  ).toEqual(['reached', 'denied', 'denied']);
});

it('rules inside of a container hold after their script has run, and not before', async () => {
  const files = {
    '/shop/compose.yaml':
      'services: { worker: { image: example/agent, cap_add: [NET_ADMIN], volumes: ["./fw.sh:/fw.sh:ro"] } }\n',
    '/shop/fw.sh': `set -e
iptables -A OUTPUT -o lo -j ACCEPT
iptables -A OUTPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
ipset create allowed hash:net
for host in a.example.org; do
  for ip in $(dig +short A $host); do ipset add allowed $ip; done
done
iptables -A OUTPUT -m set --match-set allowed dst -j ACCEPT
iptables -P OUTPUT DROP
`,
  };
  const [allowed, other] = ['198.51.100.10:443', '198.51.100.20:443'];
  const at = (when: string | undefined, target = other) => ({ way: 'direct', target, ...(when && { when }) });
  const asks = [
    at('before the rules'),
    at('after the rules'),
    at('after the rules', allowed),
    at('after a restart'),
    at(undefined),
    at(undefined, allowed),
  ];
  expect(await answers(files, asks)).toEqual(['reached', 'none', 'reached', 'reached', 'unknown', 'reached']);
  const runs = {
    ...files,
    '/shop/compose.yaml': files['/shop/compose.yaml'].replace('cap_add', 'command: sh /fw.sh, cap_add'),
  };
  expect(await answers(runs, [at(undefined)])).toEqual(['none']);
  const asked = {
    ...files,
    '/shop/fw.sh': `${files['/shop/fw.sh']}iptables -A OUTPUT -d $(cat /list) -j ACCEPT\n`,
  };
  expect(await answers(asked, [at('after the rules')])).toEqual(['unknown']);
});
