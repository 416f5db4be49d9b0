// The variables of a container, read with what is unknown of them.

import type { Variables } from '../../ways-in/ways-context.ts';

/** The variables of a container, by the words that programs take for switches and lists. */
export class Settings {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** Returns the value of the first of these variables that is given; null where none is. */
  value(...keys: readonly string[]): string | null {
    for (const key of keys) {
      const value = this.#variables.values.get(key);
      if (value !== undefined && value !== '') return value;
    }
    return null;
  }

  /** Returns the first of these variables that has a value, or may have one. */
  given(...keys: readonly string[]): string | null {
    return keys.find((key) => this.value(key) !== null || this.#variables.unknown.has(key)) ?? null;
  }

  /** True where one of these variables may have a value that is not in the files. */
  isUnknown(...keys: readonly string[]): boolean {
    const { unread, unknown } = this.#variables;
    return this.value(...keys) === null && (unread !== null || keys.some((key) => unknown.has(key)));
  }

  /** The file with variables that is not among the files; null where all are read. */
  get unread(): string | null {
    return this.#variables.unread;
  }

  /** Returns a switch: true, false, its default, or unknown. */
  isOn(standard: boolean, ...keys: readonly string[]): boolean | 'unknown' {
    const value = this.value(...keys);
    if (value === null) return this.isUnknown(...keys) ? 'unknown' : standard;
    const word = value.trim().toLowerCase();
    if (['on', 'true', 'yes', '1', 'enabled', 'enable', 't'].includes(word)) return true;
    return ['off', 'false', 'no', '0', 'disabled', 'disable', 'f', 'n'].includes(word) ? false : 'unknown';
  }

  /** Returns the items of a list that commas or blanks separate. */
  list(key: string): readonly string[] {
    return (this.value(key) ?? '').split(/[\s,]+/).filter((item) => item !== '');
  }
}

/** Returns why something is unknown where variables are not in the files; null where all are. */
export function whyUnknown(settings: Settings, ...keys: readonly string[]): string | null {
  if (!settings.isUnknown(...keys)) return null;
  return settings.unread === null
    ? `the value of ${keys.join(' or ')} is not in these files`
    : `${settings.unread}, with variables of its container, is not among these files`;
}
