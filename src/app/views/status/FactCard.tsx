/** A card of label–value lines; what stands above them is the children. */
import { Index, type JSX } from 'solid-js';
import { Card } from '../../widgets/Card.tsx';

/** One line. */
export type Fact = readonly [label: string, value: JSX.Element];

export function FactCard(props: {
  title: string;
  note?: string;
  facts: readonly Fact[];
  children?: JSX.Element;
}) {
  return (
    <Card title={props.title} note={props.note ?? ''} class="status-card">
      <div class="card__body">
        {props.children}
        <dl>
          <Index each={props.facts}>
            {(fact) => (
              <div>
                <dt>{fact()[0]}</dt>
                <dd class="num">{fact()[1]}</dd>
              </div>
            )}
          </Index>
        </dl>
      </div>
    </Card>
  );
}
