/** `ExportMenu`, loaded when it is first shown: files are needed rarely. */
import { type ComponentProps, lazy, Suspense } from 'solid-js';

const ExportMenu = lazy(() => import('./ExportMenu.tsx'));

/** Takes what `ExportMenu` takes. */
export function Export(props: ComponentProps<typeof ExportMenu>) {
  return (
    <Suspense>
      <ExportMenu {...props} />
    </Suspense>
  );
}
