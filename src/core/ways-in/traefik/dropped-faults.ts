// The parts that Traefik drops (labels, unknown entry points, routers) and the consequences.

import { nameList } from '../../compose/name-list.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Outcome } from '../model.ts';
import { atLine } from '../places.ts';
import type { Router } from './dynamic-config.ts';
import { declarerOf, distinct, logins, remedy, requestsOf, type TraefikParts } from './fault-parts.ts';
import type { Rule } from './rule.ts';
import { parseRule, type RuleExpression } from './rule-expression.ts';
import type { EntryPoint } from './static-config.ts';

export function* droppedLabels({ service, dynamic }: TraefikParts): Generator<Fault> {
  for (const { what, because, kind, services, declaredAt } of dynamic.dropped) {
    if (kind === null) continue;
    yield {
      kind,
      services: services.length > 0 ? services : [service.name],
      about: what,
      text:
        kind === 'names-merge'
          ? `${nameList(services)} say the ${what} differently, so ${service.name} serves it for neither.`
          : `${service.name} leaves ${what} out: ${because}`,
      remediation:
        kind === 'names-merge'
          ? 'Give it another name in the labels of one of them.'
          : kind === 'labels-dropped'
            ? `Correct or delete that label${atLine(declaredAt)}.`
            : `Correct it${atLine(declaredAt)}.`,
      opens: false,
      declaredAt,
    };
  }
}

export function* missingEntrances({ service, config, dynamic }: TraefikParts): Generator<Fault> {
  const known = new Set(config.entryPoints.map(({ name }) => name));
  for (const router of dynamic.routers) {
    const { name, entryPoints, declaredAt } = router;
    const missing = (entryPoints ?? []).filter((one) => !known.has(one.toLowerCase()));
    const present = (entryPoints ?? []).filter((one) => known.has(one.toLowerCase()));
    const [first] = missing;
    if (first === undefined) continue;
    const minor = missing.length < (entryPoints?.length ?? 0);
    yield {
      kind: 'entrance-missing',
      services: [declarerOf(declaredAt, service), service.name].filter(distinct),
      about: `${name} ${first}`,
      text: `The router ${name} names the entry point ${first}, which ${service.name} does not have${minor ? '; it is served on the others' : ', so it is served nowhere'}. ${service.name} has ${nameList([...known]) || 'none'}.`,
      remediation: minor
        ? `Remove ${nameList(missing)}${atLine(declaredAt)}.`
        : `Name one that ${service.name} has${atLine(declaredAt)}, or add ${first} to its settings.`,
      opens: false,
      minor,
      // Removing all of them would serve a router that is served nowhere now.
      ...(minor ? remedy(router, 'entrypoints', present.join(','), `Remove ${nameList(missing)}`) : {}),
      declaredAt,
    };
  }
}

/** Returns the first outcome without a login for the requests of a rule; null when there is none. */
function firstOpenOutcome(
  parts: TraefikParts,
  entry: EntryPoint,
  rule: Rule,
  isTls: boolean,
): Outcome | null {
  for (const request of requestsOf(rule, entry, isTls)) {
    const { list } = parts.answer(request);
    const open = list.find(
      ({ answer, by, guards }) => answer === 'serves' && by !== null && guards.length === 0,
    );
    if (open) return open;
  }
  return null;
}

export function* droppedRouters(parts: TraefikParts): Generator<Fault> {
  const { service } = parts;
  for (const { router, entry, rule, isTls, kind, because } of parts.dropped) {
    const open = rule === null ? null : firstOpenOutcome(parts, entry, rule, isTls);
    const then = open
      ? ` Its requests go to ${open.by}, which answers them without a login.`
      : ' Its requests are answered by another router, or not at all.';
    yield {
      kind,
      services: [declarerOf(router.declaredAt, service), service.name].filter(distinct),
      about: router.name,
      text: `${service.name} drops the router ${router.name}: ${because}.${then}`,
      remediation:
        kind === 'guard-missing'
          ? `Define that middleware, or correct its name${atLine(router.declaredAt)}.`
          : `Correct the router ${router.name}${atLine(router.declaredAt)}.`,
      opens: kind === 'guard-missing' && open !== null,
      ...(kind === 'guard-missing' ? loginElsewhere(parts, router) : {}),
      declaredAt: router.declaredAt,
    };
  }
}

/** Returns a remedy for a missing middleware when another provider has a login of that name, which admits no one without it. */
function loginElsewhere({ dynamic: { middlewares } }: TraefikParts, router: Router): Pick<Fault, 'remedies'> {
  const missing = router.middlewares.filter((name) => !middlewares.has(name));
  const [name = '', ...more] = missing;
  const plain = name.replace(/@[^@]*$/, '');
  const [found, ...others] = [...middlewares].filter(([one]) => one.replace(/@[^@]*$/, '') === plain);
  if (more.length > 0 || !found || others.length > 0 || !logins.has(found[1].type)) return {};
  const named = router.middlewares.map((one) => (one === name ? found[0] : one));
  return remedy(router, 'middlewares', named.map(inLabels).join(','), `Name the login as ${found[0]}`);
}

/** Returns a name without the provider of labels, which they may omit. */
function inLabels(name: string): string {
  return name.replace(/@docker$/, '');
}

const patternCalls: ReadonlySet<string> = new Set(['hostregexp', 'pathprefix', 'path']);

/** True when the first argument of such a call contains `{name}` or `{name:…}`. */
function holdsTemplate(rule: RuleExpression | null): boolean {
  if (rule === null) return false;
  if (rule.kind === 'not') return holdsTemplate(rule.of);
  if (rule.kind !== 'call') return holdsTemplate(rule.left) || holdsTemplate(rule.right);
  const [first] = rule.args;
  if (!first || !patternCalls.has(rule.name.toLowerCase())) return false;
  const last = first.text.lastIndexOf('}');
  return [...first.text.slice(0, last + 1).matchAll(/\{\w+[:}]/g)].length > 0;
}

/** Yields faults for templates of version 2 in rules of version 3, where braces are plain text. */
export function* templates({ service, muxers }: TraefikParts): Generator<Fault> {
  for (const { http } of muxers) {
    for (const { router } of http) {
      if (!holdsTemplate(parseRule(router.rule)) || router.syntax === 'v2' || usesOldRules(router, service))
        continue;
      yield {
        kind: 'never-matches',
        services: [declarerOf(router.declaredAt, service), service.name].filter(distinct),
        about: router.name,
        text: `The rule of ${router.name} holds {…}, which was a pattern in Traefik 2 and is plain text in Traefik 3: it fits no request.`,
        remediation: `Write it as a regular expression of HostRegexp or PathRegexp${atLine(router.declaredAt)}.`,
        opens: false,
        declaredAt: router.declaredAt,
      };
    }
  }
}

function usesOldRules(_: Router, { image }: Service): boolean {
  return /:v?2(?:[.-]|$)/.test(image ?? '');
}
