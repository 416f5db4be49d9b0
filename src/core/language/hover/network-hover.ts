// What there is to know of a network, as Markdown.

import type { Analysis } from '../../analysis/analyze.ts';
import type { Network, Tri } from '../../compose/topology.ts';
import { codeSpan } from '../../export/markdown-text.ts';
import { someNames } from './some-names.ts';

function trait(value: Tri, name: string): readonly string[] {
  return value === false ? [] : [value === true ? name : `${name}: not known`];
}

function traitsOf({ driver, internal, external, enableIpv6, origin }: Network): string {
  return [
    driver,
    ...trait(internal, 'internal'),
    ...trait(external, 'external'),
    ...trait(enableIpv6, 'IPv6'),
    ...(origin === 'undeclared' ? ['not declared'] : []),
  ].join(', ');
}

/** A network with its members, subnets and what leads out of it; nothing where the project has none of that name. */
export function networkHover({ topology, reach }: Analysis, name: string): string | null {
  const network = topology.networks.get(name);
  if (!network) return null;
  const members = [...topology.services.values()].filter(({ attachments }) =>
    attachments.some((one) => one.network === name),
  );
  const active = members.filter((member) => reach.facts.has(member.name)).map((member) => member.name);
  const inactive = members.filter((member) => !reach.facts.has(member.name)).map((member) => member.name);
  const subnets = network.subnets.flatMap(({ subnet }) => (subnet === null ? [] : [subnet]));
  const outside = active.filter((member) => reach.facts.get(member)?.fromOutside === true);
  const out = active.filter((member) => reach.facts.get(member)?.gateway === name);
  return [
    `**Network ${codeSpan(name)}**: ${traitsOf(network)}`,
    '',
    `- Members: ${someNames(active, 'none')}`,
    ...(inactive.length === 0 ? [] : [`- Not active: ${someNames(inactive, '')}`]),
    `- Reached from outside: ${someNames(outside, 'none of them for certain')}`,
    `- Way out of: ${someNames(out, 'none of them')}`,
    ...(subnets.length === 0 ? [] : [`- Subnets: ${someNames(subnets, '')}`]),
    ...(network.dockerName === null ? [] : [`- In Docker: ${codeSpan(network.dockerName)}`]),
  ].join('\n');
}
