// The outcomes of a server behind a proxy.

import type { Outcome, Outcomes } from '../model.ts';
import { usesTls } from '../network/tls-ports.ts';
import { type DialResult, dial } from '../network/upstreams.ts';
import { combineOutcomes, loginDecidedBy, singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import type { SourceLocation } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';

/** Returns the outcomes of a dialled upstream; `tls` when it is contacted over TLS. */
export function upstreamOutcome(dialResult: DialResult, tls = false, isNamedOnly = false): Outcomes {
  const beyond = beyondMachine(dialResult);
  if (dialResult.state === 'unknown') return unknownOutcome(dialResult.because, beyond);
  if (dialResult.state !== 'answers')
    return singleOutcome('bad-gateway', { because: dialResult.because, ...beyond });
  const { service, port } = dialResult;
  return tls && !usesTls(port) && !isNamedOnly
    ? unknownOutcome(`Whether ${service} speaks TLS on ${port} is unknown.`, beyond)
    : singleOutcome('serves', { by: service, port, ...beyond });
}

/** Returns the connection to an address of a machine with its steps; nothing for a container of the proxy's own machine. */
export function beyondMachine({ far }: DialResult): Partial<Outcome> {
  return far ? { far, way: far.way } : {};
}

/** An upstream as a configuration line names it. */
interface UpstreamLine {
  readonly host: string;
  readonly port: number;
  /** The name on the way of a request. */
  readonly text: string;
  readonly declaredAt: SourceLocation;
}

/** Dials a host and port and combines the outcomes; `outcomeOf` returns the outcome of each result. */
export function askUpstream(
  context: WaysContext,
  proxy: string,
  { host, port, text, declaredAt }: UpstreamLine,
  outcomeOf: (dialResult: DialResult) => Outcomes,
): Outcomes {
  const step = { kind: 'target', text, declaredAt } as const;
  return withSteps({ way: [step] }, combineOutcomes(dial(context, proxy, host, port).map(outcomeOf)));
}

/**
 * Returns the outcomes of a request that another server admits to `next`, and the deciding server; `failure` is the outcome when it cannot
 * be contacted.
 */
export function askDecider(
  dialResult: readonly DialResult[],
  host: string | null,
  authenticated: boolean,
  failure: 'error' | 'bad-gateway',
  next: () => Outcomes,
): { readonly by: string | null; readonly outcomes: Outcomes } {
  const [first] = dialResult;
  const by = first?.state === 'answers' ? first.service : host;
  const outcomes = dialResult.map((one): Outcomes => {
    if (one.state === 'dead' || one.state === 'unresolved')
      return singleOutcome(failure, { because: one.because });
    return authenticated ? next() : loginDecidedBy(by, next());
  });
  return { by, outcomes: combineOutcomes(outcomes) };
}
