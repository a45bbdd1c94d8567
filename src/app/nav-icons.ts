/** Icon of every screen, for rail, tab bar and the More sheet. */
import {
  Activity,
  Bell,
  Box,
  Database,
  FileText,
  Gauge,
  LayoutDashboard,
  type LucideIcon,
  MessageCirclePlus,
  ScanSearch,
  Server,
  SlidersHorizontal,
  SquareTerminal,
  Waypoints,
} from 'lucide-solid';
import type { ViewId } from './views/view-ids.ts';

/** One icon per screen; the compiler asks for a new screen's. */
export const NAV_ICONS = {
  overview: LayoutDashboard,
  servers: Server,
  server: Server,
  topology: Waypoints,
  racks: Box,
  alerts: Bell,
  insight: ScanSearch,
  assistant: MessageCirclePlus,
  explore: SquareTerminal,
  sources: Database,
  settings: SlidersHorizontal,
  status: Activity,
  quality: Gauge,
  report: FileText,
} as const satisfies Record<ViewId, LucideIcon>;
