// What a deployment does and what is found there: `plan`, `firewall`, `verify`, and the report of an export to another platform.

import { z } from 'zod';
import { assumed, family, placeOrNull, texts } from './assumed.ts';
import { means, type ValueOf } from './contract.ts';
import { lost } from './host.ts';

const containerOutcome = z.enum(['recreated', 'restarted', 'left', 'created', 'removed', 'stopped']);

/** The report of `plan --format json`. */
export const planReport = z.strictObject({
  version: z.literal(1),
  compose: z.string(),
  exit: z.union([z.literal(0), z.literal(1), z.literal('unknown')]),
  services: z.record(z.string(), z.union([containerOutcome, z.record(z.string(), z.number())])),
  networks: z.record(z.string(), z.enum(['made', 'made-anew', 'left', 'removed'])),
  lost: z.record(z.string(), z.array(lost)),
  dead: texts,
  guests: z.array(z.strictObject({ network: z.string(), service: z.string() })),
  asleep: texts,
  leftOver: texts,
  do: texts,
  because: texts,
});

const firewallChange = z.strictObject({
  from: z.string(),
  to: z.string(),
  at: z.enum(['address', 'port', 'gateway']),
  families: z.array(family),
  port: z.string().exactOptional(),
});

/** The report of `firewall --report json`. */
export const firewallReport = z.strictObject({
  version: z.literal(1),
  opens: z.array(firewallChange),
  closes: z.array(firewallChange),
  unknown: z.array(firewallChange),
  open: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      because: z.string(),
      why: z.string(),
      ...placeOrNull,
    }),
  ),
  bridges: z.array(z.strictObject({ network: z.string(), interface: z.string(), known: z.boolean() })),
  assumed: z.strictObject({ machine: assumed.shape.machine.unwrap() }),
});

/** The report of `verify --format json`. */
export const verifyReport = z.strictObject({
  version: z.literal(1),
  engine: z.string(),
  assumed,
  project: z.string(),
  compared: z.strictObject({ structure: z.number(), probe: z.number() }),
  unprobed: z.string().nullable(),
  differences: z.array(
    z.strictObject({
      kind: z.enum(['structure', 'probe']),
      fact: z.string(),
      file: z.string(),
      line: z.number(),
      column: z.number(),
      predicted: z.string(),
      measured: z.string(),
      advice: z.string(),
    }),
  ),
  notCompared: z.array(z.strictObject({ fact: z.string(), reason: z.string() })),
});

const platformNote = z.strictObject({
  cause: z.string(),
  service: z.string().nullable(),
  key: z.string(),
  ...placeOrNull,
  column: z.number().nullable(),
  message: z.string(),
});

const platformConnection = z.strictObject({
  cause: z.string(),
  kind: z.enum(['connection', 'way-in', 'way-out', 'to-host', 'from-host', 'name']),
  from: z.string(),
  to: z.string(),
  port: z.string(),
  family: family.exactOptional(),
  message: z.string(),
});

const basis = 'the assumptions of the Compose side: the Engine, and the rest as in `check`';
const notesText =
  "notes: `cause` (a word for the reason), `service` (null: a network, a volume or the project), `key` from the service's entry on, else from the top of the file, and the place; `file`, `line`, `column` are null for the project";
const connectionsText =
  'connections on one side alone: `kind` is `connection`, `way-in`, `way-out`, `to-host`, `from-host` or `name`; `from` and `to` are services, `outside` or `host`; `port` of a way in; `family` where one alone differs. `cause` is a word of the export (of Swarm `left-out`, `edge-overlay`), else the rule (`SW3`)';

/** The report of `export --to swarm` and `--to kubernetes` with `--report json`. */
export const platformReport = z.strictObject({
  version: z.literal(1),
  to: z.enum(['swarm', 'kubernetes']),
  engine: means(z.string(), basis),
  assumed: means(assumed, basis),
  needsConsent: z.boolean(),
  kept: means(z.array(platformNote), notesText),
  changed: means(z.array(platformNote), notesText),
  opens: means(z.array(platformConnection), connectionsText),
  closes: means(z.array(platformConnection), connectionsText),
  lost: means(z.array(platformNote), notesText),
  notes: means(texts, 'further messages that go to standard error'),
});

export type PlanReport = ValueOf<typeof planReport>;
export type FirewallReport = ValueOf<typeof firewallReport>;
export type VerifyReport = ValueOf<typeof verifyReport>;
export type PlatformReport = ValueOf<typeof platformReport>;
