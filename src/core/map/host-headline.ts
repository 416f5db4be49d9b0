// The headline of a host, one sentence in parts: who answers outside, who reaches each other without need, which names several stacks answer
// to, what cannot be read. What is not known is stated, and never counted as safe.

import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { localName } from '../reach/names/held-names.ts';
import { outsideCounts, outsideCountText, outsideServices } from '../summary/summary.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import { labelReader } from '../ways-in/ways/program-of.ts';
import type { Rail } from './find-rails.ts';
import type { HostPicture } from './host-scene.ts';

export interface HeadlinePart {
  readonly kind: 'outside' | 'flat' | 'names' | 'unreadable';
  readonly text: string;
  /** The services that the part is about, as `STACK/SERVICE`. */
  readonly services: readonly string[];
  /** Stacks that the part is about and that have no service to name. */
  readonly stacks: readonly string[];
}

/** Returns the parts of the sentence in their order; none for a host without active services. */
export function hostHeadline(picture: HostPicture): readonly HeadlinePart[] {
  const parts = [outsidePart(picture), flatPart(picture), namesPart(picture), unreadablePart(picture)];
  return parts.filter((part) => part !== null);
}

function outsidePart({ host: { reach } }: HostPicture): HeadlinePart | null {
  const { services } = reach;
  if (services.length === 0) return null;
  const outside = outsideServices(reach);
  const { open, behind, unknown } = outside;
  return {
    kind: 'outside',
    text: outsideCountText(outsideCounts(outside), services.length, unknown.length > 0),
    services: [...open, ...behind],
    stacks: [],
  };
}

/** Returns the members of a line except proxies. */
export function applicationsOn(rail: Rail, { topology }: HostFacts): readonly string[] {
  return rail.members.filter((name) => {
    const service = topology.services.get(name);
    return service !== undefined && labelReader(service) === null;
  });
}

/** Returns the part about the line on which most applications of several stacks reach each other. */
function flatPart({ host, rails }: HostPicture): HeadlinePart | null {
  let best: { readonly rail: Rail; readonly members: readonly string[] } | null = null;
  for (const rail of rails.shared) {
    const members = applicationsOn(rail, host);
    const stacks = new Set(members.map((name) => splitHostName(name).stack));
    if (stacks.size > 1 && members.length > (best?.members.length ?? 0)) best = { rail, members };
  }
  if (best === null) return null;
  const { rail, members } = best;
  const sure = members.every((from) =>
    members.every((to) => from === to || host.reach.direct(from, to) === true),
  );
  const reach = sure ? 'reach' : 'may reach';
  return {
    kind: 'flat',
    text: `on ${rail.label}, ${members.length} applications ${reach} each other on every port`,
    services: members,
    stacks: [],
  };
}

/** Returns the part about names that services of several stacks hold on one line; names that a service asks for come first. */
function namesPart({ host, rails }: HostPicture): HeadlinePart | null {
  const holders = new Map<string, Set<string>>();
  for (const rail of rails.shared) {
    const here = new Map<string, string[]>();
    for (const member of rail.members) {
      for (const name of namesOn(member, rail.network, host)) {
        here.set(name, [...(here.get(name) ?? []), member]);
      }
    }
    for (const [name, members] of here) {
      if (new Set(members.map((member) => splitHostName(member).stack)).size < 2) continue;
      holders.set(name, new Set([...(holders.get(name) ?? []), ...members]));
    }
  }
  if (holders.size === 0) return null;
  const asked = new Set(host.needs.all.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  const [[name, members] = ['', new Set<string>()], ...others] = [...holders].sort(
    ([a, of], [b, other]) =>
      Number(asked.has(b)) - Number(asked.has(a)) || other.size - of.size || compareBytes(a, b),
  );
  const stacks = new Set([...members].map((member) => splitHostName(member).stack));
  const more =
    others.length === 0
      ? ''
      : `, and ${others.length} more ${others.length === 1 ? 'name' : 'names'} by several`;
  return {
    kind: 'names',
    text: `"${name}" is answered by ${stacks.size} stacks${more}`,
    services: [...members],
    stacks: [],
  };
}

/** Returns the names of a member on a network (D2), except container names, which contain the project's. */
function namesOn(member: string, network: string, { topology }: HostFacts): ReadonlySet<string> {
  const service = topology.services.get(member);
  if (service === undefined) return new Set();
  const names = new Set([localName(service)]);
  if (service.containerName !== null) names.add(service.containerName);
  for (const attachment of service.attachments) {
    if (attachment.network === network) for (const alias of attachment.aliases) names.add(alias);
  }
  return names;
}

function unreadablePart({ bands }: HostPicture): HeadlinePart | null {
  const stacks = bands.filter(({ problem }) => problem !== null).map(({ stack }) => stack);
  if (stacks.length === 0) return null;
  const text = stacks.length === 1 ? `${stacks[0]} cannot be read` : `${stacks.length} stacks cannot be read`;
  return { kind: 'unreadable', text, services: [], stacks };
}
