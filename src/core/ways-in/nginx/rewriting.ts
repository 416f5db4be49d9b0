// The rewrite phase: `set`, `if`, `return`, `rewrite` and `break` in order. It precedes any login.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { Directive } from '../files/directive.ts';
import { maxValueLength } from '../limits.ts';
import type { Outcomes } from '../model.ts';
import { redirectOutcome, singleOutcome, statusOutcome, unknownOutcome } from '../outcomes.ts';
import { placeText } from '../places.ts';
import { defaultPort, originOf } from '../urls.ts';
import { valueAt } from './levels.ts';
import { type Level, nginxRegexp } from './nginx-model.ts';
import { expandVariables, type Passing } from './variables.ts';

/** The result of the rewrite phase: an answer, or the request in the block that an `if` opened. */
export type Rewritten =
  | { readonly kind: 'answer'; readonly outcomes: Outcomes }
  | {
      readonly kind: 'goes-on';
      readonly passing: Passing;
      /** True when the path changed and the location must be searched again. */
      readonly again: boolean;
      /** True after `break` or `last`. */
      readonly stopped: boolean;
      readonly level: Level;
    };

const phase: ReadonlySet<string> = new Set(['set', 'break', 'return', 'rewrite', 'if']);

const rewriteLines = memoize((directives: Level['directives']): Level['directives'] =>
  directives.filter(({ name }) => phase.has(name)),
);

export function rewrite(level: Level, passing: Passing): Rewritten {
  let now = passing;
  let again = false;
  let used = level;
  for (const directive of rewriteLines(level.directives)) {
    const { name, args, block } = directive;
    switch (name) {
      case 'set':
        now = {
          ...now,
          values: new Map(now.values).set(
            (args[0] ?? '').replace(/^\$/, ''),
            expandVariables(args[1] ?? '', now),
          ),
        };
        break;
      case 'break':
        return { kind: 'goes-on', passing: now, again: false, stopped: true, level: used };
      case 'return':
        return { kind: 'answer', outcomes: returnOutcomes(level, args, now) };
      case 'rewrite': {
        const done = rewritten(level, directive, now);
        if (done === null) break;
        if (done.kind === 'answer') return done;
        ({ passing: now } = done);
        again = true;
        if (done.stopped) return { ...done, again: args[2] !== 'break', level: used };
        break;
      }
      case 'if': {
        const test = holds(args, now);
        if (test.holds === 'unknown')
          return {
            kind: 'answer',
            outcomes: unknownOutcome(
              `${placeText(directive.place)}: whether the condition holds is unknown.`,
            ),
          };
        if (!test.holds || block === null) break;
        const inner: Level = { parent: level, directives: block, declaredAt: directive.place };
        const done = rewrite(inner, test.passing);
        if (done.kind === 'answer') return done;
        now = done.passing;
        again ||= done.again;
        used = inner;
        if (done.stopped) return { ...done, level: inner };
        break;
      }
    }
  }
  return { kind: 'goes-on', passing: now, again, stopped: false, level: used };
}

function returnOutcomes(level: Level, args: readonly string[], passing: Passing): Outcomes {
  const [first = '', text] = args;
  const isStatus = /^\d{3}$/.test(first);
  const status = isStatus ? Number(first) : 302;
  const target = isStatus ? text : first;
  if (status === 444)
    return singleOutcome('refused', { because: 'nginx ends the connection without an answer.' });
  if ([301, 302, 303, 307, 308].includes(status) && target !== undefined) {
    const to = expandVariables(target, passing);
    return to === null
      ? unknownOutcome('The address of a redirection holds a variable that is unknown.')
      : redirected(level, to, passing);
  }
  return statusOutcome(status, target !== undefined && target !== '');
}

/** Returns a redirect; a path is completed with the server's name and port. */
export function redirected(level: Level, to: string, { request }: Passing): Outcomes {
  if (!to.startsWith('/') || to.startsWith('//') || valueAt(level, 'absolute_redirect') === 'off')
    return redirectOutcome(to, request);
  const named = valueAt(level, 'port_in_redirect') === 'off' ? defaultPort(request.scheme) : request.inside;
  return redirectOutcome(originOf(request.scheme, request.host, named) + to, request);
}

type Done =
  | Extract<Rewritten, { kind: 'answer' }>
  | { readonly kind: 'goes-on'; readonly passing: Passing; readonly stopped: boolean };

/** Applies one `rewrite`; null when its expression does not match. */
function rewritten(
  level: Level,
  { args: [source = '', replacement = '', flag], place }: Directive,
  passing: Passing,
): Done | null {
  const pattern = nginxRegexp(source, false);
  if (pattern === null)
    return { kind: 'answer', outcomes: unknownOutcome('The expression of a rewrite is not supported.') };
  const captures = pattern.exec(passing.path);
  if (captures === null) return null;
  const made = expandVariables(replacement, { ...passing, captures });
  if (made === null)
    return { kind: 'answer', outcomes: unknownOutcome('A rewrite contains an unknown variable.') };
  if (made.length > maxValueLength)
    return {
      kind: 'answer',
      outcomes: unknownOutcome(`${placeText(place)} produces an address that exceeds the size limit.`),
    };
  if (flag === 'redirect' || flag === 'permanent' || /^https?:\/\/|^\$scheme/.test(replacement)) {
    const [, path = made] = /^([^?]*)\?$/.exec(made) ?? [];
    const query =
      passing.args !== '' && !made.endsWith('?') ? `${path.includes('?') ? '&' : '?'}${passing.args}` : '';
    return { kind: 'answer', outcomes: redirected(level, path + query, passing) };
  }
  const [path = '', query] = made.split('?');
  const args =
    query === undefined
      ? passing.args
      : query === ''
        ? ''
        : [query, passing.args].filter((one) => one !== '').join('&');
  const next: Passing = { ...passing, path: path === '' ? '/' : path, args, captures, internal: true };
  return { kind: 'goes-on', passing: next, stopped: flag === 'last' || flag === 'break' };
}

interface Condition {
  readonly holds: Tri;
  readonly passing: Passing;
}

/** Evaluates the condition of an `if ($x = y)`. */
function holds(args: readonly string[], passing: Passing): Condition {
  const joined = args.join(' ');
  const words = joined.slice(joined.startsWith('(') ? 1 : 0, joined.endsWith(')') ? -1 : undefined).trim();
  const [, subject = '', sign = '', value = ''] = /^(\S+)(?:\s+(!?~\*?|!?=)\s*([\s\S]*))?$/.exec(words) ?? [];
  const answer = (found: Tri, captures = passing.captures): Condition => ({
    holds: found,
    passing: { ...passing, captures },
  });
  if (!subject.startsWith('$')) return answer('unknown');
  const text = expandVariables(subject, passing);
  if (text === null) return answer('unknown');
  if (sign === '') return answer(text !== '' && text !== '0');
  const plain = value.replace(/^(["'])([\s\S]*)\1$/, '$2');
  if (sign.endsWith('=')) {
    const wanted = expandVariables(plain, passing);
    return answer(wanted === null ? 'unknown' : (text === wanted) === (sign === '='));
  }
  const pattern = nginxRegexp(plain, sign.endsWith('*'));
  if (pattern === null) return answer('unknown');
  const captures = pattern.exec(text);
  return answer((captures !== null) === !sign.startsWith('!'), captures ?? passing.captures);
}
