import { type EdgeProps, type NodeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from '../../../core/layout/scene.ts';
import { dashedPathsOf, pathOf } from '../../../core/picture/line-paths.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useUi } from '../../state/use-store.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import type { CanvasNode, TapFlowEdge, TrunkFlowEdge } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';

type TrunkProps = EdgeProps<TrunkFlowEdge>;

const arm = 6;
const startRadius = 4.5;

/** Returns the ✕ of a dead port, at the begin of its line, where no other line runs: at the wall it lay upon its neighbours. */
function crossAt({ x, y }: Point): string {
  return `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
}

function Trunk({ data }: TrunkProps) {
  const service = data?.service ?? null;
  const selected = useUi((state) =>
    state.selection.some((item) => item.type === 'service' && item.name === service),
  );
  if (!data) return null;
  const { kind, tone, points, onward, hasRandomPorts } = data;
  const classes = ['bh-trunk', `bh-trunk-${kind}`, `bh-way-${tone}`];
  if (hasRandomPorts) classes.push('bh-thin');
  if (selected) classes.push('bh-lit');
  const dashed = kind === 'proxied' || kind === 'host' || kind === 'nowhere' || tone === 'unknown';
  const [start] = points;
  return (
    <>
      {dashed ? (
        <g className={classes.join(' ')}>
          {[points, onward].flatMap((line) =>
            dashedPathsOf(line, 6).map(({ d, offset }) => <path key={d} d={d} strokeDashoffset={offset} />),
          )}
        </g>
      ) : (
        <path className={classes.join(' ')} d={pathOf(points, 6) + pathOf(onward, 6)} />
      )}
      {start &&
        (kind === 'nowhere' ? (
          <path className="bh-cross" d={crossAt(start)} />
        ) : (
          <circle className={`bh-trunk-start bh-way-${tone}`} cx={start.x} cy={start.y} r={startRadius} />
        ))}
    </>
  );
}

/** The ways in to one service, through the host's wall or from behind it. */
export const TrunkEdge = memo(Trunk, (before, after) => before.data === after.data);

type LabelProps = NodeProps<Extract<CanvasNode, { type: 'trunkLabel' }>>;

/** Selects a single service; highlights several. */
function selectServices(services: readonly string[]): void {
  const { select, highlight } = uiStore.getState();
  const [name, ...others] = services;
  if (name === undefined) return;
  if (others.length > 0) highlight(services);
  else select([{ type: 'service', name }]);
}

function TrunkLabel({ data: { view } }: LabelProps) {
  const { services, kind, tone, title, detail, label, lines } = view;
  return (
    <>
      <button
        type="button"
        className={`bh-trunk-label bh-column bh-dim bh-trunk-${kind} bh-way-${tone} nopan nodrag`}
        data-trunk={kind}
        data-tone={tone}
        {...(tone === 'unknown' ? { 'data-unknown': '' } : {})}
        title={label}
        aria-label={label}
        tabIndex={-1}
        onClick={() => selectServices(services)}
      >
        <b>{title}</b> {detail !== '' && <span>{detail}</span>}
      </button>
      {(lines.length > 1 || kind === 'proxied') && (
        <span className="bh-trunk-lines bh-raised bh-ink" aria-hidden="true">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      )}
    </>
  );
}

/** The label of a trunk: its protocols and ports. */
export const TrunkLabelNode = memo(TrunkLabel, (before, after) => before.data.view === after.data.view);

type TapProps = EdgeProps<TapFlowEdge>;

const socketHalf = 4.5;

function Tap({ data }: TapProps) {
  const service = data?.service ?? '';
  const namesOnly = useStore(showsNamesOnly);
  const selected = useUi((state) =>
    state.selection.some(
      (item) => item.type !== 'network' && (item.type === 'service' ? item.name : item.service) === service,
    ),
  );
  if (!data || (namesOnly && !selected)) return null;
  const classes = ['bh-tap'];
  if (data.faint) classes.push('bh-faint');
  if (selected) classes.push('bh-lit');
  const end = data.points.at(-1);
  // Many taps share a line; the square marks where each enters its lane.
  const socket = end
    ? `M${end.x - socketHalf} ${end.y - socketHalf}h${2 * socketHalf}v${2 * socketHalf}h${-2 * socketHalf}z`
    : '';
  return (
    <>
      <path
        className={classes.join(' ')}
        d={pathOf(data.points, 5)}
        style={{ stroke: hueColour(data.hue) }}
      />
      <path className="bh-socket" d={socket} style={{ fill: hueColour(data.hue) }} />
    </>
  );
}

/** A further membership, from the card along the gutter to the other lane's wall. */
export const TapEdge = memo(Tap, (before, after) => before.data === after.data);
