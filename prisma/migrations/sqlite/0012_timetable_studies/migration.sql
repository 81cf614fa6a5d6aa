-- AlterTable
ALTER TABLE "TimetableDraft" ADD COLUMN "trace" JSONB;

-- CreateTable
CREATE TABLE "TimetableStudy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "draftId" TEXT NOT NULL,
    "draftVersion" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "openKey" TEXT,
    "input" JSONB NOT NULL,
    "result" JSONB,
    "failure" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "TimetableStudy_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "TimetableDraft" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "TimetableStudy_openKey_key" ON "TimetableStudy"("openKey");

-- CreateIndex
CREATE INDEX "TimetableStudy_draftId_kind_idx" ON "TimetableStudy"("draftId", "kind");

-- CreateIndex
CREATE INDEX "TimetableStudy_state_idx" ON "TimetableStudy"("state");
