// The kinds of Engine in words: how they are named, which release was measured, and which switches they have. What they do with a
// file is said by `reach/networks/engine-behaviour.ts`.

import type { Engine, EngineKind, ReachOptions } from './reach/reach-model.ts';

interface EngineKindWords {
  /** As a heading or an entry of a list. */
  readonly title: string;
  /** The release that was measured where no other is named, as major, minor and patch. */
  readonly release: readonly [number, number, number];
  /** What was measured, in words; null: by release (`evidence.ts`). */
  readonly measured: string | null;
  /** The switches of Docker's daemon mean something to it. */
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

/** Whether Podman without root is predicted; to the others the switch means nothing. */
export function isRootless({ engine, rootless }: Pick<ReachOptions, 'engine' | 'rootless'>): boolean {
  return rootless === true && engineKinds[engine.kind].rootless;
}

/** The Engine that is predicted, in a list: with `without root` where that is meant. */
export function predictedEngine(options: Pick<ReachOptions, 'engine' | 'rootless'>): string {
  return `${engineTitle(options.engine)}${isRootless(options) ? ' without root' : ''}`;
}
