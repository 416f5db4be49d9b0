// A way into a service: its zone, proxies and guards. Each comes from a simulated request, so it always agrees with `ask`.

import type { Published } from '../../reach/reach-model.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { FarConnection, Guard, Outcome, Outcomes, Step } from '../model.ts';

import type { SourceLocation } from '../places.ts';

/** The answer of a way; `closed` when its address list admits no one who can come from there. */
export type WayAnswer = 'open' | 'varies' | 'unknown' | 'guarded' | 'closed';

/** A chain from a zone to a port of a service. */
export interface WayInto {
  readonly service: string;
  readonly zone: 'outside' | 'internet' | 'lan' | 'tailnet' | 'host';
  /** The proxies and tunnels on the way, in order. */
  readonly through: readonly string[];
  readonly entrance: { readonly name: string | null; readonly published: string | null };
  readonly protocol: string;
  /** The host; `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly guards: readonly Guard[];
  /** The port; null when it is unknown. */
  readonly port: number | null;
  readonly answer: WayAnswer;
  /** The answer if this service is the one that runs, when others claim its port. */
  readonly ifItRuns?: WayAnswer;
  readonly because: string | null;
  readonly declaredAt: SourceLocation;
  readonly way: readonly Step[];
  /** The connection of the last proxy to an address of a machine, on a fleet. */
  readonly far?: FarConnection;
  /** The machines on the way, in order; absent without a fleet. */
  readonly machines?: readonly string[];
  /** The router whose forward the way begins at; absent where none does. */
  readonly router?: string;
}

/** A route at which no service was found, with the outcome or the reason why it is unknown. */
export interface DeadRoute extends WayCommon {
  /** The outcome; null when it is unknown. */
  readonly outcome: Outcome | null;
  readonly because: string | null;
  /** The steps as far as they are known. */
  readonly way: readonly Step[];
  /** The connection of the proxy to an address of a machine, on a fleet. */
  readonly far?: FarConnection;
  /** The machines on the way, in order; absent without a fleet. */
  readonly machines?: readonly string[];
  /** The router whose forward the way begins at; absent where none does. */
  readonly router?: string;
}

export interface AllWays {
  /** The ways into each service, weakest first. */
  readonly into: ReadonlyMap<string, readonly WayInto[]>;
  readonly nowhere: readonly DeadRoute[];
}

/** The common part of the ways of one route. */
export type WayCommon = Pick<
  WayInto,
  'zone' | 'through' | 'entrance' | 'protocol' | 'host' | 'path' | 'declaredAt'
>;

const order: readonly WayAnswer[] = ['open', 'varies', 'unknown', 'guarded', 'closed'];

/** Orders ways from the weakest to the strongest. */
export function byWeakness(a: WayInto, b: WayInto): number {
  return (
    order.indexOf(a.answer) - order.indexOf(b.answer) ||
    compareBytes(a.host, b.host) ||
    compareBytes(a.path, b.path) ||
    compareBytes(a.zone, b.zone) ||
    compareBytes(a.through.join(), b.through.join())
  );
}

/** Returns the ways of a route's outcomes. */
export function waysOf({ list, undecided }: Outcomes, common: WayCommon, proxy: string): readonly WayInto[] {
  // Traffic forwarded unread reaches a service, whatever that answers.
  const served = list.filter(
    ({ answer, by }) => answer === 'serves' || (answer === 'unknown' && by !== null),
  );
  // A server that is sometimes unavailable is not another way in.
  const ends = new Set(
    served.map(({ by, guards }) => JSON.stringify([by, guards.map(({ how, by: who }) => [how, who])])),
  );
  const several = ends.size > 1;
  return served.map((outcome): WayInto => {
    const { by, port, guards, way, far } = outcome;
    const unclear = outcome.answer === 'unknown' || (undecided !== null && list.length > 1);
    const answer = unclear ? 'unknown' : several ? 'varies' : answerOf(guards);
    return {
      ...common,
      service: by ?? proxy,
      guards,
      // A port of 0 stands for the port that the image exposes.
      port: port === 0 ? null : port,
      answer,
      because: undecided ?? (outcome.answer === 'unknown' ? outcome.because : null),
      way,
      ...(far ? { far } : {}),
    };
  });
}

/** Returns the answer of a way with the given guards. */
export function answerOf(guards: readonly Guard[]): WayAnswer {
  if (guards.some(({ kind }) => kind === 'login' || kind === 'certificate' || kind === 'addresses'))
    return 'guarded';
  return guards.length > 0 ? 'unknown' : 'open';
}

/** The fields of a way with an unknown host, guards and port. */
export const unknownWayFields = { host: '*', path: '/', guards: [], port: null, answer: 'unknown' } as const;

/** Returns the bind address and port of a published port: `0.0.0.0:8080`. */
export function boundTo({ hostIp, hostPort }: Pick<Published, 'hostIp' | 'hostPort'>): string {
  return `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${hostPort}`;
}
