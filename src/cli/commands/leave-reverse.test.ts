// What nginx, Caddy and HAProxy let out was measured with nginx 1.26, Caddy 2.11 and HAProxy 3.0 on Engine 26.1 (LV20 to LV23).

import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const project = (image: string, file: string, at: string, proxy = '') => ({
  '/shop/compose.yaml': `services:
  worker: { image: example/agent, networks: [cell] }
  proxy: { image: "${image}", networks: ${proxy === '' ? '[cell, out]' : proxy}, volumes: ["./${file}:${at}:ro"] }
networks: { cell: { internal: true }, out: {} }
`,
});
const world = JSON.stringify({
  names: {
    'a.test': ['198.51.100.10'],
    'www.a.test': ['198.51.100.10'],
    'deep.www.a.test': ['198.51.100.10'],
    'nota.test': ['198.51.100.20'],
    'a.test.b.test': ['198.51.100.20'],
    'b.test': ['198.51.100.20'],
  },
  listens: { '198.51.100.10': { plain: [80, 22], tls: [443] }, '198.51.100.20': { plain: [80], tls: [443] } },
});

const nginx = (text: string) => ({
  ...project('nginx:1.26', 'f.conf', '/etc/nginx/conf.d/default.conf'),
  '/shop/f.conf': text,
});
const caddy = (text: string) => ({
  ...project('caddy:2', 'Caddyfile', '/etc/caddy/Caddyfile'),
  '/shop/Caddyfile': text,
});
const haproxy = (text: string, proxy?: string) => ({
  ...project('haproxy:3.0', 'h.cfg', '/usr/local/etc/haproxy/haproxy.cfg', proxy),
  '/shop/h.cfg': `resolvers docker\n  nameserver dns 127.0.0.11:53\n${text}`,
});

type Files = Readonly<Record<string, string>>;

/** Returns the answer to each question of the worker. */
async function answers(files: Files, asks: readonly object[]): Promise<readonly string[]> {
  const stdin = asks.map((ask) => JSON.stringify({ from: 'worker', ...ask })).join('\n');
  const all = { '/shop/world.json': world, ...files };
  const { out } = await call(['leave', '-', '--world', 'world.json'], { files: all, stdin });
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).answer);
}

/** Returns the names and ports that a proxy lets out, and the ids of the holes, as `reach --out` says them of the worker. */
async function listed(
  files: Files,
): Promise<{ readonly leaves: unknown; readonly holes: readonly string[] }> {
  const { out } = await call(['reach', '--out', '--format', 'json'], { files });
  const { leaves, holes } = JSON.parse(out).services.worker;
  return {
    leaves: leaves.map(({ through, names, ports }: Record<string, unknown>) => ({ through, names, ports })),
    holes: holes.map(({ id }: { id: string }) => id),
  };
}

const get = (target: string, host?: string) => ({ way: 'proxy', target, ...(host ? { host } : {}) });
const tunnel = { way: 'connect', target: 'a.test:443' };

describe('nginx as a forward proxy', () => {
  it('checks the host of the URL, and asks for that of the header', async () => {
    const files = nginx(`server {
  listen 3128;
  resolver 127.0.0.11;
  location / {
    if ($host !~* (^|\\.)a\\.test$) { return 403; }
    proxy_pass http://$http_host$request_uri;
  }
}
`);
    const asks = [
      get('http://a.test/'),
      get('http://A.TEST./'),
      get('http://a.test:22/'),
      get('http://nota.test/'),
      get('http://b.test/', 'a.test'),
      get('http://a.test/', 'b.test'),
      tunnel,
    ];
    expect(await answers(files, asks)).toEqual([
      'reached',
      'reached',
      'reached',
      'denied',
      'denied',
      'reached',
      'denied',
    ]);
    const { leaves, holes } = await listed(files);
    expect(leaves).toEqual([{ through: 'proxy', names: ['/(^|\\.)a\\.test$/'], ports: null }]);
    expect(holes).toEqual(['H2', 'G22', 'G7', 'G22']);
  });

  it('with the name of a server holds, at port 80 alone', async () => {
    const files = nginx(`server { listen 3128 default_server; return 403; }
server {
  listen 3128;
  server_name a.test *.a.test;
  resolver 127.0.0.11;
  location / { proxy_pass http://$host$request_uri; }
}
`);
    const asks = [get('http://www.a.test/'), get('http://a.test:22/'), get('http://a.test/', 'b.test')];
    expect(await answers(files, [...asks, get('http://b.test/', 'a.test')])).toEqual([
      'reached',
      'reached',
      'reached',
      'denied',
    ]);
    expect((await listed(files)).leaves).toEqual([
      { through: 'proxy', names: ['a.test', '*.a.test'], ports: [80] },
    ]);
  });
});

describe('Caddy as a forward proxy', () => {
  it('asks one host behind a fixed upstream, whatever is asked for', async () => {
    const files = caddy(`:8080 {
  reverse_proxy https://a.test {
    header_up Host {upstream_hostport}
  }
}
`);
    expect(await answers(files, [get('http://a.test/'), get('http://b.test:22/'), tunnel])).toEqual([
      'reached',
      'reached',
      'none',
    ]);
    expect((await listed(files)).leaves).toEqual([{ through: 'proxy', names: ['a.test'], ports: [443] }]);
  });

  it('takes host and port of the request, one label for a star, and asks nobody without a port', async () => {
    const files = caddy(`:8081 {
  @allowed host a.test *.a.test
  handle @allowed {
    reverse_proxy {http.request.host}:{http.request.port}
  }
  handle {
    respond 403
  }
}
`);
    const asks = [
      get('http://a.test/'),
      get('http://a.test:80/'),
      get('http://www.a.test:80/'),
      get('http://deep.www.a.test:80/'),
      get('http://a.test.:80/'),
      get('http://b.test:80/', 'a.test'),
    ];
    expect(await answers(files, asks)).toEqual(['none', 'reached', 'reached', 'denied', 'denied', 'denied']);
    expect((await listed(files)).leaves).toEqual([
      { through: 'proxy', names: ['a.test', '*.a.test'], ports: null },
    ]);
  });

  it('searches for an expression in the header', async () => {
    const files = caddy(`:8081 {
  @allowed header_regexp Host a\\.test
  handle @allowed {
    reverse_proxy {http.request.host}:80
  }
  handle {
    respond 403
  }
}
`);
    const asks = [
      get('http://a.test/'),
      get('http://a.test.b.test/'),
      get('http://A.test/'),
      get('http://b.test/'),
    ];
    expect(await answers(files, asks)).toEqual(['reached', 'reached', 'denied', 'denied']);
    expect((await listed(files)).holes).toContain('G23');
  });
});

describe('HAProxy as a forward proxy', () => {
  const http = (test: string) =>
    haproxy(`frontend http
  mode http
  bind :3128
  http-request do-resolve(txn.dst,docker,ipv4) hdr(host),field(1,:)
  http-request set-dst var(txn.dst)
  acl allowed ${test}
  http-request deny unless allowed
  default_backend any
backend any
  mode http
  server any 0.0.0.0:80
`);

  it('goes to the address of the header where rules set it, and refuses another one than that of the URL', async () => {
    const files = http('hdr_end(host) -i a.test');
    const asks = [
      get('http://a.test/'),
      get('http://nota.test/'),
      get('http://b.test/'),
      get('http://a.test:22/'),
      get('http://a.test/', 'b.test'),
      { ...tunnel, tls: false, target: 'a.test:80' },
      tunnel,
    ];
    expect(await answers(files, asks)).toEqual([
      'reached',
      'reached',
      'denied',
      'denied',
      'denied',
      'reached',
      'none',
    ]);
    const { leaves, holes } = await listed(files);
    expect(leaves).toEqual([{ through: 'proxy', names: ['*a.test'], ports: [80] }]);
    expect(holes).toEqual(['H2', 'G20', 'G7', 'G9']);
  });

  it('compares parts of a name with `hdr_dom`', async () => {
    const asks = [get('http://www.a.test/'), get('http://a.test.b.test/'), get('http://nota.test/')];
    expect(await answers(http('hdr_dom(host) -i a.test'), asks)).toEqual(['reached', 'reached', 'denied']);
  });

  const tls = (proxy?: string) =>
    haproxy(
      `frontend tls
  mode tcp
  bind :443
  tcp-request inspect-delay 3s
  tcp-request content do-resolve(sess.dst,docker,ipv4) req.ssl_sni
  tcp-request content set-dst var(sess.dst)
  acl allowed req.ssl_sni -i -m end a.test
  tcp-request content reject unless allowed
  default_backend any
backend any
  mode tcp
  server any 0.0.0.0:0
`,
      proxy,
    );
  const greet = (host: string, sni?: string) => ({
    way: 'direct',
    target: 'proxy:443',
    tls: true,
    host,
    ...(sni ? { sni } : {}),
  });

  it('goes by the name in the TLS greeting, and not by what is said inside', async () => {
    expect(await answers(tls(), [greet('a.test'), greet('b.test'), greet('b.test', 'www.a.test')])).toEqual([
      'reached',
      'denied',
      'reached',
    ]);
    expect((await listed(tls())).leaves).toEqual([{ through: 'proxy', names: ['*a.test'], ports: [443] }]);
  });

  it('asks itself where the name is its own alias', async () => {
    const own = '{ cell: { aliases: [a.test] }, out: {} }';
    expect(await answers(tls(own), [greet('a.test'), greet('www.a.test')])).toEqual(['none', 'reached']);
  });

  it('is unknown where it asks another resolver, or a rule is not followed', async () => {
    const files = tls();
    const elsewhere = files['/shop/h.cfg'].replace('127.0.0.11:53', '9.9.9.9:53');
    expect(await answers({ ...files, '/shop/h.cfg': elsewhere }, [greet('a.test')])).toEqual(['unknown']);
    const mapped = files['/shop/h.cfg'].replace(') req.ssl_sni', ') req.ssl_sni,map(/m)');
    expect(await answers({ ...files, '/shop/h.cfg': mapped }, [greet('a.test')])).toEqual(['unknown']);
  });
});

it('a reverse proxy of services of its own machine lets nobody out', async () => {
  const files = nginx('server { listen 80; location / { proxy_pass http://worker:8000; } }\n');
  expect((await listed(files)).leaves).toEqual([]);
});
