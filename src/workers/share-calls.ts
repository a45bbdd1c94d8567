/** Engine calls about bundles and backups: the handlers; what they do is loaded with the first of them. */
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { ShareEnvironment } from './share-environment.ts';

const bundles = () => import('./share-bundle.ts');
const backups = () => import('./share-backup.ts');

/** The handlers. */
export function shareCalls(
  env: ShareEnvironment,
): Pick<
  Handlers<EngineCalls>,
  'planBundle' | 'makeBundle' | 'openBundle' | 'backup' | 'inspectBackup' | 'restore'
> {
  return {
    planBundle: async (request) => (await bundles()).planBundle(env, request),
    makeBundle: async (request, signal) => (await bundles()).makeBundle(env, request, signal),
    openBundle: async (request, signal) => (await bundles()).openBundle(env, request, signal),
    backup: async (request, signal) => (await backups()).makeBackup(env, request, signal),
    inspectBackup: async (request, signal) => (await backups()).inspectBackup(env, request, signal),
    restore: async (request, signal) => (await backups()).restore(env, request, signal),
  };
}
