// Privoxy as a forward proxy: which URLs its actions block, and the ports of CONNECT (LV24).

import type { Service } from '../../compose/topology.ts';
import { configFile } from '../../ways-in/files/config-file.ts';
import { newMeter, spend } from '../../ways-in/limits.ts';
import type { ConfigText, SourcePlace } from '../../ways-in/places.ts';
import { forwardProgramOf } from '../../ways-in/ways/program-of.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import { configLines, statedLines } from '../proxy/config-lines.ts';
import { extendedExpression, wildcardExpression } from '../proxy/expressions.ts';
import type { AllowedOut, ForwardProxy, ForwardRequest, ForwardVerdict } from '../proxy/forward-proxy.ts';
import { plainName } from '../proxy/name-list.ts';

/** What a section does to the URLs that its patterns fit; what it does not mention stays. */
interface Actions {
  readonly block: boolean | null;
  /** The ports of CONNECT; null where the section does not mention them, `any` where it takes the limit away. */
  readonly connect: readonly PortRange[] | 'any' | null;
}

type PortRange = readonly [first: number, last: number];

/** A pattern with what its section does. */
interface Pattern {
  readonly text: string;
  readonly actions: Actions;
  readonly place: SourcePlace;
  fits(request: ForwardRequest): boolean | 'unknown';
}

const folder = '/etc/privoxy';

/** Reads a Privoxy; null for another service, a sentence where its configuration is unknown. */
export function privoxy(context: WaysContext, service: Service): ForwardProxy | string | null {
  if (forwardProgramOf(service) !== 'privoxy') return null;
  const file = configFile(context, service, `${folder}/config`);
  if (typeof file === 'string') return file;
  const lines = configLines(file);
  const said = (name: string): string | null => lines.findLast((line) => line.name === name)?.args[0] ?? null;
  const patterns: Pattern[] = [];
  for (const { args } of lines.filter(({ name }) => name === 'actionsfile')) {
    const name = args[0] ?? '';
    const path = name.startsWith('/') ? name : `${said('confdir') ?? folder}/${name}`;
    const actions = configFile(context, service, path);
    if (typeof actions === 'string') return actions;
    patterns.push(...patternsOf(actions));
  }
  const port = Number(/:(\d+)$/.exec(said('listen-address') ?? '')?.[1] ?? 8118);
  const elsewhere = lines.find(
    ({ name, args }) => name.startsWith('forward') && !name.startsWith('forwarded') && args.at(-1) !== '.',
  );
  const takesAll = said('accept-intercepted-requests') === '1';
  const isOff = said('toggle') === '0';
  const meter = newMeter(1);
  return {
    service: service.name,
    program: 'Privoxy',
    ports: [port],
    allowed: [allowedOut(isOff ? [] : patterns)],
    decide(request): ForwardVerdict {
      spend(meter, patterns.length + 1);
      if (request.asking === 'transparent' && !takesAll)
        return { kind: 'denied', because: 'Privoxy refuses a request without a whole URL', place: null };
      const verdict = decide(isOff ? [] : patterns, request);
      return verdict.kind === 'forwarded' && elsewhere
        ? {
            kind: 'unknown',
            because: `Privoxy leads it on by ${elsewhere.name}, which is not followed`,
            place: elsewhere.place,
          }
        : verdict;
    },
  };
}

/** Returns what the actions that fit a request say together: the last that mentions something decides it. */
function decide(patterns: readonly Pattern[], request: ForwardRequest): ForwardVerdict {
  const { asking, host, port } = request;
  const what = asking === 'connect' ? `CONNECT ${host}:${port}` : host;
  let blocked: { readonly by: Pattern; readonly block: boolean } | null = null;
  let connect: { readonly by: Pattern; readonly ports: readonly PortRange[] | 'any' } | null = null;
  for (const pattern of patterns) {
    const fits = pattern.fits(request);
    if (fits === false) continue;
    if (fits === 'unknown')
      return {
        kind: 'unknown',
        because: `whether ${pattern.text} fits ${what} is not known`,
        place: pattern.place,
      };
    if (pattern.actions.block !== null) blocked = { by: pattern, block: pattern.actions.block };
    if (pattern.actions.connect !== null) connect = { by: pattern, ports: pattern.actions.connect };
  }
  if (blocked?.block === true)
    return { kind: 'denied', because: `Privoxy blocks ${what}`, place: blocked.by.place };
  if (
    asking === 'connect' &&
    connect &&
    connect.ports !== 'any' &&
    !connect.ports.some(([first, last]) => first <= port && port <= last)
  )
    return {
      kind: 'denied',
      because: `Privoxy denies ${what}: limit-connect does not name ${port}`,
      place: connect.by.place,
    };
  return {
    kind: 'forwarded',
    host,
    port,
    because: `Privoxy lets ${what} out`,
    place: blocked?.by.place ?? null,
  };
}

/** Returns the patterns of an actions file, with the actions of their sections. */
function patternsOf(file: ConfigText): readonly Pattern[] {
  const found: Pattern[] = [];
  const aliases = new Map<string, string>();
  let actions: Actions = { block: null, connect: null };
  let inAliases = false;
  let open = '';
  for (const { text, place } of statedLines(file)) {
    if (open !== '' || text.startsWith('{')) {
      open = `${open} ${text.replace(/\\$/, '')}`;
      if (text.endsWith('\\')) continue;
      inAliases = open.trim() === '{{alias}}';
      if (!open.trim().startsWith('{{')) actions = actionsOf(open, aliases);
      open = '';
      continue;
    }
    if (inAliases) {
      const [, name = '', value = ''] = /^(\S+)\s*=\s*(.*)$/.exec(text) ?? [];
      if (name !== '') aliases.set(name, value);
      continue;
    }
    found.push({ text, actions, place, fits: testOf(text) });
  }
  return found;
}

function actionsOf(section: string, aliases: ReadonlyMap<string, string>): Actions {
  let block: Actions['block'] = null;
  let connect: Actions['connect'] = null;
  const words = section
    .trim()
    .replace(/^\{|\}$/g, '')
    .matchAll(/([+-]?[a-z][\w-]*)(?:\{([^}]*)\})?/gi);
  for (const [, word = '', value] of words) {
    const alias = aliases.get(word);
    const own = alias === undefined ? null : actionsOf(`{${alias}}`, new Map());
    if (own) {
      block = own.block ?? block;
      connect = own.connect ?? connect;
    } else if (word === '+block' || word === '-block') block = word === '+block';
    else if (word === '+limit-connect') connect = rangesOf(value ?? '');
    else if (word === '-limit-connect') connect = 'any';
  }
  return { block, connect };
}

function rangesOf(text: string): readonly PortRange[] {
  return text.split(',').flatMap((part): readonly PortRange[] => {
    const [, first = '', dash, last = ''] = /^\s*(\d*)(-?)(\d*)\s*$/.exec(part) ?? [];
    if (first === '' && last === '') return [];
    return [[Number(first), dash === '-' ? Number(last === '' ? 65_535 : last) : Number(first)]];
  });
}

/** Returns the test of a pattern `HOST/PATH`: labels of the host by their wildcards, the path as an expression from its start. */
function testOf(text: string): Pattern['fits'] {
  if (/^(?:TAG|CLIENT-TAG|NO-REQUEST-TAG|NO-RESPONSE-TAG):/.test(text)) return () => 'unknown';
  if (text.startsWith('PCRE-HOST-PATTERN:')) return () => 'unknown';
  const slash = text.indexOf('/');
  const [place, path] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)];
  const [, domain = place, port] = /^(.*?):(\d+(?:-\d+)?)$/.exec(place) ?? [];
  const labels = domain.split('.').filter((label) => label !== '');
  const tests = labels.map((label) => wildcardExpression(label, true));
  const expression = path === '' || path === '/' ? undefined : extendedExpression(`^${path}`, true);
  return (request) => {
    if (
      port !== undefined &&
      !rangesOf(port).some(([first, last]) => first <= request.port && request.port <= last)
    )
      return false;
    if (tests.includes(null) || expression === null) return 'unknown';
    const own = plainName(request.host).split('.');
    const starts = domain.startsWith('.') ? own.map((_, index) => index) : [0];
    const isThere = starts.some((start) => {
      const end = start + labels.length;
      if (end > own.length || (!domain.endsWith('.') && end !== own.length)) return false;
      return tests.every((test, index) => test?.test(own[start + index] ?? ''));
    });
    if (labels.length > 0 && !isThere) return false;
    return expression === undefined || (request.asking !== 'connect' && expression.test(request.path));
  };
}

/** Returns what is let out: the patterns that lift a block of everything. */
function allowedOut(patterns: readonly Pattern[]): AllowedOut {
  const all = patterns.findIndex(({ text, actions }) => text === '/' && actions.block === true);
  if (all < 0) return { names: 'everything', ports: null, place: patterns[0]?.place ?? null };
  const lifted = patterns.slice(all + 1).filter(({ actions }) => actions.block === false);
  const limit = lifted.flatMap(({ actions }) =>
    Array.isArray(actions.connect) ? [actions.connect as readonly PortRange[]] : [],
  )[0];
  const single = limit?.every(([first, last]) => first === last) ? limit.map(([first]) => first) : null;
  return {
    names: lifted.flatMap(({ text }) => namesOf(text.replace(/\/.*$/, ''))),
    ports:
      single && lifted.every(({ actions }) => actions.connect !== null)
        ? [...new Set([80, ...single])]
        : null,
    place: lifted[0]?.place ?? null,
  };
}

function namesOf(domain: string): readonly string[] {
  if (domain.endsWith('.')) return [`/${domain}/`];
  return domain.startsWith('.') ? [domain.slice(1), `*${domain}`] : [domain];
}
