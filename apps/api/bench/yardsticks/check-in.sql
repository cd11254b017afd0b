-- One check-in with a live code as one call: the checks, locks and rows of modules/points/check-ins.ts with
-- http/caller.ts and http/keyed-batch.ts. Spared it: the token's and the code's HMAC and the request's digest.
-- Who checks in where comes from a count, so that nobody comes to a shop twice in a day.
create sequence bench_ids start 100000000000;
create sequence bench_turns minvalue 0 start 0;

create function bench_check_in(residents bigint, merchants bigint, step int, tell boolean)
returns text language plpgsql as $$
declare
  turn bigint := nextval('bench_turns');
  resident bigint := 1 + (turn * 104729) % residents;
  -- The half of the shops that the API is not asked about.
  merchant bigint := merchants / 2 + 1 + (turn / residents + resident) % (merchants - merchants / 2);
  who uuid := ('01900000-0001-7000-8000-' || (100000000000 + resident))::uuid;
  asked_key text := 'pgbench-' || turn;
  caller record;
  caller_roles jsonb;
  account record;
  tail text;
  shop record;
  rule record;
  at timestamptz;
  today date;
  period date;
  issued_so_far int;
  paid int;
  here boolean;
  new_id uuid;
  answer jsonb;
begin
  select id, person_id into caller from sessions
    where id = ('01900000-0004-7000-8000-' || (100000000000 + resident))::uuid and ended_at is null;
  if not found then return 'session-ended'; end if;
  select jsonb_agg(jsonb_build_object('role', role, 'placeId', place_id)) into caller_roles
    from role_grants where person_id = who;
  perform from idempotency_keys where person_id = who and key = asked_key;
  if found then return 'again'; end if;

  select a.available, a.held into account from accounts a
    where a.id = who and a.kind = 'resident' for no key update;
  select lpad((p.number % 10000)::text, 4, '0') into tail from persons p where p.id = who;
  select m.id, m.name, m.association_id, m.status into shop from merchants m where m.number = merchant;
  select r.* into rule from earning_rules r where r.association_id = shop.association_id for no key update;
  at := street_now();
  today := (at at time zone 'Asia/Shanghai')::date;
  period := date_trunc(rule.budget_period, today)::date;

  perform from role_grants
    where person_id = who and place_id = shop.id and role in ('merchant.owner', 'merchant.clerk');
  if found then return 'own-merchant'; end if;
  if shop.status <> 'open' then return 'merchant-closed'; end if;
  select count(*) filter (where points > 0), coalesce(bool_or(merchant_id = shop.id), false) into paid, here
    from check_ins where person_id = who and local_day = today;
  if here then return 'already-checked-in'; end if;
  if paid >= rule.paid_check_ins_per_day then return 'daily-limit-reached'; end if;
  select issued into issued_so_far from issuing_budgets
    where association_id = shop.association_id and period_start = period;
  if rule.budget_points - coalesce(issued_so_far, 0) < rule.points_per_check_in then return 'budget-exhausted'; end if;
  if floor((extract(epoch from at) - 1767225600) / 30) - step not in (0, 1) then return 'code-expired'; end if;

  new_id := ('0' || to_hex((extract(epoch from at) * 1000)::bigint) || '70008000' || nextval('bench_ids'))::uuid;
  update accounts set available = available + rule.points_per_check_in, earned = earned + rule.points_per_check_in
    where id = who;
  insert into issuing_budgets as b (association_id, period_start, limit_points, issued)
    values (shop.association_id, period, rule.budget_points, rule.points_per_check_in)
    on conflict (association_id, period_start) do update
    set limit_points = excluded.limit_points, issued = b.issued + excluded.issued;
  insert into check_ins (id, person_id, merchant_id, local_day, points, presence, at)
    values (new_id, who, shop.id, today, rule.points_per_check_in, 'live', at);
  insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
    values (new_id, shop.association_id, who, rule.points_per_check_in, 'check-in', new_id, who, at);
  if tell then
    perform pg_notify('arrivals', jsonb_build_object('merchantId', shop.id, 'kind', 'check-in', 'id', new_id, 'at', at,
      'title', '签到 +' || rule.points_per_check_in || ' 分', 'points', rule.points_per_check_in,
      'residentTail', tail)::text);
  end if;
  answer := jsonb_build_object('id', new_id, 'merchantId', shop.id, 'merchantName', shop.name,
    'points', rule.points_per_check_in, 'at', at, 'balance',
    jsonb_build_object('available', account.available + rule.points_per_check_in, 'held', account.held));
  insert into idempotency_keys (person_id, key, request_digest, status, body, at)
    values (who, asked_key, '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 201, answer, at);
  return 'done';
end
$$;
