// The memberships of services in the networks of a stack, with the further names that others use.

import { nameList } from '../../compose/name-list.ts';
import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import type { Attachment, Service } from '../../compose/topology.ts';
import { mentionsOf } from '../../needs/find-references.ts';
import { mapTree, textTree } from '../../yaml/make-tree.ts';
import { childOf, deref, itemsOf, type MapTree, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import { mapOf, type StackContext } from './stack-context.ts';
import { stackEntry, textList } from './stack-keys.ts';

/** One service on one network of the stack. */
export interface StackMembership {
  readonly network: string;
  /** The original membership; null for one that the export added. */
  readonly from: Attachment | null;
  readonly aliases: readonly string[];
}

/** Adds aliases for names that services have in Compose beside their own and that others use. */
export function addAliases(
  context: StackContext,
  services: readonly Service[],
  memberships: Map<string, readonly StackMembership[]>,
): void {
  const { note } = context;
  const onNetwork = (key: string): readonly string[] =>
    services.flatMap(({ name }) =>
      (memberships.get(name) ?? []).some(({ network }) => network === key) ? [name] : [],
    );
  const give = (to: string, alias: string, among: (network: string) => boolean): readonly string[] => {
    const clashing: string[] = [];
    const next = (memberships.get(to) ?? []).map((membership) => {
      if (membership.from === null || !among(membership.network) || membership.aliases.includes(alias))
        return membership;
      const other = onNetwork(membership.network).find(
        (name) =>
          name !== to &&
          (name === alias ||
            memberships
              .get(name)
              ?.some(({ network, aliases }) => network === membership.network && aliases.includes(alias))),
      );
      if (other === undefined) return { ...membership, aliases: [...membership.aliases, alias] };
      clashing.push(other);
      return membership;
    });
    memberships.set(to, next);
    return clashing;
  };
  for (const { name, links } of services) {
    for (const [index, { service: to, alias }] of links.entries()) {
      const at: Path = ['services', name, 'links', index];
      const own = new Set((memberships.get(name) ?? []).map(({ network }) => network));
      if (alias === null || alias === to || !memberships.has(to)) {
        note(
          'changed',
          'link',
          at,
          `A stack ignores links (SW15); ${to} answers to its own name on the networks that both are on.`,
        );
        continue;
      }
      const [other] = give(to, alias, (network) => own.has(network));
      if (other === undefined)
        note(
          'changed',
          'link',
          at,
          `A stack ignores links (SW15): ${alias} is an alias of ${to} on the networks that both are on, for all services there.`,
        );
      else
        note(
          'lost',
          'link',
          at,
          `A stack ignores links (SW15), and ${alias} cannot be an alias of ${to}: ${other} has that name there. Use another name.`,
        );
    }
  }
  for (const service of services) {
    const { name, containerName, hostname } = service;
    for (const [key, called] of [
      ['container_name', containerName],
      ['hostname', hostname],
    ] as const) {
      if (called === null || called === name) continue;
      const users = services.filter(
        (other) => other.name !== name && mentionsOf(other).some(({ host }) => host === called),
      );
      if (users.length === 0) continue;
      const [other] = give(name, called, () => true);
      const by = nameList(users.map((user) => user.name));
      note(
        other === undefined ? 'changed' : 'lost',
        'name-alias',
        ['services', name, key],
        other === undefined
          ? `A stack does not resolve container names and host names: ${called}, which ${by} uses, is an alias there.`
          : `No name on the networks of a stack, and ${called}, which ${by} uses, is the name of ${other} there. Use another name.`,
      );
    }
  }
}

/** Returns a service's `networks` in the stack; null when the default overlay without options is enough. */
export function membershipTree(
  context: StackContext,
  service: Service,
  tree: Tree | null,
  memberships: readonly StackMembership[],
): Tree | null {
  const [only, ...others] = memberships;
  const node = deref(tree);
  const plain = memberships.every(({ from, aliases }) => aliases.length === (from?.aliases.length ?? 0));
  const implicit = only?.network === 'default' && only.from?.membership === 'implicit-default';
  if (implicit && others.length === 0 && plain) return null;
  if (
    node?.kind === 'seq' ||
    (node?.kind !== 'map' && memberships.every(({ aliases }) => aliases.length === 0))
  ) {
    if (plain) {
      const known = new Map(itemsOf(node).map((item) => [scalarText(item), item]));
      const items = memberships.map(({ network, from }) => {
        const item = known.get(network);
        return item && from?.network === network ? item : textTree(network);
      });
      return node?.kind === 'seq' ? { ...node, items } : textList(memberships.map(({ network }) => network));
    }
  }
  const entries = memberships.map(({ network, from, aliases }): readonly [string, Tree] => {
    const membership = from === null ? null : deref(childOf(node, from.network));
    const at: Path = ['services', service.name, 'networks', from?.network ?? network];
    const before = membership?.kind === 'map' ? membership : mapTree([]);
    const left = membershipLeft(context, service, before, at);
    const added = aliases.slice(from?.aliases.length ?? 0);
    const given =
      added.length === 0
        ? left
        : withEntry(left, 'aliases', (list) => {
            const items = [...itemsOf(list), ...itemsOf(textList(added))];
            return list?.kind === 'seq' ? { ...list, items } : textList(aliases);
          });
    return [
      network,
      given.entries.length === 0 && membership?.kind !== 'map' ? (membership ?? given) : given,
    ];
  });
  const made = mapTree(entries);
  return node?.kind === 'map' ? { ...node, entries: made.entries } : made;
}

/** Returns the options of a membership that a stack accepts. */
function membershipLeft(context: StackContext, service: Service, tree: MapTree, at: Path): MapTree {
  const { note, source } = context;
  let left = tree;
  for (const key of ['ipv4_address', 'ipv6_address']) {
    const address = scalarText(childOf(tree, key));
    if (address === null) continue;
    left = withEntry(left, key, () => null);
    const users = [...source.workspace.topology.services.values()].filter(
      (other) => other !== service && mentionsOf(other).some(({ host }) => host === address),
    );
    if (users.length === 0) {
      note(
        'changed',
        'fixed-address',
        [...at, key],
        `A swarm does not assign ${address} (SW9): it picks addresses itself.`,
      );
    } else {
      const by = nameList(users.map(({ name }) => name));
      note(
        'lost',
        'fixed-address',
        [...at, key],
        `A swarm does not assign ${address} (SW9), which ${by} uses. Use the name ${service.name}.`,
      );
    }
  }
  return mapOf(stackEntry(context, 'membership', left, at));
}
