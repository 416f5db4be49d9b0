import { ClipboardPaste, Eye, FolderOpen, FolderTree } from 'lucide-react';
import { CommandButton, useCommandContext } from '../../commands/command-button.tsx';
import { runCommand } from '../../commands/registry.ts';
import { useHeld, useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { LinkButton } from '../../ui/button.tsx';
import { FourKinds, FourSteps } from './start-drawings.tsx';

/**
 * The introduction above the picture until a file is open: the purpose of the page, the ways to open a file, and the four kinds of
 * containers.
 */
export function StartPage() {
  if (!useNothingOpen()) return null;
  return (
    <section className="bh-start bh-cluster" aria-labelledby="start-title">
      <div className="bh-start-words">
        <h2 id="start-title">See which containers can talk to each other, before you deploy</h2>
        <p>
          The networks of a <strong>Docker Compose</strong> file as a picture: who reaches whom, what answers
          outside, and what every change opens and closes. Nothing leaves this browser.
        </p>
        <div className="bh-start-actions bh-wrap bh-gap-2">
          <CommandButton id="open" look="primary" icon={<FolderOpen size={15} />}>
            Open a file
          </CommandButton>
          <CommandButton id="example" icon={<Eye size={15} />}>
            See a sample
          </CommandButton>
          <CommandButton id="open-folder" icon={<FolderTree size={15} />}>
            Open a folder of stacks
          </CommandButton>
          <CommandButton id="paste" icon={<ClipboardPaste size={15} />}>
            Paste
          </CommandButton>
        </div>
        <p className="bh-start-more">
          Or see{' '}
          <CommandButton id="example-host" look="link">
            a home server of twelve stacks
          </CommandButton>
          <span className="bh-roomy-only">
            , drop a <code>compose.yaml</code> anywhere, or drag a container onto a network below
          </span>
          .
        </p>
        <WantsWindow />
      </div>
      <FourKinds />
    </section>
  );
}

/** A phone's word on drawing, which wants a larger window, and the address to open there. */
function WantsWindow() {
  const { browser } = useCommandContext();
  return (
    <p className="bh-phone-only bh-start-more">
      Drawing a stack from nothing wants a larger window.{' '}
      <LinkButton
        data-copy-address=""
        onClick={() => void browser.copy(window.location.href, 'Address copied: open it on a computer.')}
      >
        Copy the address of this page
      </LinkButton>{' '}
      to open it there.
    </p>
  );
}

/** The steps from nothing to a file, below the picture until a file is open. */
export function StartSteps() {
  if (!useNothingOpen()) return null;
  return (
    <section className="bh-start-steps bh-cluster" aria-labelledby="start-steps-title">
      <div className="bh-start-words">
        <h2 id="start-steps-title">Or draw a stack from nothing</h2>
        <p>
          The lanes above are the networks that most stacks begin with. Every act is a few lines of a{' '}
          <code>compose.yaml</code>, which you can watch, undo and save.
        </p>
      </div>
      <FourSteps />
    </section>
  );
}

/** A link before everything else that opens the sample, seen while it has the keyboard focus. */
export function SkipToSample() {
  const context = useCommandContext();
  if (!useNothingOpen()) return null;
  return (
    <button
      type="button"
      className="bh-skip-link bh-absolute"
      data-skip-to-sample=""
      onClick={() => runCommand('example', context)}
    >
      See a sample
    </button>
  );
}

/** True while no file is open, nor asked for by an editor. */
function useNothingOpen(): boolean {
  const held = useHeld();
  const opened = useWork((state) => drawnSession(state) !== null);
  return !opened && !held;
}
