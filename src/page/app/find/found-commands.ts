// The commands that a search means, best first: by their words, and through their questions by the names in them.

import type { Command, CommandContext } from '../../commands/command.ts';
import type { Next } from '../../commands/question.ts';
import { followWords } from './follow-words.ts';
import { matchScore, meaningScore, type Vocabulary, vocabularyOf } from './match.ts';

export interface FoundCommand {
  readonly key: string;
  readonly label: string;
  readonly score: number;
  /** The command itself, for its shortcut; null for an answer to one of its questions. */
  readonly command: Command | null;
  /** False where it cannot run now: it is shown, so that nobody looks for it elsewhere. */
  readonly runs: boolean;
  next(): Next;
}

const vocabularies = new WeakMap<Command, Vocabulary>();

function vocabulary(command: Command): Vocabulary {
  const known = vocabularies.get(command) ?? vocabularyOf(command.label, command.keywords);
  vocabularies.set(command, known);
  return known;
}

/** Returns what follows when a command is chosen: its question, or that it runs. */
export function nextOf(command: Command, context: CommandContext): Next {
  const question = command.ask?.(context) ?? null;
  return question === null ? { kind: 'run', run: () => command.run(context) } : { kind: 'ask', question };
}

/** Returns a context in which nothing is selected. */
function unselected(context: CommandContext): CommandContext {
  const getState = () => ({ ...context.ui.getState(), selection: [] });
  return { ...context, ui: { ...context.ui, getState } };
}

/** Returns what the words of a search say to one command. */
export function findIn(
  command: Command,
  words: readonly string[],
  context: CommandContext,
): readonly FoundCommand[] {
  const known = vocabulary(command);
  const whole = matchScore(words, known);
  const runs = command.when(context);
  const itself: FoundCommand = {
    key: command.id,
    label: command.label,
    score: runs ? whole : whole / 2,
    command,
    runs,
    next: () => nextOf(command, context),
  };
  // What cannot run now is shown only to whoever names it.
  const found = whole === 0 || (!runs && whole < 1) ? [] : [itself];
  if (!runs || command.ask === undefined) return found;
  const names = words.filter((word) => meaningScore(word, known) === 0);
  const verb = words.filter((word) => meaningScore(word, known) > 0);
  if (names.length === 0 || verb.length === 0) return found;
  const meant = matchScore(verb, known);
  // Named things are meant before the selected one, and the selected one where only the rest is named: 'move back'.
  const questions = [command.ask(unselected(context)), command.ask(context)];
  const leads = new Map(
    questions
      .flatMap((question) => (question === null ? [] : followWords(question, names)))
      .map((lead) => [lead.label, lead]),
  );
  const followed = [...leads.values()].map(
    ({ label, score, next }): FoundCommand => ({
      key: `${command.id} ${label}`,
      label,
      score: (meant + score) / 2 + 0.2,
      command: null,
      runs: true,
      next,
    }),
  );
  return [...found, ...followed];
}
