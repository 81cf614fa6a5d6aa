-- CreateTable
CREATE TABLE "PitchRule" (
    "sessionId" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "seed" TEXT NOT NULL,
    "clearedAt" DATETIME,
    "clearing" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "PitchRule_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PitchBooking" (
    "itemId" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "personIds" JSONB NOT NULL,
    "bookedById" TEXT,
    "bookedAt" DATETIME NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "PitchBooking_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PitchBooking_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PitchBooking_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PitchWaiting" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "createdById" TEXT,
    "state" TEXT NOT NULL,
    "openKey" TEXT,
    "itemId" TEXT,
    "offerEndsAt" DATETIME,
    "rank" INTEGER NOT NULL,
    "personIds" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "PitchWaiting_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PitchWaiting_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PitchRanking" (
    "sessionId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "itemIds" JSONB NOT NULL,
    "personIds" JSONB NOT NULL,
    "updatedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("sessionId", "delegationId"),
    CONSTRAINT "PitchRanking_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PitchRanking_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PitchSwap" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "fromItemId" TEXT NOT NULL,
    "toItemId" TEXT NOT NULL,
    "fromDelegationId" TEXT NOT NULL,
    "toDelegationId" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "openKey" TEXT,
    "endsAt" DATETIME NOT NULL,
    "proposedById" TEXT,
    "answeredById" TEXT,
    "answeredAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PitchSwap_fromDelegationId_fkey" FOREIGN KEY ("fromDelegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PitchSwap_toDelegationId_fkey" FOREIGN KEY ("toDelegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PitchDeck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "currentKey" TEXT,
    "fileKey" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "uploadedById" TEXT,
    "reviewedById" TEXT,
    "reviewedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PitchDeck_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TechCheckSlot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "lane" INTEGER NOT NULL DEFAULT 1,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "placeZh" TEXT NOT NULL DEFAULT '',
    "placeEn" TEXT NOT NULL DEFAULT '',
    "delegationId" TEXT,
    "personId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "bookedAt" DATETIME,
    CONSTRAINT "TechCheckSlot_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "EventSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TechCheckSlot_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "PitchRule_eventId_idx" ON "PitchRule"("eventId");

-- CreateIndex
CREATE INDEX "PitchBooking_eventId_idx" ON "PitchBooking"("eventId");

-- CreateIndex
CREATE INDEX "PitchBooking_delegationId_idx" ON "PitchBooking"("delegationId");

-- CreateIndex
CREATE UNIQUE INDEX "PitchBooking_sessionId_delegationId_place_key" ON "PitchBooking"("sessionId", "delegationId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "PitchWaiting_openKey_key" ON "PitchWaiting"("openKey");

-- CreateIndex
CREATE UNIQUE INDEX "PitchWaiting_itemId_key" ON "PitchWaiting"("itemId");

-- CreateIndex
CREATE INDEX "PitchWaiting_sessionId_state_rank_idx" ON "PitchWaiting"("sessionId", "state", "rank");

-- CreateIndex
CREATE INDEX "PitchWaiting_eventId_idx" ON "PitchWaiting"("eventId");

-- CreateIndex
CREATE INDEX "PitchWaiting_delegationId_idx" ON "PitchWaiting"("delegationId");

-- CreateIndex
CREATE INDEX "PitchRanking_delegationId_idx" ON "PitchRanking"("delegationId");

-- CreateIndex
CREATE UNIQUE INDEX "PitchSwap_openKey_key" ON "PitchSwap"("openKey");

-- CreateIndex
CREATE INDEX "PitchSwap_eventId_state_idx" ON "PitchSwap"("eventId", "state");

-- CreateIndex
CREATE INDEX "PitchSwap_fromDelegationId_idx" ON "PitchSwap"("fromDelegationId");

-- CreateIndex
CREATE INDEX "PitchSwap_toDelegationId_idx" ON "PitchSwap"("toDelegationId");

-- CreateIndex
CREATE UNIQUE INDEX "PitchDeck_currentKey_key" ON "PitchDeck"("currentKey");

-- CreateIndex
CREATE UNIQUE INDEX "PitchDeck_fileKey_key" ON "PitchDeck"("fileKey");

-- CreateIndex
CREATE INDEX "PitchDeck_eventId_state_idx" ON "PitchDeck"("eventId", "state");

-- CreateIndex
CREATE INDEX "PitchDeck_delegationId_idx" ON "PitchDeck"("delegationId");

-- CreateIndex
CREATE INDEX "TechCheckSlot_eventId_idx" ON "TechCheckSlot"("eventId");

-- CreateIndex
CREATE UNIQUE INDEX "TechCheckSlot_sessionId_lane_startsAt_key" ON "TechCheckSlot"("sessionId", "lane", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "TechCheckSlot_sessionId_delegationId_key" ON "TechCheckSlot"("sessionId", "delegationId");
