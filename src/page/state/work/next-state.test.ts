// The next state of what is open is a function of the last one: no store, no thread, no React.

import { describe, expect, it } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { edit } from './edit.ts';
import { moved } from './history.ts';
import { openProject } from './open.ts';
import { drawnAnalysis, drawnSession, previousProject } from './selectors.ts';
import { withOptions } from './settings.ts';
import { firstState, type WorkState } from './work-state.ts';

const shop =
  'services:\n  web: { image: nginx, networks: [front] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  front:\n  back:\n';

function opened(before: WorkState = firstState(ruleBook), text = shop): WorkState {
  const project = { input: aloneInput(text), profiles: null, folder: null };
  const stack = { dir: null, project, session: newSession(project.input) };
  return openProject(before, stack, null, before.options);
}

function attached(state: WorkState) {
  const attach = parseOperation('attach=db:front');
  if (!attach.ok) throw new Error(attach.error.message);
  return edit(state, { type: 'operate', operations: [attach.value], label: 'Connect db' }, null);
}

const textOf = (state: WorkState) => drawnSession(state)?.workspace.files[0]?.document.text;
const reaches = (state: WorkState) => drawnAnalysis(state)?.reach.direct('web', 'db');

describe('the next state', () => {
  it('of an edit has its text, its picture and one step, and leaves the last state as it was', () => {
    const before = opened();
    const { state, step } = attached(before);
    expect([step.refused, reaches(before), reaches(state)]).toEqual([null, false, true]);
    expect([textOf(before), before.history.undo, state.history.undo]).toEqual([shop, [], [['stack-1']]]);
  });

  it('of undo and redo is what was there, with the label of the step', () => {
    const { state } = attached(opened());
    const undone = moved(state, 'undo') ?? expect.fail('nothing to undo');
    expect([undone.label, textOf(undone.state)]).toEqual(['Connect db', shop]);
    const redone = moved(undone.state, 'redo') ?? expect.fail('nothing to redo');
    expect([textOf(redone.state), redone.state.history]).toEqual([textOf(state), state.history]);
    expect(moved(opened(), 'undo')).toBeNull();
  });

  it('of an edit that is refused says why, and has the same files', () => {
    const before = opened(firstState(ruleBook), 'services: [\n');
    const { state, step } = attached(before);
    expect([step.refused?.code, state.refused?.label]).toEqual(['has-errors', 'Connect db']);
    expect(state.stacks).toBe(before.stacks);
  });

  it('of opening keeps what was worked on, and nothing of what was only looked at', () => {
    const { state } = attached(opened());
    expect(previousProject(opened(state))?.session).toBe(drawnSession(state));
    expect(opened(opened()).previous).toBeNull();
    expect(opened(state).stacks.map(({ key }) => key)).toEqual(['stack-2']);
  });

  it('of other options is predicted with them', () => {
    const before = opened();
    const state = withOptions(before, { ...before.options, profiles: ['debug'] });
    expect(drawnAnalysis(state)?.reach.options.profiles).toEqual(['debug']);
    expect(state.stacks[0]?.project.profiles).toEqual(['debug']);
  });
});
