// From which version of Compose each line of what `up` does holds: the one table that the plan, its sentences, CN217 and the page read.

/** A release of Docker Compose. */
export interface ComposeVersion {
  readonly text: string;
  readonly parts: readonly [number, number, number];
}

/** A behaviour of `up` that starts with one version. */
interface VersionedBehaviour {
  readonly version: ComposeVersion;
  /** The evidence: `measured` at that version and later ones, or taken from the `source` code and its history. */
  readonly by: 'measured' | 'source';
  readonly what: string;
}

/** Parses `2.40.3`, `v5.5.0` or `2.26.1-4`; missing parts are zero. Returns null when `text` is no version. */
export function parseComposeVersion(text: string): ComposeVersion | null {
  const [, major, minor = '0', patch = '0'] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?$/.exec(text) ?? [];
  if (major === undefined) return null;
  return { text: `${major}.${minor}.${patch}`, parts: [Number(major), Number(minor), Number(patch)] };
}

function version(text: string): ComposeVersion {
  const parsed = parseComposeVersion(text);
  if (parsed === null) throw new Error(`no version: ${text}`);
  return parsed;
}

/** The newest release that was measured; assumed when none is given. */
export const newestMeasuredCompose = version('5.5.0');

export const composeBehaviours = {
  hashesWithoutDependsOn: {
    version: version('2.29.3'),
    by: 'source',
    what: '`depends_on` recreates no container; before, it is part of the hash',
  },
  leavesDependents: {
    version: version('2.29.4'),
    by: 'source',
    what: 'a service that depends on a recreated one is left, or restarted if it asks for that; before, it is recreated, and its dependents in turn',
  },
  hashesWithoutProfiles: {
    version: version('2.30.2'),
    by: 'source',
    what: '`profiles` recreates no container; before, it is part of the hash',
  },
  remakesNetworks: {
    version: version('2.31.0'),
    by: 'source',
    what: 'a network whose settings changed is recreated; before, it stays unchanged, even with --force-recreate',
  },
  noticesMissingNetwork: {
    version: version('2.31.0'),
    by: 'source',
    what: 'a running container that lacks a network of the file is recreated; before, it is left',
  },
  connectsWithoutSettings: {
    version: version('2.37.0'),
    by: 'source',
    what: 'after a network is recreated, its containers restart and are connected again without any setting of the file; before, they are recreated',
  },
  plansBeforeMaking: {
    version: version('5.2.0'),
    by: 'source',
    what: 'missing networks of a container are looked up before any network is created, and not for external ones; before, afterwards and for all',
  },
  plansNetworks: {
    version: version('5.4.0'),
    by: 'source',
    what: 'a container that leaves a network is stopped while the network is recreated, so that the result depends on which is first; before, the network comes first and `up` ends with exit 1',
  },
  movesRenamed: {
    version: version('5.4.0'),
    by: 'source',
    what: 'a network with another name takes over the containers of the old one, which is removed; before, they are recreated and the old one stays',
  },
  toleratesWrongLabel: {
    version: version('5.4.0'),
    by: 'source',
    what: 'a network with the wanted name and the label of another key is used unchanged, with a warning; before, `up` refuses it',
  },
} as const satisfies Readonly<Record<string, VersionedBehaviour>>;

export type ComposeBehaviour = keyof typeof composeBehaviours;

/** True when a release has this behaviour. */
export function hasBehaviour(compose: ComposeVersion, behaviour: ComposeBehaviour): boolean {
  const since = composeBehaviours[behaviour].version.parts;
  for (const [index, part] of compose.parts.entries()) {
    const from = since[index] ?? 0;
    if (part !== from) return part > from;
  }
  return true;
}
