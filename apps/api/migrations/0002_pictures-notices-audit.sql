CREATE TABLE "audit_entries" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_entries_follow_once" UNIQUE("previous_hash"),
	CONSTRAINT "audit_entries_number_positive" CHECK ("audit_entries"."number" > 0),
	CONSTRAINT "audit_entries_hashes_whole" CHECK (octet_length("audit_entries"."previous_hash") = 32 and octet_length("audit_entries"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"page" text,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"status" text NOT NULL,
	"belongs_to_kind" text,
	"belongs_to_id" uuid,
	"association_id" uuid,
	"merchant_id" uuid,
	CONSTRAINT "pictures_status" CHECK ("pictures"."status" in ('storing', 'stored', 'removing')),
	CONSTRAINT "pictures_belongs_to_kind" CHECK ("pictures"."belongs_to_kind" in ('patrol')),
	CONSTRAINT "pictures_belong_wholly" CHECK (num_nulls("pictures"."belongs_to_kind", "pictures"."belongs_to_id", "pictures"."association_id", "pictures"."merchant_id") in (0, 4)),
	CONSTRAINT "pictures_belonging_are_stored" CHECK ("pictures"."belongs_to_id" is null or "pictures"."status" = 'stored')
);
--> statement-breakpoint
ALTER TABLE "transfers" DROP CONSTRAINT "transfers_kind";--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_uploaded_by_persons_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_by_person" ON "notices" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("person_id","id") WHERE "notices"."read_at" is null;--> statement-breakpoint
CREATE INDEX "pictures_belonging_to_nothing" ON "pictures" USING btree ("at") WHERE "pictures"."belongs_to_id" is null;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_kind" CHECK ("transfers"."kind" in ('check-in', 'redemption', 'grant', 'expiry', 'duty'));