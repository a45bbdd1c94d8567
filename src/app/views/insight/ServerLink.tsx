/** A server's name as the way to its page, at the instant shown. */
import { useSession } from '../../session.ts';
import { Host } from '../../widgets/Host.tsx';
import { useInsightWords } from './words.ts';

/** @param props.name host name */
export function ServerLink(props: { name: string }) {
  const session = useSession();
  return (
    <a class="insight-link" href={session.href({ view: 'server', selected: props.name })}>
      <Host name={props.name} />
    </a>
  );
}

/** The same way as a button, for the foot of a card. @param props.name host name */
export function OpenServer(props: { name: string }) {
  const session = useSession();
  const { t } = useInsightWords();
  return (
    <a
      class="button"
      href={session.href({ view: 'server', selected: props.name })}
      aria-label={`${t('state.open')}: ${props.name}`}
    >
      {t('state.open')}
    </a>
  );
}
