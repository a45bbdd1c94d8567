/** Who the server is and how it is, at a glance; and what one can do: compare, silence, ask, break. */
import {
  BellOff,
  ChevronRight,
  Ellipsis,
  FlaskConical,
  Link as LinkIcon,
  MessageCircleQuestionMark,
  Plus,
  Server as RackIcon,
  Waypoints,
  X,
} from 'lucide-solid';
import { For, lazy, Show, Suspense } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { HOUR, MINUTE, type Ms, SECOND } from '../../../core/domain/time.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { MenuEntry } from './ActionMenu.tsx';
import { learnt } from './learnt.ts';
import { useServerWords } from './words.ts';

const ActionMenu = lazy(async () => ({ default: (await import('./ActionMenu.tsx')).ActionMenu }));
const SILENCES: readonly Ms[] = [15 * MINUTE, HOUR, 4 * HOUR];

/** Commands the header offers; the view carries them out. */
export interface ServerCommands {
  silence(duration: Ms): void;
  inject(): void;
  /** Ends the faults aimed at `target`. */
  clear(target: string): void;
  copyLink(): void;
  toggleCompare(): void;
}

/**
 * @param props.faults faults that last, for "end it" entries
 * @param props.question what "Ask why" asks the assistant
 */
export function ServerHeader(props: {
  fleet: Fleet;
  server: Server;
  isSimulated: boolean;
  isComparing: boolean;
  faults: readonly { readonly fault: string; readonly target: string }[];
  question: string;
  commands: ServerCommands;
}) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useServerWords();
  const now = () => engine.snapshot()?.t ?? NaN;
  const lastSample = () => {
    const seen = engine.snapshot()?.lastSeen[props.server.index] ?? NaN;
    if (Number.isNaN(seen)) return t('lastSample.never');
    const age = now() - seen;
    return age < SECOND
      ? t('lastSample.now')
      : t('lastSample.ago', { age: { n: age, unit: 'ms' } });
  };
  /** Files name servers without saying what they do. */
  const isDescribed = () => props.server.role !== 'other';
  const software = () => props.server.services.at(0)?.name;
  const facts = () =>
    [
      ['fact.role', isDescribed() ? terms.role(props.server.role) : ''],
      ['fact.zone', props.server.place?.site ?? props.server.location],
      [
        'fact.size',
        props.server.cores > 0
          ? t('size.value', {
              cores: props.server.cores,
              memory: { n: props.server.memory, unit: 'By' },
            })
          : '',
      ],
      [
        'fact.uptime',
        props.server.bootedAt === undefined ? '' : format.duration(now() - props.server.bootedAt),
      ],
      ['fact.lastSample', lastSample()],
      ['fact.score', format.number(engine.snapshot()?.detection.scores[props.server.index], 2)],
    ] as const;

  /** Until every kind of evidence speaks, no silence of the detector means that all is well. */
  const learning = () => {
    const share = engine.snapshot()?.detection.warmth[props.server.index] ?? NaN;
    return share < 1 ? format.value(learnt(share), '1') : undefined;
  };

  const more = (): readonly MenuEntry[] => {
    const entries: MenuEntry[] = [];
    if (props.isSimulated) {
      entries.push({
        label: t('action.inject'),
        icon: <FlaskConical size={15} />,
        run: props.commands.inject,
      });
      for (const { fault, target } of props.faults) {
        entries.push({
          label: t('action.clear', { fault: terms.fault(fault) }),
          icon: <X size={15} />,
          run: () => props.commands.clear(target),
        });
      }
    }
    entries.push({
      label: t('action.topology'),
      icon: <Waypoints size={15} />,
      href: session.href({ view: 'topology', selected: props.server.name }),
    });
    if (props.server.place) {
      entries.push({
        label: t('action.racks'),
        icon: <RackIcon size={15} />,
        href: session.href({ view: 'racks', selected: props.server.name }),
      });
    }
    entries.push({
      label: t('action.copyLink'),
      icon: <LinkIcon size={15} />,
      run: props.commands.copyLink,
    });
    return entries;
  };

  return (
    <header class="server-head">
      <div class="server-head__name">
        <nav aria-label={t('crumb.label')}>
          <a href={session.href({ view: 'servers', selected: undefined })}>{t('crumb.servers')}</a>
          <Show when={isDescribed()}>
            <ChevronRight size={12} />
            <span>{terms.tier(props.server.tier)}</span>
          </Show>
        </nav>
        <div class="server-head__title">
          <h1 class="mono">{props.server.name}</h1>
          <StatusBadge status={engine.statusOf(props.server)} />
          <Show when={learning()}>
            {(share) => (
              <span class="badge num" data-learning title={t('learning.hint')}>
                {t('learning.badge', { share: share() })}
              </span>
            )}
          </Show>
          <Show when={software()}>{(name) => <span class="server-head__tag">{name()}</span>}</Show>
        </div>
      </div>
      <dl class="server-head__facts">
        <For each={facts()}>
          {([key, value]) => (
            <Show when={value}>
              <div>
                <dt>{t(key)}</dt>
                <dd class="num">{value}</dd>
              </div>
            </Show>
          )}
        </For>
      </dl>
      <div class="server-head__actions">
        <button
          type="button"
          class="button"
          aria-pressed={props.isComparing}
          onClick={() => props.commands.toggleCompare()}
        >
          <Plus size={14} />
          {t('action.compare')}
        </button>
        <Suspense>
          <ActionMenu
            face={
              <>
                <BellOff size={14} />
                {t('action.silence')}
              </>
            }
            entries={SILENCES.map((duration) => ({
              label: t('action.silenceFor', { duration: { n: duration, unit: 'ms' } }),
              run: () => props.commands.silence(duration),
            }))}
          />
          <a
            class="button"
            data-kind="infer"
            href={session.href({ view: 'assistant', selected: props.question })}
          >
            <MessageCircleQuestionMark size={14} />
            {t('action.ask')}
          </a>
          <ActionMenu
            face={<Ellipsis size={16} />}
            isIcon
            label={t('action.more')}
            entries={more()}
          />
        </Suspense>
      </div>
    </header>
  );
}
