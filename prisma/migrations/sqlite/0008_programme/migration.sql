-- CreateTable
CREATE TABLE "ProgrammeItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT,
    "stageId" TEXT,
    "kind" TEXT NOT NULL,
    "titleZh" TEXT NOT NULL DEFAULT '',
    "titleEn" TEXT NOT NULL DEFAULT '',
    "summaryZh" TEXT NOT NULL DEFAULT '',
    "summaryEn" TEXT NOT NULL DEFAULT '',
    "track" TEXT NOT NULL DEFAULT '',
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "qaMinutes" INTEGER NOT NULL DEFAULT 0,
    "bufferMinutes" INTEGER NOT NULL DEFAULT 0,
    "isLinked" BOOLEAN NOT NULL DEFAULT false,
    "isRemoved" BOOLEAN NOT NULL DEFAULT false,
    "externalId" TEXT,
    "releasedStageId" TEXT,
    "releasedStartsAt" DATETIME,
    "releasedEndsAt" DATETIME,
    "delegationId" TEXT,
    "bookedById" TEXT,
    "bookedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ProgrammeItem_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProgrammeItem_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ProgrammeItem_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ProgrammeItem_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProgrammePerson" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "itemId" TEXT NOT NULL,
    "personId" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "organization" TEXT NOT NULL DEFAULT '',
    "role" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ProgrammePerson_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProgrammePerson_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProgrammeRelease" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "changelog" JSONB NOT NULL,
    "snapshot" JSONB NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ProgrammeRelease_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ProgrammeItem_eventId_startsAt_idx" ON "ProgrammeItem"("eventId", "startsAt");

-- CreateIndex
CREATE INDEX "ProgrammeItem_stageId_releasedStartsAt_idx" ON "ProgrammeItem"("stageId", "releasedStartsAt");

-- CreateIndex
CREATE INDEX "ProgrammeItem_delegationId_idx" ON "ProgrammeItem"("delegationId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgrammeItem_eventId_externalId_key" ON "ProgrammeItem"("eventId", "externalId");

-- CreateIndex
CREATE INDEX "ProgrammePerson_itemId_idx" ON "ProgrammePerson"("itemId");

-- CreateIndex
CREATE INDEX "ProgrammePerson_personId_idx" ON "ProgrammePerson"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgrammeRelease_eventId_number_key" ON "ProgrammeRelease"("eventId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ProgrammeRelease_eventId_name_key" ON "ProgrammeRelease"("eventId", "name");

-- A release is what people relied on: it is never rewritten.
CREATE TRIGGER "ProgrammeRelease_no_update" BEFORE UPDATE ON "ProgrammeRelease"
BEGIN
  SELECT RAISE(ABORT, 'releases are immutable');
END;

CREATE TRIGGER "ProgrammeRelease_no_delete" BEFORE DELETE ON "ProgrammeRelease"
BEGIN
  SELECT RAISE(ABORT, 'releases are immutable');
END;
