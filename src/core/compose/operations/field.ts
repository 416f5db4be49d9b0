// The fields of an operation on the command line, which colons separate. Each reads a part of the operation out of one text.

import { type Result, refuse } from '../../text/result.ts';
import { isIpLiteral } from '../project/values/ip-literal.ts';
import type { Service, Topology } from '../topology.ts';

/** The place in a model that examples of an operation are about. */
export interface ExamplePlace {
  readonly topology: Topology;
  readonly service: Service;
  /** The name of another service for operations that need two. */
  readonly other: string;
  /** A network, as a rule one that the service is on. */
  readonly network: string;
}

/** One field of an operation on the command line, as the part `P` of the operation. */
export interface Field<P extends object> {
  /** The form of the field in messages, with the colon before it unless it is the first: `:NETWORK`, `[:shared]`. */
  readonly usage: string;
  /** Reads the text of the field, undefined where the operation ends before it; null where the text does not match. */
  parse(text: string | undefined): P | Result<never> | null;
  /** Writes the field; null where it is left out. */
  format(part: P): string | null;
  /** Parts of operations that make sense in a model. */
  examples(place: ExamplePlace): readonly P[];
  /** The kind of other texts that the field takes: any text as a value, or the name of something new. */
  readonly takes?: 'any-text' | 'new-name';
}

/** A field that holds one non-empty text. */
export function textField<K extends string>(
  property: K,
  usage: string,
  examples: readonly string[] | ((place: ExamplePlace) => readonly string[]),
  takes?: 'any-text' | 'new-name',
): Field<{ readonly [P in K]: string }> {
  type Part = { readonly [P in K]: string };
  const part = (text: string) => ({ [property]: text }) as Part;
  return {
    usage,
    parse: (text = '') => (text === '' ? null : part(text)),
    format: (operation) => operation[property],
    examples: (place) => (typeof examples === 'function' ? examples(place) : examples).map(part),
    ...(takes && { takes }),
  };
}

/** The field for the service of an operation. */
export const serviceField = textField('service', 'SERVICE', (place) => [place.service.name]);

/** The field for the network of an operation. */
export const networkField = textField('network', 'NETWORK', ({ network }) => [network]);

/** The field for a network that the service of the operation is on. */
export const attachedField = textField('network', ':NETWORK', ({ network }) => [network]);

/** Returns a network of the model, if possible another one than that of the place. */
export function otherNetwork({ topology, network }: ExamplePlace): string {
  return [...topology.networks.keys()].find((name) => name !== network) ?? 'default';
}

/** A field that names another service under `property`. */
export function otherField<K extends string>(
  property: K,
  usage: string,
): Field<{ readonly [P in K]: string }> {
  return textField(property, usage, ({ other }) => [other]);
}

/** A field for a value that may be empty, though its colon is required. */
export function valueField(usage: string, examples: readonly string[]): Field<{ readonly value: string }> {
  return {
    usage,
    parse: (text) => (text === undefined ? null : { value: text }),
    format: ({ value }) => value,
    examples: () => examples.map((value) => ({ value })),
    takes: 'any-text',
  };
}

/** A field that holds `true` or `false`. */
export function switchField<K extends string>(
  property: K,
  examples: readonly boolean[],
): Field<{ readonly [P in K]: boolean }> {
  const part = (on: boolean) => ({ [property]: on }) as { readonly [P in K]: boolean };
  return {
    usage: ':true|false',
    parse: (text) => (text === 'true' || text === 'false' ? part(text === 'true') : null),
    format: (operation) => String(operation[property]),
    examples: () => examples.map(part),
  };
}

/** An optional last word: `given` is the part with it, `absent` the part without it. */
export function wordField<P extends object>(
  word: string,
  given: P,
  absent: P,
  isGiven: (part: P) => boolean,
): Field<P> {
  return {
    usage: `[:${word}]`,
    parse: (text = '') => (text === '' ? absent : text === word ? given : null),
    format: (part) => (isGiven(part) ? word : null),
    examples: () => [given, absent],
  };
}

/** Reads an operation out of its fields, the last of which takes the rest of the text. */
export function parseFields<O extends { readonly type: string }>(
  type: O['type'],
  fields: readonly Field<Partial<O>>[],
  text: string,
): O | Result<never> | null {
  const texts = splitFields(text, fields.length);
  let operation: object = { type };
  for (const [at, field] of fields.entries()) {
    const part = field.parse(texts[at]);
    if (part === null || 'ok' in part) return part as Result<never> | null;
    operation = { ...operation, ...part };
  }
  // Every field gave its part.
  return operation as O;
}

export function formatFields<O>(fields: readonly Field<Partial<O>>[], operation: O): readonly string[] {
  return fields.flatMap((field) => field.format(operation as Partial<O>) ?? []);
}

export function usageOfFields(fields: readonly Pick<Field<never>, 'usage'>[]): string {
  return fields.map(({ usage }) => usage).join('');
}

/** Splits a text at its colons into at most `count` fields; the last one takes the rest. */
export function splitFields(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

/** Refuses a text that is no IP address; `right` is an example of a valid one. */
export function refuseAddress(text: string, right: string): Result<never> | null {
  return isIpLiteral(text) ? null : refuse('invalid-address', `"${text}" is no IP address; write ${right}`);
}
