// The outcomes of a request at a Traefik entry point; TCP routers come before HTTP routers.

import type { Tri } from '../../compose/topology.ts';
import { spend } from '../limits.ts';
import type { Outcomes, Request } from '../model.ts';
import { usesTls } from '../network/tls-ports.ts';
import {
  behindCertificate,
  combineOutcomes,
  singleOutcome,
  undecidedOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import type { Candidates, Route } from './candidates.ts';
import { runChain } from './middlewares.ts';
import type { Muxer } from './muxers.ts';
import type { Rule } from './rule.ts';
import { askBalancer, askService, type ServiceContext } from './servers.ts';

export function askMuxer(behind: ServiceContext, muxer: Muxer, request: Request): Outcomes {
  const entrance = {
    kind: 'entrance',
    text: `${muxer.entry.name} (:${muxer.entry.port})`,
    declaredAt: muxer.entry.declaredAt,
  } as const;
  return withSteps({ way: [entrance] }, askTcp(behind, muxer, request));
}

function askTcp(behind: ServiceContext, muxer: Muxer, request: Request): Outcomes {
  const http = () => askHttp(behind, muxer, request);
  const { tcp: clear, tls, https } = muxer.asked;
  const raw = (route: Route) => tcpAnswer(behind, route, request);
  if (request.scheme !== 'https') return first(behind, clear, request, raw, http);
  const onlyClear = clear.size > 0 && tls.size === 0 && !muxer.endsTls;
  // When the entry point has no TLS, the server behind gets the TLS greeting unchanged.
  if (onlyClear) return first(behind, clear, request, (route) => withoutTls(raw(route)), http);
  return https.names(request.host) ? http() : first(behind, tls, request, raw, http);
}

/** Returns the outcomes without TLS: a server with TLS of its own may answer, any other refuses the handshake. */
function withoutTls(outcomes: Outcomes): Outcomes {
  const speaks = outcomes.list.some(
    ({ answer, port }) => answer === 'serves' && port !== null && usesTls(port),
  );
  return speaks
    ? unknownOutcome('Whether the server behind speaks TLS is unknown.')
    : singleOutcome('no-tls');
}

function tcpAnswer(behind: ServiceContext, route: Route, request: Request): Outcomes {
  const step = {
    kind: 'route',
    text: `TCP router ${route.router.name}`,
    declaredAt: route.router.declaredAt,
  } as const;
  const because = `${route.router.name} passes TLS on, and the service behind it answers for itself.`;
  const reached = () => {
    const found = askBalancer(behind, route.router.service, 'tcp');
    if (route.router.tls !== 'passes') return found;
    const list = found.list.map((outcome) =>
      outcome.answer === 'serves' ? { ...outcome, answer: 'unknown' as const, because } : outcome,
    );
    return { ...found, list };
  };
  const { links } = route;
  return withSteps({ way: [step] }, closing(runChain(behind.context, behind.proxy, links, request, reached)));
}

/** Turns a refusal by an address list into a closed connection without an answer. */
function closing({ list, undecided }: Outcomes): Outcomes {
  const ended = list.map((outcome) =>
    outcome.answer === 'forbidden' ? { ...outcome, answer: 'refused' as const } : outcome,
  );
  return { list: ended, undecided };
}

function askHttp(behind: ServiceContext, muxer: Muxer, request: Request): Outcomes {
  const routes = muxer.asked[request.scheme];
  const none = () => singleOutcome('not-found', { because: `No router of ${muxer.entry.name} takes it.` });
  return first(behind, routes, request, (route) => httpAnswer(behind, route, request), none);
}

function httpAnswer(
  behind: ServiceContext,
  { router, rule, links, isTls }: Route,
  request: Request,
): Outcomes {
  const step = {
    kind: 'route',
    text: `router ${router.name}@${router.provider}${ruleText(rule)}`,
    declaredAt: router.declaredAt,
  } as const;
  const behindAll = () => askService(behind, router.service, request);
  const chain = () => runChain(behind.context, behind.proxy, links, request, behindAll);
  // Options named `default` apply to every router that names none.
  const asked = isTls ? behind.config.certificates.get(router.tlsOptions ?? 'default@file') : undefined;
  const found =
    asked === undefined ? chain() : behindCertificate(asked, request.authenticated, 'no-tls', chain);
  return withSteps({ way: [step] }, found);
}

/** Returns the hosts and paths of a rule in words; its other conditions may be secret. */
function ruleText({ hosts, paths }: Rule): string {
  const words = [...hosts.map(({ host }) => host), ...paths];
  return words.length === 0 ? '' : `: ${words.join(' ')}`;
}

/** Returns the answer of the first matching route; any of equal routes, since each start decides their order. */
function first(
  { context }: ServiceContext,
  candidates: Candidates,
  request: Request,
  answer: (route: Route) => Outcomes,
  none: () => Outcomes,
): Outcomes {
  const routes = candidates.forHost(request.host);
  // Most routes for several hosts use expressions.
  spend(context.meter, 1 + 4 * routes.length);
  /** The routes of one priority that may match, in addition to those that do; the first priority is last. */
  const open: { readonly perhaps: readonly Route[]; readonly because: string }[] = [];
  let found: Outcomes | null = null;
  for (let from = 0; from < routes.length && found === null; ) {
    const priority = routes[from]?.priority;
    const sure: Route[] = [];
    const perhaps: Route[] = [];
    for (; routes[from]?.priority === priority; from++) {
      const route = routes[from];
      const matches: Tri = route ? route.rule.matches(request) : false;
      if (!route || matches === false) continue;
      if (matches === true && route.router.doubt === null) sure.push(route);
      else perhaps.push(route);
    }
    if (sure.length > 0) found = combineOutcomes(sure.map(answer));
    const [doubtful] = perhaps;
    if (!doubtful) continue;
    const because = doubtful.router.doubt ?? `Whether the rule of ${doubtful.router.name} fits is unknown.`;
    open.push({ perhaps: [...sure, ...perhaps], because });
  }
  return open.reduceRight(
    (rest, { perhaps, because }) => undecidedOutcome([rest, combineOutcomes(perhaps.map(answer))], because),
    found ?? none(),
  );
}
