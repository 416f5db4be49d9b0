import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { importText } from '../import/open-project.ts';
import { fileWork } from '../work/stack-work.ts';
import { createWorkStore } from '../work/work-store.ts';
import { registerHome, resolveDiskChange } from './disk-changes.ts';
import { createFilesStore, unsavedFiles } from './files-store.ts';
import { saveInPlace } from './save-in-place.ts';
import { fakeHome } from './testing/fake-home.ts';
import { textChange } from './text-change.ts';

const base = '\uFEFFservices:\r\n  web:\r\n    image: nginx\r\n';
const mine = base.replace('nginx', 'caddy');
const theirs = base.replace('nginx', 'httpd');

/** Returns a file that was opened from disk. */
function opened() {
  const work = createWorkStore(ruleBook);
  const source = fileWork(work, 'compose.yaml');
  const files = createFilesStore();
  const home = fakeHome('compose.yaml', base);
  importText(work, 'compose.yaml', base);
  registerHome(source, files, home, base);
  const text = () => source.getState().session?.workspace.input.texts.get('compose.yaml');
  function type(to: string): void {
    const edits = textChange(text() ?? '', to);
    work.dispatch({ type: 'edit-text', file: 'compose.yaml', edits, label: 'Type' });
  }
  return { work, source, files, home, text, type };
}

describe('saving in place', () => {
  it('writes nothing on open, and nothing where nothing was changed', async () => {
    const { source, files, home } = opened();
    expect(await saveInPlace(source, files)).toEqual({ saved: [], homeless: [], refused: [], asked: null });
    expect(home.writes()).toBe(0);
  });

  it('writes the changed text byte for byte, and then it is as opened', async () => {
    const { work, source, files, home, type } = opened();
    type(mine);
    expect((await saveInPlace(source, files)).saved).toEqual(['compose.yaml']);
    expect(home.text()).toBe(mine);
    const open = source.getState().session;
    expect(open && changedFiles(open)).toEqual([]);
    work.undo();
    const undone = source.getState().session;
    expect(undone && changedFiles(undone)).toEqual(['compose.yaml']);
    expect((await saveInPlace(source, files)).saved).toEqual(['compose.yaml']);
    expect(home.text()).toBe(base);
  });

  it('names what has no home, and leaves it to a download', async () => {
    const { source, files, type } = opened();
    files.getState().clear();
    type(mine);
    expect((await saveInPlace(source, files)).homeless).toEqual(['compose.yaml']);
    files.getState().take('compose.yaml', mine);
    expect(unsavedFiles(source.getState().session, files.getState().taken)).toEqual([]);
    type(theirs);
    expect(unsavedFiles(source.getState().session, files.getState().taken)).toEqual(['compose.yaml']);
  });

  it('never overwrites a file that was changed on disk: it asks', async () => {
    const { source, files, home, type } = opened();
    type(mine);
    home.change(theirs);
    files.getState().dismiss();
    expect((await saveInPlace(source, files)).asked).toBe('compose.yaml');
    expect(home.text()).toBe(theirs);
    expect(files.getState().question?.now.text).toBe(theirs);
  });

  it('mine: the page keeps its text and the next save replaces the one on disk', async () => {
    const { source, files, home, type, text } = opened();
    type(mine);
    home.change(theirs);
    resolveDiskChange(source, files, 'mine');
    expect(text()).toBe(mine);
    expect(home.text()).toBe(theirs);
    expect((await saveInPlace(source, files)).saved).toEqual(['compose.yaml']);
    expect(home.text()).toBe(mine);
  });

  it('theirs: the text of the disk comes in, and undo brings mine back', () => {
    const { work, source, files, home, type, text } = opened();
    type(mine);
    home.change(theirs);
    resolveDiskChange(source, files, 'theirs');
    expect(text()).toBe(theirs);
    work.undo();
    expect(text()).toBe(mine);
    expect(home.text()).toBe(theirs);
  });

  it('a file changed on disk alone is taken over, as one step', () => {
    const { source, files, home, text } = opened();
    home.change(theirs);
    expect(text()).toBe(theirs);
    expect(files.getState().question).toBeNull();
    const open = source.getState().session;
    expect(open && changedFiles(open)).toEqual([]);
    expect(open?.undo.map(({ label }) => label)).toEqual(['compose.yaml changed on disk']);
  });

  it('the same change on both sides is no question', async () => {
    const { source, files, home, type } = opened();
    type(mine);
    home.change(mine);
    expect(files.getState().question).toBeNull();
    const open = source.getState().session;
    expect(open && changedFiles(open)).toEqual([]);
    expect((await saveInPlace(source, files)).saved).toEqual([]);
    expect(home.writes()).toBe(0);
  });

  it('both: changes that do not meet are merged as one step, which is not written until it is saved', async () => {
    const { work, source, files, home, type, text } = opened();
    const extended = `${base}    user: "1"\r\n    restart: always\r\n`;
    home.change(extended);
    type(extended.replace('nginx', 'caddy'));
    home.change(extended.replace('always', '"no"'));
    const steps = source.getState().session?.undo.length ?? 0;
    resolveDiskChange(source, files, 'both');
    const merged = extended.replace('nginx', 'caddy').replace('always', '"no"');
    expect(text()).toBe(merged);
    expect(source.getState().session?.undo.length).toBe(steps + 1);
    expect(files.getState().question).toBeNull();
    expect(home.writes()).toBe(0);
    work.undo();
    expect(text()).toBe(extended.replace('nginx', 'caddy'));
    work.redo();
    expect((await saveInPlace(source, files)).saved).toEqual(['compose.yaml']);
    expect(home.text()).toBe(merged);
  });

  it('both: changes of the same line stay a question', () => {
    const { source, files, home, type, text } = opened();
    type(mine);
    home.change(theirs);
    resolveDiskChange(source, files, 'both');
    expect(text()).toBe(mine);
    expect(files.getState().question?.now.text).toBe(theirs);
  });

  it('saving without being asked lasts as long as the project', () => {
    const { files } = opened();
    files.getState().setUnasked(true);
    expect(files.getState().unasked).toBe(true);
    files.getState().clear();
    expect(files.getState().unasked).toBe(false);
  });
});
