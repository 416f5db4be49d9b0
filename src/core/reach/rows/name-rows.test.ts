import { describe, expect, it } from 'vitest';
import { reachOf } from '../testing/reach-of.ts';

describe('names', () => {
  it('D5: on the default bridge only links resolve', () => {
    const reach = reachOf(`
services:
  a: { image: p, network_mode: bridge, links: [b, 'c:other'] }
  b: { image: p, network_mode: bridge }
  c: { image: p, network_mode: bridge }
`);
    expect([reach.resolves('a', 'b'), reach.resolves('a', 'c'), reach.resolves('b', 'a')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(reach.direct('b', 'c')).toBe(true);
  });

  it('D4: a link without a common network resolves nothing, and one that borrows a name takes it away', () => {
    const reach = reachOf(`
services:
  a: { image: p, networks: [n], links: [far, 'c:b'] }
  b: { image: p, networks: [n] }
  c: { image: p, networks: [n] }
  far: { image: p, networks: [m] }
networks: { n: {}, m: {} }
`);
    expect([reach.resolves('a', 'far'), reach.resolves('a', 'b'), reach.resolves('c', 'b')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('D10, D3: a name with two claimants is unknown on one network, settled by the order of two', () => {
    const reach = reachOf(`
services:
  db: { image: p, networks: [n] }
  fake: { image: p, networks: { n: { aliases: [db] } } }
  web: { image: p, networks: [n] }
  redis: { image: p, networks: [b] }
  imp: { image: p, hostname: redis, networks: [a] }
  x: { image: p, networks: [a, b] }
  y: { image: p, networks: [b] }
networks: { n: {}, a: {}, b: {} }
`);
    expect(reach.resolves('web', 'db')).toBe('unknown');
    expect(reach.resolves('x', 'redis')).toBe(false);
    expect(reach.resolves('y', 'redis')).toBe(true);
  });

  it('D12: up to 27, where only the later network gives the name an IPv6 address, either may answer', () => {
    const yaml = (first: string, second: string) => `
services:
  redis: { image: p, networks: [b] }
  imp: { image: p, hostname: redis, networks: [a] }
  x: { image: p, networks: [a, b] }
networks: { a: ${first}, b: ${second} }
`;
    const resolves = (first: string, second: string, engine: string) =>
      reachOf(yaml(first, second), engine).resolves('x', 'redis');
    const six = '{ enable_ipv6: true, internal: true, ipam: { config: [{ subnet: "fd00:9::/64" }] } }';
    expect(resolves('{}', six, '26')).toBe('unknown');
    expect(resolves('{}', six, '28')).toBe(false);
    expect(resolves('{}', '{ internal: true }', '26')).toBe(false);
  });

  it('D12: upper and lower case are one', () => {
    const reach = reachOf(`
services:
  DB: { image: p, networks: [n] }
  fake: { image: p, networks: { n: { aliases: [db] } } }
  web: { image: p, networks: [n, m] }
  WEB: { image: p, networks: [m] }
  third: { image: p, networks: [m] }
  solo: { image: p, networks: { n: { aliases: [SOLO] } } }
networks: { n: {}, m: {} }
`);
    expect(reach.resolves('web', 'DB')).toBe('unknown');
    expect(reach.resolves('third', 'web')).toBe('unknown');
    expect(reach.resolves('fake', 'web')).toBe(true);
    expect(reach.resolves('web', 'solo')).toBe(true);
  });

  it('D3: an internal network is asked last, and an order that is unknown leaves the answer open', () => {
    const yaml = (first: string, second: string) => `
services:
  redis: { image: p, networks: [b] }
  imp: { image: p, hostname: redis, networks: [a] }
  x: { image: p, networks: [a, b] }
networks: { a: ${first}, b: ${second} }
`;
    expect(reachOf(yaml('{ internal: true }', '{}')).resolves('x', 'redis')).toBe(true);
    expect(reachOf(yaml('{}', '{ name: m }')).resolves('x', 'redis')).toBe('unknown');
  });

  it('D3: where one network is certainly the first, the order of those behind it leaves nothing open', () => {
    const reach = reachOf(
      `services:
  api: { image: a, networks: { first: { gw_priority: 1 }, any: {}, other: {} } }
  db: { image: a, networks: [first, any, other] }
  copy: { image: a, networks: { other: { aliases: [db] } } }
networks: { first: {}, any: { name: "\${NET}" }, other: {} }
`,
      '29',
    );
    expect(reach.resolves('api', 'db')).toBe(true);
  });

  it('two lines of extra_hosts for one name: the first is read', () => {
    const reach = reachOf(`services:
  api: { image: a, networks: [net], extra_hosts: ["db:10.8.0.5", "db:10.8.0.9"] }
  db: { image: a, networks: { net: { ipv4_address: 10.8.0.5 } } }
networks: { net: { ipam: { config: [{ subnet: 10.8.0.0/24 }] } } }
`);
    expect(reach.resolves('api', 'db')).toBe(true);
  });

  it('extra_hosts come first', () => {
    const reach = reachOf(`
services:
  a: { image: p, extra_hosts: ['b=203.0.113.9'] }
  b: { image: p }
`);
    expect([reach.resolves('a', 'b'), reach.resolves('b', 'a')]).toEqual([false, true]);
  });
});
