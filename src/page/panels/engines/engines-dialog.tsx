import { useWork } from '../../state/use-store.ts';
import { drawnAnalysis, drawnSession, hostStacks } from '../../state/work/selectors.ts';
import './engines.css';
import { ArrowRight, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { assumedOf } from '../../../core/describe/assumed.ts';
import { type DiffReport, diffReport, projectSide } from '../../../core/export/diff/diff-report.ts';
import {
  type DiffSection,
  diffMarkdown,
  diffSections,
  diffSummary,
} from '../../../core/export/diff/diff-text.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import {
  engineKinds,
  engineNames,
  isRootless,
  parseEngine,
  predictedEngine,
} from '../../../core/reach/engine-kinds.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Session } from '../../../core/session/session.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { analyzeInTasks } from '../../state/large/analyze-in-tasks.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';

/** The two properties that an Engine is chosen by: its release, and whether it runs without root. */
type Choice = Pick<ReachOptions, 'engine' | 'rootless'>;

const choices: readonly Choice[] = [false, true].flatMap((rootless) =>
  engineNames.flatMap((word) => {
    const engine = parseEngine(word);
    return engine === null || (rootless && !engineKinds[engine.kind].rootless) ? [] : [{ engine, rootless }];
  }),
);

function keyOf(choice: Choice): string {
  return `${choice.engine.text}${isRootless(choice) ? ' rootless' : ''}`;
}

function close(): void {
  uiStore.getState().setDialog(null);
}

/** Compares the open stack on the predicted Engine with the stack on `there`; null until the comparison is done. */
function useEngineDiff(session: Session, there: Choice): DiffReport | null {
  const options = useWork((state) => state.options);
  const nameFrom = useWork((state) => state.nameFrom);
  const [report, setReport] = useState<DiffReport | null>(null);
  const { workspace } = session;
  useEffect(() => {
    const ownController = new AbortController();
    setReport(null);
    async function compare(): Promise<void> {
      const { book } = workStore.getState();
      const before = await analyzeInTasks(
        book,
        workspace,
        options,
        drawnAnalysis(workStore.getState()),
        ownController.signal,
      );
      const moved = { ...options, ...there };
      const after = before && (await analyzeInTasks(book, workspace, moved, before, ownController.signal));
      if (!before || !after) return;
      setReport(
        diffReport(
          projectSide(workspace, before, assumedOf(workspace, options, nameFrom)),
          projectSide(workspace, after, assumedOf(workspace, moved, nameFrom)),
        ),
      );
    }
    void compare();
    return () => ownController.abort();
  }, [workspace, options, nameFrom, there]);
  return report;
}

const most = 200;
const asIs = (text: string): string => text;

// The sections that make `diff` exit with 1; the others matter less.
const graveSections: ReadonlySet<string> = new Set(['Connections', 'Ways in', 'Ways out']);

interface SomeProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly line: (item: T) => ReactNode;
}

function Some<T>({ items, keyOf, line }: SomeProps<T>) {
  return (
    <ul className="bh-column bh-gap-1 bh-break">
      {items.slice(0, most).map((item) => (
        <li key={keyOf(item)}>{line(item)}</li>
      ))}
      {items.length > most && <li className="bh-dim">and {items.length - most} more</li>}
    </ul>
  );
}

interface SideProps {
  readonly side: 'opened' | 'closed';
  readonly title: string;
  readonly nothing: string;
  readonly sections: readonly DiffSection[];
  readonly findings: readonly Finding[];
}

/** The facts that hold on one of two Engines only, section by section. */
function Side({ side, title, nothing, sections, findings }: SideProps) {
  const shown = sections.filter((section) => section[side].length > 0);
  const id = useId();
  return (
    <section className={`bh-engines-side bh-delta-${side}`} aria-labelledby={id} data-engines={side}>
      <h3 id={id} className="bh-delta-head bh-strong">
        {title}
      </h3>
      {shown.length + findings.length === 0 && <p className="bh-dim">{nothing}</p>}
      {shown.map((section) => (
        <div
          key={section.title}
          className={
            graveSections.has(section.title) ? 'bh-engines-part bh-engines-grave' : 'bh-engines-part'
          }
        >
          <h4>{section.title}</h4>
          <Some items={section[side]} keyOf={asIs} line={asIs} />
        </div>
      ))}
      {findings.length > 0 && (
        <div className="bh-engines-part">
          <h4>Findings</h4>
          <Some
            items={findings}
            keyOf={({ rule, subjects, message }) => `${rule} ${subjects.join(' ')} ${message}`}
            line={({ severity, rule, message }) => (
              <>
                {severity} <span className="bh-mono">{rule}</span> {message}
              </>
            )}
          />
        </div>
      )}
    </section>
  );
}

function Answer({ report }: { readonly report: DiffReport }) {
  const { findings } = report;
  const sections = useMemo(
    () => diffSections(report, { code: asIs, prose: asIs }).filter(({ title }) => title !== 'Findings'),
    [report],
  );
  if (sections.length + findings.opened.length + findings.closed.length === 0) {
    return (
      <p className="bh-break" data-engines="same">
        No differences: connections, ways in and out, names and findings are the same there.
      </p>
    );
  }
  return (
    <>
      <p className={report.opens ? 'bh-strong bh-err' : 'bh-strong'} role="status">
        {diffSummary(report)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <section className="bh-engines-sides bh-box bh-grid bh-small" tabIndex={0} aria-label="What differs">
        <Side
          side="opened"
          title="Opens and appears there"
          nothing="Nothing opens."
          sections={sections}
          findings={findings.opened}
        />
        <Side
          side="closed"
          title="Closes and disappears"
          nothing="Nothing closes."
          sections={sections}
          findings={findings.closed}
        />
      </section>
    </>
  );
}

function Comparison({ session }: { readonly session: Session }) {
  const { browser } = useCommandContext();
  const options = useWork((state) => state.options);
  const inHost = useWork((state) => hostStacks(state).length > 1);
  const here = keyOf(options);
  const others = choices.filter((choice) => keyOf(choice) !== here);
  const [wanted, setWanted] = useState(here === 'podman' ? 'podman-compose' : 'podman');
  const there = others.find((choice) => keyOf(choice) === wanted) ?? others[0];
  if (there === undefined) throw new Error('there is one Engine only');
  const report = useEngineDiff(session, there);
  const { measured } = engineKinds[there.engine.kind];

  return (
    <>
      <div className="bh-ends bh-flex bh-gap-3">
        <div className="bh-form-field">
          <span className="bh-form-field-label">As it is predicted now</span>
          <strong className="bh-engines-here">{predictedEngine(options)}</strong>
        </div>
        <ArrowRight size={16} aria-hidden="true" />
        <SelectField
          data-autofocus=""
          label="The same files on"
          value={keyOf(there)}
          options={others.map((choice) => ({ value: keyOf(choice), label: predictedEngine(choice) }))}
          onChange={setWanted}
        />
      </div>
      {measured !== null && (
        <p className="bh-note">Predicted {measured.replace(/^measured/, 'as measured')}.</p>
      )}
      {inHost && <p className="bh-note">For the open stack only, without the effects of other stacks.</p>}
      {report === null ? <p className="bh-break">Comparing …</p> : <Answer report={report} />}
      <div className="bh-dialog-actions">
        <Button
          icon={<Copy size={14} />}
          disabled={report === null}
          onClick={() => {
            if (report === null) return;
            void browser.copy([...diffMarkdown(report)].join(''), 'Copied as Markdown.');
          }}
        >
          Copy as Markdown
        </Button>
        <Button
          look="primary"
          onClick={() => {
            const { options: now } = workStore.getState();
            workStore.setOptions({ ...now, ...there });
            close();
          }}
        >
          Predict with that Engine
        </Button>
      </div>
    </>
  );
}

/** The dialog of connections that open and close on another Engine, as `diff --engine-to` lists them. */
export function EnginesDialog() {
  const session = useWork(drawnSession);
  const readable = session !== null && !session.workspace.stale;
  return (
    <Dialog title="Compare Engines" width={980} onClose={close}>
      {readable ? (
        <Comparison session={session} />
      ) : (
        <p className="bh-break">The file cannot be read at the moment. Fix it first.</p>
      )}
    </Dialog>
  );
}
