// Readers of plain data from elsewhere: a browser's storage, a link, a message, the answer of a server. A reader takes nothing on
// trust, and gives only the members that it knows.

/** Returns `value` as a `T`; undefined when it is none. */
export type Reader<T> = (value: unknown) => T | undefined;

/** Returns a text. */
export const readText: Reader<string> = (value) => (typeof value === 'string' ? value : undefined);

/** Returns a number. */
export const readNumber: Reader<number> = (value) => (typeof value === 'number' ? value : undefined);

/** Returns a whole number from zero on. */
export const readCount: Reader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Returns true or false. */
export const readFlag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** Returns a reader of these values alone. */
export function oneOf<const T extends readonly unknown[]>(...values: T): Reader<T[number]> {
  return (value) => values.find((known) => known === value);
}

/** Returns a reader that also takes null. */
export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : read(value));
}

/** Returns a reader of the values that `holds` accepts. */
export function where<T>(read: Reader<T>, holds: (value: T) => boolean): Reader<T> {
  return (value) => {
    const known = read(value);
    return known !== undefined && holds(known) ? known : undefined;
  };
}

/** Returns a reader of lists of at most `most` items. */
export function listOf<T>(read: Reader<T>, most = Number.POSITIVE_INFINITY): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const items: T[] = [];
    for (const item of value) {
      const known = read(item);
      if (known === undefined) return undefined;
      items.push(known);
    }
    return items;
  };
}

/** Returns a reader of lists with exactly these items, in this order. */
export function tupleOf<T extends readonly unknown[]>(
  ...readers: { readonly [At in keyof T]: Reader<T[At]> }
): Reader<Readonly<T>> {
  return (value) => {
    if (!Array.isArray(value) || value.length !== readers.length) return undefined;
    const items = readers.map((read, at) => read(value[at]));
    return items.includes(undefined) ? undefined : (items as unknown as T);
  };
}

type OptionalKey<T> = {
  [Key in keyof T]-?: Partial<Pick<T, Key>> extends Pick<T, Key> ? Key : never;
}[keyof T];

type Members<T, Keys extends keyof T> = { readonly [Key in Keys]: Reader<Required<T>[Key]> };

/** Returns a reader of objects with these members, and those of `optional` where they are there. */
export function objectOf<T extends object>(
  members: Members<T, Exclude<keyof T, OptionalKey<T>>>,
  optional: Members<T, OptionalKey<T>>,
): Reader<T> {
  const needed = Object.entries<Reader<unknown>>(members);
  const others = Object.entries<Reader<unknown>>(optional);
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const given = new Map<string, unknown>(Object.entries(value));
    const known: { [name: string]: unknown } = {};
    for (const [name, read] of [...needed, ...others.filter(([other]) => given.get(other) !== undefined)]) {
      const member = read(given.get(name));
      if (member === undefined) return undefined;
      known[name] = member;
    }
    return known as T;
  };
}
