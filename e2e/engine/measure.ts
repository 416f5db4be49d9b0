// Asks a running deployment every question that the analyzer answers. One fact is one key and its answer as text.

import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { run } from './run.ts';

/** `web -> db direct` and the like, with `true`, `false`, or the word of `reachableFrom`. */
export type Facts = ReadonlyMap<string, string>;

const parallel = 24;

async function answers(lab: Lab, namespace: string, address: string, port: number): Promise<boolean> {
  const nc = [lab.busybox, 'nc', '-w', '2', address, String(port)];
  return (await run('nsenter', [`--net=${namespace}`, ...nc])).code === 0;
}

async function anyAnswers(
  lab: Lab,
  namespace: string,
  addresses: Iterable<string>,
  port: number,
): Promise<boolean> {
  for (const address of addresses) {
    if (await answers(lab, namespace, address, port)) return true;
  }
  return false;
}

/** Whether `name`, asked inside `from`, gives one of `addresses`: by /etc/hosts (legacy links), else by the resolver. */
async function resolves(
  lab: Lab,
  from: Deployed,
  name: string,
  addresses: readonly string[],
): Promise<boolean> {
  const hosts = await lab.docker(['exec', from.container, 'cat', '/etc/hosts']);
  const line = hosts.split('\n').find((text) => text.split(/\s+/).slice(1).includes(name));
  if (line !== undefined) return addresses.includes(line.split(/\s+/)[0] ?? '');
  const lookup = `nslookup ${name} 2>/dev/null || true`;
  const output = await lab.docker(['exec', from.container, 'sh', '-c', lookup]);
  const found = output.split('\n').flatMap((text) => /^Address[^:]*:\s*([\d.]+)\s*$/.exec(text)?.[1] ?? []);
  return found.some((address) => addresses.includes(address));
}

type Question = readonly [key: string, ask: () => Promise<boolean | string>];

/** Every fact about `services`, keyed as `predict` keys them. */
export async function measure(lab: Lab, services: readonly Deployed[]): Promise<Facts> {
  const { host, world, hostAddress, worldAddress } = lab.namespaces;
  const byName = new Map(services.map((service) => [service.name, service]));
  const ownerOf = (service: Deployed) => byName.get(service.owner) ?? service;
  const questions: Question[] = [];

  for (const a of services) {
    const aOwner = ownerOf(a);
    const hostSide = aOwner.open ? ['127.0.0.1'] : [hostAddress, ...aOwner.gateways];
    questions.push([`${a.name} egress`, () => answers(lab, a.namespace, worldAddress, lab.listenerPort)]);
    questions.push([`${a.name} toHost`, () => anyAnswers(lab, a.namespace, hostSide, lab.listenerPort)]);
    const own = aOwner.open ? ['127.0.0.1'] : aOwner.addresses;
    questions.push([`${a.name} fromHost`, () => anyAnswers(lab, host, own, a.port)]);

    const outsidePorts = aOwner.open ? [a.port] : aOwner.published.map((port) => port.hostPort);
    questions.push([
      `${a.name} fromOutside`,
      async () => {
        for (const port of outsidePorts) if (await answers(lab, world, hostAddress, port)) return true;
        return false;
      },
    ]);
    for (const { hostPort } of a.published) {
      questions.push([
        `${a.name} port ${hostPort}`,
        async () => {
          if (await answers(lab, world, hostAddress, hostPort)) return 'outside';
          return (await anyAnswers(lab, host, ['127.0.0.1', hostAddress], hostPort)) ? 'host' : 'nowhere';
        },
      ]);
    }

    for (const b of services) {
      if (a === b) continue;
      const bOwner = ownerOf(b);
      const sameNamespace = aOwner === bOwner || (aOwner.open && bOwner.open);
      const targets = sameNamespace ? ['127.0.0.1'] : bOwner.open ? hostSide : bOwner.addresses;
      questions.push([`${a.name} -> ${b.name} direct`, () => anyAnswers(lab, a.namespace, targets, b.port)]);
      questions.push([`${a.name} -> ${b.name} resolves`, () => resolves(lab, a, b.name, bOwner.addresses)]);
      questions.push([
        `${a.name} -> ${b.name} viaHost`,
        async () => {
          for (const { hostPort } of bOwner.published) {
            if (await answers(lab, a.namespace, hostAddress, hostPort)) return true;
          }
          return false;
        },
      ]);
    }
  }

  const facts = new Map<string, string>();
  for (const [key] of questions) facts.set(key, '');
  const rest = [...questions];
  const work = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      facts.set(next[0], String(await next[1]()));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return facts;
}
