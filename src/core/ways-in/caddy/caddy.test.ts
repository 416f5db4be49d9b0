// Caddy's behaviour; each line was measured with Caddy 2.11.4.
import { describe, expect, it } from 'vitest';
import type { Files } from '../files/literal-files.ts';
import { says, verdict, waysIn } from '../testing/ask-in.ts';

function caddy(caddyfile: string, more = '', files: Files = {}) {
  return waysIn(
    `services:
  proxy:
    image: caddy:2
    ports: ["80:80", "443:443", "8088:8088"]
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./sites:/etc/caddy/sites"]
${more}  a: { image: example/a }
  b: { image: example/b }
  ask: { image: example/ask }
  near: { image: example/near }
`,
    { Caddyfile: caddyfile, 'sites/none': '', ...files },
  );
}

const login = 'basic_auth {\n u x\n}\n';
/** Returns a Caddyfile with a site on plain HTTP. */
const site = (body: string) => caddy(`{\n auto_https off\n}\nhttp://w.test {\n${body}\n}\n`);

describe('the order of directives', () => {
  it('puts abort after handle, and before a bare reverse_proxy', () => {
    const list = '@no not remote_ip 10.0.0.0/8\nabort @no\n';
    expect(says(site(`${list}handle {\n reverse_proxy a:8000\n}`), 'http://w.test/')).toBe('serves by a');
    expect(says(site(`${list}reverse_proxy a:8000`), 'http://w.test/')).toBe('refused');
  });

  it('asks for a login before both', () => {
    expect(says(site(`handle {\n reverse_proxy a:8000\n}\n${login}`), 'http://w.test/')).toBe('login');
  });

  it('puts respond before reverse_proxy, also before one with a path', () => {
    expect(says(site('reverse_proxy /a/* a:8000\nrespond 404'), 'http://w.test/a/')).toBe('not-found');
  });

  it('puts redir before a login', () => {
    expect(says(site(`${login}redir https://other.test{uri}`), 'http://w.test/x')).toBe(
      'redirect to https://other.test/x',
    );
  });

  it('is that of the file within route', () => {
    expect(says(site(`route {\n reverse_proxy a:8000\n${login}}`), 'http://w.test/')).toBe('serves by a');
  });

  it('is another where the options say so', () => {
    const ways = caddy(
      `{\n auto_https off\n order reverse_proxy before basic_auth\n}\nhttp://w.test {\n${login}reverse_proxy a:8000\n}\n`,
    );
    expect(says(ways, 'http://w.test/')).toBe('serves by a');
  });

  it('takes the longer path first, and of several handle blocks one', () => {
    const ways = site('handle {\n respond 404\n}\nhandle /a/* {\n reverse_proxy a:8000\n}');
    expect([says(ways, 'http://w.test/a/'), says(ways, 'http://w.test/')]).toEqual([
      'serves by a',
      'not-found',
    ]);
  });
});

describe('neighbours with the same matcher are one route', () => {
  const one = 'respond /a/q 404';
  it.each([
    [
      'a second handle runs where the first answers nothing',
      `handle /a/* {\n ${one}\n}\nhandle /a/* {\n reverse_proxy b:8000\n}`,
    ],
    ['by name or by path', `@x path /a/*\nhandle /a/* {\n ${one}\n}\nhandle @x {\n reverse_proxy b:8000\n}`],
    ['without a matcher', `handle {\n ${one}\n}\nhandle {\n reverse_proxy b:8000\n}`],
    ['what was rewritten is not matched again', 'uri /a/* strip_prefix /a\nreverse_proxy /a/* b:8000'],
    ['of two rewrites both', 'rewrite /a/x /y\nrewrite /a/x /z\nreverse_proxy /z b:8000'],
  ])('%s', (_, directives) => {
    expect(says(site(directives), 'http://w.test/a/x')).toBe('serves by b');
  });

  it.each([
    ['another matcher', `handle /a/* {\n ${one}\n}\nhandle {\n reverse_proxy b:8000\n}`],
    ['something between', 'uri /a/* strip_prefix /a\nencode gzip\nreverse_proxy /a/* b:8000'],
  ])('but not over %s', (_, directives) => {
    expect(says(site(directives), 'http://w.test/a/x')).toBe('empty');
  });
});

describe('matchers', () => {
  it('of a folder leave the folder itself without a login', () => {
    const ways = site('basic_auth /a/* {\n u x\n}\nreverse_proxy a:8000');
    expect([says(ways, 'http://w.test/a/'), says(ways, 'http://w.test/a')]).toEqual(['login', 'serves by a']);
  });

  it('that are not read leave it unknown, unless all ways lead to one answer', () => {
    const ways = site(
      '@x expression `{path}.startsWith("/x")`\nreverse_proxy @x a:8000\nreverse_proxy b:8000',
    );
    expect(says(ways, 'http://w.test/')).toBe('unknown');
    const same = site(
      '@x expression `{path}.startsWith("/x")`\nreverse_proxy @x a:8000\nreverse_proxy a:8000',
    );
    expect(says(same, 'http://w.test/')).toBe('serves by a');
  });

  it('see the path that a rewriting made', () => {
    const ways = site('handle_path /b/* {\n reverse_proxy /x a:8000\n reverse_proxy b:8000\n}');
    expect([says(ways, 'http://w.test/b/x'), says(ways, 'http://w.test/b/y')]).toEqual([
      'serves by a',
      'serves by b',
    ]);
  });
});

describe('hosts', () => {
  it('that nobody names get an empty page, with automatic HTTPS a redirection and no handshake', () => {
    expect(says(site('reverse_proxy a:8000'), 'http://other.test/')).toBe('empty');
    const automatic = caddy('w.test {\n reverse_proxy a:8000\n}\n');
    expect(says(automatic, 'http://other.test/x')).toBe('redirect to https://other.test/x');
    expect(says(automatic, 'https://other.test/')).toBe('no-tls');
  });

  it('that have https are led there before a site for everybody, not before one that names them', () => {
    const secure = 'w.test {\n tls internal\n reverse_proxy a:8000\n}\n';
    const all = caddy(`${secure}:80 {\n reverse_proxy b:8000\n}\n`);
    expect([says(all, 'http://w.test/'), says(all, 'http://v.test/')]).toEqual([
      'redirect to https://w.test/',
      'serves by b',
    ]);
    expect(says(caddy(`${secure}http://w.test {\n reverse_proxy b:8000\n}\n`), 'http://w.test/')).toBe(
      'serves by b',
    );
  });

  it('get a certificate where an authority gives one, or Caddy signs it itself', () => {
    expect(says(caddy('w.test {\n reverse_proxy a:8000\n}\n'), 'https://w.test/')).toBe('no-tls');
    expect(says(caddy('w.test {\n tls internal\n reverse_proxy a:8000\n}\n'), 'https://w.test/')).toBe(
      'serves by a',
    );
    expect(says(caddy('shop.example.org {\n reverse_proxy a:8000\n}\n'), 'https://shop.example.org/')).toBe(
      'serves by a',
    );
  });

  it('are all of them where a variable is unset, and unknown where its file is not at hand', () => {
    const file = 'http://{$DOMAIN} {\n reverse_proxy a:8000\n}\n';
    expect(says(caddy(file), 'http://any.test/')).toBe('serves by a');
    expect(says(caddy(file, '    environment: { DOMAIN: w.test }\n'), 'http://any.test/')).toBe('empty');
    expect(says(caddy(file, '    environment: [DOMAIN]\n'), 'http://any.test/')).toBe('unknown');
  });

  it('are asked in the order of what they say, wherever they stand', () => {
    const ways = caddy(
      'http://*.test {\n reverse_proxy a:8000\n}\nhttp://w.test {\n reverse_proxy b:8000\n}\n',
    );
    expect([says(ways, 'http://w.test/'), says(ways, 'http://x.test/')]).toEqual([
      'serves by b',
      'serves by a',
    ]);
  });

  it('said twice end Caddy', () => {
    const ways = caddy('http://w.test {\n respond 404\n}\nhttp://w.test {\n respond 404\n}\n');
    expect(verdict(ways, 'http://w.test/')).toMatchObject({
      answer: 'refused',
      because: expect.stringContaining('two sites'),
    });
  });
});

describe('the interface', () => {
  it('answers neighbours where it listens on every address, and nobody by default', () => {
    const open = caddy('{\n admin :2019\n}\nhttp://w.test {\n respond 404\n}\n');
    expect(says(open, 'http://any.test:2019/config/', 'near')).toBe('serves by the proxy itself');
    expect(says(site('respond 404'), 'http://any.test:2019/config/', 'near')).toBe('refused');
  });
});

describe('servers behind', () => {
  it('that nobody knows give 502, of two dead and alive half', () => {
    expect(says(site('reverse_proxy gone:80'), 'http://w.test/')).toBe('bad-gateway');
    expect(says(site('reverse_proxy gone:80 a:8000'), 'http://w.test/')).toBe(
      'varies: bad-gateway, serves by a',
    );
    expect(says(site('reverse_proxy a:8000 gone:80 {\n lb_policy first\n}'), 'http://w.test/')).toBe(
      'serves by a',
    );
  });

  it('that one alias stands for answer in turn', () => {
    const ways = waysIn(
      `services:
  proxy: { image: caddy, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [n] }
  a: { image: a, networks: { n: { aliases: [both] } } }
  b: { image: b, networks: { n: { aliases: [both] } } }
networks: { n: {} }
`,
      { Caddyfile: ':80 {\n reverse_proxy both:8000\n}\n' },
    );
    expect(says(ways, 'http://w.test/')).toBe('varies: serves by a, serves by b');
  });

  it('decide by forward_auth who is let in', () => {
    const ways = site('forward_auth ask:9091 {\n uri /\n}\nreverse_proxy a:8000');
    expect(verdict(ways, 'http://w.test/')).toMatchObject({
      answer: 'login',
      guards: [{ how: 'forward-auth', by: 'ask' }],
    });
  });
});

describe('JSON', () => {
  const json = (servers: object) =>
    waysIn(
      `services:
  proxy: { image: caddy, ports: ["80:80", "8088:8088"], command: [caddy, run, --config, /c.json], volumes: ["./c.json:/c.json"] }
  a: { image: a }
`,
      { 'c.json': JSON.stringify({ apps: { http: { servers } } }) },
    );
  const route = {
    match: [{ host: ['w.test'] }],
    handle: [{ handler: 'reverse_proxy', upstreams: [{ dial: 'a:8000' }] }],
  };

  it('speaks TLS unasked on a port of its own where a host is named', () => {
    const ways = json({
      main: { listen: [':80'], routes: [route] },
      other: { listen: [':8088'], routes: [route] },
    });
    expect([says(ways, 'http://w.test/'), says(ways, 'http://w.test:8088/')]).toEqual([
      'serves by a',
      'error',
    ]);
  });

  it('goes on to the next route after one that answered nothing', () => {
    const guarded = {
      ...route,
      handle: [{ handler: 'authentication', providers: { http_basic: {} } }, ...route.handle],
    };
    expect(
      says(
        json({ main: { listen: [':80'], routes: [{ handle: [{ handler: 'headers' }] }, guarded] } }),
        'http://w.test/',
      ),
    ).toBe('login');
  });
});

describe('what is unknown', () => {
  it('is said with its line: a directive of a plugin in an image of one', () => {
    const ways = waysIn(
      `services:
  proxy: { image: example/caddy-extra, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }
  a: { image: a }
`,
      { Caddyfile: 'http://w.test {\n authorize with mypolicy\n reverse_proxy a:8000\n}\n' },
    );
    expect(verdict(ways, 'http://w.test/')).toMatchObject({
      answer: 'unknown',
      because: 'Caddyfile:2: the directive authorize is unknown here.',
    });
  });

  it('ends the official Caddy', () => {
    expect(says(site('authorize with mypolicy\nreverse_proxy a:8000'), 'http://w.test/')).toBe('refused');
  });
});

describe('words that a directive does not take', () => {
  // Checked with `caddy adapt` 2.6.2.
  it.each([
    'redir /x',
    'redir',
    'redir *',
    '@a path /x\nredir @a',
    'redir /x /y foo',
    'redir /x /y 200',
    'redir /x /y 404',
    'respond /x',
    'respond {\n body x\n}',
    'respond a 200 c',
    'error /x',
    'error a 404 c',
    'abort a',
    'abort /x y',
    'handle a {\n}',
    'route /a /b {\n}',
    'handle_path {\n}',
    'handle_path * {\n}',
    'handle_path /x /y {\n}',
    'forward_auth ask:80',
    'uri strip_prefix',
    'uri strip_prefix /a /b',
    'uri replace /a',
    'handle {\n redir /x\n}',
  ])('end it: %s', (line) => {
    const ways = site(`${line}\nreverse_proxy a:8000`);
    expect(says(ways, 'http://w.test/')).toBe('refused');
    expect(ways.programs[0]?.ends?.because).toMatch(/^Caddy refuses its configuration. Caddyfile:[56]: /);
  });

  it.each([
    'redir /x /y 302 more',
    'redir /x /y permanent',
    'redir /x /y 401',
    'redir /x /y 0308',
    'redir /x /y {vars.code}',
    'respond /x 200',
    'respond /x "" 204',
    'error /x 404',
    'abort /x',
    'handle /x {\n}',
    'route /x {\n}',
    'handle_path /x {\n}',
    'forward_auth /x ask:80 {\n uri /v\n}',
    'uri /x strip_prefix /x',
    'uri /x replace /a /b 1',
  ])('are not these: %s', (line) => {
    expect(says(site(`${line}\nreverse_proxy a:8000`), 'http://w.test/')).toBe('serves by a');
  });
});

describe('imports', () => {
  it('put in snippets with their arguments, and files by a pattern', () => {
    const file =
      '(to) {\n reverse_proxy {args[0]}\n}\nimport sites/*.caddy\nhttp://w.test {\n import to a:8000\n}\n';
    const ways = caddy(file, '', {
      'sites/v.caddy': 'http://v.test {\n import to b:8000\n}\n',
      'sites/x.off': 'broken {',
    });
    expect([says(ways, 'http://w.test/'), says(ways, 'http://v.test/')]).toEqual([
      'serves by a',
      'serves by b',
    ]);
    expect(
      verdict(ways, 'http://v.test/').way.find(({ text }) => text.startsWith('site'))?.declaredAt,
    ).toEqual({
      file: 'sites/v.caddy',
      line: 1,
    });
  });

  it('that lead round and round end it', () => {
    expect(says(caddy('(a) {\n import a\n}\nhttp://w.test {\n import a\n}\n'), 'http://w.test/')).toBe(
      'refused',
    );
  });
});

it('reads the labels of caddy-docker-proxy', () => {
  const ways = waysIn(`services:
  proxy: { image: "lucaslorentz/caddy-docker-proxy:ci-alpine", ports: ["80:80", "443:443"] }
  a:
    image: example/a
    labels:
      caddy: http://w.test
      caddy.basic_auth: /admin/*
      caddy.basic_auth.u: x
      caddy.reverse_proxy: "{{upstreams 8000}}"
`);
  expect([says(ways, 'http://w.test/'), says(ways, 'http://w.test/admin/')]).toEqual([
    'serves by a',
    'login',
  ]);
});

describe('servers that a request names', () => {
  const ways = caddy(`{
 auto_https off
}
:80 {
 @one header_regexp Host ^a
 reverse_proxy @one {http.request.host}:8000
 reverse_proxy {http.request.host}:{http.request.port}
}
:8088 {
 reverse_proxy {http.request.host}:{http.request.port}
}
`);
  it.each([
    ['http://a/', 'serves by a'],
    // The port of the header is empty there, and Caddy asks nobody.
    ['http://b/', 'bad-gateway'],
  ])('of %s', (url, answer) => {
    expect(says(ways, url)).toBe(answer);
  });

  it('is asked at the port of the header', () => {
    expect(verdict(ways, 'http://b:8088/').way.at(-1)?.text).toBe('b:8088');
  });
});
