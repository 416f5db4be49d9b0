import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const files = {
  '/shop/compose.yaml': `services:
  proxy:
    image: nginx:1.27
    ports: ["8080:80", "127.0.0.1:8081:80"]
    volumes: ["./site.conf:/etc/nginx/conf.d/default.conf:ro"]
    networks: [front]
  app: { image: example/app, networks: [front] }
  spy: { image: example/spy, networks: [back] }
networks: { front: {}, back: {} }
`,
  '/shop/site.conf': `server {
  listen 80;
  location / { proxy_pass http://app:3000; }
  location /admin/ {
    auth_basic "x"; auth_basic_user_file /users;
    proxy_pass http://app:3000;
  }
}
`,
};
const machine = { files };

/** Runs `ask` with `--format json` and returns the answer it prints. */
async function json(...words: string[]) {
  const { out, code, err } = await call([...words, '--format', 'json'], machine);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

describe('ask', () => {
  it('prints the answer of the contract, with the way and its lines', async () => {
    expect(await json('ask', 'http://shop.test:8080/')).toEqual({
      version: 1,
      url: 'http://shop.test:8080/',
      from: 'outside',
      at: null,
      answer: 'serves',
      by: 'app',
      own: false,
      to: null,
      seen: [],
      guards: [],
      way: [
        { kind: 'entrance', text: '0.0.0.0:8080 → proxy:80', file: 'compose.yaml', line: 4 },
        { kind: 'entrance', text: ':80', file: 'site.conf', line: 2 },
        { kind: 'route', text: 'server without a name', file: 'site.conf', line: 1 },
        { kind: 'route', text: 'location /', file: 'site.conf', line: 3 },
        { kind: 'target', text: 'app:3000', file: 'site.conf', line: 3 },
      ],
      because: null,
    });
  });

  it('names the login that is met', async () => {
    expect(await json('ask', 'http://shop.test:8080/admin/')).toMatchObject({
      answer: 'login',
      by: null,
      own: null,
      guards: [{ kind: 'login', how: 'basic', by: null, file: 'site.conf', line: 5 }],
    });
  });

  it('asks from elsewhere and at an own address', async () => {
    const at = (from: string, ...more: string[]) => json('ask', 'http://shop.test/', '--from', from, ...more);
    expect(await at('spy', '--at', 'proxy')).toMatchObject({ answer: 'refused', from: 'spy', at: 'proxy' });
    expect(await at('app', '--at', 'proxy@front')).toMatchObject({
      answer: 'serves',
      by: 'app',
      at: 'proxy@front',
    });
    expect(await json('ask', 'http://shop.test:8081/')).toMatchObject({ answer: 'refused' });
    expect(await json('ask', 'http://shop.test:8081/', '--from', 'host')).toMatchObject({ answer: 'serves' });
    expect(await json('ask', 'http://shop.test:9999/')).toMatchObject({
      answer: 'refused',
      because: 'Nothing in these files is published on port 9999.',
    });
  });

  it('is read by people, too', async () => {
    const { out } = await call(['ask', 'http://shop.test:8080/admin/'], machine);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'http://shop.test:8080/admin/ from outside: login',
      '  entrance  0.0.0.0:8080 → proxy:80  compose.yaml:4',
    ]);
  });

  it.each([
    [['ask'], 'ask needs a URL'],
    [['ask', 'shop.test'], 'shop.test: this is not a URL'],
    [
      ['ask', 'http://shop.test/', '--from', 'mars'],
      '--from mars: unknown place. Give outside, internet, lan, host or a service: proxy, app, spy.',
    ],
    [['ask', 'http://shop.test/', '--at', 'mars'], '--at mars: no such service. There are proxy, app, spy.'],
    [
      ['ask', 'http://shop.test/', '--at', 'app@back'],
      '--at app@back: app is not on that network. It is on front.',
    ],
    [['ask', 'http://shop.test/', '--format', 'xml'], '--format xml: no such format'],
    [['ask', '-', '--from', 'host'], 'With `ask -`, each line of standard input names'],
  ])('refuses %j', async (words, message) => {
    const { code, err, out } = await call(words, machine);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('--header', () => {
  const nginx = {
    files: {
      '/shop/compose.yaml': `services:
  proxy: { image: nginx, ports: ["8080:80"], volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"] }
  app: { image: example/app, expose: ["8000"] }
`,
      '/shop/site.conf': `server { listen 80; set_real_ip_from 10.0.0.0/8; set_real_ip_from 172.16.0.0/12; set_real_ip_from 192.168.0.0/16;
  real_ip_header X-Forwarded-For; allow 203.0.113.0/24; deny all; location / { proxy_pass http://app:8000; } }`,
    },
  };
  const asking = ['ask', 'http://shop.test:8080/', '--from', 'host', 'compose.yaml'];

  it('is what the client sends: a trusted one is believed', async () => {
    const answer = async (words: readonly string[]) => {
      const { out } = await call([...asking, ...words, '--format', 'json'], nginx);
      return JSON.parse(out).answer;
    };
    expect(await answer([])).toBe('forbidden');
    expect(await answer(['--header', 'X-Forwarded-For: 203.0.113.5'])).toBe('serves');
    expect(
      await answer(['--header', 'X-Forwarded-For: 203.0.113.5', '--header', 'X-Forwarded-For: 10.1.1.1']),
    ).toBe('forbidden');
  });

  it('says in both forms as whom a list takes the client', async () => {
    const { out } = await call(asking, nginx);
    expect(out).toContain('sees      allow-list takes the asker for the gateway of a network  site.conf:2\n');
    const json = await call([...asking, '--format', 'json'], nginx);
    expect(JSON.parse(json.out).guards).toMatchObject([{ kind: 'addresses', sees: 'gateway' }]);
  });

  it('is a member "headers" of a line of `ask -`', async () => {
    const stdin = [
      '{ "url": "http://shop.test:8080/", "from": "host", "headers": { "x-forwarded-for": "203.0.113.5" } }',
      '{ "url": "http://shop.test:8080/", "headers": { "X": 1 } }',
      '{ "url": "http://shop.test:8080/", "headers": ["X: 1"] }',
    ].join('\n');
    const { out } = await call(['ask', '-', 'compose.yaml'], { ...nginx, stdin });
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).answer ?? JSON.parse(line).error)).toEqual([
      'serves',
      '"headers" is not an object of texts. Give { "NAME": "VALUE" }.',
      '"headers" is not an object of texts. Give { "NAME": "VALUE" }.',
    ]);
  });

  it.each([
    ['nonsense', "--header nonsense: invalid header. Give 'NAME: VALUE'."],
    ['a b: c', "--header a b: invalid header. Give 'NAME: VALUE'."],
    ['Host: other.test', '--header Host: invalid header, for the URL names the host. Change the URL.'],
  ])('refuses %s', async (header, message) => {
    const { code, err } = await call([...asking, '--header', header], nginx);
    expect([code, err.trim()]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('ask -', () => {
  it('answers each line of standard input, a bad one with its error', async () => {
    const stdin = [
      '{ "url": "http://shop.test:8080/" }',
      '',
      '{ "url": "http://shop.test/", "from": "app", "at": "proxy" }',
      'nonsense',
      '{ "url": "http://shop.test/", "from": "mars" }',
      '{ "from": "host" }',
    ].join('\n');
    const { code, out } = await call(['ask', '-', 'compose.yaml'], { files, stdin });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.map(({ answer, error }) => answer ?? error)).toEqual([
      'serves',
      'serves',
      'this line is not JSON. Give { "url", "from", "at", "headers" }.',
      '--from mars: unknown place. Give outside, internet, lan, host or a service: proxy, app, spy.',
      '"url" is missing.',
    ]);
    expect((await call(['ask', '-'], { files, stdin: '{ "url": "http://shop.test:8080/" }' })).code).toBe(0);
  });
});

describe('on a host', () => {
  const host = {
    files: {
      '/shop/proxy/compose.yaml': `services:
  traefik:
    image: traefik:v3
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
    networks: [edge]
networks: { edge: { name: edge } }
`,
      '/shop/wiki/compose.yaml': `services:
  app:
    image: example/wiki
    expose: ["3000"]
    ports: ["8081:3000"]
    networks: [edge]
    labels:
      - traefik.enable=true
      - traefik.http.routers.wiki.rule=Host(\`wiki.test\`)
      - traefik.http.routers.wiki.middlewares=login
      - traefik.http.middlewares.login.basicauth.users=u:x
networks: { edge: { name: edge, external: true } }
`,
    },
  };

  it('the proxy of one stack leads into another', async () => {
    const { out } = await call(['ask', 'http://wiki.test/', '--host', '.', '--format', 'json'], host);
    expect(JSON.parse(out)).toMatchObject({
      answer: 'login',
      guards: [{ by: 'login@docker', file: 'wiki/compose.yaml', line: 11 }],
    });
    const direct = await call(['ask', 'http://wiki.test:8081/', '--host', '.', '--format', 'json'], host);
    expect(JSON.parse(direct.out)).toMatchObject({ answer: 'serves', by: 'wiki/app' });
  });

  it('reach says ways in and bypasses of each service, explain their chains', async () => {
    const { out } = await call(['reach', '--host', '.', '--format', 'json'], host);
    const { waysIn, bypasses } = JSON.parse(out).services['wiki/app'];
    expect(waysIn).toEqual([
      {
        zone: 'outside',
        through: [],
        entrance: { name: null, published: '0.0.0.0:8081' },
        protocol: 'tcp',
        host: '*',
        path: '/',
        guards: [],
        port: 3000,
        answer: 'open',
        file: 'wiki/compose.yaml',
        line: 5,
      },
      {
        zone: 'outside',
        through: ['proxy/traefik'],
        entrance: { name: 'web', published: '0.0.0.0:80' },
        protocol: 'http',
        host: 'wiki.test',
        path: '/',
        guards: [{ kind: 'login', how: 'basic', by: 'login@docker' }],
        port: 3000,
        answer: 'guarded',
        file: 'wiki/compose.yaml',
        line: 9,
      },
    ]);
    expect(bypasses[0]).toEqual({
      of: 'login@docker',
      zone: 'outside',
      how: 'published',
      at: '0.0.0.0:8081',
    });
    const explained = await call(['explain', '--host', '.', 'outside', 'wiki/app'], host);
    expect(explained.out).toContain(
      'ways in: 2\n  open: outside → 0.0.0.0:8081 → port 3000  wiki/compose.yaml:5\n',
    );
    expect(explained.out).toContain(
      'bypass of login@docker: at the published port 0.0.0.0:8081 (outside). Remove the published port, or bind it to 127.0.0.1.',
    );
  });
});

it('leaves the other members of reach as they were, byte for byte', async () => {
  const { out } = await call(['reach', '--format', 'json'], machine);
  const { proxy } = JSON.parse(out).services;
  expect(Object.keys(proxy)).toEqual([
    'isolation',
    'owner',
    'networks',
    'egress',
    'egressNeedsRoute',
    'toHost',
    'fromHost',
    'fromOutside',
    'out',
    'in',
    'fromLan',
    'published',
    'proxied',
    'waysIn',
    'bypasses',
    'reaches',
  ]);
});
