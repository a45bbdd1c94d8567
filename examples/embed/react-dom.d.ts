/** The two functions of react-dom that the example uses; install `@types/react-dom` in a project of your own. */
declare module 'react-dom/client' {
  import type { ReactNode } from 'react';

  interface Root {
    render(node: ReactNode): void;
    unmount(): void;
  }
  function createRoot(host: Element): Root;
}
