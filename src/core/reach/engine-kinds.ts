// The kinds of Engine: names, measured release, daemon settings, values of `--engine`, and known defects. Their behaviour is in
// `reach/networks/engine-behaviour.ts`.

import type { Engine, EngineKind, ReachOptions } from './reach-model.ts';

interface EngineKindInfo {
  /** The name as a heading or a list entry. */
  readonly title: string;
  /** The measured release that stands for the kind when no release is named: major, minor and patch. */
  readonly release: readonly [number, number, number];
  /** A description of the measurements; null when they differ by release (`evidence.ts`). */
  readonly measured: string | null;
  /** True when the settings of Docker's daemon affect this Engine. */
  readonly daemonSwitches: boolean;
  /** True when the Engine can run without root. */
  readonly rootless: boolean;
}

export const engineKinds: { readonly [kind in EngineKind]: EngineKindInfo } = {
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
    measured:
      'measured on one node with Docker Engine 26.1.5; ports in ingress mode taken from documentation',
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

/** Returns the title of an Engine in a list: `Engine 29`, `Docker Swarm`. */
export function engineTitle({ kind, text }: Engine): string {
  return kind === 'docker' ? `Engine ${text}` : engineKinds[kind].title;
}

/** True when the prediction is for Podman without root; other Engines ignore the option. */
export function isRootless({ engine, rootless }: Pick<ReachOptions, 'engine' | 'rootless'>): boolean {
  return rootless === true && engineKinds[engine.kind].rootless;
}

/** Returns the title of the predicted Engine, with `without root` when it applies. */
export function predictedEngine(options: Pick<ReachOptions, 'engine' | 'rootless'>): string {
  return `${engineTitle(options.engine)}${isRootless(options) ? ' without root' : ''}`;
}

/** The newest release of each release line, as minor and patch; a line that still gets releases has numbers above any of them. */
const newest: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['25', [0, 99]],
  ['26', [1, 99]],
  ['27', [5, 99]],
  ['28', [5, 2]],
  ['29', [99, 99]],
]);

/** The release lines that a bare number can name. */
export const engineLines: readonly string[] = [...newest.keys()];

const otherKinds: readonly Exclude<EngineKind, 'docker'>[] = ['swarm', 'podman', 'podman-compose'];

/** All Engine names that need no release: the lines of Docker Engine, then the other kinds. */
export const engineNames: readonly string[] = [...engineLines, ...otherKinds];

/**
 * Returns the named Engine: 25 to 29 stand for the newest release of that line, `X.Y.Z` for one release, and a word for another kind of
 * Engine. Null for any other text.
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
 * A known defect of the predicted Engine. Predictions assume that its firewall rules are in place; some releases lose them when firewalld
 * reloads.
 */
export interface EngineAdvisory {
  readonly id: string;
  /** The protection that is lost on hosts that run firewalld. */
  readonly effect: string;
  /** The affected releases of the named line; null when the named Engine itself is affected. */
  readonly releases: string | null;
}

interface KnownAdvisory {
  readonly id: string;
  readonly effect: string;
  /** The affected releases by line: first and last, as minor and patch, and the range in words. */
  readonly lines: ReadonlyMap<number, Releases>;
}

interface Releases {
  readonly from: readonly [minor: number, patch: number];
  readonly to: readonly [minor: number, patch: number];
  readonly words: string;
}

const everyRelease: Releases = { from: [0, 0], to: [999, 999], words: '' };

const advisories: readonly KnownAdvisory[] = [
  // O3d: 26 and 27 reached their end of life before the defect was known and were never fixed.
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

/** Returns the advisories for an Engine. A bare line number stands for all of its releases. */
export function engineAdvisories(engine: Engine): readonly EngineAdvisory[] {
  if (engineKinds[engine.kind].measured !== null) return []; // the advisories cover releases of Docker Engine only
  const isLine = /^\d+$/.test(engine.text);
  return advisories.flatMap(({ id, effect, lines }): readonly EngineAdvisory[] => {
    const range = lines.get(engine.major);
    if (range === undefined) return [];
    if (isLine) return [{ id, effect, releases: range === everyRelease ? null : range.words }];
    const { minor, patch } = engine;
    const isAffected = !isBefore([minor, patch], range.from) && !isBefore(range.to, [minor, patch]);
    return isAffected ? [{ id, effect, releases: null }] : [];
  });
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
