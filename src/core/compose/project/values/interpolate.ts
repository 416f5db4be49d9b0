// `${VARIABLE}` substitution in one value, as Compose does it (semantics 4.5), and the variables of a tree. Default texts are evaluated
// only when they are needed, so a name in an unused default is not reported as unset.

import { deref, entriesOf, itemsOf, type Tree } from '../../../yaml/tree.ts';

/** The result for one text. `problem` is the reason why Compose would refuse it; `text` is then the text as written. */
interface Interpolation {
  readonly text: string;
  /** The names without a value and without a default, each once, in order of appearance. */
  readonly unset: readonly string[];
  readonly problem: string | null;
  /** The kind of problem: an invalid form, a `:?` without a value, or a result beyond `maxGrowth`. */
  readonly code: 'invalid-interpolation' | 'required-variable' | 'value-too-long' | null;
}

type Environment = ReadonlyMap<string, string>;

/** The number of characters by which variables may lengthen a text: Linux gives no process a variable of half that length. */
export const maxGrowth = 262_144;

/** The deepest nesting of defaults: more than people write, and shallow enough for the stack. */
const maxDepth = 100;
const nothingUnset: readonly string[] = [];
const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const operatorPattern = /:?[-?+]/y;

/** One mention of a variable: `operator` is '' for `$NAME` and `${NAME}`, else `:-`, `-`, `:?`, `?`, `:+` or `+`. */
interface VariableMention {
  readonly name: string;
  readonly operator: string;
  /** The text after the operator, as written. */
  readonly operand: string;
}

/** Returns every mention of a variable in `source`, also within defaults, in order of appearance, without invalid forms. */
export function variableMentions(source: string, depth = 0): readonly VariableMention[] {
  const found: VariableMention[] = [];
  if (depth > maxDepth || !source.includes('$')) return found;
  const lastBrace = source.lastIndexOf('}');
  for (let position = source.indexOf('$'); position >= 0; position = source.indexOf('$', position)) {
    const next = source[position + 1];
    if (next === '$') {
      position += 2;
      continue;
    }
    const end = next === '{' && lastBrace > position ? closingBrace(source, position) : -1;
    const body = end < 0 ? '' : source.slice(position + 2, end);
    const name = end < 0 ? matchAt(namePattern, source, position + 1) : matchAt(namePattern, body, 0);
    if (name !== '') {
      const operator = end < 0 ? '' : matchAt(operatorPattern, body, name.length);
      const operand = body.slice(name.length + operator.length);
      found.push({ name, operator, operand: operator === '' ? '' : operand });
      if (operator !== '') found.push(...variableMentions(operand, depth + 1));
    }
    position = end < 0 ? position + 1 : end + 1;
  }
  return found;
}

/** Substitutes the variables of `source`; an unset one reads as empty text. */
export function interpolate(source: string, environment: Environment): Interpolation {
  if (!source.includes('$')) return { text: source, unset: nothingUnset, problem: null, code: null };
  const unset = new Set<string>();
  const result = substitute(source, environment, unset, 0);
  const { problem, code } = result;
  if (problem === null && result.text.length > source.length + maxGrowth) {
    const most = 'its variables add more than 262,144 characters to this text';
    return { text: source, unset: [...unset], problem: most, code: 'value-too-long' };
  }
  return { text: problem === null ? result.text : source, unset: [...unset], problem, code };
}

type Piece = Omit<Interpolation, 'unset'>;

function substitute(source: string, environment: Environment, unset: Set<string>, depth: number): Piece {
  if (depth > maxDepth) return invalid(source);
  let text = '';
  let position = 0;
  while (position < source.length) {
    // The text is refused by whoever asked; not to go on keeps its length within bounds.
    if (text.length > source.length + maxGrowth) return substituted(text);
    const dollar = source.indexOf('$', position);
    if (dollar < 0) return substituted(text + source.slice(position));
    text += source.slice(position, dollar);
    const next = source[dollar + 1];
    if (next === '$') {
      text += '$';
      position = dollar + 2;
      continue;
    }
    if (next === '{') {
      const end = closingBrace(source, dollar);
      if (end < 0) return invalid(source);
      const piece = substituteBraced(source.slice(dollar + 2, end), environment, unset, depth);
      if (piece.problem !== null) return piece;
      text += piece.text;
      position = end + 1;
      continue;
    }
    const name = matchAt(namePattern, source, dollar + 1);
    if (name === '') {
      // A dollar sign that begins no variable stays.
      text += '$';
      position = dollar + 1;
      continue;
    }
    text += variable(name, environment, unset);
    position = dollar + 1 + name.length;
  }
  return substituted(text);
}

function substituteBraced(body: string, environment: Environment, unset: Set<string>, depth: number): Piece {
  const name = matchAt(namePattern, body, 0);
  if (name === '') return invalid(`\${${body}}`);
  if (name.length === body.length) return substituted(variable(name, environment, unset));
  const operator = matchAt(operatorPattern, body, name.length);
  if (operator === '') return invalid(`\${${body}}`);

  const operand = body.slice(name.length + operator.length);
  const value = environment.get(name);
  const present = value !== undefined && (value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) {
    return present ? substitute(operand, environment, unset, depth + 1) : substituted('');
  }
  if (present) {
    if (!operator.endsWith('?')) return substituted(value);
    // The message of `?` is always evaluated, so its errors count; a default only when it is needed.
    const names = new Set<string>();
    const message = substitute(operand, environment, names, depth + 1);
    if (message.problem === null) return substituted(value);
    for (const name of names) unset.add(name);
    return message;
  }
  if (operator.endsWith('-')) return substitute(operand, environment, unset, depth + 1);
  unset.add(name);
  const reason = substitute(operand, environment, unset, depth + 1);
  if (reason.problem !== null) return reason;
  const detail = reason.text === '' ? '' : `: ${reason.text}`;
  const problem = `the required variable ${name} has no value${detail}`;
  return { text: '', problem, code: 'required-variable' };
}

function variable(name: string, environment: Environment, unset: Set<string>): string {
  const value = environment.get(name);
  if (value === undefined) unset.add(name);
  return value ?? '';
}

function matchAt(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * Returns the end of the variable that begins at `dollar`: `${` opens, a brace alone is text. In an unbalanced text the last brace ends it.
 */
function closingBrace(text: string, dollar: number): number {
  let depth = 0;
  for (let i = dollar; i < text.length; i++) {
    if (text.startsWith('${', i)) {
      depth++;
      i++;
      continue;
    }
    if (text[i] !== '}') continue;
    depth--;
    if (depth === 0) return i;
  }
  const last = text.lastIndexOf('}');
  return last > dollar ? last : -1;
}

function substituted(text: string): Piece {
  return { text, problem: null, code: null };
}

function invalid(where: string): Piece {
  const shown = where.length > 60 ? `${where.slice(0, 59)}…` : where;
  return { text: '', problem: `'${shown}' is not a valid variable`, code: 'invalid-interpolation' };
}

/**
 * Returns the sorted names of variables in `tree` that have neither a value nor a default. Visits every node once: with shared anchors a
 * walk along the paths would be exponential.
 */
export function collectUnset(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<Tree>();
  const pending: (Tree | null)[] = [tree ?? null];
  while (pending.length > 0) {
    const node = deref(pending.pop());
    if (node === null) continue;
    if (node.kind === 'scalar') {
      if (!node.text.includes('$')) continue;
      for (const name of interpolate(node.text, environment).unset) names.add(name);
      continue;
    }
    if (seen.has(node) || !holdsVariable(node)) continue;
    seen.add(node);
    for (const item of itemsOf(node)) pending.push(item);
    for (const entry of entriesOf(node)) pending.push(entry.value);
  }
  return [...names].sort();
}

/** The collections already searched. They stay the same objects when others are edited, and anchors share them. */
const holders = new WeakMap<Tree, boolean>();

/** True when a text in a tree contains a dollar sign. */
export function holdsVariable(tree: Tree | null | undefined): boolean {
  const node = deref(tree);
  if (node === null) return false;
  if (node.kind === 'scalar') return node.text.includes('$');
  const known = holders.get(node);
  if (known !== undefined) return known;
  const holds =
    itemsOf(node).some(holdsVariable) || entriesOf(node).some(({ value }) => holdsVariable(value));
  holders.set(node, holds);
  return holds;
}
