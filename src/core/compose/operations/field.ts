// The fields of an operation on the command line, which colons separate. Each reads a part of the operation out of one text.

import { type Result, refuse } from '../../text/result.ts';
import { isIpLiteral } from '../project/values/ip-literal.ts';
import type { Service, Topology } from '../topology.ts';

/** The place in a model that examples of an operation are about. */
export interface ExamplePlace {
  readonly topology: Topology;
  readonly service: Service;
  /** Another service that the operation may name. */
  readonly other: string;
  /** A network that it may name, as a rule one that the service is on. */
  readonly network: string;
}

/** One field of an operation, as the part `P` of it. */
export interface Field<P extends object> {
  /** With the colon before it, but for the first field: `:NETWORK`, `[:shared]`. */
  readonly usage: string;
  /** Undefined where the text ends before it; null where the text is none. */
  parse(text: string | undefined): P | Result<never> | null;
  /** Null where it is left out. */
  format(part: P): string | null;
  /** Parts that make sense in a model. */
  examples(place: ExamplePlace): readonly P[];
  /** Other texts that it takes: any text as a value, or the name of something new. */
  readonly takes?: 'any-text' | 'new-name';
}

/** A field that holds one text, which is not empty. */
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

/** The service that an operation is about. */
export const serviceField = textField('service', 'SERVICE', (place) => [place.service.name]);

/** The network that an operation is about. */
export const networkField = textField('network', 'NETWORK', ({ network }) => [network]);

/** A network of the service that an operation is about. */
export const attachedField = textField('network', ':NETWORK', ({ network }) => [network]);

/** A network of the model, if possible another one than that of the place. */
export function otherNetwork({ topology, network }: ExamplePlace): string {
  return [...topology.networks.keys()].find((name) => name !== network) ?? 'default';
}

/** Another service, by the property that names it. */
export function otherField<K extends string>(
  property: K,
  usage: string,
): Field<{ readonly [P in K]: string }> {
  return textField(property, usage, ({ other }) => [other]);
}

/** A value that may be empty, its colon not. */
export function valueField(usage: string, examples: readonly string[]): Field<{ readonly value: string }> {
  return {
    usage,
    parse: (text) => (text === undefined ? null : { value: text }),
    format: ({ value }) => value,
    examples: () => examples.map((value) => ({ value })),
    takes: 'any-text',
  };
}

/** `true` or `false`. */
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

/** A last word that may be left out: `given` where it is there, `absent` where it is not. */
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

/** Reads the fields of an operation: as many as it has, the last one taking the rest. */
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

/** At most `count` fields; the last one takes the rest. */
export function splitFields(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

/** Refuses a field that is no IP address; `right` is the text to write instead. */
export function refuseAddress(text: string, right: string): Result<never> | null {
  return isIpLiteral(text) ? null : refuse('invalid-address', `"${text}" is no IP address; write ${right}`);
}
