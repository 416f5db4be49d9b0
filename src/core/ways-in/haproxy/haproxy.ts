// The HAProxy reader for plain frontends and backends. An unsupported line makes the answer unknown, with its place.

import type { Service } from '../../compose/topology.ts';
import { wordAfter } from '../command-words.ts';
import { configFile } from '../files/config-file.ts';
import type { Outcomes, Request } from '../model.ts';
import { behindCertificate, schemeMismatch, singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText } from '../places.ts';
import type { ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { anyHost, plainPaths } from '../proxy/samples.ts';
import type { ProgramContext } from '../ways-context.ts';
import { askSection, type Context, plaintextServers } from './backends.ts';
import { dockerResolvers, lookedUpFirst } from './destination.ts';
import { addressesIn, type Listener, listenersOf, proxiesOf } from './haproxy-model.ts';
import { type HaproxySection, readHaproxy } from './haproxy-words.ts';

const defaultFile = '/usr/local/etc/haproxy/haproxy.cfg';

export const haproxy: ProxyReader = {
  read: (context, service) => {
    const file = configFile(context, service, wordAfter(service, '-f') ?? defaultFile);
    if (typeof file === 'string') return file;
    const sections = readHaproxy(file);
    const variable = sections
      .flatMap(({ lines }) => lines)
      .find(({ words }) => words.some((word) => /\$\{?\w/.test(word)));
    if (variable) return `${placeText(variable.place)}: environment variables are not expanded here.`;
    return configOf(context, service, sections);
  },
};

function configOf(
  waysContext: ProgramContext,
  service: Service,
  sections: readonly HaproxySection[],
): ProxyConfig {
  const proxies = proxiesOf(sections);
  const listeners = proxies.flatMap(listenersOf);
  const byPort = new Map([...listeners].reverse().map((listener) => [listener.port, listener]));
  const backends = new Map(
    proxies.filter(({ section }) => section.kind !== 'frontend').map((one) => [one.section.name, one]),
  );
  const context: Context = {
    waysContext,
    proxy: service.name,
    backends,
    docker: dockerResolvers(sections),
  };
  return {
    listeners,
    routes: listeners.map(routeOf),
    ranges: proxies.flatMap(({ lines }) => lines.flatMap(({ words }) => addressesIn(words))),
    comparedHosts: proxies.flatMap(({ comparedHosts }) => comparedHosts),
    looksUpFirst: (request) => {
      const listener = byPort.get(request.inside);
      return listener ? lookedUpFirst(listener.proxy, request) : null;
    },
    answer: (request) => {
      const listener = byPort.get(request.inside);
      return listener ? ask(context, listener, request) : singleOutcome('refused');
    },
    flaws: () => ({
      plaintextUpstreams: listeners.some(({ tls }) => tls) ? plaintextServers(backends.values()) : [],
    }),
  };
}

function routeOf({ name, proxy: { hosts, paths }, declaredAt }: Listener): ProxyRoute {
  const named = hosts.map((host) => ({ host, example: host }));
  return {
    title: name,
    hosts: [anyHost, ...named],
    paths: plainPaths(['/', ...paths]),
    on: [name],
    declaredAt,
  };
}

function ask(context: Context, listener: Listener, request: Request): Outcomes {
  const { proxy, tls, certificate, declaredAt, name } = listener;
  const way = [{ kind: 'entrance', text: name, declaredAt }] as const;
  if (proxy.isTcp && !tls && request.scheme === 'https' && !context.waysContext.namesServers)
    return withSteps(
      { way },
      unknownOutcome(
        `${name} passes connections on as they are, and the service behind it answers for itself.`,
      ),
    );
  const asked = () => askSection(context, proxy, request);
  return withSteps(
    { way },
    (proxy.isTcp && !tls ? null : schemeMismatch('HAProxy', tls, request)) ??
      (certificate ? behindCertificate(declaredAt, request.authenticated, 'no-tls', asked) : asked()),
  );
}
