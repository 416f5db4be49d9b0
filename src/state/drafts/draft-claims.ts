// Which tab works on which draft, held by the browser's locks: a lock ends with its tab, even when that crashes.

/** Claims on drafts. `onLost` is called when another tab takes a draft over. */
export interface DraftClaims {
  /** False where another tab holds it. */
  claim(id: string, onLost: () => void): Promise<boolean>;
  takeOver(id: string, onLost: () => void): Promise<boolean>;
  release(id: string): void;
  /** The drafts that some tab holds. */
  held(): Promise<ReadonlySet<string>>;
}

const prefix = 'bulkhead-draft:';

/** The claims of this tab. Without locks (an insecure address) every draft counts as free. */
export function browserClaims(locks: LockManager | undefined): DraftClaims {
  const releases = new Map<string, () => void>();

  function hold(id: string, options: LockOptions, onLost: () => void): Promise<boolean> {
    if (locks === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      locks
        .request(prefix + id, options, (lock) => {
          resolve(lock !== null);
          if (lock === null) return;
          return new Promise<void>((release) => releases.set(id, release));
        })
        // A lock that is taken over ends here.
        .catch(() => {
          resolve(false);
          if (releases.delete(id)) onLost();
        });
    });
  }

  return {
    claim: (id, onLost) => hold(id, { ifAvailable: true }, onLost),
    takeOver: (id, onLost) => hold(id, { steal: true }, onLost),
    release(id) {
      const release = releases.get(id);
      releases.delete(id);
      release?.();
    },
    async held() {
      const { held = [] } = (await locks?.query()) ?? {};
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
      return new Set(names);
    },
  };
}
