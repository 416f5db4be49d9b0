// Host ports of published ports as numbers.

/** The one host port that a publish claims; null where the Engine picks it, from a pool or at will. */
export function fixedHostPort(hostPort: string): number | null {
  return /^\d+$/.test(hostPort) ? Number(hostPort) : null;
}
