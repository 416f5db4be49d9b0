import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../testing/property-runs.ts';
import { parseShortPort } from './parse-ports.ts';
import { eachPort, firstFree, type PortRange, partOf, stretchesOf } from './port-range.ts';

const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 8 })), {
  maxLength: 8,
});

function rangesOf(pairs: readonly (readonly [number, number])[]): readonly PortRange[] {
  return pairs.map(([first, length]) => ({ first, last: first + length }));
}

describe('ranges of ports', () => {
  it('stay one binding, however many ports they have', () => {
    const { bindings } = parseShortPort('1-65535:1-65535');
    expect(bindings).toEqual([
      { hostIp: '', hostPort: '1-65535', containerPort: 1, containerLast: 65535, protocol: 'tcp' },
    ]);
  });

  it('are cut into stretches in which the same of them hold, in their order', () => {
    fc.assert(
      fc.property(ranges, (pairs) => {
        const all = rangesOf(pairs);
        const held = new Map<number, readonly PortRange[]>();
        for (const { first, last, held: these } of stretchesOf(all))
          for (let port = first; port <= last; port++) held.set(port, [...these]);
        for (let port = 1; port <= 40; port++) {
          const wanted = all.filter(({ first, last }) => first <= port && port <= last);
          expect(held.get(port) ?? []).toEqual(wanted);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('leave the first number free that none holds', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 40 }), (pairs, from) => {
        const all = rangesOf(pairs);
        let port = from;
        while (all.some(({ first, last }) => first <= port && port <= last)) port++;
        expect(firstFree(all, from)).toBe(port);
      }),
      { numRuns: propertyRuns(200) },
    );
    expect(firstFree([{ first: 1, last: 65535 }], 80)).toBeNull();
  });

  it('give each port, and parts, the host port that is its own', () => {
    const [range] = parseShortPort('8000-8003:80-83/udp').bindings;
    if (range === undefined) throw new Error('no range');
    expect([...eachPort(range)].map(({ hostPort, containerPort }) => [hostPort, containerPort])).toEqual([
      ['8000', 80],
      ['8001', 81],
      ['8002', 82],
      ['8003', 83],
    ]);
    expect(partOf(range, { first: 81, last: 82 })).toMatchObject({
      hostPort: '8001-8002',
      containerPort: 81,
    });
    expect(partOf(range, { first: 83, last: 83 })).toEqual({
      hostIp: '',
      hostPort: '8003',
      containerPort: 83,
      protocol: 'udp',
    });
  });
});
