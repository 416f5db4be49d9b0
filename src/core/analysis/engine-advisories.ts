// What is known to go wrong with an Engine beside what is predicted: a prediction is about rules that stand, and some releases lose
// theirs when firewalld reloads.

import { engineKinds } from './engine-kinds.ts';
import type { Engine } from './reach/reach-model.ts';

/** One advisory about the Engine that is predicted. */
export interface EngineAdvisory {
  readonly id: string;
  /** What is lost, for hosts on which firewalld runs. */
  readonly effect: string;
  /** Those of the named line that it is about, where only the line is known; null: the Engine itself is one of them. */
  readonly releases: string | null;
}

interface Known {
  readonly id: string;
  readonly effect: string;
  /** By line: the releases from the first up to the last, as minor and patch, and how people write them. */
  readonly lines: ReadonlyMap<number, Range>;
}

interface Range {
  readonly from: readonly [minor: number, patch: number];
  readonly to: readonly [minor: number, patch: number];
  readonly words: string;
}

const all: Range = { from: [0, 0], to: [999, 999], words: '' };

const known: readonly Known[] = [
  // O3d. 26 and 27 ended before it was known and were never mended.
  {
    id: 'CVE-2025-54410',
    effect: 'a reload of firewalld ends the isolation between bridges; internal networks keep theirs',
    lines: new Map([
      [25, { from: [0, 0], to: [0, 12], words: 'up to 25.0.12' }],
      [26, all],
      [27, all],
    ]),
  },
  // O3b.
  {
    id: 'CVE-2025-54388',
    effect:
      'a reload of firewalld opens published ports, on loopback too, to neighbours of the host that have a route to them',
    lines: new Map([[28, { from: [2, 0], to: [3, 2], words: '28.2.0 to 28.3.2' }]]),
  },
];

/** The advisories about `engine`. A bare line stands for any release of it. */
export function engineAdvisories(engine: Engine): readonly EngineAdvisory[] {
  if (engineKinds[engine.kind].measured !== null) return []; // no release of Docker's Engine is said
  const isLine = /^\d+$/.test(engine.text);
  return known.flatMap(({ id, effect, lines }): readonly EngineAdvisory[] => {
    const range = lines.get(engine.major);
    if (range === undefined) return [];
    if (isLine) return [{ id, effect, releases: range === all ? null : range.words }];
    const { minor, patch } = engine;
    const concerned = !isBefore([minor, patch], range.from) && !isBefore(range.to, [minor, patch]);
    return concerned ? [{ id, effect, releases: null }] : [];
  });
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
