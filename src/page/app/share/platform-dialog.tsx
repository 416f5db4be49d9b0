import { useWork } from '../../state/use-store.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';
import './platform-dialog.css';
import { useMemo, useState } from 'react';
import {
  connectionLines,
  needsConsent,
  type Platform,
  type PlatformExport,
  type PlatformNote,
  type PlatformReport,
} from '../../../core/export/platform/platform-export.ts';
import { platformTitles, reportSections } from '../../../core/export/platform/platform-report.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { downloadBlob } from '../page-browser.ts';
import {
  initialChoices,
  type PlatformChoice,
  PlatformOptions,
  platformExport,
  platformSource,
} from './platform-options.tsx';

type Section = (typeof reportSections)[number]['key'];

/** The description below the heading of each section. */
const hints: { readonly [section in Section]: string } = {
  opens: 'Connections that exist only on the platform.',
  closes: 'Connections of the compose file that do not exist there.',
  lost: 'Left out: the platform has no equivalent, or it would mean something else.',
  changed: 'Expressed differently.',
  kept: 'Unchanged.',
};

const sectionTones: { readonly [section in Section]: string } = {
  opens: 'bh-err',
  closes: 'bh-warn',
  lost: 'bh-err',
  changed: '',
  kept: '',
};

function close(): void {
  uiStore.getState().setDialog(null);
}

/** Shows a place in the file. */
function show({ line, file }: { readonly line: number; readonly file: string }): void {
  close();
  uiStore.getState().showPane('yaml');
  uiStore.getState().showLine(line, file);
}

function Entry({ entry: { service, key, place, message } }: { readonly entry: PlatformNote }) {
  return (
    <li>
      {service !== null && <strong>{service} </strong>}
      {key !== '' && <code>{key} </code>}
      <span>{message} </span>
      {place !== null && (
        <LinkButton onClick={() => show(place)}>
          {place.file}:{place.line}
        </LinkButton>
      )}
    </li>
  );
}

/** Returns the key of an entry within its section. */
function noteKey({ cause, service, key, message }: PlatformNote): string {
  return JSON.stringify([cause, service, key, message]);
}

function Report({ report }: { readonly report: PlatformReport }) {
  return (
    <section
      className="bh-platform-report bh-column bh-gap-3 bh-small bh-break"
      aria-label="What differs there"
    >
      <ul className="bh-wrap bh-gap-1-5">
        {reportSections.map(({ key, title }) => (
          <li
            key={key}
            className={`bh-badge ${report[key].length === 0 ? '' : sectionTones[key]}`}
            data-section={key}
            data-none={report[key].length === 0 ? '' : undefined}
          >
            <b>{report[key].length}</b> {title.toLowerCase()}
          </li>
        ))}
      </ul>
      {reportSections.map(({ key, title }) => {
        if (report[key].length === 0) return null;
        return (
          <section key={key} className={`bh-report-section bh-ink ${sectionTones[key]}`} data-report={key}>
            <h3 className={sectionTones[key]}>{title}</h3>
            <p className="bh-dim">{hints[key]}</p>
            <ul>
              {key === 'opens' || key === 'closes'
                ? connectionLines(report[key]).map((line) => <li key={line}>{line}</li>)
                : report[key].map((entry) => <Entry key={noteKey(entry)} entry={entry} />)}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

function consentText({ opens, lost }: PlatformReport): string {
  const parts = [
    lost.length > 0 && `without ${lost.length === 1 ? 'this setting' : `these ${lost.length} settings`}`,
    opens.length > 0 && `opening ${opens.length === 1 ? 'a connection' : `${opens.length} connections`}`,
  ].filter((part) => part !== false);
  return `Export ${parts.join(', ')}`;
}

/** The exported text, once a person has accepted the connections it opens and the keys it leaves out. */
function Offer({ made, file }: { readonly made: PlatformExport; readonly file: string }) {
  const { browser } = useCommandContext();
  const [accepted, setAccepted] = useState(false);
  const text = useMemo(() => [...made.texts.values()].join(''), [made]);
  const consent = needsConsent(made.report);
  const { toast } = uiStore.getState();

  return (
    <>
      <div className="bh-platform-halves bh-grid bh-gap-4">
        <Report report={made.report} />
        <section className="bh-platform-text bh-column bh-gap-3" aria-label={`Text of ${file}`}>
          <h3>{file}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard */}
          <pre tabIndex={0} data-export-text="">
            {text}
          </pre>
        </section>
      </div>
      <div className="bh-dialog-actions bh-review-actions">
        {consent && <Checkbox label={consentText(made.report)} checked={accepted} onChange={setAccepted} />}
        <span className="bh-grow" />
        <Button onClick={close}>Cancel</Button>
        <Button
          disabled={consent && !accepted}
          onClick={() => void browser.copy(text, `${file} copied.`, 'Download the file instead.')}
        >
          Copy
        </Button>
        <Button
          look="primary"
          disabled={consent && !accepted}
          onClick={() => {
            close();
            downloadBlob(file, new Blob([text], { type: 'application/yaml' }));
            toast(`${file} downloaded.`, 'success');
          }}
        >
          Download
        </Button>
      </div>
    </>
  );
}

/** The dialog that exports the open project for another platform: the differences, then the text. */
export function PlatformDialog({ platform }: { readonly platform: Platform }) {
  const [choice, setChoice] = useState<PlatformChoice>(initialChoices[platform]);
  const session = useWork(drawnSession);
  const analysis = useWork(drawnAnalysis);
  const options = useWork((state) => state.options);
  const source = useMemo(() => platformSource({ session, analysis, options }), [session, analysis, options]);
  const made = useMemo(() => source && platformExport(source.source, choice), [source, choice]);
  return (
    <Dialog title={`Export for ${platformTitles[platform]}`} onClose={close} width={1120}>
      {source === null || made === null ? (
        <p className="bh-break">The file cannot be read at the moment. Fix it first.</p>
      ) : (
        <>
          <p className="bh-break">
            Who reaches whom there, compared with Docker Compose on {source.engine}. The text holds the values
            of the files, environment included.
          </p>
          <PlatformOptions choice={choice} onChange={setChoice} />
          <Offer key={JSON.stringify(choice)} made={made} file={source.fileFor(platform)} />
        </>
      )}
    </Dialog>
  );
}
