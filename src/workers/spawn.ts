/** Starts module workers through a Trusted Types policy that admits scripts of our own origin only, and those the page carries. */
import { carried } from './carried.ts';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** Wraps a script address for `Worker` and `serviceWorker.register`. @throws TypeError for another origin */
export function scriptUrl(url: string): string {
  if (!policy) {
    const rules: ScriptUrlPolicy = {
      createScriptURL(raw) {
        if (Object.values(carried()?.workers ?? {}).includes(raw)) return raw;
        const resolved = new URL(raw, location.href);
        if (resolved.origin !== location.origin)
          throw new TypeError(`foreign script: ${resolved.origin}`);
        return resolved.href;
      },
    };
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
    policy = trustedTypes?.createPolicy('om-url', rules) ?? rules;
  }
  return policy.createScriptURL(url);
}

/** Starts a worker of our own origin. One that the page carries is no module: browsers refuse modules from disk. */
export function spawn(url: string, name: string): Worker {
  const files = carried()?.files;
  const worker = new Worker(scriptUrl(url), { type: files ? 'classic' : 'module', name });
  if (files) worker.postMessage(files);
  return worker;
}
