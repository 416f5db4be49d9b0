// `reach --host --format json`.

import { z } from 'zod';
import { texts, tri } from './assumed.ts';
import { means, type ValueOf } from './contract.ts';
import { stacks } from './host.ts';
import { hostNames, reachOfPair, reachOfService } from './reach.ts';

/** A network of a host, by its name in Docker. */
export const hostNetwork = z.strictObject({
  madeBy: z.string().nullable(),
  stacks: texts,
  internal: tri,
  external: z.boolean(),
});

/** The facts and pairs of a service that differ as the host runs. */
const otherFacts = reachOfService
  .pick({
    isolation: true,
    owner: true,
    networks: true,
    egress: true,
    toHost: true,
    fromHost: true,
    fromOutside: true,
    out: true,
    in: true,
  })
  .partial()
  .extend({
    reaches: z
      .record(z.string(), reachOfPair.pick({ direct: true, resolves: true, viaHost: true, viaGateway: true }))
      .exactOptional(),
  });

export const hostPair = z.strictObject({
  ...reachOfPair.shape,
  resolves: means(tri, "B's service name, asked in A, can give an address of B"),
});

export const serviceOfHost = z.strictObject({
  ...reachOfService.shape,
  reaches: z.record(z.string(), hostPair),
  names: means(
    z.record(z.string(), z.union([texts, z.literal('unknown')])),
    'names that several services answer to, or one of another stack, or of which it is not known: a list of owners, any of which a client may get, or `"unknown"`. With `--names` every name that the service can resolve, its own too. A joined service asks as its owner; open and closed ones have `{}`',
  ),
  asItRuns: z.union([otherFacts, z.literal('absent')]).exactOptional(),
});

/** The report of `reach --host --format json`. */
export const hostReachReport = z.strictObject({
  version: z.literal(1),
  host: z.literal(true),
  engine: z.string(),
  stacks,
  networks: means(
    z.record(z.string(), hostNetwork),
    'those that an active service is on. `madeBy` is a stack, `null` where no file here makes it, which is `external`. `stacks` have active services on it. `internal` is `"unknown"` where nobody says it, or several say it differently',
  ),
  services: z.record(z.string(), serviceOfHost),
  hostNames,
});

export type NetworkOfHost = ValueOf<typeof hostNetwork>;
export type OtherFacts = ValueOf<typeof otherFacts>;
