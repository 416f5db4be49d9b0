import { describe, expect, it } from 'vitest';
import { readEngine } from '../input/project-options.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { passwordLine } from './password-record.ts';
import { readServeSettings, type ServeOptions } from './serve-settings.ts';

const base: ServeOptions = {
  profile: [],
  envFile: [],
  stackFile: [],
  engine: readEngine('28'),
  userlandProxy: true,
  stacks: 'stacks',
  listen: '127.0.0.1:8080',
  hostName: [],
  also: [],
  trustedProxy: [],
};

const files = {
  '/shop/password': `${await passwordLine('correct horse battery', 14)}\n`,
  '/shop/plain': 'hunter2\n',
};

async function settings(more: Partial<ServeOptions>) {
  return readServeSettings(fakeIo({ files, cwd: '/shop' }), { ...base, ...more });
}

const password = { passwordFile: 'password' };

describe('the settings', () => {
  it.each<[string, Partial<ServeOptions>, RegExp]>([
    ['no folder', { stacks: undefined as never }, /--stacks DIR/],
    ['every address without proof', { listen: '0.0.0.0:80' }, /others can connect there/],
    ['every IPv6 address without proof', { listen: '[::]:80' }, /others can connect there/],
    ['a mapped loopback without proof', { listen: '[::ffff:127.0.0.1]:80' }, /others can connect there/],
    [
      'an address of the network without proof',
      { listen: '192.168.1.5:80', hostName: ['a'] },
      /others can connect/,
    ],
    [
      'loopback behind a proxy without proof',
      { trustedProxy: ['10.0.0.1'] },
      /--trusted-proxy makes the page reachable/,
    ],
    [
      'loopback with a name without proof',
      { hostName: ['a.example'] },
      /--host-name makes the page reachable/,
    ],
    ['every address without a name', { ...password, listen: '0.0.0.0:80' }, /--host-name NAME/],
    ['a header of anybody', { authHeader: 'Remote-User', listen: '0.0.0.0:80' }, /--trusted-proxy CIDR/],
    [
      'a header and a password',
      { ...password, authHeader: 'Remote-User', trustedProxy: ['10.0.0.1'] },
      /Leave one out/,
    ],
    ['a header that browsers send', { authHeader: 'Cookie', trustedProxy: ['10.0.0.1'] }, /not a header/],
    [
      'a header of the proxy about something else',
      { authHeader: 'X-Forwarded-For', trustedProxy: ['10.0.0.1'] },
      /not a header/,
    ],
    ['no header', { authHeader: 'Remote User', trustedProxy: ['10.0.0.1'] }, /not a header/],
    ['a password in plain', { passwordFile: 'plain' }, /plain: not the output of serve --hash-password/],
    ['no password file', { passwordFile: 'nowhere' }, /there is no such file/],
    ['a name to listen on', { listen: 'localhost:80' }, /not an address with a port/],
    ['a port alone', { listen: '8080' }, /not an address with a port/],
    ['IPv6 without brackets', { listen: '::1:8080' }, /not an address with a port/],
    ['too high a port', { listen: '127.0.0.1:65536' }, /not a port/],
    [
      'an address as a name',
      { ...password, hostName: ['https://a.example/'] },
      /the name in the address bar/,
    ],
    ['a proxy that is everybody', { ...password, trustedProxy: ['0.0.0.0/0'] }, /would trust everybody/],
    ['a proxy that is everybody in IPv6', { ...password, trustedProxy: ['::/0'] }, /would trust everybody/],
    ['a proxy by name', { ...password, trustedProxy: ['caddy'] }, /not an address or range/],
    ['a range that is none', { ...password, trustedProxy: ['10.0.0.0/33'] }, /not an address or range/],
  ])('%s is refused', async (_name, more, message) => {
    await expect(settings(more)).rejects.toThrow(message);
  });

  it('take a path of the proxy, with or without its last slash, and nothing else', async () => {
    const given = { trustedProxy: ['10.0.0.2'], authHeader: 'Remote-User' };
    for (const basePath of ['/bulkhead', '/bulkhead/'])
      expect(await settings({ ...given, basePath })).toMatchObject({ basePath: '/bulkhead' });
    expect(await settings({ ...given, basePath: '/tools/b-1' })).toMatchObject({ basePath: '/tools/b-1' });
    for (const basePath of [
      'bulkhead',
      '//evil.example',
      '/a/../b',
      '/a b',
      '/"x',
      '/a?b',
      '/.',
      'https://x/y',
    ])
      await expect(settings({ ...given, basePath })).rejects.toThrow(`--base-path ${basePath}: not a path.`);
    await expect(settings({ basePath: '/bulkhead' })).rejects.toThrow('--base-path makes the page reachable');
  });

  it('need nothing on loopback, where the address holds a token', async () => {
    for (const listen of ['127.0.0.1:0', '127.9.9.9:8080', '[::1]:8080', '[0:0:0:0:0:0:0:1]:8080'])
      expect(await settings({ listen })).toMatchObject({ entry: { kind: 'token' }, allowWrite: false });
  });

  it('take a password, or the header of a proxy', async () => {
    const hostName = ['Bulkhead.example.org'];
    const listen = '0.0.0.0:8080';
    expect(await settings({ ...password, listen, hostName })).toMatchObject({
      entry: { kind: 'password' },
      hostNames: ['bulkhead.example.org'],
      proxied: false,
    });
    const trustedProxy = ['172.30.0.0/24', 'fd00::/64'];
    const read = await settings({ authHeader: 'Remote-User', trustedProxy, listen, hostName });
    expect(read.entry).toEqual({ kind: 'header', name: 'remote-user' });
    const asked = ['172.30.0.9', '::ffff:172.30.0.9', '172.30.1.1', 'fd00::1', 'fd00:1::1', ''];
    expect(asked.map((address) => read.proxies.has(address))).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
