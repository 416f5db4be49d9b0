// `reach --fleet --format json`.

import { z } from 'zod';
import { texts, tri } from './assumed.ts';
import { seen } from './connect.ts';
import { means, named, type ValueOf } from './contract.ts';
import { stacks } from './host.ts';
import { hostNetwork, hostPair, serviceOfHost } from './host-reach.ts';
import { hostNames, publishedPort } from './reach.ts';

const addresses = means(z.record(z.string(), texts), 'by network of the fleet');

export const contextReading = z.strictObject({
  readAt: means(z.string(), 'ISO 8601'),
  silent: z.string().nullable(),
});

export const machineOfFleet = z.strictObject({
  addresses,
  engine: means(z.string().nullable(), '`null` for a machine of which neither stacks nor a record are known'),
  record: means(z.boolean(), 'whether a record says what its firewall does'),
  live: means(
    contextReading,
    'only with `--docker`, for a machine with a `context`: when its Engine was asked, and why it did not answer (`null` when it did). What runs on a machine that did not answer is unknown',
  ).exactOptional(),
  stacks,
  networks: means(z.record(z.string(), hostNetwork), 'its networks in Docker, as with `--host`'),
});

export const networkOfFleet = z.strictObject({
  kind: z.enum(['lan', 'mesh', 'internet']),
  subnets: texts,
  machines: means(texts, 'those with an address on it'),
});

export const portOfFleet = z.strictObject({
  ...publishedPort.shape,
  from: means(
    z.record(z.string(), tri),
    'whether it answers the networks of the fleet: any machine of a LAN or of the Internet, some machine of a mesh; by a forward of a router, too',
  ),
});

export const wayToPort = z.strictObject({
  address: z.string(),
  port: z.number(),
  protocol: z.enum(['tcp', 'udp']),
  answer: z.union([z.literal(true), z.literal('unknown')]),
  seen: means(seen, 'as whom the service sees the asker, as in `connect`'),
});

export const pairAcross = named(
  'PairAcross',
  z.strictObject({
    viaMachine: means(
      tri,
      'some port that B publishes answers A at an address of its machine or of a router',
    ),
    at: means(
      z.array(wayToPort),
      'those addresses; a port of a range by its first. An address that does not answer is left out',
    ),
  }),
  'A service, and one of another machine. Pairs that nothing joins are left out.',
);

const serviceOfFleet = z.strictObject({
  ...serviceOfHost.shape,
  published: z.array(portOfFleet),
  reaches: z.record(z.string(), z.union([hostPair, pairAcross])),
});

/** The report of `reach --fleet --format json`. */
export const fleetReachReport = named(
  'FleetReachReport',
  z.strictObject({
    version: z.literal(1),
    fleet: z.literal(true),
    machines: z.record(z.string(), machineOfFleet),
    networks: means(z.record(z.string(), networkOfFleet), 'those between machines, as the file states them'),
    services: means(
      z.record(z.string(), serviceOfFleet),
      'by `MACHINE/STACK/SERVICE`; pairs on one machine are as with `--host`, where `owner`, `names` and `reaches` have the machine in front',
    ),
    hostNames,
  }),
);

export type MachineOfFleet = ValueOf<typeof machineOfFleet>;
export type NetworkOfFleet = ValueOf<typeof networkOfFleet>;
export type PairAcross = ValueOf<typeof pairAcross>;
export type FleetReachReport = ValueOf<typeof fleetReachReport>;
