import type { Role } from '@shangju/contracts';

export const roleWords: Record<Role, string> = {
  resident: '居民',
  'merchant.owner': '店主',
  'merchant.clerk': '店员',
  'association.admin': '商会管理员',
  'community.worker': '社区工作者',
  inspector: '城管巡查员',
  'street.officer': '街道工作人员',
};
