import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../core/compose/model-of.ts';
import { readFragments } from '../../../core/compose/read-fragments.ts';
import { aloneInput, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { layoutTopology } from '../../../core/layout/layout-topology.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import type { ReadingRequest } from '../../workers/reading-message.ts';
import { sliceReading } from '../../workers/slice-reading.ts';
import { largeLength } from '../large/large.ts';
import type { ReadingThread } from '../large/reading.ts';
import { drawnAnalysis, drawnSession, isAnalyzing } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { importText, openWhenRead, type Threads } from './open-project.ts';
import type { ProjectInput } from './project-input.ts';

const service = (index: number): string =>
  `  s${index}:\n    image: example/app:${index}\n    labels:\n      note: ${'x'.repeat(2_000)}\n`;
const large = `services:\n${Array.from({ length: 200 }, (_, index) => service(index)).join('')}`;

function projectOf(text: string): ProjectInput {
  return { input: aloneInput(text), profiles: null, folder: null };
}

/** Threads in the same program: the reading one answers when asked to, the drawing one at once. */
function threads() {
  const asked: ReadingRequest[] = [];
  const answers: (() => void)[] = [];
  let ended = 0;
  let drawn = 0;
  const read = (): ReadingThread => ({
    read(request, onMessage) {
      asked.push(request);
      answers.push(() => {
        const reading = readFragments(request.text);
        const topology = reading.unreadable ? null : modelOf(reading.fragments, request.environment, null);
        for (const message of sliceReading(reading, topology)) onMessage(structuredClone(message));
      });
    },
    terminate: () => {
      ended++;
    },
  });
  const start: Threads = {
    read,
    draw: async (input) => {
      drawn++;
      return layoutTopology(input);
    },
  };
  return { start, asked, answer: () => answers.shift()?.(), ended: () => ended, drawn: () => drawn };
}

describe('opening a large text', () => {
  it('opens a small one at once, without a thread', async () => {
    const work = createWorkStore(ruleBook);
    const { start, asked } = threads();
    const opened = openWhenRead(work, projectOf('services:\n  web:\n    image: nginx\n'), start);
    expect([...(drawnAnalysis(work.getState())?.topology.services.keys() ?? [])]).toEqual(['web']);
    expect([await opened, asked.length]).toEqual([{ message: null }, 0]);
  });

  it('reads a large one in a thread; what was open stays until then', async () => {
    expect(large.length).toBeGreaterThan(largeLength);
    const work = createWorkStore(ruleBook);
    importText(work, 'compose.yaml', 'services:\n  web:\n    image: nginx\n');
    const thread = threads();
    const opened = openWhenRead(work, projectOf(large), thread.start);
    expect([...(drawnAnalysis(work.getState())?.topology.services.keys() ?? [])]).toEqual(['web']);
    expect(work.getState().reading?.file).toBe('compose.yaml');
    thread.answer();
    expect([await opened, thread.asked.length, thread.ended()]).toEqual([{ message: null }, 1, 1]);
    expect(work.getState().reading).toBe(null);
    const session = drawnSession(work.getState());
    const analysis = drawnAnalysis(work.getState());
    const alone = openAlone(large);
    expect(session?.workspace.files[0]?.document).toEqual(alone.files[0]?.document);
    expect(session?.workspace.topology).toEqual(alone.topology);
    expect(analysis?.findings.length).toBeGreaterThan(0);
  });

  it('is called off by opening anything else', async () => {
    const work = createWorkStore(ruleBook);
    const thread = threads();
    const opened = openWhenRead(work, projectOf(large), thread.start);
    importText(work, 'compose.yaml', 'services:\n  web:\n    image: nginx\n');
    thread.answer();
    expect([await opened, thread.ended()]).toEqual(['superseded', 1]);
    expect([...(drawnAnalysis(work.getState())?.topology.services.keys() ?? [])]).toEqual(['web']);
  });

  it('can be called off by hand', async () => {
    const work = createWorkStore(ruleBook);
    const thread = threads();
    const opened = openWhenRead(work, projectOf(large), thread.start);
    work.getState().reading?.cancel();
    expect([await opened, drawnSession(work.getState()), work.getState().reading]).toEqual([
      'superseded',
      null,
      null,
    ]);
  });

  it('gives the last good picture and a message where the text cannot be read', async () => {
    const work = createWorkStore(ruleBook);
    const thread = threads();
    const opened = openWhenRead(work, projectOf(`${large}  broken: "\n`), thread.start);
    thread.answer();
    expect(await opened).toMatchObject({ message: { file: 'compose.yaml', line: 802 } });
    expect(drawnSession(work.getState())?.workspace.stale).toBe(true);
  });

  it('refuses one above the limit before any reading, and keeps its text', async () => {
    const work = createWorkStore(ruleBook);
    const { start, asked } = threads();
    const huge = `services:\n  web:\n    image: nginx\n# ${'x'.repeat(5_000_000)}\n`;
    expect(await openWhenRead(work, projectOf(huge), start)).toMatchObject({ message: { line: null } });
    expect([
      asked.length,
      drawnSession(work.getState())?.workspace.input.texts.get('compose.yaml')?.length,
    ]).toEqual([0, huge.length]);
  });

  it('reads a short one with many services in a thread, too, and lays it out in another', async () => {
    const many = `services:\n${Array.from({ length: 600 }, (_, index) => `  s${index}: {image: app${index}}\n`).join('')}`;
    const work = createWorkStore(ruleBook);
    const thread = threads();
    const opened = openWhenRead(work, projectOf(many), thread.start);
    thread.answer();
    expect([await opened, thread.asked.length, thread.drawn()]).toEqual([{ message: null }, 1, 1]);
    const analysis = drawnAnalysis(work.getState());
    const analyzing = isAnalyzing(work.getState());
    const whole = analyze(openAlone(many), defaultReachOptions);
    expect(analysis?.findings).toEqual(whole.findings);
    expect([analysis?.needs.all, analysis?.topology, analyzing]).toEqual([
      whole.needs.all,
      whole.topology,
      false,
    ]);
  });

  it('reads one of 150 services here, and works it out in short tasks', async () => {
    const several = `services:\n${Array.from({ length: 150 }, (_, index) => `  s${index}: {image: app${index}}\n`).join('')}`;
    const work = createWorkStore(ruleBook);
    const thread = threads();
    const opened = openWhenRead(work, projectOf(several), thread.start);
    expect(drawnAnalysis(work.getState())).toBe(null);
    expect([await opened, thread.asked.length, thread.drawn()]).toEqual([{ message: null }, 0, 0]);
    const whole = analyze(openAlone(several), defaultReachOptions);
    expect(drawnAnalysis(work.getState())?.findings).toEqual(whole.findings);
    expect(work.getState().reading).toBe(null);
  });

  it('shows nothing of the new one before all of it is there', async () => {
    const work = createWorkStore(ruleBook);
    importText(work, 'compose.yaml', 'services:\n  web:\n    image: nginx\n    privileged: true\n');
    const seen: string[] = [];
    work.subscribe((state) => {
      const analysis = drawnAnalysis(state);
      const session = drawnSession(state);
      const services = analysis?.topology.services.size ?? 0;
      const file = session?.workspace.topology.services.size ?? 0;
      seen.push(
        `${file} in the file, ${services} drawn, ${analysis?.findings.length === 0 ? 'no' : 'with'} findings`,
      );
    });
    const thread = threads();
    const opened = openWhenRead(work, projectOf(large), thread.start);
    thread.answer();
    await opened;
    expect([...new Set(seen)]).toEqual([
      '1 in the file, 1 drawn, with findings',
      '200 in the file, 200 drawn, with findings',
    ]);
  });
});
