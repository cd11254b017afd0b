-- One vote of a household in a secret ballot as one call: the checks, locks and rows of
-- modules/ballots/cast-votes.ts with http/caller.ts and http/keyed-batch.ts. Spared it: the token's HMAC, the
-- digests of key and request. Which household votes comes from a count: each has one vote.
create sequence bench_turns minvalue 0 start 0;

create function bench_cast(ballot uuid, units bigint) returns text language plpgsql as $$
declare
  turn bigint := 1 + nextval('bench_turns') % units;
  who uuid := ('01900000-0001-7000-8000-' || (100000000000 + turn))::uuid;
  home uuid := ('01900000-0005-7000-8000-' || (100000000000 + turn))::uuid;
  asked_key text := encode(sha256(convert_to(ballot || '-' || turn, 'UTF8')), 'hex');
  letters text := upper(encode(sha256(convert_to(asked_key, 'UTF8')), 'hex'));
  caller record;
  caller_roles jsonb;
  locked record;
  unit record;
  at timestamptz;
  chosen smallint[] := array[turn % 3];
begin
  select id, person_id into caller from sessions
    where id = ('01900000-0004-7000-8000-' || (100000000000 + turn))::uuid and ended_at is null;
  if not found then return 'session-ended'; end if;
  select jsonb_agg(jsonb_build_object('role', role, 'placeId', place_id)) into caller_roles
    from role_grants where person_id = who;
  perform from idempotency_keys where person_id = who and key = asked_key;
  if found then return 'again'; end if;

  select b.state, b.opens_at, b.closes_at, b.rule into locked from ballots b where b.id = ballot for no key update;
  at := street_now();
  if locked.state <> 'open' or at < locked.opens_at or at >= locked.closes_at then return 'ballot-closed'; end if;
  select u.kind, u.register into unit from ballot_units u where u.ballot_id = ballot and u.unit_id = home;
  if not found then return 'not-eligible'; end if;
  perform from household_members where household_id = home and person_id = who and status = 'verified';
  if not found then return 'not-eligible'; end if;
  perform from ballot_turnout t where t.ballot_id = ballot and t.unit_id = home;
  if found then return 'already-voted'; end if;
  if chosen[1] >= jsonb_array_length(locked.rule -> 'options') then return 'choices-invalid'; end if;

  insert into ballot_turnout (ballot_id, unit_id, cast_by, channel, at, choices)
    values (ballot, home, who, 'phone', at, null);
  insert into ballot_papers (ballot_id, receipt, register, choices)
    values (ballot, substr(letters, 1, 4) || '-' || substr(letters, 5, 4) || '-' || substr(letters, 9, 4) || '-'
      || substr(letters, 13, 4), unit.register, chosen);
  update ballots set took_part = took_part + 1 where id = ballot;
  insert into idempotency_keys (person_id, key, request_digest, status, body, at)
    values (who, asked_key, '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 201, null, at);
  return 'done';
end
$$;
