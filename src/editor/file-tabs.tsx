import type { FileRole } from '../core/compose/workspace/workspace.ts';
import { changedFiles, documentOf } from '../core/session/session-files.ts';
import { uiStore } from '../state/page-stores.ts';
import { useSession, useUi } from '../state/use-store.ts';

const roles: { readonly [role in FileRole]: string } = {
  main: '',
  override: 'override',
  included: 'included',
  extended: 'extended',
};

/** The files of a project of several, one of which the editor shows. */
export function FileTabs() {
  const session = useSession((state) => state.session);
  const shown = useUi((state) => state.file);
  if (session === null || session.workspace.files.length < 2) return null;
  const active = documentOf(session, shown).file;
  const changed = new Set(changedFiles(session));
  return (
    <nav className="bh-file-tabs" aria-label="Files of the project">
      {session.workspace.files.map(({ document: { file }, role }) => (
        <button
          key={file}
          type="button"
          className="bh-file-tab"
          aria-current={file === active ? 'true' : undefined}
          onClick={() => uiStore.getState().showFile(file)}
        >
          <span className="bh-truncate">{file}</span>
          {roles[role] !== '' && <span className="bh-dim">{roles[role]}</span>}
          {changed.has(file) && <span className="bh-tab-dot" role="img" aria-label="changed" />}
        </button>
      ))}
    </nav>
  );
}
