import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../compose/testing/property-runs.ts';
import { allFamilies, type Family, type Reach } from '../reach-model.ts';
import { reachOf } from '../testing/reach-of.ts';
import { diffConnectivity } from './diff-connectivity.ts';

const network = fc.constantFrom(
  '{}',
  '{ internal: true }',
  '{ enable_ipv6: true }',
  '{ internal: true, enable_ipv6: true }',
  '{ enable_ipv4: false, enable_ipv6: true }',
);
const service = fc.record({
  where: fc.constantFrom('networks: [x]', 'networks: [y]', 'networks: [x, y]', 'network_mode: host'),
  port: fc.constantFrom<string>('', '80', '0.0.0.0:80', '[::]:80', '127.0.0.1:80', '192.0.2.1:80'),
});
const version = fc
  .record({ x: network, y: network, services: fc.array(service, { minLength: 2, maxLength: 4 }) })
  .map(({ x, y, services }) => {
    const lines = services.map(({ where, port }, index) => {
      const ports = port === '' ? '' : `, ports: ['${port}${index}:80']`;
      return `  s${index}: { image: p, ${where}${ports} }\n`;
    });
    return `services:\n${lines.join('')}networks: { x: ${x}, y: ${y} }\n`;
  });

type Facts = ReadonlySet<string>;

/** Returns every possible connection in one family, pair by pair and service by service, as text. */
function factsIn(reach: Reach, family: Family): Facts {
  const one = reach.family(family);
  const facts = new Set<string>();
  const add = (words: readonly string[], holds: boolean): void => {
    if (holds) facts.add(words.join(' '));
  };
  for (const from of reach.services) {
    const { egress, egressNeedsRoute, toHost, fromHost, published } = one.facts(from);
    add([from, 'way-out'], egress !== false || egressNeedsRoute !== false);
    add([from, 'to-host'], toHost !== false);
    add([from, 'from-host'], fromHost !== false);
    for (const { hostIp, hostPort, reachableFrom } of published) {
      const address = hostIp === '::' ? '0.0.0.0' : hostIp;
      add([from, 'way-in', `${address}:${hostPort}/tcp`], reachableFrom === 'outside');
    }
    for (const to of reach.services) {
      if (to === from) continue;
      add([from, to, 'direct'], one.direct(from, to) !== false);
      add([from, to, 'host'], one.viaHost(from, to) !== false);
      add([from, to, 'gateway'], one.viaGateway(from, to) !== false);
    }
  }
  return facts;
}

describe('diffConnectivity', () => {
  it('says of each family what that family gained and lost', () => {
    fc.assert(
      fc.property(version, version, (before, after) => {
        const [was, is] = [reachOf(before, '29'), reachOf(after, '29')];
        const { opened, closed, waysOpened, waysClosed } = diffConnectivity(was, is);
        const plain = !was.apart && !is.apart;
        for (const family of allFamilies) {
          const said = (pairs: typeof opened, ways: typeof waysOpened): readonly string[] => [
            ...pairs
              .filter((pair) => pair.kind !== 'name' && (pair.family ?? family) === family)
              .map(({ from, to, kind }) => `${from} ${to} ${kind}`),
            // The way in of a service on the host's network has no port.
            ...ways
              .filter(
                (way) => (way.family ?? family) === family && !(way.kind === 'way-in' && way.port === ''),
              )
              .map(({ service: of, kind, port }) =>
                `${of} ${kind} ${port.replace(/^:::/, '0.0.0.0:')}`.trim(),
              ),
          ];
          const [had, has] = [factsIn(was, family), factsIn(is, family)];
          // A port that also answers at the host's outside address is reported there.
          const beside = (fact: string, facts: Facts): boolean =>
            !fact.endsWith(' gateway') || !facts.has(fact.replace(/ gateway$/, ' host'));
          const gained = [...has].filter((fact) => !had.has(fact) && beside(fact, has));
          const lost = [...had].filter((fact) => !has.has(fact) && beside(fact, had));
          // When no service has IPv6, changes in IPv4 name no family.
          if (plain && family === 'ipv6') {
            expect(said(opened, waysOpened)).toEqual(expect.arrayContaining(gained));
            expect(said(closed, waysClosed)).toEqual(expect.arrayContaining(lost));
            continue;
          }
          expect(said(opened, waysOpened).toSorted()).toEqual(gained.toSorted());
          expect(said(closed, waysClosed).toSorted()).toEqual(lost.toSorted());
        }
      }),
      { seed: 20263, numRuns: propertyRuns(150) },
    );
  });
});
