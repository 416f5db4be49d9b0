// The form of a fleet's file, as a schema: editors check it while it is typed, `fleet-file.ts` when it is read.

import { z } from 'zod';

const texts = (error: string) =>
  z.union([z.string({ error }), z.array(z.string({ error }), { error })], { error });

const addresses = z.record(
  z.string(),
  texts('Write the address, or a list of them: `home: [192.168.1.10, "fd00::10"]`.'),
  { error: 'Write a mapping of networks to addresses: `{ home: 192.168.1.10 }`.' },
);

const machine = z.strictObject(
  {
    stacks: z.string({ error: 'Write the folder of its stacks, from the folder of this file.' }).optional(),
    record: z.string({ error: 'Write the path of its record, from the folder of this file.' }).optional(),
    context: z
      .string({ error: "Write the name of one of Docker's contexts." })
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/, {
        error: "Write the name of one of Docker's contexts, as `docker context ls` shows it.",
      })
      .optional(),
    swarm: z.boolean({ error: 'Write swarm: true for a node of the swarm, or leave it out.' }).optional(),
    engine: z.string({ error: 'Write the release of its Engine in quotes: "29.7".' }).optional(),
    daemon: z.record(z.string(), z.unknown(), { error: 'Write the members of its daemon.json.' }).optional(),
    addresses: addresses.optional(),
    routes: z
      .array(z.string({ error: 'Write each route as "NETWORK via ADDRESS".' }), {
        error: 'Write a list of routes: ["100.64.0.0/10 via 192.168.1.10"].',
      })
      .optional(),
  },
  {
    error:
      'Write a mapping: `nas: { stacks: nas, record: nas/machine.json, addresses: { home: 192.168.1.12 } }`.',
  },
);

const rules = (error: string) => z.array(z.string({ error }), { error });

const network = z.strictObject(
  {
    kind: z.enum(['lan', 'mesh', 'internet'], { error: 'Write kind: lan, kind: mesh or kind: internet.' }),
    subnet: texts('Write the subnet, or a list of them: 192.168.1.0/24.').optional(),
    allow: rules('Write a list of who may ask whom: ["edge -> nas:5432/tcp", "laptop -> *"].').optional(),
  },
  { error: 'Write a mapping: `home: { kind: lan, subnet: 192.168.1.0/24 }`.' },
);

const router = z.strictObject(
  {
    addresses: addresses.optional(),
    nat: rules('Write a list of the networks that get out to the Internet: [home].').optional(),
    hairpin: z.enum(['none', 'nat', 'dnat'], { error: 'Write hairpin: none, nat or dnat.' }).optional(),
    forwards: rules('Write a list of forwards: ["443/tcp -> edge:8443"].').optional(),
    allow: rules('Write a list of who may ask whom across networks: ["home -> dmz"].').optional(),
  },
  { error: 'Write a mapping: `gate: { addresses: { home: 192.168.1.1 }, nat: [home] }`.' },
);

const mappingOf = <S extends z.ZodType>(shape: S, what: string) =>
  z.record(z.string(), shape, { error: `Write a mapping of names to ${what}.` });

/** The whole file. Keys that begin with `x-` are their owner's. */
export const fleetShape = z.strictObject(
  {
    version: z.literal(1, { error: 'Write version: 1.' }),
    machines: mappingOf(machine, 'machines'),
    networks: mappingOf(network, 'networks').optional(),
    routers: mappingOf(router, 'routers').optional(),
    names: z
      .record(z.string(), z.string({ error: 'Write the machine or router that the name leads to.' }), {
        error: 'Write a mapping of host names to machines: { nas.lan: nas }.',
      })
      .optional(),
  },
  { error: 'Write a mapping with version: 1, machines, networks and routers.' },
);

export type FleetShape = z.infer<typeof fleetShape>;
