import { Component, type ReactNode } from 'react';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { pageBrowser } from '../page-browser.ts';
import { errorReport } from './error-report.ts';

interface Caught {
  readonly error: Error | null;
}

/** The one place where a programming error ends: the file is still there to take away, and a report to copy. */
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
    const { session } = sessionStore.getState();
    const document = session ? mainDocument(session.workspace) : undefined;
    const report = errorReport(error, sessionStore.getState());
    return (
      <div className="crash" role="alert">
        <h1>Something in Bulkhead failed.</h1>
        <p>Your file is not lost. Take it, then try again; the report holds no values of your file.</p>
        <div className="empty-actions">
          {document !== undefined && (
            <Button look="primary" onClick={() => browser.save(document.file, document.text)}>
              Download {document.file}
            </Button>
          )}
          <Button onClick={() => void browser.copy(report)}>Copy the report</Button>
          <Button onClick={() => this.setState({ error: null })}>Try again</Button>
        </div>
        <pre className="crash-report">{report}</pre>
      </div>
    );
  }
}
