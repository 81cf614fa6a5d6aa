-- CreateTable
CREATE TABLE "SeatPlan" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "seats" INTEGER NOT NULL,
    "offerMinutes" INTEGER NOT NULL,
    "isOpen" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "SeatPlan_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SeatGuest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rank" INTEGER,
    "offeredUntil" DATETIME,
    "invitedAt" DATETIME,
    "answeredAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "SeatGuest_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SeatGuest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SeatTaken" (
    "eventId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "guestId" TEXT NOT NULL,

    PRIMARY KEY ("eventId", "number"),
    CONSTRAINT "SeatTaken_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "SeatGuest" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SeatGuest_eventId_state_rank_idx" ON "SeatGuest"("eventId", "state", "rank");

-- CreateIndex
CREATE INDEX "SeatGuest_personId_idx" ON "SeatGuest"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SeatGuest_eventId_personId_key" ON "SeatGuest"("eventId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "SeatTaken_guestId_key" ON "SeatTaken"("guestId");
