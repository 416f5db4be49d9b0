// How far a change may be felt by rules that look at a service and those around it.

import type { RuleContext } from './finding.ts';
import { bitsOf } from './reach/bit-row.ts';
import { membersByNetwork } from './rules/facts/networks.ts';

/** Of more changes than this it is not worth asking. */
const few = 20;

/**
 * The services that `changed`, those in their namespace and within their reach, those `between` which reach is another one, and
 * two steps beside all of these: over a network, or from need to need. Both before and after counts. Null after many changes.
 */
export function servicesAround(
  before: RuleContext,
  after: RuleContext,
  changed: readonly string[],
  between: ReadonlySet<string>,
): ReadonlySet<string> | null {
  // What is seen otherwise may be another service than the one that changed: it joins it, or a proxy asks for it.
  const seen = new Set([...changed, ...otherViews(before, after)]);
  if (seen.size > few) return null;
  const near = new Set([...seen, ...between]);
  for (const context of [before, after]) {
    for (const name of seen) {
      for (const other of within(context, name)) near.add(other);
    }
  }
  return beside(before, after, beside(before, after, near));
}

/** `names` and those on their networks, and whom they need or are needed by. */
function beside(before: RuleContext, after: RuleContext, names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (const context of [before, after]) {
    const members = membersByNetwork(context);
    const networks = new Set<string>();
    for (const name of names) {
      for (const network of context.reach.facts.get(name)?.networks ?? []) networks.add(network);
      for (const { to } of context.needs.from(name)) found.add(to);
      for (const { from } of context.needs.to(name)) found.add(from);
    }
    for (const network of networks) for (const member of members.get(network) ?? []) found.add(member);
  }
  return found;
}

/** Active services whose views are other objects. */
function otherViews({ views: before }: RuleContext, { views: after }: RuleContext): readonly string[] {
  const others: string[] = [];
  const old = before.values();
  for (const view of after.values()) if (old.next().value !== view) others.push(view.service.name);
  return others;
}

/** Those in its namespace and whom it reaches directly. */
function* within(context: RuleContext, name: string): Iterable<string> {
  const { reach, views } = context;
  const view = views.get(name);
  if (!view) return;
  if (view.facts.owner !== null) yield view.facts.owner;
  for (const [other, { facts }] of views) if (facts.owner === name) yield other;
  const { yes, maybe } = reach.row('direct', name);
  for (const row of [yes, maybe]) for (const index of bitsOf(row)) yield reach.services[index] ?? name;
}
