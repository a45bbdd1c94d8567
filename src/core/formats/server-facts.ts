/** A server of which a source tells little: what it does not tell is empty. */
import type { Server } from '../domain/fleet.ts';

/** Facts about a server that a source may tell; the rest stays unknown. */
export type ServerFacts = Partial<Omit<Server, 'id' | 'index' | 'name'>>;

/** The server in column `index`, with what is known of it. */
export function describeServer(name: string, index: number, facts: ServerFacts = {}): Server {
  return {
    id: `srv_${String(index + 1).padStart(3, '0')}`,
    index,
    name,
    role: 'other',
    tier: 'platform',
    services: [],
    ip: '',
    os: '',
    kernel: '',
    cores: 0,
    memory: 0,
    storage: 0,
    provider: '',
    environment: '',
    location: '',
    place: undefined,
    bootedAt: undefined,
    people: undefined,
    ...facts,
  };
}
