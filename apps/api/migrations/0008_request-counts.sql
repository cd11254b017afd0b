CREATE UNLOGGED TABLE "request_counts" (
	"name" "bytea" NOT NULL,
	"minute" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "request_counts_name_minute_pk" PRIMARY KEY("name","minute")
);
--> statement-breakpoint
CREATE INDEX "request_counts_by_minute" ON "request_counts" USING btree ("minute");