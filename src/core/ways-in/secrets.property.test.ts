// No hash, token, key, password or certificate leaves a reader: planted in every suitable place of a configuration, it appears in no
// answer, way or message. Reading any file ends with an answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { askLines, verdictJson } from '../export/ways-in/ask-report.ts';
import { namesJson, namesTable } from '../export/ways-in/name-table.ts';
import { wayLines, waysMembers } from '../export/ways-in/ways-report.ts';
import { verdict, waysIn } from './testing/ask-in.ts';
import type { Ways } from './ways/ways.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/).map((text) => `SeCrEt${text}`);
const hosts = ['w.test', 'v.test', 'other.test'];
const urls = hosts.flatMap((host) =>
  ['http', 'https'].flatMap((scheme) =>
    ['/', '/a/', '/api/version'].map((path) => `${scheme}://${host}:${scheme === 'http' ? 80 : 443}${path}`),
  ),
);

/** Returns everything that any command prints about a project. */
function everything(ways: Ways): string {
  const output: string[] = [];
  for (const url of urls) {
    for (const from of ['outside', 'host', 'near']) {
      const asked = { url, from, at: null };
      const answer = verdict(ways, url, from);
      output.push(verdictJson(ways.context, asked, answer), ...askLines(ways.context, asked, answer));
    }
  }
  const members = waysMembers(ways);
  for (const service of ways.context.reach.services)
    output.push(members(service), ...wayLines(ways, service));
  output.push(namesTable(ways, false), JSON.stringify(namesJson(ways)));
  return output.join('\n');
}

const frame = (proxy: string, more = '') => `services:
  proxy:
    ports: ["80:80", "443:443"]
${proxy}
  a: { image: example/a, expose: ["8000"]${more} }
  near: { image: example/near }
`;

type Plant = (word: string) => Ways;

const plants: Readonly<Record<string, Plant>> = {
  'Traefik labels': (word) =>
    waysIn(
      frame(
        '    image: traefik\n    command: ["--entrypoints.web.address=:80", "--providers.docker", "--certificatesresolvers.x.acme.email=WORD", "--providers.docker.endpoint=tcp://u:WORD@s:1"]'.replaceAll(
          'WORD',
          word,
        ),
        `, labels: ${JSON.stringify([
          `traefik.http.routers.a.rule=Host(\`w.test\`) || Header(\`X\`, \`${word}\`) || Query(\`token\`, \`${word}\`)`,
          'traefik.http.routers.a.middlewares=login,ask,head,to',
          `traefik.http.middlewares.login.basicauth.users=u:${word}`,
          `traefik.http.middlewares.ask.forwardauth.address=http://u:${word}@near:1/x?key=${word}`,
          `traefik.http.middlewares.head.headers.customrequestheaders.X=${word}`,
          `traefik.http.middlewares.to.redirectregex.regex=.*`,
          `traefik.http.middlewares.to.redirectregex.replacement=https://u:${word}@x.test/?token=${word}`,
          `traefik.http.middlewares.plug.plugin.oidc.secret=${word}`,
        ])}`,
      ),
    ),
  'Traefik files': (word) =>
    waysIn(
      frame(
        '    image: traefik\n    command: ["--entrypoints.web.address=:80", "--providers.file.filename=/d.yml"]\n    volumes: ["./d.yml:/d.yml"]',
      ),
      {
        'd.yml': `http: { routers: { r: { rule: "Host(\`w.test\`) && !HeaderRegexp(\`X\`, \`${word}\`)", service: s, middlewares: [l] } }, middlewares: { l: { digestAuth: { users: ["u:r:${word}"] } } }, services: { s: { loadBalancer: { servers: [{ url: "http://u:${word}@a:8000/?x=${word}" }] } } } }\ntls: { certificates: [{ certFile: ${word} }] }\n`,
      },
    ),
  'broken Traefik files': (word) =>
    waysIn(
      frame(
        '    image: traefik\n    command: ["--entrypoints.web.address=:80", "--providers.file.filename=/d.toml"]\n    volumes: ["./d.toml:/d.toml"]',
      ),
      {
        'd.toml': `[http]\nusers = ["${word}\n`,
      },
    ),
  Caddyfile: (word) =>
    waysIn(
      frame(
        '    image: example/caddy\n    environment: { TOKEN: WORD }\n    volumes: ["./C:/etc/caddy/Caddyfile"]'.replace(
          'WORD',
          word,
        ),
      ),
      {
        C: `{\n email ${word}\n acme_dns provider {$TOKEN}\n}\nhttp://w.test {\n basic_auth {\n  u ${word}\n }\n header Authorization "${word}"\n @t query token=${word}\n @h header X ${word}\n respond @t "${word}" 200\n redir @h https://u:${word}@x.test/?k=${word}\n reverse_proxy a:8000 {\n  header_up X {$TOKEN}\n }\n}\nhttp://v.test {\n strange ${word}\n redir /a/* https://v.test/?k=${word}\n}\n`,
      },
    ),
  'Caddy JSON': (word) =>
    waysIn(
      frame(
        '    image: caddy\n    command: [caddy, run, --config, /c.json]\n    volumes: ["./c.json:/c.json"]',
      ),
      {
        'c.json': JSON.stringify({
          apps: {
            http: {
              servers: {
                s: {
                  listen: [':80'],
                  routes: [
                    {
                      match: [{ host: ['w.test'], header: { X: [word] } }, { host: ['v.test'] }],
                      handle: [
                        {
                          handler: 'authentication',
                          providers: { http_basic: { accounts: [{ password: word }] } },
                        },
                        { handler: 'reverse_proxy', upstreams: [{ dial: 'a:8000' }], headers: { X: word } },
                      ],
                    },
                    {
                      handle: [
                        {
                          handler: 'static_response',
                          status_code: 302,
                          headers: { Location: [`https://u:${word}@x.test/?k=${word}`] },
                        },
                      ],
                    },
                  ],
                },
              },
            },
          },
        }),
      },
    ),
  nginx: (word) =>
    waysIn(
      frame(
        '    image: nginx\n    environment: { KEY: WORD }\n    volumes: ["./c:/etc/nginx/conf.d", "./users:/users", "./t:/etc/nginx/templates"]'.replace(
          'WORD',
          word,
        ),
      ),
      {
        users: `u:${word}\n`,
        'c/a.conf': `map $http_x $ok { "${word}" 1; default 0; }\nserver { listen 80; server_name w.test; ssl_certificate_key ${word}; auth_basic "${word}"; auth_basic_user_file /users; if ($http_x = "${word}") { return 403; } location / { proxy_set_header Authorization "${word}"; proxy_pass http://a:8000/?k=${word}; } location /a/ { return 302 https://u:${word}@x.test/?k=${word}; } }\nserver { listen 80; server_name v.test; location / { return 200 "${word}"; } }\n`,
        't/x.conf.template':
          'server { listen 443; server_name w.test; location / { set $k ${KEY}; return 200 $k; } }\n',
      },
    ),
  tunnels: (word) =>
    waysIn(
      `${frame('    image: nginx')}  t: { image: cloudflare/cloudflared, command: "tunnel run --token ${word}", environment: { TUNNEL_TOKEN: ${word} } }\n  n: { image: ngrok/ngrok, command: "http --authtoken ${word} --basic-auth u:${word} a:8000" }\n  s: { image: tailscale/tailscale, environment: { TS_AUTHKEY: ${word} }, command: "tailscale serve --auth ${word} 8000" }\n`,
    ),
};

describe('secrets', () => {
  it.each(Object.keys(plants))('of %s stay in it', (name) => {
    const plant = plants[name];
    fc.assert(
      fc.property(secret, (word) => {
        const output = plant ? everything(plant(word)) : '';
        expect(output.length).toBeGreaterThan(1000);
        expect(output.toLowerCase()).not.toContain(word.toLowerCase());
      }),
      { numRuns: propertyRuns(8) },
    );
  });
});

const pieces = fc.constantFrom(
  '{',
  '}',
  ';',
  '\n',
  ' ',
  '"',
  "'",
  '`',
  '#',
  '(',
  ')',
  '[',
  ']',
  ':',
  ',',
  '=',
  '~',
  '*',
  '$',
  '\\',
  '<<X',
  '{$A',
  '{args[0]}',
  'import',
  'include',
  '*',
  'server',
  'location',
  '/',
  'listen 80',
  'http',
  'proxy_pass http://a',
  'reverse_proxy a',
  'handle',
  '@x',
  'respond 200',
  ':80',
  'Host(`w.test`)',
  '&&',
  '||',
  '!',
);
const text = fc
  .array(fc.oneof({ weight: 5, arbitrary: pieces }, fc.string({ maxLength: 6 })), { maxLength: 60 })
  .map((all) => all.join(''));

describe('any text', () => {
  const projects: readonly (readonly [string, (body: string) => Ways])[] = [
    [
      'a Caddyfile',
      (body) => waysIn(frame('    image: caddy\n    volumes: ["./C:/etc/caddy/Caddyfile"]'), { C: body }),
    ],
    [
      'nginx.conf',
      (body) =>
        waysIn(frame('    image: nginx\n    volumes: ["./n:/etc/nginx/nginx.conf"]'), {
          n: `events {}\nhttp {\n${body}\n}\n`,
        }),
    ],
    [
      'a rule',
      (body) =>
        waysIn(
          frame(
            '    image: traefik\n    command: ["--providers.docker"]',
            `, labels: ${JSON.stringify([`traefik.http.routers.a.rule=${body}`])}`,
          ),
        ),
    ],
    [
      'a TOML file',
      (body) =>
        waysIn(frame('    image: traefik\n    volumes: ["./t:/etc/traefik/traefik.toml"]'), { t: body }),
    ],
    [
      'a JSON file',
      (body) =>
        waysIn(
          frame('    image: caddy\n    command: caddy run --config /c.json\n    volumes: ["./c:/c.json"]'),
          { c: body },
        ),
    ],
  ];
  it.each(projects)('as %s gets an answer', (_, make) => {
    fc.assert(
      fc.property(text, (body) => {
        expect(everything(make(body))).toContain('"answer"');
      }),
      { numRuns: propertyRuns(30) },
    );
  });
});
