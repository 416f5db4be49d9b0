import { Lock } from 'lucide-react';
import type { Tier, Tiers } from '../../../core/needs/tiers.ts';
import type { SplitLane } from '../../../core/rules/fixes/split-lanes.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';

/** A proposed lane with the person's changes. */
export interface Draft {
  readonly id: number;
  readonly kept: boolean;
  readonly lane: SplitLane;
}

interface LaneEditorProps {
  readonly draft: Draft;
  readonly others: readonly Draft[];
  readonly network: string;
  readonly tiers: Tiers;
  readonly onRename: (name: string) => void;
  readonly onKeep: (kept: boolean) => void;
  readonly onMerge: (into: Draft) => void;
}

/** Returns the tone of a tier; the edge and data tiers stand out. */
function tierTone(tier: Tier): string {
  if (tier === 'edge') return 'bh-outside';
  return tier === 'data' ? 'bh-accent bh-strong' : '';
}

/** The editor of one proposed lane, which can be renamed, merged into another, or left out. */
export function LaneEditor({ draft, others, network, tiers, onRename, onKeep, onMerge }: LaneEditorProps) {
  const { kept, lane } = draft;
  return (
    <div className="bh-split-lane" data-split-lane={lane.name} {...(kept ? {} : { 'data-left-out': '' })}>
      <div className="bh-split-lane-head bh-cluster bh-gap-1-5">
        {lane.internal && <Lock size={13} aria-label="internal" />}
        <input
          className="bh-input"
          aria-label={`Name of the new network ${lane.name}`}
          value={lane.name}
          disabled={!kept}
          onChange={({ target }) => onRename(target.value)}
        />
        {kept && others.length > 0 && (
          <Select
            label={`Merge ${lane.name} with another one`}
            options={others.map((other) => ({ value: String(other.id), label: other.lane.name }))}
            value={null}
            prompt="Merge with …"
            onChange={(id) => {
              const into = others.find((other) => String(other.id) === id);
              if (into !== undefined) onMerge(into);
            }}
          />
        )}
        <Button small onClick={() => onKeep(!kept)}>
          {kept ? 'Leave out' : 'Take it'}
        </Button>
      </div>
      {kept && (
        <>
          <Chips names={lane.moves} tiers={tiers} />
          {lane.joins.length > 0 && (
            <>
              <p className="bh-split-also bh-dim">and, on {network} as well</p>
              <Chips names={lane.joins} tiers={tiers} also />
            </>
          )}
        </>
      )}
    </div>
  );
}

/** Services as badges in the colour of their tier; `also` marks those on another network as well. */
export function Chips({
  names,
  tiers,
  also = false,
}: {
  readonly names: readonly string[];
  readonly tiers: Tiers;
  readonly also?: boolean;
}) {
  return (
    <ul className="bh-split-chips bh-wrap bh-gap-1">
      {names.map((name) => (
        <li
          key={name}
          className={`bh-badge ${tierTone(tiers.of(name))}`}
          data-tier={tiers.of(name)}
          {...(also ? { 'data-also': '' } : {})}
        >
          {name}
        </li>
      ))}
    </ul>
  );
}
