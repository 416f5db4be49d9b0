// The grammar of Traefik's rules and constraints: a Go expression with calls, `&&`, `||`, `!` and parentheses.

/** An argument of a rule's call; `quoted` for a literal. */
export interface RuleArgument {
  readonly text: string;
  readonly quoted: boolean;
}

export type RuleExpression =
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly RuleArgument[] }
  | { readonly kind: 'not'; readonly of: RuleExpression }
  | { readonly kind: 'and' | 'or'; readonly left: RuleExpression; readonly right: RuleExpression };

type Token =
  | { readonly kind: 'word' | 'text'; readonly text: string }
  | { readonly kind: '(' | ')' | ',' | '&&' | '||' | '!' };

const maxLength = 20_000;
const maxDepth = 200;

/** Parses a rule; null when Go's parser refuses it. */
export function parseRule(source: string): RuleExpression | null {
  const tokens = source.length > maxLength ? null : tokensOf(source);
  if (tokens === null) return null;
  let position = 0;
  const peek = () => tokens[position]?.kind;

  const either = (depth: number): RuleExpression | null => {
    let left = both(depth);
    while (left && peek() === '||') {
      position++;
      const right = both(depth);
      left = right && { kind: 'or', left, right };
    }
    return left;
  };
  const both = (depth: number): RuleExpression | null => {
    let left = single(depth);
    while (left && peek() === '&&') {
      position++;
      const right = single(depth);
      left = right && { kind: 'and', left, right };
    }
    return left;
  };
  const single = (depth: number): RuleExpression | null => {
    if (depth > maxDepth) return null;
    const token = tokens[position++];
    if (token?.kind === '!') {
      const of = single(depth + 1);
      return of && { kind: 'not', of };
    }
    if (token?.kind === '(') {
      const inner = either(depth + 1);
      return inner && tokens[position++]?.kind === ')' ? inner : null;
    }
    if (token?.kind !== 'word' || tokens[position++]?.kind !== '(') return null;
    const args = list();
    return args && { kind: 'call', name: token.text, args };
  };
  const list = (): readonly RuleArgument[] | null => {
    const args: RuleArgument[] = [];
    for (;;) {
      const token = tokens[position++];
      if (token?.kind === ')') return args;
      if (token?.kind !== 'text' && token?.kind !== 'word') return null;
      args.push({ text: token.text, quoted: token.kind === 'text' });
      const next = tokens[position++];
      if (next?.kind === ')') return args;
      if (next?.kind !== ',') return null;
    }
  };

  const expression = either(0);
  return expression && position === tokens.length ? expression : null;
}

const tokenPattern =
  /\s*(?:([\p{L}_][\p{L}\p{N}_.]*|\d[\d.]*)|`([^`]*)`|"((?:[^"\\\n]|\\.)*)"|(&&|\|\||[(),!]))/uy;

function tokensOf(source: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(source);
    if (!match) return null;
    const [, word, raw, quoted, sign] = match;
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (raw !== undefined) tokens.push({ kind: 'text', text: raw });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, unescaped) });
    else tokens.push({ kind: sign as '(' });
  }
  return tokens;
}

function unescaped(_: string, letter: string): string {
  if (letter === 'n') return '\n';
  return letter === 't' ? '\t' : letter;
}
