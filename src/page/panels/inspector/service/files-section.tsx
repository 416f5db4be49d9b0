import { FilePlus2, Lock, LockOpen, Minus, PencilLine, Plus } from 'lucide-react';
import { overrideNameFor } from '../../../../core/compose/discovery/default-names.ts';
import { mainDocument } from '../../../../core/compose/workspace/open-workspace.ts';
import type { Session } from '../../../../core/session/session.ts';
import { uiStore, workStore } from '../../../state/page-stores.ts';
import { type FilePart, fileList, type ListedFile } from '../../../state/session/file-list.ts';
import { useWork } from '../../../state/use-store.ts';
import { drawnSession } from '../../../state/work/selectors.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';

const partTitles: { readonly [part in FilePart]: string } = {
  main: 'main file',
  override: 'override',
  included: 'included',
  extended: 'extended from',
  unused: 'not used',
  foreign: 'not a compose file, ignored',
  missing: 'missing',
  variables: 'variables',
};

function writeTo(session: Session, into: string | null): void {
  const locked = new Set(session.writing.locked);
  if (into !== null) locked.delete(into);
  workStore.dispatch({ type: 'write-to', writing: { into, locked } });
}

function setLocked({ writing }: Session, file: string, on: boolean): void {
  const locked = new Set(writing.locked);
  if (on) locked.add(file);
  else locked.delete(file);
  const into = on && writing.into === file ? null : writing.into;
  workStore.dispatch({ type: 'write-to', writing: { into, locked } });
}

function setOrder(order: readonly string[]): void {
  workStore.dispatch({ type: 'set-order', order });
}

/** The actions of a file: lock it, write all changes to it, merge it, or leave it out. */
function FileActions({ session, listed }: { readonly session: Session; readonly listed: ListedFile }) {
  const { file, part, locked, target } = listed;
  const { order } = session.workspace.input;
  if (part === 'variables' || part === 'missing' || part === 'foreign') return null;
  if (part === 'unused') {
    return (
      <IconButton
        small
        label={`Merge ${file} over the others`}
        icon={<Plus size={13} />}
        onClick={() => setOrder([...order, file])}
      />
    );
  }
  return (
    <>
      {part === 'override' && (
        <IconButton
          small
          label={`Leave ${file} out`}
          icon={<Minus size={13} />}
          onClick={() => setOrder(order.filter((one) => one !== file))}
        />
      )}
      {order.length > 1 && part !== 'extended' && (
        <IconButton
          small
          label={
            target
              ? `Write each change to the file it belongs to, not only to ${file}`
              : `Write all changes to ${file}`
          }
          aria-pressed={target}
          icon={<PencilLine size={13} />}
          onClick={() => writeTo(session, target ? null : file)}
        />
      )}
      <IconButton
        small
        label={locked ? `Unlock ${file}` : `Lock ${file}: never change it`}
        aria-pressed={locked}
        icon={locked ? <Lock size={13} /> : <LockOpen size={13} />}
        onClick={() => setLocked(session, file, !locked)}
      />
    </>
  );
}

function FileRow({ session, listed }: { readonly session: Session; readonly listed: ListedFile }) {
  const { file, part, changed, by, target, locked } = listed;
  const words = [
    partTitles[part],
    by === null ? null : `requested by ${by}`,
    changed ? 'changed' : null,
    target ? 'receives every change' : null,
    locked ? 'locked' : null,
  ].filter((word) => word !== null);
  const shown = part !== 'missing' && part !== 'variables' && part !== 'unused' && part !== 'foreign';
  return (
    <li className="bh-item bh-file-row bh-grid bh-gap-1-5" data-file={file} data-part={part}>
      <div className="bh-grid bh-grow">
        {shown ? (
          <button
            type="button"
            className="bh-link bh-ink bh-truncate"
            title={`Show ${file}`}
            onClick={() => {
              uiStore.getState().showFile(file);
              uiStore.getState().showPane('yaml');
            }}
          >
            {file}
          </button>
        ) : (
          <span className="bh-truncate" title={file}>
            {file}
          </span>
        )}
        <span className="bh-note">{words.join(' · ')}</span>
      </div>
      <div className="bh-file-row-actions bh-row bh-gap-0-5">
        <FileActions session={session} listed={listed} />
      </div>
    </li>
  );
}

/** The files of the project: their roles, their locks, and the file that receives changes. */
export function FilesSection() {
  const session = useWork(drawnSession);
  if (session === null) return null;
  const files = fileList(session);
  const override = overrideNameFor(mainDocument(session.workspace).file);
  const offers = session.writing.into === null && !files.some(({ file }) => file === override);
  return (
    <Section title="Files" note={files.length > 1 ? files.length : undefined}>
      <ul className="bh-grid bh-gap-1">
        {files.map((listed) => (
          <FileRow key={listed.file} session={session} listed={listed} />
        ))}
      </ul>
      {offers && (
        <Button small onClick={() => writeTo(session, override)}>
          <FilePlus2 size={13} aria-hidden="true" /> Write changes to {override}
        </Button>
      )}
      {session.writing.into !== null && !files.some(({ file }) => file === session.writing.into) && (
        <p className="bh-check-hint bh-note">
          Changes go to {session.writing.into}, which is created with the first one.{' '}
          <button type="button" className="bh-link" onClick={() => writeTo(session, null)}>
            Write to the files they belong to
          </button>
        </p>
      )}
    </Section>
  );
}
