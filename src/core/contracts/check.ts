// `check --format json`, of a project, of a host and of a fleet.

import { z } from 'zod';
import { assumed, certainty, severity, texts } from './assumed.ts';
import { means, named, type ValueOf } from './contract.ts';
import { stacks } from './host.ts';

const hop = z.strictObject({
  from: z.string(),
  to: z.string(),
  network: z.string().nullable(),
  file: z.string(),
  line: z.number(),
});

const fix = z.strictObject({
  title: z.string(),
  safe: z.boolean(),
  stops: means(
    texts,
    'Sentences on what services can no longer do with the fix, and on a fleet on what other machines and forwards no longer reach; absent for a fix that stops nothing.',
  ).exactOptional(),
  opens: means(
    texts,
    'Only on a fleet: sentences on the connections between machines that the fix opens; absent where it opens none.',
  ).exactOptional(),
  closes: means(
    texts,
    'Only on a fleet: sentences on the connections between machines that the fix closes; absent where it closes none.',
  ).exactOptional(),
  operations: means(texts, 'For `edit`.'),
  edits: means(
    z.array(z.strictObject({ stack: z.string(), operations: texts })),
    'Only in fixes across stacks of a host, whose `operations` are empty.',
  ).exactOptional(),
  fleet: means(
    z.array(
      z.union([
        z.strictObject({ machine: z.string(), stack: z.string(), operations: texts }),
        z.strictObject({ file: z.string(), changes: texts }),
      ]),
    ),
    "Only in fixes between machines of a fleet, whose `operations` are empty: operations for `edit` on a stack, and changes of the fleet's file, or of a proxy's, in words.",
  ).exactOptional(),
});

export const finding = named(
  'Finding',
  z.strictObject({
    rule: z.string(),
    slug: z.string(),
    severity,
    certainty,
    subjects: means(
      texts,
      'The culprit first; networks as `network:NAME`. On a fleet services are `MACHINE/STACK/SERVICE`, routers `router:NAME`.',
    ),
    message: z.string(),
    why: z.string(),
    file: z.string(),
    line: z.number(),
    column: z.number(),
    path: z.array(hop),
    fixes: z.array(fix),
    fingerprint: means(z.string(), 'Identifies the finding even when lines move.'),
    suppressed: z.strictObject({ by: z.enum(['inline', 'file', 'baseline']), reason: z.string() }).nullable(),
    group: z.string().nullable(),
    profiles: texts,
  }),
);

export const checkReport = named(
  'CheckReport',
  z.strictObject({ version: z.literal(1), engine: z.string(), assumed, findings: z.array(finding) }),
  'As `check --format json`.',
);

const hostFinding = z.strictObject({ stack: z.string().nullable(), ...finding.shape });

/** The report of `check --host --format json`. */
export const hostCheckReport = z.strictObject({
  version: z.literal(1),
  host: z.literal(true),
  engine: z.string(),
  stacks,
  findings: z.array(hostFinding),
});

const fleetFinding = z.strictObject({
  machine: means(
    z.string().nullable(),
    "The machine in whose files the finding is; null for the fleet's file.",
  ),
  stack: z.string().nullable(),
  ...finding.shape,
});

const fleetMachine = z.strictObject({
  engine: means(z.string().nullable(), 'Null for a machine of which only addresses are known.'),
  record: means(z.boolean(), 'True when the record of the machine was read.'),
  stacks,
});

/** The report of `check --fleet --format json`. */
export const fleetCheckReport = named(
  'FleetCheckReport',
  z.strictObject({
    version: z.literal(1),
    fleet: z.literal(true),
    machines: means(z.record(z.string(), fleetMachine), 'by name, in the order of the file'),
    findings: z.array(fleetFinding),
  }),
);

export type FleetFinding = ValueOf<typeof fleetFinding>;
export type FleetMachineOfCheck = ValueOf<typeof fleetMachine>;
export type Finding = ValueOf<typeof finding>;
export type CheckReport = ValueOf<typeof checkReport>;
export type HostFinding = ValueOf<typeof hostFinding>;
export type FleetCheckReport = ValueOf<typeof fleetCheckReport>;
