-- CreateTable
CREATE TABLE "DoorHours" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "opensAt" DATETIME,
    "closesAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "DoorHours_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CheckIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL DEFAULT '',
    "nonce" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "byPersonId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "registrationId" TEXT NOT NULL DEFAULT '',
    "ticketId" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "isOffline" BOOLEAN NOT NULL DEFAULT false,
    "wasLetIn" BOOLEAN NOT NULL DEFAULT false,
    "scannedAt" DATETIME NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "undoesId" TEXT NOT NULL DEFAULT '',
    "isReentry" BOOLEAN NOT NULL DEFAULT false,
    "deposit" TEXT NOT NULL DEFAULT 'none'
);

-- CreateTable
CREATE TABLE "Arrival" (
    "ticketId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL DEFAULT '',
    "eventId" TEXT NOT NULL,
    "registrationId" TEXT NOT NULL,
    "checkInId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "isInside" BOOLEAN NOT NULL DEFAULT true,

    PRIMARY KEY ("ticketId", "sessionId"),
    CONSTRAINT "Arrival_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DoorConflict" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL DEFAULT '',
    "registrationId" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "checkInId" TEXT NOT NULL,
    "otherId" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "settledAt" DATETIME,
    "settledById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateIndex
CREATE INDEX "CheckIn_eventId_receivedAt_idx" ON "CheckIn"("eventId", "receivedAt");

-- CreateIndex
CREATE INDEX "CheckIn_registrationId_idx" ON "CheckIn"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "CheckIn_eventId_nonce_key" ON "CheckIn"("eventId", "nonce");

-- CreateIndex
CREATE INDEX "Arrival_eventId_idx" ON "Arrival"("eventId");

-- CreateIndex
CREATE UNIQUE INDEX "DoorConflict_checkInId_key" ON "DoorConflict"("checkInId");

-- CreateIndex
CREATE INDEX "DoorConflict_eventId_settledAt_idx" ON "DoorConflict"("eventId", "settledAt");

CREATE TRIGGER "CheckIn_no_update" BEFORE UPDATE ON "CheckIn"
BEGIN
  SELECT RAISE(ABORT, 'the book of the door is append-only');
END;

CREATE TRIGGER "CheckIn_no_delete" BEFORE DELETE ON "CheckIn"
BEGIN
  SELECT RAISE(ABORT, 'the book of the door is append-only');
END;
