// The examples of rules are for their tests and their pages. The command shows neither, and reads a quarter less without them.

import type { Plugin } from 'vite';

const rule = /\/core\/(?:analysis|host)\/rules\/(?:cn|hn)\d+-[^/]+\.ts$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The Vite plugin; a rule without examples ends the build. */
export function withoutExamples(): Plugin {
  return {
    name: 'without-examples',
    transform(code, id) {
      if (!rule.test(id)) return null;
      const [found, ...more] = examplesIn(this.parse(code) as unknown as Node);
      if (found === undefined || more.length > 0) throw new Error(`${id}: examples not found.`);
      return {
        code: `${code.slice(0, found.start)}{ invalid: [], valid: [] }${code.slice(found.end)}`,
        map: null,
      };
    },
  };
}

/** What stands behind `examples:` in an object. */
function examplesIn(node: Node): readonly Node[] {
  if (node.type === 'Property' && isNode(node.key) && node.key.name === 'examples' && isNode(node.value)) {
    return [node.value];
  }
  return Object.values(node).flatMap((part) =>
    Array.isArray(part) ? part.filter(isNode).flatMap(examplesIn) : isNode(part) ? examplesIn(part) : [],
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
