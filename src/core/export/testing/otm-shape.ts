// What Open Threat Model 0.2.0 says of the objects that we write. Narrower than its own schema, since nothing that is not listed may be written, and
// with what a schema cannot say: every id is there once, and every reference leads to one.

import { z } from 'zod';

const text = z.string().min(1);
const attributes = z.record(text, text);
const rating = z.int().min(0).max(100);

const zone = z.strictObject({
  id: text,
  name: text,
  type: text,
  description: text,
  risk: z.strictObject({ trustRating: rating }),
  attributes: attributes.optional(),
});

const component = z.strictObject({
  id: text,
  name: text,
  type: text,
  parent: z.strictObject({ trustZone: text }),
  representations: z
    .array(z.strictObject({ representation: text, id: text, file: text, line: z.int().min(1) }))
    .optional(),
  tags: z.array(text).optional(),
  attributes: attributes.optional(),
});

const dataflow = z.strictObject({
  id: text,
  name: text,
  source: text,
  destination: text,
  attributes,
});

function once(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

export const otmShape = z
  .strictObject({
    otmVersion: z.literal('0.2.0'),
    project: z.strictObject({ name: text, id: text, description: text, attributes }),
    representations: z.array(z.strictObject({ name: text, id: text, type: z.literal('code') })),
    trustZones: z.array(zone),
    components: z.array(component),
    dataflows: z.array(dataflow),
  })
  .refine(
    ({ trustZones, components, dataflows }) => [trustZones, components, dataflows].every(once),
    'an id is there twice',
  )
  .refine(({ trustZones, components, representations }) => {
    const zones = new Set(trustZones.map(({ id }) => id));
    const known = new Set(representations.map(({ id }) => id));
    return components.every(
      ({ parent, representations: own = [] }) =>
        zones.has(parent.trustZone) && own.every(({ representation }) => known.has(representation)),
    );
  }, 'a component stands in a zone that is not there')
  .refine(({ components, dataflows }) => {
    const ids = new Set(components.map(({ id }) => id));
    return dataflows.every(({ source, destination }) => ids.has(source) && ids.has(destination));
  }, 'a data flow has an end that is no component');

export type Otm = z.infer<typeof otmShape>;
