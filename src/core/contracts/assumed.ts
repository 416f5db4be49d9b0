// What several answers share: facts, places, and what a prediction rests on.

import { z } from 'zod';
import { means, named, type ValueOf } from './contract.ts';

export const tri = named(
  'Tri',
  z.union([z.boolean(), z.literal('unknown')]),
  "A fact: `'unknown'` is never to be taken for false.",
);

export const texts = z.array(z.string());

export const family = z.enum(['ipv4', 'ipv6']);

export const severity = named('Severity', z.enum(['error', 'warning', 'info']));

export const certainty = z.enum(['certain', 'inferred']);

/** The members `file` and `line`, which are null when no file states the fact. */
export const placeOrNull = { file: z.string().nullable(), line: z.number().nullable() };

const machine = z.strictObject({
  from: z.string(),
  known: texts,
  assumed: texts,
  unread: means(
    texts,
    'Lines of its firewall that cannot be read, so that nothing they may decide is known.',
  ).exactOptional(),
});

export const assumed = named(
  'Assumed',
  z.strictObject({
    files: texts,
    missingFiles: means(
      texts,
      'Files that others ask for and that are not there: their content is unknown. Absent where there are none.',
    ).exactOptional(),
    project: means(
      z.strictObject({
        name: z.string().nullable(),
        from: z.enum(['option', 'environment', 'name', 'folder', 'unknown']),
      }),
      '`from`: where the name comes from; a null name is not known.',
    ),
    profiles: z.strictObject({ active: texts, known: texts }),
    unsetVariables: texts,
    outside: means(z.literal('unknown'), 'Nothing is known of what lies beyond the host.'),
    addressFamilies: means(z.array(family), 'The families whose facts are stated separately.'),
    advisories: means(
      z.array(z.strictObject({ id: z.string(), effect: z.string(), releases: z.string().nullable() })),
      'What is known to go wrong with the Engine, or with releases of its line. Absent where there is nothing.',
    ).exactOptional(),
    foreignHost: means(
      z.string(),
      'Why what is about the host is unknown; absent for an ordinary Engine.',
    ).exactOptional(),
    machine: means(machine, 'The machine, where a record of it was given.').exactOptional(),
    notModelled: means(texts, 'What is present in the files and has no part in the prediction.'),
  }),
  'What an answer rests on beside the files.',
);

export type Assumed = ValueOf<typeof assumed>;
export type Tri = ValueOf<typeof tri>;
export type Severity = ValueOf<typeof severity>;
