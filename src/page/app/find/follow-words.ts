// From the words of a search through the questions of a command: 'move db to back' says what is meant, whom and where.

import type { Answer, Next, Question } from '../../commands/question.ts';
import { wordScore } from './match.ts';

/** What a search leads to, and how well it says so. */
interface Found {
  readonly label: string;
  readonly score: number;
  next(): Next;
}

/** The most answers that one search follows at each question. */
const mostFollowed = 12;

/** Returns the answers that the words name, each with how well, and with the words that it does not use. */
function named(
  answers: readonly Answer[],
  words: readonly string[],
): readonly { readonly answer: Answer; readonly score: number; readonly left: readonly string[] }[] {
  const found = answers.flatMap((answer) => {
    const name = answer.name.toLowerCase();
    let best = { score: 0, word: '' };
    for (const word of words) {
      const score = wordScore(word, [name]);
      if (score > best.score) best = { score, word };
    }
    if (best.score === 0) return [];
    return [{ answer, score: best.score, left: words.filter((word) => word !== best.word) }];
  });
  return found.sort((a, b) => b.score - a.score).slice(0, mostFollowed);
}

/** Returns what words lead to that a question's answers, and the questions after them, name or read. */
export function followWords(question: Question, words: readonly string[]): readonly Found[] {
  const found: Found[] = [];
  for (const { answer, score, left } of named(question.answers, words)) {
    if (left.length === 0) {
      found.push({ label: answer.label, score, next: answer.next });
      continue;
    }
    const next = answer.next();
    if (next.kind !== 'ask') continue;
    for (const further of followWords(next.question, left))
      found.push({ ...further, score: (score + further.score) / 2 });
  }
  const read = found.length === 0 ? question.typed?.(words.join(' ')) : undefined;
  if (read !== undefined && typeof read !== 'string' && read.kind === 'operate')
    found.push({ label: read.label, score: 1, next: () => read });
  return found;
}
