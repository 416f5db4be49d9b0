import { Download, Route } from 'lucide-react';
import { useCallback, useId, useMemo, useState } from 'react';
import { type MatrixLine, placesOf, serviceCell } from '../../../core/picture/matrix/cells.ts';
import {
  type MatrixOrder,
  matrixLines,
  placeLines,
  shownParts,
  tableClasses,
} from '../../../core/picture/matrix/lines.ts';
import { rootsOf } from '../../../core/picture/matrix/roots.ts';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { useProject } from '../../state/session/use-project.ts';
import { hidesHost } from '../../state/share/unseen-rules.ts';
import { useWork } from '../../state/use-store.ts';
import { leftOf } from '../../state/work/selectors.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Pane } from '../../ui/pane.tsx';
import { Select } from '../../ui/select.tsx';
import type { GridSizes } from './matrix-grid.tsx';
import { MatrixLegend } from './matrix-legend.tsx';
import type { LineHead } from './matrix-row.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { MatrixWhy } from './matrix-why.tsx';
import type { Scrolled } from './use-scrolled.ts';

// This many rows are visible in a low pane; where there are more, services that are alike are folded unless a person unfolds them.
const mostUnfolded = 8;
const noNames: ReadonlySet<string> = new Set();

/** The pane of connections between all services, with an explanation of the chosen cell. */
export function MatrixPane() {
  const { analysis, workspace } = useProject();
  const { reach, topology } = analysis;
  const hidden = useWork((state) => hidesHost(leftOf(state)));
  const [chosen, setChosen] = useState<Omit<MatrixView, 'folded'>>({ filter: '', order: 'lane' });
  const [foldChosen, setFoldChosen] = useState<boolean | null>(null);
  const [unfolded, setUnfolded] = useState(noNames);
  const [asked, setAsked] = useState<readonly [string, string] | null>(null);
  const folded = foldChosen ?? reach.services.length > mostUnfolded;
  const filter = chosen.filter.trim().toLowerCase();
  const facts = useMemo(
    () => ({ reach: analysis.reach, roots: rootsOf(analysis, workspace, hidden) }),
    [analysis, workspace, hidden],
  );

  const lines = useMemo(() => {
    const classes = folded ? tableClasses(facts) : reach.services.map((name) => [name]);
    const parts = shownParts(classes, (name) => name.toLowerCase().includes(filter), unfolded);
    return [...placeLines(reach), ...matrixLines(topology, reach, parts, chosen.order)];
  }, [reach, topology, facts, filter, folded, unfolded, chosen.order]);

  const cellOf = useCallback(
    (row: MatrixLine, column: MatrixLine) => serviceCell(facts, row, column),
    [facts],
  );
  const sizesOf = useMemo(() => serviceSizes(lines), [lines]);
  const onPress = useCallback(
    (row: MatrixLine, column: MatrixLine) => {
      if (cellOf(row, column).pair !== null) setAsked([row.name, column.name]);
    },
    [cellOf],
  );
  const onFold = useCallback((line: MatrixLine) => {
    if (line.expanded === null) return;
    const leader = line.of ?? line.name;
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(leader)) after.add(leader);
      return after;
    });
  }, []);
  const from = lines.find(({ name }) => name === asked?.[0]);
  const to = lines.find(({ name }) => name === asked?.[1]);
  const pair = from && to ? serviceCell(facts, from, to).pair : null;

  if (reach.services.length === 0) {
    return <p className="bh-pane-empty">Connections appear here once there is a container.</p>;
  }
  return (
    <Pane
      bar={
        <MatrixBar
          view={{ ...chosen, folded }}
          onChange={({ folded: wish, ...rest }) => {
            setChosen(rest);
            if (wish === folded) return;
            setFoldChosen(wish);
            setUnfolded(noNames);
          }}
          lines={lines.length - placesOf(reach).length}
          services={reach.services.length}
        />
      }
    >
      <div className="bh-matrix-split bh-fill">
        <MatrixTable
          label="Who reaches whom; rows are the callers"
          className="bh-service-matrix"
          lines={lines}
          grouped={chosen.order === 'lane'}
          start={0}
          sizesOf={sizesOf}
          headOf={serviceHead}
          cellOf={cellOf}
          onPress={onPress}
          onHead={onFold}
        />
        <div className="bh-matrix-why bh-column bh-gap-3 bh-small">
          <div aria-live="polite">
            {from && to && pair ? (
              <MatrixWhy from={from} to={to} pair={pair} onUnfold={onFold} />
            ) : (
              <p className="bh-dim">Press a cell to see why.</p>
            )}
          </div>
          <MatrixLegend lines={lines} cellOf={cellOf} />
        </div>
      </div>
    </Pane>
  );
}

/** The height of a row, the width of its head, and the widths of columns with horizontal names, in pixels. */
const rowHeight = 26;
const rowHead = 180;
const leastAcross = 60;
const mostAcross = 130;

/** Returns the height of vertical column heads: the longest name, but less than half of a low pane. */
function uprightHead(longest: number, height: number): number {
  const most = height === 0 ? 96 : Math.max(52, Math.min(96, height * 0.4));
  return Math.round(Math.min(most, 16 + 6.4 * longest));
}

/**
 * Returns the sizes of a project's table: columns share the width, and become narrow with vertical names where horizontal ones do not fit.
 */
function serviceSizes(lines: readonly MatrixLine[]): (box: Scrolled) => GridSizes {
  const longest = Math.max(
    ...lines.map(({ name, members }) => placeTitle(name).length + (members.length > 1 ? 4 : 0)),
  );
  return (box) => {
    const share = Math.floor((box.width - rowHead - 8) / lines.length);
    const wide = share >= leastAcross;
    return {
      cell: { width: wide ? Math.min(share, mostAcross) : rowHeight, height: rowHeight },
      heads: { width: rowHead, height: wide ? rowHeight : uprightHead(longest, box.height) },
    };
  };
}

/** Returns the head of a line of a project. */
function serviceHead(line: MatrixLine): LineHead {
  const name = placeTitle(line.name);
  return {
    row: name,
    column: name,
    title: headTitle(line),
    look: isPlace(line.name) ? 'bold' : 'plain',
    others: line.members.length - 1,
  };
}

const mostNamed = 20;

/** Returns the tooltip of a head: the names of its services. */
function headTitle({ name, members, lane, of }: MatrixLine): string {
  if (isPlace(name)) return placeTitle(name);
  if (of !== null) return `${name}, ${lane}. Press to fold it with identical services.`;
  if (members.length === 1) return `${name}, ${lane}`;
  const named = members.slice(0, mostNamed).join(', ');
  const more = members.length > mostNamed ? `, and ${members.length - mostNamed} more` : '';
  return `${lane}. ${members.length} alike: ${named}${more}. Press to unfold.`;
}

const orders: readonly { readonly value: MatrixOrder; readonly label: string }[] = [
  { value: 'lane', label: 'by lane' },
  { value: 'file', label: 'in file order' },
  { value: 'name', label: 'by name' },
  { value: 'reaches', label: 'most services reached first' },
  { value: 'reached', label: 'most callers first' },
];

interface MatrixView {
  readonly filter: string;
  readonly order: MatrixOrder;
  readonly folded: boolean;
}

interface MatrixBarProps {
  readonly view: MatrixView;
  readonly onChange: (view: MatrixView) => void;
  /** The number of lines for the number of services. */
  readonly lines: number;
  readonly services: number;
}

/** The filter, the order and the folds of the table. */
function MatrixBar({ view, onChange, lines, services }: MatrixBarProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="bh-visually-hidden">
        Filter services by name
      </label>
      <input
        id={id}
        className="bh-input bh-pane-filter"
        type="search"
        placeholder="Filter services"
        value={view.filter}
        onChange={(event) => onChange({ ...view, filter: event.target.value })}
      />
      <Select
        label="Order"
        options={orders}
        value={view.order}
        onChange={(order) => onChange({ ...view, order })}
      />
      <Checkbox
        label="Fold identical services"
        checked={view.folded}
        onChange={(folded) => onChange({ ...view, folded })}
      />
      {lines < services && (
        <span className="bh-dim">
          {lines} rows for {services} containers
        </span>
      )}
      <span className="bh-grow" />
      <CommandButton id="ways" icon={<Route size={13} />}>
        How can A reach B?
      </CommandButton>
      <CommandButton id="matrix-csv" icon={<Download size={13} />} />
    </>
  );
}
