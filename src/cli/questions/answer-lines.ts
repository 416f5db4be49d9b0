// Questions as lines of standard input, each with one line of JSON as its answer.

import { CallFailure } from '../call-failure.ts';
import { decodeText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';

/** Prints `answer` of each line of standard input; for a line without one, the error. Returns false when a line had none. */
export async function answerLines(io: Io, answer: (line: string) => string): Promise<boolean> {
  let good = true;
  const lines = decodeText('-', await io.readStdin()).split('\n');
  const answers = function* (): Generator<string> {
    for (const line of lines) {
      if (line.trim() === '') continue;
      try {
        yield `${answer(line)}\n`;
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        good = false;
        yield `${JSON.stringify({ error: error.message })}\n`;
      }
    }
  };
  await io.print(answers());
  return good;
}

/** The members of a line: texts and flags as text, or an object of texts; null where one is absent. */
export interface Fields {
  text(name: string): string | null;
  texts(name: string): ReadonlyMap<string, string> | null;
}

/** Reads one line as an object; `form` names its members. */
export function readFields(line: string, form: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CallFailure(`this line is not JSON. Give ${form}.`);
  }
  if (!isObject(value)) throw new CallFailure(`give ${form}.`);
  const member = (name: string) => (Object.hasOwn(value, name) ? (value[name] ?? null) : null);
  return {
    text: (name) => {
      const found = member(name);
      if (found === null || typeof found === 'string') return found;
      if (typeof found === 'boolean') return String(found);
      throw new CallFailure(`"${name}" is not text.`);
    },
    texts: (name) => {
      const found = member(name);
      if (found === null) return null;
      const all = isObject(found) && !Array.isArray(found) ? Object.entries(found) : null;
      const texts = all?.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : []));
      if (!texts || texts.length !== all?.length)
        throw new CallFailure(`"${name}" is not an object of texts. Give { "NAME": "VALUE" }.`);
      return new Map(texts);
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Returns a member that has to be there. */
export function demanded(fields: Fields, name: string): string {
  const text = fields.text(name);
  if (text === null) throw new CallFailure(`"${name}" is missing.`);
  return text;
}
