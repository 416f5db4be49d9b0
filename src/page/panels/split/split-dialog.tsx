import { nameList } from '../../../core/compose/name-list.ts';
import { countText } from '../../../core/compose/numbers.ts';
import { drawnAnalysis } from '../../state/work/selectors.ts';
import './split.css';
import { ArrowRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import {
  farData,
  measureSplit,
  proposeSplit,
  type SplitMeasure,
  type SplitProposal,
  splitObjections,
} from '../../../core/fixes/propose-split.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import {
  editedServices,
  laneOperations,
  mergeLanes,
  type SplitLane,
} from '../../../core/rules/fixes/split-lanes.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { useApply } from '../shared/apply.tsx';
import { Chips, type Draft, LaneEditor } from './lane-editor.tsx';
import { SmallPicture } from './small-picture.tsx';
import { Assumed, Closes } from './split-notes.tsx';

const none: ReadonlySet<string> = new Set();

const close = (): void => uiStore.getState().setDialog(null);

/** The dialog that splits a network: both pictures, the connections that close, the assumptions, and editable lanes. */
export function SplitDialog() {
  const network = useUi((state) => state.splitting);
  const { workspace, analysis } = useProject();
  if (network === null || workspace === null || !analysis.topology.networks.has(network)) return null;
  return <Proposed key={network} network={network} workspace={workspace} analysis={analysis} />;
}

interface ProposedProps {
  readonly network: string;
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

/** The proposal, computed after the dialog is shown: each candidate is tried on a copy. */
function Proposed({ network, workspace, analysis }: ProposedProps) {
  const [proposal, setProposal] = useState<SplitProposal | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setProposal(proposeSplit(workspace, analysis, network)));
    return () => clearTimeout(timer);
  }, [workspace, analysis, network]);
  const isNothing = proposal !== null && proposal.lanes.length === 0;
  return (
    <Dialog title={`Split ${network}`} onClose={close} width={isNothing ? 520 : 1400}>
      {proposal === null ? (
        <p data-split={network}>Looking for the best split …</p>
      ) : (
        <Editor proposal={proposal} analysis={analysis} />
      )}
    </Dialog>
  );
}

function Editor({ proposal, analysis }: { readonly proposal: SplitProposal; readonly analysis: Analysis }) {
  const { network } = proposal;
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    proposal.lanes.map((lane, id) => ({ id, kept: true, lane })),
  );
  const lanes = useMemo(() => drafts.filter(({ kept }) => kept).map(({ lane }) => lane), [drafts]);
  const operations = useMemo(
    () => laneOperations(lanes, network, analysis.topology),
    [lanes, network, analysis],
  );
  const [preview, setPreview] = useState<Result<Preview> | null>(null);
  const { refused, apply } = useApply();
  useEffect(() => {
    setPreview(null);
    if (operations.length === 0) return;
    const call = new AbortController();
    void workStore.previewInTasks(operations, call.signal).then((made) => {
      if (made !== null && !call.signal.aborted) setPreview(made);
    });
    return () => call.abort();
  }, [operations]);
  const stores = [...proposal.before.hops.keys()];
  const after = preview?.ok ? measureSplit(preview.value.analysis.reach, analysis, stores) : null;
  const change = (id: number, lane: SplitLane): void =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, lane } : draft)));
  const edited = editedServices(lanes);
  const found =
    preview?.ok && after !== null
      ? splitObjections(analysis, preview.value.analysis, edited.size, after)
      : null;
  // While lanes are worked out anew, what was said of them before holds.
  const last = useRef(proposal.objections);
  if (found !== null) last.current = found;
  const objections = lanes.length === 0 ? [] : last.current;

  function split(): void {
    const names = nameList(lanes.map(({ name }) => name));
    if (!apply(operations, `Split ${network}: ${names}`)) return;
    uiStore.getState().toast(`Split ${network}: ${names} made.`, 'success', 'undo');
    close();
  }

  return (
    <div className="bh-split-body bh-column bh-gap-3 bh-small" data-split={network}>
      {proposal.lanes.length === 0 ? (
        <p>No split brings the data on {network} further from the outside.</p>
      ) : (
        <Figures proposal={proposal} after={after} lanes={lanes} edited={edited.size} />
      )}
      {proposal.limits.length > 0 && (
        <ul className="bh-notice bh-warn bh-grid bh-gap-1" data-split-limits="">
          {proposal.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      )}
      {objections.length > 0 && (
        <ul className="bh-notice bh-err bh-grid bh-gap-1" data-split-objections="">
          {objections.map((objection) => (
            <li key={objection}>{objection}</li>
          ))}
          <li>This split cannot be applied: leave a lane out, or edit the file yourself.</li>
        </ul>
      )}
      {proposal.lanes.length > 0 && (
        <div className="bh-split-sides bh-grid bh-gap-3">
          <section aria-label="Before">
            <h3>Before</h3>
            <SmallPicture analysis={analysis} label="before" fresh={none} />
            <p className="bh-split-lane-name bh-dim">
              <b>{network}</b>: {proposal.members.length} containers in one room
            </p>
            <div className="bh-split-notes bh-grid bh-gap-4">
              <Closes preview={preview} none={operations.length === 0} />
              <Assumed proposal={proposal} lanes={lanes} analysis={analysis} />
            </div>
          </section>
          <ArrowRight className="bh-split-arrow" size={18} aria-hidden="true" />
          <section aria-label="After">
            <h3>After</h3>
            {preview?.ok ? (
              <SmallPicture
                analysis={preview.value.analysis}
                label="after"
                fresh={new Set(lanes.map(({ name }) => name))}
              />
            ) : (
              <p className="bh-split-picture bh-box bh-dim">
                {operations.length === 0 ? 'As before: every lane is left out.' : 'Drawing …'}
              </p>
            )}
            {drafts.map((draft) => (
              <LaneEditor
                key={draft.id}
                draft={draft}
                others={drafts.filter((other) => other !== draft && other.kept)}
                network={network}
                tiers={analysis.tiers}
                onRename={(name) => change(draft.id, { ...draft.lane, name })}
                onKeep={(kept) =>
                  setDrafts(drafts.map((other) => (other === draft ? { ...other, kept } : other)))
                }
                onMerge={(into) =>
                  setDrafts(
                    drafts
                      .filter((other) => other !== draft)
                      .map((other) =>
                        other === into ? { ...other, lane: mergeLanes(other.lane, draft.lane) } : other,
                      ),
                  )
                }
              />
            ))}
            <div className="bh-split-lane">
              <p className="bh-split-lane-name bh-dim">
                <b>{network}</b> stays, with
              </p>
              <Chips names={staying(proposal.members, lanes, analysis)} tiers={analysis.tiers} />
            </div>
          </section>
        </div>
      )}
      <RefusedNote reason={refused ?? (preview?.ok === false ? preview.error.message : null)} />
      <div className="bh-dialog-actions">
        <Button onClick={close}>{proposal.lanes.length === 0 ? 'Close' : 'Cancel'}</Button>
        {proposal.lanes.length > 0 && (
          <Button
            look="primary"
            data-command="apply-split"
            disabled={lanes.length === 0 || preview?.ok === false || objections.length > 0}
            onClick={split}
          >
            Split in one edit
          </Button>
        )}
      </div>
    </div>
  );
}

/** Returns the members that stay on the network; a joined container follows its owner. */
function staying(
  members: readonly string[],
  lanes: readonly SplitLane[],
  { reach }: Analysis,
): readonly string[] {
  const moved = new Set(lanes.flatMap(({ moves }) => moves));
  return members.filter((name) => !moved.has(reach.facts.get(name)?.owner ?? name));
}

interface FiguresProps {
  readonly proposal: SplitProposal;
  readonly after: SplitMeasure | null;
  readonly lanes: readonly SplitLane[];
  readonly edited: number;
}

/** The benefit and the cost of the split, in one line. */
function Figures({ proposal: { before }, after, lanes, edited }: FiguresProps) {
  const all = before.hops.size;
  const services = drawnAnalysis(workStore.getState())?.topology.services.size ?? 0;
  return (
    <p className="bh-dim">
      {all > 0 && (
        <>
          Data two hops away: <b data-split-far="before">{farData(before)}</b> →{' '}
          <b data-split-far="after">{after === null ? '…' : farData(after)}</b> of {all} · data beside what
          answers outside: <b>{before.beside}</b> → <b>{after?.beside ?? '…'}</b> pairs ·{' '}
        </>
      )}
      networks <b>{before.networks}</b> → <b>{before.networks + lanes.length}</b> ·{' '}
      <b data-split-edited="">{edited}</b> of {countText(services)} services edited
    </p>
  );
}
