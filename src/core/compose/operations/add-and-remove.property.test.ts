// What is added and removed again leaves the bytes that were there, wherever comments stand and however far they are indented.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editText } from '../testing/edit-text.ts';
import { propertyRuns } from '../testing/property-runs.ts';

/** A file whose mappings are indented by `step`, and whose lists stand `dash` columns to the right of their key. */
function stackText(step: number, dash: number): string {
  const [one, two, three] = [1, 2, 3].map((depth) => ' '.repeat(step * depth)) as [string, string, string];
  const item = two + ' '.repeat(dash);
  return [
    'services:',
    `${one}web:`,
    `${two}image: nginx`,
    `${two}ports:`,
    `${item}- "80:80"`,
    `${two}environment:`,
    `${three}A: "1"`,
    `${two}networks:`,
    `${item}- front`,
    `${one}db:`,
    `${two}image: postgres`,
    `${two}cap_add:`,
    `${item}- CHOWN`,
    'networks:',
    `${one}front:`,
    `${two}internal: true`,
    `${one}back: {}`,
    '',
  ].join('\n');
}

const pairs = [
  ['add-service=zz:redis:7', 'remove-service=zz'],
  ['add-network=zz', 'remove-network=zz'],
  ['user=db:app', 'unset=db:user'],
  ['user=web:app', 'unset=web:user'],
  ['env=web:ZZ:1', 'unset=web:environment:ZZ'],
  ['env=db:ZZ:1', 'unset=db:environment:ZZ'],
  ['publish=web:9999:9', 'unpublish=web:9999'],
  ['cap-add=db:SETUID', 'cap-unadd=db:SETUID'],
  ['attach=web:back', 'detach=web:back'],
] as const;

const words = ['#c19 end', '# the end', '# user: app', '# - item', '# zz:\n#   image: redis'] as const;

function withComment(text: string, line: number, column: number, comment: string): string {
  const lines = text.split('\n');
  const indented = comment.split('\n').map((part) => ' '.repeat(column) + part);
  return [...lines.slice(0, line), ...indented, ...lines.slice(line)].join('\n');
}

describe('what is added and removed again', () => {
  const comment = fc.record({
    line: fc.integer({ min: 1, max: 17 }),
    column: fc.integer({ min: 0, max: 12 }),
    words: fc.constantFrom(...words),
  });

  it('leaves the bytes that were there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4),
        fc.constantFrom(0, 2, 4),
        fc.array(comment, { minLength: 1, maxLength: 2 }),
        fc.constantFrom(...pairs),
        (step, dash, comments, [add, remove]) => {
          const text = comments.reduce(
            (before, { line, column, words: said }) => withComment(before, line, column, said),
            stackText(step, dash),
          );
          const added = editText(text, add);
          expect(added).not.toBe(text);
          expect(editText(added, remove)).toBe(text);
        },
      ),
      { numRuns: propertyRuns(600) },
    );
  });
});

describe('a new mapping or list', () => {
  const file = (one: number, two: number, three: number, item: number): string => {
    const [a, b] = [' '.repeat(one), ' '.repeat(one + two)];
    const [c, d] = [b + ' '.repeat(three), b + ' '.repeat(item)];
    return `services:\n${a}web:\n${b}image: nginx\n${b}labels:\n${c}a: b\n${b}ports:\n${d}- "80:80"\nnetworks:\n${a}net:\n${b}internal: true\n`;
  };

  it.each([
    [2, 2, 2, 2],
    [4, 2, 2, 0],
    [4, 2, 6, 4],
    [2, 4, 4, 2],
    [2, 2, 4, 0],
    [3, 5, 1, 7],
  ])('is indented as its siblings are: %i %i %i, list %i', (one, two, three, item) => {
    const text = file(one, two, three, item);
    const [a, b] = [' '.repeat(one), ' '.repeat(one + two)];
    expect(editText(text, 'env=web:A:1')).toContain(`\n${b}environment:\n${b}${' '.repeat(three)}A: "1"\n`);
    expect(editText(text, 'cap-drop=web:ALL')).toContain(`\n${b}cap_drop:\n${b}${' '.repeat(item)}- ALL\n`);
    expect(editText(text, 'add-service=db:postgres')).toContain(`\n${a}db:\n${b}image: postgres\n`);
    const added = editText(text, 'add-network=back:internal');
    expect(added).toContain(`\n${a}back:\n${b}internal: true\n`);
  });

  it('is indented as the mapping that holds it where it has no siblings', () => {
    const text = 'services:\n  web:\n      image: nginx\n';
    expect(editText(text, 'env=web:A:1')).toBe(`${text}      environment:\n          A: "1"\n`);
  });
});
