// React Flow relies on identity: an entry has to be the same object as long as its content is the same.

/** One kind of derived object; each round keeps what did not change and drops what went away. */
export interface IdentityCache<T> {
  /** The known object with this id when its content is equal, else `made`. */
  keep(id: string, made: T): T;
  /** Drops everything that was not asked for since the last call. */
  endRound(): void;
}

export function createIdentityCache<T>(): IdentityCache<T> {
  let before = new Map<string, { readonly content: string; readonly value: T }>();
  let now = new Map<string, { readonly content: string; readonly value: T }>();
  return {
    keep(id, made) {
      const content = JSON.stringify(made);
      const known = before.get(id);
      const entry = known?.content === content ? known : { content, value: made };
      now.set(id, entry);
      return entry.value;
    },
    endRound() {
      before = now;
      now = new Map();
    },
  };
}
