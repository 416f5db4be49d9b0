import { describe, expect, it } from 'vitest';
import { parseShortPort } from './parse-short-port.ts';

/** `IP|HOST|CONTAINER/PROTOCOL` of each binding. */
function bindings(text: string): readonly string[] {
  const reading = parseShortPort(text);
  expect(reading.problem).toBeNull();
  return reading.bindings.map(
    (port) => `${port.hostIp}|${port.hostPort}|${port.containerPort}/${port.protocol}`,
  );
}

describe('the short syntax of ports', () => {
  it.each([
    ['80', ['||80/tcp']],
    [':80', ['||80/tcp']],
    ['0:80', ['||80/tcp']],
    ['8080:80', ['|8080|80/tcp']],
    ['22:22', ['|22|22/tcp']],
    ['3000-3005', [0, 1, 2, 3, 4, 5].map((n) => `||300${n}/tcp`)],
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
