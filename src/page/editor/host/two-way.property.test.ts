// The editor, the session and the picture as one: whatever is typed, drawn, undone and redone, in any order.

import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { propertyRuns } from '../../../core/compose/testing/property-runs.ts';
import { aloneInput, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import type { Command } from '../../../core/session/session.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { editorText } from './editor-text.ts';
import { createTwoWay, typedChanges } from './two-way.ts';

const plain = `# The shop
services:
  web:
    image: "nginx:1.27"
    ports: ["8443:443"]
    networks: [front, mid]
  api:
    image: api
    networks:
      - mid
      - back
  db:
    image: postgres:16
    networks: { back: { aliases: [store] } }
    cap_add: [CHOWN]
networks:
  front:
  mid: {}
  back:
    internal: true
`;

const files: ReadonlyMap<string, string> = new Map([
  ['LF', plain],
  ['CRLF', plain.replaceAll('\n', '\r\n')],
  ['CRLF and a byte order mark', `\uFEFF${plain.replaceAll('\n', '\r\n')}`],
  ['CR', plain.replaceAll('\n', '\r')],
  ['mixed line ends', plain.replace(/\n {2}api/, '\r\n  api').replace(/\n {2}db/, '\r  db')],
  ['a byte order mark, no line end at the end', `\uFEFF${plain.trimEnd()}`],
]);

const file = 'compose.yaml';

/** Returns the editor of a page, with a session behind it. */
function openPage(text: string) {
  let session = newSession(aloneInput(text));
  let now = 0;
  const textOf = () => session.workspace.input.texts.get(file) ?? '';
  let editor = EditorState.create({ doc: editorText(text) });
  const twoWay = createTwoWay(
    {
      text: textOf,
      applyTyping(edits) {
        now += 90;
        session = step(session, { type: 'edit-text', file, edits, label: 'Type', typedAt: now }).session;
      },
    },
    (changes) => {
      editor = editor.update({ changes: [...changes] }).state;
    },
  );
  return {
    type(at: number, size: number, insert: string) {
      const from = Math.floor(at * editor.doc.length);
      const to = Math.min(from + size, editor.doc.length);
      const { state, changes } = editor.update({ changes: { from, to, insert } });
      editor = state;
      twoWay.typed(typedChanges(changes));
    },
    run(command: Command) {
      session = step(session, command).session;
      twoWay.pull();
    },
    pause() {
      now += 1000;
    },
    session: () => session,
    textOf,
    editorText: () => editor.doc.toString(),
  };
}

type Page = ReturnType<typeof openPage>;

const operations: readonly Operation[] = [
  { type: 'attach', service: 'web', network: 'back' },
  { type: 'detach', service: 'api', network: 'mid', last: 'none' },
  { type: 'cap-drop', service: 'db', capability: 'ALL' },
  { type: 'cap-add', service: 'web', capability: 'NET_BIND_SERVICE' },
  { type: 'internal', network: 'mid', internal: true },
  { type: 'add-network', network: 'core', internal: true },
  { type: 'rename-network', network: 'back', to: 'data' },
  { type: 'remove-service', service: 'api' },
  { type: 'image', service: 'db', image: 'postgres:17' },
];

const typing = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.nat(6),
    insert: fc.constantFrom('', 'x', ' ', '\n', ':', '- a', '\n  new:\n    image: x\n', '"', '#', '\uFEFF'),
  })
  .map(({ at, size, insert }) => ({
    words: `type ${JSON.stringify(insert)} over ${size} at ${at.toFixed(2)}`,
    run: (page: Page) => page.type(at, size, insert),
  }));
const drawing = fc.constantFrom(...operations).map((operation) => ({
  words: operation.type,
  run: (page: Page) => page.run({ type: 'operate', operations: [operation], label: operation.type }),
}));
const history = fc.constantFrom('undo' as const, 'redo' as const).map((type) => ({
  words: type,
  run: (page: Page) => page.run({ type }),
}));
const waiting = fc.constant({ words: 'pause', run: (page: Page) => page.pause() });
const acts = fc.array(fc.oneof(typing, typing, drawing, history, waiting), { maxLength: 14 });

function agrees(page: Page): void {
  expect(page.editorText()).toBe(editorText(page.textOf()));
  const { workspace } = page.session();
  expect(workspace.files[0]?.document.text).toBe(page.textOf());
  const fresh = openAlone(page.textOf());
  expect(workspace.stale).toBe(fresh.stale);
  // A text that cannot be read keeps the picture of the last one that could.
  if (fresh.stale) return;
  expect([...workspace.topology.services]).toEqual([...fresh.topology.services]);
  expect([...workspace.topology.networks]).toEqual([...fresh.topology.networks]);
}

describe('editor, session and picture agree after every act', () => {
  it.each([...files])('in a file with %s', (_, text) => {
    fc.assert(
      fc.property(acts, (done) => {
        const page = openPage(text);
        for (const act of done) {
          act.run(page);
          agrees(page);
        }
        while (page.session().undo.length > 0) page.run({ type: 'undo' });
        expect(page.textOf()).toBe(text);
        expect(page.editorText()).toBe(editorText(text));
      }),
      { numRuns: propertyRuns(50), seed: 20261125 },
    );
  });
});
