import { Copy, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { noProject } from '../../../core/host/running/running-projects.ts';
import type { Result } from '../../../core/text/result.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { recoverStore, uiStore } from '../../state/page-stores.ts';
import { useRecover } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

function close(): void {
  recoverStore.setState({ asked: null });
}

function Recovered({ project, text }: { readonly project: string; readonly text: string }) {
  const { browser } = useCommandContext();
  const file = project === noProject ? 'no-project.compose.yaml' : `${project}.compose.yaml`;
  return (
    <>
      <p className="bh-break">
        It would run these containers again. Values of environment are left out; bulkhead recover
        --with-environment writes them. Nothing was changed on the Engine.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <section className="bh-recovered" tabIndex={0} aria-label={file}>
        <pre>{text}</pre>
      </section>
      <div className="bh-dialog-actions">
        <Button
          icon={<Copy size={14} />}
          onClick={() => void browser.copy(text, 'Text copied.', 'Download it instead.')}
        >
          Copy
        </Button>
        <Button
          look="primary"
          icon={<Download size={14} />}
          data-autofocus=""
          onClick={() => {
            browser.save(file, text);
            uiStore.getState().toast(`${file} downloaded.`, 'success');
          }}
        >
          Download
        </Button>
      </div>
    </>
  );
}

function Asked({ project }: { readonly project: string }) {
  const recover = useRecover();
  const [answer, setAnswer] = useState<Result<string> | null>(null);
  useEffect(() => {
    let left = false;
    void recover?.(project).then((now) => {
      if (!left) setAnswer(now);
    });
    return () => {
      left = true;
    };
  }, [recover, project]);
  return (
    <Dialog title={`A compose file for ${project}`} width={720} onClose={close}>
      {answer === null && <p className="bh-break">Asking Docker …</p>}
      {answer?.ok === false && <p className="bh-break">{answer.error.message}</p>}
      {answer?.ok === true && <Recovered project={project} text={answer.value} />}
    </Dialog>
  );
}

/** The dialog with the compose file recovered from a stack's running containers. */
export function RecoverDialog() {
  const asked = useStore(recoverStore, (state) => state.asked);
  return asked === null ? null : <Asked key={asked} project={asked} />;
}
