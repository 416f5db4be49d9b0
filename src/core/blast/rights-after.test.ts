import { describe, expect, it } from 'vitest';
import { parseOperation } from '../compose/operations/operation-text.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { workspaceAfter } from '../compose/workspace/plan/plan-in-workspace.ts';
import { lostRights } from './lost-rights.ts';
import { rightsLostBy } from './rights-after.ts';

const socket = '/var/run/docker.sock:/var/run/docker.sock';

/** Returns what stops by operations on the service `s`: as told before they are planned, and by the file after them. */
function stops(service: string, ...texts: readonly string[]): readonly string[] {
  const workspace = openAlone(`services:\n  s: ${service}\n`);
  const operations = texts.map((text) => {
    const read = parseOperation(text);
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  });
  const told = rightsLostBy(operations, workspace.topology);
  const after = workspaceAfter(workspace, operations);
  if (!after.ok) throw new Error(after.error.message);
  const [before, now] = [workspace, after.value].map(({ topology }) => topology.services.get('s'));
  expect(before && now && lostRights(before, now)).toEqual(told);
  return told;
}

describe('what stops working', () => {
  it.each([
    [
      'a firewall keeps its rules where it keeps NET_ADMIN',
      '{image: "mailcow/netfilter:1", privileged: true}',
      ['unset=s:privileged', 'cap-add=s:NET_ADMIN'],
      ['s can no longer load kernel modules or set sysctls'],
    ],
    [
      'and loses them without it',
      '{image: "mailcow/netfilter:1", privileged: true}',
      ['unset=s:privileged'],
      ['s can no longer set firewall rules, load kernel modules or set sysctls'],
    ],
    [
      'a program that starts containers starts none without the socket',
      `{image: "portainer/portainer-ce:2", volumes: ["${socket}"]}`,
      [`unset=s:volumes:${socket}`],
      ['s can no longer start or stop other containers'],
    ],
    [
      'a program that lists containers lists them through a proxy',
      `{image: "amir20/dozzle:v8", volumes: ["${socket}"]}`,
      [`unset=s:volumes:${socket}`, 'env=s:DOCKER_HOST:tcp://socket-proxy:2375'],
      [],
    ],
    [
      'and lists none without one',
      `{image: "amir20/dozzle:v8", volumes: ["${socket}"]}`,
      [`unset=s:volumes:${socket}`],
      ['s no longer sees other containers'],
    ],
    [
      'a mount that becomes read-only is still read',
      '{image: "a:1", volumes: ["/etc:/host/etc"]}',
      ['volume=s:/etc:/host/etc:ro'],
      ['s can no longer write to /etc of the host'],
    ],
    [
      'a capability is told by what it is for',
      '{image: "a:1", cap_add: [NET_ADMIN]}',
      ['cap-unadd=s:NET_ADMIN'],
      ['s can no longer change interfaces, routes and firewall rules'],
    ],
    [
      'a capability that was granted anyway is no loss',
      '{image: "a:1", cap_add: [CHOWN]}',
      ['cap-unadd=s:CHOWN'],
      [],
    ],
    ['dropping all of them is hardening', '{image: "a:1"}', ['cap-drop=s:ALL'], []],
    [
      'the network of the host',
      '{image: "a:1", network_mode: host}',
      ['mode=s:networks:default'],
      ['s no longer has the interfaces and the loopback of the host'],
    ],
    [
      'a port that closes is told by the difference',
      '{image: "a:1", ports: ["80:80"]}',
      ['unpublish=s:80/tcp'],
      [],
    ],
  ])('%s', (_, service, operations, expected) => {
    expect(stops(service, ...operations)).toEqual(expected);
  });
});
