import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { awaitFirstAct } from '../ui/first-act.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './notices/error-boundary.tsx';
import { startPage } from './start-page.ts';

// An editor that puts the page beside its text marks it.
const isHeld = document.querySelector('meta[name="bulkhead-embedded"]') !== null;
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

function draw(page: HTMLElement): void {
  awaitFirstAct();
  createRoot(page).render(
    <StrictMode>
      {/* The page's policy allows no style elements; what they would hold stands in `ui/popups.css`. */}
      <CSPProvider disableStyleElements>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </CSPProvider>
    </StrictMode>,
  );
}

if (isHeld) {
  // The editor is connected first, so that nothing is drawn that the editor decides, such as the theme.
  void import('./embedded/hold-page.ts').then(({ holdPage }) => {
    holdPage();
    draw(root);
  });
} else {
  draw(root);
  void startPage();
}
