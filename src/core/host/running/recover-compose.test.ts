import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../compose/workspace/open-workspace.ts';
import type { ContainerJson } from './inspect-json.ts';
import { recoverCompose } from './recover-compose.ts';
import type { RunningHost } from './running-host.ts';
import { noProject, runningProjects } from './running-projects.ts';
import { recordedHost, runningHostOf } from './testing/recorded.ts';

function recovered(host: RunningHost, name: string, environment: 'names' | 'addresses' | 'values' = 'names') {
  const project = runningProjects(host).find((one) => one.name === name);
  if (!project) throw new Error(`no project ${name}`);
  return recoverCompose(host, project, environment);
}

/** Returns a host with one container that Docker alone made, with its own settings. */
function alone(more: {
  readonly config?: object;
  readonly host?: object;
  readonly endpoints?: object;
  readonly mounts?: ContainerJson['Mounts'];
}): string {
  const json = {
    Id: 'c0ffee0123456789',
    Name: '/one',
    Image: 'sha256:1',
    Config: { Image: 'example/one:1', Hostname: 'c0ffee012345', ...more.config },
    State: { Running: true, Status: 'running', ExitCode: 0 },
    HostConfig: { NetworkMode: 'bridge', Privileged: false, ...more.host },
    NetworkSettings: { Networks: more.endpoints ?? { bridge: {} } },
    Mounts: more.mounts ?? [],
  };
  return recovered(runningHostOf({ containers: [json], networks: [], images: [] }), noProject);
}

const lead = `# Recovered by Bulkhead from what runs: 1 container that no Compose project owns.
name: no-project
services:
  one:
    image: example/one:1
    container_name: one
`;

describe('recovering a compose file from what the lab recorded', () => {
  it('writes what a person said, and not what Compose or the image add', () => {
    expect(
      recovered(recordedHost, 'blog'),
    ).toBe(`# Recovered by Bulkhead from what runs: project blog, 3 containers.
name: blog
services:
  db:
    image: probe:1
    hostname: dbhost
    entrypoint: [/bin/sleep]
    command: ["1000000"]
    networks:
      back:
        ipv4_address: "10.91.0.5"
      default:
    mem_limit: 67108864
    healthcheck:
      test: [CMD, "true"]
      interval: "5s"
  ghost:
    image: probe:1
    command: [/bin/httpd, "-f", "-p", "2368", "-h", /etc]
    networks:
      default:
      proxy:
        aliases: [blog]
    links:
      - db:database
    cap_add: [NET_ADMIN]
    cap_drop: [CHOWN]
    security_opt: [no-new-privileges:true]
    read_only: true
    extra_hosts:
      - host.docker.internal:host-gateway
    dns: ["203.0.113.9"]
    sysctls:
      net.core.somaxconn: "1024"
    tmpfs:
      - /run
    # environment:  (values are left out; --with-environment writes them)
    #   DATABASE_URL:
    #   HOSTVAR:
    #   DB_HOST:
    depends_on: [db]
  side:
    image: probe:1
    command: [httpd, "-f", "-p", "99", "-h", /etc]
    network_mode: service:ghost
    depends_on:
      ghost:
        condition: service_started
        restart: true
networks:
  back:
    internal: true
    driver_opts:
      com.docker.network.bridge.enable_icc: "false"
    ipam:
      config:
        - subnet: "10.91.0.0/24"
  proxy:
    # made by project proxy, which must be up before
    external: true
`);
  });

  it('writes ports as they were asked for, volumes by name, and dollar signs for Compose', () => {
    expect(recovered(recordedHost, 'proxy')).toContain(`    ports:
      - "80:80"
      - "127.0.0.1:8081:81"
      - "127.0.0.1::82"
      - "9000/udp"
    restart: unless-stopped
`);
    expect(recovered(recordedHost, 'proxy')).toContain(
      '      traefik.http.routers.x.rule: "Host(`a.example`) && $${x}"\nnetworks:\n  proxy:\n    name: proxy\nvolumes:\n  acme: {}\n',
    );
    expect(recovered(recordedHost, 'proxy')).toContain(
      '      - acme:/acme\n      - /data\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n',
    );
    expect(recovered(recordedHost, 'proxy')).toMatch(/# \/data is in volume [0-9a-f]{64} without a name/);
  });

  it('writes replicas once, and leaves out what docker compose run made', () => {
    const text = recovered(recordedHost, 'scaled');
    expect(text).toContain('  w:\n    scale: 2\n    image: probe:1\n    ports:\n      - "9500-9501:80"\n');
    expect(text).toMatch(/# Left out: scaled-n-run-\w+, made by docker compose run\./);
    expect(text).toContain(
      '  "n":\n    image: probe:1\n    container_name: special\n    network_mode: none\n',
    );
  });

  it('takes containers without a project as they are, with the call that makes their network', () => {
    const text = recovered(recordedHost, noProject);
    expect(text).toContain('# Not running: done exited (0).\n');
    expect(text).toContain(
      "    # also on Docker's default bridge, which Compose takes alone as network_mode: bridge\n    networks: [handmade]\n",
    );
    expect(text).toContain(
      '  handmade:\n    # made by hand: docker network create --internal --label a=b handmade\n    external: true\n',
    );
    expect(text).not.toContain('SECRET: ');
  });

  it.each(['blog', 'proxy', 'scaled', noProject])('gives a model of %s without a problem', (name) => {
    for (const detail of ['names', 'addresses', 'values'] as const) {
      const texts = new Map([['a.yaml', recovered(recordedHost, name, detail)]]);
      const workspace = openWorkspace({ order: ['a.yaml'], texts, environment: new Map() });
      expect(workspace.problems).toEqual([]);
      expect(workspace.topology.unsetVariables).toEqual([]);
    }
  });
});

describe('environment of a recovered file', () => {
  it('has its values only when they are asked for', () => {
    for (const detail of ['names', 'addresses'] as const)
      expect(recovered(recordedHost, 'blog', detail)).not.toMatch(/secret|HOME/);
    expect(recovered(recordedHost, 'blog', 'values')).toContain(`    environment:
      DATABASE_URL: mysql://u:secret@db:3306/x
      HOSTVAR: "$$HOME"
      DB_HOST: db
`);
  });

  it('keeps for the analysis the addresses of containers of this host', () => {
    expect(recovered(recordedHost, 'blog', 'addresses')).toContain(`    environment:
      DATABASE_URL: tcp://db:3306
      HOSTVAR:
      DB_HOST: db
`);
  });
});

describe('recovering one container', () => {
  it.each<[string, Parameters<typeof alone>[0], string]>([
    ['the default bridge', {}, '    network_mode: bridge\n'],
    [
      'an entry point of its own, and with it the command',
      { config: { Entrypoint: ['/x'], Cmd: ['yes', 'a b', '$HOME'] } },
      '    entrypoint: [/x]\n    command: ["yes", a b, "$$HOME"]\n    network_mode: bridge\n',
    ],
    [
      'a container that it joins, by name where it is no part',
      { host: { NetworkMode: 'container:abc' }, endpoints: {} },
      '    network_mode: container:abc\n',
    ],
    [
      'IPv6 and several bindings',
      {
        host: {
          PortBindings: {
            '53/udp': [
              { HostIp: '::1', HostPort: '53' },
              { HostIp: '0.0.0.0', HostPort: '53' },
            ],
            '80/tcp': [{ HostIp: '', HostPort: '0' }],
          },
        },
      },
      '    network_mode: bridge\n    ports:\n      - "[::1]:53:53/udp"\n      - "0.0.0.0:53:53/udp"\n      - "80"\n',
    ],
    [
      'limits, devices and what it has no key for',
      {
        host: {
          NanoCpus: 1_500_000_000,
          Memory: 1024,
          MemorySwap: 1024,
          Devices: [{ PathOnHost: '/dev/dri', PathInContainer: '/dev/dri', CgroupPermissions: 'rwm' }],
          DeviceRequests: [{ Driver: 'nvidia', Count: -1, Capabilities: [['gpu']] }],
          RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
          PidMode: 'host',
          AutoRemove: true,
          PublishAllPorts: true,
        },
      },
      `    network_mode: bridge
    mem_limit: 1024
    pid: host
    memswap_limit: 1024
    cpus: 1.5
    devices:
      - /dev/dri:/dev/dri
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              count: all
              capabilities:
                - gpu
    restart: on-failure:3
    # set on the container, and not written here: AutoRemove, PublishAllPorts
`,
    ],
    [
      'mounts with colons, spread and foreign volumes',
      {
        mounts: [
          { Type: 'bind', Source: '/a:b', Destination: '/c', RW: false, Propagation: 'rslave' },
          { Type: 'bind', Source: '/d', Destination: '/e', RW: true, Propagation: 'rshared', Mode: 'Z' },
          { Type: 'volume', Name: 'media', Destination: '/m', RW: true },
          { Type: 'tmpfs', Destination: '/t', RW: true },
          { Type: 'image', Destination: '/u' },
        ],
      },
      `    network_mode: bridge
    # left out: /u, a mount of kind image
    volumes:
      - type: bind
        source: /a:b
        target: /c
        read_only: true
        bind:
          propagation: rslave
      - "/d:/e:rshared,Z"
      - media:/m
      - type: tmpfs
        target: /t
volumes:
  media:
    external: true
`,
    ],
    [
      'a line end in a label, which is no line of the file',
      { config: { Labels: { 'a\nb': 'c\n  privileged: true' }, Env: ['X\nY=1'] } },
      `    network_mode: bridge
    # environment:  (values are left out; --with-environment writes them)
    #   "X\\nY":
    labels:
      "a\\nb": "c\\n  privileged: true"
`,
    ],
  ])('writes %s', (_, more, text) => {
    expect(alone(more)).toBe(lead + text);
  });

  it('names a network that is gone as one that is asked for', () => {
    expect(alone({ host: { NetworkMode: 'gone' }, endpoints: {} })).toBe(
      `${lead}    networks: [gone]\nnetworks:\n  gone:\n    # not there now: docker network create gone\n    external: true\n`,
    );
  });
});
