import { ChangeSet, EditorState, Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../core/compose/testing/property-runs.ts';
import { applyEdits, type Edits, type TextEdit } from '../../../core/text/edit.ts';
import { editorText, minimalEdits, positionMap } from './editor-text.ts';
import { changesFor, editsFor, typedChanges } from './two-way.ts';

const options = { numRuns: propertyRuns(4000), seed: 20261125 };
// Every kind of line break, next to each other too, and a byte order mark where it counts and where it does not.
const unit = fc.constantFrom('a', 'b', ' ', '\n', '\r', '\r\n', '\uFEFF');
const texts = fc.array(unit, { maxLength: 24 }).map((parts) => parts.join(''));

/** Sorted, disjoint edits of a text of the given length. */
function editsOf(length: number, inserts: fc.Arbitrary<string>): fc.Arbitrary<readonly TextEdit[]> {
  const cut = fc.tuple(fc.nat(length), fc.nat(4), inserts);
  return fc.array(cut, { maxLength: 4 }).map((cuts) => {
    const edits: TextEdit[] = [];
    for (const [from, size, insert] of cuts.sort((x, y) => x[0] - y[0])) {
      if (from < (edits.at(-1)?.to ?? 0)) continue;
      edits.push({ from, to: Math.min(from + size, length), insert });
    }
    return edits;
  });
}

describe('the session leads', () => {
  it('the editor shows what the session holds after any edits', () => {
    const cases = texts.chain((text) =>
      fc.record({ text: fc.constant(text), edits: editsOf(text.length, texts) }),
    );
    fc.assert(
      fc.property(cases, ({ text, edits }) => {
        const after = applyEdits(text, edits);
        expect(applyEdits(editorText(text), changesFor(text, edits))).toBe(editorText(after));
      }),
      options,
    );
  });

  it('the difference of two texts leads from one to the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(applyEdits(before, minimalEdits(before, after))).toBe(after);
      }),
      options,
    );
  });
});

describe('the editor leads', () => {
  it('the session holds what the editor shows after any typing', () => {
    const cases = texts.chain((text) =>
      fc.record({
        text: fc.constant(text),
        typed: editsOf(editorText(text).length, fc.constantFrom('', 'x', '\n', 'x\ny', '\n\n')),
      }),
    );
    fc.assert(
      fc.property(cases, ({ text, typed }) => {
        const shown = editorText(text);
        // As CodeMirror hands them over: changes that touch are one.
        const set = ChangeSet.of([...typed], shown.length);
        const changes = typedChanges(set);
        const after = applyEdits(text, editsFor(text, changes));
        const expected = set.apply(Text.of(shown.split('\n'))).toString();
        // A mark that comes to the start is the file's, not the editor's: see `two-way.ts`.
        const cameToStart = !text.startsWith('\uFEFF') && after.startsWith('\uFEFF');
        expect(editorText(after)).toBe(cameToStart ? expected.slice(1) : expected);
      }),
      options,
    );
  });

  it('places go there and back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const map = positionMap(text);
        const shown = editorText(text);
        for (let at = 0; at <= shown.length; at++) {
          expect(map.toEditor(map.toText(at))).toBe(at);
          expect(editorText(text.slice(0, map.toText(at)))).toBe(shown.slice(0, at));
        }
      }),
      options,
    );
  });
});

describe('examples', () => {
  const crlf = '\uFEFFservices:\r\n  web:\r\n    image: nginx\r\n';

  it('a line that is typed into a file with CRLF ends in CRLF', () => {
    const shown = editorText(crlf);
    const at = shown.length;
    const edits = editsFor(crlf, [{ from: at, to: at, insert: '  db:\n' }]);
    expect(applyEdits(crlf, edits)).toBe(`${crlf}  db:\r\n`);
  });

  it('a change of the session is as small in the editor', () => {
    const after = crlf.replace('nginx', 'nginx:1.27');
    const edits = minimalEdits(crlf, after);
    expect(changesFor(crlf, edits)).toEqual([{ from: 33, to: 33, insert: ':1.27' }]);
  });

  it('two places far apart are two edits', () => {
    const before = 'a: 1\nb: 2\nc: 3\nd: 4\n';
    const edits: Edits = minimalEdits(before, 'a: 9\nb: 2\nc: 3\nd: 8\n');
    expect(edits).toEqual([
      { from: 3, to: 4, insert: '9' },
      { from: 18, to: 19, insert: '8' },
    ]);
  });

  it('an editor made of the shown text has the same lines as the file', () => {
    const state = EditorState.create({ doc: editorText('a\r\nb\rc\n') });
    expect(state.doc.lines).toBe(4);
  });
});
