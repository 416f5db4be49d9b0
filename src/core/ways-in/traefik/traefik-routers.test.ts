// Traefik's routers, rules and middlewares; each line was measured with Traefik 3.7.9, except for UDP and TCP middlewares.
import { describe, expect, it } from 'vitest';
import type { Files } from '../files/literal-files.ts';
import { says, waysIn } from '../testing/ask-in.ts';
import { allWays } from '../ways/all-ways.ts';

type Labels = readonly string[];

/** Returns the ways of a Traefik on ports 80 and 443 in front of `a` and `b` with these labels. */
function behind(a: Labels, b: Labels = [], flags: Labels = [], more = '') {
  const list = (labels: Labels) => labels.map((label) => `      - '${label}'\n`).join('');
  return waysIn(`services:
  proxy:
    image: traefik:v3.7
    command:
      - --entrypoints.web.address=:80
      - --entrypoints.websecure.address=:443
      - --providers.docker.exposedbydefault=false
${flags.map((flag) => `      - '${flag}'\n`).join('')}    ports: ["80:80", "443:443"]
  a:
    image: example/a
    expose: ["8000"]
    labels:
      - traefik.enable=true
${list(a)}  b:
    image: example/b
    expose: ["8001"]
    labels:
      - traefik.enable=true
${list(b)}${more}`);
}

const login = 'traefik.http.middlewares.login.basicauth.users=u:x';
const router = (name: string, rule: string, ...more: Labels) => [
  `traefik.http.routers.${name}.rule=${rule}`,
  ...more.map((one) => `traefik.http.routers.${name}.${one}`),
];

describe('a router that is dropped', () => {
  it('leaves its requests to a wider one where a middleware is missing', () => {
    const ways = behind(
      router('a', 'Host(`w.test`) && PathPrefix(`/a`)', 'middlewares=nope'),
      router('b', 'Host(`w.test`)'),
    );
    expect(says(ways, 'http://w.test/a/')).toBe('serves by b');
  });

  it('is not found where nothing else takes it, also with a name of another provider or a chain that lacks one', () => {
    const chain = 'traefik.http.middlewares.both.chain.middlewares=login,nope';
    for (const middlewares of ['nope', 'filelogin', 'both'])
      expect(
        says(
          behind([...router('a', 'Host(`w.test`)', `middlewares=${middlewares}`), login, chain]),
          'http://w.test/',
        ),
      ).toBe('not-found');
  });

  it.each([
    ['Host(`a.test`,`w.test`)', 'two hosts in one matcher'],
    ['Host(w.test)', 'a host without quotes'],
    ['Hst(`w.test`)', 'a matcher that is not there'],
    ['PathPrefix(`a`)', 'a path without a slash'],
    ['Host(`w.test`) &&', 'half an expression'],
  ])('%s', (rule) => {
    expect(says(behind(router('a', rule)), 'http://w.test/')).toBe('not-found');
  });

  it('says one name on two containers', () => {
    const ways = behind(router('same', 'Host(`w.test`)'), router('same', 'Host(`v.test`)'));
    expect([says(ways, 'http://w.test/'), says(ways, 'http://v.test/')]).toEqual(['not-found', 'not-found']);
  });

  it('is on an entry point that is not there, alone', () => {
    expect(says(behind(router('a', 'Host(`w.test`)', 'entrypoints=nowhere')), 'http://w.test/')).toBe(
      'not-found',
    );
    expect(says(behind(router('a', 'Host(`w.test`)', 'entrypoints=web,nowhere')), 'http://w.test/')).toBe(
      'serves by a',
    );
  });

  it('has two services to choose from', () => {
    const services = ['x', 'y'].map((name) => `traefik.http.services.${name}.loadbalancer.server.port=8000`);
    expect(says(behind([...router('a', 'Host(`w.test`)'), ...services]), 'http://w.test/')).toBe('not-found');
  });
});

it('drops all that a container says for one label that Traefik does not know', () => {
  const ways = behind(
    [...router('a', 'Host(`w.test`)'), 'traefik.http.routers.a.middleware=login', login],
    router('b', 'Host(`v.test`)', 'middlewares=login'),
  );
  expect([says(ways, 'http://w.test/'), says(ways, 'http://v.test/')]).toEqual(['not-found', 'not-found']);
});

it('knows the old name of an address list', () => {
  const list = 'traefik.http.middlewares.ips.ipwhitelist.sourcerange=10.0.0.0/8';
  expect(says(behind([...router('a', 'Host(`w.test`)', 'middlewares=ips'), list]), 'http://w.test/')).toBe(
    'forbidden',
  );
});

describe('of several that match', () => {
  it('a coin decides where the text is equally long, whatever it asks for', () => {
    const ways = behind(router('a', 'PathPrefix(`/b`)'), [
      ...router('b', 'Host(`git.test`)', 'middlewares=login'),
      login,
    ]);
    expect(says(ways, 'http://git.test/b/')).toBe('varies: serves by a, login');
    expect(says(ways, 'http://git.test/')).toBe('login');
  });

  it('the longer text wins, not the one that says more', () => {
    const ways = behind(
      router('a', 'PathPrefix(`/looooooooooooooooong`) || PathPrefix(`/a`)'),
      router('b', 'Host(`v.test`)'),
    );
    expect(says(ways, 'http://v.test/a/')).toBe('serves by a');
  });
});

it('puts two containers that name one service together, round the login of one of them', () => {
  const pool = (port: string) => `traefik.http.services.pool.loadbalancer.server.port=${port}`;
  const ways = behind(
    [...router('a', 'Host(`open.test`)'), pool('8000')],
    [...router('b', 'Host(`safe.test`)', 'middlewares=login'), login, pool('8001')],
  );
  expect(says(ways, 'http://open.test/')).toBe('varies: serves by a, serves by b');
  expect(says(ways, 'http://safe.test/')).toBe('login');
});

describe('TCP', () => {
  const tcp = (name: string, rule: string, ...more: Labels) => [
    `traefik.tcp.routers.${name}.rule=${rule}`,
    ...more.map((one) => `traefik.tcp.routers.${name}.${one}`),
  ];

  it('takes all HTTP of all entry points with a catch-all that names none, logins included', () => {
    const ways = behind(tcp('a', 'HostSNI(`*`)'), [
      ...router('b', 'Host(`w.test`)', 'middlewares=login'),
      login,
    ]);
    expect(says(ways, 'http://w.test/')).toBe('serves by a');
    expect(says(ways, 'https://w.test/')).toBe('no-tls');
  });

  it('drops a server name without TLS', () => {
    const ways = behind(tcp('a', 'HostSNI(`db.test`)'), router('b', 'Host(`w.test`)'));
    expect(says(ways, 'http://w.test/')).toBe('serves by b');
  });
});

describe('hosts', () => {
  it('are compared without upper case, and expressions find any part', () => {
    expect(says(behind(router('a', 'Host(`W.TEST`)')), 'http://w.test/')).toBe('serves by a');
    expect(says(behind(router('a', 'HostRegexp(`.+.q.test`)')), 'http://xxqxtest/')).toBe('serves by a');
  });

  it('never match the templates of version 2, unless that syntax is said', () => {
    const rule = 'HostRegexp(`{sub:[a-z]+}.r.test`)';
    expect(says(behind(router('a', rule)), 'http://x.r.test/')).toBe('not-found');
    expect(says(behind(router('a', rule, 'rulesyntax=v2')), 'http://x.r.test/')).toBe('serves by a');
    expect(says(behind(router('a', rule), [], ['--core.defaultRuleSyntax=v2']), 'http://x.r.test/')).toBe(
      'serves by a',
    );
  });
});

describe('middlewares', () => {
  it('let nobody in where the server that decides is missing, and else ask it', () => {
    const forward = (host: string) => `traefik.http.middlewares.ask.forwardauth.address=http://${host}:9091/`;
    const ask = (host: string) =>
      behind([...router('a', 'Host(`w.test`)', 'middlewares=ask'), forward(host)]);
    expect(says(ask('gone'), 'http://w.test/')).toBe('error');
    expect(says(ask('b'), 'http://w.test/')).toBe('login');
  });

  it('come in their order', () => {
    const tls = 'traefik.http.middlewares.tls.redirectscheme.scheme=https';
    const both = (order: string) =>
      behind([...router('a', 'Host(`w.test`)', `middlewares=${order}`), login, tls]);
    expect(says(both('login,tls'), 'http://w.test/x?y=1')).toBe('login');
    expect(says(both('tls,login'), 'http://w.test/x?y=1')).toBe('redirect to https://w.test/x?y=1');
  });
});

/** Returns the ways of a Traefik with entry points for DNS and PostgreSQL. */
function rawWays(labels: Labels, more = '', files: Files = {}, flags: Labels = []) {
  const list = labels.map((label) => `      - '${label}'\n`).join('');
  const ways = waysIn(
    `services:
  proxy:
    image: traefik:v3.7
    command:
      - --entrypoints.web.address=:80
      - --entrypoints.dns.address=:53/udp
      - --entrypoints.pg.address=:5432
      - --providers.docker.exposedbydefault=false
${flags.map((flag) => `      - '${flag}'\n`).join('')}    ports: ["80:80", "53:53/udp", "5432:5432"]
    volumes: ["./dynamic.yml:/dynamic.yml"]
  a:
    image: example/a
    labels:
      - traefik.enable=true
${list}${more}`,
    files,
  );
  const { into, nowhere } = allWays(ways);
  return {
    ways,
    nowhere: nowhere.map(({ host, because }) => [host, because]),
    into: (service: string) =>
      (into.get(service) ?? []).map(
        ({ zone, protocol, host, port, answer, because, entrance }) =>
          `${entrance.published} ${zone} ${protocol} ${host} ${port} ${answer}${because === null ? '' : `: ${because}`}`,
      ),
  };
}

describe('UDP', () => {
  const router = [
    'traefik.udp.routers.a.entrypoints=dns',
    'traefik.udp.services.a.loadbalancer.server.port=5353',
  ];

  it('routers hand on what comes to their entry point, past no login', () => {
    const { into, nowhere, ways } = rawWays(router);
    expect(into('a')).toEqual(['0.0.0.0:53 outside udp * 5353 open']);
    expect(nowhere).toEqual([]);
    // The container requests no HTTP router.
    expect(says(ways, 'http://a-shop/')).toBe('not-found');
  });

  it('routers without an entry point are on all of UDP', () => {
    expect(rawWays(router.slice(1).concat('traefik.udp.routers.a.service=a')).into('a')).toEqual([
      '0.0.0.0:53 outside udp * 5353 open',
    ]);
  });

  it('routers of files lead to the servers that they name', () => {
    const dynamic = `udp:
  routers: { r: { entryPoints: [dns], service: s } }
  services: { s: { loadBalancer: { servers: [ { address: "b:53" } ] } } }
`;
    const more = '  b: { image: example/b, expose: ["53/udp", "8000"] }\n';
    const flags = ['--providers.file.filename=/dynamic.yml'];
    expect(rawWays([], more, { 'dynamic.yml': dynamic }, flags).into('b')).toEqual([
      '0.0.0.0:53 outside udp * 53 open',
    ]);
  });

  it('two routers on one entry point are unknown, with the line of the second', () => {
    const more = `  b:
    image: example/b
    labels:
      - traefik.enable=true
      - traefik.udp.routers.b.entrypoints=dns
      - traefik.udp.services.b.loadbalancer.server.port=53
`;
    const because =
      'compose.yaml:21: dns has more than one UDP router, and which of them takes its packets is unknown.';
    const { into } = rawWays(router, more);
    expect([...into('a'), ...into('b')]).toEqual([
      `0.0.0.0:53 outside udp * 5353 unknown: ${because}`,
      `0.0.0.0:53 outside udp * 53 unknown: ${because}`,
    ]);
  });

  it('a router to a service that does not exist, or without a port, is no way in that is open', () => {
    const { into, nowhere, ways } = rawWays(router.concat('traefik.udp.routers.a.service=nope'));
    expect([into('a'), nowhere]).toEqual([[], []]);
    expect(ways.programs[0]?.faults().map(({ kind, about }) => [kind, about])).toEqual([
      ['never-matches', 'a'],
    ]);
    expect(rawWays(['traefik.udp.routers.a.entrypoints=dns']).into('a')).toEqual([
      '0.0.0.0:53 outside udp * null unknown: a names no port: whether its image exposes one is unknown.',
    ]);
  });
});

describe('TCP as a way in', () => {
  const router = (...more: Labels) => [
    'traefik.tcp.routers.a.entrypoints=pg',
    'traefik.tcp.services.a.loadbalancer.server.port=5432',
    ...more.map((one) => `traefik.tcp.routers.a.${one}`),
  ];
  const list = 'traefik.tcp.middlewares.near.ipallowlist.sourcerange=192.168.0.0/16';

  it('is that of every name, or of those that TLS names', () => {
    expect(rawWays(router('rule=HostSNI(`*`)')).into('a')).toEqual(['0.0.0.0:5432 outside http * 5432 open']);
    expect(rawWays(router('rule=HostSNI(`db.example.org`)', 'tls=true')).into('a')).toEqual([
      '0.0.0.0:5432 outside http db.example.org 5432 open',
    ]);
  });

  it('is unknown where TLS is passed on, and names the service', () => {
    const { into, ways } = rawWays(router('rule=HostSNI(`db.example.org`)', 'tls.passthrough=true'));
    const because = 'a passes TLS on, and the service behind it answers for itself.';
    expect(into('a')).toEqual([`0.0.0.0:5432 outside http db.example.org 5432 unknown: ${because}`]);
    expect(says(ways, 'https://db.example.org:5432/')).toBe('unknown');
  });

  it('is guarded by a list of addresses, which ends connections, and dropped without one that it names', () => {
    const guarded = rawWays([...router('rule=HostSNI(`*`)', 'middlewares=near'), list]);
    expect(guarded.into('a')).toEqual(['0.0.0.0:5432 lan http * 5432 guarded']);
    expect(says(guarded.ways, 'http://db.example.org:5432/')).toMatch(/^refused/);
    const dropped = rawWays(router('rule=HostSNI(`*`)', 'middlewares=near'));
    expect(dropped.into('a')).toEqual([]);
    expect(dropped.ways.programs[0]?.faults().map(({ kind }) => kind)).toEqual(['guard-missing']);
  });
});
