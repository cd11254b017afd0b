import { View } from '@tarojs/components';
import { useHeldRedemptions } from '@/features/redemptions/use-redemptions';
import { usePageShown } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Icon, type IconName } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './large-actions.scss';
import { useScan } from './use-scan';

/** The three things that are done most, as large as the thumb likes them (elder mode). */
export function LargeActions() {
  const scanning = useScan();
  const held = useHeldRedemptions({ watched: usePageShown() }).data?.length ?? 0;
  return (
    <View className="large-actions">
      <LargeAction main icon="scan" text="扫一扫" disabled={scanning.busy} onTap={scanning.start} />
      <LargeAction
        icon="points"
        text="我的积分"
        onTap={() => openPage('/packages/resident/pages/points/index')}
      />
      <LargeAction
        icon="ticket"
        text="我的兑换"
        more={held > 0 ? `${held} 张等您用` : undefined}
        onTap={() => openPage('/packages/resident/pages/redemptions/index')}
      />
    </View>
  );
}

function LargeAction({
  icon,
  text,
  more,
  main = false,
  disabled = false,
  onTap,
}: {
  icon: IconName;
  text: string;
  more?: string | undefined;
  main?: boolean;
  disabled?: boolean;
  onTap: () => void;
}) {
  return (
    <Tappable
      className={main ? 'large-actions__action large-actions__action--main' : 'large-actions__action'}
      disabled={disabled}
      onTap={onTap}
    >
      <Icon name={icon} size="large" />
      <View className="large-actions__words">
        <View className="large-actions__text">{text}</View>
        {more ? <View className="large-actions__more">{more}</View> : null}
      </View>
    </Tappable>
  );
}
