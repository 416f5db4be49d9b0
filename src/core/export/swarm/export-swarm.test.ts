import { describe, expect, it } from 'vitest';
import { stackOf } from './testing/stack-of.ts';

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
