import { describe, expect, it } from 'vitest';
import { computeReach, reachWithProfiles } from './compute-reach.ts';
import type { Reach, ReachOptions } from './reach-model.ts';
import { optionsFor, topologyOf } from './testing/reach-of.ts';

const stack = `
services:
  web:
    image: example/web:1
    ports: ["8080:80", "127.0.0.1:9000:90"]
    networks: [front, back]
  db:
    image: example/db:1
    networks: [back]
  joined:
    image: example/joined:1
    network_mode: service:late
  late:
    image: example/late:1
    profiles: [more]
    ports: ["53:53/udp"]
    networks: [front, six]
  debug:
    image: example/debug:1
    profiles: [debug]
    network_mode: service:web
  tunnel:
    image: cloudflare/cloudflared:2025.1.0
    command: tunnel run
    environment: { TUNNEL_TOKEN: t }
    profiles: [more]
    networks: [front]
  whole:
    image: example/whole:1
    profiles: [debug]
    network_mode: host
networks:
  front: {}
  back: { internal: true }
  six: { enable_ipv6: true }
`;

/** Returns all answers of a reach, pair by pair. */
function allOf(reach: Reach): unknown {
  const pairs = reach.services.flatMap((from) =>
    reach.services.map((to) => [from, to, reach.pair(from, to), reach.reaches(from, to)]),
  );
  return {
    apart: reach.apart,
    addressFamilies: reach.addressFamilies,
    facts: [...reach.facts],
    ofFamilies: reach.services.map((name) => [
      reach.family('ipv4').facts(name),
      reach.apart ? reach.family('ipv6').facts(name) : null,
    ]),
    pairs,
    profiles: reach.options.profiles,
  };
}

function bothWays(yaml: string, options: ReachOptions): readonly [Reach, Reach] {
  const topology = topologyOf(yaml);
  const some = computeReach(topology, options);
  return [
    reachWithProfiles(some, topology, options, ['*']),
    computeReach(topology, { ...options, profiles: ['*'] }),
  ];
}

describe('reachWithProfiles', () => {
  it.each(['26', '28', '29'])('says the same as a reach of its own, on Engine %s', (engine) => {
    for (const profiles of [[], ['debug'], ['more']]) {
      for (const yaml of [stack, stack.replace('enable_ipv6: true', 'internal: true')]) {
        const [again, fresh] = bothWays(yaml, optionsFor(engine, { profiles }));
        expect(allOf(again)).toEqual(allOf(fresh));
      }
    }
  });

  it('takes the facts that no profile changes as they are, and no others', () => {
    const options = optionsFor('28');
    const topology = topologyOf(stack.replace(/ {2}tunnel:[\s\S]*?(?= {2}whole:)/, ''));
    const some = computeReach(topology, options);
    const whole = reachWithProfiles(some, topology, options, ['*']);
    expect(whole.facts.get('db')).toBe(some.facts.get('db'));
    expect(some.facts.get('joined')?.isolation).toBe('unknown');
    expect(whole.facts.get('joined')?.isolation).toBe('joined');
  });
});
