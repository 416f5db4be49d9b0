// The options that `npm run test:engine` was given, through the environment that its script sets.

function numberOf(name: string, fallback: number): number {
  const text = process.env[name];
  return text === undefined ? fallback : Number(text);
}

/** The seed of the random topologies and hosts, how many of them, and an Engine that the person named. */
export const settings = {
  seed: numberOf('BULKHEAD_ENGINE_SEED', 2026),
  topologies: numberOf('BULKHEAD_ENGINE_TOPOLOGIES', 2),
  hosts: numberOf('BULKHEAD_ENGINE_HOSTS', 1),
  /** How long rule sets are tried. */
  firewallSeconds: numberOf('BULKHEAD_ENGINE_FIREWALL', 60),
  /** How long proxies are asked, all of them together. */
  waysInSeconds: numberOf('BULKHEAD_ENGINE_WAYS_IN', 25),
  /** The folder that pictures of the page are written to; without one there are none. */
  pictures: process.env.BULKHEAD_ENGINE_PICTURES,
  dockerHost: process.env.BULKHEAD_ENGINE_DOCKER_HOST,
} as const;
