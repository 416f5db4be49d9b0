import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import type { CanvasNode } from '../flow/flow-types.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'trunkLabel' }>>;

/** One service is selected; many are pointed at. */
function show(services: readonly string[]): void {
  const { select, highlight } = uiStore.getState();
  const [name, ...others] = services;
  if (name === undefined) return;
  if (others.length > 0) highlight(services);
  else select([{ type: 'service', name }]);
}

function TrunkLabel({ data: { view } }: Props) {
  const { services, kind, tone, title, detail, label, lines } = view;
  return (
    <>
      <button
        type="button"
        className={`bh-trunk-label bh-trunk-${kind} bh-way-${tone} nopan nodrag`}
        data-trunk={kind}
        data-tone={tone}
        {...(tone === 'unknown' ? { 'data-unknown': '' } : {})}
        title={label}
        aria-label={label}
        tabIndex={-1}
        onClick={() => show(services)}
      >
        <b>{title}</b> {detail !== '' && <span>{detail}</span>}
      </button>
      {(lines.length > 1 || kind === 'proxied') && (
        <span className="bh-trunk-lines" aria-hidden="true">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      )}
    </>
  );
}

/** What comes in by a trunk: what is spoken there, and at which ports. */
export const TrunkLabelNode = memo(TrunkLabel, (before, after) => before.data.view === after.data.view);
