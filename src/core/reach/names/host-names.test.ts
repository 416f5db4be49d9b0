import { describe, expect, it } from 'vitest';
import { type HostFacts, hostFacts } from '../../host/host-facts.ts';
import { hostOf } from '../../host/testing/host-of.ts';
import { baseOf } from '../compute-reach.ts';
import { optionsFor } from '../testing/reach-of.ts';
import { localName } from './held-names.ts';
import { hostNames } from './host-names.ts';

function factsOf(files: Record<string, string>, engine = '29'): HostFacts {
  return hostFacts(hostOf(files), { options: optionsFor(engine) });
}

/** Services for which a name can resolve differently: links, hosts file, host name, order of networks, IPv6 disabled. */
const mixed = {
  'a/compose.yaml': `services:
  web: { image: a, networks: [one, two], hostname: db }
  db: { image: a, networks: { one: { aliases: [store, API] }, two: {} } }
  api: { image: a, networks: [two], extra_hosts: ["db:10.9.9.9", "store:10.8.0.5", "gone:10.1.1.1"] }
  fixed: { image: a, networks: { one: { ipv4_address: 10.8.0.5 } } }
  linked: { image: a, networks: [one], links: ["db:base", "fixed:web", "api:far"] }
  ranked: { image: a, networks: { one: { gw_priority: -1 }, two: { gw_priority: 2 } } }
  plain: { image: a, networks: [one] }
  alike: { image: a, networks: [one] }
  alone: { image: a, network_mode: none }
  near: { image: a, network_mode: "service:web" }
  host: { image: a, network_mode: host }
networks:
  one: { name: one, ipam: { config: [{ subnet: 10.8.0.0/24 }] } }
  two: { name: two, enable_ipv6: true }
`,
  'b/compose.yaml': `services:
  db: { image: b, networks: { one: { aliases: [plain, store] }, shared: {} } }
  Web: { image: b, networks: [one, shared] }
  any: { image: b, network_mode: "\${MODE}" }
  other: { image: b, networks: [shared] }
networks: { one: { external: true }, shared: { name: "\${NET}" } }
`,
};

describe('the names of a host', () => {
  it.each(['26', '29'])(
    'are those that each container gets when it asks one by one (Engine %s)',
    (engine) => {
      const facts = factsOf(mixed, engine);
      const { names, reach, joined } = facts;
      const all = new Set(reach.services.flatMap((asker) => [...names.names(asker).keys()]));
      for (const asker of reach.services) {
        const listed = names.names(asker);
        expect([...listed.keys()], asker).toEqual([...listed.keys()].sort());
        for (const [name, answers] of listed) {
          expect([asker, name, names.answers(asker, name)]).toEqual([asker, name, answers]);
        }
        for (const service of joined.topology.services.values()) {
          if (reach.facts.get(asker)?.owner === null || !all.has(localName(service))) continue;
          const answers = names.answers(asker, localName(service));
          const listedThere = listed.has(localName(service));
          const expected = listedThere && (answers === 'unknown' || answers.includes(service.name));
          expect([asker, service.name, reach.resolves(asker, service.name) !== false]).toEqual([
            asker,
            service.name,
            expected,
          ]);
        }
      }
    },
  );

  it('are worked out once for all containers that ask the same networks', () => {
    const count = 40;
    const services = Array.from({ length: count }, (_, at) => `  s${at}: { image: a, networks: [net] }\n`);
    const text = `services:\n${services.join('')}  h: { image: a, hostname: s1 }\nnetworks: { net: {} }\n`;
    const { reach, joined, names } = factsOf({ 'a/compose.yaml': text });
    const base = baseOf(reach, joined.topology);
    let looked = 0;
    // The reads of one lookup of a name on the networks.
    const counting = Object.defineProperty({ ...base }, 'behaviour', {
      get: () => {
        looked += 1;
        return base.behaviour;
      },
    });
    const counted = hostNames(counting, ({ name }) => joined.containers.get(name) ?? []);
    for (const service of reach.services) expect(counted.names(service)).toEqual(names.names(service));
    // Each service answers to two names; for each, the families and the order of networks are read.
    expect(looked).toBeLessThan(2 * count * 4);
    expect(counted.names('a/s0')).toBe(counted.names('a/s1'));
  });
});
