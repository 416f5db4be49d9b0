import { useEffect, useMemo, useState } from 'react';
import { useCommandContext } from '../../commands/command-button.tsx';
import { runCommand } from '../../commands/registry.ts';
import type { LeftOut } from '../../state/import/project-input.ts';
import { uiStore } from '../../state/page-stores.ts';
import { machineRecord } from '../../state/session/machine-options.ts';
import { leftCount, leftOutText } from '../../state/share/left-out-text.ts';
import {
  browserCompression,
  encodeShare,
  maxLinkLength,
  safeLinkLength,
  shareAddress,
} from '../../state/share/share-code.ts';
import {
  type SharedProject,
  topologyProject,
  wholeProject,
  withMachineOf,
} from '../../state/share/shared-project.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnSession, leftOf } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const none: ReadonlySet<string> = new Set();

function hintOf(left: LeftOut): string {
  if (left.size === 0) return 'Only comments are left out.';
  const verb = leftCount(left).startsWith('1 ') ? 'is' : 'are';
  return `${leftCount(left)} ${verb} left out, and all comments: ${leftOutText(left)}.`;
}

function sizeText(length: number): string {
  const size = `${length.toLocaleString('en')} characters`;
  if (length > maxLinkLength) return `${size}: too long for a link. Send the file itself.`;
  if (length > safeLinkLength) return `${size}: some mail and chat programs cut links this long.`;
  return size;
}

function withName(names: ReadonlySet<string>, name: string, on: boolean): ReadonlySet<string> {
  const next = new Set(names);
  if (on) next.add(name);
  else next.delete(name);
  return next;
}

/** The dialog of a link to the open project: its content, its length, and a button to copy it. */
export function ShareDialog() {
  const { browser } = useCommandContext();
  const [whole, setWhole] = useState(false);
  const [chosen, setChosen] = useState(none);
  const [made, setMade] = useState<{ readonly of: SharedProject; readonly link: string } | null>(null);
  const state = useWork((now) => now);
  const machine = machineRecord(state.options);
  const [withMachine, setWithMachine] = useState(false);
  const shared = useMemo(() => {
    const ownProject = whole ? wholeProject(state) : topologyProject(state, chosen);
    return withMachine ? withMachineOf(ownProject, state) : ownProject;
  }, [state, whole, chosen, withMachine]);
  // A link that was made for another choice is never shown beside this one.
  const link = shared !== null && made?.of === shared ? made.link : null;
  const chosenHere = shared?.variables.filter(([name]) => chosen.has(name)).length ?? 0;
  const close = () => uiStore.getState().setDialog(null);

  useEffect(() => {
    let current = true;
    if (shared !== null)
      void encodeShare(shared.project, browserCompression).then((letters) => {
        if (current) setMade({ of: shared, link: shareAddress(window.location.href, letters) });
      });
    return () => {
      current = false;
    };
  }, [shared]);

  async function copy(text: string) {
    if (await browser.copy(text, 'Link copied.', 'Select the link and copy it by hand.')) close();
  }

  return (
    <Dialog title="Share as a link" onClose={close} width={720}>
      <p className="bh-break">
        The link holds the design itself, behind the # that no browser sends to a server. Whoever has the link
        can read it.
      </p>
      <Checkbox
        label="The complete text of all files, with environment, commands, labels and secrets"
        hint={shared === null ? undefined : whole ? 'Nothing is left out.' : hintOf(shared.left)}
        checked={whole}
        onChange={setWhole}
      />
      {shared !== null && shared.variables.length > 0 && (
        <fieldset className="bh-share-variables bh-small">
          <legend>
            Values of variables that the link holds, {chosenHere} of {shared.variables.length}
          </legend>
          <p className="bh-dim">
            Without its value, whatever depends on a variable is shown as unknown. Don’t tick secrets.
          </p>
          <ul>
            {shared.variables.map(([name, value]) => (
              <li key={name}>
                <Checkbox
                  label={
                    <>
                      <code>{name}</code> <code className="bh-dim">{value === '' ? '(empty)' : value}</code>
                    </>
                  }
                  checked={chosen.has(name)}
                  onChange={(on) => setChosen(withName(chosen, name, on))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {machine !== null && (
        <Checkbox
          label={`The machine (${machine.file})`}
          hint="Its addresses, its firewall rules and what listens on it, as its record has them. Without it, the link predicts for an unknown machine."
          checked={withMachine}
          onChange={setWithMachine}
        />
      )}
      {shared === null && <p className="bh-break">A file cannot be read at the moment. Fix it first.</p>}
      {link !== null && (
        <>
          <textarea
            className="bh-input bh-mono"
            rows={4}
            readOnly
            aria-label="The link"
            value={link.length > maxLinkLength ? '' : link}
          />
          <p className="bh-break" data-share-length={link.length}>
            {sizeText(link.length)}
          </p>
        </>
      )}
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button
          look="primary"
          disabled={link === null || link.length > maxLinkLength}
          onClick={() => link !== null && void copy(link)}
        >
          Copy the link
        </Button>
      </div>
    </Dialog>
  );
}

/** The dialog shown instead of saving a project from a link without values: it asks for the original file to carry the changes over. */
export function OriginalDialog() {
  const context = useCommandContext();
  const left = useWork(leftOf);
  const changes = useWork((state) => drawnSession(state)?.undo) ?? [];
  const close = () => uiStore.getState().setDialog(null);
  function leave(command: string) {
    close();
    runCommand(command, context);
  }
  const what =
    left === null || left.size === 0
      ? 'all comments'
      : `${leftCount(left)} and all comments (${leftOutText(left)})`;
  return (
    <Dialog title="Saving needs the original file" onClose={close}>
      <p className="bh-break">
        This design was opened from a link that left out {what}. Saving it over the file would delete them, so
        nothing is written.
      </p>
      {changes.length > 0 && (
        <>
          <p className="bh-break">
            Open the original, and {changes.length === 1 ? 'the change' : `the ${changes.length} changes`}{' '}
            made here can be applied to it:
          </p>
          <ul className="bh-grid bh-gap-1-5">
            {changes.map(({ label }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the history only grows while this is open.
              <li key={at}>{label}</li>
            ))}
          </ul>
        </>
      )}
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button onClick={() => leave('download')}>Download this version</Button>
        <Button look="primary" data-autofocus="" onClick={() => leave('open')}>
          Open the original file…
        </Button>
      </div>
    </Dialog>
  );
}
