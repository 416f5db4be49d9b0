import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { findDangers, rootOnHost } from './dangers.ts';

/** Returns the dangers of service `a` as lines: kind, `?` when uncertain, `!` when it is root on the host, facts. */
function of(keys: string, rest = ''): readonly string[] {
  const workspace = openAlone(`services:\n  a: { image: p, ${keys} }\n${rest}`);
  const dangers = findDangers(workspace, workspace.topology).get('a') ?? [];
  return dangers.map(
    ({ kind, certain, rootOnHost: root, facts }) =>
      `${kind}${certain ? '' : '?'}${root ? '!' : ''}: ${facts.join(' and ')}`,
  );
}

describe('findDangers', () => {
  it.each([
    [
      'volumes: ["/var/run/docker.sock:/s:ro"]',
      ['socket!: holds the socket of the container runtime, read-only or not'],
    ],
    ['use_api_socket: true', ['socket!: gets the socket of the container runtime']],
    ['volumes: ["/run/dbus:/d"]', ['socket!: holds /run/dbus, which commands the host, read-only or not']],
    ['privileged: true', ['privileged!: is privileged']],
    ['cap_add: [SYS_ADMIN]', ['root!: has SYS_ADMIN, which reaches the host']],
    ['devices: ["/dev/mem"]', ['root!: uses the device /dev/mem of the host']],
    ['volumes: ["/etc:/host"]', ['host-path!: writes /etc of the host']],
    ['volumes: ["/proc:/host/proc:ro"]', ['host-path: reads /proc of the host']],
    ['network_mode: host', ["host-net: uses the host's own network, its loopback included"]],
  ])('%s', (keys, expected) => {
    expect(of(keys)).toEqual(expected);
  });

  it('names each kind once, with every fact behind it, the gravest kind first', () => {
    expect(of('network_mode: host, privileged: true, volumes: ["/etc:/e:ro", "/proc:/p:ro"]')).toEqual([
      'privileged!: is privileged',
      'host-path: reads /etc of the host and reads /proc of the host',
      "host-net: uses the host's own network, its loopback included",
    ]);
  });

  it('finds a socket behind a named volume, a config and a secret', () => {
    const volume = 'volumes: { s: { driver_opts: { type: none, o: bind, device: /var/run/docker.sock } } }';
    expect(of('volumes: ["s:/x"]', volume)).toHaveLength(1);
    const secret = 'secrets: { s: { file: /run/podman/podman.sock } }';
    expect(of('secrets: [s]', secret)).toEqual(['socket!: is given /run/podman/podman.sock of the host']);
  });

  it('keeps what depends on a value that is not set as not certain', () => {
    expect(of('privileged: "${P}"')).toEqual(['privileged?!: is privileged']);
    expect(of('cap_add: ["${C}"]')).toEqual(['root?!: is given the capability ${C}, which is not set']);
  });

  it('does not take the certain for doubtful because of another of its kind', () => {
    expect(of('volumes: ["/etc:/e", "${X}:/y"]')).toEqual(['host-path!: writes /etc of the host']);
  });

  it('says nothing of an ordinary service', () => {
    expect(of('cap_add: [NET_ADMIN], devices: ["/dev/dri"], volumes: ["./etc:/etc", "d:/data"]')).toEqual([]);
  });
});

describe('rootOnHost', () => {
  const answer = (keys: string): boolean | 'unknown' => {
    const workspace = openAlone(`services:\n  a: { image: p, ${keys} }\n`);
    return rootOnHost(findDangers(workspace, workspace.topology).get('a'));
  };

  it.each([
    ['privileged: true', true],
    ['privileged: "${P}"', 'unknown'],
    ['privileged: "${P}", volumes: ["/run/docker.sock:/s"]', true],
    ['network_mode: host', false],
    ['volumes: ["/etc:/e:ro"]', false],
    ['restart: always', false],
  ])('%s: %s', (keys, expected) => {
    expect(answer(keys)).toBe(expected);
  });
});
