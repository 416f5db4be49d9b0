import { isPassword, type PasswordRecord } from './password-record.ts';

/** How many may wait: each check takes memory and a core while it runs. */
const mostWaiting = 4;

/** A check of passwords against `record`, one after the other; null where too many wait already. */
export function checkPasswords(record: PasswordRecord): (password: string) => Promise<boolean | null> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (password) => {
    if (waiting >= mostWaiting) return null;
    waiting += 1;
    const mine = last.then(() => isPassword(password, record));
    last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
