// The stacks of a host, as its answers list them.

import { z } from 'zod';
import { assumed } from './assumed.ts';
import { means, type ValueOf } from './contract.ts';

export const lost = z.strictObject({
  network: z.string(),
  what: z.enum(['name', 'alias', 'address', 'gw_priority', 'interface_name', 'mac']),
  value: z.string(),
});

const difference = z.strictObject({
  fact: z.string(),
  file: z.string(),
  line: z.number(),
  files: z.string(),
  running: z.string(),
  lost: lost.exactOptional(),
});

export const stackOfHost = z.strictObject({
  dir: means(
    z.string().nullable(),
    'relative to the DIR given, or to the current folder where several are; `.` for that folder itself',
  ),
  from: means(z.enum(['files', 'running', 'both']), '`files`, `running` or `both`'),
  assumed: means(assumed, 'of that stack, as in `reach`'),
  differences: z.array(difference).exactOptional(),
});

export const stacks = means(
  z.record(z.string(), stackOfHost),
  "by name: the project's, `NAME#2` for a second folder of that name, `dir:A:B` where there is no name. In order of their folders",
);

export type StackOfHost = ValueOf<typeof stackOfHost>;
