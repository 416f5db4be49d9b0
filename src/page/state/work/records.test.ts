import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { draftOf, readDraft } from '../drafts/draft.ts';
import { restoreDraft } from '../drafts/draft-autosave.ts';
import { hostOfStored } from '../drafts/stored-host.ts';
import { projectOfStored } from '../drafts/stored-project.ts';
import { hostEngine } from '../host/host-engine.ts';
import { openedHostOf } from '../host/testing/opened-host.ts';
import { projectInput } from '../import/project-input.ts';
import { machineRecord } from '../session/machine-options.ts';
import { topologyProject, wholeProject, withMachineOf } from '../share/shared-project.ts';
import { leaveMachine, takeMachine, takeObserved } from './records.ts';
import { createWorkStore, type WorkStore } from './work-store.ts';

const text = 'services:\n  web: { image: nginx, ports: ["80:80"] }\n';
const closed = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const machine = {
  file: 'machine.json',
  text: JSON.stringify({ version: 1, engine: '28.5.2', daemon: { icc: false }, iptables: closed }),
};

function opened(record = machine): WorkStore {
  const work = createWorkStore(ruleBook);
  work.openProject(projectInput(new Map([['compose.yaml', text]]), 'shop', ['compose.yaml']));
  expect(takeMachine(work, record)).toEqual({ ok: true, value: null });
  return work;
}

const known = (work: WorkStore) => {
  const { options } = work.getState();
  return { record: machineRecord(options), engine: options.engine.text, daemon: options.daemon };
};
const onMachine = { record: machine, engine: '28.5.2', daemon: { icc: false } };
const onNone = { record: null, engine: '29', daemon: undefined };

describe('a machine under the open work', () => {
  it('comes back with a draft, of a project and of a host', () => {
    const kept = readDraft(JSON.parse(JSON.stringify(draftOf(opened().getState(), 'a', 1, false))));
    const again = createWorkStore(ruleBook);
    if (kept) restoreDraft(again, kept);
    expect(known(again)).toEqual(onMachine);

    const work = createWorkStore(ruleBook);
    work.openHost(openedHostOf({ 'blog/compose.yaml': text }));
    takeMachine(work, machine);
    const host = readDraft(JSON.parse(JSON.stringify(draftOf(work.getState(), 'a', 1, false))))?.host;
    const other = createWorkStore(ruleBook);
    if (host) other.openHost(hostOfStored(host, 'Draft', null, hostEngine));
    expect(known(other)).toEqual(onMachine);
    other.unfold('blog');
    expect(known(other)).toEqual(onMachine);
  });

  it('is in no link unless a person wants it there', () => {
    const state = opened().getState();
    for (const shared of [wholeProject(state), topologyProject(state, new Set())]) {
      expect(JSON.stringify(shared?.project)).not.toContain('FORWARD');
      const wanted = withMachineOf(shared, state);
      const work = createWorkStore(ruleBook);
      if (wanted) work.openProject(projectOfStored(JSON.parse(JSON.stringify(wanted.project))));
      expect(known(work)).toEqual(onMachine);
    }
  });

  it('goes with the work, and comes back with it', () => {
    const work = opened();
    work.operate([{ type: 'user', service: 'web', user: '1000' }], 'User');
    work.openProject(projectInput(new Map([['other.yaml', text]]), 'other', ['other.yaml']));
    expect(known(work)).toEqual(onNone);
    work.restorePrevious();
    expect(known(work)).toEqual(onMachine);
    work.close();
    expect(known(work)).toMatchObject({ record: null, daemon: undefined });
  });

  it('can be taken away, and its Engine and daemon with it; what was seen stays', () => {
    const work = opened();
    const observed = {
      ...{ version: 1 as const, from: '2026-11-02T10:00:00Z', to: '2026-11-02T10:10:00Z', interval: 1 },
      ...{ engine: '29', connections: [], listening: [], unseen: [] },
    };
    takeObserved(work, observed);
    leaveMachine(work);
    expect(known(work)).toEqual(onNone);
    expect(work.getState().options.observed).toBe(observed);
    takeObserved(work, null);
    expect('observed' in work.getState().options).toBe(false);
  });

  it('that is another with the same name is taken', () => {
    const work = opened();
    const other = { file: 'machine.json', text: machine.text.replace('28.5.2', '27.5.1') };
    takeMachine(work, other);
    expect(known(work)).toEqual({ ...onMachine, record: other, engine: '27.5.1' });
  });
});
