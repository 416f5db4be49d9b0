import { useState } from 'react';
import type { SvgPart } from '../../../core/export/svg/svg-scene.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import type { Selection } from '../../state/ui/selection.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { drawnSession, hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { downloadBlob } from '../page-browser.ts';
import { type ExportFormat, exportedFile, exportedHost } from './exported-file.ts';

/** Returns the selection as a part to draw alone; null where there is none. A tap counts as its service. */
export function selectedPart(selection: Selection): SvgPart | null {
  if (selection.length === 0) return null;
  const services = new Set<string>();
  const networks = new Set<string>();
  for (const item of selection) {
    if (item.type === 'network') networks.add(item.name);
    else services.add(item.type === 'tap' ? item.service : item.name);
  }
  return { services, networks };
}

const formats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'svg', label: 'SVG picture' },
  { format: 'png', label: 'PNG picture' },
  { format: 'markdown', label: 'Markdown report' },
  { format: 'mermaid', label: 'Mermaid diagram' },
];

/** The platforms, whose dialogs show the differences before the text. */
const platforms = [
  { dialog: 'export-swarm', label: 'Docker Swarm…' },
  { dialog: 'export-kubernetes', label: 'Kubernetes…' },
] as const;

const hostFormats = [
  { format: 'svg', label: 'SVG picture' },
  { format: 'png', label: 'PNG picture' },
] as const;

/** The export of the map of all stacks. */
function HostExport({
  analysis,
  onAlone,
}: {
  readonly analysis: HostAnalysis;
  readonly onAlone: (() => void) | null;
}) {
  const [dark, setDark] = useState(() => document.documentElement.dataset.theme === 'dark');
  const name = useWork((state) => state.host?.name) ?? 'host';

  async function take(format: 'svg' | 'png') {
    const made = await exportedHost(analysis, name, { format, theme: dark ? 'dark' : 'light' });
    offer(made);
  }

  return (
    <Dialog title="Export the map of all stacks" onClose={close}>
      <p className="bh-break">
        Names and topology only: environment, commands, labels and secrets stay in the files.
      </p>
      <Checkbox label="Dark picture" checked={dark} onChange={setDark} />
      <div className="bh-export-choices bh-grid bh-gap-2">
        {hostFormats.map(({ format, label }) => (
          <Button key={format} data-export={format} onClick={() => void take(format)}>
            {label}
          </Button>
        ))}
        {onAlone !== null && <Button onClick={onAlone}>The open stack alone…</Button>}
      </div>
    </Dialog>
  );
}

function close(): void {
  uiStore.getState().setDialog(null);
}

/** Downloads a file and closes the dialog; null is a picture that the browser could not draw. */
function offer(made: { readonly name: string; readonly blob: Blob } | null): void {
  const { toast } = uiStore.getState();
  if (made === null) {
    toast('This browser could not draw the picture. Take the SVG instead.', 'error');
    return;
  }
  close();
  downloadBlob(made.name, made.blob);
  toast(`${made.name} downloaded.`, 'success');
}

/** The export dialog of a project, or of a host's map. `dialog` says whether pictures begin with the selection alone. */
export function ExportDialog({ dialog }: { readonly dialog: 'export' | 'export-selection' }) {
  const analysis = useWork(hostAnalysis);
  const unfolded = useWork(unfoldedId);
  const [alone, setAlone] = useState(dialog === 'export-selection');
  if (analysis === null || (alone && unfolded !== null)) return <StackExport dialog={dialog} />;
  return <HostExport analysis={analysis} onAlone={unfolded === null ? null : () => setAlone(true)} />;
}

/** The export of a project as a picture or a report. `dialog` says whether pictures begin with the selection alone. */
function StackExport({ dialog }: { readonly dialog: 'export' | 'export-selection' }) {
  const [dark, setDark] = useState(() => document.documentElement.dataset.theme === 'dark');
  const [withText, setWithText] = useState(false);
  const [alone, setAlone] = useState(dialog === 'export-selection');
  const part = selectedPart(useUi((state) => state.selection));
  const readable = useWork((state) => drawnSession(state)?.workspace.stale === false);

  async function take(format: ExportFormat) {
    const theme = dark ? 'dark' : 'light';
    const made = await exportedFile(workStore.getState(), {
      format,
      theme,
      withText,
      part: alone ? part : null,
    });
    offer(made);
  }

  return (
    <Dialog title="Export a picture or report" onClose={close}>
      <p className="bh-break">
        {readable
          ? 'Names and topology only: environment, commands, labels and secrets stay in the file.'
          : 'The file cannot be read at the moment. Fix it first.'}
      </p>
      <Checkbox label="Dark picture" checked={dark} onChange={setDark} />
      <Checkbox
        label="Pictures show the selection only"
        hint={
          part === null
            ? 'Nothing is selected on the canvas.'
            : 'The selected containers with their networks, the selected networks with their containers.'
        }
        checked={alone && part !== null}
        disabled={part === null}
        onChange={setAlone}
      />
      <Checkbox
        label="Pictures hold the text of the files"
        hint="Such a picture opens again in Bulkhead. Whoever has it can read everything in the files, secrets included."
        checked={withText}
        onChange={setWithText}
      />
      <div className="bh-export-choices bh-grid bh-gap-2">
        {formats.map(({ format, label }) => (
          <Button key={format} data-export={format} disabled={!readable} onClick={() => void take(format)}>
            {label}
          </Button>
        ))}
        {platforms.map(({ dialog: next, label }) => (
          <Button
            key={next}
            data-export={next}
            disabled={!readable}
            onClick={() => uiStore.getState().setDialog(next)}
          >
            {label}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
