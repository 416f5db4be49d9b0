import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { onlyFamily } from './families.ts';
import { hostPlace, outsidePlace } from './places.ts';
import type { Family, Reach, ReachOptions } from './reach-model.ts';
import { either } from './rows/tri.ts';
import { factsOf, reachOf } from './testing/reach-of.ts';

const mode = (family: Family, word: string) => `com.docker.network.bridge.gateway_mode_${family}: ${word}`;

const yaml = `
services:
  six1: { image: p, networks: [six], ports: ['80:80'] }
  six2: { image: p, networks: [six] }
  four: { image: p, networks: [four], ports: ['81:80'] }
  only: { image: p, networks: [only], ports: ['82:80'] }
  sealed: { image: p, networks: [sealed], ports: ['83:80'] }
  host: { image: p, network_mode: host }
  old: { image: p, network_mode: bridge }
networks:
  six: { enable_ipv6: true }
  four: {}
  only: { enable_ipv4: false, enable_ipv6: true }
  sealed: { enable_ipv6: true, internal: true }
`;

function inFamily(reach: Reach, family: Family, name: string) {
  const { egress, toHost, fromHost, fromOutside } = reach.family(family).facts(name);
  return [egress, toHost, fromHost, fromOutside];
}

describe('address families', () => {
  const reach = reachOf(yaml);

  it('F1: a container has a family where one of its networks has it', () => {
    expect(inFamily(reach, 'ipv4', 'six2')).toEqual([true, true, true, false]);
    expect(inFamily(reach, 'ipv6', 'six2')).toEqual([true, true, true, false]);
    expect(inFamily(reach, 'ipv6', 'old')).toEqual([false, false, false, false]);
    expect(inFamily(reach, 'ipv4', 'only')).toEqual([false, false, false, false]);
    expect(inFamily(reach, 'ipv6', 'only')).toEqual([true, true, true, true]);
    expect(reach.family('ipv6').direct('six1', 'six2')).toBe(true);
    expect(reach.family('ipv6').direct('four', 'host')).toBe(false);
    expect(reach.addressFamilies).toEqual(['ipv4', 'ipv6']);
  });

  it('F1: the bridge of an internal network has an address of either family', () => {
    expect(inFamily(reach, 'ipv6', 'sealed')).toEqual([false, true, true, false]);
    expect(reach.family('ipv6').direct('sealed', 'host')).toBe(true);
  });

  it('F1: enable_ipv4 is ignored before 28', () => {
    expect(inFamily(reachOf(yaml, '27'), 'ipv4', 'only')).toEqual([true, true, true, true]);
  });

  it('F1: what the daemon gives counts where the network does not say', () => {
    const text =
      'services: { a: { image: p }, b: { image: p, networks: [n] } }\nnetworks: { n: { enable_ipv6: false } }\n';
    const given = reachOf(text, '29', { ipv6Default: true });
    expect(given.family('ipv6').facts('a').egress).toBe(true);
    expect(given.family('ipv6').facts('b').egress).toBe(false);
    expect(reachOf(text).addressFamilies).toEqual(['ipv4']);
  });

  it.each([
    ["'80:80'", '0.0.0.0', ['ipv4', 'ipv6'], 'outside'],
    ["'0.0.0.0:80:80'", '0.0.0.0', ['ipv4'], 'outside'],
    ["'[::]:80:80'", '::', ['ipv6'], 'outside'],
    ["'127.0.0.1:80:80'", '127.0.0.1', ['ipv4'], 'host'],
    ["'[::1]:80:80'", '::1', ['ipv6'], 'host'],
    ["'[::ffff:10.0.0.1]:80:80'", '::ffff:10.0.0.1', ['ipv4'], 'outside'],
  ])('F4: the port %s answers by its address', (port, hostIp, families, reachableFrom) => {
    for (const networks of ['{ n: {} }', '{ n: { enable_ipv6: true } }']) {
      const text = `services: { a: { image: p, networks: [n], ports: [${port}] } }\nnetworks: ${networks}\n`;
      expect(factsOf(reachOf(text), 'a').published).toMatchObject([{ hostIp, families, reachableFrom }]);
    }
  });

  it('F4, F5: without the proxy a container without IPv6 has no IPv6 port, and ::1 is nowhere', () => {
    const off: Partial<ReachOptions> = { userlandProxy: false };
    const of = (port: string, network = '{}') =>
      factsOf(
        reachOf(
          `services: { a: { image: p, networks: [n], ports: ['${port}'] } }\nnetworks: { n: ${network} }\n`,
          '29',
          off,
        ),
        'a',
      ).published.map(({ families, reachableFrom }) => [families, reachableFrom]);
    expect(of('80:80')).toEqual([[['ipv4'], 'outside']]);
    expect(of('[::]:80:80')).toEqual([[[], 'nowhere']]);
    expect(of('[::1]:80:80', '{ enable_ipv6: true }')).toEqual([[[], 'nowhere']]);
    expect(of('127.0.0.1:80:80')).toEqual([[['ipv4'], 'host']]);
    expect(of('80:80', '{ enable_ipv6: true }')).toEqual([[['ipv4', 'ipv6'], 'outside']]);
  });

  it('F4: over the proxy a port answers whoever reaches the host over IPv6', () => {
    expect(reach.family('ipv6').viaHost('six2', 'four')).toBe(true);
    expect(reach.family('ipv6').viaHost('four', 'six1')).toBe(false);
    expect(reach.family('ipv6').viaHost('sealed', 'four')).toBe(false);
    expect(reach.family('ipv4').viaHost('host', 'only')).toBe(false);
    expect(reach.family('ipv6').viaHost('host', 'only')).toBe(true);
  });

  it('tells the one family in which somebody is reached', () => {
    expect(onlyFamily(reach, 'six1', 'six2')).toBeNull();
    expect(onlyFamily(reach, 'six1', 'only')).toBe('ipv6');
    expect(onlyFamily(reach, 'four', 'six1')).toBe('ipv4');
    expect(onlyFamily(reach, outsidePlace, 'only')).toBe('ipv6');
    expect(onlyFamily(reach, 'four', outsidePlace)).toBe('ipv4');
    expect(onlyFamily(reach, 'sealed', hostPlace)).toBeNull();
    expect(onlyFamily(reach, hostPlace, 'old')).toBe('ipv4');
    expect(onlyFamily(reachOf('services: { a: { image: p }, b: { image: p } }'), 'a', 'b')).toBeNull();
  });

  it('F4: a port that says no address follows the one of its network', () => {
    const of = (binding: string) =>
      factsOf(
        reachOf(
          `services: { a: { image: p, networks: [n], ports: ['80:80'] } }\nnetworks: { n: { driver_opts: { com.docker.network.bridge.host_binding_ipv4: '${binding}' } } }\n`,
        ),
        'a',
      ).published.map(({ hostIp, families }) => [hostIp, families]);
    expect(of('127.0.0.1')).toEqual([['127.0.0.1', ['ipv4']]]);
    expect(of('::')).toEqual([['::', ['ipv6']]]);
    expect(of('0.0.0.0')).toEqual([['0.0.0.0', ['ipv4', 'ipv6']]]);
  });

  it('O14: routed in one family leaves the other open', () => {
    const of = (options: string, more = '') =>
      factsOf(
        reachOf(
          `services: { a: { image: p, networks: [n], ports: ['80:80'] } }\nnetworks: { n: { ${more}driver_opts: { ${options} } } }\n`,
        ),
        'a',
      ).published[0]?.families;
    expect(of(mode('ipv4', 'routed'))).toEqual(['ipv6']);
    expect(of(`${mode('ipv4', 'routed')}, ${mode('ipv6', 'routed')}`)).toEqual([]);
    expect(of(mode('ipv6', 'routed'), 'enable_ipv6: true, ')).toEqual(['ipv4']);
  });

  it('H4: isolated in one family leaves the other', () => {
    const text = `
services: { a: { image: p, networks: [n] } }
networks: { n: { internal: true, enable_ipv6: true, driver_opts: { ${mode('ipv4', 'isolated')} } } }
`;
    expect(inFamily(reachOf(text), 'ipv4', 'a')).toEqual([false, false, false, false]);
    expect(inFamily(reachOf(text), 'ipv6', 'a')).toEqual([false, true, true, false]);
  });

  it('F2: which network gives the default routes', () => {
    const text = `
services: { s: { image: p, networks: { a: { gw_priority: 5 }, b: {}, c: {} } } }
networks: { a: {}, b: { enable_ipv6: true }, c: { enable_ipv4: false, enable_ipv6: true } }
`;
    const gateways = (engine: string) =>
      (['ipv4', 'ipv6'] as const).map((family) => reachOf(text, engine).family(family).facts('s').gateway);
    expect(gateways('27')).toEqual(['b', 'b']);
    expect(gateways('28')).toEqual(['b', 'b']);
    expect(gateways('29.4.0')).toEqual(['b', 'b']);
    expect(gateways('29.4.1')).toEqual(['a', 'b']);
    const single = text.replace('b: { enable_ipv6: true }', 'b: {}');
    expect(factsOf(reachOf(single, '28'), 's').gateway).toBe('a');
    expect(reachOf(single, '28').family('ipv6').facts('s').gateway).toBe('c');
  });

  it('F6: up to 26 bridges reach each other over IPv6, and nothing is masqueraded', () => {
    const text = `
services: { a: { image: p, networks: [x] }, b: { image: p, networks: [y], ports: ['80:80'] } }
networks: { x: { enable_ipv6: true }, y: { enable_ipv6: true } }
`;
    expect(reachOf(text, '26').family('ipv6').direct('a', 'b')).toBe(true);
    expect(reachOf(text, '26').family('ipv6').facts('a')).toMatchObject({
      egress: false,
      egressNeedsRoute: true,
    });
    expect(reachOf(text, '26').family('ipv6').viaHost('a', 'b')).toBe(true);
    expect(reachOf(text, '26', { userlandProxy: false }).family('ipv6').viaHost('a', 'b')).toBe(false);
    expect(reachOf(text, '27').family('ipv6').direct('a', 'b')).toBe(false);
    expect(factsOf(reachOf(text, '26'), 'a').evidence).toBe('documentation');
    expect(factsOf(reachOf(text, '29'), 'a').evidence).toBe('measured');
  });

  it('of an external network nothing shows its families', () => {
    const text = `
services: { a: { image: p, networks: [n, theirs] }, b: { image: p, networks: [theirs] } }
networks: { n: { enable_ipv6: true }, theirs: { external: true, name: z } }
`;
    const shared = reachOf(text, '29', { project: 'app' });
    expect(shared.family('ipv6').direct('a', 'b')).toBe('unknown');
    expect(shared.direct('a', 'b')).toBe(true);
  });
});

const network = fc.record({
  ipv6: fc.constantFrom<string>(
    '',
    'enable_ipv6: true, ',
    'enable_ipv6: false, ',
    'enable_ipv4: false, enable_ipv6: true, ',
  ),
  internal: fc.boolean(),
  icc: fc.boolean(),
  masquerade: fc.boolean(),
});
const service = fc.record({
  mode: fc.constantFrom('networks', 'networks', 'networks', 'host', 'none', 'bridge'),
  on: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
  port: fc.constantFrom<string>('', '80', '0.0.0.0:80', '127.0.0.1:80', '[::]:80', '[::1]:80'),
});
const plan = fc.record({
  engine: fc.constantFrom('26', '28', '29', '29.1.5'),
  userlandProxy: fc.boolean(),
  directRouting: fc.boolean(),
  networks: fc.array(network, { minLength: 1, maxLength: 4 }),
  services: fc.array(service, { minLength: 2, maxLength: 8 }),
});

function yamlOf({ networks, services }: typeof plan extends fc.Arbitrary<infer Plan> ? Plan : never): string {
  const lines = ['services:'];
  services.forEach(({ mode: kind, on, port }, index) => {
    const keys = [...new Set(on.map((key) => `n${key % networks.length}`))].join(', ');
    const where = kind === 'networks' ? `networks: [${keys}]` : `network_mode: ${kind}`;
    const ports = port === '' ? '' : `, ports: ['${port}${index}:80']`;
    lines.push(`  s${index}: { image: p, ${where}${ports} }`);
  });
  lines.push('networks:');
  networks.forEach(({ ipv6, internal, icc, masquerade }, index) => {
    const options = `com.docker.network.bridge.enable_icc: '${icc}', com.docker.network.bridge.enable_ip_masquerade: '${masquerade}'`;
    lines.push(`  n${index}: { ${ipv6}internal: ${internal}, driver_opts: { ${options} } }`);
  });
  return `${lines.join('\n')}\n`;
}

describe('what holds by any family', () => {
  it('is what holds in one of them', () => {
    fc.assert(
      fc.property(plan, ({ engine, userlandProxy, directRouting, ...rest }) => {
        const reach = reachOf(yamlOf({ engine, userlandProxy, directRouting, ...rest }), engine, {
          userlandProxy,
          directRouting,
        });
        const [ipv4, ipv6] = [reach.family('ipv4'), reach.family('ipv6')];
        for (const a of reach.services) {
          const [any, four, six] = [factsOf(reach, a), ipv4.facts(a), ipv6.facts(a)];
          for (const fact of ['egress', 'toHost', 'fromHost', 'fromOutside', 'fromWire'] as const) {
            expect([a, fact, any[fact]]).toEqual([a, fact, either(four[fact], six[fact])]);
          }
          any.published.forEach(({ families }, at) => {
            const answers = ([four, six] as const).map(
              ({ published }) => published[at]?.reachableFrom !== 'nowhere',
            );
            expect(families).toEqual((['ipv4', 'ipv6'] as const).filter((_, index) => answers[index]));
          });
          for (const b of reach.services) {
            if (a === b) continue;
            expect([a, b, reach.direct(a, b)]).toEqual([a, b, either(ipv4.direct(a, b), ipv6.direct(a, b))]);
            expect([a, b, reach.viaHost(a, b)]).toEqual([
              a,
              b,
              either(ipv4.viaHost(a, b), ipv6.viaHost(a, b)),
            ]);
          }
        }
      }),
      { seed: 20261, numRuns: propertyRuns(150) },
    );
  });

  it('adds nothing to IPv4 where no network has IPv6 and no port names it', () => {
    const plain = plan.map((one) => ({
      ...one,
      networks: one.networks.map((each) => ({ ...each, ipv6: '' })),
      services: one.services.map((each) => ({ ...each, port: each.port.includes('[') ? '80' : each.port })),
    }));
    fc.assert(
      fc.property(plain, ({ engine, userlandProxy, directRouting, ...rest }) => {
        const reach = reachOf(yamlOf({ engine, userlandProxy, directRouting, ...rest }), engine, {
          userlandProxy,
          directRouting,
        });
        expect([reach.apart, reach.addressFamilies]).toEqual([false, ['ipv4']]);
      }),
      { seed: 20262, numRuns: propertyRuns(60) },
    );
  });
});
