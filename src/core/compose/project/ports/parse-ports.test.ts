// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.

import { describe, expect, it } from 'vitest';
import { serviceOf } from '../testing/topology-of.ts';
import { parseShortPort } from './parse-ports.ts';
import { eachPort } from './port-range.ts';

function only(item: string, values = {}) {
  const [port] = serviceOf(`ports:\n  - ${item}`, values).ports;
  if (port === undefined) throw new Error('no item');
  const bindings = port.bindings.map((b) => `${b.hostIp}|${b.hostPort}|${b.containerPort}/${b.protocol}`);
  return { ...port, bindings };
}

describe('short items', () => {
  it.each([
    ['80', ['||80/tcp']],
    ['"80"', ['||80/tcp']],
    ['8080:80', ['|8080|80/tcp']],
    ['22:22', ['|22|22/tcp']],
    ['56:40', ['|56|40/tcp']],
    ['0120', ['||80/tcp']],
    ['0x50', ['||80/tcp']],
    ['8_0', ['||80/tcp']],
    ['+80', ['||80/tcp']],
    ['"${UNSET}:80"', ['||80/tcp']],
    ['"${UNSET:-8080}:80"', ['|8080|80/tcp']],
    ['"${SET}"', ['127.0.0.1|1|2/udp']],
    ['"${A:-1}:${B:-2}/${C:-udp}"', ['|1|2/udp']],
  ])('%s', (item, expected) => {
    expect(only(item, { SET: '127.0.0.1:1:2/udp' })).toMatchObject({
      form: 'short',
      bindings: expected,
      problem: null,
    });
  });

  it('keeps the text as written and its unset variables', () => {
    expect(only('"${IP}:${HOST:-1}:2"')).toMatchObject({ raw: '${IP}:${HOST:-1}:2', unset: ['IP'] });
  });

  it.each([
    ['80.5', 'not a whole number'],
    ['80.0', 'not a whole number'],
    ['080', 'not a whole number'],
    ['-80', 'not a container port'],
    ['{ target: 80, published: 08080 }', 'not a host port'],
    ['""', 'container port is missing'],
    ['true', 'neither a number'],
    ['', 'neither a number'],
    ['[80]', 'neither a number'],
    ['"${A B}:80"', 'not a valid variable'],
    ['"80:${UNSET}"', 'container port is missing'],
  ])('%s is refused', (item, reason) => {
    expect(only(item).problem).toContain(reason);
    expect(only(item).bindings).toEqual([]);
  });
});

describe('long items', () => {
  it.each([
    ['{ target: 80 }', ['||80/tcp'], '80'],
    ['{ target: 8e1 }', ['||80/tcp'], '8e1'],
    ['{ target: "80", published: 8080 }', ['|8080|80/tcp'], '8080:80'],
    ['{ target: 80, published: "8080-8090" }', ['|8080-8090|80/tcp'], '8080-8090:80'],
    ['{ target: 80, published: "8080", host_ip: 127.0.0.1 }', ['127.0.0.1|8080|80/tcp'], '127.0.0.1:8080:80'],
    ['{ target: 53, host_ip: "::1", protocol: udp }', ['::1||53/udp'], '[::1]::53/udp'],
    ['{ target: 80, published: 0, mode: host, name: web, app_protocol: http, x-a: 1 }', ['||80/tcp'], '0:80'],
    ['{ target: 80, published: "${UNSET}" }', ['||80/tcp'], '${UNSET}:80'],
    ['{ target: 80, protocol: foo }', ['||80/foo'], '80/foo'],
  ])('%s', (item, expected, raw) => {
    expect(only(item)).toMatchObject({ form: 'long', bindings: expected, raw, problem: null });
  });

  it.each([
    ['{ published: 80 }', 'target port is missing'],
    ['{ target: 80-81 }', "'80-81' is not one port number"],
    ['{ target: 70000 }', "'70000' is not a container port"],
    ['{ target: 80, host: 1 }', "'host' is not a key"],
    ['{ target: 80, published: web }', "'web' is not a host port"],
    ["{ target: 80, host_ip: '[::1]' }", "'[::1]' is not an IP address"],
    ['{ target: 80, host_ip: localhost }', "'localhost' is not an IP address"],
  ])('%s is refused', (item, reason) => {
    expect(only(item).problem).toContain(reason);
  });
});

it('numbers the items by their place in the list', () => {
  const { ports } = serviceOf('ports: ["80", "bad", "1-2"]');
  expect(ports.map((port) => [port.index, port.bindings.length])).toEqual([
    [0, 1],
    [1, 0],
    [2, 1],
  ]);
});

/** Returns `IP|HOST|CONTAINER/PROTOCOL` for each binding. */
function bindings(text: string): readonly string[] {
  const reading = parseShortPort(text);
  expect(reading.problem).toBeNull();
  const each = reading.bindings.flatMap((range) => [...eachPort(range)]);
  return each.map((port) => `${port.hostIp}|${port.hostPort}|${port.containerPort}/${port.protocol}`);
}

describe('the short syntax of ports', () => {
  it.each([
    ['80', ['||80/tcp']],
    [':80', ['||80/tcp']],
    ['0:80', ['||80/tcp']],
    ['8080:80', ['|8080|80/tcp']],
    ['22:22', ['|22|22/tcp']],
    ['3000-3005', [0, 1, 2, 3, 4, 5].map((n) => `||300${n}/tcp`)],
    ['0-2:80-82', ['||80/tcp', '|1|81/tcp', '|2|82/tcp']],
    ['+8080:+80', ['|8080|80/tcp']],
    ['9090-9091:8080-8081', ['|9090|8080/tcp', '|9091|8081/tcp']],
    ['8000-9000:80', ['|8000-9000|80/tcp']],
    ['8000-8000:80', ['|8000|80/tcp']],
    ['127.0.0.1:8001:8001', ['127.0.0.1|8001|8001/tcp']],
    ['127.0.0.1::80', ['127.0.0.1||80/tcp']],
    ['127.0.0.1:5000-5001:5000-5001/udp', ['127.0.0.1|5000|5000/udp', '127.0.0.1|5001|5001/udp']],
    ['[::1]:6001:6001', ['::1|6001|6001/tcp']],
    ['[::]:6001:6001', ['::|6001|6001/tcp']],
    ['::1:6000:6000', ['::1|6000|6000/tcp']],
    ['[2001:db8::192.0.2.1]:80:80', ['2001:db8::192.0.2.1|80|80/tcp']],
    ['8080:80/UDP', ['|8080|80/udp']],
    ['9:9/sctp', ['|9|9/sctp']],
    ['65535:65535', ['|65535|65535/tcp']],
  ])('%s', (text, expected) => {
    expect(bindings(text)).toEqual(expected);
  });

  it.each([
    ['', 'container port is missing'],
    ['80:', 'container port is missing'],
    ['localhost:80:80', "'localhost' is not an IP address"],
    ['256.0.0.1:80:80', "'256.0.0.1' is not an IP address"],
    ['[::1:80:80', 'is not an IP address'],
    ['1.2.3.4:80', "'1.2.3.4' is not a host port"],
    ['70000:80', "'70000' is not a host port"],
    ['80:70000', "'70000' is not a container port"],
    ['80.5', "'80.5' is not a container port"],
    ['8000-8002:80-81', 'differ in length'],
    ['81-80', "'81-80' is not a container port"],
    ['80/icmp', "'icmp' is not a protocol"],
    ['80/tcp:80', "'80/tcp' is not a host port"],
    ['web', "'web' is not a container port"],
    ['-80', "'-80' is not a container port"],
  ])('%s is refused', (text, reason) => {
    const reading = parseShortPort(text);
    expect(reading.bindings).toEqual([]);
    expect(reading.problem).toContain(reason);
  });
});
