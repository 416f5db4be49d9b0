import { describe, expect, it, vi } from 'vitest';
import { MachinePaths } from '../../machine/machine-paths.ts';
import { fleetFacts } from '../fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks } from '../testing/home-lab.ts';
import { isAskedAt } from './fleet-port.ts';

const { reach, connector } = fleetFacts(fleetOf());
const port = (service: string) => {
  const [first] = reach.portsOf(service);
  if (!first) throw new Error(`${service} publishes nothing`);
  return first;
};
const placesOf = (service: string) =>
  port(service).places.map(
    ({ address, network, port: number, forward }) =>
      `${address.text}:${number} on ${network}${forward ? ` by ${forward.router}` : ''}`,
  );

describe('published ports of a fleet', () => {
  it('are asked for at each address of their machine, and at the router that forwards to them', () => {
    expect(placesOf('edge/web/proxy')).toEqual([
      '192.168.1.11:8443 on home',
      '100.64.1.1:8443 on mesh',
      '203.0.113.77:443 on internet by gate',
    ]);
    expect(placesOf('nas/data/db')).toEqual([
      '192.168.1.12:5432 on home',
      '100.64.1.2:5432 on mesh',
      'fd00:1::12:5432 on home',
    ]);
  });

  it('are nowhere else when they are bound to one address', () => {
    expect(placesOf('nas/data/local')).toEqual([]);
    expect(placesOf('nas/data/media')).toEqual([
      '192.168.1.12:8096 on home',
      '203.0.113.77:8096 on internet by gate',
    ]);
  });

  it('answer a network, or do not', () => {
    const of = (service: string) =>
      Object.fromEntries(
        ['home', 'dmz', 'mesh', 'internet'].map((network) => [
          network,
          reach.answersNetwork(port(service), network),
        ]),
      );
    expect(of('nas/data/db')).toEqual({ home: true, dmz: true, mesh: true, internet: false });
    expect(of('edge/web/proxy')).toEqual({ home: true, dmz: true, mesh: true, internet: true });
  });
});

describe('a range of ports', () => {
  const stacks = {
    ...homeStacks,
    nas: {
      'data/compose.yaml':
        'services:\n  db: { image: "app:1", ports: ["8000-8009:9000-9009", "7000-7009:70"] }\n  other: { image: "app:1" }\n',
    },
  };
  const [range, pool] = fleetFacts(fleetOf(homeLab, homeRecords, stacks)).reach.portsOf('nas/data/db');
  if (!range || !pool) throw new Error('nothing is published');

  it('is asked for at each of its ports', () => {
    expect([7999, 8000, 8005, 8009, 8010].map((port) => isAskedAt(range, port))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(range.places.map(({ port }) => port)).toEqual([8000, 8000, 8000]);
  });

  it('is asked for at none that is known where the Engine picks one of a pool', () => {
    expect(isAskedAt(pool, 7000)).toBe(false);
    expect(pool.places).toEqual([]);
  });
});

describe('pairs across machines', () => {
  it('are those that connections join', () => {
    for (const { from, to, viaMachine, at } of reach.pairs()) {
      expect(from.split('/')[0]).not.toBe(to.split('/')[0]);
      for (const { place, answer } of at) {
        const { text, family } = place.address;
        const host = family === 'ipv4' ? text : `[${text}]`;
        const asked = connector.ask(from, `${host}:${place.port}${place.protocol === 'udp' ? '/udp' : ''}`);
        expect([asked.by, asked.answer]).toEqual([to, answer]);
      }
      expect(viaMachine).toBe(true);
    }
    const pairs = [...reach.pairs()].map(({ from, to }) => `${from} ${to}`);
    expect(pairs).toContain('edge/web/proxy nas/data/db');
    expect(pairs).not.toContain('edge/web/shut nas/data/db');
    expect(pairs).not.toContain('edge/web/bare nas/data/db');
  });
});

describe('equal askers', () => {
  it('are asked once, however many a machine has', () => {
    const many = (count: number) => {
      const services = Array.from(
        { length: count },
        (_, at) => `  s${at}: { image: "busybox", networks: [n${at}], ports: ["${7000 + at}:80"] }`,
      );
      const networks = services.map((_, at) => `  n${at}: {}`);
      const text = ['services:', ...services, 'networks:', ...networks, ''].join('\n');
      return { 'many/compose.yaml': text };
    };
    const counted = (count: number): number => {
      const asked = vi.spyOn(MachinePaths.prototype, 'leavesBridge');
      const of = fleetFacts(fleetOf(homeLab, homeRecords, { edge: many(count), nas: many(2) })).reach;
      const pairs = [...of.pairs()].filter(({ from }) => from.startsWith('edge/'));
      expect(pairs).toHaveLength(count * 2);
      const { length } = asked.mock.calls;
      asked.mockRestore();
      return length;
    };
    // One question for each network of the askers and each way out, and none for each pair.
    const [few, more] = [counted(4), counted(16)];
    expect(more).toBeLessThanOrEqual(few * 4);
    expect(more).toBeLessThan(16 * 8);
  });
});
