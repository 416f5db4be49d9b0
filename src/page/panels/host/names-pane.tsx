import { hostStacks } from '../../state/work/selectors.ts';
import './host-panes.css';
import { Download, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { nameList } from '../../../core/compose/name-list.ts';
import {
  nameColumns,
  namesCsv,
  namesWith,
  nameText,
  noNames,
  noNamesText,
  notesOn,
} from '../../../core/export/ways-in/name-table.ts';
import { splitHostName } from '../../../core/host/host.ts';
import type { NameRow } from '../../../core/ways-in/ways/name-rows.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { openService } from '../../commands/show-on-host.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useMounted, useWork } from '../../state/use-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { useNameRows, useWays } from './use-name-rows.ts';

function showTarget(target: string): void {
  const { stack, service } = splitHostName(target);
  if (stack === '') uiStore.getState().focus({ type: 'service', name: service });
  else openService(stack, service);
}

function Row({ row, ofHost }: { readonly row: NameRow; readonly ofHost: boolean }) {
  const { host, service, guard, bypasses, answer } = row;
  const target = service;
  const look = bypasses.length > 0 ? 'bh-bad-row' : answer === 'unknown' ? 'bh-dim' : undefined;
  return (
    <tr data-name-row={host} data-guard={guard} className={look}>
      {nameColumns(ofHost).map((column, index) => {
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

/** The pane of host names: the service behind each, its login and any bypass, of all stacks of a host or of one project. */
export function NamesPane() {
  const { browser } = useCommandContext();
  const ofHost = useWork((state) => hostStacks(state).length > 0);
  const facts = useWays();
  const rows = useNameRows();
  const [words, setFilter] = useState('');
  const shown = useMemo(() => namesWith(rows, words, ofHost), [rows, words, ofHost]);
  const round = rows.filter(({ bypasses }) => bypasses.length > 0).length;
  const asked = useMounted((state) => state.missing);
  const unread = facts === null ? [] : notesOn(facts.ways);
  return (
    <Pane
      bar={
        <>
          <span>
            {rows.length} {rows.length === 1 ? 'name' : 'names'}
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
              aria-label="Filter names by any column"
              placeholder="Name, service or login"
              value={words}
              onChange={({ target }) => setFilter(target.value)}
            />
          </search>
          {words !== '' && (
            <span aria-live="polite">
              {shown.length} of {rows.length}
            </span>
          )}
          <Button
            small
            icon={<Download size={12} aria-hidden="true" />}
            disabled={shown.length === 0}
            onClick={() => browser.save('names.csv', namesCsv(shown, ofHost))}
          >
            Export as CSV
          </Button>
        </>
      }
    >
      {asked.length > 0 && (
        <p className="bh-name-unread bh-dim bh-small" data-asked-files="">
          The configuration in {nameList(asked)} is not among these files, so its routes are unknown. Drop{' '}
          {asked.length === 1 ? 'the file' : 'these files'} on the page: it is neither stored nor shared.{' '}
          <Button small onClick={() => browser.chooseFile()}>
            Choose {asked.length === 1 ? 'the file' : 'the files'}…
          </Button>
        </p>
      )}
      {unread.map((line) => (
        <p key={line} className="bh-name-unread bh-dim bh-small">
          {line}
        </p>
      ))}
      {rows.length === 0 ? (
        <p className="bh-pane-empty">{facts === null ? noNames : noNamesText(facts.ways)}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by the keyboard.
        <section className="bh-scroll" aria-label="Names" tabIndex={0}>
          <table className="bh-table bh-small">
            <thead>
              <tr>
                {nameColumns(ofHost).map(({ title }) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Row
                  key={`${nameText(row)} ${row.zone} ${row.service} ${row.port} ${row.answer} ${row.through.join()} ${row.entrances.join()}`}
                  row={row}
                  ofHost={ofHost}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Pane>
  );
}
