-- CreateTable
CREATE TABLE "StageRun" (
    "stageId" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "StageRun_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StageEvent" (
    "stageId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "event" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,

    PRIMARY KEY ("stageId", "seq")
);

-- CreateTable
CREATE TABLE "StageMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stageId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "tone" TEXT NOT NULL DEFAULT 'plain',
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "clearedAt" DATETIME,
    CONSTRAINT "StageMessage_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "StageRun_eventId_idx" ON "StageRun"("eventId");

-- CreateIndex
CREATE INDEX "StageMessage_stageId_createdAt_idx" ON "StageMessage"("stageId", "createdAt");

-- What happened on a stage stays what happened.
CREATE TRIGGER "StageEvent_no_update" BEFORE UPDATE ON "StageEvent"
BEGIN
  SELECT RAISE(ABORT, 'the events of a stage are append-only');
END;

CREATE TRIGGER "StageEvent_no_delete" BEFORE DELETE ON "StageEvent"
BEGIN
  SELECT RAISE(ABORT, 'the events of a stage are append-only');
END;
