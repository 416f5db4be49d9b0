// The backend of HAProxy that takes a request, and its servers.

import { spend } from '../limits.ts';
import type { Outcomes, Request } from '../model.ts';
import { either, oneOf, only, passed, unknown } from '../outcomes.ts';
import { placeText } from '../places.ts';
import type { PlaintextUpstream } from '../proxy/reader.ts';
import { askUpstream, upstreamOutcome } from '../proxy/upstream.ts';
import type { ProgramGround } from '../ways-context.ts';
import type { ProxySection } from './haproxy-model.ts';
import { runRules } from './rules.ts';

export interface Context {
  readonly ground: ProgramGround;
  readonly proxy: string;
  readonly backends: ReadonlyMap<string, ProxySection>;
}

/** Returns the outcomes of a section: its own rules, then its backend. */
export function askSection(context: Context, section: ProxySection, request: Request): Outcomes {
  return runRules(context.ground, section, request, () => route(context, section, request));
}

function route(context: Context, proxy: ProxySection, request: Request, from = 0): Outcomes {
  for (let index = from; index < proxy.choices.length; index++) {
    const line = proxy.choices[index];
    if (!line) break;
    spend(context.ground.meter, proxy.weight(line), line.place);
    const holds = proxy.condition(line)(request);
    if (holds === false) continue;
    const name = line.words[1] ?? '';
    const taken = name.includes('%[')
      ? unknown(`${placeText(line.place)}: the backend is chosen by an expression.`)
      : passed(
          { way: [{ kind: 'route', text: `use_backend ${name}`, said: line.place }] },
          backend(context, name, request),
        );
    if (holds === true) return taken;
    return oneOf(
      [taken, route(context, proxy, request, index + 1)],
      `Whether ${placeText(line.place)} takes it is unknown.`,
    );
  }
  const usual = proxy.lines.findLast(({ words }) => words[0] === 'default_backend')?.words[1];
  if (usual !== undefined) return backend(context, usual, request);
  if (proxy.lines.some(({ words }) => words[0] === 'server')) return askServers(context, proxy);
  return only('bad-gateway', { because: `${proxy.section.name} has no backend for it.` });
}

function backend(context: Context, name: string, request: Request): Outcomes {
  const proxy = context.backends.get(name);
  if (!proxy) return only('bad-gateway', { because: `There is no backend ${name}.` });
  return runRules(context.ground, proxy, request, () => askServers(context, proxy));
}

function askServers({ ground, proxy: own }: Context, proxy: ProxySection): Outcomes {
  const lines = proxy.lines.filter(({ words }) => words[0] === 'server' && !words.includes('disabled'));
  const active = lines.filter(({ words }) => !words.includes('backup'));
  const used = active.length > 0 ? active : lines;
  if (used.length === 0) return only('bad-gateway', { because: `${proxy.section.name} has no server.` });
  return either(
    used.map(({ words, place }) => {
      const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(words[2] ?? '') ?? [];
      if (port === '') return unknown(`${placeText(place)}: the address of the server is not read.`);
      const server = { host: host.toLowerCase(), port: Number(port), text: `${host}:${port}`, said: place };
      return askUpstream(ground, own, server, (dialled) =>
        // A name without an answer makes HAProxy exit at start-up unless it is configured to continue.
        dialled.state === 'unresolved' && !words.includes('init-addr') && !words.includes('resolvers')
          ? unknown(`${dialled.because} HAProxy may end when it starts.`)
          : upstreamOutcome(dialled, words.includes('ssl')),
      );
    }),
  );
}

/** Returns the servers that are contacted without TLS. */
export function plaintextServers(backends: Iterable<ProxySection>): readonly PlaintextUpstream[] {
  return [...backends].flatMap(({ lines }) =>
    lines.flatMap(({ words, place }): readonly PlaintextUpstream[] => {
      if (words[0] !== 'server' || words.includes('ssl')) return [];
      const host = (words[2] ?? '').replace(/:\d+$/, '');
      const asked = `${host} in the clear (${placeText(place)})`;
      const mend = 'Write ssl there, with the certificates to trust.';
      return [{ host, about: host, asked, mend, said: place }];
    }),
  );
}
