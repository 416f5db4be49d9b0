import { expect, it } from 'vitest';
import { explain } from '../explain/explain.ts';
import { wayLines } from '../export/ways-in/ways-report.ts';
import { outsidePlace } from '../reach/places.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { waysIn } from '../reach/ways-in.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { analyze } from './all-rules.ts';

const options = optionsFor('29', { project: 'shop' });

/** Returns the answers about the outside from explain, ways in and intents, with the findings about intents. */
function told(yaml: string, service = 'app') {
  const { topology, reach, proxies, findings } = analyze(openRead(yaml), options);
  if (proxies === null) throw new Error('nothing is read');
  const { reaches, proxied } = explain(topology, reach, outsidePlace, service);
  const lines = [...wayLines(proxies, service)].filter((line) =>
    /^ {2}(?:open|guarded|varies|unknown):/.test(line),
  );
  return {
    explained: [reaches, proxied?.verdict ?? false].find((verdict) => verdict !== false) ?? false,
    ways: lines.length > 0,
    listed: waysIn(reach, service).length > 0,
    broken: findings.some(({ rule }) => rule === 'CN701'),
  };
}

const tunnel = (image: string, more = '') => `services:
  tunnel: { image: "${image}"${more} }
  app: { image: example/app, expose: ["3000"] }
x-bulkhead: { intents: [{ exposed: [] }] }
`;

it.each([
  ['linuxserver/wireguard:1', ''],
  ['alplat/dockflare:1', ''],
  ['jpillora/chisel:1', ''],
  ['fosrl/olm:1', ''],
  ['jnovack/autossh:1', ''],
  ['cloudflare/cloudflared:1', ', command: tunnel run'],
  ['alpine:3', ', command: "ssh -N -R 80:app:3000 tunnel.example"'],
])('%s is a tunnel to explain, ways in, lists and intents alike', (image, more) => {
  expect(told(tunnel(image, more))).toEqual({ explained: 'unknown', ways: true, listed: true, broken: true });
});

const labelled = (flags: string) => `services:
  traefik: { image: "traefik:v3", command: [${flags}"--entrypoints.web.address=:80"], ports: ["80:80"] }
  app:
    image: example/app
    expose: ["3000"]
    labels: ["traefik.enable=true", "traefik.http.routers.a.rule=Host(\`app.example.org\`)"]
x-bulkhead: { intents: [{ never: outside -> app }] }
`;

it('labels lead in where a Traefik reads them, and nowhere else', () => {
  const nothing = { explained: false, ways: false, listed: false, broken: false };
  expect(told(labelled(''))).toEqual(nothing);
  expect(told(labelled('--providers.docker, '))).toEqual({
    explained: true,
    ways: true,
    listed: true,
    broken: true,
  });
});

it('what a file of the proxy leads to is reached from outside, to explain and to intents', () => {
  const yaml = `services:
  web:
    image: caddy
    ports: ["80:80"]
    configs: [{ source: c, target: /etc/caddy/Caddyfile }]
  app: { image: example/app, expose: ["3000"] }
configs: { c: { content: "http://app.example.org {\\n reverse_proxy app:3000\\n}" } }
x-bulkhead: { intents: [{ never: outside -> app }] }
`;
  expect(told(yaml)).toEqual({ explained: true, ways: true, listed: true, broken: true });
});

it('a port on loopback is no way in from outside, whatever its network turns out to be', () => {
  const yaml = (port: string) =>
    `services: { a: { image: nginx, ports: ["${port}"], networks: [n] } }\nnetworks: { n: { external: true } }\n`;
  const ways = (port: string) =>
    waysIn(analyze(openRead(yaml(port)), options).reach, 'a').map((way) => way.port);
  expect([ways('127.0.0.1:9000:80'), ways('9000:80')]).toEqual([[], ['9000']]);
});
