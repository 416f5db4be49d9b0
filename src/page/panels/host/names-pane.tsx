import { hostStacks } from '../../state/work/selectors.ts';
import './host-panes.css';
import { Download, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import { addressColumns } from '../../../core/export/ways-in/address-table.ts';
import { nameColumns, nameText } from '../../../core/export/ways-in/name-table.ts';
import {
  filledColumns,
  rowsWith,
  type TableColumn,
  tableCsv,
} from '../../../core/export/ways-in/table-columns.ts';
import type { AddressRow } from '../../../core/host/address-rows.ts';
import { hostName, splitHostName } from '../../../core/host/host.ts';
import type { NameRow } from '../../../core/ways-in/ways/name-rows.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { openService } from '../../commands/show-on-host.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWork } from '../../state/use-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { NamesUnread } from './names-unread.tsx';
import { useNameTables } from './use-name-rows.ts';

function showTarget(target: string): void {
  const { stack, service } = splitHostName(target);
  if (stack === '') uiStore.getState().focus({ type: 'service', name: service });
  else openService(stack, service);
}

interface RowProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly row: Row;
  /** The service that the first cell leads to; null for none. */
  readonly target: string | null;
  readonly look: string | undefined;
  readonly data: Readonly<Record<`data-${string}`, string>>;
}

function Row<Of>({ columns, row, target, look, data }: RowProps<Of>) {
  return (
    <tr {...data} className={look}>
      {columns.map((column, index) => {
        const text = column.text(row);
        if (index > 0) return <td key={column.title}>{text}</td>;
        return (
          <th key={column.title} scope="row" className="bh-name-of">
            {target === null ? (
              text
            ) : (
              <LinkButton title={`Show ${target}`} onClick={() => showTarget(target)}>
                {text}
              </LinkButton>
            )}
          </th>
        );
      })}
    </tr>
  );
}

interface TableProps<Row> {
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** Renders a row with the columns that the table shows. */
  readonly rowOf: (row: Row, columns: readonly TableColumn<Row>[]) => ReactNode;
}

/** A table without the columns that are empty in all of its rows. */
function Table<Row>({ title, columns: all, rows, rowOf }: TableProps<Row>) {
  if (rows.length === 0) return null;
  const columns = filledColumns(all, rows);
  return (
    <table className="bh-table bh-small">
      <caption className="bh-name-caption bh-strong">{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map((row) => rowOf(row, columns))}</tbody>
    </table>
  );
}

const lookOf = (bypasses: readonly unknown[], isUnknown: boolean): string | undefined =>
  bypasses.length > 0 ? 'bh-bad-row' : isUnknown ? 'bh-dim' : undefined;

const nameKey = (row: NameRow): string =>
  `${nameText(row)} ${row.zone} ${row.service} ${row.port} ${row.answer} ${row.through.join()} ${row.entrances.join()}`;

const addressKey = ({ address, port, protocol }: AddressRow): string =>
  `${address}:${port}${protocol === '' ? '' : `/${protocol}`}`;

/**
 * The pane of everything that leads in, of all stacks of a host or of one project: host names with the service, login and bypasses of each,
 * then addresses and ports that answer.
 */
export function NamesPane() {
  const { browser } = useCommandContext();
  const ofHost = useWork((state) => hostStacks(state).length > 0);
  const tables = useNameTables();
  const [words, setFilter] = useState('');
  const ofNames = nameColumns(ofHost);
  const ofAddresses = addressColumns(ofHost);
  const found = rowsWith(ofNames, tables.names, words);
  // What leads in comes before what no service answers, and why.
  const names = [...found].sort((a, b) => Number(a.service === null) - Number(b.service === null));
  const addresses = rowsWith(ofAddresses, tables.addresses, words);
  const all = tables.names.length + tables.addresses.length;
  const round = tables.names.filter(({ bypasses }) => bypasses.length > 0).length;
  return (
    <Pane
      bar={
        <>
          <span>
            {plural(tables.names.length, 'name')} · {plural(tables.addresses.length, 'port')}
            {round > 0 && (
              <strong className="bh-err bh-strong">
                {' '}
                · {round} {round === 1 ? 'bypasses' : 'bypass'} the login
              </strong>
            )}
          </span>
          <search className="bh-search-field bh-relative bh-inline-row bh-dim">
            <Search size={13} aria-hidden="true" />
            <input
              type="search"
              className="bh-input bh-pane-filter"
              aria-label="Filter names and addresses by any column"
              placeholder="Name, service or login"
              value={words}
              onChange={({ target }) => setFilter(target.value)}
            />
          </search>
          {words !== '' && (
            <span aria-live="polite">
              {names.length + addresses.length} of {all}
            </span>
          )}
          <Button
            small
            icon={<Download size={12} aria-hidden="true" />}
            disabled={names.length + addresses.length === 0}
            onClick={() => {
              if (names.length > 0) browser.save('names.csv', tableCsv(ofNames, names));
              else browser.save('addresses.csv', tableCsv(ofAddresses, addresses));
            }}
          >
            Export as CSV
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by the keyboard. */}
      <section className="bh-scroll" aria-label="Names" tabIndex={0}>
        <NamesUnread tables={tables} />
        <Table
          title="Names that proxies and tunnels let in"
          columns={ofNames}
          rows={names}
          rowOf={(row, columns) => (
            <Row
              key={nameKey(row)}
              columns={columns}
              row={row}
              target={row.service}
              look={lookOf(row.bypasses, row.answer === 'unknown' || row.service === null)}
              data={{ 'data-name-row': row.host, 'data-guard': row.guard }}
            />
          )}
        />
        <Table
          title="Addresses and ports that answer"
          columns={ofAddresses}
          rows={addresses}
          rowOf={(row, columns) => (
            <Row
              key={`${hostName(row.stack, row.service)} ${addressKey(row)}`}
              columns={columns}
              row={row}
              target={hostName(row.stack, row.service)}
              look={lookOf(row.bypasses, row.guard === 'unknown')}
              data={{ 'data-address-row': addressKey(row), 'data-login': row.guard }}
            />
          )}
        />
      </section>
    </Pane>
  );
}
