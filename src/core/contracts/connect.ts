// What one connection meets, as `connect --format json` says it.

import { z } from 'zod';
import { means, named, type ValueOf } from './contract.ts';

const tri = z.union([z.boolean(), z.literal('unknown')]);

/** As whom a listener takes an asker. */
export const seen = z
  .enum(['visitor', 'gateway', 'machine', 'asker-machine', 'router', 'loopback', 'other', 'unknown'])
  .nullable();

const step = z.strictObject({
  at: z.string(),
  rule: z.string(),
  text: z.string(),
  file: z.string().nullable(),
  line: z.number().nullable(),
});

/** The report of `connect --format json`. */
export const connectAnswer = named(
  'ConnectReport',
  z.strictObject({
    version: z.literal(1),
    from: z.string(),
    to: z.string(),
    answer: means(tri, 'whether the connection is answered'),
    by: means(
      z.string().nullable(),
      'the service, machine or place that answers; another one than was meant where an address is local (FL24), `null` where nobody does',
    ),
    seen: means(
      seen,
      "as whom the listener takes the asker: with the asker's own address, as the gateway of one of the listener's networks, as the listener's machine, as the asker's machine, as a router, at loopback; `null` where nobody answers",
    ),
    seenAddress: means(z.string().nullable(), 'that address, where files and records state it'),
    seenNetwork: means(z.string().exactOptional(), 'the network whose gateway is seen'),
    way: means(
      z.array(step),
      'the steps: the machine, router, network or service `at` which it happens, the `rule` that it rests on, and the line of a file that is the cause, or `null`',
    ),
    because: means(
      z.string().nullable(),
      'what stops it, or what is not known; `null` for a connection that is answered',
    ),
  }),
);

export type ConnectReport = ValueOf<typeof connectAnswer>;
