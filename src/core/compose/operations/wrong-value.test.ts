import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { formatOperation, parseOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';

const dns = `services:
  dns:
    image: example/dns:1
    networks: [front]
    ports:
      - "53:53"
      - "53:53/udp"
      - "8080:80"
networks:
  front:
`;

function run(text: string, file = dns) {
  const operation = parseOperation(text);
  if (!operation.ok) return operation.error;
  expect(formatOperation(operation.value)).toBe(text);
  const planned = planOperation(openDocument(file), operation.value);
  return planned.ok ? applyEdits(file, planned.value) : planned.error;
}

describe('a port of one protocol', () => {
  it.each([
    ['bind=dns:53/udp:127.0.0.1', '"53:53/udp"', '"127.0.0.1:53:53/udp"'],
    ['bind=dns:53/tcp:127.0.0.1', '"53:53"', '"127.0.0.1:53:53"'],
    ['bind=dns:53/udp:::1', '"53:53/udp"', '"[::1]:53:53/udp"'],
    ['unpublish=dns:53/udp', '      - "53:53/udp"\n', ''],
    ['remap=dns:53/udp:5353', '"53:53/udp"', '"53:5353/udp"'],
    ['remap=dns:53/tcp:5353', '"53:53"', '"53:5353"'],
  ])('%s', (text, old, now) => {
    expect(run(text)).toBe(dns.replace(old, now));
  });

  it('that the host picks', () => {
    const file = dns.replace('"53:53"', '"53"').replace('"53:53/udp"', '"53/udp"');
    expect(run('bind=dns::53/udp:127.0.0.1', file)).toBe(file.replace('"53/udp"', '"127.0.0.1::53/udp"'));
    expect(run('unpublish=dns::53/udp', file)).toBe(file.replace('      - "53/udp"\n', ''));
  });

  it('of neither protocol named: every choice is what was asked, of one of them', () => {
    for (const [asked, name] of [
      ['bind=dns:53:127.0.0.1', (protocol: string) => `bind=dns:53/${protocol}:127.0.0.1`],
      ['unpublish=dns:53', (protocol: string) => `unpublish=dns:53/${protocol}`],
    ] as const) {
      const refusal = run(asked);
      expect(refusal).toMatchObject({ code: 'ambiguous' });
      if (typeof refusal === 'string') continue;
      expect(refusal.choices).toEqual([
        { label: 'the tcp one', operation: name('tcp') },
        { label: 'the udp one', operation: name('udp') },
      ]);
      for (const { operation } of refusal.choices) expect(typeof run(operation)).toBe('string');
    }
  });
});

describe('a word that no file could make right', () => {
  it.each([
    ['cap-drop=dns:NOPE', 'invalid-capability', 'write ALL, or a name such as NET_BIND_SERVICE'],
    ['cap-add=dns:NETADMIN', 'invalid-capability', 'write NET_ADMIN'],
    ['intent=never:foo', 'invalid-intent', 'Write `never: front -> db`'],
    ['intent=must:a -> b -> c', 'invalid-intent', 'Write `must: web -> api`'],
    ['intent=must:a ->', 'invalid-intent', 'Write `must: web -> api`'],
    ['intent=exposed:web:http', 'invalid-intent', 'Write `exposed: [proxy:443'],
    ['intent=no-way-out:a -> b', 'invalid-intent', 'Write `no-way-out: worker`'],
    ['bind=dns:53:home', 'invalid-address', 'such as 127.0.0.1'],
    ['bind=dns:53/icmp:127.0.0.1', 'invalid-port', 'write tcp, udp or sctp'],
    ['bind=dns:99999:127.0.0.1', 'invalid-port', 'from 1 to 65535'],
    ['unpublish=dns:http', 'invalid-port', 'from 1 to 65535'],
    ['remap=dns:80:0', 'invalid-port', 'from 1 to 65535'],
    ['remap=dns:web:81', 'invalid-port', 'from 1 to 65535'],
    ['expose=dns:web', 'invalid-port', 'such as 3000'],
    ['address=dns:front:10.0.0.300', 'invalid-address', 'such as 172.20.0.10'],
    ['mac=dns:front:02:42', 'invalid-address', 'six pairs'],
    ['extra-host=dns:x:home', 'invalid-address', 'host-gateway'],
    ['ipam=front:subnet:10.0.0.0', 'invalid-address', 'such as 10.9.0.0/24'],
    ['publish=dns:80:http', 'invalid-port', ''],
    ['own=cap-drop=dns:NOPE', 'invalid-capability', 'write ALL'],
  ])('%s', (text, code, right) => {
    const refusal = run(text);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(right) });
  });

  it.each([
    'cap-drop=dns:ALL',
    'cap-add=dns:cap_net_admin',
    'intent=never:front, dns -> host',
    'intent=no-way-out:dns, front',
    'intent=exposed:dns:53/udp, dns:8080, dns',
  ])('is none of %s', (text) => {
    expect(typeof run(text)).toBe('string');
  });

  it('may be taken away where it stands', () => {
    const file = dns.replace('    networks', '    cap_add: [NOPE]\n    networks');
    expect(run('cap-unadd=dns:NOPE', file)).toBe(dns);
  });
});
