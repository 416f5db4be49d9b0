// What a deployment does and what is found there: `plan`, `firewall`, `verify`, and the report of an export to another platform.

import { z } from 'zod';
import { assumed, family, placeOrNull, texts, tri } from './assumed.ts';
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

/** What happens to one stack of a machine. */
export const stackOfPlan = z.strictObject({
  stack: z.string(),
  change: means(
    z.enum(['comes', 'stays', 'goes']),
    'a stack that was not there comes, one that is in no file any more goes',
  ),
  plan: means(
    planReport.omit({ version: true, do: true }).nullable(),
    'as in `plan`, beside the other stacks of the machine; null for a stack that goes',
  ),
  do: means(texts, 'commands in their order, through the context of the machine where it has one'),
});

/** What happens on one machine of a fleet. */
export const machineOfPlan = z.strictObject({
  context: z.string().nullable(),
  unknown: means(z.string().nullable(), 'why it is unknown what runs there; null where it is known'),
  stacks: means(z.array(stackOfPlan), 'what goes first, then what comes up, in the order of the commands'),
});

const connectionsOfPlan = z.array(z.strictObject({ from: z.string(), to: z.string(), at: texts }));
const waysOfPlan = z.array(z.strictObject({ service: z.string(), port: z.string(), from: z.string() }));

/** The report of `plan --fleet --format json`. */
export const fleetPlanReport = z.strictObject({
  version: z.literal(1),
  fleet: z.literal(true),
  machines: z.record(z.string(), machineOfPlan),
  moves: means(
    z.array(z.strictObject({ stack: z.string(), from: z.string(), to: z.string() })),
    'the stacks that went from one machine to another',
  ),
  follow: means(
    z.array(
      z.strictObject({
        file: z.string(),
        line: z.number(),
        before: z.string(),
        after: z.string().nullable(),
        why: z.string().nullable(),
      }),
    ),
    'the lines that still name the old place of such a stack; `after` is null, and `why` says so, where a person has to decide',
  ),
  behind: means(texts, 'what does not go along with its folder, each as a sentence'),
  connections: means(
    z.strictObject({ opened: connectionsOfPlan, closed: connectionsOfPlan }),
    'the connections across machines that open and close, with their addresses',
  ),
  waysIn: means(
    z.strictObject({ opened: waysOfPlan, closed: waysOfPlan }),
    'the networks (`from`) that get to a published port, or no longer do',
  ),
});

const firewallChange = z.strictObject({
  from: z.string(),
  to: z.string(),
  at: z.enum(['address', 'port', 'gateway']),
  families: z.array(family),
  port: z.string().exactOptional(),
});

const machineReport = {
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
};

/** The report of `firewall --report json`. */
export const firewallReport = z.strictObject({ version: z.literal(1), ...machineReport });

const acrossFleet = z.array(
  z.strictObject({
    from: means(
      texts,
      'services, machines without Docker, and networks: `lan:NETWORK`, `internet`, a mesh by its name',
    ),
    to: z.string(),
    at: means(texts, 'addresses as `connect` takes them; for networks the published port'),
  }),
);

const keptAccess = z.strictObject({
  service: z.string(),
  port: means(z.string(), 'the published port, `/udp` where it is that'),
  who: means(z.string(), 'a service, a machine, `lan:NETWORK`, a range of addresses, or `everybody`'),
  because: z.string(),
  before: tri,
  after: tri,
  ...placeOrNull,
});

/** The rules of one machine of a fleet. */
export const machineOfFirewall = z.strictObject({
  ...machineReport,
  fleet: means(
    z.strictObject({ opens: acrossFleet, closes: acrossFleet }),
    'what the rules of this machine change for networks and other machines; `opens` and `closes` beside it are what they change on the machine itself',
  ),
  kept: means(
    z.array(keptAccess),
    'whom published ports stay open to, asked before and after the rules: upstreams of proxies, texts that name the machine, forwards, lists, intents',
  ),
  safe: means(
    z.boolean(),
    'nothing opens, and everybody who is kept gets in as before; without it no script is written for the machine',
  ),
});

/** The report of `firewall --fleet --report json`. */
export const fleetFirewallReport = z.strictObject({
  version: z.literal(1),
  fleet: z.literal(true),
  machines: z.record(z.string(), machineOfFirewall),
  without: means(z.record(z.string(), z.string()), 'the machines without rules, with the reason'),
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
export type FleetPlanReport = ValueOf<typeof fleetPlanReport>;
export type FirewallReport = ValueOf<typeof firewallReport>;
export type FleetFirewallReport = ValueOf<typeof fleetFirewallReport>;
export type VerifyReport = ValueOf<typeof verifyReport>;
export type PlatformReport = ValueOf<typeof platformReport>;
