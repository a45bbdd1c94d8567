/** The tab Rules, loaded when it is first opened: the inbox needs no editor. */
import { lazy, Suspense } from 'solid-js';
import { Skeleton } from '../../widgets/Skeleton.tsx';

const RulesTab = lazy(() => import('./rules/RulesTab.tsx'));

/** The rules of this device. */
export function RulesTable() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <RulesTab />
    </Suspense>
  );
}
