// Several waits at once, so that probing takes no longer than it must.

const workers = 8;

/** Does `work` for every item, a few at a time; fails with the first failure, once all that was begun has ended. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  const ended = await Promise.allSettled(Array.from({ length: workers }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
