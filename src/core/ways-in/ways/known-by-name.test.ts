import { expect, it } from 'vitest';
import { ask, verdictOf } from '../ask/ask.ts';
import { waysIn } from '../testing/ask-in.ts';
import { allWays, waysOrUnknown } from './all-ways.ts';

function project(image: string, ports: string) {
  return waysIn(`services:
  door: { image: "${image}"${ports} }
  app: { image: example/app, expose: ["8000"] }
`);
}

it.each([
  'envoyproxy/envoy:v1.35',
  'kong:3',
  'jc21/nginx-proxy-manager:2',
  'varnish:7',
  'traefik:v1.7',
  'pomerium/pomerium:v0.30',
])('what comes through %s is unknown, and said why', (image) => {
  const ways = project(image, ', ports: ["80:80"]');
  const outcomes = ask(ways, { url: 'http://app.example.org/', from: { kind: 'outside' }, at: null });
  const { answer, because } = verdictOf(outcomes ?? { list: [], undecided: null });
  expect(answer).toBe('unknown');
  expect(because).toMatch(/ not (?:read|answered)\.$/);
  expect(ways.unread.map((one) => [one.service, one.because])).toEqual([['door', because]]);
});

it.each([
  ['haproxy:3.0', /haproxy\.cfg in door is not among these files/],
  ['httpd:2.4', /httpd\.conf in door is not among these files/],
  ['jc21/nginx-proxy-manager:2', /in a database, which is not read/],
])('what a port of %s leads to is unknown for all that it reaches, and said why', (image, why) => {
  const ways = waysIn(`services:
  door: { image: "${image}", ports: ["80:80", "127.0.0.1:81:81"], networks: [web] }
  app: { image: example/app, networks: [web], ports: ["8000:8000"] }
  db: { image: example/db, networks: [back] }
networks: { web: {}, back: {} }
`);
  const known = allWays(ways).into;
  const all = waysOrUnknown(ways, known);
  const of = (service: string) =>
    all
      .get(service)
      ?.map(({ zone, through, entrance, answer, because }) => [
        `${zone} ${through.join()} ${entrance.published} ${answer}`,
        because,
      ]);
  expect(of('app')).toEqual([
    ['outside  0.0.0.0:8000 open', null],
    ['host door 127.0.0.1:81 unknown', expect.stringMatching(why)],
    ['outside door 0.0.0.0:80 unknown', expect.stringMatching(why)],
  ]);
  expect(of('db')).toBeUndefined();
  // The facts for rules and pictures stay the known ones.
  expect(known.get('app')).toHaveLength(1);
});

it.each([
  ['cloudflare/cloudflared:latest', ', command: tunnel run', 'internet', 'cloudflared'],
  ['snowdreamtech/frpc:0.64', '', 'internet', 'frpc'],
  ['ngrok/ngrok:3', '', 'internet', 'ngrok'],
  ['openziti/zrok:1', '', 'internet', 'zrok'],
  ['lscr.io/linuxserver/wireguard:latest', '', 'tailnet', 'wireguard'],
  ['ghcr.io/wg-easy/wg-easy:15', '', 'tailnet', 'wg-easy'],
  ['netbirdio/netbird:latest', '', 'tailnet', 'netbird'],
])('whom %s lets in is unknown, and said why', (image, more, zone, program) => {
  const ways = project(image, more);
  expect(ways.tunnels.map((one) => [one.program, one.zone])).toEqual([[program, zone]]);
  expect(ways.tunnels[0]?.unread?.because).toMatch(/not read\.$/);
  expect(
    allWays(ways)
      .into.get('app')
      ?.map((way) => [way.zone, way.answer]),
  ).toEqual([[zone, 'unknown']]);
});
