// The kinds of Engine: their names, the release that was measured, their switches, how `--engine` names them, and known faults of their
// releases. What they do with a file is stated in `reach/networks/engine-behaviour.ts`.

import type { Engine, EngineKind, ReachOptions } from './reach-model.ts';

interface EngineKindWords {
  /** As a heading or an entry of a list. */
  readonly title: string;
  /** The release that was measured where no other is named, as major, minor and patch. */
  readonly release: readonly [number, number, number];
  /** What was measured, in words; null: by release (`evidence.ts`). */
  readonly measured: string | null;
  /** The switches of Docker's daemon have an effect on it. */
  readonly daemonSwitches: boolean;
  /** It can run without root. */
  readonly rootless: boolean;
}

export const engineKinds: { readonly [kind in EngineKind]: EngineKindWords } = {
  docker: {
    title: 'Docker Engine',
    release: [29, 99, 99],
    measured: null,
    daemonSwitches: true,
    rootless: false,
  },
  swarm: {
    title: 'Docker Swarm',
    release: [26, 1, 5],
    measured: 'measured on one node with Docker Engine 26.1.5; ports in ingress mode by documentation',
    daemonSwitches: false,
    rootless: false,
  },
  podman: {
    title: "Podman, over Docker's API",
    release: [5, 4, 2],
    measured: 'as measured on Podman 5.4.2 (netavark 1.14) with Docker Compose over its API',
    daemonSwitches: false,
    rootless: true,
  },
  'podman-compose': {
    title: 'Podman, with podman-compose',
    release: [5, 4, 2],
    measured: 'as measured on Podman 5.4.2 (netavark 1.14) with podman-compose 1.3',
    daemonSwitches: false,
    rootless: true,
  },
};

/** `Engine 29`, `Docker Swarm`: an Engine in a list. */
export function engineTitle({ kind, text }: Engine): string {
  return kind === 'docker' ? `Engine ${text}` : engineKinds[kind].title;
}

/** Whether Podman without root is predicted; the others ignore the switch. */
export function isRootless({ engine, rootless }: Pick<ReachOptions, 'engine' | 'rootless'>): boolean {
  return rootless === true && engineKinds[engine.kind].rootless;
}

/** The Engine that is predicted, in a list: with `without root` where that is meant. */
export function predictedEngine(options: Pick<ReachOptions, 'engine' | 'rootless'>): string {
  return `${engineTitle(options.engine)}${isRootless(options) ? ' without root' : ''}`;
}

/** Newest release of each line, as minor and patch; of a line that still gets releases, numbers above any of them. */
const newest: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['25', [0, 99]],
  ['26', [1, 99]],
  ['27', [5, 99]],
  ['28', [5, 2]],
  ['29', [99, 99]],
]);

/** The release lines that can be named by a bare number. */
export const engineLines: readonly string[] = [...newest.keys()];

const otherKinds: readonly Exclude<EngineKind, 'docker'>[] = ['swarm', 'podman', 'podman-compose'];

/** All that can be named without a release: lines of Docker's Engine, then the others. */
export const engineNames: readonly string[] = [...engineLines, ...otherKinds];

/**
 * The Engine that `text` names: a bare 25 to 29 is the newest of its line, else `X.Y.Z`, or one beside Docker's by its word; null for
 * anything else.
 */
export function parseEngine(text: string): Engine | null {
  const line = newest.get(text);
  if (line) return { text, kind: 'docker', major: Number(text), minor: line[0], patch: line[1] };
  const other = otherKinds.find((kind) => kind === text);
  if (other !== undefined) {
    const [major, minor, patch] = engineKinds[other].release;
    return { text, kind: other, major, minor, patch };
  }
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  return { text, kind: 'docker', major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

/**
 * A known fault of the Engine that is predicted: a prediction takes its firewall rules as given, and some releases lose theirs when
 * firewalld reloads.
 */
export interface EngineAdvisory {
  readonly id: string;
  /** What is lost, for hosts on which firewalld runs. */
  readonly effect: string;
  /** The affected releases of the named line, where only the line is known; null: the named Engine itself is affected. */
  readonly releases: string | null;
}

interface KnownAdvisory {
  readonly id: string;
  readonly effect: string;
  /** By line: the releases from the first up to the last, as minor and patch, and how people write them. */
  readonly lines: ReadonlyMap<number, Releases>;
}

interface Releases {
  readonly from: readonly [minor: number, patch: number];
  readonly to: readonly [minor: number, patch: number];
  readonly words: string;
}

const everyRelease: Releases = { from: [0, 0], to: [999, 999], words: '' };

const advisories: readonly KnownAdvisory[] = [
  // O3d. 26 and 27 ended before it was known and were never mended.
  {
    id: 'CVE-2025-54410',
    effect: 'a reload of firewalld ends the isolation between bridges; internal networks keep theirs',
    lines: new Map([
      [25, { from: [0, 0], to: [0, 12], words: 'up to 25.0.12' }],
      [26, everyRelease],
      [27, everyRelease],
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
  if (engineKinds[engine.kind].measured !== null) return []; // the advisories are about releases of Docker's Engine
  const isLine = /^\d+$/.test(engine.text);
  return advisories.flatMap(({ id, effect, lines }): readonly EngineAdvisory[] => {
    const range = lines.get(engine.major);
    if (range === undefined) return [];
    if (isLine) return [{ id, effect, releases: range === everyRelease ? null : range.words }];
    const { minor, patch } = engine;
    const concerned = !isBefore([minor, patch], range.from) && !isBefore(range.to, [minor, patch]);
    return concerned ? [{ id, effect, releases: null }] : [];
  });
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
