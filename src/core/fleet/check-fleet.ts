// What the parts of a fleet's file say of each other: names that nobody has, forwards in circles, subnets and folders that two claim.

import type { Path } from '../yaml/tree.ts';
import type { AllowEntry, ForwardEntry } from './fleet-entries.ts';
import type { FleetFile } from './stated-fleet.ts';

type Read = Pick<FleetFile, 'machines' | 'networks' | 'routers' | 'names'>;
type Report = (message: string, path: Path) => void;

/** Reports names that no machine, network or router has, forwards that nothing receives, and forwards in circles. */
export function checkNames({ machines, networks, routers, names }: Read, error: Report): void {
  const isKnown = (name: string): boolean => name === '*' || machines.has(name) || networks.has(name);
  const checkAllow = (rules: readonly AllowEntry[], path: Path): void => {
    rules.forEach(({ text, from, to }, index) => {
      for (const name of [from, to])
        if (!isKnown(name))
          error(`'${text}' names ${name}, which is no machine and no network of this file.`, [
            ...path,
            index,
          ]);
    });
  };
  for (const { name, allow } of networks.values()) checkAllow(allow ?? [], ['networks', name, 'allow']);
  for (const { name, nat, allow, forwards } of routers?.values() ?? []) {
    const path = ['routers', name];
    checkAllow(allow, [...path, 'allow']);
    nat.forEach((network, index) => {
      if (!networks.has(network))
        error(`nat of ${name} names ${network}, which is no network of this file.`, [...path, 'nat', index]);
    });
    forwards.forEach((forward, index) => {
      const at = [...path, 'forwards', index];
      const target = machines.get(forward.to) ?? routers?.get(forward.to);
      if (!target) error(`'${forward.text}' leads to ${forward.to}, which is no machine of this file.`, at);
      else if (forward.network !== null && !target.addresses.has(forward.network))
        error(`'${forward.text}' leads to ${forward.to} on ${forward.network}, where it has no address.`, at);
      if (leadsBack(name, forward, routers)) error(`'${forward.text}' leads back to ${name} itself.`, at);
    });
  }
  for (const [name, to] of names)
    if (!machines.has(to) && !routers?.has(to))
      error(`${name} leads to ${to}, which is no machine and no router of this file.`, ['names', name]);
}

/** True for a forward that leads back to its router, straight or by forwards of others. */
function leadsBack(name: string, forward: ForwardEntry, routers: Read['routers']): boolean {
  const met = new Set<ForwardEntry>();
  for (let next: ForwardEntry | undefined = forward; next && !met.has(next); ) {
    if (next.to === name) return true;
    met.add(next);
    const { to, toPort, protocol }: ForwardEntry = next;
    next = routers?.get(to)?.forwards.find((one) => one.port === toPort && one.protocol === protocol);
  }
  return false;
}

/** Reports subnets of two networks that overlap, and folders of stacks and Docker contexts that two machines claim. */
export function checkOverlaps({ machines, networks }: Read, error: Report): void {
  // In order, so that each is compared with the one before it that reaches furthest.
  const subnets = [...networks.values()]
    .flatMap(({ name, subnets }) => subnets.map((one) => ({ ...one, name })))
    .map((one, index) => ({ ...one, index }))
    .sort(
      (a, b) =>
        a.family.localeCompare(b.family) ||
        Number(a.range.first > b.range.first) - Number(a.range.first < b.range.first),
    );
  let furthest: (typeof subnets)[number] | null = null;
  for (const one of subnets) {
    const meets = furthest && furthest.family === one.family && one.range.first <= furthest.range.last;
    if (furthest && meets && furthest.name !== one.name) {
      const [first, second] = furthest.index < one.index ? [furthest, one] : [one, furthest];
      error(
        `The subnet ${second.text} of ${second.name} overlaps ${first.text} of ${first.name}. An address must belong to one network.`,
        ['networks', second.name, 'subnet'],
      );
    }
    if (!furthest || !meets || one.range.last > furthest.range.last) furthest = one;
  }
  checkContexts(machines, error);
  const claimed = new Map<string, string>();
  for (const { name, stacks } of machines.values()) {
    if (stacks === null) continue;
    const folder = plainFolder(stacks);
    const other = claimed.get(folder);
    if (other !== undefined)
      error(`${other} and ${name} both claim the stacks in ${stacks}. Give each machine its own folder.`, [
        'machines',
        name,
        'stacks',
      ]);
    else claimed.set(folder, name);
  }
  for (const [folder, name] of claimed)
    for (const [outer, other] of claimed)
      if (outer !== folder && isInside(folder, outer))
        error(
          `The stacks of ${name} in ${folder} are inside those of ${other}, which claims ${outer === '' ? 'the whole folder' : outer}. Give each machine its own folder.`,
          ['machines', name, 'stacks'],
        );
}

/** Reports a Docker context of two machines: it leads to one Engine, whose containers would run twice. */
function checkContexts(machines: Read['machines'], error: Report): void {
  const claimed = new Map<string, string>();
  for (const { name, context } of machines.values()) {
    if (context === null) continue;
    const other = claimed.get(context);
    if (other !== undefined)
      error(
        `${other} and ${name} both have the context ${context}, which leads to one Engine. Give each machine its own.`,
        ['machines', name, 'context'],
      );
    else claimed.set(context, name);
  }
}

/** Reports the stacks of a second node of the swarm, and nodes without a swarm's stacks. */
export function checkSwarm({ machines }: Read, error: Report): void {
  const nodes = [...machines.values()].filter(({ swarm }) => swarm);
  const [home, ...others] = nodes.filter(({ stacks }) => stacks !== null);
  for (const { name, stacks } of home ? others : [])
    error(
      `The stacks of the swarm are in ${home?.stacks}, the folder of ${home?.name}, and ${name} claims others in ${stacks}. A stack belongs to the whole swarm: put all of them below one node's folder.`,
      ['machines', name, 'stacks'],
    );
  const [first] = nodes;
  if (first && !home)
    error(
      `${first.name} is a node of a swarm, and no node states the swarm's stacks. Write \`stacks: FOLDER\` at one of them.`,
      ['machines', first.name, 'swarm'],
    );
}

function isInside(folder: string, outer: string): boolean {
  return outer === '' || folder.startsWith(`${outer}/`);
}

function plainFolder(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}
