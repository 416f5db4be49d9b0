// Configuration that grows, loops or nests without end: its program is unknown or answers, and others are unaffected. Each of these once
// took more than fifteen seconds or ended the call.
import { describe, expect, it } from 'vitest';
import { triesAll } from '../compose/testing/property-runs.ts';
import type { Files } from './files/literal-files.ts';
import { says, verdict, waysIn } from './testing/ask-in.ts';
import { allWays } from './ways/all-ways.ts';

interface Hostile {
  readonly image: string;
  readonly files?: Files;
  readonly mount?: string;
  readonly more?: string;
  /** The expected message about the text or its answer. */
  readonly says: RegExp;
}

const nginx = (text: string, says: RegExp): Hostile => ({
  image: 'nginx:1.27',
  files: { 'x.conf': `events {}\nhttp {\n${text}\n}\n` },
  mount: './x.conf:/etc/nginx/nginx.conf',
  says,
});
const caddy = (text: string, says: RegExp): Hostile => ({
  image: 'caddy:2',
  files: { Caddyfile: text },
  mount: './Caddyfile:/etc/caddy/Caddyfile',
  says,
});
const caddyJson = (text: string, says: RegExp): Hostile => ({
  image: 'caddy:2',
  files: { 'c.json': text },
  mount: './c.json:/c.json',
  more: '    command: caddy run --config /c.json\n',
  says,
});
const traefik = (flag: string, says: RegExp, labels = ''): Hostile => ({
  image: 'traefik:v3',
  more: `    command: ["--providers.docker", "--entrypoints.web.address=:80"${flag}]\n${labels}`,
  says,
});
const traefikFile = (name: string, text: string, says: RegExp): Hostile => ({
  image: 'traefik:v3',
  files: { [name]: text },
  mount: `./${name}:/${name}`,
  more: `    command: ["--providers.file.filename=/${name}", "--entrypoints.web.address=:80"]\n`,
  says,
});
const haproxy = (text: string, says: RegExp): Hostile => ({
  image: 'haproxy:3.0',
  files: { 'h.cfg': `defaults\n mode http\nfrontend f\n bind :80\n${text}backend b\n server a good:8000\n` },
  mount: './h.cfg:/usr/local/etc/haproxy/haproxy.cfg',
  says,
});
const apache = (text: string, says: RegExp): Hostile => ({
  image: 'httpd:2.4',
  files: { 'h.conf': text },
  mount: './h.conf:/usr/local/apache2/conf/httpd.conf',
  says,
});

/** What grows with the square is looked at in full where all is tried; elsewhere a third of it tells a square from a power. */
const many = (count: number): number => (triesAll ? count : Math.ceil(count / 3));
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');
const bomb = (open: string, close: string, key: (index: number) => string): string =>
  `a0: &a0 ${open}${key(0)}x${close}\n${times(11, (level) => `a${level + 1}: &a${level + 1} ${open}${Array.from({ length: 9 }, (_, index) => `${key(index)}*a${level}`).join(', ')}${close}`)}\n`;

const everything: Readonly<Record<string, Hostile>> = {
  'a template of Traefik with blanks': traefik(
    `, "--providers.docker.defaultrule={{${' '.repeat(100_000)}"`,
    /unknown.*default rule for \w+ is a template that is not read/,
  ),
  'chains of middlewares that grow by powers': traefik(
    '',
    /unknown.*The middleware c\d+@docker is in chains/,
    `    labels:\n      traefik.http.routers.r.rule: Host(\`a.test\`)\n      traefik.http.routers.r.middlewares: c0\n${times(19, (index) => `      traefik.http.middlewares.c${index}.chain.middlewares: c${index + 1},c${index + 1}`)}\n      traefik.http.middlewares.c19.headers.x: y\n`,
  ),
  'a label with 100,000 names': traefik(
    '',
    /unknown.*compose\.yaml:\d+: the label exceeds the nesting limit/,
    `    labels:\n      - "traefik.http.middlewares.m.headers${'.a'.repeat(100_000)}=x"\n`,
  ),
  'aliases of lists that grow by powers': traefikFile(
    'd.yml',
    `${bomb('[', ']', () => '')}http: *a11\n`,
    /unknown.*d\.yml:\d+/,
  ),
  'aliases of mappings that grow by powers': traefikFile(
    'd.yml',
    `${bomb('{', '}', (index) => `k${index}: `)}http: { routers: *a11 }\n`,
    /unknown.*d\.yml:\d+/,
  ),
  'merge keys that grow with the square': traefikFile(
    'd.yml',
    `a: &a {${Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join(', ')}}\n${times(3000, (index) => `b${index}: { <<: *a }`)}\n`,
    /unknown.*d\.yml:\d+/,
  ),
  'YAML nested 3,000 deep': traefikFile(
    'd.yml',
    `http: ${'['.repeat(3000)}${']'.repeat(3000)}`,
    /unknown.*d\.yml:1/,
  ),
  'TOML nested 20,000 deep': traefikFile(
    'd.toml',
    `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    /unknown.*d\.toml:1/,
  ),
  'a key of TOML with 20,000 parts': traefikFile(
    'd.toml',
    `${'a.'.repeat(20_000)}b = 1`,
    /unknown.*d\.toml:1/,
  ),
  'snippets that import each other twice': caddy(
    `(a) {\n import b\n import b\n}\n(b) {\n import a\n import a\n}\nhttp://a.test {\n import a\n}\n`,
    /refused.*Caddyfile:\d+: an import leads to itself/,
  ),
  'snippets that double thirty times': caddy(
    `${times(30, (index) => `(a${index}) {\n import a${index + 1}\n import a${index + 1}\n}`)}\n(a30) {\n respond x\n}\nhttp://a.test {\n import a0\n}\n`,
    /unknown.*Caddyfile:\d+: imports exceed the nesting limit/,
  ),
  'arguments of snippets that grow by powers': caddy(
    `${times(18, (index) => `(a${index}) {\n import a${index + 1} "${'{args[0]}'.repeat(8)}"\n}`)}\n(a18) {\n respond {args[0]}\n}\nhttp://a.test {\n import a0 xxxx\n}\n`,
    /unknown.*Caddyfile:\d+: arguments of snippets exceed/,
  ),
  'variables that nothing closes': caddy('"{$a:'.repeat(60_000), /unknown.*Caddyfile:1/),
  'a variable without a value 200,000 times': caddy(
    `http://a.test {\n respond "${'{$A}'.repeat(200_000)}"\n}\n`,
    /^empty/,
  ),
  'blocks nested 15,000 deep': caddy(
    `http://a.test {\n${'handle {\n'.repeat(15_000)}${'}\n'.repeat(15_000)}}\n`,
    /unknown.*Caddyfile:103: blocks exceed the nesting limit/,
  ),
  '3,000 conditions that nobody knows': caddy(
    `http://a.test {\n${times(3000, (index) => `@m${index} expression x\nreverse_proxy @m${index} good:8000`)}\n}\n`,
    /^unknown/,
  ),
  'JSON nested 3,000 deep': caddyJson(
    `{"apps":${'['.repeat(3000)}${']'.repeat(3000)}}`,
    /unknown.*c\.json:1/,
  ),
  'JSON nested 120,000 deep': caddyJson(`{"apps":${'['.repeat(120_000)}`, /unknown.*c\.json:1/),
  'a label of Caddy with 100,000 names': {
    image: 'lucaslorentz/caddy-docker-proxy',
    more: `    labels:\n      - "caddy${'.a'.repeat(100_000)}=x"\n`,
    says: /unknown.*compose\.yaml:\d+: the label exceeds the nesting limit/,
  },
  'an address that doubles at each round': nginx(
    `server { listen 80; rewrite ^(.*)$ ${'$1'.repeat(40)} last; location / { rewrite ^(.*)$ ${'$1'.repeat(40)} last; } }`,
    /unknown/,
  ),
  'maps that refer to each other': nginx(
    'map $a $b { default $a$b; }\nmap $b $a { default $b$b; }\nserver { listen 80; set $c $a; location / { return 301 $a$b; } }',
    /unknown/,
  ),
  'a map and a variable that refer to each other': nginx(
    'map $c $b { default $a; }\nmap $b $a { default $c; }\nserver { listen 80; set $d $a; location / { return 301 $d$a; } }',
    /unknown/,
  ),
  'maps that grow by powers': nginx(
    `${times(30, (index) => `map $m${index} $m${index + 1} { default "$m${index}$m${index}$m${index}"; }`)}\nserver { listen 80; location / { return 301 $m30; } }`,
    /unknown/,
  ),
  '4,000 maps in a row': nginx(
    `${times(4000, (index) => `map $m${index} $m${index + 1} { default "$m${index}"; }`)}\nserver { listen 80; location / { return 301 $m4000; } }`,
    /unknown/,
  ),
  '4,000 ranges before 1,000 servers': nginx(
    `${times(4000, (index) => `allow 10.${index >> 8}.${index % 256}.0/24;`)}\ndeny all;\n${times(1000, (index) => `server { listen 80; server_name s${index}.test; location / { return 200 x; } }`)}`,
    /unknown.*distinguishes 4000 address ranges/,
  ),
  'blocks of nginx nested 15,000 deep': nginx('a {'.repeat(15_000), /unknown.*x\.conf:\d+/),
  'a pattern with eight stars': {
    ...nginx('include /d/*a*a*a*a*a*a*a*a;\nserver { listen 80; return 403; }', /^forbidden/),
    files: {
      'x.conf': 'events {}\nhttp { include /d/*a*a*a*a*a*a*a*a;\nserver { listen 80; return 403; } }',
      [`d/${'a'.repeat(230)}b`]: 'x',
    },
    mount: './d:/d", "./x.conf:/etc/nginx/nginx.conf',
  },
  'a template that grows': {
    image: 'nginx:1.27',
    files: { 't/a.template': '${A}'.repeat(250_000) },
    mount: './t:/etc/nginx/templates',
    more: `    environment: { A: "${'x'.repeat(100)}" }\n`,
    says: /unknown.*t\/a\.template exceeds the size limit/,
  },
  'slashes without end': nginx(
    `server { listen 80; root "/${'/'.repeat(200_000)}\nx"; location / { proxy_pass "http://x.test${'/'.repeat(200_000)}\n"; } }`,
    /^bad-gateway/,
  ),
  'thousands of backends in a row': haproxy(
    `${times(many(3000), (index) => ` use_backend b if { hdr(host) s${index}.test }`)}\n`,
    /^bad-gateway/,
  ),
  '3,000 conditions of HAProxy that nobody knows': haproxy(
    `${times(3000, (index) => ` http-request deny if { hdr(x) ${index} }`)}\n default_backend b\n`,
    /unknown/,
  ),
  'thousands of tests of one name': haproxy(
    `${times(many(19_000), (index) => ` acl h hdr(host) s${index}.test`)}\n use_backend b if h\n`,
    /^bad-gateway|unknown/,
  ),
  '100,000 ports in one line': haproxy(
    ` bind ${Array.from({ length: 100_000 }, (_, index) => `:${1 + (index % 65_000)}`).join(',')}\n default_backend b\n`,
    /^unknown.*more than 5000 ports/,
  ),
  'sections of Apache nested 9,000 deep': apache(
    `Listen 80\n${'<IfModule a>\n'.repeat(9000)}${'</IfModule>\n'.repeat(9000)}`,
    /unknown.*h\.conf:102/,
  ),
  'a section of Apache that is never closed': apache(`<a${' '.repeat(200_000)}x`, /unknown|refused/),
  'names with thirty stars': apache(
    `Listen 80\n<VirtualHost *:80>\nServerName b.test\nServerAlias ${'*a'.repeat(30)}b\nProxyPass / http://good:8000/\n</VirtualHost>`,
    /^serves/,
  ),
};

describe.each(Object.entries(everything))(
  '%s',
  (_, { image, files = {}, mount, more = '', says: expected }) => {
    it('is answered or unknown, with its place, and another program answers', () => {
      const ways = waysIn(
        `services:
  proxy:
    image: ${image}
    ports: ["80:80"]
${mount === undefined ? '' : `    volumes: ["${mount}"]\n`}${more}  other:
    image: caddy:2
    ports: ["8080:80"]
    volumes: ["./good:/etc/caddy"]
  good: { image: example/good }
`,
        { ...files, 'good/Caddyfile': 'http://a.test {\n reverse_proxy good:8000\n}\n' },
      );
      const { answer, because } = verdict(ways, 'http://a.test/');
      expect(`${answer} ${because}`).toMatch(expected);
      expect(says(ways, 'http://a.test:8080/')).toBe('serves by good');
      expect(allWays(ways).into.get('good')).toContainEqual(
        expect.objectContaining({ through: ['other'], answer: 'open' }),
      );
      for (const program of ways.programs) program.faults();
    });
  },
);
