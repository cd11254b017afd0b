import { goBack } from '@/services/places';
import { Icon } from './icon';
import { Tappable } from './tappable';

export function TitleBar({ title, canGoBack }: { title: string; canGoBack: boolean }) {
  return (
    <header className="title-bar">
      {canGoBack ? (
        <Tappable className="title-bar__back" label="返回" onTap={goBack}>
          <Icon name="back" />
        </Tappable>
      ) : null}
      <h1 className="title-bar__title">{title}</h1>
    </header>
  );
}
