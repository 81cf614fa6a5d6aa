-- AlterTable
ALTER TABLE "MeetingRequest" ADD COLUMN "weight" INTEGER;

-- CreateTable
CREATE TABLE "Clearing" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL DEFAULT 'closed',
    "report" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "pressedAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Clearing_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClearingWish" (
    "delegationId" TEXT NOT NULL,
    "partnerId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "rank" INTEGER,
    "setById" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("delegationId", "partnerId"),
    CONSTRAINT "ClearingWish_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClearingWish_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClearingList" (
    "delegationId" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL DEFAULT 1,
    "isDone" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ClearingList_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ClearingWish_eventId_idx" ON "ClearingWish"("eventId");

-- CreateIndex
CREATE INDEX "ClearingWish_partnerId_idx" ON "ClearingWish"("partnerId");
