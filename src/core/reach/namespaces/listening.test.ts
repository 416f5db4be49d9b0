import { describe, expect, it } from 'vitest';
import type { Tri } from '../../compose/topology.ts';
import { reachOf } from '../testing/reach-of.ts';

function direct(vpn: string, client: string): readonly Tri[] {
  const yaml = `services:
  vpn: { image: x, networks: [home], ports: ["8080:8042"]${vpn} }
  client: { image: x, network_mode: "service:vpn"${client} }
  near: { image: x, networks: [other] }
networks: { home: {}, other: {} }
`;
  const reach = reachOf(yaml, '29', { directRouting: true });
  return [reach.direct('near', 'vpn'), reach.direct('near', 'client')];
}

describe('X16: whose port it is that direct routing opens', () => {
  it.each([
    ['', ', command: "serve --port 8042"', [false, true]],
    ['', ', expose: ["8042"]', [false, true]],
    ['', ', environment: { WEBUI_PORT: "8042" }', [false, true]],
    [', command: "serve -p 8042"', '', [true, false]],
    ['', '', ['unknown', 'unknown']],
    [', expose: ["8042"]', ', expose: ["8042"]', ['unknown', 'unknown']],
    ['', ', command: "serve 18042 8042.5"', ['unknown', 'unknown']],
  ] as const)('with %j at the owner and %j at who joins it: %j', (vpn, client, wanted) => {
    expect(direct(vpn, client)).toEqual(wanted);
  });

  it('of one alone it is its own', () => {
    const yaml = `services:
  web: { image: x, networks: [home], ports: ["8080:8042"] }
  near: { image: x, networks: [other] }
networks: { home: {}, other: {} }
`;
    expect(reachOf(yaml, '29', { directRouting: true }).direct('near', 'web')).toBe(true);
  });
});
