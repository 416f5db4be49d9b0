// Where somebody gets who leaves, as `leave --format json` says it.

import { z } from 'zod';
import { means, named, type ValueOf } from './contract.ts';

/** What comes of leaving by one way. */
export const leaveWord = z.enum(['reached', 'denied', 'none', 'unknown']);

const way = z.strictObject({
  by: means(
    z.enum(['direct', 'proxy', 'connect', 'transparent', 'name']),
    'without a proxy, with a whole URL to a proxy, with CONNECT, as if the proxy were the server, or as a question for a name',
  ),
  through: means(z.string().nullable(), 'the proxy service, or `null`'),
  answer: means(
    leaveWord,
    '`reached`: whoever was meant, or who stands at that address, answers; `denied`: the proxy refuses; `none`: nobody answers; `unknown`: what decides it is not known',
  ),
  because: means(z.string(), 'the reason'),
  file: means(z.string().nullable(), 'the file with the line that is the cause, or `null`'),
  line: z.number().nullable(),
});

/** The report of `leave --format json`. */
export const leaveReport = named(
  'LeaveReport',
  z.strictObject({
    version: z.literal(1),
    from: z.string(),
    target: z.string(),
    ways: z.array(way),
  }),
);

export type LeaveReport = ValueOf<typeof leaveReport>;
