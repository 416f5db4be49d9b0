// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { describe, expect, it } from 'vitest';
import { serviceOf } from '../testing/topology-of.ts';
import { serviceProblems } from './service-problems.ts';

/** Returns `place: message. advice` for each problem of a service with an image and these lines; the place without `services/web/`. */
function problemsIn(body: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  const service = serviceOf(`image: x\n${body}`, values);
  return serviceProblems(service, new Map(Object.entries(values))).map(
    ({ path, message, advice }) =>
      `${path.slice(2).join('/')}: ${message.replace("service 'web': ", '')}. ${advice}`,
  );
}

describe('what Compose takes', () => {
  it.each([
    'volumes: [/a, "v:/a", "./v:/a:ro,z", "a:b", "C:\\\\a:/b:ro", ":", "a::/c"]',
    'volumes: [{ type: tmpfs, target: /a }, { type: volume, target: /b }, { type: bind, source: "", target: /c }]',
    'volumes: ["${SET}:/a"]',
    'devices: [/dev/a, "/dev/a:/dev/b:rwm", "", { source: a, target: b }]',
    'gpus: [{ count: 1 }, { device_ids: ["0"] }]',
    'extra_hosts: ["a=1.1.1.1", "a:1.1.1.1", "a=", "a:::1"]',
    'extra_hosts: { a: "" }',
    'expose: [80, "80:80", "3000-3005", ""]',
    'healthcheck: { test: [] }',
    'healthcheck: { test: [CMD-SHELL, a, b] }',
    'healthcheck: { test: curl }',
    'healthcheck: { test: ["${U:-CMD}", a] }',
    'develop: { watch: [{ path: a, action: rebuild }, { path: a, action: restart }, { path: a, action: sync, target: /a }] }',
    'build: { dockerfile: a, platforms: [linux/amd64] }\nplatform: linux/amd64',
  ])('%s', (body) => {
    expect(problemsIn(body, { SET: 'v' })).toEqual([]);
  });
});

describe('volumes', () => {
  const advice = 'Write "SOURCE:TARGET" or "SOURCE:TARGET:ro", or only a target.';
  it.each([
    ['volumes: [""]', `volumes/0: the volume '' cannot be read: it is empty. ${advice}`],
    [
      'volumes: [":/a"]',
      `volumes/0: the volume ':/a' cannot be read: a part before, between or after its colons is empty. ${advice}`,
    ],
    [
      'volumes: [a, "ab:/c:ro:d"]',
      `volumes/1: the volume 'ab:/c:ro:d' cannot be read: it has too many colons. ${advice}`,
    ],
    [
      'volumes: ["${UNSET}:/a"]',
      "volumes/0: the volume '${UNSET}:/a' cannot be read: a part before, between or after its colons is empty. Give UNSET a value or a default.",
    ],
    [
      'volumes: [{ type: bind, source: /a }]',
      "volumes/0: item 1 of 'volumes' lacks the key 'target'. Add 'target'.",
    ],
    [
      'volumes: [{ type: bind, target: /a }]',
      "volumes/0: item 1 of 'volumes' lacks the key 'source'. Add 'source'.",
    ],
  ])('%s', (body, expected) => {
    expect(problemsIn(body)).toEqual([expected]);
  });
});

describe('devices', () => {
  it.each([
    [
      'devices: ["a:b:c:d"]',
      "devices/0: the device 'a:b:c:d' has too many colons. Use the long form with source, target and permissions.",
    ],
    ['devices: [{ source: a }]', "devices/0: item 1 of 'devices' lacks the key 'target'. Add 'target'."],
    [
      'gpus: [{ count: 1, device_ids: ["0"] }]',
      "gpus/0: service 'web' sets both count and device_ids for one reservation. Keep one of the two.",
    ],
    [
      'deploy: { resources: { reservations: { devices: [{ capabilities: [gpu], count: all, device_ids: ["0"] }] } } }',
      "deploy/resources/reservations/devices/0: service 'web' sets both count and device_ids for one reservation. Keep one of the two.",
    ],
  ])('%s', (body, expected) => {
    expect(problemsIn(body)).toEqual([expected]);
  });
});

describe('items that say nothing Compose can use', () => {
  it.each([
    ['extra_hosts: [a]', `extra_hosts/0: the host 'a' needs a name and an address. Write "NAME=ADDRESS".`],
    [
      'extra_hosts: ["=1.1.1.1"]',
      `extra_hosts/0: the host '=1.1.1.1' needs a name and an address. Write "NAME=ADDRESS".`,
    ],
    [
      'expose: [80, 1.5]',
      `expose/1: item 2 of 'expose' is not a port. Write a port number, or a range such as "3000-3005".`,
    ],
    [
      'expose: [true]',
      `expose/0: item 1 of 'expose' is not a port. Write a port number, or a range such as "3000-3005".`,
    ],
    [
      'links: ["a:b:c"]',
      `links/0: the link 'a:b:c' has too many colons. Write "SERVICE" or "SERVICE:ALIAS".`,
    ],
    [
      'healthcheck: { test: [curl, a] }',
      "healthcheck/test/0: 'healthcheck.test' starts with 'curl'. Start the list with CMD, CMD-SHELL or NONE, or write the command as one string.",
    ],
    [
      'develop: { watch: [{ path: a, action: sync }] }',
      "develop/watch/0: item 1 of 'develop.watch' has no target. Add 'target' to it.",
    ],
    [
      'develop: { watch: [{ path: "", action: rebuild }] }',
      "develop/watch/0: item 1 of 'develop.watch' has no path. Add 'path' to it.",
    ],
  ])('%s', (body, expected) => {
    expect(problemsIn(body)).toEqual([expected]);
  });
});

describe('builds', () => {
  it.each([
    [
      'build: { dockerfile: a, dockerfile_inline: b }',
      "build/dockerfile_inline: service 'web' has both dockerfile and dockerfile_inline. Keep one of the two.",
    ],
    [
      'build: { platforms: [linux/arm64] }\nplatform: linux/amd64',
      "build/platforms: service 'web' runs on 'linux/amd64', but its build does not target that platform. Add 'linux/amd64' to build.platforms.",
    ],
  ])('%s', (body, expected) => {
    expect(problemsIn(body)).toEqual([expected]);
  });
});
