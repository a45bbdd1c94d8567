/** Theme, density and motion; a theme is chosen by a small picture of it. */
import { Check } from 'lucide-solid';
import { For, Show } from 'solid-js';
import { useSession } from '../../session.ts';
import { DENSITIES, THEMES, useSettings } from '../../settings.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

const MOTIONS = ['system', 'reduced'] as const;
/** Parts of a theme's picture: "system" is half light, half dark. */
const HALVES = {
  system: ['light', 'dark'],
  light: ['light'],
  dark: ['dark'],
  contrast: ['contrast'],
} as const;

export function AppearanceCard() {
  const session = useSession();
  const { settings, set } = useSettings();
  const { t } = useSettingsWords();
  const current = () => session.session().theme ?? settings.theme;
  const choose = (theme: (typeof THEMES)[number]) => {
    set({ theme });
    // A link's theme would go on hiding the choice.
    session.adjust({ theme: undefined });
  };
  return (
    <Card title={t('appearance.title')}>
      <div class="card__body">
        <fieldset class="themes">
          <legend class="visually-hidden">{t('theme.label')}</legend>
          <For each={THEMES}>
            {(theme) => (
              <label class="theme-choice">
                <input
                  class="visually-hidden"
                  type="radio"
                  name="theme"
                  checked={current() === theme}
                  onChange={() => choose(theme)}
                />
                <span class="theme-choice__picture" aria-hidden="true">
                  <For each={HALVES[theme]}>
                    {(half) => (
                      <span
                        class="theme-half"
                        data-theme={half === 'contrast' ? 'dark' : half}
                        data-look={half}
                      >
                        <i />
                        <span>
                          <b />
                          <b />
                          <b />
                        </span>
                      </span>
                    )}
                  </For>
                </span>
                <span class="theme-choice__name">
                  <Show when={current() === theme}>
                    <Check size={13} />
                  </Show>
                  {t(`theme.${theme}`)}
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={session.session().theme}>
          <p class="setting__hint">{t('override.note', { what: t('override.theme') })}</p>
        </Show>
        <Setting label={t('density.label')} hint={t('density.hint')}>
          <Segmented
            label={t('density.label')}
            options={DENSITIES.map((value) => ({ value, label: t(`density.${value}`) }))}
            value={settings.density}
            onChange={(density) => set({ density })}
          />
        </Setting>
        <Setting label={t('motion.label')} hint={t('motion.hint')}>
          <Segmented
            label={t('motion.label')}
            options={MOTIONS.map((value) => ({ value, label: t(`motion.${value}`) }))}
            value={settings.motion}
            onChange={(motion) => set({ motion })}
          />
        </Setting>
      </div>
    </Card>
  );
}
