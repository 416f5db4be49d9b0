// The access phase: addresses, then passwords, then the question to another server; all of them, or with `satisfy any` one.

import type { Guard, Outcomes } from '../model.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { only, passed } from '../outcomes.ts';
import { lineAtLevel, nearestLines, valueAt } from './levels.ts';
import type { Level } from './nginx-model.ts';
import type { Passing } from './variables.ts';

/** `path`: where the question goes. */
export type AskOther = (path: string, guard: Guard) => Outcomes | 'passes';

/** What the request gets; `behind` is what is there for whom it lets in. */
export function access(level: Level, passing: Passing, other: AskOther, behind: () => Outcomes): Outcomes {
  const guards: Guard[] = [];
  const any = valueAt(level, 'satisfy') === 'any';
  const refusals: Outcomes[] = [];
  const way = (guard: Guard) =>
    ({
      kind: 'guard',
      text: `${guard.how}${guard.by === null ? '' : ` by ${guard.by}`}`,
      said: guard.said,
    }) as const;
  const refuse = (guard: Guard, outcomes: Outcomes) =>
    passed({ guards: [...guards, guard], way: [...guards, guard].map(way) }, outcomes);
  const go = () => passed({ guards, way: guards.map(way) }, behind());
  const addresses = addressRules(level, passing.request.source);
  if (addresses !== null) {
    const { guard, fits } = addresses;
    if (fits === 'denied' && !any) return refuse(guard, only('forbidden'));
    if (fits === 'denied') refusals.push(refuse(guard, only('forbidden')));
    else if (!addresses.isOpen) guards.push(guard);
    if (fits === 'allowed' && any) return go();
  }
  const basic = basicLogin(level);
  if (basic !== null) {
    if (passing.request.welcome) {
      guards.push(basic);
      if (any) return go();
    } else if (!any) return refuse(basic, only('login'));
    else refusals.unshift(refuse(basic, only('login')));
  }
  const question = lineAtLevel(level, 'auth_request');
  const path = question?.args[0] ?? 'off';
  if (question && path !== 'off') {
    const guard: Guard = { kind: 'login', how: 'forward-auth', by: null, said: question.place };
    const found = other(path, guard);
    if (found === 'passes') {
      if (any) return go();
    } else if (!any) return passed({ guards, way: guards.map(way) }, found);
    else refusals.unshift(found);
  }
  const [refusal] = refusals;
  return any && refusal ? refusal : go();
}

function basicLogin(level: Level): Guard | null {
  const realm = lineAtLevel(level, 'auth_basic');
  if (!realm || realm.args[0] === 'off') return null;
  // Without a file of users nginx asks nobody.
  if (lineAtLevel(level, 'auth_basic_user_file') === null) return null;
  return { kind: 'login', how: 'basic', by: null, said: realm.place };
}

interface AddressAnswer {
  /** `none`: no rule fits; then it passes, and does not count for `satisfy any`. */
  readonly fits: 'allowed' | 'denied' | 'none';
  /** Nobody is refused. */
  readonly isOpen: boolean;
  readonly guard: Guard;
}

/** The first rule that fits decides. */
function addressRules(level: Level, source: string): AddressAnswer | null {
  const rules = nearestLines(level, ['allow', 'deny']);
  const [first] = rules;
  if (!first) return null;
  const by = rules.flatMap(({ name, args }) => (name === 'allow' ? (args[0] ?? []) : [])).join(', ');
  const found = rules.find(({ args: [text = ''] }) => {
    if (text === 'all') return true;
    const range = readRange(text);
    return range !== null && isInRange(source, range);
  });
  return {
    fits: found === undefined ? 'none' : found.name === 'allow' ? 'allowed' : 'denied',
    isOpen: rules.every(({ name }) => name === 'allow'),
    guard: { kind: 'addresses', how: 'allow-list', by: by === '' ? null : by, said: first.place },
  };
}
