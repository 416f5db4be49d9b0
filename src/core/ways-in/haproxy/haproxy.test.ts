// Each case was measured with HAProxy 3.0 (Debian) on loopback, except for cases specific to containers.

import { describe, expect, it } from 'vitest';
import { says, verdict, waysIn } from '../testing/ask-in.ts';
import { allWays } from '../ways/all-ways.ts';

const project = `services:
  proxy:
    image: haproxy:3.0
    ports: ["80:80", "443:443"]
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  a: { image: example/a, expose: ["8000"] }
  b: { image: example/b, expose: ["8000"] }
  adm: { image: example/adm, expose: ["8000"] }
`;
const backends = ['a', 'b', 'adm'].map((name) => `backend ${name}\n  server s ${name}:8000\n`).join('');

function ask(lines: string, ...urls: readonly string[]): readonly string[] {
  const ways = waysIn(project, { 'haproxy.cfg': `defaults\n  mode http\n${lines}${backends}` });
  return urls.map((url) => says(ways, url));
}

describe('HAProxy', () => {
  it('chooses a backend by the first condition that holds, else the default one', () => {
    const lines = `frontend web
  bind *:80
  acl wiki hdr(host) -i wiki.test
  acl admin path_beg /admin
  use_backend adm if wiki admin
  use_backend a if wiki
  use_backend b unless wiki || { path /none }
`;
    expect(
      ask(lines, 'http://wiki.test/', 'http://WIKI.test/admin/x', 'http://x.test/', 'http://x.test/none'),
    ).toEqual(['serves by a', 'serves by adm', 'serves by b', 'bad-gateway']);
  });

  it('tests of one name are alternatives, those of one condition hold together', () => {
    const lines = `frontend web
  bind :80
  acl one hdr_dom(host) -i wiki.test
  acl one path_end .txt
  use_backend a if one
  default_backend b
`;
    expect(ask(lines, 'http://x.wiki.test/', 'http://y.test/a.txt', 'http://xwiki.test/')).toEqual([
      'serves by a',
      'serves by a',
      'serves by b',
    ]);
  });

  it('asks for a login, and refuses by address, before it chooses', () => {
    const lines = `userlist staff
  user x insecure-password y
frontend web
  bind :80
  acl known src 10.0.0.0/8
  http-request auth realm x if { path_beg /admin } !{ http_auth(staff) }
  http-request deny if { path_beg /inside } !known
  default_backend a
`;
    expect(ask(lines, 'http://w.test/admin', 'http://w.test/inside', 'http://w.test/')).toEqual([
      'login',
      'forbidden',
      'serves by a',
    ]);
    const ways = waysIn(project, { 'haproxy.cfg': `defaults\n  mode http\n${lines}${backends}` });
    const into = allWays(ways).into.get('a') ?? [];
    expect(into.map(({ path, answer, guards }) => [path, answer, guards.map(({ how }) => how)])).toEqual([
      ['/', 'open', []],
      ['/admin', 'guarded', ['basic']],
    ]);
  });

  it('redirects and answers by itself', () => {
    const lines = `frontend web
  bind :80
  http-request redirect scheme https unless { ssl_fc }
frontend tls
  bind :443 ssl crt /certs/site.pem
  redirect location /login if { path /old }
  http-request return status 200 content-type text/plain string ok if { path /health }
  default_backend a
`;
    expect(
      ask(lines, 'http://w.test/x', 'https://w.test/old', 'https://w.test/health', 'https://w.test/'),
    ).toEqual([
      'redirect to https://w.test/x',
      'login to https://w.test/login',
      'serves by the proxy itself',
      'serves by a',
    ]);
  });

  it('asks the server of a listen section, and a backup only without another', () => {
    expect(
      ask('listen all\n  bind :80\n  server s1 a:8000\n  server s2 b:8000 backup\n', 'http://w.test/'),
    ).toEqual(['serves by a']);
  });

  it('a certificate of the visitor is a guard', () => {
    const lines =
      'frontend web\n  bind :443 ssl crt /c.pem ca-file /ca.pem verify required\n  default_backend a\n';
    expect(ask(lines, 'https://w.test/')).toEqual(['no-tls']);
  });

  it.each([
    ['http-request lua.check\n', 'haproxy.cfg:5: http-request lua.check is not followed.'],
    ['use_backend %[req.hdr(host),map(/m)]\n', 'haproxy.cfg:5: the backend is chosen by an expression.'],
    ['acl x req.hdr(x-key) -m found\n  use_backend b if x\n', 'Whether haproxy.cfg:6 takes it is unknown.'],
    ['http-request deny if { src -f /blocked }\n', 'Whether haproxy.cfg:5 refuses it is unknown.'],
  ])('what is unknown leaves the answer unknown: %s', (line, because) => {
    const text = `defaults\n  mode http\nfrontend web\n  bind :80\n  ${line}  default_backend a\n${backends}`;
    const ways = waysIn(project, { 'haproxy.cfg': text });
    expect(verdict(ways, 'http://w.test/')).toMatchObject({ answer: 'unknown', because });
    const into = allWays(ways).into.get('a') ?? [];
    expect(into.every(({ answer }) => answer === 'unknown')).toBe(true);
  });

  it('asks whom rules set for each request', () => {
    const lines = `resolvers docker
  nameserver dns 127.0.0.11:53
frontend web
  bind :80
  http-request do-resolve(txn.to,docker,ipv4) hdr(host),field(1,:)
  http-request set-dst var(txn.to)
  use_backend b if { path /b }
  default_backend any
backend any
  server any 0.0.0.0:8000
`;
    expect(ask(lines, 'http://adm/', 'http://adm/b', 'http://nobody/')).toEqual([
      'serves by adm',
      'serves by b',
      'bad-gateway',
    ]);
  });

  it('ends connections by rules of TCP, in order, until one accepts', () => {
    const lines = `frontend web
  bind :80
  tcp-request content accept if { src 10.0.0.0/8 }
  tcp-request content reject unless { path_beg /open }
  tcp-request content reject if { path /open/not }
  default_backend a
`;
    expect(ask(lines, 'http://w.test/open', 'http://w.test/open/not', 'http://w.test/')).toEqual([
      'serves by a',
      'refused',
      'refused',
    ]);
  });

  it('without its file, or with variables, nothing of it is known', () => {
    expect(says(waysIn(project.replace(/ {4}volumes:.*\n/, '')), 'http://w.test/')).toContain('unknown');
    expect(ask('frontend web\n  bind ":${PORT}"\n  default_backend a\n', 'http://w.test/')).toEqual([
      expect.stringContaining('unknown'),
    ]);
  });
});
