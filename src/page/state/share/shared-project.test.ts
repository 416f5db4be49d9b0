import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { draftOf, readDraft } from '../drafts/draft.ts';
import { restoreDraft } from '../drafts/draft-autosave.ts';
import { projectOfStored } from '../drafts/stored-project.ts';
import { importText } from '../import/open-project.ts';
import { drawnAnalysis, drawnSession, leftOf, previousProject } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { topologyProject, wholeProject } from './shared-project.ts';

const main =
  'services:\n  web:\n    image: nginx\n    environment: { A: $SECRET }\n    ports: ["${PORT}:80"]\n';

function opened() {
  const work = createWorkStore(ruleBook);
  const texts = new Map([
    ['compose.yaml', main],
    ['.env', 'SECRET=hunter2\nPORT=8080\n'],
  ]);
  const environment = new Map([
    ['SECRET', 'hunter2'],
    ['PORT', '8080'],
  ]);
  work.openProject({
    input: { order: ['compose.yaml'], texts, environment },
    profiles: null,
    folder: 'shop',
  });
  return work;
}

describe('what a link holds', () => {
  it('by default no value of a variable, no environment file, and what it leaves out', () => {
    const shared = topologyProject(opened().getState(), new Set());
    expect(shared?.project).toEqual({
      order: ['compose.yaml'],
      texts: [['compose.yaml', 'services:\n  web:\n    image: nginx\n    ports:\n      - "${PORT}:80"\n']],
      environment: [],
      profiles: [],
      folder: 'shop',
      left: [
        ['environment', 1],
        ['variables', 2],
      ],
    });
    expect([...(shared?.left ?? [])]).toEqual(shared?.project.left);
  });

  it('offers the values that its texts need, and holds those that were asked for', () => {
    const state = opened().getState();
    const shared = topologyProject(state, new Set(['PORT', 'SECRET']));
    expect(shared?.variables).toEqual([['PORT', '8080']]);
    expect(shared?.project.environment).toEqual([['PORT', '8080']]);
    expect(shared?.left.get('variables')).toBe(1);
  });

  it('opened again, it is known what was left out, and a draft of it knows, too', () => {
    const shared = topologyProject(opened().getState(), new Set());
    const work = createWorkStore(ruleBook);
    if (shared) work.openProject(projectOfStored(shared.project));
    expect([...(leftOf(work.getState()) ?? [])]).toEqual([
      ['environment', 1],
      ['variables', 2],
    ]);
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(work.getState(), 'a', 1, false))));
    const again = createWorkStore(ruleBook);
    if (draft) restoreDraft(again, draft);
    expect(leftOf(again.getState())).toEqual(leftOf(work.getState()));
    // The file itself takes its place, and what the link left out is known of the work before alone.
    work.operate([{ type: 'user', service: 'web', user: '1000' }], 'Close it');
    importText(work, 'compose.yaml', main);
    expect(leftOf(work.getState())).toBeNull();
    expect([...(previousProject(work.getState())?.project.left ?? [])]).toHaveLength(2);
    work.restorePrevious();
    expect([...(leftOf(work.getState()) ?? [])]).toHaveLength(2);
  });

  it('when asked for, everything, byte for byte', () => {
    const work = opened();
    const whole = wholeProject(work.getState());
    expect(whole?.project.texts[0]).toEqual(['compose.yaml', main]);
    expect(whole?.project.environment).toHaveLength(2);
    const other = createWorkStore(ruleBook);
    if (whole) other.openProject(projectOfStored(whole.project));
    expect(drawnSession(other.getState())?.workspace.input.texts.get('compose.yaml')).toBe(main);
    expect(drawnAnalysis(other.getState())?.topology).toEqual(drawnAnalysis(work.getState())?.topology);
  });

  it('is nothing where nothing is open or it cannot be read', () => {
    expect(topologyProject(createWorkStore(ruleBook).getState(), new Set())).toBeNull();
    const work = createWorkStore(ruleBook);
    work.openProject({
      input: { order: ['a'], texts: new Map([['a', 'services: [']]), environment: new Map() },
      profiles: null,
      folder: null,
    });
    expect(topologyProject(work.getState(), new Set())).toBeNull();
  });
});
