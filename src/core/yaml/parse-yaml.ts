// The one place that calls the YAML parser, so that every reader sees the same dialect: YAML 1.2 core, as Compose reads it
// but for legacy octal numbers, which `convert-tree.ts` keeps as text.

import { Composer, type Document, isMap, Lexer, type ParsedNode, Parser, visit } from 'yaml';
import { recentTexts } from '../text/recent-texts.ts';

/** A problem that the parser reports. `offset` is an offset into the parsed text. */
export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

export type YamlDocument = Document.Parsed<ParsedNode, true>;

/** A parsed text: its first document, and those that follow it. */
export interface ParsedYaml {
  readonly document: YamlDocument | null;
  readonly others: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}

/** The most levels of nesting that are read, with aliases followed: trees are walked recursively. Compose files have about ten. */
export const MAX_DEPTH = 200;

/** Returns the problem of a text with deeper nesting, at `offset`. */
export function tooDeep(offset: number): YamlProblem {
  return { code: 'nested-too-deep', message: `this is nested more than ${MAX_DEPTH} levels deep`, offset };
}

const CODES: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'tab-indentation'],
  ['BAD_INDENT', 'bad-indentation'],
  ['BAD_ALIAS', 'unresolved-alias'],
]);

/** Recently parsed texts: few and short, since each keeps its file in memory, at 300 bytes a character. */
const recent = recentTexts<ParsedYaml>(32, 50_000);

/**
 * Parses a text; syntax errors are values. Results are shared and never changed: an operation is planned on the text that verified the one
 * before, and each fix on the same file, so recently parsed short texts are remembered.
 */
export function parseYaml(text: string): ParsedYaml {
  const before = recent.get(text);
  if (before) return before;
  const parsed = parseUncached(text);
  recent.set(text, parsed);
  return parsed;
}

/**
 * The number of open collections at which the parser stops: it takes at most two steps a level, and the exact depth is counted afterwards.
 */
const mostOpen = 2 * MAX_DEPTH + 10;

/** Returns the documents of a text, or the place where its nesting is too deep to read on in bounded time and stack. */
function documentsOf(text: string): readonly YamlDocument[] | { readonly deepAt: number } {
  const parser = new Parser();
  let deepAt = -1;
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length <= mostOpen) continue;
      deepAt = parser.offset;
      return;
    }
    yield* parser.end();
  }
  const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', stringKeys: false } as const;
  const documents = [...new Composer(options).compose(tokens())];
  return deepAt < 0 ? (documents as YamlDocument[]) : { deepAt };
}

function parseUncached(text: string): ParsedYaml {
  const documents = documentsOf(text);
  if ('deepAt' in documents) {
    return { document: null, others: [], problems: [tooDeep(Math.min(documents.deepAt, text.length))] };
  }
  const document = documents[0] ?? null;
  const problems: YamlProblem[] = [];
  for (const parsedDocument of documents) {
    // The parser ran out of stack, and what else it says of such a text follows from that.
    const deep = parsedDocument.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
    if (deep) return { document: null, others: [], problems: [tooDeep(Math.min(deep.pos[0], text.length))] };
    for (const error of parsedDocument.errors) {
      problems.push({
        code: CODES.get(error.code) ?? 'yaml-syntax',
        ...locateProblem(
          error.message.split('\n', 1)[0] ?? '',
          Math.min(error.pos[0], text.length),
          parsedDocument,
        ),
      });
    }
  }
  return { document, others: documents.slice(1), problems };
}

/** Returns the message and place of a problem: a quote that is never closed is reported where it opens, not at the end of the file. */
function locateProblem(message: string, offset: number, document: YamlDocument): Omit<YamlProblem, 'code'> {
  const quote = /^Missing closing (.)quote/.exec(message)?.[1];
  if (quote === undefined) return { message, offset };
  let opened = offset;
  visit(document, {
    Scalar(_, node) {
      const [from = -1, to = -1] = node.range ?? [];
      if (node.type?.startsWith('QUOTE') && from <= offset && offset <= to) opened = from;
    },
  });
  return { message: `the text that opens with ${quote} here is never closed`, offset: opened };
}

/** True when the root of a document is a mapping in block style. */
export function hasBlockRoot(document: YamlDocument): boolean {
  return isMap(document.contents) && document.contents.flow !== true;
}
