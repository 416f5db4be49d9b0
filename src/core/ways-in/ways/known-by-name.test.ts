import { expect, it } from 'vitest';
import { ask, verdictOf } from '../ask/ask.ts';
import { waysIn } from '../testing/ask-in.ts';
import { allWays } from './ways-into.ts';

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
