// nginx's behaviour; each line was measured with nginx 1.22.1.
import { describe, expect, it } from 'vitest';
import type { Files } from '../files/literal-files.ts';
import { says, verdict, waysIn } from '../testing/ask-in.ts';

/** Returns the ways of the official image with these files in conf.d, in front of `a`, `b` and `ask`. */
function nginx(files: Files, mounts: readonly string[] = ['./conf.d:/etc/nginx/conf.d'], more = '') {
  return waysIn(
    `services:
  proxy:
    image: nginx:1.27
    ports: ["80:80", "8088:8088", "443:443"]
    volumes: [${mounts.map((mount) => `"${mount}"`).join(', ')}]
${more}  a: { image: example/a }
  b: { image: example/b }
  ask: { image: example/ask }
`,
    files,
  );
}

const server = (body: string, name = 'w.test', listen = '80') =>
  `server {\n listen ${listen};\n server_name ${name};\n${body}\n}\n`;
const site = (body: string, more: Files = {}) => nginx({ 'conf.d/site.conf': server(body), ...more });
const to = (service: string) => `proxy_pass http://${service}:8000;`;

describe('a host that nobody names', () => {
  it('gets the first server of the port, files in the order of their names', () => {
    const ways = nginx({
      'conf.d/b.conf': server(`location / { ${to('b')} }`),
      'conf.d/a.conf': server(`location / { ${to('a')} }`, 'v.test'),
    });
    expect(says(ways, 'http://other.test/')).toBe('serves by a');
  });

  it('gets the page of the image where a file is mounted beside it that comes later', () => {
    const mounted = (name: string) =>
      nginx({ 'x.conf': server(`location / { ${to('a')} }`) }, [`./x.conf:/etc/nginx/conf.d/${name}.conf`]);
    expect(says(mounted('site'), 'http://other.test/')).toBe('serves by the proxy itself');
    expect(says(mounted('app'), 'http://other.test/')).toBe('serves by a');
    expect(says(mounted('default'), 'http://other.test/')).toBe('serves by a');
  });
});

describe('names of servers', () => {
  it('are of the first that has them: a name with a dot is ignored where its host is taken', () => {
    const both = (first: string, second: string) =>
      nginx({
        'conf.d/0.conf': server('return 404;', 'default.test'),
        'conf.d/a.conf': server(`location / { ${to('a')} }`, first),
        'conf.d/b.conf': server(`location / { ${to('b')} }`, second),
      });
    expect(says(both('w.test', '.w.test'), 'http://x.w.test/')).toBe('not-found');
    expect(says(both('v.test', '.w.test'), 'http://x.w.test/')).toBe('serves by b');
    expect(says(both('w.test', 'w.test'), 'http://w.test/')).toBe('serves by a');
  });
});

describe('auth_basic', () => {
  const users = 'auth_basic_user_file /etc/nginx/users;';

  it('without a file of users is no login, with one that is missing it is one', () => {
    expect(says(site(`location / { auth_basic "x"; ${to('a')} }`), 'http://w.test/')).toBe('serves by a');
    expect(says(site(`location / { auth_basic "x"; ${users} ${to('a')} }`), 'http://w.test/')).toBe('login');
  });

  it('said twice ends nginx', () => {
    expect(
      verdict(site(`location / { auth_basic off; auth_basic "x"; ${users} ${to('a')} }`), 'http://w.test/'),
    ).toMatchObject({
      answer: 'refused',
      because: expect.stringContaining('conf.d/site.conf:4: auth_basic is there twice'),
    });
  });

  it('comes after return and rewrite', () => {
    expect(
      says(site(`auth_basic "x"; ${users} location / { deny all; return 200 hello; }`), 'http://w.test/'),
    ).toBe('serves by the proxy itself');
    const rewrite = `rewrite ^/old/(.*)$ /new/$1 permanent; location / { deny all; ${to('a')} }`;
    expect(says(site(rewrite), 'http://w.test/old/x')).toBe('redirect to http://w.test/new/x');
  });
});

describe('locations', () => {
  it('by an expression serve what a folder refuses, and the folder is no more than its slash', () => {
    const ways = site(
      `location / { ${to('b')} } location /admin/ { deny all; } location ~ \\.php$ { ${to('a')} }`,
    );
    expect(
      ['/admin/x.php', '/admin/', '/admin', '/ADMIN/'].map((path) => says(ways, `http://w.test${path}`)),
    ).toEqual(['serves by a', 'forbidden', 'serves by b', 'serves by b']);
    expect(
      says(site(`location / { ${to('b')} } location = /exact { deny all; }`), 'http://w.test/exact/'),
    ).toBe('serves by b');
  });

  it('with ^~ are not asked for expressions, and lead to their slash where they hand on', () => {
    const ways = site(`location ~ ^/a { ${to('b')} } location ^~ /a/ { ${to('a')} }`);
    expect([says(ways, 'http://w.test/a/x'), says(ways, 'http://w.test/a')]).toEqual([
      'serves by a',
      'redirect to http://w.test/a/',
    ]);
  });

  it('there twice, or outside of the one around, end nginx', () => {
    expect(says(site(`location /a/ { ${to('a')} } location ^~ /a/ { ${to('a')} }`), 'http://w.test/')).toBe(
      'refused',
    );
    expect(says(site('location /a/ { location /b/ { deny all; } }'), 'http://w.test/')).toBe('refused');
  });

  it('are looked for again after a rewriting, and those for nginx itself are not there for others', () => {
    const ways = site(`location /b/ { rewrite ^/b/(.*)$ /a/$1 last; } location /a/ { internal; ${to('a')} }`);
    expect([says(ways, 'http://w.test/b/x'), says(ways, 'http://w.test/a/x')]).toEqual([
      'serves by a',
      'not-found',
    ]);
  });
});

describe('allow and deny', () => {
  it('in a location take the place of all that is around', () => {
    const ways = nginx({
      'conf.d/a.conf': `deny all;\n${server(`location / { allow 203.0.113.9; ${to('a')} } location /b { ${to('b')} }`)}`,
    });
    expect([says(ways, 'http://w.test/', 'host'), says(ways, 'http://w.test/b')]).toEqual([
      'serves by a',
      'forbidden',
    ]);
  });

  it('never fit loopback through a published port', () => {
    expect(says(site(`location / { allow 127.0.0.1; deny all; ${to('a')} }`), 'http://w.test/', 'host')).toBe(
      'forbidden',
    );
  });

  it('are one of two ways in with satisfy any', () => {
    const ways = site(
      `satisfy any; allow 203.0.113.0/24; deny all; auth_basic "x"; auth_basic_user_file /u; location / { ${to('a')} }`,
    );
    expect([says(ways, 'http://w.test/'), says(ways, 'http://w.test/', 'host')]).toEqual([
      'serves by a',
      'login',
    ]);
  });

  it('that name who is kept out leave it open who asks', () => {
    expect(verdict(site(`location / { deny 203.0.113.1; ${to('a')} }`), 'http://w.test/')).toMatchObject({
      answer: 'unknown',
      because: 'It depends on the address of the visitor.',
    });
  });
});

describe('auth_request', () => {
  const question = 'location = /auth { internal; proxy_pass http://ask:9091/; }';

  it('lets another server decide', () => {
    const ways = site(`auth_request /auth; location / { ${to('a')} } ${question}`);
    expect(verdict(ways, 'http://w.test/')).toMatchObject({
      answer: 'login',
      guards: [{ how: 'forward-auth', by: 'ask' }],
    });
  });

  it('asks the application itself where there is no location for the question, which lets all in', () => {
    const ways = site(`location / { auth_request /auth; ${to('a')} }`);
    expect(verdict(ways, 'http://w.test/')).toMatchObject({ answer: 'serves', by: 'a', guards: [] });
  });

  it('is an error where nobody can decide, and passes on a plain 200', () => {
    expect(
      says(
        site(`auth_request /auth; location /x { ${to('a')} } location = /auth { return 302 /; }`),
        'http://w.test/x',
      ),
    ).toBe('error');
    expect(
      says(
        site(`auth_request /auth; location /x { ${to('a')} } location = /auth { return 200; }`),
        'http://w.test/x',
      ),
    ).toBe('serves by a');
  });
});

describe('servers behind', () => {
  it('that nobody answers to end nginx with every host, in a variable only there', () => {
    const other = server(`location / { ${to('b')} }`, 'v.test');
    const named = nginx({ 'conf.d/a.conf': server(`location / { ${to('gone')} }`) + other });
    expect(verdict(named, 'http://v.test/')).toMatchObject({
      answer: 'refused',
      because: expect.stringContaining('gone'),
    });
    const late = nginx({
      'conf.d/a.conf': `resolver 127.0.0.11;\n${server('location / { set $to gone; proxy_pass http://$to:8000; }')}${other}`,
    });
    expect([says(late, 'http://w.test/'), says(late, 'http://v.test/')]).toEqual([
      'bad-gateway',
      'serves by b',
    ]);
  });

  it('in a variable need a resolver, unless another line names the same', () => {
    const lines = (more: string) => site(`location / { set $to a; proxy_pass http://$to:8000; } ${more}`);
    expect(says(lines(''), 'http://w.test/')).toBe('bad-gateway');
    expect(says(lines(`location /x { ${to('a')} }`), 'http://w.test/')).toBe('serves by a');
  });

  it('of a group take over from each other', () => {
    const group = (lines: string) =>
      nginx({
        'conf.d/a.conf': `upstream pool { ${lines} }\n${server('location / { proxy_pass http://pool; }')}`,
      });
    expect(says(group('server a:8000; server b:8000;'), 'http://w.test/')).toBe(
      'varies: serves by a, serves by b',
    );
    expect(says(group('server a:8000; server b:8000 backup;'), 'http://w.test/')).toBe('serves by a');
  });
});

describe('listen', () => {
  it('at loopback is refused through a published port', () => {
    expect(
      says(
        nginx({ 'conf.d/a.conf': server(`location / { ${to('a')} }`, 'w.test', '127.0.0.1:80') }),
        'http://w.test/',
      ),
    ).toBe('refused');
  });

  it('speaks TLS where it is told to', () => {
    const ways = nginx({
      'conf.d/a.conf': server(
        `ssl_certificate /c; ssl_certificate_key /k; location / { ${to('a')} }`,
        'w.test',
        '443 ssl',
      ),
    });
    expect([says(ways, 'https://w.test/'), says(ways, 'http://w.test:443/')]).toEqual([
      'serves by a',
      'error',
    ]);
    expect(says(site(`location / { ${to('a')} }`), 'https://w.test:80/')).toBe('no-tls');
  });
});

it('puts variables of the environment into templates', () => {
  const template = {
    'templates/x.conf.template': server(
      'location / { proxy_pass http://${TARGET}:8000; add_header X $uri; }',
    ),
  };
  const ways = nginx(template, ['./templates:/etc/nginx/templates'], '    environment: { TARGET: b }\n');
  expect(says(ways, 'http://w.test/')).toBe('serves by b');
  const open = nginx(template, ['./templates:/etc/nginx/templates'], '    environment: [TARGET]\n');
  expect(verdict(open, 'http://w.test/').because).toContain('TARGET');
});

it('follows conditions and maps that a plain request decides', () => {
  const ways = nginx({
    'conf.d/a.conf': `map $host $to { default a; v.test b; }\nresolver 127.0.0.11;\n${server('if ($request_method = POST) { return 403; }\nlocation / { proxy_pass http://$to:8000; }', 'w.test v.test')}`,
  });
  expect([says(ways, 'http://w.test/'), says(ways, 'http://v.test/')]).toEqual([
    'serves by a',
    'serves by b',
  ]);
});

it('says which line it does not know, and what is not mounted', () => {
  expect(verdict(site('proxy_to http://a;'), 'http://w.test/')).toMatchObject({
    answer: 'unknown',
    because: expect.stringContaining('conf.d/site.conf:4'),
  });
  const built = waysIn('services: { proxy: { image: nginx, build: ., ports: ["80:80"] } }');
  expect(verdict(built, 'http://w.test/').because).toBe(
    '/etc/nginx/nginx.conf in proxy is not among these files, so its routes are unknown. Open the folder that holds it, or pass --also DIR.',
  );
});

it('answers for nginx-proxy by the environment of others', () => {
  const ways = waysIn(`services:
  proxy: { image: nginxproxy/nginx-proxy, ports: ["80:80", "443:443"] }
  a: { image: example/a, expose: ["3000"], environment: { VIRTUAL_HOST: "w.test,*.v.test" } }
  b: { image: example/b, environment: { VIRTUAL_HOST: w.test, VIRTUAL_PATH: /api/, VIRTUAL_PORT: 4000, LETSENCRYPT_HOST: w.test } }
`);
  expect(
    [
      'http://w.test/',
      'http://x.v.test/',
      'http://other.test/',
      'http://w.test/api/',
      'https://w.test/api/',
    ].map((url) => says(ways, url)),
  ).toEqual(['serves by a', 'serves by a', 'bad-gateway', 'redirect to https://w.test/api/', 'serves by b']);
});
