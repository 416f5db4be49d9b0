// The counts of many projects.

import { z } from 'zod';
import { tri } from './assumed.ts';
import { means, named, type ValueOf } from './contract.ts';

const fact = tri.nullable();

/** A project's facts that are counted over many projects. */
export const isolation = named(
  'Isolation',
  z.strictObject({
    services: means(z.number(), 'Active services.'),
    flat: means(
      fact,
      'Every service reaches every other at its own address; null for fewer than two services.',
    ),
    deadPorts: means(fact, 'A published port answers nobody; null when none is published.'),
    publishedData: means(fact, 'A data store answers the outside; null without a data store.'),
    bypassed: means(
      fact,
      'Services without a common network reach each other through a published port; null when all share one.',
    ),
    guardRounded: means(fact, "A proxy's login can be bypassed from outside; null without a login."),
  }),
  'A fact of a project that is counted over many; null when it does not apply.',
);

const count = named(
  'SurveyCount',
  z.strictObject({ asked: z.number(), yes: z.number(), no: z.number(), unknown: z.number() }),
  'Projects to which one fact applies.',
);

const facts = z.strictObject({
  flat: count,
  deadPorts: count,
  publishedData: count,
  bypassed: count,
  guardRounded: count,
});

const group = named(
  'SurveyGroup',
  z.strictObject({ title: means(z.string(), '`2 to 4`.'), projects: z.number(), facts }),
  'Some of the projects together.',
);

export const surveyReport = named(
  'SurveyReport',
  z.strictObject({
    version: z.literal(1),
    engine: z.string(),
    projects: z.number(),
    unreadable: means(z.number(), 'Projects that gave no model.'),
    services: z.strictObject({ all: z.number(), median: z.number(), most: z.number() }),
    facts,
    bySize: means(z.array(group), 'By the number of active services.'),
    byStars: means(z.array(group), 'By stars, for projects whose stars are known.'),
  }),
);

export type Isolation = ValueOf<typeof isolation>;
export type SurveyCount = ValueOf<typeof count>;
export type SurveyGroup = ValueOf<typeof group>;
export type SurveyReport = ValueOf<typeof surveyReport>;
