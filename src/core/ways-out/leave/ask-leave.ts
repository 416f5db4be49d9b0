// A question about leaving, and each way to answer it.

import { programOf } from '../../ways-in/ways/program-of.ts';
import { phases } from '../inside/phase.ts';
import type { ForwardProxy, ForwardRequest } from '../proxy/forward-proxy.ts';
import { type LeaveAnswer, type LeaveWay, leaveAnswer } from './leave-answer.ts';
import type { AskedHost, Leaver } from './leaver.ts';
import { addressWritten, contextOf } from './names.ts';
import { type LeaveTarget, readTarget } from './target.ts';

/** A question by one way, as `leave -` takes it. */
export interface LeaveQuestion {
  readonly from: string;
  readonly way: LeaveWay;
  readonly target: string;
  /** The `Host` header, where it is not the target's. */
  readonly host: string | null;
  /** The `Host` header of CONNECT, where it is not the target. */
  readonly connectHost: string | null;
  readonly sni: string | null;
  /** True for TLS, false for plain text; null where the way says it. */
  readonly tls: boolean | null;
  readonly kind: 'http' | 'tcp' | 'udp';
  /** True for a question for a name over TCP. */
  readonly tcp: boolean;
  /** The server that is asked for a name; null for the one of the container. */
  readonly resolver: string | null;
  /** The proxy service that is asked; null for the one of the asker's variables, else the first that it may ask. */
  readonly via: string | null;
  /** The moment, in the words of `phases`; null for the one that the files lead to. */
  readonly when: string | null;
}

/** One way out with what comes of it. */
export interface LeaveByWay extends LeaveAnswer {
  readonly by: LeaveWay;
  /** The proxy service; null without one. */
  readonly through: string | null;
}

/** The reason why a question is of no known form. */
export class LeaveError extends Error {}

/** Returns what comes of a question by one way. */
export function askLeave(always: Leaver, question: LeaveQuestion): LeaveAnswer {
  const phase = question.when === null ? null : phases.get(question.when);
  if (phase === undefined)
    throw new LeaveError(`"when" is ${question.when}. Write one of: ${[...phases.keys()].join('; ')}.`);
  const leaver = phase === null ? always : always.during(phase);
  const { from, way, target: text, kind, resolver, tcp } = question;
  const asker = leaver.connector.asker(from);
  if (way === 'name') {
    const target = readTarget(`name:${text.replace(/^name:/, '')}`);
    if (!target) throw new LeaveError(`${text} is no name.`);
    return leaver.names.ask(asker, target.host, { resolver, tcp });
  }
  const target = targetOf(text, way);
  if (way === 'direct') {
    const tls = question.tls ?? (target.kind === 'url' && target.scheme === 'https');
    const host = question.host ?? target.host;
    const asked: AskedHost = { host, tls, sni: tls ? (question.sni ?? host) : null };
    const protocol = kind === 'udp' ? 'udp' : 'tcp';
    return leaver.direct(from, { host: target.host, port: target.port, protocol }, asked);
  }
  const proxies = leaver.proxiesFor(from);
  const proxy = question.via === null ? proxies[0] : proxies.find(({ service }) => service === question.via);
  if (proxy) return leaver.through(from, proxy, requestFor(proxy, way, target, question));
  const context = contextOf(asker);
  const [unread] = leaver.unreadProxies(from).values();
  if (unread !== undefined) return leaveAnswer('unknown', unread.replace(/\.$/, ''));
  if (!context) return leaveAnswer('unknown', 'no file beside the compose file is read');
  const other = [...context.topology.services.values()].find((service) => programOf(service) !== null);
  return other
    ? leaveAnswer('unknown', `what ${other.name} makes of such a request is not followed`)
    : leaveAnswer('none', 'there is no forward proxy to ask');
}

/** Returns each way of leaving for a target with what comes of it: directly, through each proxy, and with a question for its name. */
export function waysOut(leaver: Leaver, from: string, text: string): readonly LeaveByWay[] {
  const target = readTarget(text);
  if (!target)
    throw new LeaveError(
      `${text} is of no known form. Write a URL, HOST:PORT, or name:HOST for a question for a name.`,
    );
  const plain = {
    from,
    host: null,
    connectHost: null,
    sni: null,
    tls: null,
    tcp: false,
    resolver: null,
    via: null,
    when: null,
  } as const;
  const name: LeaveByWay = {
    by: 'name',
    through: null,
    ...askLeave(leaver, { ...plain, way: 'name', target: target.host, kind: 'http' }),
  };
  if (target.kind === 'name') return [name];
  const kind = target.kind === 'url' ? 'http' : 'tcp';
  const direct = askLeave(leaver, { ...plain, way: 'direct', target: text, kind });
  const ways: readonly LeaveWay[] =
    target.kind === 'url' && target.scheme === 'http' ? ['proxy', 'connect', 'transparent'] : ['connect'];
  const through = leaver.proxiesFor(from).flatMap((proxy) =>
    ways.map((by) => ({
      by,
      through: proxy.service,
      ...leaver.through(from, proxy, requestFor(proxy, by, target, { ...plain, host: null })),
    })),
  );
  const unread = [...leaver.unreadProxies(from)].map(
    ([service, because]): LeaveByWay => ({
      by: 'proxy',
      through: service,
      ...leaveAnswer('unknown', because.replace(/\.$/, '')),
    }),
  );
  const asksName = addressWritten(target.host) === null;
  return [{ by: 'direct', through: null, ...direct }, ...through, ...unread, ...(asksName ? [name] : [])];
}

function targetOf(text: string, way: LeaveWay): Exclude<LeaveTarget, { kind: 'name' }> {
  // What is sent as if the proxy were the server has no scheme, and often no port.
  const target = readTarget(text) ?? (way === 'transparent' ? readTarget(`http://${text}/`) : null);
  if (target && target.kind !== 'name') return target;
  throw new LeaveError(`${text} is of no known form. Write a URL or HOST:PORT.`);
}

function requestFor(
  proxy: ForwardProxy,
  way: LeaveWay,
  target: Exclude<LeaveTarget, { kind: 'name' }>,
  { host, connectHost, sni, tls }: Pick<LeaveQuestion, 'host' | 'connectHost' | 'sni' | 'tls'>,
): Omit<ForwardRequest, 'client'> {
  const isConnect = way === 'connect';
  const isTls = tls ?? (isConnect || (target.kind === 'url' && target.scheme === 'https'));
  const header = isConnect ? connectHost : host;
  const sent = way === 'transparent' && header !== null ? readTarget(`http://${header}/`) : null;
  const asked = sent && sent.kind === 'url' ? sent : target;
  const usual = isTls ? 443 : 80;
  const written = asked.kind === 'url' ? asked.authority : `${asked.host}:${asked.port}`;
  return {
    asking: isConnect ? 'connect' : way === 'transparent' ? 'transparent' : 'proxy',
    tls: isTls,
    host: asked.host,
    port: asked.port,
    path: target.kind === 'url' ? target.path : '/',
    authority: written,
    hostHeader:
      header ?? (isConnect ? written : target.port === usual ? target.host : `${target.host}:${target.port}`),
    sni: isTls ? (sni ?? target.host) : null,
    at: portOf(proxy, isTls && !isConnect),
  };
}

/** Returns the port at which a proxy is asked: of several the one whose number fits. */
function portOf({ ports }: ForwardProxy, tls: boolean): number {
  const fitting = tls ? ports.find((port) => port === 443) : ports.find((port) => port !== 443);
  return fitting ?? ports[0] ?? 3128;
}
