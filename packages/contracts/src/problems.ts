import { type Static, Type } from 'typebox';

interface Entry {
  status: number;
  title: string;
  /** The Chinese sentence that tells the person what to do next; a function where it names a number or state. */
  detail: string | ((extras: never) => string);
}

const IN_PERIOD = { day: '每天', week: '每周', month: '每月', ever: '' } as const;

const ENDED = {
  held: '这张券还在等待核销。',
  fulfilled: '这张券已经核销过了，不能再用。',
  cancelled: '这张券已经取消，积分已退回。',
  lapsed: '这张券过了时间，积分已退回，请重新兑换。',
} as const;

const MEETING_WORDS = {
  draft: '还是草稿',
  published: '还没开始',
  'under-way': '正在进行',
  closed: '已经结束',
  'minutes-published': '已经公布纪要',
} as const;

const OFFER_WORDS = {
  draft: '草稿',
  submitted: '等待审核',
  approved: '已上架',
  rejected: '已退回',
  withdrawn: '已下架',
} as const;

/**
 * The one catalogue of refusals (RFC 9457). A code never changes its meaning; `type` is the page
 * docs/problems.md#code.
 */
export const problemCatalogue = {
  // Every endpoint
  'validation-failed': { status: 400, title: '填写有误', detail: '有几处没填对，请按提示改一改再提交。' },
  'body-unreadable': { status: 400, title: '内容读不懂', detail: '提交的内容不完整或读不懂，请重新提交。' },
  'request-unreadable': {
    status: 400,
    title: '请求读不懂',
    detail: '这个地址或请求的写法不对，请检查后再试。',
  },
  'request-timeout': { status: 408, title: '等得太久', detail: '网络有点慢，请求没有传完，请再试一次。' },
  'address-too-long': { status: 414, title: '地址太长', detail: '这个地址太长了，请检查后再试。' },
  'expectation-failed': { status: 417, title: '做不到', detail: '请求里提的要求这里做不到，请检查后再试。' },
  'headers-too-large': { status: 431, title: '请求头太大', detail: '请求里附带的内容太多，请检查后再试。' },
  'cursor-invalid': { status: 400, title: '翻页失效', detail: '这一页找不到了，请从头刷新列表。' },
  'idempotency-key-missing': {
    status: 400,
    title: '缺少请求编号',
    detail: '这次提交没有带编号，请升级到新版再试。',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: '请求编号有误',
    detail: '编号要用 8 到 64 个字母、数字、横线或下划线。',
  },
  'idempotency-key-reused': {
    status: 422,
    title: '请求编号重复',
    detail: '同一个编号已用在另一件事上，请回到上一页重新操作。',
  },
  'request-in-progress': {
    status: 409,
    title: '正在处理',
    detail: '上一次提交还在处理，请稍等几秒再看结果。',
  },
  unauthenticated: { status: 401, title: '还没登录', detail: '请先登录再继续。' },
  'token-expired': { status: 401, title: '登录需要续期', detail: '登录已过期，请重新进入。' },
  'session-ended': { status: 401, title: '登录已退出', detail: '这次登录已经结束，请重新登录。' },
  forbidden: {
    status: 403,
    title: '没有权限',
    detail: '您的身份还不能做这件事，需要的话请联系商会或社区开通。',
  },
  'not-found': { status: 404, title: '没有找到', detail: '要找的内容不存在，或者已经撤下。' },
  'method-not-allowed': { status: 405, title: '不支持的操作', detail: '这个地址不支持这样的操作。' },
  'body-too-large': { status: 413, title: '内容太大', detail: '提交的内容太大了，请删减一些再试。' },
  'media-type-unsupported': {
    status: 415,
    title: '格式不支持',
    detail: '这里不收这种格式的内容，请升级到新版再试。',
  },
  'rate-limited': {
    status: 429,
    title: '操作太快',
    detail: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `操作有点快，请 ${retryAfterSeconds} 秒后再试。`,
  },
  internal: { status: 500, title: '出了点问题', detail: '系统出了点问题，您的积分没有变动，请稍后再试。' },
  overloaded: { status: 503, title: '人有点多', detail: '现在人有点多，请过一会儿再试，已提交的不会丢。' },
  'temporarily-unavailable': {
    status: 503,
    title: '暂时连不上',
    detail: '系统这会儿连不上，手机会自动再送一次，不会重复，请稍等。',
  },
  'not-ready': { status: 503, title: '还没准备好', detail: '服务正在启动，请稍后再试。' },

  // Identity
  'persona-unknown': {
    status: 422,
    title: '没有这个身份',
    detail: '演示街区里没有这个人，请从名单里选一位。',
  },
  'account-disabled': {
    status: 403,
    title: '账号已停用',
    detail: '这个账号已经停用，需要的话请联系社区工作者。',
  },
  'refresh-token-invalid': { status: 401, title: '登录已失效', detail: '登录已失效，请重新登录。' },

  // Codes
  'code-invalid': {
    status: 422,
    title: '认不出这个码',
    detail: '这不是本街区的码，请扫店家手机上亮出的码。',
  },
  'code-expired': { status: 422, title: '码过期了', detail: '码过期了，请对方亮出新码再扫。' },
  'code-wrong-kind': { status: 422, title: '码不对', detail: '这个码不是用在这里的，请换一个码再扫。' },
  'code-not-yours': {
    status: 403,
    title: '不是您店里的券',
    detail: '这张券不是您店里的，请客人到券上写的店家使用。',
  },
  'code-other-merchant': {
    status: 422,
    title: '不是这家店的码',
    detail: '这是另一家店的码，请扫兑换项目所在店家的码。',
  },
  'live-code-required': {
    status: 422,
    title: '请扫会变的码',
    detail: '墙上的固定码只用来认店，签到请扫店家手机上会变的码。',
  },
  'location-required': {
    status: 422,
    title: '需要位置',
    detail: '扫固定码签到要确认您在店里，请允许使用位置再试。',
  },
  'outside-fence': {
    status: 422,
    title: '离店还远',
    detail: ({ distanceM }: { distanceM: number }) => `您离店还有约 ${distanceM} 米，到店里再扫一次。`,
  },

  // Check-ins
  'merchant-closed': { status: 409, title: '店铺已歇业', detail: '这家店已经歇业，去附近别的店看看吧。' },
  'own-merchant': {
    status: 409,
    title: '自家的店',
    detail: '在自己的店里不能签到得分或兑换，去邻居家逛逛吧。',
  },
  'already-checked-in': { status: 409, title: '今天签过了', detail: '今天在这家已经签到过了，明天再来。' },
  'daily-limit-reached': {
    status: 409,
    title: '今天签满了',
    detail: ({ limit }: { limit: number }) => `今天已经签到 ${limit} 家，签满了，明天再来。`,
  },
  'budget-exhausted': { status: 409, title: '积分发完了', detail: '商会这一期的积分已经发完，下一期再来。' },

  // Offers and redemptions
  'offer-not-available': {
    status: 409,
    title: '现在不能兑换',
    detail: '这个项目现在不能兑换，看看店里别的项目吧。',
  },
  'offer-sold-out': { status: 409, title: '已经兑完', detail: '这个项目已经兑完了，看看店里别的项目吧。' },
  'limit-reached': {
    status: 409,
    title: '兑换次数到了',
    detail: ({ limit, period }: { limit: number; period: keyof typeof IN_PERIOD }) =>
      `这个项目${IN_PERIOD[period]}每人最多兑 ${limit} 次，您已经兑满了。`,
  },
  'insufficient-points': {
    status: 409,
    title: '积分还差一点',
    detail: ({ missing }: { missing: number }) => `还差 ${missing} 分，去附近的店签到就能攒够。`,
  },
  'redemption-ended': {
    status: 409,
    title: '这张券已经结束',
    detail: ({ redemptionStatus }: { redemptionStatus: keyof typeof ENDED }) => ENDED[redemptionStatus],
  },
  'voucher-expired': {
    status: 409,
    title: '券过期了',
    detail: '这张券过了时间，积分已退回，请客人重新兑换。',
  },
  'own-redemption': { status: 409, title: '不能核销自己的券', detail: '自己的券要请店里另一位同事核销。' },
  'offer-state-conflict': {
    status: 409,
    title: '现在不能这样改',
    detail: ({ offerStatus }: { offerStatus: keyof typeof OFFER_WORDS }) =>
      `这个项目现在是“${OFFER_WORDS[offerStatus]}”，不能这样操作，请刷新后再看。`,
  },
  'offer-times-reversed': { status: 422, title: '时间写反了', detail: '结束时间要晚于开始时间，请改一改。' },

  // Duty
  'member-unknown': {
    status: 422,
    title: '名单里没有这家店',
    detail: '名单里有不属于本商会的店，请重新选择。',
  },
  'shift-times-overlap': { status: 422, title: '班次时间重叠', detail: '班次的时间互相重叠了，请改一改。' },
  'days-invalid': { status: 422, title: '日期不对', detail: '起止日期要先后有序，最多选三个月。' },
  'days-past': { status: 422, title: '日期已过', detail: '只能排今天和以后的班，请改一改日期。' },
  'plaque-code-required': {
    status: 422,
    title: '请扫值日牌',
    detail: '请扫上一班亮出的码，或者值日牌背面的码。',
  },
  'plaque-other-roster': {
    status: 422,
    title: '不是这条街的值日牌',
    detail: '这是另一份值日表的牌，请扫自己这条街的。',
  },
  'plaque-not-here': {
    status: 409,
    title: '值日牌已交接',
    detail: '值日牌已经交给别家了，请扫现在管家亮出的码。',
  },
  'shift-too-early': {
    status: 409,
    title: '还没到时间',
    detail: ({ minutes }: { minutes: number }) => `还有 ${minutes} 分钟才能接班，到点再来。`,
  },
  'shift-over': {
    status: 409,
    title: '这一班已经过了',
    detail: '这一班的时间已经过了，请联系商会安排补班。',
  },
  'shift-begun': { status: 409, title: '已经接班', detail: '这一班已经有人接了，不用再打卡。' },
  'shift-not-on-duty': { status: 409, title: '还没在班上', detail: '要先接班打卡，才能巡查或交班。' },
  'shift-state-conflict': {
    status: 409,
    title: '这一班不能这样改',
    detail: '这一班的情况变了，请刷新后再看。',
  },
  'happened-at-invalid': {
    status: 422,
    title: '时间太久了',
    detail: '这次打卡隔了太久才送到，请联系商会补记。',
  },
  'checklist-mismatch': { status: 422, title: '检查项变了', detail: '检查项有更新，请刷新后重新填写。' },
  'picture-unknown': { status: 422, title: '照片没传上', detail: '有照片没有传上，请重新拍一张。' },
  'swap-open-already': {
    status: 409,
    title: '已经在换班',
    detail: '这一班已经在找人换了，先撤回再重新发起。',
  },
  'swap-state-conflict': {
    status: 409,
    title: '换班已有结果',
    detail: '这次换班已经有结果了，请刷新后再看。',
  },
  'own-swap': { status: 409, title: '不能和自己换', detail: '这是自家店发起的换班，等邻居来接吧。' },

  // Registers
  'household-unknown': {
    status: 422,
    title: '没有找到这一户',
    detail: '名册里没有这个地址，请照门牌写全，或请社区帮您登记。',
  },
  'household-exists': { status: 409, title: '已有这一户', detail: '名册里已经有这个地址，请搜索后修改。' },
  'member-not-there': {
    status: 409,
    title: '名册变了',
    detail: '这一户里已经没有这个人，请刷新后再看。',
  },
  'clerk-unknown': { status: 422, title: '不是本店店员', detail: '名单里有人不是本店店员，请重新选择。' },
  'sheet-missing': { status: 400, title: '没有表格', detail: '请选一份表格再上传。' },
  'sheet-too-large': { status: 413, title: '表格太大', detail: '表格太大了（最多 2 MB），请分几份上传。' },
  'sheet-unreadable': {
    status: 422,
    title: '表格打不开',
    detail: '这份表格打不开或没有“地址”一列，请用 Excel 存成 .xlsx 再传。',
  },

  // Meetings
  'meeting-times-invalid': {
    status: 422,
    title: '时间不对',
    detail: '会议要在将来开始，结束要晚于开始，请改一改。',
  },
  'meeting-state-conflict': {
    status: 409,
    title: '会议状态变了',
    detail: ({ meetingState }: { meetingState: keyof typeof MEETING_WORDS }) =>
      `会议现在${MEETING_WORDS[meetingState]}，不能这样操作，请刷新后再看。`,
  },
  'agenda-item-voted': {
    status: 409,
    title: '这个议题已有表决',
    detail: '这个议题下已经发布了表决，不能删掉。',
  },
  'code-other-meeting': {
    status: 422,
    title: '不是这场会的码',
    detail: '这是另一场会的签到码，请扫会场上的码。',
  },
  'already-signed-in': { status: 409, title: '已经签到', detail: '已经签到过了，不用再签。' },
  'unit-unknown': { status: 422, title: '没有这一户或这家店', detail: '没找到这一户或这家店，请重新选择。' },
  'follow-up-ended': { status: 409, title: '这件事已经办结', detail: '这件事已经办结，请刷新后再看。' },
  'questions-full': {
    status: 409,
    title: '问题太多了',
    detail: '每人最多提 5 个问题，别的可以到会上说。',
  },

  // Ballots
  'rule-invalid': {
    status: 422,
    title: '规则不成立',
    detail: ({ reason }: { reason: string }) => reason,
  },
  'register-unknown': {
    status: 422,
    title: '名册不对',
    detail: '只能选本商会的商户、本社区的住户，或其中的几家，请重新选择。',
  },
  'agenda-item-unknown': { status: 422, title: '没有这个议题', detail: '没找到这个议题，请重新选择。' },
  'ballot-unknown': {
    status: 422,
    title: '没有这个表决',
    detail: '要更正的表决不存在或还没结束，请重新选择。',
  },
  'ballot-times-invalid': {
    status: 422,
    title: '时间不对',
    detail: '结束要晚于开始，也要晚于现在，请改一改。',
  },
  'ballot-frozen': {
    status: 409,
    title: '表决已经发布',
    detail: '表决发布后规则就不能改了；要改，请等它结束后另发一个更正表决。',
  },
  'electorate-empty': {
    status: 409,
    title: '没有人有表决权',
    detail: '选的名册里还没有一户或一家店，请先补全名册。',
  },
  'floor-area-missing': {
    status: 409,
    title: '缺少面积',
    detail: ({ count }: { count: number }) => `还有 ${count} 户没有登记面积，按面积计票前请先补全名册。`,
  },
  'ballot-not-open': { status: 409, title: '还没开始', detail: '表决还没开始，到时间再来。' },
  'ballot-closed': { status: 409, title: '表决已结束', detail: '表决已经结束，不能再投了，可以去看结果。' },
  'ballot-still-open': {
    status: 409,
    title: '还在投票',
    detail: '还没到截止时间，也还有人没投，不能提前结束。',
  },
  'ballot-not-closed': { status: 409, title: '还没出结果', detail: '表决还没结束，结束后大家一起看结果。' },
  'votes-not-in-order': {
    status: 409,
    title: '正在整理选票',
    detail: '结果已经定了。票很多，正在打乱顺序，好让谁也看不出是谁投的，一会儿再来看。',
  },
  'not-eligible': {
    status: 403,
    title: '没有这一票',
    detail: '您不能替这一户或这家店投票；住户请找社区登记，店员请找店主开通。',
  },
  'already-voted': {
    status: 409,
    title: '已经投过了',
    detail: '这一户或这家店已经投过票了，一户一票，不用再投。',
  },
  'choices-invalid': {
    status: 422,
    title: '选得不对',
    detail: ({ reason }: { reason: string }) => reason,
  },
  'vote-not-changeable': { status: 409, title: '不能改票', detail: '这次表决投出后不能改，请以投出的为准。' },
  'not-voted-yet': { status: 409, title: '还没投过', detail: '这一户或这家店还没投过票，直接投就行。' },
  'receipt-unknown': {
    status: 422,
    title: '回执码不对',
    detail: '没有这个回执码，请照投票时留下的回执填写。',
  },
  'paper-picture-missing': { status: 422, title: '请拍下票面', detail: '纸质票要拍一张票面照片，再提交。' },
  'reminded-just-now': {
    status: 409,
    title: '刚提醒过',
    detail: '12 小时内已经提醒过一次，过一会儿再提醒吧。',
  },
  'own-extension': { status: 409, title: '要另一位管理员同意', detail: '延期要两位管理员，请另一位来同意。' },
  'extension-overtaken': {
    status: 409,
    title: '延期已有变化',
    detail: '这次延期已经办过，或截止时间已经变了，请刷新后再看。',
  },
  'objections-over': {
    status: 409,
    title: '异议期已过',
    detail: '提异议的时间已经过了，可以直接找商会反映。',
  },
  'already-objected': { status: 409, title: '已提过异议', detail: '这一户或这家店已经提过异议，请等答复。' },
  'already-answered': { status: 409, title: '已经答复', detail: '这条异议已经答复过了，请刷新后再看。' },

  // Pictures
  'picture-missing': { status: 400, title: '没有照片', detail: '请选一张照片再上传。' },
  'picture-unreadable': { status: 422, title: '照片打不开', detail: '只收 JPEG、PNG、WebP 照片，请换一张。' },
  'picture-too-large': {
    status: 413,
    title: '照片太大',
    detail: '照片太大了，请换一张小一点的（不超过 10 MB）。',
  },

  // Grants
  'person-unknown': { status: 422, title: '没有这位居民', detail: '没找到这位居民，请重新搜索后选择。' },
  'own-grant': { status: 409, title: '不能发给自己', detail: '不能给自己发积分，请另一位管理员来发。' },
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof problemCatalogue;

/** What the sentence of a code names; undefined where it names nothing. Sent along as members of the problem. */
export type ProblemExtras<C extends ProblemCode> = (typeof problemCatalogue)[C]['detail'] extends (
  extras: infer X,
) => string
  ? X
  : undefined;

/** The sentence of a problem, with what it names filled in. */
export function problemDetail<C extends ProblemCode>(code: C, extras: ProblemExtras<C>): string {
  const { detail } = problemCatalogue[code] as { detail: string | ((extra: ProblemExtras<C>) => string) };
  return typeof detail === 'string' ? detail : detail(extras);
}

export const ProblemSummary = Type.Object({ code: Type.String(), detail: Type.String() });
export type ProblemSummary = Static<typeof ProblemSummary>;

/** RFC 9457 `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'The page that explains the code' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    requestId: Type.String(),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'Which field is wrong, and how',
      }),
    ),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
