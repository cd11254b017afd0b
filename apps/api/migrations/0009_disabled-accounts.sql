ALTER TABLE "persons" ADD COLUMN "disabled_at" timestamp with time zone;
--> statement-breakpoint
-- Whoever disables an account, through the program or by hand, ends its sessions with it.
create function end_sessions_of_disabled() returns trigger language plpgsql as $$
begin
  update sessions set ended_at = street_now(), end_reason = 'account-disabled'
    where person_id = new.id and ended_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger persons_disabled_have_no_session after update of disabled_at on persons
  for each row when (new.disabled_at is not null) execute function end_sessions_of_disabled();
