/** Language, time zone and units. */
import { createUniqueId, For, Show } from 'solid-js';
import { LOCALES, type Locale } from '../../../core/domain/session.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { useSettings } from '../../settings.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

const LANGUAGES = ['system', ...LOCALES] as const;

export function LanguageCard() {
  const id = createUniqueId();
  const engine = useEngine();
  const session = useSession();
  const { settings, set } = useSettings();
  const { t, format } = useSettingsWords();
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = Intl.supportedValuesOf('timeZone');
  const overridden = () => {
    const { locale, zone } = session.session();
    return [locale && t('override.locale'), zone && t('override.zone')].filter(
      (what) => what !== undefined,
    );
  };
  const now = () => {
    engine.snapshot(); // Moves the clock on; the instant shown may lie in the past.
    return Date.now();
  };
  const language = () => session.session().locale ?? settings.locale ?? 'system';
  const zone = () => session.session().zone ?? settings.zone ?? '';
  const chooseLanguage = (locale: Locale | undefined) => {
    set({ locale });
    session.adjust({ locale: undefined });
  };
  const chooseZone = (name: string) => {
    set({ zone: name === '' ? undefined : name });
    session.adjust({ zone: undefined });
  };

  return (
    <Card title={t('language.title')}>
      <div class="card__body">
        <For each={overridden()}>
          {(what) => <p class="setting__hint">{t('override.note', { what: what ?? '' })}</p>}
        </For>
        <Setting label={t('language.label')} hint={t('language.hint')}>
          <Segmented
            label={t('language.label')}
            options={LANGUAGES.map((value) => ({
              value,
              label: (
                <span lang={value === 'system' ? undefined : value}>{t(`language.${value}`)}</span>
              ),
            }))}
            value={language()}
            onChange={(value) => chooseLanguage(value === 'system' ? undefined : value)}
          />
        </Setting>
        <Setting
          label={t('zone.label')}
          hint={t('zone.hint', { time: format.time(now(), 'minute') })}
          for={id}
        >
          <select
            id={id}
            class="select setting__zone"
            onChange={(event) => chooseZone(event.currentTarget.value)}
          >
            <option value="" selected={zone() === ''}>
              {t('zone.device', { zone: device })}
            </option>
            <Show when={zone() !== '' && !zones.includes(zone())}>
              <option value={zone()} selected>
                {zone()}
              </option>
            </Show>
            <For each={zones}>
              {(name) => (
                <option value={name} selected={name === zone()}>
                  {name}
                </option>
              )}
            </For>
          </select>
        </Setting>
        <Setting label={t('bytes.label')} hint={t('bytes.hint')}>
          <Segmented
            label={t('bytes.label')}
            options={(['binary', 'decimal'] as const).map((value) => ({
              value,
              label: t(`bytes.${value}`),
            }))}
            value={settings.bytes}
            onChange={(bytes) => set({ bytes })}
          />
        </Setting>
        <Setting label={t('temperature.label')}>
          <Segmented
            label={t('temperature.label')}
            options={(['Cel', 'Fah'] as const).map((value) => ({
              value,
              label: t(`temperature.${value}`),
            }))}
            value={settings.temperature}
            onChange={(temperature) => set({ temperature })}
          />
        </Setting>
      </div>
    </Card>
  );
}
