/** A key of a compose file and what it is for, in one line. */
export type KeyInfo = readonly [name: string, about: string];
