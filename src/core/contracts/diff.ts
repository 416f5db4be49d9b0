// `diff --format json`, of a project and of a host.

import { z } from 'zod';
import { assumed, family, texts } from './assumed.ts';
import { finding } from './check.ts';
import { means, named, type ValueOf } from './contract.ts';
import { stacks } from './host.ts';

const changesOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ opened: z.array(item), closed: z.array(item) });

const inFamily = {
  family: means(
    family,
    'The only family in which it opened or closed; absent when both did.',
  ).exactOptional(),
};

const connection = z.strictObject({
  from: z.string(),
  to: z.string(),
  kind: z.enum(['direct', 'published', 'gateway']),
  ...inFamily,
});

const wayIn = z.strictObject({ service: z.string(), port: z.string(), ...inFamily });

const services = changesOf(z.string());

/** Services that changed, and below each family those that changed in it alone. */
const servicesByFamily = services.extend({
  ipv4: services.exactOptional(),
  ipv6: services.exactOptional(),
});

const addedAndRemoved = z.strictObject({ added: texts, removed: texts });

const name = z.strictObject({
  from: z.string(),
  to: z.string(),
  alias: means(
    z.string(),
    "The further name that changed; the service's own name resolves before and after.",
  ).exactOptional(),
});

const findingOfDiff = finding.pick({
  rule: true,
  slug: true,
  severity: true,
  certainty: true,
  subjects: true,
  message: true,
  file: true,
  line: true,
  column: true,
  fingerprint: true,
});

/** The members that every comparison of two versions has. */
const differences = {
  opens: means(z.boolean(), 'True when a pair, a way in or a way out opened.'),
  services: addedAndRemoved,
  connections: changesOf(connection),
  waysIn: changesOf(wayIn),
  waysOut: servicesByFamily,
  toHost: servicesByFamily,
  fromHost: servicesByFamily,
  names: z.strictObject({ gained: z.array(name), lost: z.array(name) }),
};

export const diffReport = named(
  'DiffReport',
  z.strictObject({
    version: z.literal(1),
    engine: z.string(),
    engines: means(
      z.strictObject({ old: z.string(), new: z.string() }),
      'The Engines of both sides, when they differ.',
    ).exactOptional(),
    assumed: z.strictObject({ old: assumed, new: assumed }),
    ...differences,
    findings: z.strictObject({ gained: z.array(findingOfDiff), gone: z.array(findingOfDiff) }),
  }),
  'As `diff --format json`.',
);

const hostFindingOfDiff = z.strictObject({ stack: z.string().nullable(), ...findingOfDiff.shape });

/** The report of `diff --host --format json`. */
export const hostDiffReport = z.strictObject({
  version: z.literal(1),
  host: z.literal(true),
  engine: z.string(),
  assumed: z.strictObject({ old: stacks, new: stacks }),
  ...differences,
  stacks: addedAndRemoved,
  findings: z.strictObject({ gained: z.array(hostFindingOfDiff), gone: z.array(hostFindingOfDiff) }),
});

const fleetConnection = connection.extend({
  kind: z.enum(['direct', 'published', 'gateway', 'machine']),
  at: means(
    texts,
    'Of kind machine, the addresses and ports that the other machine publishes.',
  ).exactOptional(),
});

const fleetWayIn = wayIn.extend({
  from: means(z.string(), 'The network that gets to a published port.').exactOptional(),
});

const fleetFindingOfDiff = z.strictObject({
  machine: z.string().nullable(),
  ...hostFindingOfDiff.shape,
});

const machinesOfDiff = z.record(z.string(), z.strictObject({ engine: z.string(), stacks }));

/** The report of `diff --fleet --format json`. */
export const fleetDiffReport = z.strictObject({
  version: z.literal(1),
  fleet: z.literal(true),
  assumed: z.strictObject({ old: machinesOfDiff, new: machinesOfDiff }),
  ...differences,
  connections: changesOf(fleetConnection),
  waysIn: changesOf(fleetWayIn),
  machines: addedAndRemoved,
  stacks: addedAndRemoved,
  findings: z.strictObject({ gained: z.array(fleetFindingOfDiff), gone: z.array(fleetFindingOfDiff) }),
});

export type ConnectionChange = ValueOf<typeof fleetConnection>;
export type WayInChange = ValueOf<typeof fleetWayIn>;
export type NameChange = ValueOf<typeof name>;
export type FindingOfDiff = ValueOf<typeof findingOfDiff>;
export type DiffReport = ValueOf<typeof diffReport>;
