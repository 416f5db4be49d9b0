// The rules of an HAProxy section: lines that refuse a request, require a login, answer, or redirect.

import { textBefore } from '../../text/cut.ts';
import { spend } from '../limits.ts';
import type { Guard, Outcomes, Request } from '../model.ts';
import {
  redirectOutcome,
  singleOutcome,
  statusOutcome,
  undecidedOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import { placeText, type SourcePlace } from '../places.ts';
import type { ProgramContext } from '../ways-context.ts';
import { type ProxySection, testedAddresses } from './haproxy-model.ts';
import type { HaproxyLine } from './haproxy-words.ts';
import { changedBy } from './header-rules.ts';

/** Actions that do not affect the answer. */
const neutralActions =
  /^(?:replace-header|replace-value|set-log-level|capture|set-var.*|unset-var.*|set-priority-class|set-nice|set-dst|set-dst-port|do-resolve|track-sc\d|wait-for-handshake|cache-use|disable-l7-retry|normalize-uri)$/;

/** Runs the rules of a section in order; `behind` applies to the request as they leave it when none of them answers. */
export function runRules(
  context: ProgramContext,
  proxy: ProxySection,
  arriving: Request,
  behind: (request: Request) => Outcomes,
  from = 0,
): Outcomes {
  let request = arriving;
  for (let index = from; index < proxy.rules.length; index++) {
    const line = proxy.rules[index];
    if (!line) break;
    const { words, place } = line;
    const [first = '', action = ''] = words;
    spend(context.meter, proxy.weight(line), place);
    const changed = changedBy(line, request, proxy.condition(line)(request));
    if (changed === 'unknown')
      return unknownOutcome(`${placeText(place)}: what ${action} makes of the request is unknown.`);
    if (changed !== null) {
      request = changed;
      continue;
    }
    const done = answerOf(line, request);
    if (done === 'passes') continue;
    if (done === null)
      return unknownOutcome(
        `${placeText(place)}: ${first}${action === '' ? '' : ` ${action}`} is not followed.`,
      );
    const holds = proxy.condition(line)(request);
    const now = request;
    const next = () => runRules(context, proxy, now, behind, index + 1);
    if (done === 'login' || done === 'refused' || done === 'closed') {
      // The condition decides who is admitted, so a guard is present in either case.
      const others = proxy.condition(line)({ ...request, authenticated: !request.authenticated });
      const guard: Guard = { ...guardOf(words, done, place), address: request.source };
      const stands =
        done === 'login' ? holds !== false || others !== false : testedAddresses(words, proxy).length > 0;
      if (holds === false && !stands) continue;
      const refused =
        done === 'closed'
          ? singleOutcome('refused', { because: 'HAProxy ends the connection without an answer.' })
          : singleOutcome(done === 'login' ? 'login' : 'forbidden');
      const parts = stands
        ? { guards: [guard], way: [{ kind: 'guard', text: guard.how, declaredAt: place } as const] }
        : {};
      if (holds === true) return withSteps(parts, refused);
      if (holds === false) return withSteps(parts, next());
      return undecidedOutcome(
        [withSteps(parts, refused), withSteps(parts, next())],
        `Whether ${placeText(place)} refuses it is unknown.`,
      );
    }
    if (done === 'accepted') {
      const after = afterLayer(proxy, index);
      if (holds === false || after === index + 1) continue;
      const accepted = () => runRules(context, proxy, now, behind, after);
      if (holds === true) return accepted();
      return undecidedOutcome([accepted(), next()], `Whether ${placeText(place)} accepts it is unknown.`);
    }
    if (holds === true) return done;
    if (holds === false) continue;
    return undecidedOutcome([done, next()], `Whether ${placeText(place)} answers it is unknown.`);
  }
  return behind(request);
}

/** Returns the index after the rules for connections of one layer, which one that accepts ends. */
function afterLayer({ rules }: ProxySection, index: number): number {
  const layer = rules[index]?.words[1];
  const after = rules.findIndex(
    ({ words }, at) => at > index && !(words[0] === 'tcp-request' && words[1] === layer),
  );
  return after < 0 ? rules.length : after;
}

function guardOf(
  words: readonly string[],
  done: 'login' | 'refused' | 'closed',
  declaredAt: SourcePlace,
): Guard {
  if (done === 'login') return { kind: 'login', how: 'basic', by: null, declaredAt };
  const listed = words.filter((word) => /^\d+\.\d+\.\d+\.\d+/.test(word)).join(', ');
  return { kind: 'addresses', how: 'allow-list', by: listed || null, declaredAt };
}

/** Returns the effect of a line; null when the line is not supported. */
function answerOf(
  { words }: HaproxyLine,
  request: Request,
): Outcomes | 'passes' | 'login' | 'refused' | 'closed' | 'accepted' | null {
  const [first, action = '', ...rest] = words;
  if (first === 'redirect') return redirect([action, ...rest], request);
  if (first !== 'http-request' && first !== 'tcp-request') return null;
  if (first === 'tcp-request') return tcpAction(action, rest[0] ?? '');
  if (neutralActions.test(textBefore(action, '('))) return 'passes';
  switch (action) {
    case 'auth':
      return 'login';
    case 'deny':
    case 'reject':
    case 'tarpit':
      return 'refused';
    case 'redirect':
      return redirect(rest, request);
    case 'return': {
      const status = Number(rest[rest.indexOf('status') + 1] ?? 200);
      return statusOutcome(
        rest.includes('status') ? status : 200,
        rest.some((word) => /^(?:string|lf-string|file|lf-file)$/.test(word)),
      );
    }
    default:
      return null;
  }
}

function tcpAction(layer: string, action: string): 'passes' | 'closed' | 'accepted' | null {
  if (layer === 'inspect-delay' || neutralActions.test(textBefore(action, '('))) return 'passes';
  if (action === 'accept') return 'accepted';
  return action === 'reject' ? 'closed' : null;
}

function redirect(words: readonly string[], request: Request): Outcomes | null {
  const value = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const [scheme, location, prefix] = [value('scheme'), value('location'), value('prefix')];
  const here = request.path + request.query;
  // A redirect to another scheme keeps the port that the browser sent.
  if (scheme !== undefined)
    return redirectOutcome(
      `${scheme}://${request.host}${request.port === 80 || request.port === 443 ? '' : `:${request.port}`}${here}`,
      request,
    );
  const to = location ?? (prefix === undefined ? undefined : prefix + here);
  if (to === undefined || to.includes('%[')) return null;
  return redirectOutcome(to, request);
}
