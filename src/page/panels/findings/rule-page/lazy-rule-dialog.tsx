import { lazy, Suspense } from 'react';
import type { RuleDialogProps } from './rule-dialog.tsx';

const RuleDialog = lazy(() => import('./rule-dialog.tsx').then((module) => ({ default: module.RuleDialog })));

/** The dialog about a rule, fetched at its first use. */
export function LazyRuleDialog(props: RuleDialogProps) {
  return (
    <Suspense fallback={null}>
      <RuleDialog {...props} />
    </Suspense>
  );
}
