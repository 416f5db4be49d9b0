// Everything that is asked of a topology under a firewall, over IPv4, and what the analyzer says of it. One fact is one key.

import { outOf } from '../../../src/core/reach/degrees.ts';
import type { Reach } from '../../../src/core/reach/reach-model.ts';
import type { Deployed } from '../deploy.ts';
import type { Lab } from '../lab.ts';
import { run } from '../run.ts';

/** An address of the world that lies behind the host's gateway; the world's other one is on the host's own subnet. */
export const internetAddress = '192.0.2.9';

/** The port at which the world listens: no rule names it. */
export const outsidePort = 8099;

interface Job {
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly source?: string;
}

/** Asks it all; a fact holds where any of its questions is answered. */
export async function measureFirewall(
  lab: Lab,
  services: readonly Deployed[],
): Promise<ReadonlyMap<string, boolean>> {
  const { host, world } = lab.namespaces.addresses.ipv4;
  const asks = new Map<string, Job[]>();
  const add = (namespace: string, job: Job): void => {
    asks.set(namespace, [...(asks.get(namespace) ?? []), job]);
  };
  for (const a of services) {
    const near = a.open ? [host] : [host, ...a.gateways.ipv4];
    for (const b of services) {
      if (a === b) continue;
      const own = b.open ? near : b.addresses.ipv4;
      for (const address of a.open && b.open ? ['127.0.0.1'] : own)
        add(a.namespace, { key: `${a.name} -> ${b.name}`, address, port: b.port });
      for (const { hostPort } of b.published)
        add(a.namespace, { key: `${a.name} -> ${b.name} by port`, address: host, port: hostPort });
    }
    // A container in host mode listens on the host, too.
    const onHost = [lab.listenerPort, ...services.filter(({ open }) => open).map(({ port }) => port)];
    for (const address of near)
      for (const port of onHost) add(a.namespace, { key: `${a.name} -> host`, address, port });
    add(a.namespace, { key: `${a.name} -> lan`, address: world, port: outsidePort });
    add(a.namespace, { key: `${a.name} -> internet`, address: internetAddress, port: outsidePort });
    for (const { hostPort, hostIp } of a.published) {
      const bound = hostIp === '0.0.0.0' || hostIp === '127.0.0.1' ? '127.0.0.1' : hostIp;
      add(lab.namespaces.host, { key: `host -> ${a.name} at ${hostPort}`, address: bound, port: hostPort });
      for (const [place, source] of [
        ['lan', world],
        ['internet', internetAddress],
      ] as const)
        add(lab.namespaces.world, {
          key: `${place} -> ${a.name} at ${hostPort}`,
          address: host,
          port: hostPort,
          source,
        });
    }
    if (a.open) continue;
    for (const address of a.addresses.ipv4) {
      add(lab.namespaces.host, { key: `host -> ${a.name}`, address, port: a.port });
      add(lab.namespaces.world, { key: `lan -> ${a.name}`, address, port: a.port, source: world });
    }
  }
  const facts = new Map<string, boolean>();
  await Promise.all(
    [...asks].map(async ([namespace, jobs]) => {
      const script = `${import.meta.dirname}/ask.mjs`;
      const args = [`--net=${namespace}`, process.execPath, script];
      const { code, stdout, stderr } = await run('nsenter', args, process.env, JSON.stringify(jobs));
      if (code !== 0) throw new Error(`asking from ${namespace}: ${stderr}`);
      const answers = JSON.parse(stdout) as readonly boolean[];
      for (const [at, { key }] of jobs.entries())
        facts.set(key, (facts.get(key) ?? false) || answers[at] === true);
    }),
  );
  return facts;
}

/** The same facts as the analyzer has them; `unknown` is an answer. */
export function predictFirewall(reach: Reach): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  const set = (key: string, value: boolean | 'unknown'): void => {
    facts.set(key, String(value));
  };
  const of = reach.family('ipv4');
  for (const a of reach.services) {
    const own = of.facts(a);
    const out = outOf(own);
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
  return facts;
}
