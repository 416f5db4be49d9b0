import { describe, expect, it } from 'vitest';
import { aloneInput } from '../compose/workspace/open-workspace.ts';
import type { Session } from './session.ts';
import { newSession } from './session-files.ts';
import { step } from './step.ts';

const text = 'services:\n  web:\n    image: nginx\n';

/** Types `insert` at an offset of the only file. */
function type(session: Session, at: number, insert: string, typedAt: number): Session {
  const edits = [{ from: at, to: at, insert }];
  return step(session, { type: 'edit-text', file: 'compose.yaml', edits, label: 'Type', typedAt }).session;
}

const textOf = ({ workspace }: Session) => workspace.input.texts.get('compose.yaml');
const undo = (session: Session) => step(session, { type: 'undo' }).session;
const redo = (session: Session) => step(session, { type: 'redo' }).session;
const opened = () => newSession(aloneInput(text));
const end = text.length - 1;

describe('typing as undo steps', () => {
  it('what is typed in one go is one step, there and back', () => {
    let session = opened();
    for (const [at, letter] of [...':1.27'].entries()) session = type(session, end + at, letter, at * 100);
    expect(textOf(session)).toBe('services:\n  web:\n    image: nginx:1.27\n');
    expect(session.undo).toHaveLength(1);
    expect(textOf(undo(session))).toBe(text);
    expect(textOf(redo(undo(session)))).toBe(textOf(session));
  });

  it('a pause of more than half a second begins another step', () => {
    const session = type(type(opened(), end, ':', 0), end + 1, '1', 501);
    expect(session.undo).toHaveLength(2);
    expect(textOf(undo(session))).toBe('services:\n  web:\n    image: nginx:\n');
  });

  it('the pause counts from the last letter', () => {
    const session = type(type(type(opened(), end, ':', 0), end + 1, '1', 400), end + 2, '2', 800);
    expect(session.undo).toHaveLength(1);
  });

  it('another place is another step', () => {
    const session = type(type(opened(), end, ':1', 0), 0, '# a\n', 100);
    expect(session.undo).toHaveLength(2);
  });

  it('taking back what was just typed belongs to it', () => {
    let session = type(opened(), end, ':12', 0);
    const edits = [{ from: end + 2, to: end + 3, insert: '' }];
    const file = 'compose.yaml';
    session = step(session, { type: 'edit-text', file, edits, label: 'Type', typedAt: 50 }).session;
    expect(session.undo).toHaveLength(1);
    expect(textOf(undo(session))).toBe(text);
  });

  it('what the canvas does is a step of its own', () => {
    const typed = type(opened(), end, ':1', 0);
    const operations = [{ type: 'cap-drop', service: 'web', capability: 'ALL' }] as const;
    const session = step(typed, { type: 'operate', operations, label: 'Drop all' }).session;
    expect(session.undo).toHaveLength(2);
    expect(textOf(undo(session))).toBe(textOf(typed));
  });

  it('after an undo, typing does not go on with the step before', () => {
    const twice = type(type(opened(), end, ':', 0), 0, '# a\n', 10);
    const session = type(undo(twice), end + 1, '1', 20);
    expect(session.undo).toHaveLength(2);
    expect(session.redo).toHaveLength(0);
  });
});
