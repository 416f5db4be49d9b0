// Each case was measured with Apache 2.4 (Debian) on loopback, except for cases specific to containers.

import { describe, expect, it } from 'vitest';
import { says, waysIn } from '../testing/ask-in.ts';
import { allWays } from '../ways/all-ways.ts';

const project = `services:
  proxy:
    image: httpd:2.4
    ports: ["80:80", "443:443"]
    volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf:ro", "./sites:/usr/local/apache2/conf/sites:ro"]
  a: { image: example/a, expose: ["8000"] }
  b: { image: example/b, expose: ["8000"] }
`;

const files = (text: string) => ({ 'httpd.conf': `Listen 80\nListen 443\n${text}` });

function ask(text: string, ...urls: readonly string[]): readonly string[] {
  const ways = waysIn(project, files(text));
  return urls.map((url) => says(ways, url));
}

describe('Apache', () => {
  it('an unknown name gets the first virtual host, and the first ProxyPass that fits is taken', () => {
    const text = `<VirtualHost *:80>
  ServerName wiki.test
  ProxyPass / http://a:8000/
</VirtualHost>
<VirtualHost *:80>
  ServerName blog.test
  ServerAlias *.b.test
  ProxyPass /files !
  ProxyPass /a http://a:8000
  ProxyPass / http://b:8000/
</VirtualHost>
`;
    expect(
      ask(
        text,
        'http://x.test/',
        'http://blog.test/',
        'http://x.b.test/a/x',
        'http://blog.test/ab',
        'http://blog.test/files/x',
      ),
    ).toEqual([
      'serves by a',
      'serves by b',
      'serves by a',
      'serves by b',
      expect.stringContaining('unknown'),
    ]);
  });

  it('asks for a login and refuses in a Location; the last one that fits decides', () => {
    const text = `<VirtualHost *:80>
  <Location /admin>
    AuthType Basic
    AuthUserFile /users
    Require valid-user
  </Location>
  <Location /x>
    Require ip 10.0.0.0/8
  </Location>
  <Location /x/open>
    Require all granted
  </Location>
  <Location /no>
    Require all denied
  </Location>
  ProxyPass / http://a:8000/
</VirtualHost>
`;
    expect(
      ask(
        text,
        'http://w.test/admin/x',
        'http://w.test/administrator',
        'http://w.test/x',
        'http://w.test/x/open',
        'http://w.test/no',
      ),
    ).toEqual(['login', 'serves by a', 'forbidden', 'serves by a', 'forbidden']);
    const into = allWays(waysIn(project, files(text))).into.get('a') ?? [];
    expect(into.map(({ path, answer }) => `${path} ${answer}`)).toContain('/admin guarded');
  });

  it('redirects, includes files and asks the members of a balancer', () => {
    const text = `<VirtualHost *:80>
  Redirect permanent / https://wiki.test/
</VirtualHost>
IncludeOptional conf/sites/*.conf
`;
    const ways = waysIn(project, {
      ...files(text),
      'sites/tls.conf': `<IfModule ssl_module>
<VirtualHost *:443>
  SSLEngine on
  <Proxy balancer://pool>
    BalancerMember http://a:8000
  </Proxy>
  ProxyPass / balancer://pool/
</VirtualHost>
</IfModule>
`,
    });
    expect(says(ways, 'http://wiki.test/x')).toBe('redirect to https://wiki.test/x');
    expect(says(ways, 'https://wiki.test/')).toBe('serves by a');
  });

  it('a certificate of the visitor is a guard', () => {
    const text =
      '<VirtualHost *:443>\nSSLEngine on\nSSLVerifyClient require\nProxyPass / http://a:8000/\n</VirtualHost>\n';
    expect(ask(text, 'https://w.test/')).toEqual(['no-tls']);
    const [way] = allWays(waysIn(project, files(text))).into.get('a') ?? [];
    expect([way?.answer, way?.guards.map(({ kind }) => kind)]).toEqual(['guarded', ['certificate']]);
  });

  it.each([
    'RewriteRule ^/x http://b:8000/ [P]',
    'ProxyPassMatch ^/(.*)$ http://b:8000/$1',
    'Order deny,allow',
  ])('what is not followed leaves the answer unknown: %s', (line) => {
    const text = `<VirtualHost *:80>\nRewriteEngine on\n${line}\nProxyPass / http://a:8000/\n</VirtualHost>\n`;
    expect(ask(text, 'http://w.test/')).toEqual([expect.stringContaining('unknown')]);
  });

  it('without its file nothing of it is known', () => {
    expect(says(waysIn(project), 'http://w.test/')).toContain('unknown');
  });
});
