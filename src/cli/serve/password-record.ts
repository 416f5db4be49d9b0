// What is kept of a password: a salt, the cost, and what scrypt (RFC 7914) makes of it. Never the password.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface PasswordRecord {
  /** The base-2 logarithm of scrypt's N. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** The usual cost of a guess: 128 MiB and about half a second. */
export const usualCost = 17;
export const leastPasswordLength = 12;
export const maxPasswordBytes = 1024;

const memory = (cost: number, blockSize: number) => 128 * 2 ** cost * blockSize;
const maxMemory = 512 * 1024 * 1024;

function derive(
  password: string,
  { cost, blockSize, parallel, salt }: Omit<PasswordRecord, 'hash'>,
): Promise<Buffer> {
  // Keyboards and systems write the same letter in several ways.
  const bytes = Buffer.from(password.normalize('NFKC'));
  const maxmem = memory(cost, blockSize) + 1024 * 1024;
  const options = { N: 2 ** cost, r: blockSize, p: parallel, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Returns the line for the password file. */
export async function passwordLine(password: string, cost = usualCost): Promise<string> {
  const settings = { cost, blockSize: 8, parallel: 1, salt: randomBytes(16) };
  const hash = await derive(password, settings);
  const words = ['scrypt', cost, 8, 1, settings.salt.toString('base64url'), hash.toString('base64url')];
  return words.join('$');
}

/** Reads such a line; null when it is invalid, too cheap to guess or too expensive to check. */
export function readPasswordLine(line: string): PasswordRecord | null {
  const [, cost, blockSize, parallel, salt, hash] =
    /^scrypt\$(\d{2})\$(\d{1,2})\$(\d)\$([\w-]{22})\$([\w-]{43})$/.exec(line) ?? [];
  const record = {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallel: Number(parallel),
    salt: Buffer.from(salt ?? '', 'base64url'),
    hash: Buffer.from(hash ?? '', 'base64url'),
  };
  const fine =
    record.cost >= 14 &&
    record.blockSize >= 8 &&
    record.parallel >= 1 &&
    memory(record.cost, record.blockSize) <= maxMemory;
  return fine ? record : null;
}

/** True when the password matches. The time taken does not reveal how much of it was right. */
export async function isPassword(password: string, record: PasswordRecord): Promise<boolean> {
  return timingSafeEqual(await derive(password, record), record.hash);
}

/** Maximum number of waiting checks, since each takes memory and a core. */
const maxWaiting = 4;

/** Returns a function that checks passwords against `record` one after the other; it gives null when too many are waiting. */
export function checkPasswords(record: PasswordRecord): (password: string) => Promise<boolean | null> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (password) => {
    if (waiting >= maxWaiting) return null;
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
