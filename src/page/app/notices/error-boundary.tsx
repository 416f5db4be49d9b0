import { Component, type ReactNode } from 'react';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { workStore } from '../../state/page-stores.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';
import { Button } from '../../ui/button.tsx';
import { pageBrowser } from '../page-browser.ts';

/** Returns a report of a crash for maintainers: the error, and counts of the file instead of its content. */
export function errorReport(error: Error, state: WorkState): string {
  const { options } = state;
  const session = drawnSession(state);
  const topology = drawnAnalysis(state)?.topology;
  return [
    `Bulkhead: ${error.name}: ${error.message}`,
    `engine ${options.engine.text}, revision ${session?.revision ?? 0}, stale ${session?.workspace.stale ?? false}`,
    `${topology?.services.size ?? 0} services, ${topology?.networks.size ?? 0} networks, ${session ? mainDocument(session.workspace).text.length : 0} characters`,
    ...(error.stack ?? '')
      .split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
  ].join('\n');
}

interface Caught {
  readonly error: Error | null;
}

/** Catches programming errors, and offers the file for download and a report to copy. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { error: null };

  static getDerivedStateFromError(error: unknown): Caught {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const nothing = () => {};
    const browser = pageBrowser(nothing, nothing);
    const session = drawnSession(workStore.getState());
    const document = session ? mainDocument(session.workspace) : undefined;
    const report = errorReport(error, workStore.getState());
    return (
      <div className="bh-crash" role="alert">
        <h1>Something in Bulkhead failed.</h1>
        <p>Your file is not lost. Download it, then try again. The report contains no values of your file.</p>
        <div className="bh-wrap bh-gap-2">
          {document !== undefined && (
            <Button look="primary" onClick={() => browser.save(document.file, document.text)}>
              Download {document.file}
            </Button>
          )}
          <Button onClick={() => void browser.copy(report, 'Report copied.')}>Copy the report</Button>
          <Button onClick={() => this.setState({ error: null })}>Try again</Button>
        </div>
        <pre className="bh-crash-report bh-break bh-box">{report}</pre>
      </div>
    );
  }
}
