// The phases of nginx: rewrite, location, access and content; an error may get its own page.

import { textBefore } from '../../text/cut.ts';
import type { Answer, Guard, Outcomes } from '../model.ts';
import {
  behindGuard,
  loginDecidedBy,
  redirectOutcome,
  singleOutcome,
  statusOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import { access } from './access.ts';
import { findLocation } from './find-location.ts';
import { linesIn, nearestLines, passOf } from './levels.ts';
import type { Level, Location } from './nginx-model.ts';
import { withReportedAddress } from './real-ip.ts';
import { redirected, rewrite } from './rewriting.ts';
import { askUpstreamOf, type PassContext } from './servers-behind.ts';
import { type StaticFilesContext, staticAnswer, tryFiles } from './static-files.ts';
import { expandVariables, type Passing } from './variables.ts';

export interface Context extends PassContext, StaticFilesContext {}

/** Runs the phases once, starting with the server's own rewrites. */
export function runPhases(context: Context, passing: Passing, depth = 0): Outcomes {
  const before = rewrite(passing.server, passing);
  if (before.kind === 'answer')
    return withErrorPage(context, passing.server, passing, before.outcomes, depth);
  return locate(context, before.passing, depth);
}

/** The maximum number of location searches for a request. */
const maxRounds = 10;

function locate(context: Context, passing: Passing, depth: number): Outcomes {
  if (depth > maxRounds) return singleOutcome('error', { because: 'Rewrite loop.' });
  const { location, slash, certain } = findLocation(
    passing.server.locations,
    passing.path,
    context.waysContext.meter,
  );
  if (certain === 'unknown') return unknownOutcome('An expression of a location is not read.');
  const level: Level = location ?? passing.server;
  const step =
    location &&
    ({ kind: 'route', text: `location ${titleOf(location)}`, declaredAt: location.declaredAt } as const);
  const found = (): Outcomes => {
    if (location && linesIn(location, 'internal').length > 0 && !passing.internal)
      return withErrorPage(
        context,
        level,
        passing,
        singleOutcome('not-found', { because: 'The location is for nginx itself.' }),
        depth,
      );
    if (slash !== null)
      return redirected(level, slash + (passing.args === '' ? '' : `?${passing.args}`), passing);
    return inLocation(context, level, passing, depth);
  };
  return step ? withSteps({ way: [step] }, found()) : found();
}

function titleOf({ kind, alone, name }: Location): string {
  if (kind === 'exact') return `= ${name}`;
  if (kind === 'regex') return `~ ${name}`;
  return alone ? `^~ ${name}` : name;
}

function inLocation(context: Context, level: Level, passing: Passing, depth: number): Outcomes {
  const isServer = level === passing.server;
  const after = isServer
    ? ({ kind: 'goes-on', passing, again: false, level } as const)
    : rewrite(level, passing);
  if (after.kind === 'answer') return withErrorPage(context, level, passing, after.outcomes, depth);
  if (after.again) return locate(context, after.passing, depth + 1);
  const used = after.level;
  const known = withReportedAddress(used, after.passing);
  if (typeof known === 'string') return unknownOutcome(known);
  const behind = () => content(context, used, known, depth);
  const asked = access(used, known, (path, guard) => question(context, known, path, guard, behind), behind);
  return withErrorPage(context, used, known, asked, depth);
}

/** Returns the outcome of `auth_request`, a subrequest that decides without a login of its own. */
function question(
  context: Context,
  passing: Passing,
  path: string,
  guard: Guard,
  behind: () => Outcomes,
): Outcomes | 'passes' {
  const { location } = findLocation(passing.server.locations, path, context.waysContext.meter);
  const level: Level = location ?? passing.server;
  const after = location ? rewrite(level, { ...passing, path, internal: true }) : null;
  const judged = (by: string | null, outcomes: Outcomes): Outcomes =>
    behindGuard({ ...guard, by }, `auth_request ${path}`, outcomes);
  if (after?.kind === 'answer') {
    const [first] = after.outcomes.list;
    if (first?.answer === 'serves' || first?.answer === 'empty') return 'passes';
    return judged(
      null,
      first?.answer === 'forbidden' || first?.answer === 'login' ? after.outcomes : singleOutcome('error'),
    );
  }
  const line = passOf(level);
  if (!line)
    return judged(null, singleOutcome('error', { because: `${path} leads to no server that could decide.` }));
  const asked = askUpstreamOf(context, level, line, passing);
  const [first] = asked.list;
  if (first?.answer === 'bad-gateway')
    return judged(null, singleOutcome('error', { because: first.because }));
  if (first?.answer === 'unknown') return judged(null, asked);
  const by = first?.by ?? null;
  const served = behind();
  // Without a location of its own the subrequest goes to the application, which answers it like any other.
  const isApp = location === null || (location.kind === 'prefix' && location.name === '/');
  if (isApp && by !== null && served.list.every((one) => one.answer === 'serves' && one.by === by))
    return 'passes';
  return judged(by, passing.request.authenticated ? served : loginDecidedBy(by, served));
}

function content(context: Context, level: Level, passing: Passing, depth: number): Outcomes {
  const [tried] = linesIn(level, 'try_files');
  if (tried) {
    const found = tryFiles(context, level, tried.args, passing);
    if (!('last' in found)) return found;
    const { last } = found;
    if (last.startsWith('=')) return statusOutcome(Number(last.slice(1)), false);
    if (last.startsWith('@')) return inNamed(context, last, passing, depth);
    const path = expandVariables(last, passing);
    if (path === null) return unknownOutcome('The last of try_files holds a variable that is unknown.');
    const [plain = '/', query] = path.split('?');
    return locate(
      context,
      { ...passing, path: plain, args: query ?? passing.args, internal: true },
      depth + 1,
    );
  }
  const line = passOf(level) ?? passInParent(level);
  if (line) return askUpstreamOf(context, level, line, passing);
  return staticAnswer(context, level, passing);
}

/** Returns the forwarding directive of the location around an `if` block, which applies there too. */
function passInParent(level: Level): ReturnType<typeof passOf> {
  const { parent } = level;
  return !('kind' in level) && parent !== null && 'kind' in parent ? passOf(parent) : null;
}

function inNamed(context: Context, name: string, passing: Passing, depth: number): Outcomes {
  const location = passing.server.locations.find(
    (location) => location.kind === 'named' && location.name === name,
  );
  if (!location || depth > maxRounds)
    return singleOutcome('error', { because: `There is no location ${name}.` });
  return inLocation(context, location, { ...passing, internal: true }, depth + 1);
}

const statusOf: Partial<Record<Answer, readonly string[]>> = {
  login: ['401'],
  forbidden: ['403'],
  'not-found': ['404'],
  'bad-gateway': ['502', '503', '504'],
  error: ['500'],
};

/** Replaces an error of nginx itself by the page of `error_page`. */
function withErrorPage(
  context: Context,
  level: Level,
  passing: Passing,
  outcomes: Outcomes,
  depth: number,
): Outcomes {
  const lines = nearestLines(level, ['error_page']);
  const [only1, ...more] = outcomes.list;
  if (lines.length === 0 || !only1 || more.length > 0 || depth > maxRounds) return outcomes;
  const codes = only1.to === null ? statusOf[only1.answer] : undefined;
  const line = lines.find(({ args }) => args.slice(0, -1).some((code) => codes?.includes(code)));
  if (!line) return outcomes;
  const target = expandVariables(line.args.at(-1) ?? '', passing);
  const status = line.args.find((word) => word.startsWith('='));
  if (target === null) return unknownOutcome('The page for an error holds a variable that is unknown.');
  const { guards, way } = only1;
  if (/^https?:\/\//.test(target))
    return withSteps({ guards, way }, redirectOutcome(target, passing.request));
  const inner = { ...passing, internal: true };
  const page = target.startsWith('@')
    ? inNamed(context, target, inner, depth + 1)
    : locate(context, { ...inner, path: textBefore(target, '?') }, depth + 1);
  const [answered] = page.list;
  // The page has the status of the error unless another is stated.
  const moves = answered?.answer === 'redirect' || answered?.answer === 'login';
  if (status === undefined && !moves) return outcomes;
  if (status !== undefined && status !== '=' && !moves)
    return withSteps({ guards, way }, statusOutcome(Number(status.slice(1)), true));
  return withSteps({ guards, way }, page);
}
