// Nothing secret that stands in the configuration of proxies is in anything that a command prints: planted in every file and label that has a
// place for it, it is in no report, no picture and no answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../core/compose/testing/property-runs.ts';
import { call } from './testing/call.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/).map((text) => `SeCrEt${text}`);

/** Returns proxies of every kind with faults that reports mention, and a secret everywhere in their configuration. */
function machine(word: string): { readonly files: Readonly<Record<string, string>> } {
  return {
    files: {
      '/shop/compose.yaml': `name: shop
services:
  traefik:
    image: traefik:v3.7
    command: ["--entrypoints.web.address=:80", "--providers.docker", "--providers.file.filename=/d.yml", "--certificatesresolvers.x.acme.email=${word}"]
    ports: ["80:80"]
    volumes: ["./d.yml:/d.yml"]
  nginx: { image: nginx, ports: ["81:80"], volumes: ["./nginx:/etc/nginx/conf.d", "./users:/users"] }
  caddy: { image: caddy, ports: ["82:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }
  haproxy: { image: haproxy, ports: ["83:80"], volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
  apache: { image: httpd, ports: ["84:80"], volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf"] }
  tunnel: { image: cloudflare/cloudflared, command: "tunnel run --token ${word}" }
  app:
    image: example/app
    expose: ["8000"]
    ports: ["8000:8000"]
    labels:
      - "traefik.http.routers.app.rule=Host(\`w.test\`) && !Header(\`X\`, \`${word}\`)"
      - traefik.http.routers.app.middlewares=login,gone
      - "traefik.http.middlewares.login.basicauth.users=u:${word}"
      - "traefik.http.routers.two.rule=Host(\`w.test\`) || Query(\`k\`, \`${word}\`)"
      - traefik.http.routers.two.service=app
      - "traefik.http.routers.app.service=app"
      - "traefik.http.services.app.loadbalancer.server.port=8000"
      - "traefik.http.middlewares.to.redirectregex.replacement=https://u:${word}@x.test/?t=${word}"
  other: { image: example/other, labels: ["traefik.http.routers.o.rul=${word}"] }
x-bulkhead: { intents: [{ guarded: app }, { only: app from traefik }] }
`,
      '/shop/d.yml': `http: { routers: { r: { rule: "Host(\`v.test\`) && HeaderRegexp(\`X\`, \`${word}\`)", service: s, middlewares: [l, missing], entryPoints: [none] } }, middlewares: { l: { digestAuth: { users: ["u:r:${word}"] } } }, services: { s: { loadBalancer: { servers: [{ url: "http://u:${word}@10.9.9.9:80/?x=${word}" }] } } } }\n`,
      '/shop/users': `u:${word}\n`,
      '/shop/nginx/a.conf': `map $http_x $ok { "${word}" 1; default 0; }
server {
  listen 80; server_name w.test; auth_basic "${word}";
  if ($http_x = "${word}") { return 403; }
  location /a/ { allow 10.0.0.1; auth_basic_user_file /none; return 200 "${word}"; }
  location / { proxy_set_header Authorization "${word}"; proxy_pass http://app:8000/?k=${word}; }
}
server { listen 80; server_name v.test; set_real_ip_from 10.0.0.0/8; location / { auth_request /q; proxy_pass http://app:8000; } }
`,
      '/shop/Caddyfile': `{
  email ${word}
  servers {
    trusted_proxies static private_ranges
  }
}
http://w.test {
  @t header X ${word}
  abort @t
  handle {
    basic_auth /x/* {
      u ${word}
    }
    reverse_proxy app:8000 {
      header_up X ${word}
    }
  }
}
http://{$UNSET} {
  redir https://u:${word}@x.test/?k=${word}
}
`,
      '/shop/haproxy.cfg': `userlist u
  user x password ${word}
  user y insecure-password ${word}
defaults
  mode http
frontend web
  bind :80
  acl key req.hdr(x-key) -m str ${word}
  http-request auth realm ${word} unless { http_auth(u) }
  http-request deny if key
  http-request set-header X ${word}
  redirect location https://u:${word}@x.test/?k=${word} if { path /old }
  default_backend b
backend b
  server s app:8000 check
`,
      '/shop/httpd.conf': `Listen 80
<VirtualHost *:80>
  ServerName w.test
  RequestHeader set X "${word}"
  Redirect /old https://u:${word}@x.test/?k=${word}
  <Location /admin>
    AuthType Basic
    AuthName "${word}"
    Require user ${word}
  </Location>
  ProxyPass / http://u:${word}@app:8000/?k=${word}
</VirtualHost>
`,
    },
  };
}

const ports = [80, 81, 82, 83, 84];
const asked = ports.flatMap((port) =>
  ['w.test', 'v.test', 'other.test'].flatMap((host) =>
    ['/', '/a/', '/old', '/admin', '/x/y'].map(
      (path) => `{"url":"http://${host}:${port}${path}","from":"outside"}`,
    ),
  ),
);

/** Returns the output of a call on both streams. */
async function printed(words: readonly string[], word: string, stdin?: string): Promise<string> {
  const { code, out, err } = await call(words, {
    ...machine(word),
    ...(stdin === undefined ? {} : { stdin }),
  });
  // 2 would be a call that was refused.
  expect([words, code === 2 ? err : '']).toEqual([words, '']);
  return `${out}\n${err}`;
}

/** Commands under test. Exports to other file formats contain the compose file's own values and are left out. */
const commands: readonly (readonly string[])[] = [
  ...['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'].map((format) => [
    'check',
    '--format',
    format,
  ]),
  ['check', '--host', '.'],
  ['check', '--host', '.', '--format', 'json'],
  ...['table', 'json', 'mermaid'].map((format) => ['reach', '--format', format]),
  ['reach', '--host', '.', '--format', 'json'],
  ...['table', 'csv', 'json'].flatMap((format) => [
    ['reach', '--names', '--format', format],
    ['reach', '--host', '.', '--names', '--format', format],
  ]),
  ['explain', 'outside', 'app'],
  ['explain', 'tunnel', 'app'],
  ['ask', 'http://w.test:80/'],
  ['export', '--to', 'markdown'],
  ['export', '--host', '--to', 'markdown'],
  ['export', '--to', 'svg'],
  ['export', '--to', 'mermaid'],
  ['export', '--to', 'html'],
  ['export', '--host', '--to', 'html'],
  ['export', '--to', 'otm'],
  ['badge'],
];

describe('secrets in the configuration of proxies', () => {
  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'are not in what %s prints',
    async (_, words) => {
      await fc.assert(
        fc.asyncProperty(secret, async (word) => {
          const said = await printed(words, word);
          expect(said.length).toBeGreaterThan(20);
          expect(said.toLowerCase()).not.toContain(word.toLowerCase());
        }),
        { numRuns: propertyRuns(2) },
      );
    },
  );

  it('are in no answer to a simulated request', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (word) => {
        const said = await printed(['ask', '-', 'compose.yaml'], word, asked.join('\n'));
        expect(said.split('\n').length).toBeGreaterThan(asked.length);
        expect(said.toLowerCase()).not.toContain(word.toLowerCase());
      }),
      { numRuns: propertyRuns(2) },
    );
  });
});
