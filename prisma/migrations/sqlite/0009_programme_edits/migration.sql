-- CreateTable
CREATE TABLE "ProgrammeEdit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "undoneAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ProgrammeEdit_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ProgrammeItem" (
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
    "released" JSONB,
    "calendarSequence" INTEGER NOT NULL DEFAULT 0,
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
INSERT INTO "new_ProgrammeItem" ("bookedAt", "bookedById", "bufferMinutes", "createdAt", "delegationId", "endsAt", "eventId", "externalId", "id", "isLinked", "isRemoved", "kind", "qaMinutes", "releasedEndsAt", "releasedStageId", "releasedStartsAt", "sessionId", "stageId", "startsAt", "summaryEn", "summaryZh", "titleEn", "titleZh", "track", "updatedAt", "version") SELECT "bookedAt", "bookedById", "bufferMinutes", "createdAt", "delegationId", "endsAt", "eventId", "externalId", "id", "isLinked", "isRemoved", "kind", "qaMinutes", "releasedEndsAt", "releasedStageId", "releasedStartsAt", "sessionId", "stageId", "startsAt", "summaryEn", "summaryZh", "titleEn", "titleZh", "track", "updatedAt", "version" FROM "ProgrammeItem";
DROP TABLE "ProgrammeItem";
ALTER TABLE "new_ProgrammeItem" RENAME TO "ProgrammeItem";
CREATE INDEX "ProgrammeItem_eventId_startsAt_idx" ON "ProgrammeItem"("eventId", "startsAt");
CREATE INDEX "ProgrammeItem_stageId_releasedStartsAt_idx" ON "ProgrammeItem"("stageId", "releasedStartsAt");
CREATE INDEX "ProgrammeItem_delegationId_idx" ON "ProgrammeItem"("delegationId");
CREATE UNIQUE INDEX "ProgrammeItem_eventId_externalId_key" ON "ProgrammeItem"("eventId", "externalId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ProgrammeEdit_eventId_actorId_idx" ON "ProgrammeEdit"("eventId", "actorId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgrammeEdit_eventId_number_key" ON "ProgrammeEdit"("eventId", "number");
