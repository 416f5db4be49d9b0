// A row of the table of Compose's keys: what each reader of a file has to know of one key. The default of a column stands here, once.

/** A key of a Compose file. */
export interface ComposeKey {
  /** What it is for, in one line. Absent: completion does not offer it. */
  readonly about?: string;
  /** True when its value stands on the lines below it. */
  readonly block?: true;
  /** The values that Compose fixes, each with its meaning, likely ones first. */
  readonly words?: Readonly<Record<string, string>>;
  /** What Compose casts a text to. Absent: the text stays. */
  readonly cast?: Cast;
  /** How the values of several files are put together. Absent: by their form. */
  readonly merge?: Merge;
  /** How `up` hashes it. Absent: its value counts; zero and false, where they are cast, count as absent. */
  readonly hash?: Hash;
  /** What `docker stack deploy` does with it, by the form of its value. Absent or empty: it takes effect. */
  readonly swarm?: SwarmUse;
  /** What becomes of it in Kubernetes. Absent: the export does not know the key. */
  readonly kubernetes?: KubernetesOutcome;
  /** True when a shared link holds its value. Absent: it is left out, since it may be a secret. */
  readonly shared?: true;
  /** True when nothing but addresses in its value says who reaches whom, so that the other variables in it are hidden. */
  readonly inner?: true;
  /** The keys below it. */
  readonly below?: ComposeKeys;
}

/** Rows by name. `*` is any name, `-` any item of a list, `x-*` any name that begins so. */
export type ComposeKeys = ReadonlyMap<string, ComposeKey>;

/** A key of which the table has to say what a swarm does with it. */
export interface SwarmRow extends ComposeKey {
  readonly swarm: SwarmUse;
}

/** A key of which the table has to say what becomes of it in Kubernetes. */
export interface KubernetesRow extends ComposeKey {
  readonly kubernetes: KubernetesOutcome;
}

/** A key of a service. */
export type ServiceRow = SwarmRow & KubernetesRow;

export type ServiceRows = Readonly<Record<string, ServiceRow>>;

/** The rows of an object, in its order. */
export function keysOf<Row extends ComposeKey = ComposeKey>(
  rows: Readonly<Record<string, NoInfer<Row>>>,
): ComposeKeys {
  return new Map(Object.entries(rows));
}

/** Rows for a mapping whose names people choose, each with `keys` below it. */
export function byName(keys: ComposeKeys): ComposeKeys {
  return keysOf({ '*': { below: keys } });
}

/** Rows for a list of mappings. */
export function itemsOf(keys: ComposeKeys): ComposeKeys {
  return keysOf({ '-': { below: keys } });
}

/** Returns the row for a name below a key, or for an item with the step `-`; a row for any name or item stands in for one that is not listed. */
export function keyBelow(key: ComposeKey | undefined, step: string): ComposeKey | undefined {
  const below = key?.below;
  return below && (below.get(step) ?? below.get('*') ?? below.get('-'));
}

/** Yields every row below `keys` with the path to it, a key before those below it. */
export function* rowsOf(
  keys: ComposeKeys,
  at: readonly string[] = [],
): Iterable<readonly [path: readonly string[], key: ComposeKey]> {
  for (const [name, key] of keys) {
    const path = [...at, name];
    yield [path, key];
    if (key.below) yield* rowsOf(key.below, path);
  }
}

export const yesOrNo = { true: 'yes', false: 'no' } as const;

/** The columns of a switch. */
export const onOff = { cast: 'flag', words: yesOrNo } as const;

/** `size` is a number of bytes with an optional unit, `count` a whole number or `all`. */
export type Cast = 'flag' | 'whole' | 'number' | 'size' | 'count';

/**
 * How a key is merged, where its form does not decide (semantics 4.3). `replace`: the later value alone. `names`: a list is a mapping
 * without values. `context`: a text is the `context` of a mapping. `pairs`: lists of `KEY=value` and mappings, the last of a key wins.
 * `hosts`: the same, but every value of a key stays. `list`: a text is a list of one. The others are lists of which a later item
 * replaces an earlier one: `ports` with the same address, ports and protocol, `targets` with the same target in the container,
 * `devices` with the same device there, `subnets` with the same subnet, to which it adds.
 */
export type Merge =
  | 'replace'
  | 'names'
  | 'context'
  | 'pairs'
  | 'hosts'
  | 'list'
  | 'ports'
  | 'targets'
  | 'devices'
  | 'subnets';

/**
 * `never`: the hash leaves it out. `pairs`: a mapping of free names, in which an empty text is a value. `duration`: equal durations are
 * equal. `zero`: zero and false differ from absent. `nonzero`: zero counts as absent though it is not cast.
 */
export type Hash = 'never' | 'pairs' | 'duration' | 'zero' | 'nonzero';

/** The columns of a mapping or list of pairs. */
export const pairs = { merge: 'pairs', hash: 'pairs', block: true } as const;

/** What `docker stack deploy` does with a key. */
export interface SwarmTreatment {
  /** `refused`: exit 1, nothing is deployed. `warned`: ignored, with a line on standard error. `silent`: ignored without a word. `deprecated`: ignored, with advice. */
  readonly treatment: 'refused' | 'warned' | 'silent' | 'deprecated';
  /** The form of a value to which it applies. Absent: any. */
  readonly form?: SwarmForm;
  /** Ignored, it changes who reaches whom, or what the container may do. */
  readonly changes?: 'isolation' | 'privilege';
  /** What to write in a stack file instead, or what to do. */
  readonly instead?: string;
  /** What the stack lacks without it; null where nothing that runs depends on it. */
  readonly effect?: string | null;
  /** The releases of the `docker` command that treat it so. Absent: both that were measured. */
  readonly releases?: readonly ('26' | '28')[];
}

/** Measured key by key with the commands of Docker 26.1.5 and 28.2.2 (SW9, SW12, SW15); they differ where `releases` says so. */
export type SwarmUse = readonly SwarmTreatment[];

/**
 * `bridge`: that driver, and options that it alone knows. `entries`: a list of mappings; `list`: any. `text`: a number, true or false in
 * quotes, written out; a variable gives a number again. `nothing`: no value.
 */
export type SwarmForm = 'bridge' | 'mapping' | 'entries' | 'text' | 'number' | 'boolean' | 'list' | 'nothing';

type SwarmDetails = Omit<SwarmTreatment, 'treatment'>;

export const honoured: SwarmUse = [];

export function refused(details: SwarmDetails = {}): SwarmUse {
  return [{ treatment: 'refused', ...details }];
}

export function refusedAs(form: SwarmForm, instead?: string): SwarmUse {
  return refused({ form, ...(instead === undefined ? {} : { instead }) });
}

export function warned(details: SwarmDetails = {}): SwarmUse {
  return [{ treatment: 'warned', ...details }];
}

export function silent(details: SwarmDetails = {}): SwarmUse {
  return [{ treatment: 'silent', ...details }];
}

export function deprecated(details: SwarmDetails = {}): SwarmUse {
  return [{ treatment: 'deprecated', ...details }];
}

/** Keys for people and tools, which a stack file may have only where the command allows them. */
export const extension = { 'x-*': { swarm: refused({ effect: null }) } } as const;

/** Values that `docker stack deploy` takes as text or number, by a name that people choose. */
export const swarmTexts: ComposeKeys = keysOf({ '*': { swarm: refusedAs('boolean') } });

/** The list of the export's report that names the key, with the reason; null where a part of the export translates it, with notes of its own. */
export type KubernetesOutcome = null | readonly ['kept' | 'changed' | 'lost', string];

export const translated: KubernetesOutcome = null;

export function kept(reason: string): KubernetesOutcome {
  return ['kept', reason];
}

export function changed(reason: string): KubernetesOutcome {
  return ['changed', reason];
}

export function lost(reason: string): KubernetesOutcome {
  return ['lost', reason];
}

/** It takes effect in a swarm, and the export to Kubernetes translates it. */
export const everywhere = { swarm: honoured, kubernetes: translated } as const;

export const podLimit = lost('a limit that a pod cannot say for itself');

export const windows = lost('for containers of Windows');
