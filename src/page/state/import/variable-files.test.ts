import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { drawnSession } from '../work/selectors.ts';
import { createWorkStore, type WorkStore } from '../work/work-store.ts';
import { chosenFiles } from './dropped-files.ts';
import { importFiles } from './import-files.ts';
import { isEnvText } from './variable-files.ts';

const compose = 'services:\n  a:\n    image: "${IMAGE}"\n    ports: ["${PORT}:80"]\n';
const named = (...files: readonly [string, string][]) =>
  chosenFiles(files.map(([name, text]) => new File([text], name)));

function shown(work: WorkStore) {
  const session = drawnSession(work.getState());
  const service = session?.workspace.topology.services.get('a');
  return [service?.image, service?.ports[0]?.bindings[0]?.hostPort, session && changedFiles(session).length];
}

describe('files of variables', () => {
  it.each(['.env', 'prod.env'])(
    '%s alone is applied to what is open, and is no change of it',
    async (name) => {
      const work = createWorkStore(ruleBook);
      await importFiles(work, named(['compose.yaml', compose]));
      const taken = await importFiles(work, named([name, 'IMAGE=nginx:1\nPORT=8080\n']));
      expect(taken?.variables).toEqual({ files: [name], count: 2, kept: false });
      expect(shown(work)).toEqual(['nginx:1', '8080', 0]);
      await importFiles(work, named(['other.env', 'PORT=9090\n']));
      expect(shown(work)).toEqual(['nginx:1', '9090', 0]);
    },
  );

  it('is kept while nothing is open, for the file that is opened next and no other', async () => {
    const work = createWorkStore(ruleBook);
    const taken = await importFiles(work, named(['.env', 'IMAGE=nginx:1\n']));
    expect(taken?.variables).toEqual({ files: ['.env'], count: 1, kept: true });
    expect(drawnSession(work.getState())).toBeNull();
    await importFiles(work, named(['compose.yaml', compose]));
    expect(shown(work)).toEqual(['nginx:1', '', 0]);
    await importFiles(work, named(['other.yaml', compose]));
    expect(shown(work)).toEqual([null, '', 0]);
  });

  it('gives way to one that comes with the file', async () => {
    const work = createWorkStore(ruleBook);
    await importFiles(work, named(['.env', 'IMAGE=kept\n']));
    await importFiles(work, named(['compose.yaml', compose], ['prod.env', 'IMAGE=own\n']));
    expect(shown(work)).toEqual(['own', '', 0]);
  });

  it('says which line cannot be read, and takes nothing', async () => {
    const work = createWorkStore(ruleBook);
    await importFiles(work, named(['compose.yaml', compose]));
    const taken = await importFiles(work, named(['.env', 'IMAGE=x\nPORT="1\n']));
    expect(taken?.message).toMatchObject({ file: '.env', line: 2, text: expect.stringContaining('PORT') });
    expect(shown(work)).toEqual([null, '', 0]);
  });

  it('are distinguished from a compose file by their text', () => {
    expect(['A=1', '# note\nexport A=1\nB="x\ny"\n', 'A='].map(isEnvText)).toEqual([true, true, true]);
    expect(
      ['a: 1', 'services:\n  a:\n    x: B=1', '', '# only', 'A=1\nnonsense here\n'].map(isEnvText),
    ).toEqual([false, false, false, false, false]);
  });
});
