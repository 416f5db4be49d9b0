// The outcomes of a server behind a proxy.

import type { Outcomes } from '../model.ts';
import { usesTls } from '../network/tls-ports.ts';
import { type Dialled, dial } from '../network/upstreams.ts';
import { decidedBy, either, only, passed, unknown } from '../outcomes.ts';
import type { Said } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';

/** Returns the outcomes of a dialled upstream; `tls` when it is contacted over TLS. */
export function upstreamOutcome(dialled: Dialled, tls = false): Outcomes {
  if (dialled.state === 'unknown') return unknown(dialled.because);
  if (dialled.state !== 'answers') return only('bad-gateway', { because: dialled.because });
  const { service, port } = dialled;
  return tls && !usesTls(port)
    ? unknown(`Whether ${service} speaks TLS on ${port} is unknown.`)
    : only('serves', { by: service, port });
}

/** An upstream as a configuration line names it. */
interface UpstreamLine {
  readonly host: string;
  readonly port: number;
  /** The name on the way of a request. */
  readonly text: string;
  readonly said: Said;
}

/** Dials a host and port and combines the outcomes; `outcomeOf` returns the outcome of each result. */
export function askUpstream(
  context: WaysContext,
  proxy: string,
  { host, port, text, said }: UpstreamLine,
  outcomeOf: (dialled: Dialled) => Outcomes,
): Outcomes {
  const step = { kind: 'target', text, said } as const;
  return passed({ way: [step] }, either(dial(context, proxy, host, port).map(outcomeOf)));
}

/**
 * Returns the outcomes of a request that another server admits to `next`, and the deciding server; `failure` is the outcome when it cannot
 * be contacted.
 */
export function askDecider(
  dialled: readonly Dialled[],
  host: string | null,
  welcome: boolean,
  failure: 'error' | 'bad-gateway',
  next: () => Outcomes,
): { readonly by: string | null; readonly outcomes: Outcomes } {
  const [first] = dialled;
  const by = first?.state === 'answers' ? first.service : host;
  const outcomes = dialled.map((one): Outcomes => {
    if (one.state === 'dead' || one.state === 'unresolved') return only(failure, { because: one.because });
    return welcome ? next() : decidedBy(by, next());
  });
  return { by, outcomes: either(outcomes) };
}
