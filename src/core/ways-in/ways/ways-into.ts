// A way into a service: from where, through what, past which guards. Each comes from asking on paper, so that it is never another answer than
// `ask` gives.

import type { Published } from '../../reach/reach-model.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { Guard, Outcome, Outcomes, Step } from '../model.ts';
import type { Said } from '../places.ts';

/** `closed`: its list of addresses lets in nobody who can come from there. */
export type WayAnswer = 'open' | 'varies' | 'unknown' | 'guarded' | 'closed';

/** One chain from a zone to a port of a service. */
export interface WayInto {
  readonly service: string;
  readonly zone: 'outside' | 'internet' | 'lan' | 'tailnet' | 'host';
  /** Proxies and tunnels, in order. */
  readonly through: readonly string[];
  readonly entrance: { readonly name: string | null; readonly published: string | null };
  readonly protocol: string;
  /** `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly guards: readonly Guard[];
  /** Null where it is not known. */
  readonly port: number | null;
  readonly answer: WayAnswer;
  /** Where others claim the port, and so nobody knows who answers: what comes if it is this one that runs. */
  readonly ifItRuns?: WayAnswer;
  readonly because: string | null;
  readonly said: Said;
  readonly way: readonly Step[];
}

/** A route at which no service was found: what comes instead, or why that is not known. */
export interface Nowhere extends WayCommon {
  /** Null where it is not known what a visitor gets. */
  readonly outcome: Outcome | null;
  readonly because: string | null;
}

export interface AllWays {
  /** The ways into each service, the weakest first. */
  readonly into: ReadonlyMap<string, readonly WayInto[]>;
  readonly nowhere: readonly Nowhere[];
}

/** What ways of one route have in common, wherever they end. */
export type WayCommon = Pick<
  WayInto,
  'zone' | 'through' | 'entrance' | 'protocol' | 'host' | 'path' | 'said'
>;

const order: readonly WayAnswer[] = ['open', 'varies', 'unknown', 'guarded', 'closed'];

/** The weakest first. */
export function byWeakness(a: WayInto, b: WayInto): number {
  return (
    order.indexOf(a.answer) - order.indexOf(b.answer) ||
    compareBytes(a.host, b.host) ||
    compareBytes(a.path, b.path) ||
    compareBytes(a.zone, b.zone) ||
    compareBytes(a.through.join(), b.through.join())
  );
}

/** The ways that outcomes of one route are. */
export function waysOf({ list, undecided }: Outcomes, common: WayCommon, proxy: string): readonly WayInto[] {
  // What is handed on unread reaches a service, whatever that says to it.
  const served = list.filter(
    ({ answer, by }) => answer === 'serves' || (answer === 'unknown' && by !== null),
  );
  // One server that sometimes cannot be asked is no other way in.
  const ends = new Set(
    served.map(({ by, guards }) => JSON.stringify([by, guards.map(({ how, by: who }) => [how, who])])),
  );
  const several = ends.size > 1;
  return served.map((outcome): WayInto => {
    const { by, port, guards, way } = outcome;
    const unclear = outcome.answer === 'unknown' || (undecided !== null && list.length > 1);
    const answer = unclear ? 'unknown' : several ? 'varies' : answerOf(guards);
    return {
      ...common,
      service: by ?? proxy,
      guards,
      // A port of 0 stands for the one that the image exposes.
      port: port === 0 ? null : port,
      answer,
      because: undecided ?? (outcome.answer === 'unknown' ? outcome.because : null),
      way,
    };
  });
}

/** What guards make of a way. */
export function answerOf(guards: readonly Guard[]): WayAnswer {
  if (guards.some(({ kind }) => kind === 'login' || kind === 'certificate' || kind === 'addresses'))
    return 'guarded';
  return guards.length > 0 ? 'unknown' : 'open';
}

/** Of a way of which nobody can tell what it asks for, past whom, and which port it ends at. */
export const anythingUnknown = { host: '*', path: '/', guards: [], port: null, answer: 'unknown' } as const;

/** `0.0.0.0:8080`. */
export function boundTo({ hostIp, hostPort }: Published): string {
  return `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${hostPort}`;
}
