// Lists of names with and without what is below them, looked up by label, so that long lists cost no more than short ones.

/** A list of names: some alone, some with all names below them. */
export class NameList<Value> {
  readonly #exact = new Map<string, Value>();
  readonly #suffixes = new Map<string, Value>();

  /** Adds a name alone. */
  addName(name: string, value: Value): void {
    const key = plainName(name);
    if (!this.#exact.has(key)) this.#exact.set(key, value);
  }

  /** Adds all names below a domain; the domain itself where `self` is true. */
  addBelow(domain: string, self: boolean, value: Value): void {
    const key = plainName(domain);
    if (!this.#suffixes.has(key)) this.#suffixes.set(key, value);
    if (self) this.addName(domain, value);
  }

  /** Returns the value of the entry that holds a name; null where none does. */
  find(asked: string): Value | null {
    const name = plainName(asked);
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const found = this.#suffixes.get(name.slice(dot + 1));
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The entries as a person writes them: `example.org`, `*.example.org`. */
  get names(): readonly string[] {
    return [...this.#exact.keys(), ...[...this.#suffixes.keys()].map((domain) => `*.${domain}`)];
  }
}

/** Returns a name in lower case, without the dot of the root. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Returns a name that an entry of a list holds; null for an expression. */
export function exampleOf(entry: string): string | null {
  if (entry.startsWith('/')) return plainExpression(entry.slice(1, -1));
  return entry.startsWith('*.') ? `www.${entry.slice(2)}` : entry.replace(/^\*|\*$/g, '');
}

/** Returns a name that a plain expression such as `(^|\.)example\.org$` fits; null for another one. */
function plainExpression(text: string): string | null {
  const name = text
    .replace(/^\^?\(\.\*\\\.\)\?|^\(\^\|\\\.\)|^\^/, '')
    .replace(/\$$/, '')
    .replaceAll('\\.', '.');
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name) ? name : null;
}
