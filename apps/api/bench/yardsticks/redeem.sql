-- One redemption at the counter as one call: the checks, locks and rows of modules/redemptions/redeem.ts with
-- http/caller.ts and http/keyed-batch.ts, written as one would who lives in the database alone. Spared it:
-- the token's and the code's HMAC, the request's digest (both come ready), and the look for lapsed holds.
create sequence bench_ids start 100000000000;

create function bench_redeem(resident bigint, merchant bigint, request bigint, step int, tell boolean)
returns text language plpgsql as $$
declare
  who uuid := ('01900000-0001-7000-8000-' || (100000000000 + resident))::uuid;
  wanted uuid := ('01900000-0003-7000-8000-' || (100000000000 + merchant))::uuid;
  asked_key text := 'pgbench-' || request;
  caller record;
  caller_roles jsonb;
  account record;
  tail text;
  offer record;
  shop record;
  at timestamptz;
  today date;
  since date;
  used int;
  new_id uuid;
  new_number int;
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
  select o.* into offer from offers o where o.id = wanted for no key update;
  select m.number, m.name, m.status into shop from merchants m where m.id = offer.merchant_id;
  at := street_now();
  today := (at at time zone 'Asia/Shanghai')::date;

  perform from role_grants
    where person_id = who and place_id = offer.merchant_id and role in ('merchant.owner', 'merchant.clerk');
  if found then return 'own-merchant'; end if;
  if offer.status <> 'approved' or shop.status <> 'open' or at < offer.available_from or at >= offer.available_until then
    return 'offer-not-available';
  end if;
  if offer.stock_left < 1 then return 'offer-sold-out'; end if;
  if offer.limit_per_person is not null then
    since := case offer.limit_period
      when 'ever' then '-infinity'::date when 'day' then today else date_trunc(offer.limit_period, today)::date end;
    select count(*) into used from (
      select created_at from redemptions
      where person_id = who and offer_id = wanted and status in ('held', 'fulfilled')
      order by created_at desc limit offer.limit_per_person
    ) earlier where created_at >= since::timestamp at time zone 'Asia/Shanghai';
    if used >= offer.limit_per_person then return 'limit-reached'; end if;
  end if;
  if account.available < offer.price_points then return 'insufficient-points'; end if;
  if floor((extract(epoch from at) - 1767225600) / 30) - step not in (0, 1) then return 'code-expired'; end if;

  -- In order of time, as the API's own: chance would cost it at every insert.
  new_id := ('0' || to_hex((extract(epoch from at) * 1000)::bigint) || '70008000' || nextval('bench_ids'))::uuid;
  new_number := nextval('redemptions_number_seq');
  update accounts set available = available - offer.price_points, spent = spent + offer.price_points where id = who;
  update offers set stock_left = stock_left - 1 where id = wanted and stock_left is not null;
  insert into redemptions (id, number, person_id, offer_id, merchant_id, offer_title, points, status, local_day,
      created_at, held_until, ended_at)
    values (new_id, new_number, who, wanted, offer.merchant_id, offer.title, offer.price_points, 'fulfilled', today,
      at, null, at);
  insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
    values (new_id, who, offer.merchant_id, offer.price_points, 'redemption', new_id, who, at);
  if tell then
    perform pg_notify('arrivals', jsonb_build_object('merchantId', offer.merchant_id, 'kind', 'redemption-fulfilled',
      'id', new_id, 'at', at, 'title', offer.title, 'points', offer.price_points, 'residentTail', tail)::text);
  end if;
  answer := jsonb_build_object('id', new_id, 'number', new_number, 'status', 'fulfilled', 'personId', who,
    'offerId', wanted, 'offerTitle', offer.title, 'merchantId', offer.merchant_id, 'merchantName', shop.name,
    'residentTail', tail, 'points', offer.price_points, 'createdAt', at, 'heldUntil', null, 'endedAt', at,
    'balance', jsonb_build_object('available', account.available - offer.price_points, 'held', account.held));
  insert into idempotency_keys (person_id, key, request_digest, status, body, at)
    values (who, asked_key, '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 201, answer, at);
  return 'done';
end
$$;
