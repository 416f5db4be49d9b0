// Traefik's sources of settings, containers and addresses; each line was measured with Traefik 3.7.9.
import { describe, expect, it } from 'vitest';
import type { Files } from '../files/literal-files.ts';
import { says, verdict, waysIn } from '../testing/ask-in.ts';

const app = (name: string, labels: readonly string[], more = '') => `  ${name}:
    image: example/${name}
    expose: ["8000"]
${more}    labels:
${labels.map((label) => `      - '${label}'\n`).join('')}`;

const proxyLines = (flags: readonly string[], more = '') => `  proxy:
    image: traefik
    ports: ["80:80", "443:443"]
${flags.length === 0 ? '' : `    command:\n${flags.map((flag) => `      - '${flag}'\n`).join('')}`}${more}`;

const usual = ['--entrypoints.web.address=:80', '--entrypoints.websecure.address=:443', '--providers.docker'];
const host = (name: string, at = 'w.test') => `traefik.http.routers.${name}.rule=Host(\`${at}\`)`;

function project(flags: readonly string[], services: string, more = '', files: Files = {}, rest = '') {
  return waysIn(`services:\n${proxyLines(flags, more)}${services}${rest}`, files);
}

describe('the static configuration', () => {
  const file = 'entryPoints: { web: { address: ":80" } }\nproviders: { docker: {} }\n';
  const mount = '    volumes: ["./t.yml:/etc/traefik/traefik.yml:ro"]\n';

  it('in a file silences the command and the environment', () => {
    const ignoredSources = ['--providers.docker.exposedbydefault=false'];
    const ways = project(ignoredSources, app('db', []), mount, { 't.yml': file });
    expect(says(ways, 'http://db-shop/')).toBe('serves by db');
  });

  it('in flags silences the environment', () => {
    const environment = '    environment: { TRAEFIK_PROVIDERS_DOCKER_EXPOSEDBYDEFAULT: "false" }\n';
    expect(says(project(usual, app('db', []), environment), 'http://db-shop/')).toBe('serves by db');
    const alone = `${environment.replace(' }', ', TRAEFIK_PROVIDERS_DOCKER: "true" }')}`;
    expect(says(project([], app('db', []), alone), 'http://db-shop/')).toBe('not-found');
  });

  it('is unknown where its file is not at hand or cannot be read', () => {
    const volume = '    volumes: ["conf:/etc/traefik"]\n';
    expect(verdict(project([], app('a', [host('a')]), volume), 'http://w.test/')).toMatchObject({
      answer: 'unknown',
      because: expect.stringContaining('/etc/traefik'),
    });
    const broken = project([], app('a', []), mount, { 't.yml': 'a: [\n' });
    expect(verdict(broken, 'http://w.test/').because).toMatch(/^t\.yml:\d+ cannot be read/);
  });

  it('reads TOML and sees the same', () => {
    const toml = '[entryPoints.web]\naddress = ":80"\n[providers.docker]\nexposedByDefault = false\n';
    const ways = project(
      [],
      app('a', [host('a'), 'traefik.enable=true']) + app('b', [host('b', 'v.test')]),
      mount.replaceAll('yml', 'toml'),
      { 't.toml': toml },
    );
    expect([says(ways, 'http://w.test/'), says(ways, 'http://v.test/')]).toEqual([
      'serves by a',
      'not-found',
    ]);
  });
});

describe('entry points', () => {
  it('called websecure speak no TLS by themselves, and tls=true makes any speak it', () => {
    const ways = project(
      usual,
      app('a', [host('a')]) +
        app('b', [
          host('b', 'v.test'),
          'traefik.http.routers.b.tls=true',
          'traefik.http.routers.b.entrypoints=web',
        ]),
    );
    expect([says(ways, 'http://w.test:443/'), says(ways, 'https://w.test/')]).toEqual([
      'serves by a',
      'not-found',
    ]);
    expect([says(ways, 'https://v.test:80/'), says(ways, 'http://v.test/')]).toEqual([
      'serves by b',
      'not-found',
    ]);
  });

  it('redirect before a router of any priority, unless they lead nowhere', () => {
    const to = (target: string) => [...usual, `--entrypoints.web.http.redirections.entrypoint.to=${target}`];
    const a = app('a', [host('a'), 'traefik.http.routers.a.priority=100000']);
    expect(says(project(to('websecure'), a), 'http://w.test/x')).toBe('redirect to https://w.test/x');
    expect(says(project(to('nowhere'), a), 'http://w.test/x')).toBe('serves by a');
  });

  it('answer 404 to everything where a middleware of theirs is missing', () => {
    const flags = [
      ...usual,
      '--entrypoints.web.http.middlewares=nope@file',
      '--entrypoints.web.http.redirections.entrypoint.to=websecure',
    ];
    expect(says(project(flags, app('a', [host('a')])), 'http://w.test/')).toBe('not-found');
  });
});

describe('containers', () => {
  it('are all taken by default, on every entry point, a database too', () => {
    const ways = project(usual, '  db: { image: "postgres:16" }\n');
    expect([says(ways, 'http://db-shop/'), says(ways, 'http://db-shop:443/')]).toEqual([
      'serves by db',
      'serves by db',
    ]);
  });

  it('are not taken whose health check cannot pass, or that end at once', () => {
    const sick = app('a', [host('a')], '    healthcheck: { test: ["CMD", "false"] }\n');
    expect(says(project(usual, sick), 'http://w.test/')).toBe('not-found');
    expect(
      says(project(usual, app('a', [host('a')], '    command: ["sh", "-c", "exit 0"]\n')), 'http://w.test/'),
    ).toBe('not-found');
  });

  it('are taken by constraints, and none where those cannot be evaluated', () => {
    const labels = [host('a'), 'public=yes'];
    const by = (constraint: string) =>
      says(
        project([...usual, `--providers.docker.constraints=${constraint}`], app('a', labels)),
        'http://w.test/',
      );
    expect(by('Label(`public`,`yes`)')).toBe('serves by a');
    expect(by('!Label(`public`,`yes`)')).toBe('not-found');
    expect(by('Label(`public`)')).toBe('not-found');
  });

  it('are asked on their lowest port, at the URL they give, or with the scheme they give', () => {
    const ports = app('a', [host('a')]).replace('["8000"]', '["9000", "8000"]');
    expect(verdict(project(usual, ports), 'http://w.test/').way.at(-1)?.text).toBe('a:8000');
    const url =
      app('b', [host('b'), 'traefik.http.services.b.loadbalancer.server.url=http://a:8000']) + app('a', []);
    expect(says(project(usual, url), 'http://w.test/')).toBe('serves by a');
    const https = app('a', [host('a'), 'traefik.http.services.a.loadbalancer.server.scheme=https']);
    expect(says(project(usual, https), 'http://w.test/')).toBe('error');
  });

  it('whose image decides on the port are unknown', () => {
    const bare = `  a: { image: example/a, labels: ["${host('a')}"] }\n`;
    expect(verdict(project(usual, bare), 'http://w.test/')).toMatchObject({
      answer: 'unknown',
      because: expect.stringContaining('its image'),
    });
  });
});

describe('networks', () => {
  const nets = 'networks: { front: {}, back: {} }\n';
  const on = (list: string) => `    networks: [${list}]\n`;

  it('of which none is named are drawn by lot', () => {
    const ways = project(usual, app('a', [host('a')], on('front, back')), on('front'), {}, nets);
    expect(says(ways, 'http://w.test/')).toBe('varies: bad-gateway, serves by a');
  });

  it('are one where Docker knows the name, and a lottery where it does not', () => {
    const named = (name: string) =>
      project(
        usual,
        app('a', [host('a'), `traefik.docker.network=${name}`], on('front, back')),
        on('front'),
        {},
        nets,
      );
    expect(says(named('shop_front'), 'http://w.test/')).toBe('serves by a');
    expect(says(named('front'), 'http://w.test/')).toBe('varies: bad-gateway, serves by a');
  });

  it('that are not shared give no answer', () => {
    expect(
      says(project(usual, app('a', [host('a')], on('back')), on('front'), {}, nets), 'http://w.test/'),
    ).toBe('bad-gateway');
  });

  it('of the host are asked at the own loopback address, those of another container at its address', () => {
    const open = app(
      'a',
      [host('a'), 'traefik.http.services.a.loadbalancer.server.port=8000'],
      '    network_mode: host\n',
    );
    expect(says(project(usual, open), 'http://w.test/')).toBe('bad-gateway');
    const joined = app(
      'a',
      [host('a'), 'traefik.http.services.a.loadbalancer.server.port=8000'],
      '    network_mode: service:b\n',
    );
    expect(says(project(usual, joined + app('b', ['traefik.enable=false'])), 'http://w.test/')).toBe(
      'serves by a',
    );
  });
});

describe('who is asked', () => {
  const nets = 'networks: { default: { ipam: { config: [{ subnet: 172.28.0.0/16 }] } } }\n';
  const list = (ranges: string) =>
    app('a', [
      host('a'),
      'traefik.http.routers.a.middlewares=ips',
      `traefik.http.middlewares.ips.ipallowlist.sourcerange=${ranges}`,
    ]);

  it('at loopback sees the gateway of the network, and neighbours as themselves', () => {
    const ways = project(usual, `${list('172.16.0.0/12')}  near: { image: x }\n`, '', {}, nets);
    expect([
      says(ways, 'http://w.test/', 'host'),
      says(ways, 'http://w.test/', 'near'),
      says(ways, 'http://w.test/'),
    ]).toEqual(['serves by a', 'serves by a', 'forbidden']);
  });

  it('from outside passes a list that names addresses out there', () => {
    const ways = project(usual, list('203.0.113.0/24'), '', {}, nets);
    expect(verdict(ways, 'http://w.test/')).toMatchObject({
      answer: 'serves',
      by: 'a',
      guards: [{ kind: 'addresses', by: '203.0.113.0/24' }],
    });
    expect(says(ways, 'http://w.test/', 'host')).toBe('forbidden');
  });
});

it('shows its interface to neighbours where api.insecure is set, though nothing is published', () => {
  const ways = project([...usual, '--api.insecure=true'], '  near: { image: x }\n');
  expect(says(ways, 'http://any.test:8080/api/version', 'near')).toBe('serves by the proxy itself');
  expect(says(ways, 'http://any.test:8080/', 'near')).toBe('redirect to http://any.test:8080/dashboard/');
  expect(says(ways, 'http://any.test:8080/api/version')).toBe('refused');
});

describe('files', () => {
  const flags = [...usual, '--providers.file.directory=/dynamic'];
  const mount = '    volumes: ["./dynamic:/dynamic:ro"]\n';
  const routers = (middleware: string) => `http:
  routers: { f: { rule: "Host(\`f.test\`)", service: f, middlewares: [${middleware}] } }
  middlewares: { login: { basicAuth: { users: ["u:x"] } } }
  services: { f: { loadBalancer: { servers: [{ url: "http://a:8000" }] } } }
`;

  it('below folders of the directory are read; what is no configuration is not', () => {
    const ways = project(flags, app('a', []), mount, {
      'dynamic/sub/f.yaml': routers('login'),
      'dynamic/note.txt': 'x: [',
    });
    expect(verdict(ways, 'http://f.test/')).toMatchObject({
      answer: 'login',
      guards: [{ how: 'basic', by: 'login@file' }],
    });
    expect(verdict(ways, 'http://f.test/').way.find(({ kind }) => kind === 'route')?.declaredAt).toEqual({
      file: 'dynamic/sub/f.yaml',
      line: 2,
    });
  });

  it('name what containers say only with its provider', () => {
    const label = 'traefik.http.middlewares.own.basicauth.users=u:x';
    expect(
      says(project(flags, app('a', [label]), mount, { 'dynamic/f.yaml': routers('own') }), 'http://f.test/'),
    ).toBe('not-found');
    expect(
      says(
        project(flags, app('a', [label]), mount, { 'dynamic/f.yaml': routers('"own@docker"') }),
        'http://f.test/',
      ),
    ).toBe('login');
  });

  it('that hold a template leave everything unknown', () => {
    const ways = project(flags, app('a', [host('a')]), mount, { 'dynamic/f.yaml': 'http: {{ env "X" }}\n' });
    expect(verdict(ways, 'http://w.test/').answer).toBe('unknown');
  });
});

it('what a project is called decides default rules and names alone', () => {
  const yaml = (label: string) => `services:
  proxy: { image: "traefik:v3", command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false], ports: ["80:80"] }
  a: { image: example/a, expose: ["8000"], labels: ["traefik.enable=true", ${label}] }
`;
  const asked = (label: string) => verdict(waysIn(yaml(label), {}, null), 'http://w.test/');
  const rule = '"traefik.http.routers.a.rule=Host(`w.test`)"';
  expect(asked(rule)).toMatchObject({ answer: 'serves', by: 'a' });
  for (const label of [
    '"traefik.http.routers.a.priority=1"',
    `${rule}, "traefik.http.routers.a.service=a-shop"`,
    '"traefik.http.services.a.loadbalancer.server.port=8000"',
  ])
    expect(asked(label)).toMatchObject({
      answer: 'unknown',
      because: 'The name of the project of a is unknown.',
    });
});
