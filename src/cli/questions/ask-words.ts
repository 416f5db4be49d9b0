// Who asks and where, from the words of a call.

import { nameList } from '../../core/compose/name-list.ts';
import { type Question, type Verdict, verdictOf } from '../../core/ways-in/ask/ask.ts';
import type { Asker } from '../../core/ways-in/ask/connect.ts';
import type { Outcomes } from '../../core/ways-in/model.ts';
import type { WaysContext } from '../../core/ways-in/ways-context.ts';
import { CallFailure } from '../call-failure.ts';
import { demanded, readFields } from './answer-lines.ts';

/** The words of one question. */
export interface AskWords {
  readonly url: string;
  readonly from: string;
  readonly at: string | null;
  /** The headers that the visitor sends, by name. */
  readonly headers: ReadonlyMap<string, string>;
}

const places = ['outside', 'internet', 'lan', 'host'] as const;

/** Returns the question that the words stand for; a failure names the word that has no meaning. */
export function questionOf(context: WaysContext, { url, from, at, headers }: AskWords): Question {
  return {
    url,
    from: askerOf(context, from),
    at: at === null ? null : targetOf(context, at),
    headers: headersOf(headers),
  };
}

/** Reads `--header 'NAME: VALUE'`; the same name twice is one list, as proxies join it. */
export function readHeaders(texts: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const [, name = '', value = ''] = /^([^:]*?)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
    if (name === '') throw new CallFailure(`--header ${text}: invalid header. Give 'NAME: VALUE'.`);
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return found;
}

/** Returns headers by their names in lower case; a failure names one that cannot be sent, or that the URL says. */
export function headersOf(headers: AskWords['headers']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of headers) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[\r\n\0]/.test(value))
      throw new CallFailure(`--header ${name}: invalid header. Give 'NAME: VALUE'.`);
    if (name.toLowerCase() === 'host')
      throw new CallFailure('--header Host: invalid header, for the URL names the host. Change the URL.');
    found.set(name.toLowerCase(), value);
  }
  return found;
}

function askerOf(context: WaysContext, word: string): Asker {
  const place = places.find((place) => place === word);
  const service = serviceNamed(context, word);
  if (service !== null) return { kind: 'service', name: service };
  if (place !== undefined) return { kind: place };
  throw new CallFailure(
    `--from ${word}: unknown place. Give ${places.join(', ')} or a service: ${nameList(context.reach.services) || 'there is none'}.`,
  );
}

function targetOf(context: WaysContext, words: string): NonNullable<Question['at']> {
  const mark = words.indexOf('@');
  const [name, network] = mark < 0 ? [words, null] : [words.slice(0, mark), words.slice(mark + 1)];
  const service = serviceNamed(context, name);
  if (service === null)
    throw new CallFailure(
      `--at ${words}: no such service. There are ${nameList(context.reach.services) || 'none'}.`,
    );
  if (network === null) return { service, network };
  const all = context.reach.facts.get(service)?.networks ?? [];
  const key = all.find((one) => one === network || context.dockerName(one) === network);
  if (key === undefined)
    throw new CallFailure(
      `--at ${words}: ${name} is not on that network. It is on ${nameList(all) || 'none'}.`,
    );
  return { service, network: key };
}

/** Returns a service by its name; on a host also by its name in a stack, if only one stack has it. */
function serviceNamed({ reach, topology }: WaysContext, word: string): string | null {
  if (reach.facts.has(word)) return word;
  const [only, ...more] = reach.services.filter((name) => topology.services.get(name)?.localName === word);
  return only !== undefined && more.length === 0 ? only : null;
}

/** Parses one line of `ask -`; `place` asks where the line names nobody. */
export function readAskLine(line: string, place = 'outside'): AskWords {
  const fields = readFields(line, '{ "url", "from", "at", "headers" }');
  return {
    url: demanded(fields, 'url'),
    from: fields.text('from') ?? place,
    at: fields.text('at'),
    headers: fields.texts('headers') ?? new Map(),
  };
}

/** Returns the answer of a request; a failure says that its URL cannot be read. */
export function readVerdict({ url }: AskWords, outcomes: Outcomes | null): Verdict {
  if (outcomes === null)
    throw new CallFailure(`${url}: this is not a URL. Give http:// or https://, a host and a path.`);
  return verdictOf(outcomes);
}
