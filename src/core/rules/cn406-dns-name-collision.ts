// CN406. Owns: names that several services answer to on one network, and common names on networks that other projects share.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import { namesByNetwork } from './facts/names-by-network.ts';

const commonNames: ReadonlySet<string> = new Set([
  'db',
  'database',
  'postgres',
  'mysql',
  'mariadb',
  'mongo',
  'redis',
  'cache',
  'rabbitmq',
  'web',
  'app',
  'api',
  'server',
  'backend',
  'frontend',
  'worker',
  'nginx',
  'proxy',
]);

export const rule: Rule = {
  id: 'CN406',
  slug: 'dns-name-collision',
  title: 'Two services answer to the same name on one network',
  why: 'A name that several containers hold resolves to any of them, in no reliable order. Some connections then go to the wrong container, and a database receives the writes meant for another.',
  severity: 'warning',
  source: 'D10',
  *check(context) {
    for (const [network, names] of namesByNetwork(context)) {
      for (const [name, holders] of names) {
        if (holders.length < 2) continue;
        const chosen = holders.filter((holder) => isChosenName(context, holder, network, name));
        if (chosen.length > 1 && !allNamedSo(context, chosen, name))
          yield collisionReport(context, network, name, chosen);
      }
      if (!hasUnseenMembers(context, network)) continue;
      for (const [name, [holder]] of names) {
        if (holder === name && commonNames.has(name)) yield commonNameReport(context, network, name);
      }
    }
  },
};

/** True when unknown services of other projects may be on the network. Where the stacks of a host are known, CN803 reports them. */
function hasUnseenMembers({ topology, reach: { options } }: RuleContext, network: string): boolean {
  const declared = topology.networks.get(network);
  if (declared?.external !== true) return false;
  const name = dockerNameOf(declared, options.project);
  return name === null || options.elsewhere?.has(name) !== true;
}

/** True when a name was chosen for others to use: a service, container or alias name. A duplicate `hostname` is not reported. */
function isChosenName({ topology }: RuleContext, holder: string, network: string, name: string): boolean {
  const service = topology.services.get(holder);
  if (holder === name || service?.containerName === name) return true;
  return (
    service?.attachments.some(
      (attachment) => attachment.network === network && attachment.aliases.includes(name),
    ) ?? false
  );
}

/** True when all holders state this container name: they never run together, and CN604 reports it. */
function allNamedSo({ topology }: RuleContext, holders: readonly string[], name: string): boolean {
  return holders.every((holder) => topology.services.get(holder)?.containerName === name);
}

function collisionReport(
  context: RuleContext,
  network: string,
  name: string,
  holders: readonly string[],
): Report {
  const { topology, tiers } = context;
  const services = holders
    .map((holder) => topology.services.get(holder))
    .filter((service) => service !== undefined);
  // The culprit is a service that has the name as an alias.
  const culprit = services.findLast((service) => service.name !== name);
  const subjects = culprit ? [culprit.name, ...holders.filter((holder) => holder !== culprit.name)] : holders;
  const fix = culprit ? dropName(culprit, network, name) : null;
  return {
    severity: holders.some((holder) => tiers.of(holder) === 'data') ? 'error' : 'warning',
    subjects: [...subjects, `network:${network}`],
    message: `${nameList(holders)} all answer to '${name}' on ${network}: which of them gets a connection is left to chance.`,
    at: culprit ? attachmentPlace(culprit, network) : ['services', holders[0] ?? name],
    fixes: fix && holders.length === 2 ? [fix] : [],
    evidence: [network, name],
  };
}

function dropName(service: Service, network: string, name: string): Fix | null {
  const attachment = service.attachments.find((attachment) => attachment.network === network);
  const operations: Operation[] = [];
  if (attachment?.aliases.includes(name)) {
    operations.push({ type: 'unalias', service: service.name, network, alias: name });
  }
  if (service.containerName === name) {
    operations.push({ type: 'unset', service: service.name, key: 'container_name', item: null });
  }
  return { title: `Remove the name '${name}' from ${service.name}`, safe: false, operations };
}

function commonNameReport(context: RuleContext, network: string, name: string): Report {
  const service = context.topology.services.get(name);
  const alias = `${context.topology.name ?? context.reach.options.project ?? 'project'}-${name}`;
  return {
    severity: 'info',
    certainty: 'inferred',
    subjects: [name, `network:${network}`],
    message: `'${name}' is a common name on ${network}, which other projects use too: one of theirs may answer instead. Refer to a name such as '${alias}'.`,
    at: service ? attachmentPlace(service, network) : ['services', name],
    evidence: [network, name, 'external'],
  };
}
