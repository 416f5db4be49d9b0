// The access phase: addresses, then passwords, then the subrequest; all of them, or one with `satisfy any`.

import type { AddressRange } from '../../compose/bind-addresses.ts';
import { memoize } from '../../compose/memoize.ts';
import type { Guard, Outcomes } from '../model.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { singleOutcome, withSteps } from '../outcomes.ts';
import { lineAtLevel, valueAt } from './levels.ts';
import type { Level } from './nginx-model.ts';
import { count, type Passing } from './variables.ts';

/** Returns the outcome of an `auth_request` to a path. */
export type AskOther = (path: string, guard: Guard) => Outcomes | 'passes';

/** Returns the outcomes of the access phase; `behind` applies to requests that it admits. */
export function access(level: Level, passing: Passing, other: AskOther, behind: () => Outcomes): Outcomes {
  const guards: Guard[] = [];
  const any = valueAt(level, 'satisfy') === 'any';
  const refusals: Outcomes[] = [];
  const way = (guard: Guard) =>
    ({
      kind: 'guard',
      text: `${guard.how}${guard.by === null ? '' : ` by ${guard.by}`}`,
      declaredAt: guard.declaredAt,
    }) as const;
  const refuse = (guard: Guard, outcomes: Outcomes) =>
    withSteps({ guards: [...guards, guard], way: [...guards, guard].map(way) }, outcomes);
  const go = () => withSteps({ guards, way: guards.map(way) }, behind());
  const addresses = addressRules(level, passing);
  if (addresses !== null) {
    const { guard, fits } = addresses;
    if (fits === 'denied' && !any) return refuse(guard, singleOutcome('forbidden'));
    if (fits === 'denied') refusals.push(refuse(guard, singleOutcome('forbidden')));
    else if (!addresses.isOpen) guards.push(guard);
    if (fits === 'allowed' && any) return go();
  }
  const basic = basicLogin(level);
  if (basic !== null) {
    if (passing.request.authenticated) {
      guards.push(basic);
      if (any) return go();
    } else if (!any) return refuse(basic, singleOutcome('login'));
    else refusals.unshift(refuse(basic, singleOutcome('login')));
  }
  const question = lineAtLevel(level, 'auth_request');
  const path = question?.args[0] ?? 'off';
  if (question && path !== 'off') {
    const guard: Guard = { kind: 'login', how: 'forward-auth', by: null, declaredAt: question.place };
    const found = other(path, guard);
    if (found === 'passes') {
      if (any) return go();
    } else if (!any) return withSteps({ guards, way: guards.map(way) }, found);
    else refusals.unshift(found);
  }
  const [refusal] = refusals;
  return any && refusal ? refusal : go();
}

function basicLogin(level: Level): Guard | null {
  const realm = lineAtLevel(level, 'auth_basic');
  if (!realm || realm.args[0] === 'off') return null;
  // Without a file of users nginx requires no password.
  if (lineAtLevel(level, 'auth_basic_user_file') === null) return null;
  return { kind: 'login', how: 'basic', by: null, declaredAt: realm.place };
}

interface AddressAnswer {
  /** The effect of the list; with `none` no rule matches, and the request passes without counting for `satisfy any`. */
  readonly fits: 'allowed' | 'denied' | 'none';
  /** True when the list refuses no one. */
  readonly isOpen: boolean;
  readonly guard: Guard;
}

interface AddressList {
  readonly rules: readonly { readonly allows: boolean; readonly range: AddressRange | 'all' | null }[];
  readonly isOpen: boolean;
  readonly guard: Guard;
}

/** Returns the address list of a block itself; null without one. */
const listOf = memoize((directives: Level['directives']): AddressList | null => {
  const lines = directives.filter(({ name }) => name === 'allow' || name === 'deny');
  const [first] = lines;
  if (!first) return null;
  const by = lines.flatMap(({ name, args }) => (name === 'allow' ? (args[0] ?? []) : [])).join(', ');
  return {
    rules: lines.map(({ name, args: [text = ''] }) => ({
      allows: name === 'allow',
      range: text === 'all' ? text : readRange(text),
    })),
    isOpen: lines.every(({ name }) => name === 'allow'),
    guard: { kind: 'addresses', how: 'allow-list', by: by === '' ? null : by, declaredAt: first.place },
  };
});

/** Returns the first matching rule of the nearest list, which decides. */
function addressRules(level: Level, passing: Passing): AddressAnswer | null {
  let list: AddressList | null = null;
  for (let here: Level | null = level; here !== null && list === null; here = here.parent)
    list = listOf(here.directives);
  if (list === null) return null;
  count(passing, list.rules.length, list.guard.declaredAt);
  const { source } = passing.request;
  const found = list.rules.find(
    ({ range }) => range === 'all' || (range !== null && isInRange(source, range)),
  );
  return {
    fits: found === undefined ? 'none' : found.allows ? 'allowed' : 'denied',
    isOpen: list.isOpen,
    guard: { ...list.guard, address: source },
  };
}
