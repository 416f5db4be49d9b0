// Client certificates: a guard that is not a login.

import { describe, expect, it } from 'vitest';
import { says, waysIn } from './testing/ask-in.ts';
import { allWays } from './ways/all-ways.ts';

const proxies: readonly (readonly [name: string, yaml: string, files: Readonly<Record<string, string>>])[] = [
  [
    'nginx',
    'image: nginx:1.27\n    volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"]',
    {
      'site.conf':
        'server { listen 443 ssl; ssl_certificate /c; ssl_certificate_key /k; ssl_client_certificate /ca; ssl_verify_client on; location / { proxy_pass http://app:8000; } }',
    },
  ],
  [
    'Caddy',
    'image: caddy:2.11\n    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]',
    {
      Caddyfile:
        'w.example.org {\n  tls internal {\n    client_auth {\n      mode require_and_verify\n    }\n  }\n  reverse_proxy app:8000\n}\n',
    },
  ],
  [
    'Traefik',
    'image: traefik:v3.7\n    command: [--entrypoints.s.address=:443, --entrypoints.s.http.tls=true, --providers.file.filename=/d.yml]\n    volumes: ["./d.yml:/d.yml"]',
    {
      'd.yml':
        'tls: { options: { mtls: { clientAuth: { clientAuthType: RequireAndVerifyClientCert } } } }\nhttp:\n  routers: { w: { rule: "Host(`w.example.org`)", service: w, tls: { options: mtls } } }\n  services: { w: { loadBalancer: { servers: [{ url: "http://app:8000" }] } } }\n',
    },
  ],
];

describe.each(proxies)('%s', (_, proxy, files) => {
  const yaml = `services:\n  proxy:\n    ${proxy}\n    ports: ["443:443"]\n  app: { image: example/app, expose: ["8000"] }\n`;
  const ways = waysIn(yaml, files);

  it('nobody without a certificate gets an answer of the app', () => {
    expect(['no-tls', 'error']).toContain(says(ways, 'https://w.example.org/'));
  });

  it('the way in is guarded by a certificate', () => {
    const [way, ...more] = allWays(ways).into.get('app') ?? [];
    expect([way?.answer, way?.guards.map(({ kind, how }) => `${kind} ${how}`), more]).toEqual([
      'guarded',
      ['certificate client-certificate'],
      [],
    ]);
  });
});
