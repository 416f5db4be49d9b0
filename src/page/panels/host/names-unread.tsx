import { nameList } from '../../../core/compose/name-list.ts';
import { noNames, noNamesText, notesOn } from '../../../core/export/ways-in/name-table.ts';
import { CommandButton, useCommandContext } from '../../commands/command-button.tsx';
import { useMounted } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import type { NameTables } from './use-name-rows.ts';

/** The configuration that is not among the files, with the ways to have it read. */
function MissingFiles({ files }: { readonly files: readonly string[] }) {
  const { browser } = useCommandContext();
  const [file, them] = files.length === 1 ? ['file', 'it'] : ['files', 'them'];
  return (
    <div className="bh-name-unread bh-cluster bh-gap-2 bh-small" data-asked-files="">
      <p className="bh-dim">
        The configuration in {nameList(files)} is not among these files, so its routes are unknown. Open the
        folder that holds {them}, or choose the {file}: what you choose is neither stored nor shared.
      </p>
      <CommandButton id="open-folder" small>
        Open the folder…
      </CommandButton>
      <Button small onClick={() => browser.chooseFile()}>
        Choose the {file}…
      </Button>
    </div>
  );
}

/** What the tables of names and addresses cannot know, and how to have it read. */
export function NamesUnread({ tables: { ways, routed, names, addresses } }: { readonly tables: NameTables }) {
  const asked = useMounted((state) => state.missing);
  const unread = ways === null ? [] : notesOn(ways.ways);
  const why = ways === null ? noNames : noNamesText(ways.ways);
  return (
    <>
      {asked.length > 0 && <MissingFiles files={asked} />}
      {unread.map((line) => (
        <p key={line} className="bh-name-unread bh-dim bh-small">
          {line}
        </p>
      ))}
      {names.length === 0 && (
        <div className="bh-name-unread bh-cluster bh-gap-2 bh-small" data-no-names="">
          <p className="bh-dim">
            {routed && ways === null ? 'The configuration of the proxy is being read.' : why}
            {!routed && ' A proxy of another stack may: open the folder that holds both.'}
          </p>
          {!routed && (
            <CommandButton id="open-folder" small>
              Open the folder…
            </CommandButton>
          )}
        </div>
      )}
      {addresses.length === 0 && (
        <p className="bh-name-unread bh-dim bh-small">
          No port of this machine answers for these containers.
        </p>
      )}
    </>
  );
}
