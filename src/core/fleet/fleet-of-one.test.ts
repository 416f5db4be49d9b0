import { expect, test } from 'vitest';
import { hostFacts } from '../host/host-facts.ts';
import { hostOfFiles } from '../host/host-of-files.ts';
import { machineFrom } from '../machine/machine.ts';
import { optionsOnMachine } from '../machine/machine-model.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import { Connector } from './connect.ts';
import { fleetOfOne } from './fleet-of-one.ts';

const stack = `services:
  app: { image: "app:1", networks: [front], ports: ["8080:80", "127.0.0.1:8081:80", "[::]:8082:80"] }
  near: { image: "busybox", networks: [front] }
  far: { image: "busybox", networks: [other] }
  shut: { image: "busybox", networks: [cell] }
networks:
  front: { ipam: { config: [{ subnet: 10.77.1.0/24 }] } }
  other: { ipam: { config: [{ subnet: 10.77.2.0/24 }] } }
  cell: { internal: true, ipam: { config: [{ subnet: 10.77.3.0/24 }] } }
`;

const addresses = [
  {
    ifname: 'eth0',
    addr_info: [
      { family: 'inet', local: '192.168.50.2', prefixlen: 24, scope: 'global' },
      { family: 'inet6', local: '2001:db8:50::2', prefixlen: 64, scope: 'global' },
    ],
  },
  { ifname: 'docker0', addr_info: [{ family: 'inet', local: '172.17.0.1', prefixlen: 16, scope: 'global' }] },
];

function connector(engine: string, daemon: object = {}, text = stack, complete = true): Connector {
  const record = {
    version: 1,
    engine,
    daemon,
    interface: 'eth0',
    addresses,
    listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
  };
  const machine = machineFrom(record);
  const options = { ...defaultReachOptions, engine: parseEngine(engine) ?? defaultReachOptions.engine };
  return new Connector(
    fleetOfOne(
      hostFacts(hostOfFiles({ 'lab/compose.yaml': text }), {
        options: optionsOnMachine(options, machine, 'machine.json'),
      }),
      complete,
    ),
  );
}

const brief = (of: Connector, from: string, to: string): string => {
  const { answer, seen, seenAddress, seenNetwork } = of.ask(from, to);
  if (answer === false) return 'no';
  return [answer === 'unknown' ? 'unknown' : null, seen, seenNetwork, seenAddress]
    .filter((part) => part !== null)
    .join(' ');
};

test.each([
  ['AS1', 'internet', '192.168.50.2:8080', 'visitor'],
  ['AS1', 'lan', '192.168.50.2:8080', 'visitor'],
  ['AS2', 'internet', '[2001:db8:50::2]:8080', 'gateway lab_front 10.77.1.1'],
  ['AS2', 'lan', '[2001:db8:50::2]:8082', 'gateway lab_front 10.77.1.1'],
  ['AS4', 'host', '127.0.0.1:8080', 'gateway lab_front 10.77.1.1'],
  ['AS4', 'host', '127.0.0.1:8081', 'gateway lab_front 10.77.1.1'],
  ['AS4', 'host', '192.168.50.2:8080', 'machine 192.168.50.2'],
  ['AS4', 'host', 'lab/app:80', 'gateway lab_front 10.77.1.1'],
  ['AS4', 'host', 'gateway@lab_other:8080', 'gateway lab_front 10.77.1.1'],
  ['AS5', 'lab/near', '192.168.50.2:8080', 'gateway lab_front 10.77.1.1'],
  ['AS5', 'lab/far', '192.168.50.2:8080', 'gateway lab_front 10.77.1.1'],
  ['AS5', 'lab/app', '192.168.50.2:8080', 'gateway lab_front 10.77.1.1'],
  ['AS5', 'lab/far', 'host-gateway:8080', 'gateway lab_front 10.77.1.1'],
  ['AS6', 'lab/near', 'lab/app:80', 'visitor'],
  ['AS7', 'lab/shut', 'gateway@lab_cell:8080', 'no'],
  ['O3', 'lan', '192.168.50.2:8081', 'no'],
  ['C1', 'lab/far', 'lab/app:80', 'no'],
])('%s: %s at %s on Engine 26', (_, from, to, said) => {
  expect(brief(connector('26.1.5'), from, to)).toBe(said);
});

test('AS2, AS4 without the userland proxy: over IPv6 nobody is answered, and the host comes as the gateway', () => {
  const without = connector('26.1.5', { 'userland-proxy': false });
  expect(brief(without, 'internet', '[2001:db8:50::2]:8080')).toBe('no');
  expect(brief(without, 'host', '192.168.50.2:8080')).toBe('gateway lab_front 10.77.1.1');
  expect(brief(without, 'lab/near', '192.168.50.2:8080')).toBe('visitor');
});

test('an address of Docker that no file gives to a container is not known, and one that nobody answers at is closed', () => {
  const of = connector('26.1.5');
  expect(of.ask('lab/near', '10.77.1.9:80').answer).toBe('unknown');
  expect(of.ask('lab/far', '10.77.1.9:80').because).toBe('no container of lab_front answers lab/far');
});

test('a port of a published range leads to its own port inside', () => {
  const of = connector('26.1.5', {}, stack.replace('"8080:80"', '"8080:80", "9000-9002:7000-7002"'));
  expect(of.ask('lan', '192.168.50.2:9001')).toMatchObject({ answer: true, by: 'lab/app' });
  expect(brief(of, 'lan', '192.168.50.2:9003')).toBe('no');
});

test('what a stack publishes that could not be read is unknown', () => {
  const { answer, because } = connector('26.1.5', {}, stack, false).ask('lan', '192.168.50.2:9999');
  expect([answer, because]).toEqual(['unknown', 'not all that runs on the machine could be read']);
});

test('a container reaches itself at loopback where it listens', () => {
  expect(brief(connector('26.1.5'), 'lab/app', '127.0.0.1:80')).toBe('loopback 127.0.0.1');
  expect(brief(connector('26.1.5'), 'lab/app', '[::1]:80')).toBe('loopback ::1');
  expect(brief(connector('26.1.5'), 'lab/app', '127.0.0.1:8080')).toBe('no');
});

const twoNetworks = `services:
  app: { image: "app:1", networks: { front: {}, back: { ipv4_address: 10.77.2.20 } } }
  near: { image: "busybox", networks: [front] }
networks:
  front: { ipam: { config: [{ subnet: 10.77.1.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.77.2.0/24 }] } }
`;

test('a service is not reached at its address on a network that the asker is not on, though they share another', () => {
  const of = connector('26.1.5', {}, twoNetworks);
  expect(brief(of, 'lab/near', '10.77.2.20:80')).toBe('no');
  expect(brief(of, 'lab/near', 'app@back:80')).toBe('no');
  expect(brief(of, 'lab/near', 'app@front:80')).toBe('visitor');
  expect(brief(of, 'lab/near', 'lab/app@lab_front:80')).toBe('visitor');
  expect(() => of.ask('lab/near', 'app@dmz:80')).toThrow(
    'lab/app is on no network dmz. Its networks are lab_front, lab_back.',
  );
});
