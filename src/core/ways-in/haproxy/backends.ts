// The backend of HAProxy that takes a request, and its servers.

import { spend } from '../limits.ts';
import type { Outcomes, Request } from '../model.ts';
import { combineOutcomes, singleOutcome, undecidedOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText } from '../places.ts';
import { withOnward } from '../proxy/client-address.ts';
import type { PlaintextUpstream } from '../proxy/reader.ts';
import { askUpstream, upstreamOutcome } from '../proxy/upstream.ts';
import type { ProgramContext } from '../ways-context.ts';
import { destinationOf } from './destination.ts';
import type { ProxySection } from './haproxy-model.ts';
import { onwardFrom } from './header-rules.ts';
import { runRules } from './rules.ts';

export interface Context {
  readonly waysContext: ProgramContext;
  readonly proxy: string;
  readonly backends: ReadonlyMap<string, ProxySection>;
  /** The resolvers that ask Docker. */
  readonly docker: ReadonlySet<string>;
}

/** Returns the outcomes of a section: its own rules, then its backend. */
export function askSection(context: Context, section: ProxySection, request: Request): Outcomes {
  return runRules(context.waysContext, section, request, (now) => route(context, section, now));
}

function route(context: Context, proxy: ProxySection, request: Request, from = 0): Outcomes {
  for (let index = from; index < proxy.choices.length; index++) {
    const line = proxy.choices[index];
    if (!line) break;
    spend(context.waysContext.meter, proxy.weight(line), line.place);
    const holds = proxy.condition(line)(request);
    if (holds === false) continue;
    const name = line.words[1] ?? '';
    const taken = name.includes('%[')
      ? unknownOutcome(`${placeText(line.place)}: the backend is chosen by an expression.`)
      : withSteps(
          { way: [{ kind: 'route', text: `use_backend ${name}`, declaredAt: line.place }] },
          backend(context, proxy, name, request),
        );
    if (holds === true) return taken;
    return undecidedOutcome(
      [taken, route(context, proxy, request, index + 1)],
      `Whether ${placeText(line.place)} takes it is unknown.`,
    );
  }
  const usual = proxy.lines.findLast(({ words }) => words[0] === 'default_backend')?.words[1];
  if (usual !== undefined) return backend(context, proxy, usual, request);
  if (proxy.lines.some(({ words }) => words[0] === 'server')) return askServers(context, [proxy], request);
  return singleOutcome('bad-gateway', { because: `${proxy.section.name} has no backend for it.` });
}

function backend(context: Context, entered: ProxySection, name: string, request: Request): Outcomes {
  const proxy = context.backends.get(name);
  if (!proxy) return singleOutcome('bad-gateway', { because: `There is no backend ${name}.` });
  return runRules(context.waysContext, proxy, request, (now) => askServers(context, [entered, proxy], now));
}

/** Returns the outcomes of the servers of the last one of the sections that a request passes. */
function askServers(context: Context, sections: readonly ProxySection[], request: Request): Outcomes {
  const { waysContext, proxy: own } = context;
  const proxy = sections.at(-1);
  const lines =
    proxy?.lines.filter(({ words }) => words[0] === 'server' && !words.includes('disabled')) ?? [];
  const active = lines.filter(({ words }) => !words.includes('backup'));
  const used = active.length > 0 ? active : lines;
  if (used.length === 0)
    return singleOutcome('bad-gateway', { because: `${proxy?.section.name ?? own} has no server.` });
  return combineOutcomes(
    used.map(({ words, place }) => {
      const target = serverOf(
        words[2] ?? '',
        () => destinationOf(sections, context.docker, request),
        request,
      );
      if (target === null)
        return unknownOutcome(`${placeText(place)}: the address of the server is not read.`);
      if (target.host === '')
        return singleOutcome('bad-gateway', { because: 'The request names no server to ask.' });
      const { host, port } = target;
      const server = { host, port, text: `${host}:${port}`, declaredAt: place };
      const isTls = words.includes('ssl');
      const outcomes = askUpstream(waysContext, own, server, (dialResult) =>
        // A name without an answer makes HAProxy exit at start-up unless it is configured to continue.
        dialResult.state === 'unresolved' &&
        !target.isChosen &&
        !words.includes('init-addr') &&
        !words.includes('resolvers')
          ? unknownOutcome(`${dialResult.because} HAProxy may end when it starts.`)
          : upstreamOutcome(dialResult, isTls, waysContext.namesServers),
      );
      // A section for TCP passes connections on as they are.
      return proxy?.isTcp ? outcomes : withOnward(outcomes, onwardFrom(sections, request, isTls));
    }),
  );
}

/** Returns whom a `server` line asks; null where that is unknown. Any address stands for the one that the rules set. */
function serverOf(
  text: string,
  destination: () => ReturnType<typeof destinationOf>,
  { inside }: Request,
): { readonly host: string; readonly port: number; readonly isChosen: boolean } | null {
  const [, host = '', port = '0'] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  if (!/^(?:|\*|0\.0\.0\.0|\[::\])$/.test(host)) {
    return port === '0' ? null : { host: host.toLowerCase(), port: Number(port), isChosen: false };
  }
  const chosen = destination();
  const chosenPort = port !== '0' ? port : (chosen.port ?? String(inside));
  return chosen.host === null || chosen.host === 'unknown' || chosenPort === 'unknown'
    ? null
    : { host: chosen.host.toLowerCase(), port: Number(chosenPort), isChosen: true };
}

/** Returns the servers that are contacted without TLS. */
export function plaintextServers(backends: Iterable<ProxySection>): readonly PlaintextUpstream[] {
  return [...backends].flatMap(({ lines }) =>
    lines.flatMap(({ words, place }): readonly PlaintextUpstream[] => {
      if (words[0] !== 'server' || words.includes('ssl')) return [];
      const host = (words[2] ?? '').replace(/:\d+$/, '');
      const asked = `${host} in the clear (${placeText(place)})`;
      const remediation = 'Write ssl there, with the certificates to trust.';
      return [{ host, about: host, asked, remediation, declaredAt: place }];
    }),
  );
}
