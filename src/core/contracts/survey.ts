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
    flat: means(fact, 'Every service reaches every other at its own address; of two services and more.'),
    deadPorts: means(fact, 'A published port answers nobody; where ports are published.'),
    publishedData: means(fact, 'A service that keeps data answers outside; where one keeps data.'),
    bypassed: means(
      fact,
      'Services that share no network reach each other through a published port; where it is not flat.',
    ),
    guardRounded: means(fact, 'A login of a proxy has a way round it from outside; where there is a login.'),
  }),
  'A fact of a project that is counted over many; null where it cannot be asked of it.',
);

const count = named(
  'SurveyCount',
  z.strictObject({ asked: z.number(), yes: z.number(), no: z.number(), unknown: z.number() }),
  'Projects of which one fact was asked.',
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
    unreadable: means(z.number(), 'Those of which no model could be made.'),
    services: z.strictObject({ all: z.number(), median: z.number(), most: z.number() }),
    facts,
    bySize: means(z.array(group), 'By the number of active services.'),
    byStars: means(z.array(group), 'By stars; of projects whose stars are known.'),
  }),
);

export type Isolation = ValueOf<typeof isolation>;
export type SurveyCount = ValueOf<typeof count>;
export type SurveyGroup = ValueOf<typeof group>;
export type SurveyReport = ValueOf<typeof surveyReport>;
