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

/** Reads one line as an object of texts and flags; `form` names its members. Returns what gives a member as text, null where it is absent. */
export function readFields(line: string, form: string): (name: string) => string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CallFailure(`this line is not JSON. Give ${form}.`);
  }
  if (typeof value !== 'object' || value === null) throw new CallFailure(`give ${form}.`);
  return (name) => {
    const found = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
    if (found === null || found === undefined) return null;
    if (typeof found === 'string') return found;
    if (typeof found === 'boolean') return String(found);
    throw new CallFailure(`"${name}" is not text.`);
  };
}

/** Returns a member that has to be there. */
export function demanded(field: (name: string) => string | null, name: string): string {
  const text = field(name);
  if (text === null) throw new CallFailure(`"${name}" is missing.`);
  return text;
}
