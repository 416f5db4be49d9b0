import './split.css';
import { ArrowRight, Lock } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { mergeNetworks, openedByMerge, renameNetwork } from '../../../core/fixes/networks/merge-networks.ts';
import type { NamedGroup } from '../../../core/fixes/networks/network-names.ts';
import { noNeedKnown } from '../../../core/fixes/networks/networks-lines.ts';
import {
  type NetworksProposal,
  proposeChosen,
  proposeNetworks,
} from '../../../core/fixes/networks/propose-networks.ts';
import type { ProposedNetwork } from '../../../core/fixes/networks/proposed-network.ts';
import type { Tiers } from '../../../core/needs/tiers.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { Select } from '../../ui/select.tsx';
import { useApply } from '../shared/apply.tsx';
import { Chips } from './lane-editor.tsx';
import { SmallPicture } from './small-picture.tsx';
import { Closes } from './split-notes.tsx';

const none: ReadonlySet<string> = new Set();

const close = (): void => uiStore.getState().setDialog(null);

/** The dialog that proposes the networks of the whole project from its needs, with the reason for each. */
export function NetworksDialog() {
  const { workspace, analysis } = useProject();
  if (workspace === null) return null;
  return <Proposed workspace={workspace} analysis={analysis} />;
}

interface ProposedProps {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

/** The proposal, computed after the dialog is shown: it is tried on a copy. */
function Proposed({ workspace, analysis }: ProposedProps) {
  const [proposal, setProposal] = useState<NetworksProposal | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setProposal(proposeNetworks(workspace, analysis)));
    return () => clearTimeout(timer);
  }, [workspace, analysis]);
  const isNothing = proposal !== null && nothingText(proposal) !== null;
  return (
    <Dialog title="Propose networks" onClose={close} width={isNothing ? 520 : 1400}>
      {proposal === null ? (
        <p data-networks="working">Looking for the fewest networks …</p>
      ) : (
        <Editor initial={proposal} workspace={workspace} analysis={analysis} />
      )}
    </Dialog>
  );
}

/** The proposal with the person's names and merges, tried anew a moment after each change. */
function Editor({ initial, workspace, analysis }: ProposedProps & { readonly initial: NetworksProposal }) {
  const [chosen, setChosen] = useState<readonly NamedGroup[]>(initial.networks);
  const [tried, setTried] = useState({ chosen, proposal: initial });
  const isTried = tried.chosen === chosen;
  useEffect(() => {
    if (isTried) return;
    const timer = setTimeout(
      () => setTried({ chosen, proposal: proposeChosen(workspace, analysis, chosen) }),
      150,
    );
    return () => clearTimeout(timer);
  }, [isTried, workspace, analysis, chosen]);
  const declared = new Set(initial.networks.filter(({ fresh }) => !fresh).map(({ name }) => name));
  return (
    <Proposal
      proposal={tried.proposal}
      analysis={analysis}
      isTried={isTried}
      isEditable={nothingText(initial) === null}
    >
      {chosen.map((network, index) => (
        <NetworkEditor
          key={network.members.join(' ')}
          network={network}
          proposed={isTried ? (tried.proposal.networks[index] ?? null) : null}
          networks={chosen}
          tiers={analysis.tiers}
          onRename={(name) => setChosen(renameNetwork(chosen, network, name, declared))}
          onMerge={(into) => setChosen(mergeNetworks(chosen, network, into, analysis.reach.services))}
        />
      ))}
    </Proposal>
  );
}

/** Returns the reason why there is nothing to apply; null where there is. */
function nothingText({ networks, operations, objections }: NetworksProposal): string | null {
  if (networks.length === 0 && objections.length > 0) return 'No networks are proposed.';
  if (networks.length === 0)
    return `${noNeedKnown} Draw who needs whom first: pull the arrow of a card onto another card, or press a.`;
  return operations.length === 0 ? 'The networks are as they would be proposed: nothing to change.' : null;
}

/** Returns the network with the most members, the first of several; null without a network. */
function largestNetwork({ topology }: Analysis): string | null {
  const sizes = new Map<string, number>();
  for (const { attachments } of topology.services.values())
    for (const { network } of attachments) sizes.set(network, (sizes.get(network) ?? 0) + 1);
  let largest: string | null = null;
  for (const [name, size] of sizes) if (largest === null || size > (sizes.get(largest) ?? 0)) largest = name;
  return largest;
}

interface ProposalProps {
  readonly proposal: NetworksProposal;
  readonly analysis: Analysis;
  /** True when the proposal is that of the networks as they are named and merged now. */
  readonly isTried: boolean;
  /** True when the networks can be renamed and merged: there was something to propose. */
  readonly isEditable: boolean;
  readonly children: ReactNode;
}

function Proposal({ proposal, analysis, isTried, isEditable, children }: ProposalProps) {
  const { networks, operations, removed, unneeded, limits, objections } = proposal;
  const [preview, setPreview] = useState<Result<Preview> | null>(null);
  const { refused, apply } = useApply();
  useEffect(() => {
    if (operations.length === 0) {
      setPreview(null);
      return;
    }
    const call = new AbortController();
    void workStore.previewInTasks(operations, call.signal).then((made) => {
      if (made !== null && !call.signal.aborted) setPreview(made);
    });
    return () => call.abort();
  }, [operations]);
  const nothing = nothingText(proposal);
  const largest = largestNetwork(analysis);
  const needs = networks.reduce((sum, { carries }) => sum + carries.length, 0);
  const fresh = networks.filter((network) => network.fresh).map(({ name }) => name);

  function make(): void {
    const names = nameList(networks.map(({ name }) => name));
    if (!apply(operations, `Networks from needs: ${names}`)) return;
    uiStore.getState().toast(`Networks from needs: ${names}.`, 'success', 'undo');
    uiStore.getState().requestView('fit');
    close();
  }

  return (
    <div className="bh-split-body bh-column bh-gap-3 bh-small" data-networks="">
      {nothing !== null ? (
        <p>{nothing}</p>
      ) : (
        <p className="bh-dim">
          The fewest networks that keep each need and nothing more:{' '}
          <b>{plural(networks.length, 'network')}</b> for <b>{plural(needs, 'need')}</b>
          {unneeded.before + unneeded.after > 0 && (
            <>
              {' '}
              · connected pairs without a need <b data-unneeded="before">{unneeded.before}</b> →{' '}
              <b data-unneeded="after">{unneeded.after}</b>
            </>
          )}
        </p>
      )}
      <Notes lines={limits} tone="bh-warn" />
      <Notes lines={objections} tone="bh-err" />
      {networks.length > 0 && isEditable && (
        <div className="bh-split-sides bh-grid bh-gap-3">
          <section aria-label="Before">
            <h3>Before</h3>
            <SmallPicture analysis={analysis} label="before" fresh={none} />
            <Closes preview={preview} none={false} />
          </section>
          <ArrowRight className="bh-split-arrow" size={18} aria-hidden="true" />
          <section aria-label="After">
            <h3>After</h3>
            {preview?.ok || operations.length === 0 ? (
              <SmallPicture
                analysis={preview?.ok ? preview.value.analysis : analysis}
                label="after"
                fresh={new Set(fresh)}
              />
            ) : (
              <p className="bh-split-picture bh-box bh-dim">Drawing …</p>
            )}
            {children}
            {removed.length > 0 && (
              <p className="bh-dim" data-networks-removed="">
                {nameList(removed)} {removed.length === 1 ? 'goes' : 'go'}: no container is on{' '}
                {removed.length === 1 ? 'it' : 'them'}.
              </p>
            )}
          </section>
        </div>
      )}
      <RefusedNote reason={refused ?? (preview?.ok === false ? preview.error.message : null)} />
      <div className="bh-dialog-actions">
        <Button onClick={close}>{isEditable ? 'Cancel' : 'Close'}</Button>
        {networks.length === 0 && objections.length > 0 && largest !== null && (
          <Button look="primary" data-command="split" onClick={() => uiStore.getState().askSplit(largest)}>
            Split {largest}…
          </Button>
        )}
        {isEditable && (
          <Button
            look="primary"
            data-command="apply-networks"
            disabled={!isTried || nothing !== null || preview?.ok === false || objections.length > 0}
            onClick={make}
          >
            Make these networks
          </Button>
        )}
      </div>
    </div>
  );
}

function Notes({ lines, tone }: { readonly lines: readonly string[]; readonly tone: string }) {
  if (lines.length === 0) return null;
  return (
    <ul className={`bh-notice bh-grid bh-gap-1 ${tone}`}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface NetworkEditorProps {
  readonly network: NamedGroup;
  /** The network as it was tried last; null while that is to come. */
  readonly proposed: ProposedNetwork | null;
  readonly networks: readonly NamedGroup[];
  readonly tiers: Tiers;
  readonly onRename: (name: string) => void;
  readonly onMerge: (into: NamedGroup) => void;
}

/** One proposed network, which can be renamed or merged into another: its members, and the reason for it. */
function NetworkEditor({ network, proposed, networks, tiers, onRename, onMerge }: NetworkEditorProps) {
  const { name, internal, fresh, members } = network;
  const others = networks.filter((other) => other !== network);
  const opensMore = (proposed?.more.length ?? 0) > 0;
  return (
    <div className="bh-split-lane" data-proposed-network={name}>
      <div className="bh-split-lane-head bh-cluster bh-gap-1-5">
        {internal && <Lock size={13} aria-hidden="true" />}
        <input
          className="bh-input"
          aria-label={`Name of the network ${name}`}
          value={name}
          onChange={({ target }) => onRename(target.value)}
        />
        <span className="bh-dim">
          {[internal ? 'internal' : 'bridge', ...(fresh ? ['new'] : [])].join(', ')}
        </span>
        {others.length > 0 && (
          <Select
            label={`Merge ${name} with another one`}
            options={others.map((other, at) => ({
              value: String(at),
              label: `${other.name}: ${opensText(openedByMerge(networks, network, other).length)}`,
            }))}
            value={null}
            prompt="Merge with …"
            onChange={(at) => {
              const into = others[Number(at)];
              if (into !== undefined) onMerge(into);
            }}
          />
        )}
      </div>
      <Chips names={members} tiers={tiers} />
      <p className={`bh-split-also ${opensMore ? 'bh-warn' : ''}`} data-opens={proposed?.more.length}>
        {proposed?.reason ?? 'Trying these networks …'}
      </p>
    </div>
  );
}

function opensText(count: number): string {
  return count === 0 ? 'opens nothing' : `opens ${plural(count, 'pair')}`;
}
