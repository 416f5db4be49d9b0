// Everything that is asked of a topology under a firewall, family by family, and what the analyzer says of it. One fact is one key.

import { outboundReach } from '../../../src/core/reach/degrees.ts';
import type { Family, Reach } from '../../../src/core/reach/reach-model.ts';
import type { Deployed } from '../deploy.ts';
import type { Lab } from '../lab.ts';
import { type Asked, askFrom } from '../probe.ts';

/** Addresses of the world that lie behind the host's gateway; the world's others are on the host's own subnets. */
export const internetAddresses: { readonly [family in Family]: string } = {
  ipv4: '192.0.2.9',
  ipv6: '2001:db8:198::9',
};

const loopback: { readonly [family in Family]: string } = { ipv4: '127.0.0.1', ipv6: '::1' };

/** The port at which the world listens: no rule names it. */
export const outsidePort = 8099;

interface Job extends Asked {
  readonly key: string;
}

/** Asks it all; a fact holds where any of its questions is answered. Over IPv6 its key says so. */
export async function measureFirewall(
  lab: Lab,
  services: readonly Deployed[],
  families: readonly Family[] = ['ipv4'],
): Promise<ReadonlyMap<string, boolean>> {
  const asks = new Map<string, Job[]>();
  for (const family of families) addJobs(asks, lab, services, family);
  const facts = new Map<string, boolean>();
  await Promise.all(
    [...asks].map(async ([namespace, jobs]) => {
      const answers = await askFrom(namespace, jobs);
      for (const [at, { key }] of jobs.entries())
        facts.set(key, (facts.get(key) ?? false) || answers[at] !== null);
    }),
  );
  return facts;
}

function keyIn(family: Family, key: string): string {
  return family === 'ipv4' ? key : `${key} over IPv6`;
}

/** What is asked over one family, by the namespace that asks. */
function addJobs(asks: Map<string, Job[]>, lab: Lab, services: readonly Deployed[], family: Family): void {
  const { host, world } = lab.namespaces.addresses[family];
  const internet = internetAddresses[family];
  const self = loopback[family];
  const add = (namespace: string, job: Job): void => {
    asks.set(namespace, [...(asks.get(namespace) ?? []), { ...job, key: keyIn(family, job.key) }]);
  };
  for (const a of services) {
    const near = a.open ? [host] : [host, ...a.gateways[family]];
    for (const b of services) {
      if (a === b) continue;
      const own = b.open ? near : b.addresses[family];
      for (const address of a.open && b.open ? [self] : own)
        add(a.namespace, { key: `${a.name} -> ${b.name}`, address, port: b.port });
      for (const { hostPort } of b.published)
        add(a.namespace, { key: `${a.name} -> ${b.name} by port`, address: host, port: hostPort });
    }
    // A container in host mode listens on the host, too.
    const onHost = [lab.listenerPort, ...services.filter(({ open }) => open).map(({ port }) => port)];
    for (const address of near)
      for (const port of onHost) add(a.namespace, { key: `${a.name} -> host`, address, port });
    add(a.namespace, { key: `${a.name} -> lan`, address: world, port: outsidePort });
    add(a.namespace, { key: `${a.name} -> internet`, address: internet, port: outsidePort });
    for (const { hostPort, hostIp } of a.published) {
      // One that is bound to an address of the other family answers nowhere in this one.
      const isHere = hostIp.includes(':') === (family === 'ipv6') && hostIp !== '0.0.0.0' && hostIp !== '::';
      const bound = isHere ? hostIp : self;
      add(lab.namespaces.host, { key: `host -> ${a.name} at ${hostPort}`, address: bound, port: hostPort });
      for (const [place, source] of [
        ['lan', world],
        ['internet', internet],
      ] as const)
        add(lab.namespaces.world, {
          key: `${place} -> ${a.name} at ${hostPort}`,
          address: host,
          port: hostPort,
          source,
        });
    }
    if (a.open) continue;
    for (const address of a.addresses[family]) {
      add(lab.namespaces.host, { key: `host -> ${a.name}`, address, port: a.port });
      add(lab.namespaces.world, { key: `lan -> ${a.name}`, address, port: a.port, source: world });
    }
  }
}

/** The same facts as the analyzer has them; `unknown` is an answer. */
export function predictFirewall(
  reach: Reach,
  families: readonly Family[] = ['ipv4'],
): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const family of families) addPredicted(facts, reach, family);
  return facts;
}

function addPredicted(facts: Map<string, string>, reach: Reach, family: Family): void {
  const set = (key: string, value: boolean | 'unknown'): void => {
    facts.set(keyIn(family, key), String(value));
  };
  const of = reach.family(family);
  for (const a of reach.services) {
    const own = of.facts(a);
    const out = outboundReach(own);
    set(`${a} -> host`, out.host);
    set(`${a} -> lan`, out.lan);
    set(`${a} -> internet`, out.internet);
    for (const { hostPort, answers } of own.published) {
      if (!answers) continue;
      set(`host -> ${a} at ${hostPort}`, answers.host);
      set(`lan -> ${a} at ${hostPort}`, answers.lan);
      set(`internet -> ${a} at ${hostPort}`, answers.internet);
    }
    if (reach.facts.get(a)?.isolation !== 'open') {
      set(`host -> ${a}`, own.fromHost);
      set(`lan -> ${a}`, own.fromLan ?? 'unknown');
    }
    for (const b of reach.services) {
      if (a === b) continue;
      set(`${a} -> ${b}`, of.direct(a, b));
      if (own && reach.facts.get(b)?.published.length) set(`${a} -> ${b} by port`, of.viaHost(a, b));
    }
  }
}
