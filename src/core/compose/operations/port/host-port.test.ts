import { describe, expect, it } from 'vitest';
import { editText } from '../../testing/edit-text.ts';

/** A service with items of `ports`, each written as given. */
function portsOf(...items: readonly string[]): string {
  const lines = items.map((item) => `      - ${item}\n`).join('');
  return `services:\n  web:\n    image: nginx\n    ports: # in front\n${lines}    restart: always\n`;
}

describe('host-port', () => {
  it.each([
    ['"8080:80" # the shop', '"8081:80" # the shop'],
    ["'8080:80'", "'8081:80'"],
    ['8080:80', '8081:80'],
    ['"127.0.0.1:8080:8080"', '"127.0.0.1:8081:8080"'],
    ['"[::1]:8080:80"', '"[::1]:8081:80"'],
    ['"${IP:-127.0.0.1}:8080:${PORT:-80}/tcp"', '"${IP:-127.0.0.1}:8081:${PORT:-80}/tcp"'],
    ['8080:80/tcp   # c', '8081:80/tcp   # c'],
    ['{ target: 80, published: 8080, mode: host } # c', '{ target: 80, published: 8081, mode: host } # c'],
    ['target: 80\n        published: "8080" # c', 'target: 80\n        published: "8081" # c'],
    ["published: '8080'\n        target: 80", "published: '8081'\n        target: 80"],
  ])('changes the digits of %s alone', (before, after) => {
    const around = ['"443:443"', before, '"90:90"'];
    expect(editText(portsOf(...around), 'host-port=web:8080:8081')).toBe(portsOf(...around.with(1, after)));
  });

  it.each([
    ['"8000-8002:80-82"', 'host-port=web:8000-8002:9000-9002', '"9000-9002:80-82"'],
    ['"8000-8002:80"', 'host-port=web:8000-8002:9000-9010', '"9000-9010:80"'],
    ['"8000-8002:80"', 'host-port=web:8000-8002:9000', '"9000:80"'],
    [
      '{target: 80, published: "8000-8002"}',
      'host-port=web:8000-8002:9000-9002',
      '{target: 80, published: "9000-9002"}',
    ],
    ['"53:53/udp"', 'host-port=web:53:5353/udp', '"5353:53/udp"'],
  ])('%s after %s', (before, operation, after) => {
    expect(editText(portsOf(before), operation)).toBe(portsOf(after));
  });

  it('moves one port on several addresses together, and one of two protocols alone', () => {
    const both = portsOf('"127.0.0.1:8080:80"', '"[::1]:8080:80"');
    expect(editText(both, 'host-port=web:8080:8081')).toBe(both.replaceAll('8080', '8081'));
    const two = portsOf('"53:53/tcp"', '"53:53/udp"');
    expect(editText(two, 'host-port=web:53:5353')).toBe(
      'refused: ambiguous\nhost-port=web:53:5353/tcp\nhost-port=web:53:5353/udp',
    );
    expect(editText(two, 'host-port=web:53:5353/udp')).toBe(two.replace('53:53/udp', '5353:53/udp'));
  });

  it.each([
    [['"${PORT:-8080}:80"'], 'refused: interpolated'],
    [['"127.0.0.1:8080:80"', '"10.0.0.1:8080:90"'], 'refused: ambiguous'],
    [['"8079-8081:79-81"'], 'refused: port-range\nhost-port=web:8079-8081:8080-8082'],
    [['"9000:80"'], 'refused: not-published'],
  ])('refuses %s', (items, refusal) => {
    expect(editText(portsOf(...items), 'host-port=web:8080:8081')).toBe(refusal);
  });

  it('refuses what is no number, and a range of another length', () => {
    expect(editText(portsOf('"8000-8002:80-82"'), 'host-port=web:8000-8002:9000-9001')).toBe(
      'refused: invalid-port',
    );
    expect(editText(portsOf('"8080:80"'), 'host-port=web:8080:70000')).toBe('refused: invalid-port');
    expect(editText(portsOf('"8080:80"'), 'host-port=web:8080:${PORT}')).toBe('refused: invalid-port');
  });

  it('changes nothing the second time', () => {
    const text = portsOf('8081:80');
    expect(editText(text, 'host-port=web:8080:8081')).toBe(text);
  });

  it('asks about ports that come from an anchor', () => {
    const text =
      'x-p: &p\n  - 8080:80\nservices:\n  a:\n    image: a\n    ports: *p\n  b:\n    image: b\n    ports: *p\n';
    expect(editText(text, 'host-port=a:8080:8081')).toBe(
      'refused: alias-shared\nown=host-port=a:8080:8081\nat-anchor=host-port=a:8080:8081',
    );
    expect(editText(text, 'at-anchor=host-port=a:8080:8081')).toBe(text.replace('8080', '8081'));
  });
});

describe('other edits of a port keep how it is written', () => {
  it.each([
    ['8080:80 # c', 'remap=web:80:8000', '8080:8000 # c'],
    ["'8080:80' # c", 'remap=web:80:8000', "'8080:8000' # c"],
    ['{target: "80", published: "8080"} # c', 'remap=web:80:8000', '{target: "8000", published: "8080"} # c'],
    ['8080:80 # c', 'bind=web:8080:127.0.0.1', '127.0.0.1:8080:80 # c'],
    ['8080:80 # c', 'bind=web:8080:::1', '"[::1]:8080:80" # c'],
    [
      "{target: 80, published: 8080, host_ip: '10.0.0.1'}",
      'bind=web:8080:127.0.0.1',
      "{target: 80, published: 8080, host_ip: '127.0.0.1'}",
    ],
    // Readers of YAML 1.1 take 80:22 for a number.
    ['80:2222', 'remap=web:2222:22', '"80:22"'],
  ])('%s after %s', (before, operation, after) => {
    expect(editText(portsOf(before), operation)).toBe(portsOf(after));
  });
});

describe('edits of other values keep quotes, comments and places', () => {
  const text = `services:
  web:
    image: 'nginx:1' # the shop
    user: '1000' # not root
    read_only: "false" # not yet
    environment:
      - LOG=info # loud
      - 'A=1'
    networks:
      back: # data
        gw_priority: '1' # first
        ipv4_address: '10.0.0.2' # fixed
    deploy: {replicas: "2"} # two
networks:
  back:
    internal: 'false' # open
    driver_opts:
      k: 'v' # why
`;
  it.each([
    ['image=web:nginx:2', "'nginx:1'", "'nginx:2'"],
    ['user=web:2000', "'1000'", "'2000'"],
    ['read-only=web:true', '"false"', '"true"'],
    ['env=web:LOG:debug', 'LOG=info', 'LOG=debug'],
    ['env=web:A:2', "'A=1'", "'A=2'"],
    ['gw-priority=web:back:5', "'1' # first", "'5' # first"],
    ['address=web:back:10.0.0.3', "'10.0.0.2'", "'10.0.0.3'"],
    ['replicas=web:3', '"2"', '"3"'],
    ['internal=back:true', "'false'", "'true'"],
    ['driver-opt=back:k:w', "'v'", "'w'"],
  ])('%s', (operation, before, after) => {
    expect(editText(text, operation)).toBe(text.replace(before, after));
  });
});
