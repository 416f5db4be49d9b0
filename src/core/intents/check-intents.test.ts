import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { checkIntents } from './check-intents.ts';

const project = `services:
  proxy: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], networks: [front], ports: ["443:443"] }
  web: { image: example/web, networks: [front, mid] }
  api: { image: example/api, networks: [mid, back] }
  db: { image: "postgres:16", networks: [back] }
  lone: { image: example/lone, networks: [alone] }
  other: { image: example/other, networks: [shared] }
networks: { front: {}, mid: {}, back: { internal: true }, alone: {}, shared: { external: true } }
`;

/** Returns the project with intents, each given as one list item. */
function withIntents(items: readonly string[], services = project): string {
  return `${services}x-bulkhead:\n  intents:\n${items.map((item) => `    - ${item}\n`).join('')}`;
}

function check(items: readonly string[], services = project) {
  const workspace = openRead(withIntents(items, services));
  return checkIntents(analyze(workspace, defaultReachOptions));
}

/** Returns the state and messages of one intent. */
function state(item: string, services = project): readonly string[] {
  const [only] = check([item], services);
  return only ? [only.state, ...only.breaches.map(({ message }) => message)] : [];
}

describe('never', () => {
  it('holds between services without a common network and without a published port', () => {
    expect(state('never: front -> db')).toEqual(['holds']);
    expect(state('never: web -> db')).toEqual(['holds']);
  });

  it('is broken by a common network, with the hop and its line', () => {
    const [broken] = check(['never: mid -> db']);
    expect(broken?.breaches).toEqual([
      {
        state: 'broken',
        certainty: 'certain',
        subjects: ['api', 'db'],
        message: "'never: mid -> db' does not hold: api reaches db: api and db are both on back.",
        at: ['x-bulkhead', 'intents', 0, 'never'],
        path: [{ from: 'api', to: 'db', network: 'back', at: ['services', 'db', 'networks', 0] }],
        evidence: ['never: mid -> db', 'broken', 'api -> db'],
        parts: [
          ['CN701', 'never: mid -> db'],
          ['CN701', 'never: mid -> db', 'api', 'db'],
          ['CN701', 'never: mid -> db', 'broken'],
        ],
        unlisted: [],
      },
    ]);
  });

  it('takes the outside on either side', () => {
    expect(state('never: outside -> db')).toEqual(['holds']);
    expect(state('never: db -> outside')).toEqual(['holds']);
    expect(state('must: outside -> proxy')).toEqual(['holds']);
    const [broken] = check(['never: outside -> proxy']);
    expect(broken?.breaches).toMatchObject([
      {
        state: 'broken',
        subjects: ['proxy'],
        message:
          "'never: outside -> proxy' does not hold: the outside reaches proxy through a published port: proxy publishes 0.0.0.0:443 to 443 on the host.",
        path: [{ from: '@outside', to: 'proxy', network: null, at: ['services', 'proxy', 'ports', 0] }],
      },
    ]);
    expect(state('never: web -> outside')[0]).toBe('broken');
    expect(state('must: db -> outside')[0]).toBe('broken');
  });

  it('is unknown of the outside while a variable of a port has no value', () => {
    const text = 'services:\n  a: { image: x, ports: ["${P}:${P}"] }\n';
    expect(state('never: outside -> a', text)).toEqual([
      'unknown',
      "'never: outside -> a' cannot be decided: it is unknown whether the outside reaches a: a publishes ${P}:${P}, which depends on a variable that is not set.",
    ]);
  });

  it('is broken by a published port', () => {
    const [broken] = check(['never: lone -> proxy']);
    expect(broken?.breaches.map(({ path }) => path)).toEqual([
      [{ from: 'lone', to: 'proxy', network: null, at: ['services', 'proxy', 'ports', 0] }],
    ]);
  });

  it('cannot be decided where a pair is unknown', () => {
    const lost = `${project.replace('networks: {', '  ghost: { image: g, network_mode: "container:elsewhere" }\nnetworks: {')}`;
    expect(state('never: ghost -> db', lost)).toEqual([
      'unknown',
      "'never: ghost -> db' cannot be decided: it is unknown whether ghost reaches db: ghost uses a network namespace that this file does not manage.",
    ]);
  });

  it('T4: cannot be decided where a container may pass packets on', () => {
    const router = project.replace('web: { ', 'web: { cap_add: [NET_ADMIN], ');
    expect(state('never: proxy -> api', project)).toEqual(['holds']);
    expect(state('never: proxy -> api', router)).toEqual([
      'unknown',
      "'never: proxy -> api' cannot be decided: web is on front and mid and has NET_ADMIN, so it may pass packets of proxy on to api.",
    ]);
  });

  it('takes lists of statements, and lists of subjects on a side', () => {
    expect(
      check(['never: [front -> db, web->lone]']).map(({ intent, state: s }) => [intent.text, s]),
    ).toEqual([
      ['never: front -> db', 'holds'],
      ['never: web -> lone', 'holds'],
    ]);
    expect(state('never: proxy, lone -> db,web')).toEqual([
      'broken',
      "'never: proxy, lone -> db, web' does not hold: proxy reaches web: proxy and web are both on front.",
    ]);
  });

  it('a tier is a guess, unless the file says it', () => {
    const certainty = (services: string) =>
      check(['never: api -> data'], services)[0]?.breaches[0]?.certainty;
    expect(certainty(project)).toBe('inferred');
    expect(certainty(project.replace('db: { ', 'db: { x-bulkhead: { tier: data }, '))).toBe('certain');
  });
});

describe('must', () => {
  it('holds over a common network, and is broken with every reason why not', () => {
    expect(state('must: web -> api')).toEqual(['holds']);
    expect(state('must: lone -> db')).toEqual([
      'broken',
      "'must: lone -> db' does not hold: lone cannot reach db: lone is on alone, db is on back, no common network; db publishes nothing.",
    ]);
  });

  it('asks every member of one side for every member of the other', () => {
    expect(state('must: mid -> db')).toEqual([
      'broken',
      "'must: mid -> db' does not hold: web cannot reach db: web is on front and mid, db is on back, no common network; db publishes nothing.",
    ]);
  });

  it('leaves out what takes no part', () => {
    const off = project.replace('db: { ', 'db: { profiles: [x], ');
    expect(state('must: lone -> db', off)).toEqual(['holds']);
  });
});

describe('no-way-out', () => {
  it('holds on internal networks only', () => {
    expect(state('no-way-out: db')).toEqual(['holds']);
    expect(state('no-way-out: [db, lone]')).toEqual(['holds']);
    expect(check(['no-way-out: [db, lone]']).map(({ state: s }) => s)).toEqual(['holds', 'broken']);
  });

  it('names the network of the default route', () => {
    const [broken] = check(['no-way-out: lone']);
    expect(broken?.breaches.map(({ message, path }) => [message, path])).toEqual([
      [
        "'no-way-out: lone' does not hold: lone reaches the outside: lone goes out through alone.",
        [{ from: 'lone', to: '@outside', network: 'alone', at: ['services', 'lone', 'networks', 0] }],
      ],
    ]);
  });

  it('E5: packets that leave without masquerade are a way out, too', () => {
    const yaml = `services: { a: { image: p, networks: [n] } }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } } }
`;
    const options = {
      ...defaultReachOptions,
      engine: { text: '26', kind: 'docker' as const, major: 26, minor: 1, patch: 5 },
    };
    const workspace = openRead(withIntents(['no-way-out: a'], yaml));
    expect(checkIntents(analyze(workspace, options)).map((one) => one.state)).toEqual(['broken']);
  });

  it('V1: an internal network on a parent interface is one as well', () => {
    const yaml = `services: { a: { image: p, networks: [n] } }
networks: { n: { driver: macvlan, internal: true, driver_opts: { parent: eth0 } } }
`;
    expect(state('no-way-out: a', yaml)[0]).toBe('broken');
  });

  it('cannot be decided on external networks', () => {
    expect(state('no-way-out: other')).toHaveLength(2);
    expect(state('no-way-out: other')[0]).toBe('unknown');
  });
});

describe('exposed', () => {
  const ports = (list: string, more = '') => `services:
  web: { image: p, ports: [${list}] }
  dns: { image: p, ports: ["53:53/udp", "127.0.0.1:81:81"] }
${more}`;

  it('holds where every port that answers the outside is listed', () => {
    expect(state('exposed: [web:443, dns:53/udp]', ports('"443:8443"'))).toEqual(['holds']);
    expect(state('exposed: web:443, dns', ports('"443:8443"'))).toEqual(['holds']);
    expect(state('exposed: [web:8000-8010, dns]', ports('"8001-8002:80-81"'))).toEqual(['holds']);
    expect(state('exposed: []', 'services: { a: { image: p } }\n')).toEqual(['holds']);
  });

  it('is broken by each service with a port that is not', () => {
    expect(state('exposed: [web:443]', ports('"443:8443", "80"'))).toEqual([
      'broken',
      "'exposed: [web:443]' does not hold: the outside reaches web at ports that are not fixed, which is not listed.",
      "'exposed: [web:443]' does not hold: the outside reaches dns at 53/udp, which is not listed.",
    ]);
    expect(state('exposed: [dns:53/tcp]', ports(''))[0]).toBe('broken');
    expect(state('exposed: []', ports(''))[0]).toBe('broken');
  });

  it('an open container is listed by its name', () => {
    const open = '  sniff: { image: p, network_mode: host }\n';
    expect(state('exposed: [dns, sniff:80]', ports('', open))[0]).toBe('broken');
    expect(state('exposed: [dns, sniff]', ports('', open))).toEqual(['holds']);
  });

  it('a proxied service is exposed, as far as labels tell', () => {
    const yaml = project.replace(
      'web: { ',
      'web: { expose: ["8080"], labels: ["traefik.http.routers.w.rule=Host(`w.example`)"], ',
    );
    const [broken] = check(['exposed: [proxy:443]'], yaml);
    expect(broken?.breaches.map(({ message, certainty, path }) => [message, certainty, path])).toEqual([
      [
        "'exposed: [proxy:443]' does not hold: the outside reaches web as w.example through proxy, which is not listed.",
        'inferred',
        [{ from: 'proxy', to: 'web', network: 'front', at: ['services', 'web', 'labels', 0] }],
      ],
    ]);
    expect(state('exposed: [proxy:443, web:8080]', yaml)).toEqual(['holds']);
  });

  it('O11: a container on the physical network is exposed with all its ports', () => {
    const wire =
      'services: { m: { image: p, networks: [w] } }\nnetworks: { w: { driver: macvlan, driver_opts: { parent: eth0 } } }\n';
    expect(state('exposed: []', wire)[0]).not.toBe('holds');
    expect(state('exposed: [m]', wire)).toEqual(['holds']);
  });

  it('several add up', () => {
    expect(
      check(['exposed: [web:443]', 'exposed: [dns:53/udp]'], ports('"443:1"')).map((one) => one.state),
    ).toEqual(['holds', 'holds']);
  });

  it('tells of listed ports behind which nothing answers', () => {
    const [only] = check(['exposed: [web:443, web:80, dns:81]'], ports('"443:8443"'));
    expect(only?.idle.map(({ text }) => text)).toEqual(['web:80', 'dns:81']);
  });

  it('silences what it lists, and what it checks itself', () => {
    const yaml = (intents: string) => `services:
  web: { image: p, ports: ["443:443", "8080:80"] }
  db: { image: "postgres:16", ports: ["5432:5432"] }
${intents}`;
    const rules = (text: string) =>
      analyze(openRead(text), defaultReachOptions)
        .findings.filter(({ rule }) => /^CN(?:101|102|701)$/.test(rule))
        .map(({ rule, subjects }) => `${rule} ${subjects[0]}`);
    expect(rules(yaml(''))).toEqual(['CN102 db', 'CN101 web']);
    expect(rules(yaml('x-bulkhead: { intents: [{ exposed: [web, "db:5432"] }] }\n'))).toEqual([]);
    expect(rules(yaml('x-bulkhead: { intents: [{ exposed: ["web:443"] }] }\n'))).toEqual([
      'CN102 db',
      'CN701 web',
      'CN701 db',
    ]);
  });
});

describe('at the own gateway (X5)', () => {
  const sealed = `services:
  web: { image: example/web, networks: [front], ports: ["80:80"] }
  db: { image: "postgres:16", networks: [back] }
networks: { front: {}, back: { internal: true } }
`;
  const stateWith = (firewallBackend: 'iptables' | 'nftables'): readonly string[] => {
    const workspace = openRead(withIntents(['never: db -> web'], sealed));
    const options = { ...defaultReachOptions, firewallBackend };
    const [only] = checkIntents(analyze(workspace, options));
    return only ? [only.state, ...only.breaches.map(({ message }) => message)] : [];
  };

  it('never holds with iptables and is broken with nftables', () => {
    expect(stateWith('iptables')).toEqual(['holds']);
    expect(stateWith('nftables')).toEqual([
      'broken',
      "'never: db -> web' does not hold: db reaches web through a published port, at the address of its own gateway: web publishes 0.0.0.0:80 to 80 on the host; db connects to the address of its own bridge on back: with nftables the Engine allows connections from there to web, although back is internal.",
    ]);
  });
});
