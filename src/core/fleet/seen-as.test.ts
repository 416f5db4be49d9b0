import { describe, expect, it } from 'vitest';
import { hostFacts } from '../host/host-facts.ts';
import { hostOfFiles } from '../host/host-of-files.ts';
import { machineFrom } from '../machine/machine.ts';
import { optionsOnMachine } from '../machine/machine-model.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import { Connector } from './connect.ts';
import { fleetOfOne } from './fleet-of-one.ts';
import { seenAsOf } from './seen-as.ts';

const stack = `services:
  app: { image: "app:1", ports: ["8080:80", "127.0.0.1:8081:80", "192.168.50.2:8083:80", "[::]:8082:80"] }
  dual: { image: "app:1", networks: [dual], ports: ["8090:80"] }
  shut: { image: "app:1", networks: [cell], ports: ["8095:80"] }
networks:
  cell: { internal: true }
  dual: { enable_ipv6: true, ipam: { config: [{ subnet: 10.77.1.0/24 }, { subnet: "fd00:77::/64" }] } }
`;

const record = {
  version: 1,
  interface: 'eth0',
  listeners: [],
  addresses: [
    {
      ifname: 'eth0',
      addr_info: [
        { family: 'inet', local: '192.168.50.2', prefixlen: 24, scope: 'global' },
        { family: 'inet6', local: '2001:db8:50::2', prefixlen: 64, scope: 'global' },
      ],
    },
  ],
};

function factsOf(engine: string, daemon: object) {
  const options = { ...defaultReachOptions, engine: parseEngine(engine) ?? defaultReachOptions.engine };
  const machine = machineFrom({ ...record, engine, daemon });
  return hostFacts(hostOfFiles({ 'lab/compose.yaml': stack }), {
    options: optionsOnMachine(options, machine, 'machine.json'),
  });
}

describe('a published port sees a place as connect says it', () => {
  it.each([
    ['26.1.5', {}],
    ['29.7.2', {}],
    ['26.1.5', { 'userland-proxy': false }],
  ])('Engine %s with %o', (engine, daemon) => {
    const facts = factsOf(engine, daemon);
    const connector = new Connector(fleetOfOne(facts));
    const seenAs = seenAsOf(facts.reach, facts.topology);
    const seen: string[] = [];
    for (const { name, published } of facts.reach.facts.values())
      published.forEach(({ hostIp, hostPort }, index) => {
        const isIpv6 = hostIp === '::';
        const outside = isIpv6 ? '[2001:db8:50::2]' : '192.168.50.2';
        const own = hostIp === '0.0.0.0' ? '127.0.0.1' : isIpv6 ? '[::1]' : hostIp;
        const asked = (from: string, address: string) => {
          const { answer, seen: as } = connector.ask(from, `${address}:${hostPort}`);
          return answer === false ? null : as;
        };
        const found = seenAs(name, index);
        expect([name, hostIp, found]).toEqual([
          name,
          hostIp,
          { internet: asked('internet', outside), lan: asked('lan', outside), host: asked('host', own) },
        ]);
        seen.push(String(found.internet), String(found.host));
      });
    expect(new Set(seen).size).toBeGreaterThan(1);
  });
});
