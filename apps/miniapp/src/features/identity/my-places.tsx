import type { Role, RoleAtPlace } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { useSession } from '@/services/session';
import { Card } from '@/ui/card';
import type { IconName } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';

/** The way to the shop I work at, the association I look after and the register I keep; nothing for those who have none. */
export function MyPlaces() {
  const roles = useSession((session) => session.person?.roles);
  const places = (roles ?? []).flatMap((role) => deskOf(role) ?? []);
  if (places.length === 0) return null;
  return (
    <Card flush>
      {places.map(({ url, icon, title, detail }) => (
        <ListRow key={url} icon={icon} title={title} detail={detail} onTap={() => openPage(url)} />
      ))}
    </Card>
  );
}

interface Desk {
  url: string;
  icon: IconName;
  title: string;
  detail: string;
}

const STAFF: readonly Role[] = ['merchant.owner', 'merchant.clerk'];

function deskOf({ role, placeId, placeName }: RoleAtPlace): Desk | undefined {
  if (STAFF.includes(role)) {
    return {
      url: `/packages/merchant/pages/shop/index?merchantId=${placeId}`,
      icon: 'shop',
      title: '我的店',
      detail: `${placeName} · 亮码、核销、看今天`,
    };
  }
  if (role === 'association.admin') {
    return {
      url: `/packages/association/pages/desk/index?associationId=${placeId}`,
      icon: 'users',
      title: '商会管理',
      detail: `${placeName} · 审项目、发起表决、开会`,
    };
  }
  if (role === 'community.worker') {
    return {
      url: `/packages/community/pages/register/index?communityId=${placeId}`,
      icon: 'home',
      title: '住户名册',
      detail: `${placeName} · 核实住户、登记面积、导入表格`,
    };
  }
  return undefined;
}
