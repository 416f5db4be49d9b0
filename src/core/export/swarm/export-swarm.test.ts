import { describe, expect, it } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import { optionsFor } from '../../analysis/reach/testing/reach-of.ts';
import { openWorkspace } from '../../compose/workspace/open-workspace.ts';
import { needsConsent } from '../platform/platform-export.ts';
import { exportSwarm } from './export-swarm.ts';
import type { SwarmOptions } from './stack-context.ts';

interface Given {
  readonly options?: Partial<SwarmOptions>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Beside `compose.yaml`; `order` are those that are merged. */
  readonly files?: Readonly<Record<string, string>>;
  readonly order?: readonly string[];
  readonly engine?: string;
}

/** The stack of a file, and its report with each note and connection as one line. */
function stackOf(text: string, given: Given = {}) {
  const texts = new Map([['compose.yaml', text], ...Object.entries(given.files ?? {})]);
  const environment = new Map(Object.entries(given.environment ?? {}));
  const workspace = openWorkspace({ order: given.order ?? ['compose.yaml'], texts, environment });
  const analysis = analyze(workspace, optionsFor(given.engine ?? '29', { project: 'shop' }));
  const options: SwarmOptions = { internalPorts: 'refuse', loopback: 'refuse', ...given.options };
  const { texts: written, report } = exportSwarm({ workspace, analysis, project: 'shop' }, options);
  const notes = (list: 'kept' | 'changed' | 'lost') =>
    report[list].map(({ cause, service, key, place }) => {
      const where = place === null ? '' : ` ${place.file}:${place.line}`;
      return `${cause} ${[service, key].filter(Boolean).join(' ')}${where}`;
    });
  return {
    text: [...written.values()].join(''),
    consent: needsConsent(report),
    changed: notes('changed').filter((note) => !note.startsWith('restart-by-default')),
    lost: notes('lost'),
    kept: notes('kept'),
    opens: report.opens.map(({ cause, message }) => `${cause}: ${message}`),
    closes: report.closes.map(({ cause, message }) => `${cause}: ${message}`),
  };
}

describe('the text', () => {
  it('stays as it is where a stack takes it, to the byte', () => {
    const text = `# A shop.\nservices:\n  web: # the door\n    image: 'example/web:1'\n    ports: ["80:80"]\n    environment: { A: "$$b" }\n\n  db:\n    image: postgres:16   # do not move\n    volumes: [pg:/data]\nvolumes:\n    pg:\n`;
    expect(stackOf(text)).toMatchObject({
      text,
      consent: false,
      changed: [],
      lost: [],
      opens: [],
      closes: [],
    });
  });

  it('is edited in its own style; comments stay', () => {
    const before = `# A shop.
name: shop

services:
    web:
        build: ./web      # from source
        restart: always   # keep it up
        scale: 2
        # waits for the database
        depends_on:
            db: { condition: service_healthy }
        ports:
        - target: 80      # HTTP
          published: '8080'
          name: http
    db:
        image: postgres:16
        mem_limit: 512m
        environment: [ DEBUG=yes ]
`;
    const { text, changed, lost, consent } = stackOf(before);
    expect(text).toBe(`# A shop.

services:
    web:
        image: shop-web      # from source
        deploy:   # keep it up
            restart_policy:
                condition: any
            replicas: 2
        # waits for the database
        depends_on:
        - db
        ports:
        - target: 80      # HTTP
          published: 8080
    db:
        image: postgres:16
        deploy:
            resources:
                limits:
                    memory: '512m'
        environment: [ DEBUG=yes ]
`);
    expect([lost, consent]).toEqual([[], false]);
    expect(changed).toEqual([
      'name name compose.yaml:2',
      'build web build compose.yaml:6',
      'restart web restart compose.yaml:7',
      'scale web scale compose.yaml:8',
      'start-order web depends_on.db compose.yaml:11',
      'ignored-key web ports[0].name compose.yaml:15',
      'limit db mem_limit compose.yaml:18',
    ]);
  });

  it('keeps what services share by an anchor shared', () => {
    const before = `x-app: &app
  restart: unless-stopped # always on
  environment: { DEBUG: yes, TOKEN: "\${TOKEN}" }
services:
  a:
    <<: *app
    image: a
  b:
    <<: *app
    image: b
`;
    const { text } = stackOf(before, { environment: { TOKEN: 'p$1' } });
    expect(text).toBe(`x-app: &app
  deploy: # always on
    restart_policy:
      condition: any
  environment: { DEBUG: "yes", TOKEN: "p$$1" }
services:
  a:
    <<: *app
    image: a
  b:
    <<: *app
    image: b
`);
  });

  it('writes out what is shared where services want it differently', () => {
    const { text } = stackOf(
      'services:\n  a: &a\n    image: a\n    restart: "no"\n    links: [b]\n  b:\n    <<: *a\n    scale: 2\n    links: []\n',
    );
    expect(text).toBe(
      'services:\n  a: &a\n    image: a\n    deploy:\n      restart_policy:\n        condition: none\n  b:\n    image: a\n    deploy:\n      restart_policy:\n        condition: none\n      replicas: 2\n',
    );
  });

  it('is one text of all files of the project', () => {
    const { text, changed } = stackOf('services:\n  web: # ours\n    image: web:1\n', {
      order: ['compose.yaml', 'compose.override.yaml'],
      files: {
        'compose.override.yaml':
          'services:\n  web:\n    image: web:2\n    ports: ["80:80"]\n  more:\n    extends: { file: lib/base.yaml, service: base }\n',
        'lib/base.yaml': 'services:\n  base:\n    image: base\n    volumes: ["./data:/data"]\n',
      },
    });
    expect(text).toBe(
      'services:\n  web: # ours\n    image: web:2\n    ports:\n      - "80:80"\n  more:\n    image: base\n    volumes:\n      - ./lib/data:/data\n',
    );
    expect(changed).toEqual(['merged-files ']);
  });

  it('sees paths of included files from its own folder', () => {
    const given = {
      files: {
        'part/compose.yaml':
          'services:\n  a: {image: a, volumes: [./x:/x], env_file: a.env}\nsecrets:\n  s: {file: ./s}\n',
        'other/compose.yaml': 'services:\n  b: {image: b, volumes: [./x:/x]}\n',
      },
    };
    const { text } = stackOf(
      'include:\n  - part/compose.yaml\n  - {path: other/compose.yaml, project_directory: .}\nservices:\n  c: {image: c}\n',
      given,
    );
    expect(text).toContain('volumes:\n      - ./part/x:/x\n');
    expect(text).toContain('env_file: ./part/a.env\n');
    expect(text).toContain('file: ./part/s\n');
    expect(text).toContain('  b:\n    image: b\n    volumes:\n      - ./x:/x\n');
  });

  it('holds the values of variables, and quotes words that are text to Compose alone', () => {
    const { text, changed } = stackOf(
      'services:\n  on:\n    image: "a:${TAG:-1}"\n    networks: { n: }\n    environment:\n      SECRET:\n      N: no\n      T: true\nnetworks:\n  n:\n',
      { environment: { SECRET: 'x' } },
    );
    expect(text).toBe(
      'services:\n  "on":\n    image: "a:1"\n    networks: { "n": }\n    environment:\n      SECRET: x\n      "N": "no"\n      T: "true"\nnetworks:\n  "n":\n'.replace(
        '{ "n": }',
        '{ "n": null }',
      ),
    );
    expect(changed).toEqual([]);
  });

  it('is written anew where it cannot be edited, which is said', () => {
    const { text, changed } = stackOf(
      'services: {a: {image: img}}\n---\nservices:\n  a:\n    restart: "no"\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: img\n    deploy:\n      restart_policy:\n        condition: none\n',
    );
    expect(changed).toContain('written-anew ');
  });
});

describe('networks', () => {
  it('none is an internal overlay of its own (SW3), host and bridge are external ones (SW10)', () => {
    const { text, changed, opens, closes, lost } = stackOf(
      'services:\n  a:\n    image: a\n    network_mode: none # sealed\n    ports: ["1:1"]\n  b:\n    image: b\n    network_mode: host\n    ports: ["2:2"]\n  c:\n    image: c\n    network_mode: bridge\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    networks: [a-closed] # sealed\n  b:\n    image: b\n    networks: [host]\n  c:\n    image: c\n    networks: [bridge]\nnetworks:\n  a-closed:\n    internal: true\n  host:\n    external: true\n    name: host\n  bridge:\n    external: true\n    name: bridge\n',
    );
    expect([opens, closes, lost]).toEqual([[], [], []]);
    expect(changed).toEqual([
      'closed a network_mode compose.yaml:4',
      'port-without-effect a ports[0] compose.yaml:5',
      'machine-network b network_mode compose.yaml:8',
      'port-without-effect b ports[0] compose.yaml:9',
      'machine-network c network_mode compose.yaml:12',
    ]);
  });

  it('service:x and container:x are left out, with the reason', () => {
    const { text, lost, closes, consent } = stackOf(
      'services:\n  vpn: {image: v}\n  dl:\n    image: d\n    network_mode: service:vpn\n    depends_on: [vpn]\n  ui: {image: u, depends_on: [dl, vpn]}\n',
    );
    expect(text).toBe('services:\n  vpn: {image: v}\n  ui: {image: u, depends_on: [vpn]}\n');
    expect(lost).toEqual(['joined dl network_mode compose.yaml:5']);
    expect(consent).toBe(true);
    expect(closes).toContain('left-out: ui reaches dl');
  });

  it('without icc every member has an overlay to itself (SW9)', () => {
    const { text, opens, closes, lost } = stackOf(
      'services:\n  a: {image: a, networks: [n]}\n  b:\n    image: b\n    networks:\n      n: {aliases: [bee]}\nnetworks:\n  n: # apart\n    driver_opts: {com.docker.network.bridge.enable_icc: "false"}\n',
    );
    expect(text).toBe(
      'services:\n  a: {image: a, networks: [n-a]}\n  b:\n    image: b\n    networks:\n      n-b:\n        aliases: [bee]\nnetworks:\n  n-a: {}\n  n-b: {}\n',
    );
    expect([opens, lost]).toEqual([[], []]);
    expect(closes).toEqual(['SW8: a resolves b', 'SW8: b resolves a']);
  });

  it('what overlays do not know is taken out of networks and memberships', () => {
    const { text, changed, lost } = stackOf(
      'services:\n  a:\n    image: a\n    networks:\n      mid: {ipv4_address: 10.9.0.5, priority: 3, aliases: [x]}\n  b: {image: b, networks: [mid], environment: [DNS_HOST=10.9.0.5]}\nnetworks:\n  mid:\n    driver: bridge\n    enable_ipv6: true\n    driver_opts: {com.docker.network.driver.mtu: 1400, com.docker.network.bridge.name: br9}\n    ipam:\n      config:\n        - subnet: 10.9.0.0/24\n          gateway: 10.9.0.1\n        - subnet: fd00:9::/64\n  out: {external: {name: shared}, driver: x}\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    networks:\n      mid: {aliases: [x]}\n  b: {image: b, networks: [mid], environment: [DNS_HOST=10.9.0.5]}\nnetworks:\n  mid:\n    driver_opts: {com.docker.network.driver.mtu: 1400}\n    ipam:\n      config:\n        - subnet: 10.9.0.0/24\n  out: {external: true, name: shared}\n',
    );
    expect(lost).toEqual(['fixed-address a networks.mid.ipv4_address compose.yaml:5']);
    expect(changed).toContain('ip-family networks.mid.enable_ipv6 compose.yaml:10');
    expect(changed).toContain('external-network networks.out compose.yaml:17');
  });

  it('a network of one machine is lost, and nobody is put on the default overlay instead', () => {
    const { text, lost, opens } = stackOf(
      'services:\n  a: {image: a, networks: [lan]}\nnetworks:\n  lan: {driver: macvlan, driver_opts: {parent: eth0}}\n',
    );
    expect(text).toBe(
      'services:\n  a: {image: a, networks: [a-closed]}\nnetworks:\n  a-closed: {internal: true}\n'
        .replace('{internal: true}', '\n    internal: true')
        .replace('a-closed: \n', 'a-closed:\n'),
    );
    expect(lost).toEqual([
      'foreign-network a networks.lan compose.yaml:2',
      'foreign-network networks.lan.driver compose.yaml:4',
    ]);
    expect(opens).toEqual([]);
  });

  it('names that others use are aliases', () => {
    const { text, lost } = stackOf(
      'services:\n  db: {image: db, container_name: shop-db, hostname: dbhost}\n  web:\n    image: web\n    links: ["db:store", "db:api"]\n    environment: {DB_HOST: shop-db}\n  api: {image: api}\n',
    );
    expect(text).toBe(
      'services:\n  db: {image: db, hostname: dbhost, networks: {default: {aliases: [store, shop-db]}}}\n  web:\n    image: web\n    environment: {DB_HOST: shop-db}\n  api: {image: api}\n',
    );
    expect(lost).toEqual(['link web links[1] compose.yaml:5']);
  });
});

const ports = `services:
  web: {image: web, networks: [front], ports: ["8080:80"]}
  admin: {image: admin, networks: [front], ports: ["127.0.0.1:8081:80"]}
  db: {image: db, networks: [back], ports: ["5432:5432"]}
networks:
  front: {}
  back: {internal: true}
`;

describe('ports', () => {
  it('on loopback and of internal services are refused, and named with their place', () => {
    const { lost, consent, text } = stackOf(ports);
    expect(lost).toEqual([
      'loopback-port admin ports[0] compose.yaml:3',
      'internal-port db ports[0] compose.yaml:4',
    ]);
    expect(consent).toBe(true);
    expect(text).toBe(
      ports.replace(', ports: ["127.0.0.1:8081:80"]', '').replace(', ports: ["5432:5432"]', ''),
    );
  });

  it('are dropped where that is said', () => {
    const { lost, changed, consent, opens } = stackOf(ports, {
      options: { loopback: 'drop', internalPorts: 'drop' },
    });
    expect([lost, opens, consent]).toEqual([[], [], false]);
    expect(changed).toEqual([
      'loopback-port admin ports[0] compose.yaml:3',
      'internal-port db ports[0] compose.yaml:4',
    ]);
  });

  it('of internal services get an overlay that leads out, which opens it (SW2)', () => {
    const { text, opens, consent } = stackOf(ports, { options: { loopback: 'drop', internalPorts: 'edge' } });
    expect(text).toContain(
      'db: {image: db, networks: [back, db-edge], ports: [{target: 5432, published: 5432, mode: host}]}',
    );
    expect(text).toContain('  db-edge: {}\n');
    expect(consent).toBe(true);
    expect(opens).toEqual([
      'edge-overlay: admin reaches db',
      'edge-overlay: db reaches web',
      'edge-overlay: web reaches db',
      'edge-overlay: outside reaches db at 0.0.0.0:5432/tcp',
      'edge-overlay: db has a way out',
    ]);
  });

  it('are in host mode where ingress mode would open another service (SW6)', () => {
    const text = `services:
  web: {image: web, networks: [a], ports: ["8080:80"]}
  api: {image: api, networks: [b], expose: ["8080"]}
networks: {a: {}, b: {}}
`;
    const alone = stackOf(text);
    expect(alone.text).toContain('ports: [{target: 80, published: 8080, mode: host}]');
    expect(alone.changed).toEqual(['host-mode web ports[0] compose.yaml:2']);
    expect([alone.opens, alone.lost]).toEqual([[], []]);
    // Two tasks on one machine cannot have one port of it.
    const twice = stackOf(text.replace('image: web,', 'image: web, scale: 2,'));
    expect(twice.opens).toEqual(['SW6: web reaches api']);
    expect(twice.consent).toBe(true);
  });

  it('are in host mode where there is no virtual address, a container port once (SW16)', () => {
    const { text, lost, changed } = stackOf(
      'services:\n  a:\n    image: a\n    deploy: {endpoint_mode: dnsrr}\n    ports: ["80:80", "81:80", "53:53/udp"]\n',
    );
    expect(text).toContain(
      'ports: [{target: 80, published: 80, mode: host}, {target: 53, published: 53, protocol: udp, mode: host}]',
    );
    expect(lost).toEqual(['port-twice a ports[1] compose.yaml:5']);
    expect(changed).toContain('host-mode a ports[0] compose.yaml:5');
  });

  it('are given once in a swarm (SW13), at no address (SW12), and as numbers', () => {
    const { text, lost, changed } = stackOf(
      'services:\n  a:\n    image: a\n    ports:\n      - "192.0.2.1:80:80"\n      - { target: 90, published: "9000-9001" }\n      - "53:53/udp"\n  b:\n    image: b\n    ports:\n      - "192.0.2.2:80:80"\n      - 0.0.0.0:53:53\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    ports:\n      - "80:80"\n      - { target: 90, published: 9000 }\n      - "53:53/udp"\n  b:\n    image: b\n    ports:\n      - "53:53"\n'.replace(
        '{ target: 90, published: 9000 }',
        '{ target: 90, published: 9000 }',
      ),
    );
    expect(lost).toEqual(['port-taken b ports[0] compose.yaml:11']);
    expect(changed).toEqual([
      'port-address a ports[0] compose.yaml:5',
      'port-pool a ports[1] compose.yaml:6',
    ]);
  });
});

describe('keys', () => {
  it('what a stack passes over or refuses is lost, by service, key and line', () => {
    const { text, lost } = stackOf(
      'services:\n  a:\n    image: a\n    privileged: true\n    devices: [/dev/kvm]\n    security_opt: ["no-new-privileges:true"]\n    pid: host\n    runtime: runsc\n    cap_drop: [ALL]\n    read_only: true\n    deploy:\n      resources:\n        reservations:\n          devices: [{capabilities: [gpu]}]\n',
    );
    expect(text).toBe(
      'services:\n  a:\n    image: a\n    cap_drop: [ALL]\n    read_only: true\n    deploy:\n      resources:\n        reservations: {}\n',
    );
    expect(lost).toEqual([
      'ignored-key a privileged compose.yaml:4',
      'ignored-key a devices compose.yaml:5',
      'ignored-key a security_opt compose.yaml:6',
      'ignored-key a pid compose.yaml:7',
      'refused-key a runtime compose.yaml:8',
      'refused-key a deploy.resources.reservations.devices compose.yaml:14',
    ]);
  });

  it.each([
    [
      'restart: on-failure:3',
      'deploy:\n      restart_policy:\n        condition: on-failure\n        max_attempts: 3',
    ],
    ['cpus: 0.5', 'deploy:\n      resources:\n        limits:\n          cpus: "0.5"'],
    ['pids_limit: 100', 'deploy:\n      resources:\n        limits:\n          pids: 100'],
    ['mem_reservation: 1g', 'deploy:\n      resources:\n        reservations:\n          memory: "1g"'],
    [
      'platform: linux/arm64',
      'deploy:\n      placement:\n        constraints:\n          - node.platform.os == linux\n          - node.platform.arch == aarch64',
    ],
    ['env_file: [{path: a.env, required: false}]', 'env_file: [a.env]'],
    ['extra_hosts: {a: [1.2.3.4, 1.2.3.5]}', 'extra_hosts: [a:1.2.3.4, a:1.2.3.5]'],
    ['init: "true"', 'init: true'],
    ['stop_grace_period: 3s', 'stop_grace_period: 3s'],
    [
      'shm_size: 64m',
      'volumes:\n      - type: tmpfs\n        target: /dev/shm\n        tmpfs:\n          size: 67108864',
    ],
    ['ulimits: {nofile: "1024"}', 'ulimits: {nofile: 1024}'],
    ['healthcheck: {test: x, retries: "3"}', 'healthcheck: {test: x, retries: 3}'],
  ])('%s', (before, after) => {
    const { text, consent } = stackOf(`services:\n  a:\n    image: a\n    ${before}\n`);
    expect(text).toBe(`services:\n  a:\n    image: a\n    ${after}\n`);
    expect(consent).toBe(false);
  });

  it('top-level keys: old versions, models, what a secret or config holds', () => {
    const { text, changed, lost } = stackOf(
      '# head\nversion: "2.4"\nservices: {a: {image: a}}\nconfigs:\n  c: {content: "x"}\nsecrets:\n  s: {environment: S}\n  f: {file: ./f}\nmodels: {m: {model: x}}\n',
    );
    expect(text).toBe(
      '# head\nservices: {a: {image: a}}\nconfigs:\n  c: {external: true, name: c}\nsecrets:\n  s: {external: true, name: s}\n  f: {file: ./f}\n',
    );
    expect(changed).toEqual([
      'version version compose.yaml:2',
      'made-before configs.c.content compose.yaml:5',
      'made-before secrets.s.environment compose.yaml:7',
    ]);
    expect(lost).toEqual(['refused-key models compose.yaml:9']);
  });

  it('services whose profile is off are not there; anchors that they hold are', () => {
    const { text, changed } = stackOf(
      'services:\n  a: {image: a, environment: &env {A: b}, profiles: [dev]}\n  b: {image: b, environment: *env}\n',
    );
    expect(text).toBe('x-env: &env {A: b}\nservices:\n  b: {image: b, environment: *env}\n');
    expect(changed).toEqual(['inactive-profile a profiles compose.yaml:2']);
  });

  it('a file that Compose refuses, and one that is not there, need a word', () => {
    expect(stackOf('services:\n  a: {image: a, networks: [gone]}\n').lost).toContain(
      'rejected a networks[0] compose.yaml:2',
    );
    expect(stackOf('include: [gone.yaml]\nservices:\n  a: {image: a}\n').lost).toEqual([
      'missing-file include[0] compose.yaml:1',
    ]);
  });
});
