import { lazy, Suspense } from 'react';
import type { RuleDialogProps } from './rule-dialog.tsx';

const RuleDialog = lazy(() => import('./rule-dialog.tsx').then((module) => ({ default: module.RuleDialog })));

/** The page of a finding's rule, fetched when one is first asked for. */
export function LazyRuleDialog(props: RuleDialogProps) {
  return (
    <Suspense fallback={null}>
      <RuleDialog {...props} />
    </Suspense>
  );
}
