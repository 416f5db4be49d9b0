// For tests only: a random operation that the file at hand makes likely to apply, now and then one that it does not.

import type { ExamplePlace, Field } from '../../operations/field.ts';
import type { Operation, PlainOperation } from '../../operations/operation.ts';
import { operationKinds } from '../../operations/registry.ts';
import type { Topology } from '../../topology.ts';
import type { Random } from './random.ts';

/** The words that a field may take beside its examples. */
const WORDS = {
  'any-text': [
    'on',
    '1000',
    'a: b',
    "it's",
    '#x',
    'ünï',
    '${A:-b}',
    '$$A',
    '0444',
    '- x',
    'null',
    ' lead',
    '*star',
    '&and',
    'a\tb',
    '"q"',
    '{x}',
    'plain',
  ],
  // Some may be taken, some are read as something else than text by YAML.
  'new-name': ['fresh', 'yes', '7', 'a.b.c', 'web', 'proxy'],
} as const;

/** Kinds that are tried until one has examples in the model. */
const TRIES = 20;

/** One operation on `topology`; null where it has no service to speak of. */
export function randomOperation(random: Random, topology: Topology): Operation | null {
  const service = random.some([...topology.services.values()]);
  if (!service) return null;
  const other = random.some([...topology.services.keys()]) ?? service.name;
  const networks = random.chance(40)
    ? service.attachments.map((attachment) => attachment.network)
    : [...topology.networks.keys()];
  const network = random.some(networks) ?? random.pick(['front', 'default', 'missing'] as const);
  const operation = randomPlain(random, { topology, service, other, network });
  if (operation === null || !('service' in operation) || !random.chance(4)) return operation;
  return { type: random.pick(['own', 'at-anchor']), service: operation.service, inner: operation };
}

function randomPlain(random: Random, place: ExamplePlace): PlainOperation | null {
  for (let tries = 0; tries < TRIES; tries++) {
    const kind = random.some(operationKinds);
    const parts = kind?.fields.map((field) => randomPart(random, field, place)) ?? [];
    if (kind && parts.every((part) => part !== null)) return Object.assign({ type: kind.type }, ...parts);
  }
  return null;
}

function randomPart<P extends object>(random: Random, field: Field<P>, place: ExamplePlace): P | null {
  if (field.takes && random.chance(80)) {
    const part = field.parse(random.pick(WORDS[field.takes]));
    if (part !== null && !('ok' in part)) return part;
  }
  return random.some(field.examples(place)) ?? null;
}
