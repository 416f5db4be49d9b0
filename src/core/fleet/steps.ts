// The steps of a connection in words, with the line of the file that is the cause of each.

import { hostFilePlace } from '../host/host-file.ts';
import type { Path } from '../yaml/tree.ts';
import type { ConnectStep, FileLine } from './answer.ts';
import type { Verdict } from './judge.ts';
import type { NetworkMap } from './network-map.ts';

/** Returns the steps of a way, in its order. */
export function stepsOf(
  map: NetworkMap,
  verdicts: readonly Verdict[],
  { by, place }: { readonly by: string | null; readonly place: FileLine | null },
): readonly ConnectStep[] {
  return verdicts.map((verdict) => ({
    at: verdict.at,
    rule: verdict.rule,
    text: textOf(verdict, by),
    passes: verdict.outcome.passes,
    place: verdict.kind === 'enter' ? place : verdict.path && placeInFleet(map, verdict.path),
  }));
}

function textOf({ kind, hop, outcome, at }: Verdict, by: string | null): string {
  const because = outcome.because === null ? '' : `: ${outcome.because}`;
  const verb = (yes: string, no: string): string =>
    outcome.passes === true ? yes : outcome.passes === false ? no : `it is not known whether it ${yes}`;
  const source = hop?.leaves.source.known.text ?? '';
  switch (kind) {
    case 'leave':
      return `${verb(`leaves ${at} as ${source}`, `does not leave ${at}`)}${because}`;
    case 'list':
      return `${verb(`passes the list of ${at}`, `is stopped by the list of ${at}`)}${because}`;
    case 'router':
      return `${verb(`passes ${at}`, `is stopped by ${at}`)}${because}`;
    case 'transit':
      return `${verb(`is led on by ${at}`, `is not led on by ${at}`)}${because}`;
    case 'enter':
      return `${verb(`is answered${by === null ? '' : ` by ${by}`}`, `is not answered at ${at}`)}${because}`;
    case 'way-back':
      return `${verb('gets its answer', 'gets no answer back')}${because}`;
  }
}

/** Returns a line of the fleet's file. */
export function placeInFleet({ file }: Pick<NetworkMap, 'file'>, path: Path): FileLine {
  const { file: name, line } = hostFilePlace(file, path);
  return { file: name, line };
}
