import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { wakePage } from './wake-page.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
wakePage();
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
// What is brought back and kept is fetched beside the picture: a page that opens a file does without it.
void import('./start-page.ts').then(({ startPage }) => startPage());
