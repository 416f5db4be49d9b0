// The forms of the data that the tools answer with. They stand in the context of some conversations, so they are short: docs/agents.md says what is
// meant.

import { z } from 'zod';
import { tri as fact, texts } from '../../core/contracts/assumed.ts';
import { finding as wholeFinding } from '../../core/contracts/check.ts';
import type { ValueOf } from '../../core/contracts/contract.ts';

const place = z.string();
const notes = texts;
const count = z.number();
/** The number of entries left out. */
const omittedCount = count;

const finding = z.object({
  stack: z.string().nullable().optional(),
  ...wholeFinding.pick({
    rule: true,
    slug: true,
    severity: true,
    certainty: true,
    subjects: true,
    message: true,
  }).shape,
  at: place,
  fingerprint: wholeFinding.shape.fingerprint,
  fixes: z.array(
    z.object({
      title: z.string(),
      safe: z.boolean(),
      operations: texts.nullable(),
      edits: z.array(z.object({ stack: z.string(), operations: texts })).optional(),
    }),
  ),
});

/** Reach between a service and the LAN: out, in at a published port, and in at the service's own address by a route. */
const lan = z.object({ out: fact, in: fact, address: fact });

const service = z.object({
  service: z.string(),
  at: place,
  isolation: z.string(),
  networks: texts,
  fromOutside: fact,
  wayOut: fact,
  toHost: fact,
  lan,
  ports: texts,
  counts: z.record(z.string(), count),
});

/** The verdict on one path, with its reason. */
const verdict = z.object({
  verdict: fact,
  reasons: z.array(z.object({ rule: z.string(), text: z.string(), at: z.array(place) })),
});

const plan = z.object({
  plan: z.string(),
  files: texts,
  diff: z.string(),
  opened: count,
  closed: count,
  effects: texts,
  more: omittedCount,
  notes,
});

/** The schemas of the answers, by tool. */
export const answers = {
  check: z.object({
    counts: z.record(z.string(), count),
    notCounted: count,
    findings: z.array(finding),
    more: omittedCount,
    notes,
  }),
  stacks: z.object({
    stacks: z.array(
      z.object({
        stack: z.string(),
        folder: z.string(),
        files: texts,
        services: texts,
        networks: texts,
      }),
    ),
    more: omittedCount,
    notes,
  }),
  /** The reach of all services, or of one service. */
  reach: z.object({
    services: z.array(service).optional(),
    ...service.partial().shape,
    reaches: texts.optional(),
    mayReach: texts.optional(),
    reachedBy: texts.optional(),
    mayBeReachedBy: texts.optional(),
    names: z.array(z.record(z.string(), z.unknown())).optional(),
    more: z.union([omittedCount, z.record(z.string(), omittedCount)]),
    notes,
  }),
  /** The members of every explanation; a verdict for each path comes beside them. */
  explain: z
    .object({
      summary: z.string(),
      reaches: fact,
      evidence: z.string(),
      observed: texts.optional(),
      leaves: texts.optional(),
      notes,
    })
    .catchall(verdict),
  diff: z.object({
    summary: z.string(),
    opens: z.boolean(),
    changes: z.array(z.object({ title: z.string(), kind: z.enum(['opened', 'closed']), text: z.string() })),
    more: omittedCount,
    notes,
  }),
  plan,
  applied: plan.extend({ written: z.boolean() }),
};

type Answers = {
  /** The members that a tool always answers with; `explain` has further ones. */
  readonly [name in keyof typeof answers]: ValueOf<z.ZodObject<(typeof answers)[name]['shape']>>;
};

export type AnswerName = keyof Answers;
export type AnswerData<Name extends AnswerName> = Answers[Name];
