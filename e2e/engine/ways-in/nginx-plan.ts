// Random configurations of nginx over a few servers, and what is asked of each. Lines of every kind that decides who gets in, in any order and on
// any level, so that what one line takes back from another is met.

import fc from 'fast-check';
import type { WaysPlan } from './plan.ts';

const target = fc.constantFrom('a', 'b', 'c', 'g');
const list = fc
  .array(
    fc.constantFrom(
      'allow 203.0.113.0/24;',
      'allow 192.168.0.0/16;',
      'deny 203.0.113.9;',
      'deny all;',
      'allow all;',
      'allow 127.0.0.1;',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => lines.join(' '));
const guard = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: list },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'auth_basic "x"; auth_basic_user_file /etc/nginx/users;',
      'auth_basic "x";',
      'auth_basic off;',
      'auth_basic "x"; auth_basic_user_file /etc/nginx/gone;',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant('satisfy any; deny all; auth_basic "x"; auth_basic_user_file /etc/nginx/users;'),
  },
  { weight: 1, arbitrary: fc.constant('auth_request /auth;') },
);
const content = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(target, fc.constantFrom('', '/', '/x/'))
      .map(([to, path]) => `proxy_pass http://${to === 'g' ? 'g' : `${to}:8000`}${path};`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'return 403;',
      'return 404;',
      'return 200 "own";',
      'return 204;',
      'return 301 https://v.test/;',
      'return 302 /login;',
      'rewrite ^ /b/ last;',
      'rewrite ^/a/(.*)$ /$1 last; proxy_pass http://b:8000;',
      'rewrite ^ https://z.test/ permanent;',
    ),
  },
);
const location = fc.record({
  at: fc.constantFrom('/', '/a', '/a/', '/b/', '= /exact', '^~ /s/', '~ \\.php$', '~* ^/A/'),
  guard,
  content,
});
const server = fc.record({
  listen: fc.constantFrom('80', '80', '80', '80 default_server', '127.0.0.1:80'),
  names: fc.constantFrom('w.test', 'v.test', 'w.test v.test', '*.test', '_', '', '~^w'),
  guard,
  locations: fc.uniqueArray(location, { minLength: 1, maxLength: 5, selector: ({ at }) => at }),
});

const plan = fc.record({
  outer: fc.constantFrom('', '', '', 'deny all;', 'auth_basic "x"; auth_basic_user_file /etc/nginx/users;'),
  group: fc.constantFrom(
    'server a:8000; server b:8000;',
    'server c:8000;',
    'server a:8000; server 10.77.0.99:8000 down;',
  ),
  auth: fc.constantFrom(
    'proxy_pass http://auth:8000;',
    'proxy_pass http://auth:8000;',
    'internal; return 200;',
    '',
  ),
  servers: fc.array(server, { minLength: 1, maxLength: 3 }),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

function textOf({ outer, group, auth, servers }: Plan): string {
  const blocks = servers.map(({ listen: wanted, names, guard: own, locations }, index) => {
    // Two of them end nginx, and so does a path of `proxy_pass` in an expression: once in a while is enough.
    const listen = index > 0 ? wanted.replace(' default_server', '') : wanted;
    const inner = locations.map(({ at, guard: before, content: then }) => {
      const plain = at.startsWith('~') && index > 0 ? then.replace(/(http:\/\/[^/;]+)\/[^;]*/, '$1') : then;
      return `    location ${at} { ${before} ${plain} }`;
    });
    const decides = auth === '' ? [] : [`    location = /auth { auth_request off; ${auth} }`];
    const name = names === '' ? '' : `    server_name ${names};\n`;
    return `  server {\n    listen ${listen};\n${name}    ${own}\n${[...inner, ...decides].join('\n')}\n  }`;
  });
  return `events {}\nhttp {\n  ${outer}\n  upstream g { ${group} }\n${blocks.join('\n')}\n}\n`;
}

const hosts = ['w.test', 'v.test', 'x.test'];
const paths = ['/', '/a', '/a/', '/ab', '/a/x', '/b/', '/exact', '/exact/', '/s/x.php', '/x.php', '/A/'];

/** So many plans of a seed, in its order. */
export function nginxPlans(seed: number, count: number): readonly WaysPlan[] {
  return fc.sample(plan, { seed, numRuns: count }).map((one): WaysPlan => {
    const text = textOf(one);
    return {
      program: 'nginx',
      image: 'nginx:1.26',
      mounts: { 'nginx.conf': '/etc/nginx/nginx.conf', users: '/etc/nginx/users' },
      texts: { 'nginx.conf': text, users: 'u:{PLAIN}x\n' },
      asks: hosts.flatMap((host) => paths.map((path) => ({ host, path }))),
      // In turn, where a group has several servers.
      times: /server a:8000; server b/.test(text) ? 4 : 1,
    };
  });
}
