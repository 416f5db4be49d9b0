// The examples of a rule are its tests: they ship neither with the page nor count before its first card. Taken out of every rule
// while the page is built, so that a rule stays one file.

import type { Plugin } from 'vite';

const rule = /\/core\/analysis\/rules\/cn\d+[^/]*\.ts$/;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the value of the first `examples:` stands in a syntax tree; null where there is none. */
function examplesIn(node: unknown): Span | null {
  if (typeof node !== 'object' || node === null) return null;
  if ('key' in node && 'value' in node && isNamed(node.key)) return node.value as Span;
  for (const child of Object.values(node)) {
    const found = examplesIn(child);
    if (found !== null) return found;
  }
  return null;
}

function isNamed(key: unknown): boolean {
  return typeof key === 'object' && key !== null && 'name' in key && key.name === 'examples';
}

/** Leaves the examples out; fails on a rule without any. */
export function withoutExamples(): Plugin {
  return {
    name: 'without-examples',
    apply: 'build',
    transform(code, id) {
      if (!rule.test(id)) return null;
      const span = examplesIn(this.parse(code));
      if (span === null) throw new Error(`${id}: a rule without examples.`);
      const empty = '{ invalid: [], valid: [] }';
      return { code: code.slice(0, span.start) + empty + code.slice(span.end), map: null };
    },
  };
}
