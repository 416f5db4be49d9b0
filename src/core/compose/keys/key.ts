// A row of the table of Compose's keys: what each reader of a file has to know of one key. The default of a column stands here, once.

/** A key of a Compose file. */
export interface ComposeKey {
  /** The purpose of the key, in one line. Absent: completion does not offer it. */
  readonly about?: string;
  /** True when the value is written on the lines below the key. */
  readonly block?: true;
  /** The fixed values of the key, each with its meaning, likely ones first. */
  readonly words?: Readonly<Record<string, string>>;
  /** The type that Compose casts a text to. Absent: the text stays. */
  readonly cast?: Cast;
  /** The way in which values of several files are merged. Absent: by their form. */
  readonly merge?: Merge;
  /** The way in which `up` hashes the key. Absent: by its value, with zero and false counting as absent where they are cast. */
  readonly hash?: Hash;
  /** The effect of the key in `docker stack deploy`, by the form of its value. Absent or empty: it takes effect. */
  readonly swarm?: SwarmUse;
  /** The outcome of the key in Kubernetes. Absent: the export does not know the key. */
  readonly kubernetes?: KubernetesOutcome;
  /** True when a shared link contains the value. Absent: it is left out, since it may be a secret. */
  readonly shared?: true;
  /** True when only addresses in the value matter for reachability, so that its other variables are hidden. */
  readonly inner?: true;
  /** The keys below the key. */
  readonly below?: ComposeKeys;
}

/** The rows by name. `*` is any name, `-` any item of a list, `x-*` any name with that prefix. */
export type ComposeKeys = ReadonlyMap<string, ComposeKey>;

/** A key for which the table has to state the behaviour of a swarm. */
export interface SwarmRow extends ComposeKey {
  readonly swarm: SwarmUse;
}

/** A key for which the table has to state the outcome in Kubernetes. */
export interface KubernetesRow extends ComposeKey {
  readonly kubernetes: KubernetesOutcome;
}

/** A key of a service. */
export type ServiceRow = SwarmRow & KubernetesRow;

export type ServiceRows = Readonly<Record<string, ServiceRow>>;

/** Returns the rows of an object, in its order. */
export function keysOf<Row extends ComposeKey = ComposeKey>(
  rows: Readonly<Record<string, NoInfer<Row>>>,
): ComposeKeys {
  return new Map(Object.entries(rows));
}

/** Returns rows for a mapping whose names people choose, each with `keys` below it. */
export function byName(keys: ComposeKeys): ComposeKeys {
  return keysOf({ '*': { below: keys } });
}

/** Returns rows for a list of mappings. */
export function itemsOf(keys: ComposeKeys): ComposeKeys {
  return keysOf({ '-': { below: keys } });
}

/**
 * Returns the row for a name below a key, or for an item with the step `-`; a row for any name or item stands in for one that is not
 * listed.
 */
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

/** The columns of a boolean key. */
export const onOff = { cast: 'flag', words: yesOrNo } as const;

/** The types that Compose casts to. `size` is a number of bytes with an optional unit, `count` a whole number or `all`. */
export type Cast = 'flag' | 'whole' | 'number' | 'size' | 'count';

/**
 * The merge rules for keys whose form does not decide (semantics 4.3). `replace`: only the later value counts. `names`: a list is a mapping
 * without values. `context`: a text is the `context` of a mapping. `pairs`: lists of `KEY=value` and mappings; the last of a key wins.
 * `hosts`: like `pairs`, but every value of a key stays. `list`: a text is a list of one. The others are lists in which a later item
 * replaces an earlier one: `ports` with the same address, ports and protocol, `targets` with the same target in the container, `devices`
 * with the same device there; `subnets` adds to the item with the same subnet.
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
 * The hash rules. `never`: the hash leaves the key out. `pairs`: a mapping of free names, in which an empty text is a value. `duration`:
 * equal durations hash alike. `zero`: zero and false differ from absent. `nonzero`: zero counts as absent although it is not cast.
 */
export type Hash = 'never' | 'pairs' | 'duration' | 'zero' | 'nonzero';

/** The columns of a mapping or list of pairs. */
export const pairs = { merge: 'pairs', hash: 'pairs', block: true } as const;

/** The treatment of a key by `docker stack deploy`. */
export interface SwarmTreatment {
  /**
   * The treatment. `refused`: exit 1, nothing is deployed. `warned`: ignored, with a line on standard error. `silent`: ignored without a
   * message. `deprecated`: ignored, with advice.
   */
  readonly treatment: 'refused' | 'warned' | 'silent' | 'deprecated';
  /** The form of value that the treatment applies to. Absent: any. */
  readonly form?: SwarmForm;
  /** The consequence of ignoring the key: other reachability, or other privileges of the container. */
  readonly changes?: 'isolation' | 'privilege';
  /** The advice: what to write in a stack file instead, or what to do. */
  readonly instead?: string;
  /** What the stack lacks without the key; null when nothing at run time depends on it. */
  readonly effect?: string | null;
  /** The releases of the `docker` command with this treatment. Absent: both that were measured. */
  readonly releases?: readonly ('26' | '28')[];
}

/**
 * The treatments of a key, measured with the commands of Docker 26.1.5 and 28.2.2 (SW9, SW12, SW15); they differ where `releases` says so.
 */
export type SwarmUse = readonly SwarmTreatment[];

/**
 * A form of value. `bridge`: that driver, and options that it alone knows. `entries`: a list of mappings; `list`: any list. `text`: a
 * quoted number, true or false; a variable results in a number again. `nothing`: no value.
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

/** The keys for people and tools, which a stack file may have only where the command allows them. */
export const extension = { 'x-*': { swarm: refused({ effect: null }) } } as const;

/** The values that `docker stack deploy` accepts as text or number, under names that people choose. */
export const swarmTexts: ComposeKeys = keysOf({ '*': { swarm: refusedAs('boolean') } });

/** The list of the export's report that names the key, with the reason; null when the export translates the key with notes of its own. */
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

/** A key that takes effect in a swarm and that the Kubernetes export translates. */
export const everywhere = { swarm: honoured, kubernetes: translated } as const;

export const podLimit = lost('a pod cannot set this limit');

export const windows = lost('for Windows containers');
