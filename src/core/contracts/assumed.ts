// What several answers share: facts, places, and what a prediction rests on.

import { z } from 'zod';
import { means, named, type ValueOf } from './contract.ts';

export const tri = named(
  'Tri',
  z.union([z.boolean(), z.literal('unknown')]),
  "A fact. `'unknown'` does not mean false.",
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
    'Unreadable lines of its firewall; everything they may decide is unknown.',
  ).exactOptional(),
});

export const assumed = named(
  'Assumed',
  z.strictObject({
    files: texts,
    missingFiles: means(
      texts,
      'Missing files that others refer to, with unknown content. Absent when none are missing.',
    ).exactOptional(),
    project: means(
      z.strictObject({
        name: z.string().nullable(),
        from: z.enum(['option', 'environment', 'name', 'folder', 'unknown']),
      }),
      '`from` is the source of the name; a null name is unknown.',
    ),
    profiles: z.strictObject({ active: texts, known: texts }),
    unsetVariables: texts,
    outside: means(z.literal('unknown'), 'Everything beyond the host is unknown.'),
    addressFamilies: means(z.array(family), 'The families whose facts are stated separately.'),
    advisories: means(
      z.array(z.strictObject({ id: z.string(), effect: z.string(), releases: z.string().nullable() })),
      'Known faults of the Engine, or of releases of its line. Absent without any.',
    ).exactOptional(),
    foreignHost: means(
      z.string(),
      'Why facts about the host are unknown; absent for an ordinary Engine.',
    ).exactOptional(),
    machine: means(machine, 'The machine, when a record of it was given.').exactOptional(),
    notModelled: means(texts, 'Settings of the files that the prediction ignores.'),
  }),
  'The assumptions behind an answer, beside the files.',
);

export type Assumed = ValueOf<typeof assumed>;
export type Tri = ValueOf<typeof tri>;
export type Severity = ValueOf<typeof severity>;
