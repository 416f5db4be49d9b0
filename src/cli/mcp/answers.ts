// The forms of the data that the tools answer with. They stand in the context of some conversations, so they are short: docs/agents.md says what is
// meant.

import { z } from 'zod';
import { severities } from '../../core/findings/finding.ts';

const fact = z.union([z.boolean(), z.literal('unknown')]);
const place = z.string();
const notes = z.array(z.string());
const count = z.number();
/** How many entries were left out. */
const more = count;
const operations = z.array(z.string());

const finding = z.object({
  stack: z.string().nullable().optional(),
  rule: z.string(),
  slug: z.string(),
  severity: z.enum(severities),
  certainty: z.enum(['certain', 'inferred']),
  subjects: z.array(z.string()),
  message: z.string(),
  at: place,
  fingerprint: z.string(),
  fixes: z.array(
    z.object({
      title: z.string(),
      safe: z.boolean(),
      operations: operations.nullable(),
      edits: z.array(z.object({ stack: z.string(), operations })).optional(),
    }),
  ),
});

/** To the LAN, and from it: at a published port, and with a route at the own address. */
const lan = z.object({ out: fact, in: fact, address: fact });

const service = z.object({
  service: z.string(),
  at: place,
  isolation: z.string(),
  networks: z.array(z.string()),
  fromOutside: fact,
  wayOut: fact,
  toHost: fact,
  lan,
  ports: z.array(z.string()),
  counts: z.record(z.string(), count),
});

/** Of one way: whether it leads there, and why. */
const verdict = z.object({
  verdict: fact,
  reasons: z.array(z.object({ rule: z.string(), text: z.string(), at: z.array(place) })),
});

const plan = z.object({
  plan: z.string(),
  files: z.array(z.string()),
  diff: z.string(),
  opened: count,
  closed: count,
  effects: z.array(z.string()),
  more,
  notes,
});

/** By tool. */
export const answers = {
  check: z.object({
    counts: z.record(z.string(), count),
    notCounted: count,
    findings: z.array(finding),
    more,
    notes,
  }),
  stacks: z.object({
    stacks: z.array(
      z.object({
        stack: z.string(),
        folder: z.string(),
        files: z.array(z.string()),
        services: z.array(z.string()),
        networks: z.array(z.string()),
      }),
    ),
    more,
    notes,
  }),
  /** Of all services, or of one that is asked about. */
  reach: z.object({
    services: z.array(service).optional(),
    ...service.partial().shape,
    reaches: z.array(z.string()).optional(),
    mayReach: z.array(z.string()).optional(),
    reachedBy: z.array(z.string()).optional(),
    mayBeReachedBy: z.array(z.string()).optional(),
    names: z.array(z.record(z.string(), z.unknown())).optional(),
    more: z.union([more, z.record(z.string(), more)]),
    notes,
  }),
  /** Beside these, a verdict for each way. */
  explain: z
    .object({
      summary: z.string(),
      reaches: fact,
      evidence: z.string(),
      observed: z.array(z.string()).optional(),
      notes: z.array(z.string()),
    })
    .catchall(verdict),
  diff: z.object({
    summary: z.string(),
    opens: z.boolean(),
    changes: z.array(z.object({ title: z.string(), kind: z.enum(['opened', 'closed']), text: z.string() })),
    more,
    notes,
  }),
  plan,
  applied: plan.extend({ written: z.boolean() }),
};
