import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { topologyOf } from '../reach/testing/reach-of.ts';
import { escapes } from './escapes.ts';
import { hostSockets } from './runtime-sockets.ts';

function of(keys: string, rest = ''): readonly string[] {
  const workspace = openAlone(`services: { a: { image: p, cap_drop: [NET_RAW], ${keys} } }\n${rest}`);
  const { topology } = workspace;
  const service = topology.services.get('a');
  if (!service) throw new RangeError('no service a');
  return escapes(topology, service, hostSockets(workspace)).map(
    ({ rule, grade, text, certain, at }) =>
      `${rule} ${grade}${certain ? '' : '?'}: ${text} (${at.slice(2).join('.')})`,
  );
}

describe('escapes', () => {
  it.each([
    ['network_mode: host', ["P1 network: uses the host's own network, its loopback included (network_mode)"]],
    [
      'volumes: ["/run/docker.sock:/x:ro"]',
      [
        'P2 host: holds the socket of the container runtime, read-only or not (volumes.0)',
        'P12 weakens?: runs as root ()',
      ],
    ],
    [
      'use_api_socket: true, user: "1000"',
      ['P2 host: gets the socket of the container runtime (use_api_socket)'],
    ],
    [
      'privileged: true, user: root',
      ['P3 host: is privileged (privileged)', 'P12 weakens: runs as root (user)'],
    ],
    ['pid: host', ['P4 weakens: sees every process of the host (pid)']],
    [
      'user: "1000", volumes: ["/run/dbus:/d:ro"], device_cgroup_rules: ["c 189:* rwm", "a *:* rwm"]',
      [
        'P2 host: holds /run/dbus, which commands the host, read-only or not (volumes.0)',
        "P8 host: may use devices through 'a *:* rwm' (device_cgroup_rules.1)",
      ],
    ],
    [
      'user: "1000", post_start: [{ command: x, privileged: true }]',
      ['P3 host: runs a post_start hook privileged (post_start.0)'],
    ],
    [
      'user: "1000", cap_add: [SYS_PTRACE]',
      ['P5 weakens: has SYS_PTRACE, which helps to reach the host (cap_add.0)'],
    ],
    ['pid: "service:b"', ['P4 weakens: sees the processes of service:b (pid)']],
    [
      'cap_add: [CHOWN, SYS_ADMIN]',
      ['P5 host: has SYS_ADMIN, which reaches the host (cap_add.1)', 'P12 weakens?: runs as root ()'],
    ],
    ['cap_add: [SYS_ADMIN], user: "1000"', ['P5 weakens: has SYS_ADMIN, which reaches the host (cap_add.0)']],
    [
      'cap_add: [NET_ADMIN]',
      ['P6 network: may set routes, forward and listen on its networks (NET_ADMIN) (cap_add)'],
    ],
    [
      'volumes: ["/etc:/host/etc", "/etc/localtime:/etc/localtime", "/srv/data:/data"]',
      ['P8 host: writes /etc of the host (volumes.0)', 'P12 weakens?: runs as root ()'],
    ],
    ['volumes: ["/proc:/host/proc:ro"]', ['P8 weakens: reads /proc of the host (volumes.0)']],
    [
      'devices: ["/dev/sda:/dev/sda", "/dev/ttyUSB0", "/dev/dri"]',
      [
        'P8 host: uses the device /dev/sda of the host (devices.0)',
        'P8 weakens: uses the device /dev/ttyUSB0 of the host (devices.1)',
        'P12 weakens?: runs as root ()',
      ],
    ],
    ['security_opt: ["seccomp:unconfined"]', ['P9 weakens: runs with seccomp:unconfined (security_opt.0)']],
    ['userns_mode: host', ['P10 weakens: keeps the user ids of the host (userns_mode)']],
    [
      'network_mode: bridge',
      ['P11 unknown: is on the default bridge, together with any other container there (network_mode)'],
    ],
  ])('%s', (keys, expected) => {
    expect(of(keys)).toEqual(expected);
  });

  it('P7: raw sockets are there by default', () => {
    const topology = topologyOf('services: { a: { image: p } }');
    const service = topology.services.get('a');
    expect(service && escapes(topology, service)).toEqual([
      {
        rule: 'P7',
        grade: 'weakens',
        certain: true,
        text: 'may listen to neighbours and forge their addresses (NET_RAW, there by default)',
        at: ['services', 'a'],
      },
    ]);
  });

  it('P11: an external network has members that the file does not name', () => {
    const topology = topologyOf(
      'services: { a: { image: p, networks: [n], cap_drop: [ALL] } }\nnetworks: { n: { external: true } }',
    );
    const service = topology.services.get('a');
    expect(service && escapes(topology, service).map(({ rule, grade }) => [rule, grade])).toEqual([
      ['P11', 'unknown'],
    ]);
  });

  it('P2: a config or secret may be a socket', () => {
    const files =
      'configs: { api: { file: /run/podman/podman.sock } }\nsecrets: { bus: { file: /run/dbus/system_bus_socket } }';
    expect(of('configs: [api], secrets: [bus], user: "1"', files)).toEqual([
      'P2 host: is given /run/podman/podman.sock of the host (configs.0)',
      'P2 host: is given /run/dbus/system_bus_socket of the host (secrets.0)',
    ]);
    // An entry of another kind with the same name, and a file that is not a socket.
    expect(
      of('secrets: [api], user: "1"', `${files.replace('bus:', 'api:').replace('/run/dbus/', './')}`),
    ).toEqual([]);
  });

  it('P2: a named volume may hold a socket', () => {
    const volume = 'volumes: { sock: { driver_opts: { type: none, o: bind, device: /run/docker.sock } } }';
    expect(of('volumes: ["sock:/run/x"], user: "1"', volume)).toEqual([
      'P2 host: holds the socket of the container runtime, read-only or not (volumes.0)',
    ]);
  });

  it('a value that is unknown is not certain', () => {
    expect(of('privileged: "${P}", user: "1"')).toEqual(['P3 host?: is privileged (privileged)']);
  });

  it('an ordinary service has none', () => {
    expect(of('volumes: ["./etc:/etc", "/home/me/proc:/data"], ports: ["80:80"]')).toEqual([]);
  });
});
