// Why one side reaches the other, as the library answers; the command explains in words.

import { z } from 'zod';
import { tri } from './assumed.ts';
import { means, named, type ValueOf } from './contract.ts';
import { observed } from './reach.ts';

const reason = z.strictObject({
  rule: z.string(),
  text: z.string(),
  places: z.array(z.strictObject({ file: z.string(), line: z.number(), column: z.number() })),
});

const answer = named(
  'Answer',
  z.strictObject({ verdict: tri, reasons: z.array(reason) }),
  "One answer to 'why': each reason with the id of its rule in the specification and its place.",
);

export const explanation = named(
  'Explanation',
  z.strictObject({
    from: z.string(),
    to: z.string(),
    reaches: tri,
    summary: means(z.string(), 'One sentence for people.'),
    direct: answer,
    viaHost: means(answer, 'Through a port published on the host.'),
    viaGateway: means(
      answer.nullable(),
      'Through such a port at the address of one of its own bridges; null when that adds nothing.',
    ),
    proxied: means(answer.nullable(), 'Through reverse proxies (inferred); null when the files name none.'),
    resolves: means(answer, 'Whether the name is answered.'),
    beside: means(
      answer.nullable(),
      'Through a socket in a volume or folder that both mount, outside any network (inferred); null when they share none.',
    ),
    pivot: means(
      answer.nullable(),
      'By taking over other services, hop by hop; null when it is reached directly.',
    ),
    observed: means(
      z.array(z.strictObject({ ...observed.shape, from: z.string(), to: z.string() })),
      'Observed connections between the two; absent without a record.',
    ).exactOptional(),
  }),
  'Why one side reaches the other, or why not.',
);

export type Answer = ValueOf<typeof answer>;
export type Explanation = ValueOf<typeof explanation>;
