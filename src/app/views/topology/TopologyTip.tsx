/** The card at the pointer: name, health, requests, what a press does. The same is in the tables. */
import { Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { useImpactWords } from '../../impact.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { gravestOf } from './draw-node.ts';
import { PinButton } from './PinButton.tsx';
import type { NodePaint } from './picture.ts';

const words = { en, ko };

/**
 * @param props.x place on the canvas, CSS pixels
 * @param props.onPin a finger rests on the node: what keys and panels offer is offered here
 */
export function TopologyTip(props: {
  node: NodePaint;
  x: number;
  y: number;
  pinned: boolean;
  onPin: (() => void) | undefined;
}) {
  const { t, format } = useWords(words);
  const say = useImpactWords(useEngine());
  return (
    <div
      class="topology__tip"
      style={{ '--x': `${props.x}px`, '--y': `${props.y}px` }}
      aria-hidden={props.onPin ? undefined : 'true'}
      data-held={props.onPin ? '' : undefined}
    >
      <p class="topology__tip-name">
        <StatusMark status={props.node.status} size={13} />
        <b class={props.node.kind === 'server' ? 'mono' : ''}>{props.node.label}</b>
      </p>
      <dl>
        <dt>{t('tip.health')}</dt>
        <dd class="num">{format.number(props.node.health * 100, 0)}</dd>
        <dt>{t('tip.requests')}</dt>
        <dd class="num">
          {format.value(props.node.rate > 0 ? props.node.rate : NaN, '{request}/s')}
        </dd>
        <Show when={props.node.impact}>
          {(impact) => (
            <>
              <dt class="topology__tip-impact">
                <ImpactMark state={gravestOf(impact())} size={12} />
                {say.t(`state.${gravestOf(impact())}`)}
              </dt>
              <dd class="num">
                <Show when={props.node.count > 1}>
                  {format.number(impact()[gravestOf(impact())], 0)}
                </Show>
              </dd>
            </>
          )}
        </Show>
      </dl>
      <Show when={props.node.kind === 'group'}>
        <p class="muted">{t('group.tip', { count: props.node.count })}</p>
      </Show>
      <Show when={props.pinned}>
        <p class="muted">{t('tip.pinned')}</p>
      </Show>
      <Show when={props.onPin}>
        {(pin) => <PinButton pinned={props.pinned} onPin={() => pin()()} />}
      </Show>
    </div>
  );
}
