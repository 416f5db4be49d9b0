// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { describe, expect, it } from 'vitest';
import { serviceOf, topologyOf } from '../testing/topology-of.ts';
import { projectService } from './project-service.ts';

describe('an item tagged !reset', () => {
  it('is none, whatever the list', () => {
    const service = serviceOf(`
networks: [front, !reset back]
ports: ["80", !reset "81", "82"]
cap_add: [CHOWN, !reset KILL]
environment: [A=1, !reset B=2]
volumes: [a:/a, !reset b:/b, !reset { type: bind, source: c, target: /c }]
`);
    expect(service.attachments.map((one) => one.network)).toEqual(['front']);
    expect(service.ports.map((port) => [port.index, port.raw])).toEqual([
      [0, '80'],
      [2, '82'],
    ]);
    expect(service.capAdd).toEqual(['CHOWN']);
    expect(service.environment.map((pair) => pair.key)).toEqual(['A']);
    expect(service.mounts.map((mount) => mount.target)).toEqual(['/a']);
  });
});

describe('other keys of a service', () => {
  it('reads its names and resolvers', () => {
    const service = serviceOf(`
hostname: www
domainname: example.com
mac_address: 02:42:ac:11:00:03
dns: 8.8.8.8
dns_search: [a.example, b.example]
dns_opt: [use-vc]
`);
    expect(service).toMatchObject({
      hostname: 'www',
      domainname: 'example.com',
      macAddress: '02:42:ac:11:00:03',
      dns: ['8.8.8.8'],
      dnsSearch: ['a.example', 'b.example'],
      dnsOpt: ['use-vc'],
    });
  });

  it.each([['models: [llm, other]'], ['models:\n  llm:\n  other: { endpoint_var: URL }']])(
    'reads the models of %s',
    (body) => {
      expect(serviceOf(body).models).toEqual(['llm', 'other']);
    },
  );

  it('cuts the fraction of a priority off', () => {
    const [attachment] = serviceOf('networks: { front: { priority: 7.9, gw_priority: 1e2 } }').attachments;
    expect(attachment).toMatchObject({ priority: 7, gatewayPriority: 100 });
  });

  it('reads names as plain data, whatever they are', () => {
    const { services } = topologyOf(
      'services:\n  __proto__: { image: a }\n  x-y: { image: b }\n  constructor: { image: c }',
    );
    expect([...services.keys()]).toEqual(['__proto__', 'x-y', 'constructor']);
    expect(services.get('x-y')?.id).toBe('service:x-y');
  });

  it('reads a service with nothing in it', () => {
    const service = projectService('web', null, new Map());
    expect(service).toMatchObject({ image: null, replicas: 1, mode: { kind: 'networks' }, ports: [] });
    expect(service.tree).toMatchObject({ kind: 'scalar', value: null });
  });

  it('reads depends_on in both forms', () => {
    expect(serviceOf('depends_on: [db, cache]').dependsOn).toEqual([
      { service: 'db', condition: 'service_started', required: true },
      { service: 'cache', condition: 'service_started', required: true },
    ]);
    const map = 'depends_on:\n  db: { condition: service_healthy }\n  log: { required: false }';
    expect(serviceOf(map).dependsOn).toEqual([
      { service: 'db', condition: 'service_healthy', required: true },
      { service: 'log', condition: 'service_started', required: false },
    ]);
  });

  it('reads links, expose and single or listed texts', () => {
    const service = serviceOf('links: [db, "cache:store"]\nexpose: [80, "90/udp", "1-3"]\ndns: 1.1.1.1');
    expect(service.links).toEqual([
      { service: 'db', alias: null },
      { service: 'cache', alias: 'store' },
    ]);
    expect(service.expose).toEqual(['80', '90/udp', '1-3']);
    expect(service.dns).toEqual(['1.1.1.1']);
    expect(serviceOf('dns: [1.1.1.1, 8.8.8.8]').dns).toEqual(['1.1.1.1', '8.8.8.8']);
  });

  it('reads environment in both forms, with the path of each pair', () => {
    expect(serviceOf('environment:\n  - A=x=y\n  - B\n  - C=${V}', { V: '1' }).environment).toEqual([
      { key: 'A', value: 'x=y', path: ['environment', 0] },
      { key: 'B', value: null, path: ['environment', 1] },
      { key: 'C', value: '1', path: ['environment', 2] },
    ]);
    expect(serviceOf('environment:\n  A: 3.10\n  B:\n  C: true\n  D: !reset x').environment).toEqual([
      { key: 'A', value: '3.1', path: ['environment', 'A'] },
      { key: 'B', value: null, path: ['environment', 'B'] },
      { key: 'C', value: 'true', path: ['environment', 'C'] },
    ]);
  });

  it('reads extra_hosts: an equals sign decides, else the first colon', () => {
    const list =
      'extra_hosts: ["a=::1", "b:10.0.0.1", "c:::1", "d=[::1]", "e:host-gateway", "f=1.1.1.1,2.2.2.2"]';
    expect(serviceOf(list).extraHosts.map(({ key, value, path }) => `${key} ${value} ${path[1]}`)).toEqual([
      'a ::1 0',
      'b 10.0.0.1 1',
      'c ::1 2',
      'd ::1 3',
      'e host-gateway 4',
      'f 1.1.1.1 5',
      'f 2.2.2.2 5',
    ]);
    expect(serviceOf('extra_hosts:\n  a: 10.0.0.1\n  b: [10.0.0.2, "::1"]').extraHosts).toEqual([
      { key: 'a', value: '10.0.0.1', path: ['extra_hosts', 'a'] },
      { key: 'b', value: '10.0.0.2', path: ['extra_hosts', 'b', 0] },
      { key: 'b', value: '::1', path: ['extra_hosts', 'b', 1] },
    ]);
  });

  it.each([
    ['command: run --all', 'run --all'],
    ['command: [run, "--port", 80]', 'run --port 80'],
    ['command: []', null],
    ['command:', null],
  ])('%s', (body, command) => {
    expect(serviceOf(body).command).toBe(command);
    expect(serviceOf(body.replace('command', 'entrypoint')).entrypoint).toBe(command);
  });

  it.each([
    ['test: curl localhost', 'curl localhost'],
    ['test: [CMD, curl, localhost]', 'curl localhost'],
    ['test: ["CMD-SHELL", "curl localhost || exit 1"]', 'curl localhost || exit 1'],
    ['test: [NONE]', null],
    ['disable: true', null],
    ['interval: 5s', null],
  ])('healthcheck %s', (body, test) => {
    expect(serviceOf(`healthcheck:\n  ${body}`).healthcheck).toBe(test);
  });

  it.each([
    ['true', true],
    ['"yes"', true],
    ['On', true],
    ['y', true],
    ['FALSE', false],
    ['"no"', false],
    ['off', false],
    ['N', false],
    ['"1"', 'unknown'],
    ['1', 'unknown'],
    ['${UNSET}', 'unknown'],
    ['${UNSET:-true}', true],
    ['[true]', 'unknown'],
    ['', false],
  ])('privileged: %s', (value, expected) => {
    expect(serviceOf(`privileged: ${value}`).privileged).toBe(expected);
  });

  it.each([
    ['data:/var/lib', 'volume data /var/lib rw'],
    ['data:/var/lib:ro', 'volume data /var/lib ro'],
    ['/cache', 'volume  /cache rw'],
    ['./src:/app:ro,z', 'bind ./src /app ro'],
    ['../up:/app', 'bind ../up /app rw'],
    ['~/x:/x', 'bind ~/x /x rw'],
    ['/var/run/docker.sock:/var/run/docker.sock', 'bind /var/run/docker.sock /var/run/docker.sock rw'],
    ['${DIR}/x:/x', 'bind /x /x rw'],
    ['${SET}/x:/x', 'bind /srv/x /x rw'],
    ['C:\\data:/data:ro', 'bind C:\\data /data ro'],
    ['C:/data:/data', 'bind C:/data /data rw'],
    ['a:/data', 'volume a /data rw'],
    ['./a:/data/', 'bind ./a /data rw'],
  ])('volume %s', (text, expected) => {
    const mounts = serviceOf(`volumes:\n  - '${text}'`, { SET: '/srv' }).mounts;
    expect(mounts.map((m) => `${m.type} ${m.source} ${m.target} ${m.readOnly ? 'ro' : 'rw'}`)).toEqual([
      expected,
    ]);
    expect(mounts[0]?.path).toEqual(['volumes', 0]);
  });

  it('reads long volumes and devices', () => {
    const service = serviceOf(`
volumes:
  - { type: bind, source: /run, target: /r, read_only: "yes" }
  - { type: tmpfs, target: /tmp }
  - { type: npipe, source: p, target: q }
devices: [/dev/kvm, { source: /dev/a, target: /dev/b, permissions: r }]
`);
    expect(service.mounts.map((m) => [m.type, m.source, m.target, m.readOnly])).toEqual([
      ['bind', '/run', '/r', true],
      ['tmpfs', '', '/tmp', false],
      ['other', 'p', 'q', false],
    ]);
    expect(service.devices).toEqual(['/dev/kvm', '/dev/a:/dev/b:r']);
  });

  it.each([
    ['scale: 3', 3],
    ['scale: "2"', 2],
    ['scale: 0', 0],
    ['scale: 2.0', 2],
    ['scale: 010', 8],
    ['scale: "02"', 2],
    ['scale: -1', -1],
    ['scale: ${N:-4}', 4],
    ['scale: ${UNSET}', 1],
    ['deploy: { replicas: 5 }', 5],
    ['scale: 2\ndeploy: { replicas: 5 }', 2],
    ['deploy: {}', 1],
  ])('%s', (body, replicas) => {
    expect(serviceOf(body).replicas).toBe(replicas);
  });

  it('reads empty texts as said by nobody', () => {
    expect(serviceOf('user: "${UID}"\nimage: ""')).toMatchObject({ user: null, image: null, unset: ['UID'] });
    expect(serviceOf('user: 1000').user).toBe('1000');
  });

  it('reads extends and tags', () => {
    expect(serviceOf('extends: base').extendsFrom).toEqual({ service: 'base', file: null });
    expect(serviceOf('extends: { service: base, file: b.yaml }').extendsFrom).toEqual({
      service: 'base',
      file: 'b.yaml',
    });
    expect(serviceOf('x-bulkhead: { tier: data, needs: [db], external: true }').tags).toEqual({
      tier: 'data',
      needs: ['db'],
      external: true,
    });
    expect(serviceOf('x-bulkhead: { tier: other }').tags).toEqual({ tier: null, needs: [], external: false });
  });

  it('follows merge keys and aliases everywhere', () => {
    const { services } = topologyOf(`
x-base: &base
  image: base
  user: app
  environment: &env { A: "1", B: "2" }
services:
  web:
    <<: *base
    image: web
    environment:
      <<: *env
      B: "3"
`);
    expect(services.get('web')).toMatchObject({
      image: 'web',
      user: 'app',
      environment: [
        { key: 'B', value: '3' },
        { key: 'A', value: '1' },
      ],
    });
  });

  it('collects unset variables from deep inside, sorted, and stays quick where anchors multiply', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `  l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`).join(
      '\n',
    );
    const service = serviceOf(`x-many:\n  l0: &l0 ["\${Z}"]\n${levels}\nimage: "$A:\${B:-1}"`);
    expect(service.unset).toEqual(['A', 'Z']);
  });
});

describe('what reaches the host beside mounts', () => {
  it('reads how mounts spread, in both forms', () => {
    const mounts = serviceOf(
      'volumes: ["/a:/a:ro,rslave", "/b:/b", "v:/v", "/x", {type: bind, source: /c, target: /c, bind: {propagation: "${P:-shared}"}}]',
    ).mounts;
    expect(mounts.map(({ propagation }) => propagation)).toEqual(['rslave', null, null, null, 'shared']);
  });

  it('reads configs and secrets with the place where Compose puts them', () => {
    expect(
      serviceOf(
        'configs: [a, {source: b, target: /x//b}]\nsecrets: [c, {source: d, target: e}, {target: /no}]',
      ).grantedFiles.map(({ kind, source, target, path }) => [kind, source, target, path.join('.')]),
    ).toEqual([
      ['configs', 'a', '/a', 'configs.0'],
      ['configs', 'b', '/x/b', 'configs.1'],
      ['secrets', 'c', '/run/secrets/c', 'secrets.0'],
      ['secrets', 'd', '/run/secrets/e', 'secrets.1'],
    ]);
  });

  it('reads rights of hooks and of the build, and rules for devices', () => {
    const service = serviceOf(
      'build: {context: ., privileged: "${YES:-true}"}\npost_start: [{command: a}, {command: b, privileged: true}]\npre_stop: [{command: c, privileged: "${NOT}"}]\ndevice_cgroup_rules: ["a *:* rwm"]',
    );
    expect(service.buildPrivileged).toBe(true);
    expect(service.hooks.map(({ kind, privileged }) => `${kind} ${privileged}`)).toEqual([
      'post_start false',
      'post_start true',
      'pre_stop unknown',
    ]);
    expect(service.deviceCgroupRules).toEqual(['a *:* rwm']);
  });
});
